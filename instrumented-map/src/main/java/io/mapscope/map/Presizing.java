package io.mapscope.map;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Properties;

/**
 * How many entries maps are expected to reach, so that they are made large enough and never grow.
 *
 * <p>Read from a file that {@code mapscope report FILE.jfr --presizing FILE} has written of a
 * recording: a properties file, the name of each map before its entries; a map without a name is
 * under the line of code that made it or made it grow. Whoever knows better may edit it. Immutable.
 */
public final class Presizing {

  // What a report writes stays far below.
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_NAMES = 10_000;

  private static final double LOAD_FACTOR_OF_THE_JDK = 0.75;

  private final Map<String, Integer> entries;

  private Presizing(Map<String, Integer> entries) {
    this.entries = entries;
  }

  /**
   * Reads a file, of one megabyte and 10,000 names at most.
   *
   * @param file in UTF-8, not null
   * @return what it says
   * @throws IOException if it cannot be read or is none; the message is one line that says what to
   *     do
   */
  public static Presizing load(Path file) throws IOException {
    Properties lines = new Properties();
    try (StringReader text = new StringReader(read(file))) {
      lines.load(text);
    } catch (IllegalArgumentException e) {
      throw failure(file, "has a \\u that no four hexadecimal digits follow", e);
    }
    if (lines.size() > MOST_NAMES) {
      throw failure(file, "names more than " + MOST_NAMES + " maps", null);
    }
    Map<String, Integer> entries = new HashMap<>();
    for (String name : lines.stringPropertyNames()) {
      entries.put(name, number(file, name, lines.getProperty(name).strip()));
    }
    return new Presizing(Map.copyOf(entries));
  }

  private static String read(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw failure(file, "does not exist", e);
    } catch (IOException e) {
      throw failure(file, "cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
    if (bytes.length > MOST_BYTES) {
      throw failure(file, "is larger than " + MOST_BYTES + " bytes", null);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int number(Path file, String name, String text) throws IOException {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw failure(
        file,
        "says '%s' of '%s', which is no number of entries".formatted(cut(text), cut(name)),
        null);
  }

  private static String cut(String text) {
    return text.substring(0, Math.min(80, text.length())).replaceAll("\\p{Cntrl}", " ");
  }

  private static IOException failure(Path file, String what, Exception cause) {
    return new IOException(
        "presizing file %s %s: write it anew by mapscope report FILE.jfr --presizing %s"
            .formatted(file, what, file.getFileName()),
        cause);
  }

  /**
   * How many entries a map is expected to reach.
   *
   * @param name of the map, or the line that made it or made it grow; not null
   * @return empty if nothing is known of it
   */
  public OptionalInt expectedEntries(String name) {
    Integer found = entries.get(Objects.requireNonNull(name, "name"));
    return found == null ? OptionalInt.empty() : OptionalInt.of(found);
  }

  /**
   * The {@code initialCapacity} with which a {@code HashMap}, {@code LinkedHashMap} or {@code
   * HashSet} takes so many entries without growing. From JDK 19 on {@code HashMap.newHashMap} does
   * the same.
   *
   * @param expectedEntries not negative
   * @return the capacity
   * @throws IllegalArgumentException if negative
   */
  public static int hashMapCapacity(int expectedEntries) {
    return (int) Math.ceil(notNegative(expectedEntries) / LOAD_FACTOR_OF_THE_JDK);
  }

  /**
   * The {@code initialCapacity} with which a {@code ConcurrentHashMap} takes so many entries
   * without growing: their number itself. It adds its load factor by itself, and what is right for
   * a {@code HashMap} would often be twice the table here.
   *
   * @param expectedEntries not negative
   * @return the capacity
   * @throws IllegalArgumentException if negative
   */
  public static int concurrentHashMapCapacity(int expectedEntries) {
    return notNegative(expectedEntries);
  }

  private static int notNegative(int expectedEntries) {
    if (expectedEntries < 0) {
      throw new IllegalArgumentException(
          "expected entries must not be negative: " + expectedEntries);
    }
    return expectedEntries;
  }
}
