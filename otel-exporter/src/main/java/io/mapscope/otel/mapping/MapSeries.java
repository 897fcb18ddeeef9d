package io.mapscope.otel.mapping;

import io.mapscope.otel.catalog.AttributeNames;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The attributes of all points about maps of one name and implementation.
 *
 * <p>Implementation note. Made once and kept: to build a set of attributes takes longer than to
 * record a value under it. Keeping also bounds them: a recording may say anything where we expect
 * one of a few words, so beyond some of them all further words are {@link SeriesNames#OTHER}.
 *
 * <p>Not thread-safe: used by the mapping.
 */
final class MapSeries {

  /** Four times the words that any of the events has today. */
  private static final int MOST_WORDS = 16;

  private static final AttributeKey<String> NAME = AttributeKey.stringKey(AttributeNames.MAP_NAME);
  private static final AttributeKey<String> IMPLEMENTATION =
      AttributeKey.stringKey(AttributeNames.IMPLEMENTATION);

  final String name;
  final String implementation;
  final Attributes attributes;

  /** Whether these are the maps beyond the limit of names. */
  final boolean isFolded;

  private final IdentityHashMap<AttributeKey<String>, Map<String, Attributes[]>> points =
      new IdentityHashMap<>();

  MapSeries(String name, String implementation, boolean isFolded) {
    this.name = name;
    this.implementation = implementation;
    this.isFolded = isFolded;
    this.attributes = Attributes.of(NAME, name, IMPLEMENTATION, implementation);
  }

  /** The attributes and a word. */
  Attributes with(AttributeKey<String> key, String word) {
    return point(key, word, null, 0);
  }

  /** The attributes, a word and a flag; a key for words always goes with the same key for flags. */
  Attributes with(
      AttributeKey<String> key, String word, AttributeKey<Boolean> flagKey, boolean flag) {
    return point(key, word, flagKey, flag ? 2 : 1);
  }

  private Attributes point(
      AttributeKey<String> key, String word, AttributeKey<Boolean> flagKey, int index) {
    Map<String, Attributes[]> words = points.get(key);
    if (words == null) {
      words = new HashMap<>();
      points.put(key, words);
    }
    Attributes[] found = words.get(word);
    if (found == null) {
      String bounded = words.size() < MOST_WORDS ? word : SeriesNames.OTHER;
      found = words.computeIfAbsent(bounded, w -> new Attributes[3]);
      word = bounded;
    }
    if (found[index] == null) {
      AttributesBuilder point = attributes.toBuilder().put(key, SeriesNames.escape(word));
      found[index] = flagKey == null ? point.build() : point.put(flagKey, index == 2).build();
    }
    return found[index];
  }
}
