package io.mapscope.map.deletion;

/** A deletion in its place in the order, before it is known whether it has come about. */
final class Ticket<K, V> {

  private enum State {
    OPEN,
    CONFIRMED,
    VOID
  }

  final Deletion<K, V> deletion;
  private volatile State state = State.OPEN;

  Ticket(Deletion<K, V> deletion) {
    this.deletion = deletion;
  }

  void settle(boolean confirmed) {
    state = confirmed ? State.CONFIRMED : State.VOID;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isVoid() {
    return state == State.VOID;
  }
}
