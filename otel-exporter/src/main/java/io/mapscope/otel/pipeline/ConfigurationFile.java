package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.autoconfigure.declarativeconfig.DeclarativeConfiguration;
import io.opentelemetry.sdk.autoconfigure.declarativeconfig.model.OpenTelemetryConfigurationModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The file in which the user describes the SDK, and the variable that names it.
 *
 * @param variable the name under which it was found
 * @param file its path
 */
record ConfigurationFile(String variable, String file) {

  // The second is what the first was called while it was an experiment.
  private static final List<String> VARIABLES =
      List.of("OTEL_CONFIG_FILE", "OTEL_EXPERIMENTAL_CONFIG_FILE");
  private static final int LONGEST_REASON = 300;

  /** The file of this JVM's settings; a system property wins over its variable. */
  static Optional<ConfigurationFile> named() {
    return VARIABLES.stream().flatMap(variable -> named(variable).stream()).findFirst();
  }

  private static Optional<ConfigurationFile> named(String variable) {
    String property = variable.toLowerCase(Locale.ROOT).replace('_', '.');
    String file = System.getProperty(property, System.getenv().getOrDefault(variable, ""));
    return file.isBlank()
        ? Optional.empty()
        : Optional.of(new ConfigurationFile(variable, file.trim()));
  }

  /** What the file says, with variables of the environment put in. */
  OpenTelemetryConfigurationModel read() throws IOException {
    byte[] text;
    try {
      text = Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException | InvalidPathException e) {
      throw refused("which does not exist", "name another or unset it", e);
    } catch (IOException e) {
      throw refused("which cannot be read (" + reason(e) + ")", "correct it", e);
    }
    OpenTelemetryConfigurationModel description;
    try {
      description = DeclarativeConfiguration.parse(new ByteArrayInputStream(text));
    } catch (RuntimeException e) {
      // Without the cause, which quotes the file.
      throw refused("which cannot be read (" + ParseFailure.place(e) + ")", "correct it", null);
    }
    if (description == null) {
      throw refused("which is empty", "describe an SDK in it or unset the variable", null);
    }
    return description;
  }

  /** One line with the variable, the file and the remedy. */
  IOException refused(String what, String remedy, Throwable cause) {
    return new IOException(
        String.format("%s names %s, %s; %s", variable, file, what, remedy), cause);
  }

  /** What the innermost failure says, which knows best, on one line. */
  static String reason(Throwable failure) {
    Throwable innermost = failure;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    String said = innermost.getMessage() == null ? innermost.toString() : innermost.getMessage();
    String line = said.strip().replaceAll("\\s+", " ");
    return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "..." : line;
  }
}
