package io.mapscope.otel.mapping;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts that were closed: checks each, and keeps the sum of those that are forgotten. */
final class Accounts {

  private static final Logger LOG = LoggerFactory.getLogger(Accounts.class);
  private static final int MOST_TOLD = 10;

  private final List<String> disagreements = new ArrayList<>();
  private EventAccount forgotten = new EventAccount(0, "(collected)", 0, 0, 0, 0, 0, 0, null);

  /** Looks for contradictions; the first is logged. */
  void check(EventAccount account) {
    if (account.disagreement() == null || disagreements.size() == MOST_TOLD) {
      return;
    }
    String line =
        "map " + account.mapNumber() + " " + account.name() + ": " + account.disagreement();
    if (disagreements.contains(line)) {
      return;
    }
    if (disagreements.isEmpty()) {
      LOG.warn("The accounts of events do not agree: {}", line);
    }
    disagreements.add(line);
  }

  void forget(EventAccount account) {
    forgotten =
        new EventAccount(
            forgotten.mapNumber(),
            forgotten.name(),
            forgotten.expected() + account.expected(),
            forgotten.seen() + account.seen(),
            forgotten.lost() + account.lost(),
            forgotten.late() + account.late(),
            forgotten.again() + account.again(),
            forgotten.open() + account.open(),
            null);
  }

  EventAccount ofForgotten() {
    return forgotten;
  }

  List<String> disagreements() {
    return List.copyOf(disagreements);
  }
}
