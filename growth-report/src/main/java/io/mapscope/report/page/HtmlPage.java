package io.mapscope.report.page;

import io.mapscope.report.FlameSource;
import io.mapscope.report.advice.Advice;
import io.mapscope.report.advice.Verdict;
import io.mapscope.report.advice.Words;
import io.mapscope.report.scan.Findings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page: one file that loads nothing.
 *
 * <p>Implementation note. Words are written here, so that they can be read without JavaScript; what
 * moves is drawn by the page's own script from the figures inside it. A content security policy
 * lets exactly that script and that style run, named by their hashes, and forbids to load anything:
 * text of the recording that got past the escaping would still not be code.
 */
public final class HtmlPage {

  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private HtmlPage() {}

  /** Writes the page. */
  public static String of(
      String recording, Findings findings, List<Advice> advice, FlameSource flames) {
    String css = Html.resource("report.css");
    String js = Html.resource("report.js");
    List<String> missing = Missing.sentences(findings);
    Map<String, String> parts = new HashMap<>();
    parts.put("csshash", hash(css));
    parts.put("jshash", hash(js));
    parts.put("title", Html.text(recording));
    parts.put("verdict", keepUnits(Html.text(Verdict.of(findings))));
    parts.put("lead", Html.text(lead(recording, findings)));
    parts.put("warning", warning(findings));
    parts.put("cards", MapCards.of(advice, findings.surroundings().referenceBytes()));
    parts.put("missing", items(missing));
    parts.put("facts", facts(findings));
    parts.put("css", css);
    parts.put("js", js);
    parts.put("data", PageData.of(findings, flames));
    return PLACE
        .matcher(Html.resource("report.html"))
        .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
  }

  /** No line breaks between a number and its unit. */
  private static String keepUnits(String text) {
    return text.replaceAll("(?<=[0-9]) (?=(ns|µs|ms|s)\\b|%)", "\u00a0");
  }

  private static String lead(String recording, Findings findings) {
    return String.format(
        "%s: %s from %s on.",
        recording,
        Words.duration(findings.nanos()),
        TIME.format(Instant.ofEpochSecond(0, findings.startNanos())));
  }

  private static String warning(Findings findings) {
    return findings.losses().lostEvents()
        ? "<p class=\"warning\">Events were lost: <a href=\"#missing\">what is missing</a>.</p>"
        : "";
  }

  private static String facts(Findings findings) {
    Map<String, String> told = findings.surroundings().facts();
    String known = rows(told);
    if (!known.isEmpty() && !told.containsKey("JVM")) {
      known += rows(Map.of("JVM", "not in the recording, as its arguments may hold secrets"));
    }
    String settings =
        findings.surroundings().settings().entrySet().stream()
            .filter(HtmlPage::leavesOut)
            .map(setting -> setting.getKey().replace("#", " ") + " = " + setting.getValue())
            .collect(Collectors.joining("; "));
    return (known.isEmpty()
            ? "<dt>Machine and JVM</dt><dd>not in the recording: its settings leave them out</dd>"
            : known)
        + rows(
            Map.of(
                "Settings",
                settings.isEmpty() ? "not in the recording" : settings,
                "Stalls",
                "operations of " + Words.duration(findings.thresholdNanos()) + " or more"));
  }

  /** What is recorded in full need not be said of each of twenty events. */
  private static boolean leavesOut(Map.Entry<String, String> setting) {
    return !setting.getValue().isEmpty()
        && !(setting.getKey().endsWith("#enabled") && setting.getValue().equals("true"));
  }

  private static String rows(Map<String, String> facts) {
    return facts.entrySet().stream()
        .map(fact -> "<dt>" + fact.getKey() + "</dt><dd>" + Html.text(fact.getValue()) + "</dd>")
        .collect(Collectors.joining("\n"));
  }

  private static String items(List<String> lines) {
    return lines.isEmpty()
        ? "<li>Nothing that the recording tells of.</li>"
        : lines.stream()
            .map(line -> "<li>" + Html.text(line) + "</li>")
            .collect(Collectors.joining("\n"));
  }

  /** As a content security policy names a script: of the text between the tags. */
  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JVM has SHA-256", e);
    }
  }
}
