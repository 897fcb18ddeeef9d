package io.mapscope.events;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import jdk.jfr.Configuration;

/** The two shipped settings for recordings. Immutable. */
public enum RecordingSettings {

  /** For production: the events of maps with their thresholds, and what explains a recording. */
  PRODUCTION("mapscope.jfc"),

  /** For the laboratory: every operation and every step, without thresholds. */
  PROFILE("mapscope-profile.jfc");

  private final String fileName;

  RecordingSettings(String fileName) {
    this.fileName = fileName;
  }

  /**
   * Name of the settings file.
   *
   * @return the name without a folder
   */
  public String fileName() {
    return fileName;
  }

  /**
   * Text of the settings file, for tools that want a file.
   *
   * @return XML as Flight Recorder reads it
   */
  public String text() {
    try (InputStream in = RecordingSettings.class.getResourceAsStream(fileName)) {
      if (in == null) {
        throw new IllegalStateException("settings file " + fileName + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("settings file " + fileName + " cannot be read", e);
    }
  }

  /**
   * The settings for a {@link jdk.jfr.Recording}.
   *
   * @return a new configuration
   */
  public Configuration configuration() {
    try {
      return Configuration.create(new StringReader(text()));
    } catch (IOException | ParseException e) {
      throw new IllegalStateException("settings file " + fileName + " is damaged", e);
    }
  }
}
