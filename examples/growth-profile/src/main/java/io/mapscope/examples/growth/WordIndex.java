package io.mapscope.examples.growth;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which documents a word occurs: a HashMap that grows while documents come. */
final class WordIndex {

  private final Map<String, List<Integer>> documents = new HashMap<>();

  void add(int document, Iterable<String> words) {
    for (String word : words) {
      documents.computeIfAbsent(word, unseen -> new ArrayList<>(1)).add(document);
    }
  }

  int words() {
    return documents.size();
  }
}
