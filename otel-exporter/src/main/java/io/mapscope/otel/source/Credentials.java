package io.mapscope.otel.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Who connects by JMX. Its text does not show the password.
 *
 * @param user not null
 * @param password not null
 */
public record Credentials(String user, String password) {

  /** Checks that both are there. */
  public Credentials {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  /**
   * Reads the first line of a file: the user, a blank, the password.
   *
   * @param file not null
   * @return what it says
   * @throws IOException when it cannot be read or says something else; the message is one line
   */
  public static Credentials read(Path file) throws IOException {
    List<String> words;
    try {
      words =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .findFirst()
              .map(line -> List.of(line.split("\\s+", 2)))
              .orElse(List.of());
    } catch (IOException e) {
      throw new SourceException(
          file + " cannot be read (" + SourceException.reason(e) + "); name a file of credentials",
          e);
    }
    if (words.size() != 2) {
      throw new SourceException(file + " holds no line with a user, a blank and a password");
    }
    return new Credentials(words.get(0), words.get(1));
  }

  @Override
  public String toString() {
    return "Credentials[user=" + user + "]";
  }
}
