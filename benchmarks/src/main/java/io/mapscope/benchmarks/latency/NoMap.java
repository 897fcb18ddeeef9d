package io.mapscope.benchmarks.latency;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;

/** Does nothing with what is put: what remains of the time is the machine's own noise. */
final class NoMap extends AbstractMap<Object, Object> {

  private int size;

  @Override
  public Object put(Object key, Object value) {
    size++;
    return null;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return Set.of();
  }
}
