package io.mapscope.dashboards;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the linter must know of an expression: its selectors, the function around each, and the
 * labels that it groups by.
 *
 * <p>Implementation note. No parser: one pass over the tokens with a stack of open parentheses. It
 * does not tell whether an expression is well-formed; a real Prometheus does, in the end-to-end
 * test. Dropped: a library, as none for Java is kept up by more than one person.
 */
final class PromQl {

  /**
   * A selector.
   *
   * @param metric name of the metric, empty when it is matched by a pattern
   * @param matchers operator and quoted text by label, such as {@code =~"$job"}
   * @param range what stands in brackets, empty for an instant
   * @param function the innermost function around it, empty when there is none
   */
  record Selector(String metric, Map<String, String> matchers, String range, String function) {

    /** Label, operator and text of each matcher. */
    Set<String> matcherTexts() {
      return matchers.entrySet().stream()
          .map(matcher -> matcher.getKey() + matcher.getValue())
          .collect(Collectors.toSet());
    }

    /** The pattern of names, empty when there is none. */
    String namePattern() {
      String matcher = matchers.getOrDefault("__name__", "");
      return matcher.startsWith("=~\"")
          ? matcher.substring("=~\"".length(), matcher.length() - 1)
          : "";
    }

    /** Whether it selects the metric of this name. */
    boolean selects(String name) {
      return metric.equals(name) || (!namePattern().isEmpty() && name.matches(namePattern()));
    }
  }

  private static final Pattern TOKEN =
      Pattern.compile(
          "\"(?:[^\"\\\\]|\\\\.)*\""
              + "|(?<number>\\d[\\w.]*)"
              + "|(?<word>[a-zA-Z_:][\\w:]*)"
              + "|(?<matchers>\\{(?:[^}\"]|\"(?:[^\"\\\\]|\\\\.)*\")*})"
              + "|\\[(?<range>[^]]*)]"
              + "|(?<other>\\S)");
  private static final Pattern MATCHER =
      Pattern.compile("(\\w+)\\s*((?:=~|!~|!=|=)\\s*\"(?:[^\"\\\\]|\\\\.)*\")");
  private static final Set<String> GROUPING =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

  private final List<Selector> selectors = new ArrayList<>();
  private final Set<String> groupingLabels = new LinkedHashSet<>();
  private final Deque<String> open = new ArrayDeque<>();
  // The token before, while it may yet be a selector, a function or a label.
  private String word = "";
  private String matchers = "";

  PromQl(String expression) {
    Matcher token = TOKEN.matcher(expression);
    while (token.find()) {
      if (token.group("word") != null) {
        acceptWord(token.group("word"));
      } else if (token.group("matchers") != null) {
        matchers = token.group("matchers");
      } else {
        accept(token.group("range"), token.group());
      }
    }
    finish("");
  }

  List<Selector> selectors() {
    return selectors;
  }

  Set<String> groupingLabels() {
    return groupingLabels;
  }

  private void acceptWord(String next) {
    if (GROUPING.contains(next)) {
      // What stands before "by" is an aggregation.
      word = "";
    }
    finish("");
    word = next;
  }

  private void accept(String range, String token) {
    if (range != null) {
      finish(range);
    } else if (token.equals("(")) {
      open.push(word);
      word = "";
    } else {
      finish("");
      if (token.equals(")") && !open.isEmpty()) {
        open.pop();
      }
    }
  }

  private void finish(String range) {
    String around = open.isEmpty() ? "" : open.peek();
    boolean isName = !(word.isEmpty() || OPERATORS.contains(word));
    if (isName && GROUPING.contains(around)) {
      groupingLabels.add(word);
    } else if (isName || !matchers.isEmpty()) {
      selectors.add(new Selector(word, parse(matchers), range, around));
    }
    word = "";
    matchers = "";
  }

  private static Map<String, String> parse(String matchers) {
    Map<String, String> byLabel = new TreeMap<>();
    MATCHER.matcher(matchers).results().forEach(m -> byLabel.put(m.group(1), m.group(2)));
    return byLabel;
  }
}
