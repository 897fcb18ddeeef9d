package io.mapscope.otel;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.RecordingSettings;
import io.mapscope.otel.catalog.SettingCatalog;
import io.mapscope.otel.mapping.MappingOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What is recorded and how it is mapped: the builder's word, and above it that of the environment,
 * as for OpenTelemetry's own settings.
 *
 * @param settings which of the shipped settings
 * @param recording settings of the recording, as Flight Recorder names them
 * @param mapping options of the mapping
 */
record TelemetryOptions(
    RecordingSettings settings, Map<String, String> recording, MappingOptions mapping) {

  private static final List<String> WITH_THRESHOLD =
      List.of(
          MapscopeEvents.PUT,
          MapscopeEvents.DELETE,
          MapscopeEvents.CLEAR,
          MapscopeEvents.GROW_WORK);

  /** The builder's word; may be changed until the options are made. */
  static final class Draft {
    RecordingSettings settings = RecordingSettings.PRODUCTION;
    final Map<String, String> overrides = new HashMap<>();
    int nameLimit = MapTelemetry.Builder.DEFAULT_NAME_LIMIT;
    Predicate<String> names = name -> true;
    double share = 1;
    long keepFromNanos = Long.MAX_VALUE;

    void recorded(String event, boolean recorded) {
      overrides.put(knownEvent(event) + "#enabled", Boolean.toString(recorded));
    }

    void threshold(String event, Duration threshold) {
      overrides.put(knownEvent(event) + "#threshold", threshold.toNanos() + " ns");
    }

    private static String knownEvent(String event) {
      if (MapscopeEvents.names().contains(event)) {
        return event;
      }
      throw new IllegalArgumentException(
          "there is no event " + event + "; there are " + MapscopeEvents.names());
    }

    /** The options, by the environment where it says something. */
    TelemetryOptions resolve(Environment environment) throws ExportException {
      RecordingSettings base =
          environment.oneOf(SettingCatalog.SETTINGS, RecordingSettings.class, settings);
      Map<String, String> recording = new HashMap<>(base.configuration().getSettings());
      recording.putAll(overrides);
      environment
          .duration(SettingCatalog.THRESHOLD)
          .ifPresent(
              threshold ->
                  WITH_THRESHOLD.forEach(
                      event -> recording.put(event + "#threshold", threshold.toNanos() + " ns")));
      return new TelemetryOptions(
          base,
          Map.copyOf(recording),
          new MappingOptions(
              environment.count(SettingCatalog.NAME_LIMIT, nameLimit),
              environment.patterns(SettingCatalog.NAMES).orElse(names),
              environment.share(SettingCatalog.SAMPLING, share),
              environment
                  .positive(SettingCatalog.KEEP_STALLS)
                  .map(Duration::toNanos)
                  .orElse(keepFromNanos)));
    }
  }
}
