package io.mapscope.otel.pipeline;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Blots out of a text what must not be read: the values of the user's OTLP headers, and user names
 * and passwords in URLs.
 *
 * <p>Implementation note. The SDK quotes a setting that it cannot read, and a library below it the
 * URL that it cannot reach. So every text that leaves the pipeline goes through here, whoever wrote
 * it. Headers are looked up as they stand in the environment, as they may be what cannot be read.
 */
final class Secrets {

  private static final String BLOT = "***";
  // With a scheme before it or, where that is what was forgotten, with a colon in it.
  private static final Pattern USER_INFO =
      Pattern.compile("(?<=//)[^/\\s@]+(?=@)|[^/\\s@:]+:[^/\\s@]+(?=@)");
  // Less is no secret, and would blot out half of every text.
  private static final int SHORTEST = 4;

  private final List<String> secrets;

  private Secrets(Stream<String> headers) {
    this.secrets =
        headers
            .flatMap(Secrets::parts)
            .map(String::trim)
            .filter(part -> part.length() >= SHORTEST)
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  /** The secrets among the environment, the system properties and further settings. */
  static Secrets of(Map<String, String> settings) {
    return of(settings, List.of());
  }

  /** The secrets among the environment, the system properties, further settings and headers. */
  static Secrets of(Map<String, String> settings, List<String> more) {
    List<String> headers = new ArrayList<>(more);
    BiConsumer<String, String> keepHeaders =
        (name, value) -> {
          if (isHeaders(name)) {
            headers.add(value);
          }
        };
    System.getenv().forEach(keepHeaders);
    for (String name : System.getProperties().stringPropertyNames()) {
      keepHeaders.accept(name, System.getProperty(name, ""));
    }
    settings.forEach(keepHeaders);
    return new Secrets(headers.stream());
  }

  private static boolean isHeaders(String name) {
    String property = name.toLowerCase(Locale.ROOT).replace('_', '.');
    return property.startsWith("otel.exporter.otlp.") && property.endsWith("headers");
  }

  /** A list of headers as a whole, each value, and each as it is sent. */
  private static Stream<String> parts(String headers) {
    Stream<String> values =
        Stream.of(headers.split(",")).map(header -> header.substring(header.indexOf('=') + 1));
    return Stream.concat(Stream.of(headers), values.flatMap(v -> Stream.of(v, decoded(v))));
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }

  /** The text without secrets; null stays null. */
  String blot(String text) {
    if (text == null) {
      return null;
    }
    String blotted = text;
    for (String secret : secrets) {
      blotted = blotted.replace(secret, BLOT);
    }
    return USER_INFO.matcher(blotted).replaceAll(BLOT);
  }

  /** The failure, or null when it or what caused it says a secret. */
  Throwable unlessTelling(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String text = cause.toString();
      if (!text.equals(blot(text))) {
        return null;
      }
    }
    return failure;
  }
}
