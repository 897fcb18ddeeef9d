package io.mapscope.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The recording and alerting rules in {@code prometheus}. */
final class RuleFiles {

  static final Path FOLDER = Path.of("prometheus");

  private RuleFiles() {}

  static List<JsonNode> recordings() {
    return rules("recording.yml");
  }

  static List<JsonNode> alerts() {
    return rules("alerts.yml");
  }

  static Set<String> recordedNames() {
    return recordings().stream()
        .map(rule -> rule.path("record").asText())
        .collect(Collectors.toSet());
  }

  /** A recorded series tells its labels in its name, before the first colon. */
  static Set<String> labels(String recordedName) {
    return recordedName.startsWith("job_hashmap_name:") ? Set.of("job", "hashmap_name") : Set.of();
  }

  static JsonNode read(String file) {
    try {
      return new YAMLMapper().readTree(FOLDER.resolve(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<JsonNode> rules(String file) {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : read(file).required("groups")) {
      group.required("rules").forEach(rules::add);
    }
    return rules;
  }
}
