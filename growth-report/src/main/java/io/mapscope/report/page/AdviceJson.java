package io.mapscope.report.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mapscope.report.advice.Advice;
import io.mapscope.report.scan.Findings;
import java.util.List;
import java.util.Locale;

/** The advice for machines: one object for each map, most harmful first. */
public final class AdviceJson {

  private static final int VERSION = 1;

  private AdviceJson() {}

  /** Writes it. */
  public static String of(String recording, Findings findings, List<Advice> advice) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("version", VERSION);
    root.put("recording", recording);
    root.put("stallNanos", findings.thresholdNanos());
    root.put("complete", !findings.losses().lostEvents());
    ArrayNode list = root.putArray("advice");
    advice.forEach(one -> list.add(object(one)));
    return root.toPrettyString() + "\n";
  }

  private static ObjectNode object(Advice advice) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.put("map", advice.map().label());
    object.put("implementation", advice.map().implementation());
    object.put("site", advice.map().site());
    object.put("action", advice.action().id());
    object.put("code", advice.code());
    if (advice.argument() > 0) {
      object.put("argument", advice.argument());
      object.put("certainty", advice.capacity().certainty().name().toLowerCase(Locale.ROOT));
    }
    object.put("because", advice.because());
    ObjectNode found = object.putObject("found");
    found.put("growths", advice.map().growths());
    found.put("stallsByGrowth", advice.map().byGrowth().count());
    found.put("stallsByGc", advice.map().byGc().count());
    found.put("longestStallNanos", advice.map().longestStallNanos());
    found.put("longChains", advice.map().longChains());
    ObjectNode removes = object.putObject("removes");
    removes.put("growths", advice.removesGrowths());
    removes.put("stalls", advice.removesStalls());
    return object;
  }
}
