package io.mapscope.examples.iterating;

import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.MapCursor;
import io.mapscope.map.Presizing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes maps as large as {@code mapscope report --presizing} has found them to become, and one that
 * refuses to become larger than it was made.
 */
public final class Presized {

  private static final int USERS = 50_000;
  private static final int SEATS = 100;

  private Presized() {}

  /**
   * Runs the example.
   *
   * @param args a file that {@code mapscope report FILE.jfr --presizing FILE} has written; without
   *     one, a file as it would be for this program
   */
  public static void main(String[] args) throws IOException {
    Path file = args.length > 0 ? Path.of(args[0]) : Files.createTempFile("presizing", "");
    if (args.length == 0) {
      Files.writeString(file, "users=" + USERS + "\n");
    }
    Presizing known = Presizing.load(file);
    InstrumentedMap<Integer, String> users =
        InstrumentedMap.<Integer, String>builder().name("users").presizing(known).build();
    users.put(-1, "first");
    MapCursor<Integer, String> cursor = users.cursor();
    cursor.next(); // From here on it counts.
    for (int i = 1; i < USERS; i++) {
      users.put(i, "user");
    }
    System.out.printf("growths of the presized map: %d%n", cursor.changes().growths());
    Map<Integer, String> copy = new HashMap<>(Presizing.hashMapCapacity(users.size()));
    copy.putAll(users);
    System.out.printf("copied to a HashMap that did not grow either: %d%n", copy.size());
    if (args.length == 0) {
      Files.delete(file);
    }
    refuse();
  }

  /** Large enough at once for what it may take, and refuses more. */
  private static void refuse() {
    Map<Integer, String> seats =
        InstrumentedMap.<Integer, String>builder()
            .name("seats")
            .expectedEntries(SEATS)
            .maxEntries(SEATS)
            .build();
    try {
      for (int i = 0; i <= SEATS; i++) {
        seats.put(i, "guest");
      }
    } catch (IllegalStateException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
