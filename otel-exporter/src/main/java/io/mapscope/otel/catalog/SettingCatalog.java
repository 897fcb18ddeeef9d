package io.mapscope.otel.catalog;

import java.util.List;
import java.util.Locale;

/** The settings that are Mapscope's own; all else is OpenTelemetry's. */
public final class SettingCatalog {

  /**
   * A setting: an environment variable, or the system property that wins over it.
   *
   * @param variable name of the environment variable
   * @param form what a value looks like
   * @param byDefault what holds without it
   * @param description what it decides
   */
  public record Setting(String variable, String form, String byDefault, String description) {

    /**
     * Name of the system property, by OpenTelemetry's rule.
     *
     * @return the variable in small letters with dots
     */
    public String property() {
      return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }
  }

  /** Which events are recorded. */
  public static final Setting SETTINGS =
      new Setting(
          "MAPSCOPE_SETTINGS",
          "`production` or `profile`",
          "`production`",
          "Which of the shipped settings of Flight Recorder are used");

  /** From what duration writes are told. */
  public static final Setting THRESHOLD =
      new Setting(
          "MAPSCOPE_THRESHOLD",
          "a duration, as in `50us`, `1ms`, `2s`",
          "that of the settings",
          "From what duration puts, deletes, clears and steps of a growth become events and so spans");

  /** Share of the traces. */
  public static final Setting SAMPLING =
      new Setting(
          "MAPSCOPE_SAMPLING",
          "a number from 0 to 1",
          "`1`",
          "Share of the traces begun by Mapscope (growths, slow writes outside of a span) that the"
              + " sampler is asked about at all");

  /** From what stall a growth is kept. */
  public static final Setting KEEP_STALLS =
      new Setting(
          "MAPSCOPE_KEEP_STALLS",
          "a duration longer than zero",
          "none is kept",
          "A growth of which one step took as long is exported, with its longest steps, whatever"
              + " the sampler says");

  /** Which names are told. */
  public static final Setting NAMES =
      new Setting(
          "MAPSCOPE_NAMES",
          "patterns with `*`, separated by commas",
          "`*`",
          "Which names of maps are told; all other maps are added up as `(other)`");

  /** How many names are told. */
  public static final Setting NAME_LIMIT =
      new Setting(
          "MAPSCOPE_NAME_LIMIT",
          "a whole number from 1",
          "`1000`",
          "How many names of maps are told apart; all further ones are `(other)`");

  private static final List<Setting> ALL =
      List.of(SETTINGS, THRESHOLD, SAMPLING, KEEP_STALLS, NAMES, NAME_LIMIT);

  private static final List<Setting> COMMAND =
      List.of(
          new Setting("MAPSCOPE_JMX_USER", "a name", "none", "As whom `export` connects by JMX"),
          new Setting("MAPSCOPE_JMX_PASSWORD", "a password", "none", "The password of that user"),
          new Setting(
              "MAPSCOPE_JMX_TRUST_STORE",
              "a key store",
              "that of the JDK",
              "The certificates that `export` trusts by JMX"),
          new Setting(
              "MAPSCOPE_JMX_TRUST_STORE_PASSWORD",
              "a password",
              "none",
              "The password of that key store"),
          new Setting(
              "MAPSCOPE_OPTS",
              "options of the JVM",
              "none",
              "With what `bin/mapscope` starts its JVM, over its own options"),
          new Setting(
              "MAPSCOPE_DEBUG", "`1`", "off", "Shows stack traces, and the logs of all libraries"));

  private SettingCatalog() {}

  /**
   * All settings.
   *
   * @return an unmodifiable list, in the order of the documentation
   */
  public static List<Setting> all() {
    return ALL;
  }

  /**
   * The variables of the command alone; no system properties stand above them.
   *
   * @return an unmodifiable list, in the order of the documentation
   */
  public static List<Setting> command() {
    return COMMAND;
  }
}
