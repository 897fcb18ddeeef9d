package io.mapscope.map;

import io.mapscope.events.MapEvent;

/** Takes events about maps that have none. */
enum Dropped implements EventSink {
  SINK;

  @Override
  public void tell(MapEvent event) {
    // Nobody asked for it.
  }

  @Override
  public boolean isDropping() {
    return true;
  }
}
