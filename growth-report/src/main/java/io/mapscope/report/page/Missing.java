package io.mapscope.report.page;

import io.mapscope.report.advice.Words;
import io.mapscope.report.scan.Findings;
import io.mapscope.report.scan.Losses;
import java.util.ArrayList;
import java.util.List;

/** What the recording does not hold, in sentences. */
final class Missing {

  private final Findings findings;
  private final List<String> sentences = new ArrayList<>();

  private Missing(Findings findings) {
    this.findings = findings;
  }

  static List<String> sentences(Findings findings) {
    Missing missing = new Missing(findings);
    missing.lost();
    missing.recording();
    missing.notListed();
    missing.settings();
    return missing.sentences;
  }

  private void lost() {
    Losses losses = findings.losses();
    tell(
        losses.lostBytes(),
        "Flight Recorder has lost %s of events of any kind: growths and stalls may be missing.",
        Words.bytes(losses.lostBytes()));
    tell(
        losses.missingEvents(),
        "%s of instrumented maps were committed and are not in the recording.",
        Words.count(losses.missingEvents(), "event"));
    tell(
        losses.truncatedStacks(),
        "%s ended before a line of the program and could not be told apart by line; record with a"
            + " larger stackdepth.",
        Words.count(losses.truncatedStacks(), "stack"));
  }

  private void recording() {
    Losses losses = findings.losses();
    tell(
        losses.discardedNanos(),
        "Recording began %s before the first moment in the file; what was older has been discarded"
            + " (maxage, maxsize).",
        Words.duration(losses.discardedNanos()));
    tell(
        losses.unfinishedGrowths(),
        "%s had begun and not ended when the recording did.",
        Words.count(losses.unfinishedGrowths(), "growth"));
  }

  private void notListed() {
    Losses losses = findings.losses();
    tell(
        losses.stallsNotListed(),
        "%s are counted and not shown one by one, nor compared with the collector's pauses.",
        Words.count(losses.stallsNotListed(), "shorter stall"));
    tell(
        losses.growthsNotListed(),
        "%s are counted and not shown one by one.",
        Words.count(losses.growthsNotListed(), "shorter growth"));
    tell(
        losses.eventsNotToldApart(),
        "%s belong to more maps than are told apart.",
        Words.count(losses.eventsNotToldApart(), "event"));
    tell(
        losses.otherMethods(),
        "%s of other traced methods are not taken for growths.",
        Words.count(losses.otherMethods(), "call"));
  }

  private void settings() {
    long shortest = findings.surroundings().shortestTraceNanos();
    tell(
        shortest,
        "Growths of the JDK's maps below %s were not recorded: counts are of the longer ones, and"
            + " capacities cannot be counted.",
        Words.duration(shortest));
    if (findings.maps().stream().anyMatch(map -> !map.instrumented())) {
      sentences.add(
          "Maps of the JDK have no identity in a recording: one line stands for all maps of a class"
              + " that grew there.");
    }
    if (findings.pauses().all().isEmpty()) {
      sentences.add(
          "No pause of the garbage collector is in the recording: there was none, or"
              + " jdk.GCPhasePause was off. Then a stall may be the collector's.");
    }
  }

  private void tell(long amount, String sentence, String words) {
    if (amount > 0) {
      sentences.add(String.format(sentence, words));
    }
  }
}
