package io.mapscope.examples.iterating;

import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedMaps;
import io.mapscope.map.InstrumentedMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * What must not be done to a map without a guard, and how it is found out: an exception for who
 * notices, and an event with his stack.
 */
public final class Misused {

  private static final int SESSIONS = 1_000;

  /** Two writers at once are noticed soon, but it is not certain. */
  private static final int MOST_WRITES = 50_000_000;

  private Misused() {}

  /**
   * Runs the example.
   *
   * @param args none
   */
  public static void main(String[] args) throws Exception {
    Path file = Files.createTempFile("misused", ".jfr");
    try (Recording recording = new Recording()) {
      recording.enable(MapscopeEvents.MISUSE).withStackTrace();
      recording.start();
      while (sessions().isEmpty() || !ObservedMaps.ready()) {
        Thread.onSpinWait(); // Events begin a moment after the first map was made.
      }
      deleteInALoop();
      writeFromTwoThreads();
      recording.stop();
      recording.dump(file);
      tell(file);
    } finally {
      Files.delete(file);
    }
  }

  // Error Prone with map-checks would refuse to compile this; and so does its own check, for a map
  // that is iterated under its own name.
  @SuppressWarnings({"DeleteInLoop", "ModifyCollectionInEnhancedForLoop"})
  private static void deleteInALoop() {
    Map<Integer, String> sessions = sessions();
    try {
      for (Integer session : sessions.keySet()) {
        sessions.remove(session);
      }
    } catch (ConcurrentModificationException e) {
      System.out.println("the loop: " + e.getMessage());
    }
  }

  private static void writeFromTwoThreads() throws InterruptedException {
    Map<Integer, String> sessions = sessions();
    AtomicBoolean noticed = new AtomicBoolean();
    Runnable writer =
        () -> {
          for (int i = 0; i < MOST_WRITES && !noticed.get(); i++) {
            try {
              sessions.put(i % SESSIONS, "session");
              sessions.remove(i % SESSIONS);
            } catch (ConcurrentModificationException e) {
              noticed.set(true);
              System.out.println("a writer: " + e.getMessage());
            } catch (RuntimeException e) {
              // The map is damaged already. One of the two will notice why.
            }
          }
        };
    Thread other = new Thread(writer);
    other.start();
    writer.run();
    other.join();
  }

  private static Map<Integer, String> sessions() {
    Map<Integer, String> sessions =
        InstrumentedMap.<Integer, String>builder().name("sessions").build();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.put(i, "session");
    }
    return sessions;
  }

  private static void tell(Path file) throws IOException {
    for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
      if (event.getEventType().getName().equals(MapscopeEvents.MISUSE)) {
        System.out.printf(
            "event: %s by %s in line %d%n",
            event.getString("detected"), event.getString("operation"), line(event));
      }
    }
  }

  /** The topmost line of this program. */
  private static int line(RecordedEvent event) {
    return event.getStackTrace().getFrames().stream()
        .filter(frame -> frame.getMethod().getType().getName().equals(Misused.class.getName()))
        .findFirst()
        .orElseThrow()
        .getLineNumber();
  }
}
