package io.mapscope.resilience;

import io.mapscope.map.EventSink;
import java.util.concurrent.ConcurrentMap;

/** As atomic as the map behind: each method is forwarded to the same method there. */
final class InterceptedConcurrentMap<K, V> extends InterceptedMap<K, V>
    implements ConcurrentMap<K, V> {

  InterceptedConcurrentMap(ConcurrentMap<K, V> behind, Interceptor policy, EventSink events) {
    super(behind, policy, events);
  }
}
