package io.mapscope.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/mapscope}, in a repository of its own with a stand-in for java. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final Path LAUNCHER = Path.of("..", "bin", "mapscope");

  @TempDir Path folder;
  private Path repository;
  private Path launcher;

  @BeforeEach
  void copyLauncher() throws IOException {
    // A blank in the path, as people have it.
    repository = Files.createDirectories(folder.resolve("my work").resolve("mapscope"));
    launcher = Files.createDirectories(repository.resolve("bin")).resolve("mapscope");
    Files.copy(LAUNCHER, launcher);
    launcher.toFile().setExecutable(true);
  }

  @Test
  void saysHowToBuildWhenNothingIsBuilt() throws Exception {
    assertThat(run(launcher, Map.of(), "demo")).startsWith("1 mapscope: not built yet; run 'mvn");
  }

  @Test
  void saysWhereJavaIsMissing() throws Exception {
    build();

    assertThat(run(launcher, Map.of("JAVA_HOME", "/nowhere"), "demo"))
        .startsWith("1 mapscope: no java in JAVA_HOME (/nowhere)");
  }

  @Test
  void refusesAJavaThatIsTooOld() throws Exception {
    build();

    assertThat(run(launcher, Map.of("JAVA_HOME", java("1.8.0_402")), "demo"))
        .startsWith("1 mapscope: ")
        .contains("is Java 1; 17 or later is needed");
  }

  @Test
  void passesArgumentsOnThroughSymbolicLinks() throws Exception {
    build();
    Path first = Files.createSymbolicLink(folder.resolve("first"), launcher);
    Path second = Files.createSymbolicLink(folder.resolve("second"), first.getFileName());

    String started = run(second, Map.of("JAVA_HOME", java("25")), "export", "a b.jfr", "--out=");

    assertThat(started)
        .startsWith("0 ")
        .contains("<" + repository.toRealPath().resolve("cli/target/mapscope.jar") + ":")
        .endsWith("<io.mapscope.cli.Mapscope><export><a b.jfr><--out=>\n");
  }

  @Test
  void letsTheUsersJvmOptionsWin() throws Exception {
    build();

    String started =
        run(
            launcher,
            Map.of("JAVA_HOME", java("17.0.1"), "MAPSCOPE_OPTS", "-Xmx9g -XX:+UseG1GC"),
            "demo");

    assertThat(started)
        .contains("<--add-opens><java.base/java.util=ALL-UNNAMED>")
        .contains("<-Xmx9g><-XX:+UseG1GC>")
        .doesNotContain("UseParallelGC", "-Xms");
  }

  private void build() throws IOException {
    Files.createDirectories(repository.resolve("cli/target/lib"));
    Files.createFile(repository.resolve("cli/target/mapscope.jar"));
  }

  /** A home whose java tells a version, and otherwise its arguments. */
  private String java(String version) throws IOException {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        if [ "$1" = -version ]; then
          echo 'openjdk version "%s" 2026-01-01' >&2
        else
          printf '<%%s>' "$@"
          echo
        fi
        """
            .formatted(version));
    java.toFile().setExecutable(true);
    return folder.resolve("jdk").toString();
  }

  private static String run(Path command, Map<String, String> environment, String... args)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command.toString()).redirectErrorStream(true);
    builder.command().addAll(List.of(args));
    builder.environment().keySet().removeAll(Set.of("JAVA_HOME", "MAPSCOPE_OPTS"));
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + " " + output;
  }
}
