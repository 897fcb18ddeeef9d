package io.mapscope.dashboards;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in variables as Grafana writes them: {@code $name}, {@code ${name}}, {@code ${name:format}}
 * and {@code [[name]]}. A dollar before a digit is a group of {@code label_replace} and stays.
 */
final class Variables {

  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$(?<plain>[A-Za-z_]\\w*)|\\$\\{(?<braced>\\w+)(?::\\w+)?}|\\[\\[(?<square>\\w+)]]");

  private final Map<String, String> values;

  Variables(Map<String, String> values) {
    this.values = Map.copyOf(values);
  }

  String fillIn(String text, String place) {
    return REFERENCE
        .matcher(text)
        .replaceAll(reference -> Matcher.quoteReplacement(value(name((Matcher) reference), place)));
  }

  private static String name(Matcher reference) {
    if (reference.group("plain") != null) {
      return reference.group("plain");
    }
    return reference.group("braced") != null
        ? reference.group("braced")
        : reference.group("square");
  }

  private String value(String name, String place) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "%s uses the variable %s, which has no value; give it one of these: %s"
              .formatted(place, name, values.keySet()));
    }
    return value;
  }
}
