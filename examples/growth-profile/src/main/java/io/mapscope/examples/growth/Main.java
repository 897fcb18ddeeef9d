package io.mapscope.examples.growth;

import io.mapscope.flame.During;
import io.mapscope.flame.FlameGraphs;
import io.mapscope.flame.FlameRequest;
import io.mapscope.flame.GrowthProfiler;
import io.mapscope.flame.SampleKind;
import io.mapscope.flame.record.RecordingPlan;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Builds an index and says what the growth of its map has cost: {@code Main [FOLDER]}. */
public final class Main {

  private static final int DOCUMENTS = 4_000;
  private static final int WORDS = 500;

  private Main() {}

  /**
   * Runs the example.
   *
   * @param args the folder that gets the recording and the page, by default the current one
   * @throws Exception when it cannot be profiled, or the files not be written
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args.length > 0 ? args[0] : ".");
    Path recording = folder.resolve("growth.jfr");
    Path page = folder.resolve("growth.html");

    WordIndex index = new WordIndex();
    try (GrowthProfiler profiler = GrowthProfiler.start(RecordingPlan.ofJdkMaps())) {
      for (int document = 0; document < DOCUMENTS; document++) {
        index.add(document, words(document));
      }
      profiler.stop(recording);
    }

    FlameGraphs graphs = FlameGraphs.of(recording);
    FlameRequest growth = FlameRequest.of(During.GROWTH, SampleKind.WALL);
    try (OutputStream out = Files.newOutputStream(page)) {
      long samples = graphs.html(growth, "While the index was growing", out);
      System.out.printf(
          "%,d words; %d growths of 1 ms and more, %d samples in them: %s%n",
          index.words(), graphs.windows(), samples, page);
    }
  }

  /** Each document brings some words that no other has. */
  private static List<String> words(int document) {
    List<String> words = new ArrayList<>(WORDS);
    for (int i = 0; i < WORDS; i++) {
      words.add("word-" + (document * (WORDS / 2) + i));
    }
    return words;
  }
}
