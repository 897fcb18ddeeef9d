package io.mapscope.map;

import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A table that computes values: the methods of {@link Map} that look up and then write.
 *
 * <p>Implementation note. Each hashes its key once, looks up, calls the function, and writes only
 * if nothing has changed meanwhile. The modification count is noted right after the hash, as a map
 * that user code has emptied since has another seed, under which the hash is worth nothing.
 */
abstract class ComputingTable<K, V> extends ObservedTable<K, V> {

  ComputingTable(Options options) {
    super(options);
  }

  @Override
  @SuppressWarnings("unchecked")
  public final V replace(K key, V value) {
    long hash = hash(key);
    int modCountBefore = modCount;
    if (find(key, hash) == ABSENT) {
      return null;
    }
    checkUnchanged(modCountBefore, "replace");
    return (V) write(key, hash, value, false);
  }

  @Override
  public final boolean replace(K key, V oldValue, V newValue) {
    long hash = hash(key);
    int modCountBefore = modCount;
    Object found = find(key, hash);
    if (found == ABSENT || !Objects.equals(oldValue, found)) {
      return false;
    }
    checkUnchanged(modCountBefore, "replace");
    write(key, hash, newValue, false);
    return true;
  }

  @Override
  @SuppressWarnings("unchecked")
  public final V computeIfAbsent(K key, Function<? super K, ? extends V> mapping) {
    Objects.requireNonNull(mapping, "mapping");
    long hash = hash(key);
    int modCountBefore = modCount;
    Object found = find(key, hash);
    if (found != ABSENT && found != null) {
      return (V) found;
    }
    V value = mapping.apply(key);
    checkUnchanged(modCountBefore, "computeIfAbsent");
    if (value != null) {
      write(key, hash, value, false);
    }
    return value;
  }

  @Override
  @SuppressWarnings("unchecked")
  public final V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
    Objects.requireNonNull(remapping, "remapping");
    long hash = hash(key);
    int modCountBefore = modCount;
    Object found = find(key, hash);
    if (found == ABSENT || found == null) {
      return null;
    }
    V value = remapping.apply(key, (V) found);
    checkUnchanged(modCountBefore, "computeIfPresent");
    return store(key, hash, value, true);
  }

  @Override
  @SuppressWarnings("unchecked")
  public final V compute(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
    Objects.requireNonNull(remapping, "remapping");
    long hash = hash(key);
    int modCountBefore = modCount;
    Object found = find(key, hash);
    V value = remapping.apply(key, found == ABSENT ? null : (V) found);
    checkUnchanged(modCountBefore, "compute");
    return store(key, hash, value, found != ABSENT);
  }

  @Override
  @SuppressWarnings("unchecked")
  public final V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> remapping) {
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(remapping, "remapping");
    long hash = hash(key);
    int modCountBefore = modCount;
    Object found = find(key, hash);
    if (found == ABSENT || found == null) {
      checkUnchanged(modCountBefore, "merge");
      write(key, hash, value, false);
      return value;
    }
    V merged = remapping.apply((V) found, value);
    checkUnchanged(modCountBefore, "merge");
    return store(key, hash, merged, true);
  }

  /** Stores what a function returned: null takes the entry out. */
  private V store(K key, long hash, V value, boolean present) {
    if (value != null) {
      write(key, hash, value, false);
    } else if (present) {
      erase(key, ANY);
    }
    return value;
  }
}
