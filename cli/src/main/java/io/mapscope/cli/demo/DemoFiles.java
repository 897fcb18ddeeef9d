package io.mapscope.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** The files of a demo; those of spans and metrics are the exporter's. */
final class DemoFiles {

  static final String RECORDING = "demo.jfr";
  static final String FIGURES = "demo.json";
  static final String PAGE = "index.html";

  /** Everything that a demo puts into its folder. */
  static final Set<String> NAMES = Set.of(RECORDING, FIGURES, PAGE, "spans.jsonl", "metrics.jsonl");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private DemoFiles() {}

  /** Writes the report for programs and for people. */
  static void write(DemoReport report, Path folder) throws IOException {
    JSON.writeValue(folder.resolve(FIGURES).toFile(), report);
    Files.writeString(folder.resolve(PAGE), HtmlPage.of(report));
  }
}
