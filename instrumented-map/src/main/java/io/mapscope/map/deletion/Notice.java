package io.mapscope.map.deletion;

import java.util.ArrayList;
import java.util.List;

/**
 * One write's dealings with the buses: room is reserved, a deletion is placed while the map is
 * locked, and settled when the write is over. Of one thread.
 */
final class Notice<K, V> {

  private final List<DeletionBus<K, V>> buses;

  /** Whether there is room on the bus of the same index. */
  private final boolean[] reserved;

  private Ticket<K, V> ticket;
  private boolean confirmed;

  /** Takes room on each bus, for which it may have to wait. */
  Notice(List<DeletionBus<K, V>> buses) {
    this.buses = buses;
    this.reserved = new boolean[buses.size()];
    for (int i = 0; i < reserved.length; i++) {
      reserved[i] = buses.get(i).reserve();
    }
  }

  /** Takes the place in the order. Does not wait. */
  void place(Deletion<K, V> deletion) {
    ticket = new Ticket<>(deletion);
    for (int i = 0; i < reserved.length; i++) {
      if (reserved[i]) {
        buses.get(i).enqueue(ticket);
      }
    }
  }

  /** The write has come about. */
  void confirm() {
    confirmed = true;
  }

  /** Lets the readers of the buses go on; gives back the room that was not needed. */
  void settle() {
    List<DeletionBus<K, V>> without = new ArrayList<>(0);
    if (ticket != null) {
      ticket.settle(confirmed);
    }
    for (int i = 0; i < reserved.length; i++) {
      if (reserved[i]) {
        buses.get(i).settled(ticket != null);
      } else if (ticket != null && confirmed) {
        without.add(buses.get(i));
      }
    }
    without.forEach(bus -> bus.fallBack(List.of(ticket.deletion)));
  }
}
