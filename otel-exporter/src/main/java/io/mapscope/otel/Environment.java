package io.mapscope.otel;

import io.mapscope.otel.catalog.SettingCatalog.Setting;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code MAPSCOPE_*} variables, and the system properties that win over them. A value that
 * cannot be is refused with the name under which it was found.
 */
final class Environment {

  private static final Pattern DURATION = Pattern.compile("(\\d{1,15}) ?(ns|us|ms|s)");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ns", ChronoUnit.NANOS,
          "us", ChronoUnit.MICROS,
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS);

  private final UnaryOperator<String> properties;
  private final UnaryOperator<String> variables;

  Environment(UnaryOperator<String> properties, UnaryOperator<String> variables) {
    this.properties = properties;
    this.variables = variables;
  }

  static Environment ofThisJvm() {
    return new Environment(System::getProperty, System::getenv);
  }

  private record Found(String name, String value, Setting setting) {

    ExportException refuse() {
      return new ExportException(
          String.format("%s is \"%s\"; it must be %s", name, value, setting.form()));
    }
  }

  private Optional<Found> find(Setting setting) {
    String property = properties.apply(setting.property());
    if (property != null && !property.isBlank()) {
      return Optional.of(new Found(setting.property(), property.trim(), setting));
    }
    String variable = variables.apply(setting.variable());
    return variable == null || variable.isBlank()
        ? Optional.empty()
        : Optional.of(new Found(setting.variable(), variable.trim(), setting));
  }

  <E extends Enum<E>> E oneOf(Setting setting, Class<E> type, E otherwise) throws ExportException {
    Optional<Found> found = find(setting);
    if (found.isEmpty()) {
      return otherwise;
    }
    try {
      return Enum.valueOf(type, found.get().value.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw found.get().refuse();
    }
  }

  Optional<Duration> duration(Setting setting) throws ExportException {
    Optional<Found> found = find(setting);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Matcher parts = DURATION.matcher(found.get().value);
    if (!parts.matches()) {
      throw found.get().refuse();
    }
    try {
      Duration duration = Duration.of(Long.parseLong(parts.group(1)), UNITS.get(parts.group(2)));
      return Optional.of(Duration.ofNanos(duration.toNanos()));
    } catch (ArithmeticException e) {
      throw found.get().refuse();
    }
  }

  /** A duration that is longer than zero. */
  Optional<Duration> positive(Setting setting) throws ExportException {
    Optional<Duration> duration = duration(setting);
    if (duration.isPresent() && duration.get().isZero()) {
      throw find(setting).orElseThrow().refuse();
    }
    return duration;
  }

  double share(Setting setting, double otherwise) throws ExportException {
    Optional<Found> found = find(setting);
    if (found.isEmpty()) {
      return otherwise;
    }
    try {
      return MapTelemetry.Builder.checkShare(Double.parseDouble(found.get().value));
    } catch (IllegalArgumentException e) {
      throw found.get().refuse();
    }
  }

  int count(Setting setting, int otherwise) throws ExportException {
    Optional<Found> found = find(setting);
    if (found.isEmpty()) {
      return otherwise;
    }
    try {
      return MapTelemetry.Builder.checkNameLimit(Integer.parseInt(found.get().value));
    } catch (IllegalArgumentException e) {
      throw found.get().refuse();
    }
  }

  /** Names that match one of the patterns, in which only {@code *} means something. */
  Optional<Predicate<String>> patterns(Setting setting) {
    return find(setting)
        .map(
            found -> {
              List<Pattern> patterns =
                  Arrays.stream(found.value.split(","))
                      .map(pattern -> Pattern.compile(glob(pattern.trim()), Pattern.DOTALL))
                      .toList();
              return name -> patterns.stream().anyMatch(p -> p.matcher(name).matches());
            });
  }

  private static String glob(String pattern) {
    return Arrays.stream(pattern.split("\\*", -1))
        .map(Pattern::quote)
        .reduce((left, right) -> left + ".*" + right)
        .orElse("");
  }
}
