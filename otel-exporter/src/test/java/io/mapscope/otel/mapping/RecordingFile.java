package io.mapscope.otel.mapping;

import io.mapscope.events.RecordingSettings;
import java.io.IOException;
import java.nio.file.Path;
import jdk.jfr.Recording;

/** Makes recordings to be read by tests. */
public final class RecordingFile {

  private RecordingFile() {}

  public static Path of(Path file, RecordingSettings settings, Runnable program)
      throws IOException {
    try (Recording recording = new Recording(settings.configuration())) {
      recording.start();
      program.run();
      recording.stop();
      recording.dump(file);
    }
    return file;
  }
}
