package io.mapscope.resilience;

import io.mapscope.events.MapEvent;
import io.mapscope.map.EventSink;
import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A map of which each call is handed to a policy.
 *
 * <p>Implementation note. As in the guarded maps, an operation is a function object, here of the
 * map behind, so that a policy is one method and not twenty. Each call is forwarded to the same
 * method of the map behind: what is one step there is one step here. {@code MapLayer} of the module
 * instrumented-map was not reused: it makes every write a {@code compute}, which would cost a
 * second function object, hide which operation was meant, and need a {@link ConcurrentMap}. What is
 * not overridden is made of what is, by {@link AbstractMap} and the default methods: so bulk writes
 * pass the policy key by key.
 *
 * <p>Cost: the function object of each call, and what the policy does.
 */
sealed class InterceptedMap<K, V> extends AbstractMap<K, V> implements EventSink
    permits InterceptedConcurrentMap {

  final Map<K, V> behind;
  private final Interceptor policy;
  private final EventSink events;
  private final Set<Map.Entry<K, V>> entries = new EntryView<>(this);
  private final Set<K> keys = new KeyView<>(this);
  private final Collection<V> values = new ValueView<>(this);

  InterceptedMap(Map<K, V> behind, Interceptor policy, EventSink events) {
    this.behind = behind;
    this.policy = policy;
    this.events = events;
  }

  @Override
  public final void tell(MapEvent event) {
    events.tell(event);
  }

  final <R> R call(Operation operation, Object key, Supplier<R> call) {
    return policy.call(operation, key, call);
  }

  final boolean changesThreads() {
    return policy.changesThreads();
  }

  /** Whether an entry can be removed while an iterator is on it, if its value is still the same. */
  final boolean removesByValue() {
    return behind instanceof ConcurrentMap || changesThreads();
  }

  @SuppressWarnings("unchecked")
  private V cast(Object value) {
    return (V) value; // A fallback's answer; if it has another type, so have its own functions.
  }

  // ---- lookup

  @Override
  public V get(Object key) {
    return policy.lookUp(Operation.GET, key, () -> behind.get(key), this::cast);
  }

  @Override
  public boolean containsKey(Object key) {
    return policy.lookUp(
        Operation.CONTAINS_KEY, key, () -> behind.containsKey(key), value -> value != null);
  }

  @Override
  public V getOrDefault(Object key, V other) {
    return policy.lookUp(
        Operation.GET_OR_DEFAULT,
        key,
        () -> behind.getOrDefault(key, other),
        value -> value == null ? other : cast(value));
  }

  @Override
  public int size() {
    return call(Operation.SIZE, null, behind::size);
  }

  @Override
  public boolean isEmpty() {
    return call(Operation.SIZE, null, behind::isEmpty);
  }

  // ---- writes

  @Override
  public V put(K key, V value) {
    return call(Operation.PUT, key, () -> behind.put(key, value));
  }

  @Override
  public V putIfAbsent(K key, V value) {
    return call(Operation.PUT_IF_ABSENT, key, () -> behind.putIfAbsent(key, value));
  }

  @Override
  public V remove(Object key) {
    return call(Operation.REMOVE, key, () -> behind.remove(key));
  }

  @Override
  public boolean remove(Object key, Object value) {
    return call(Operation.REMOVE, key, () -> behind.remove(key, value));
  }

  @Override
  public V replace(K key, V value) {
    return call(Operation.REPLACE, key, () -> behind.replace(key, value));
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
    return call(Operation.REPLACE, key, () -> behind.replace(key, oldValue, newValue));
  }

  @Override
  public V computeIfAbsent(K key, Function<? super K, ? extends V> mapping) {
    return call(Operation.COMPUTE_IF_ABSENT, key, () -> behind.computeIfAbsent(key, mapping));
  }

  @Override
  public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
    return call(Operation.COMPUTE_IF_PRESENT, key, () -> behind.computeIfPresent(key, remapping));
  }

  @Override
  public V compute(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
    return call(Operation.COMPUTE, key, () -> behind.compute(key, remapping));
  }

  @Override
  public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> remapping) {
    return call(Operation.MERGE, key, () -> behind.merge(key, value, remapping));
  }

  @Override
  public void clear() {
    call(
        Operation.CLEAR,
        null,
        () -> {
          behind.clear();
          return null;
        });
  }

  // ---- views

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return entries;
  }

  @Override
  public Set<K> keySet() {
    return keys;
  }

  @Override
  public Collection<V> values() {
    return values;
  }
}
