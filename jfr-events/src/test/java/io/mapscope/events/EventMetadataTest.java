package io.mapscope.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.EventType;
import jdk.jfr.Timespan;
import jdk.jfr.ValueDescriptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the JDK's own events, run over ours. */
class EventMetadataTest {

  private static final Set<String> SMALL_WORDS = Set.of("of", "to", "in", "by", "at", "and", "the");
  private static final Set<String> JFR_FIELDS =
      Set.of("startTime", "duration", "eventThread", "stackTrace");

  static Stream<EventType> types() {
    return MapscopeEvents.types().stream().map(EventType::getEventType);
  }

  static Stream<ValueDescriptor> fields() {
    return types()
        .flatMap(type -> type.getFields().stream())
        .filter(field -> !JFR_FIELDS.contains(field.getName()));
  }

  @Test
  void namesAreThoseOfTheTypes() {
    assertThat(MapscopeEvents.names())
        .containsExactlyElementsOf(types().map(EventType::getName).toList());
  }

  @Test
  void everyEventClassIsInTheCatalogue() {
    Set<String> declared = new TreeSet<>();
    for (var constant : MapscopeEvents.class.getFields()) {
      if (constant.getType() == String.class && !constant.getName().equals("SWITCH")) {
        declared.add(constantValue(constant));
      }
    }
    assertThat(types().map(EventType::getName)).containsExactlyInAnyOrderElementsOf(declared);
  }

  private static String constantValue(java.lang.reflect.Field constant) {
    try {
      return (String) constant.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void eventIsNamedLabelledAndDescribed(EventType type) {
    assertThat(type.getName()).matches("mapscope\\.([A-Z][a-z]+)+").doesNotEndWith("Event");
    assertThat(type.getCategoryNames()).isEqualTo(List.of("Hash Map"));
    assertThat(type.getAnnotation(Category.class)).isNotNull();
    assertHeadline(type.getLabel());
    assertThat(type.getLabel().replace(" ", "")).isEqualTo(type.getName().substring(9));
    assertSentence(type.getDescription());
  }

  @ParameterizedTest
  @MethodSource("fields")
  void fieldIsNamedLabelledAndDescribed(ValueDescriptor field) {
    assertThat(field.getName()).matches("[a-z][A-Za-z]*");
    assertHeadline(field.getLabel());
    assertSentence(field.getDescription());
  }

  @ParameterizedTest
  @MethodSource("fields")
  void unitIsToldByAnnotation(ValueDescriptor field) {
    String name = field.getName();
    if (name.endsWith("Time") || name.endsWith("Step")) {
      assertThat(field.getAnnotation(Timespan.class)).as(name).isNotNull();
    }
    if (name.endsWith("Bytes") || name.endsWith("Footprint")) {
      assertThat(field.getAnnotation(DataAmount.class)).as(name).isNotNull();
    }
    if (name.equals("mapNumber")) {
      assertThat(field.getAnnotation(MapNumber.class)).isNotNull();
    }
    if (name.equals("growth")) {
      assertThat(field.getAnnotation(GrowthNumber.class)).isNotNull();
    }
  }

  private static void assertHeadline(String label) {
    assertThat(label).isNotBlank().doesNotEndWith(".");
    String lowerCase =
        Stream.of(label.split(" ", -1))
            .filter(word -> !SMALL_WORDS.contains(word))
            .filter(word -> !Character.isUpperCase(word.charAt(0)))
            .collect(Collectors.joining(" "));
    assertThat(lowerCase).as("lower case words in " + label).isEmpty();
  }

  private static void assertSentence(String description) {
    assertThat(description).isNotBlank().doesNotEndWith(".").matches("(?s)[A-Z].*");
  }
}
