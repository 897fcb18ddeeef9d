package io.mapscope.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mapscope.report.FlameSource;
import io.mapscope.report.GrowthWindow;
import io.mapscope.report.advice.Words;
import io.mapscope.report.scan.Findings;
import io.mapscope.report.scan.GcPauses;
import io.mapscope.report.scan.Growth;
import io.mapscope.report.scan.History;
import io.mapscope.report.scan.MapFindings;
import io.mapscope.report.scan.Stall;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures that the page's script draws.
 *
 * <p>Implementation note. However long the recording, the page holds the 4,000 longest stalls,
 * 3,000 growths and 3,000 pauses, 50 maps with 300 points each: at most some two megabytes, and one
 * of stacks. Rows are arrays, strings are told once. Times are nanoseconds since the start of the
 * recording, which JavaScript's numbers hold exactly for a hundred days.
 */
final class PageData {

  static final int MOST_STALLS = 4_000;
  static final int MOST_GROWTHS = 3_000;
  static final int MOST_PAUSES = 3_000;
  private static final int MOST_FLAMES = 50;

  private record GrowthKey(MapFindings map, long number) {}

  private final Findings findings;
  private final FlameTexts flames;
  private final Map<MapFindings, Integer> ranks = new HashMap<>();
  private final Map<String, Integer> strings = new LinkedHashMap<>();
  private final Map<GrowthKey, Integer> victims = new HashMap<>();
  private final JsonNodeFactory json = JsonNodeFactory.instance;

  private PageData(Findings findings, FlameSource flames) {
    this.findings = findings;
    this.flames = new FlameTexts(flames);
    findings.maps().forEach(map -> ranks.put(map, ranks.size()));
    findings.stalls().stream()
        .filter(stall -> stall.map().instrumented() && stall.growth() > 0)
        .forEach(
            stall -> victims.merge(new GrowthKey(stall.map(), stall.growth()), 1, Integer::sum));
  }

  /** JSON without any character that could end the script element that holds it. */
  static String of(Findings findings, FlameSource flames) {
    return new PageData(findings, flames).write().toString().replace("<", "\\u003c");
  }

  private ObjectNode write() {
    ObjectNode root = json.objectNode();
    root.put("start", findings.startNanos() / 1_000_000);
    root.put("length", findings.nanos());
    root.put("threshold", findings.thresholdNanos());
    root.set("stalls", stalls());
    root.set("growths", growths());
    root.put("bounded", bounded()); // Knows now what growths have left out.
    root.set("pauses", pauses());
    root.set("histories", histories());
    ArrayNode labels = root.putArray("maps");
    ranks.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .limit(MapCards.MOST)
        .forEach(rank -> labels.add(rank.getKey().label()));
    ArrayNode texts = root.putArray("strings");
    strings.keySet().forEach(texts::add);
    return root;
  }

  /** What is drawn is said, where it is not all. */
  private String bounded() {
    long growths = findings.growths().size() + findings.losses().growthsNotListed();
    long stalls = findings.stalls().size() + findings.losses().stallsNotListed();
    return Stream.of(
            part(stalls, MOST_STALLS, "stalls"),
            part(growths, MOST_GROWTHS, "growths"),
            part(findings.pauses().all().size(), MOST_PAUSES, "pauses"),
            flames.leftOut())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static String part(long all, long most, String what) {
    return all <= most
        ? ""
        : String.format(
            "Of %s %s the longest %s are drawn and listed.",
            Words.count(all), what, Words.count(most));
  }

  private ArrayNode stalls() {
    ArrayNode rows = json.arrayNode();
    longest(findings.stalls().stream(), Comparator.comparingLong(Stall::nanos), MOST_STALLS)
        .sorted(Comparator.comparingLong(Stall::startNanos))
        .forEach(
            stall ->
                rows.addArray()
                    .add(since(stall.startNanos()))
                    .add(stall.nanos())
                    .add(rank(stall.map()))
                    .add(string(stall.cause().words()))
                    .add(string(stall.operation()))
                    .add(string(stall.thread()))
                    .add(string(stall.site()))
                    .add(stall.growth())
                    .add(string(stall.traceId())));
    return rows;
  }

  private ArrayNode growths() {
    ArrayNode rows = json.arrayNode();
    List<Growth> listed =
        longest(
                findings.growths().stream(),
                Comparator.comparingLong(Growth::stallNanos).thenComparingLong(Growth::nanos),
                MOST_GROWTHS)
            .toList();
    for (int i = 0; i < listed.size(); i++) {
      Growth growth = listed.get(i);
      ArrayNode row =
          rows.addArray()
              .add(since(growth.startNanos()))
              .add(growth.nanos())
              .add(rank(growth.map()))
              .add(growth.number())
              .add(growth.slotsBefore())
              .add(growth.slotsAfter())
              .add(growth.entries())
              .add(growth.stallNanos())
              .add(growth.workNanos())
              .add(string(growth.kind().words()))
              .add(string(growth.certainty().words()))
              .add(string(growth.thread()))
              .add(victims(growth))
              .add(string(growth.map().label()));
      if (i < MOST_FLAMES) {
        flames.of(window(growth)).ifPresent(row::add);
      }
    }
    return rows;
  }

  /** Growths of instrumented maps leave it to the stalls that worked for them. */
  private int victims(Growth growth) {
    return growth.victims() > 0
        ? growth.victims()
        : victims.getOrDefault(new GrowthKey(growth.map(), growth.number()), 0);
  }

  private static GrowthWindow window(Growth growth) {
    return new GrowthWindow(
        growth.map().label(),
        growth.number(),
        growth.threadId(),
        instant(growth.startNanos()),
        instant(growth.startNanos() + growth.nanos()));
  }

  private ArrayNode pauses() {
    ArrayNode rows = json.arrayNode();
    longest(
            findings.pauses().all().stream(),
            Comparator.comparingLong(GcPauses.Pause::nanos),
            MOST_PAUSES)
        .sorted(Comparator.comparingLong(GcPauses.Pause::startNanos))
        .forEach(pause -> rows.addArray().add(since(pause.startNanos())).add(pause.nanos()));
    return rows;
  }

  private ObjectNode histories() {
    ObjectNode byRank = json.objectNode();
    findings.maps().stream()
        .limit(MapCards.MOST)
        .filter(map -> !map.history().points().isEmpty())
        .forEach(map -> byRank.set(Integer.toString(rank(map)), history(map.history())));
    return byRank;
  }

  private ObjectNode history(History history) {
    ObjectNode object = json.objectNode();
    ArrayNode points = object.putArray("points");
    history
        .points()
        .forEach(point -> points.addArray().add(since(point.nanos())).add(point.entries()));
    ArrayNode gaps = object.putArray("gaps");
    history
        .gaps()
        .forEach(
            gap ->
                gaps.addArray()
                    .add(since(gap.startNanos()))
                    .add(since(gap.endNanos()))
                    .add(gap.missing()));
    return object;
  }

  private static <T> Stream<T> longest(Stream<T> all, Comparator<T> byLength, int most) {
    return all.sorted(byLength.reversed()).limit(most);
  }

  private int rank(MapFindings map) {
    return ranks.getOrDefault(map, MapCards.MOST);
  }

  private int string(String text) {
    return text == null ? -1 : strings.computeIfAbsent(text, t -> strings.size());
  }

  private long since(long nanos) {
    return nanos - findings.startNanos();
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
