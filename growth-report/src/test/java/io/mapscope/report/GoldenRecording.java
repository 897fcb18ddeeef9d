package io.mapscope.report;

import io.mapscope.report.programs.SearchIndex;
import io.mapscope.report.programs.Visits;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import jdk.jfr.Recording;

/**
 * Writes {@code jdk-maps.jfr.gz}, a recording of the JDK's own maps, for tests on releases that
 * cannot trace methods: with JDK 25, {@code java -cp ... io.mapscope.report.GoldenRecording FILE}.
 */
final class GoldenRecording {

  private static final int LIVES = 3;
  private static final int ENTRIES = 200_000;

  private GoldenRecording() {}

  @SuppressWarnings("JdkObsolete") // People have them.
  public static void main(String[] arguments) throws Exception {
    Path plain = Files.createTempFile("golden", ".jfr");
    try (Recording recording = new Recording()) {
      recording
          .enable("jdk.MethodTrace")
          .withStackTrace()
          .with(
              "filter",
              "java.util.HashMap::resize;java.util.HashMap::treeifyBin;"
                  + "java.util.concurrent.ConcurrentHashMap::transfer;java.util.Hashtable::rehash");
      recording.enable("jdk.GCPhasePause");
      recording.enable("jdk.GCHeapConfiguration");
      recording.start();
      for (int life = 0; life < LIVES; life++) {
        fill(new HashMap<>());
      }
      fill(new Hashtable<>());
      fill(new ConcurrentHashMap<>());
      new Visits(new HashMap<>(), false).count();
      new SearchIndex(new HashMap<>()).serve(ENTRIES);
      recording.stop();
      recording.dump(plain);
    }
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
      Files.copy(plain, out);
    }
    Files.delete(plain);
  }

  private static void fill(Map<Integer, Integer> map) {
    for (int i = 0; i < ENTRIES; i++) {
      map.put(i, i);
    }
  }
}
