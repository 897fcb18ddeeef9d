package io.mapscope.cli.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the report for programs and for people. */
final class DemoFiles {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private DemoFiles() {}

  static void write(DemoReport report, Path folder) throws IOException {
    JSON.writeValue(folder.resolve("demo.json").toFile(), report);
    Files.writeString(folder.resolve("index.html"), HtmlPage.of(report));
  }
}
