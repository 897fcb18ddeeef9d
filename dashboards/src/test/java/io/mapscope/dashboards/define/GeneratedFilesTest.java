package io.mapscope.dashboards.define;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files in {@code grafana} and the tables in the README are made from the code. {@code
 * -Dmapscope.docs=update} writes them anew.
 */
class GeneratedFilesTest {

  private static final Path GRAFANA = Path.of("grafana");
  private static final Path README = Path.of("README.md");
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static List<Board> boards() {
    return Boards.all();
  }

  @ParameterizedTest
  @MethodSource("boards")
  void fileIsMadeFromTheCode(Board board) throws IOException {
    same(GRAFANA.resolve(board.name() + ".json"), MAPPER.writeValueAsString(board.json()) + "\n");
  }

  @Test
  void nothingElseIsThere() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(GRAFANA, "*.json")) {
      files.forEach(file -> names.add(file.getFileName().toString().replace(".json", "")));
    }
    assertThat(names)
        .containsExactlyInAnyOrderElementsOf(Boards.all().stream().map(Board::name).toList());
  }

  @Test
  void questionsInTheReadmeAreThoseOfThePanels() throws IOException {
    String readme = Files.readString(README);
    String begin = "<!-- panels: made from the code -->\n";
    int from = readme.indexOf(begin) + begin.length();
    int to = readme.indexOf("<!-- end of panels -->");
    same(README, readme.substring(0, from) + tables() + readme.substring(to));
  }

  private static String tables() {
    return Boards.all().stream()
        .map(
            board ->
                "\n### %s\n\n`grafana/%s.json`. %s\n\n| panel | question |\n|---|---|\n%s\n"
                    .formatted(board.title(), board.name(), board.question(), rows(board)))
        .collect(Collectors.joining());
  }

  private static String rows(Board board) {
    StringBuilder rows = new StringBuilder();
    for (Board.Row row : board.rows()) {
      rows.append("| **").append(row.title()).append("** | |\n");
      row.panels()
          .forEach(
              panel -> rows.append("| %s | %s |\n".formatted(panel.title(), panel.question())));
    }
    return rows.toString();
  }

  private static void same(Path file, String made) throws IOException {
    if ("update".equals(System.getProperty("mapscope.docs"))) {
      Files.writeString(file, made);
    }
    assertThat(Files.readString(file))
        .as("run `mvn test -pl dashboards -am -Dmapscope.docs=update` and look at what changed")
        .isEqualTo(made);
  }
}
