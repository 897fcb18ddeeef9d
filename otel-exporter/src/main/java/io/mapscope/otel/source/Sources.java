package io.mapscope.otel.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Tells from the words of a user which sources are meant. Not thread-safe. */
public final class Sources {

  private static final String RECORDING = ".jfr";
  private static final String DIGITS = "\\d{1,18}";

  private final Credentials credentials;
  private final BiConsumer<String, IOException> failures;
  private final Map<String, LiveSource> live = new LinkedHashMap<>();
  private final List<RecordedJvm.Recorded> recordings = new ArrayList<>();

  /**
   * No sources yet.
   *
   * @param credentials for JMX, or null
   * @param failures is told of a source that cannot be read, and of why
   */
  public Sources(Credentials credentials, BiConsumer<String, IOException> failures) {
    this.credentials = credentials;
    this.failures = failures;
  }

  /**
   * Adds a source.
   *
   * @param source a process id, {@code host:port}, a JMX address, a recording, or a folder of them;
   *     a file whose name reads like one of the others is written with {@code ./}
   */
  public void add(String source) {
    try {
      if (source.matches(DIGITS)) {
        live.putIfAbsent(source, new AttachedJvm(Long.parseLong(source)));
      } else if (isPath(source)) {
        addPath(Path.of(source));
      } else if (JmxAddress.isOne(source)) {
        live.putIfAbsent(source, new RemoteJvm(JmxAddress.parse(source), credentials));
      } else {
        throw new SourceException(
            source + " does not exist; name a recording, a folder, a process id or host:port");
      }
    } catch (IOException e) {
      failures.accept(source, e);
    }
  }

  private static boolean isPath(String source) {
    try {
      return Files.exists(Path.of(source));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private void addPath(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      recordings.add(RecordedJvm.look(path));
      return;
    }
    List<Path> files = recordingsIn(path);
    if (files.isEmpty()) {
      throw new SourceException(path + " is a folder without recordings (*.jfr); name another");
    }
    for (Path file : files) {
      try {
        recordings.add(RecordedJvm.look(file));
      } catch (IOException e) {
        failures.accept(file.toString(), e);
      }
    }
  }

  private static List<Path> recordingsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(RECORDING))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new SourceException(
          folder + " cannot be read (" + SourceException.reason(e) + "); see its permissions", e);
    }
  }

  /**
   * The running JVMs.
   *
   * @return by the user's words, in their order
   */
  public Map<String, LiveSource> live() {
    return live;
  }

  /**
   * The JVMs of the recordings.
   *
   * @return oldest first
   */
  public List<RecordedJvm> recorded() {
    return RecordedJvm.group(recordings);
  }
}
