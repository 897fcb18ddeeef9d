package io.mapscope.map;

import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.MapEvent;
import io.mapscope.events.ObservedMaps;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Collection;
import java.util.ConcurrentModificationException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A hash map that never stops to grow: each write moves at most two chains of a growth, and tells
 * of it in Flight Recorder events.
 *
 * <p>A drop-in {@link Map}: null key and null values, views that write through, fail-fast iterators
 * and serialization are as those of {@link java.util.HashMap}; iterators can follow the rules of Go
 * instead ({@link Builder#iteration}). All views of an unchanged map iterate in the same order,
 * which differs between maps. {@code get}, {@code put} and {@code remove} take constant time for
 * hash codes that spread; keys of equal hash code share a chain, which is searched one after the
 * other. The map never shrinks.
 *
 * <p>Not thread-safe, as {@code HashMap} is not. Lookups write nothing but rare events, so that
 * readers behind a read lock do not disturb each other; writers need exclusion. A map that finds
 * itself changed in the middle of a write or an iteration throws {@link
 * ConcurrentModificationException}, as far as it notices, and records {@code mapscope.Misuse}.
 *
 * <p>Keys and functions that throw, or that change the map while it calls them, leave it as it was.
 *
 * <p>Implementation note. This class is the face: options and the {@link Map} methods. Behind it,
 * from the ground up: {@link Buckets} is the storage, {@link Table} the algorithm, {@link
 * ObservedTable} counts and times it. They are ancestors and no parts, so that an operation on a
 * small map loads no more than it must. {@link Growth} is a growth, {@link MapRecorder} the events.
 *
 * <p>Dropped: an ancestor more, for the methods that call functions. HotSpot keeps eight
 * superclasses of a class at hand, and this one is the eighth; with nine, puts, and everything on
 * small maps, took 5 to 15 % longer (interleaved, a million and a hundred Long keys, three runs).
 *
 * @param <K> type of the keys; null is a key
 * @param <V> type of the values; null is a value
 */
@SuppressWarnings("serial") // The serialized form is that of the proxy.
public final class InstrumentedMap<K, V> extends ObservedTable<K, V>
    implements Serializable, EventSink, Preparable {

  @Serial private static final long serialVersionUID = 1;

  private static final int CHAINS_OF_A_SLICE = 64;

  /** Chains at the mark whose upper halves lie in two chunks at most: 82 KB to allocate. */
  private static final int MOST_CHAINS_OF_A_SLICE = 256;

  private final transient Options options;

  private transient Set<K> keys;
  private transient Collection<V> values;
  private transient Set<Map.Entry<K, V>> entries;

  /** Makes an empty map. Allocates no bucket. */
  public InstrumentedMap() {
    this(Options.DEFAULT);
  }

  /**
   * Makes an empty map that takes so many entries without growing.
   *
   * @param expectedEntries how many; only the directory of the buckets is allocated for them
   * @throws IllegalArgumentException if negative
   */
  public InstrumentedMap(int expectedEntries) {
    this(Options.DEFAULT.withExpectedEntries(expectedEntries));
  }

  /**
   * Makes a map with the entries of another.
   *
   * @param other the map to copy, not null
   */
  public InstrumentedMap(Map<? extends K, ? extends V> other) {
    this(other.size());
    putAll(other);
  }

  private InstrumentedMap(Options options) {
    super(options);
    this.options = options;
    if (EVENTS) {
      recorder.created(this);
    }
  }

  /**
   * Starts to make a map with options.
   *
   * @param <K> type of the keys
   * @param <V> type of the values
   * @return a builder with the defaults
   */
  public static <K, V> Builder<K, V> builder() {
    return new Builder<>();
  }

  // ---- lookup

  @Override
  public V get(Object key) {
    return getOrDefault(key, null);
  }

  @Override
  @SuppressWarnings("unchecked")
  public V getOrDefault(Object key, V defaultValue) {
    return (V) lookup(key, defaultValue);
  }

  @Override
  public boolean containsKey(Object key) {
    return lookup(key, ABSENT) != ABSENT;
  }

  // ---- put

  @Override
  @SuppressWarnings("unchecked")
  public V put(K key, V value) {
    Object before = write(key, hash(key), value, false);
    return before == ABSENT ? null : (V) before;
  }

  @Override
  @SuppressWarnings("unchecked")
  public V putIfAbsent(K key, V value) {
    Object before = write(key, hash(key), value, true);
    return before == ABSENT ? null : (V) before;
  }

  // ---- remove

  @Override
  @SuppressWarnings("unchecked")
  public V remove(Object key) {
    Object value = erase(key, ANY);
    return value == ABSENT ? null : (V) value;
  }

  @Override
  public boolean remove(Object key, Object value) {
    return erase(key, value) != ABSENT;
  }

  @Override
  public void clear() {
    long outer = enter(Operation.CLEAR);
    try {
      if (EVENTS) {
        recorder.clear(this);
      } else {
        clearTable();
      }
    } catch (Throwable e) {
      abandon(outer);
      throw e;
    }
    leave(outer, Operation.CLEAR);
  }

  // ---- functions
  //
  // Each notes the modification count right after the hash: a map that user code has emptied since
  // has another seed, under which the hash is worth nothing.

  @Override
  @SuppressWarnings("unchecked")
  public V replace(K key, V value) {
    long hash = hash(key);
    int modCountBefore = modCount;
    if (find(key, hash) == ABSENT) {
      return null;
    }
    checkUnchanged(modCountBefore, "replace");
    return (V) write(key, hash, value, false);
  }

  @Override
  public boolean replace(K key, V oldValue, V newValue) {
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
  public V computeIfAbsent(K key, Function<? super K, ? extends V> mapping) {
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
  public V computeIfPresent(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
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
  public V compute(K key, BiFunction<? super K, ? super V, ? extends V> remapping) {
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
  public V merge(K key, V value, BiFunction<? super V, ? super V, ? extends V> remapping) {
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

  // ---- all entries

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    Objects.requireNonNull(action, "action");
    if (options.iteration() == IterationRules.GO) {
      entrySet().forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
    } else {
      new Keys.KeyCursor<>(this).drainPairs(action);
    }
  }

  /** {@inheritDoc} Hashes no key, and does no grow work. */
  @Override
  public void replaceAll(BiFunction<? super K, ? super V, ? extends V> function) {
    Objects.requireNonNull(function, "function");
    Keys.KeyCursor<K, V> i = new Keys.KeyCursor<>(this);
    while (i.hasNext()) {
      i.step();
      V value = function.apply(i.key(), i.value());
      i.checkUnchanged("replaceAll");
      i.set(i.key(), value);
    }
  }

  /** {@inheritDoc} A map that never had an entry makes room for all of them at once. */
  @Override
  public void putAll(Map<? extends K, ? extends V> other) {
    presize(other.size(), GrowthStartEvent.LOAD);
    if (other instanceof InstrumentedMap<? extends K, ? extends V> same) {
      same.forEach(this::put);
    } else {
      super.putAll(other);
    }
  }

  @Override
  public boolean containsValue(Object value) {
    Keys.KeyCursor<K, V> i = new Keys.KeyCursor<>(this);
    while (i.hasNext()) {
      i.step();
      Object candidate = i.value();
      if (candidate == value || (value != null && value.equals(candidate))) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int hashCode() {
    int[] sum = {0};
    new Keys.KeyCursor<>(this)
        .drainPairs((key, value) -> sum[0] += Objects.hashCode(key) ^ Objects.hashCode(value));
    return sum[0];
  }

  /**
   * Makes a cursor before the first entry: for long iterations, which the map need not stand still
   * for.
   *
   * @return a new cursor over this map
   */
  public MapCursor<K, V> cursor() {
    return new MapCursor<>(this);
  }

  // ---- growth ahead of need

  /**
   * {@link #prepare(int, int)} in slices of 64 chains, which are some 400 entries.
   *
   * @param moreEntries how many entries will be inserted, not negative
   * @return whether there is more to do: call it again in the next idle moment
   * @throws IllegalArgumentException if negative
   */
  @Override
  public boolean prepare(int moreEntries) {
    return prepare(moreEntries, CHAINS_OF_A_SLICE);
  }

  /**
   * Does a slice of the work that inserts would have to do, in a moment of the caller's choice:
   * begins the growth that so many more entries need, or goes on with the one under way. When it
   * returns false, so many inserts start no growth for load.
   *
   * <p>A write like any other: it needs the same exclusion, and iterators fail after one that has
   * begun a growth. Allocates no more than a put does. What is prepared and not used stays as free
   * room.
   *
   * @param moreEntries how many entries will be inserted, not negative; those beyond the limit of
   *     entries do not count. 0 to end a growth under way
   * @param mostChains how many chains to evacuate at most, positive; more than 256 count as 256
   * @return whether there is more to do: call it again in the next idle moment
   * @throws IllegalArgumentException if a number is out of range
   */
  public boolean prepare(int moreEntries, int mostChains) {
    if (moreEntries < 0 || mostChains < 1) {
      throw new IllegalArgumentException(
          "cannot prepare for %d more entries, %d chains at a time: these must be 0 and 1 at least"
              .formatted(moreEntries, mostChains));
    }
    long outer = enter(Operation.PREPARE);
    boolean more;
    try {
      more = prepareFor((long) size + moreEntries, Math.min(mostChains, MOST_CHAINS_OF_A_SLICE));
    } catch (RuntimeException e) {
      throw failed(outer, Operation.PREPARE, e);
    } catch (Throwable e) {
      abandon(outer);
      throw e;
    }
    leave(outer, Operation.PREPARE);
    return more;
  }

  // ---- views

  @Override
  public Set<K> keySet() {
    if (keys == null) {
      keys = new Keys<>(this, options.iteration());
    }
    return keys;
  }

  @Override
  public Collection<V> values() {
    if (values == null) {
      values = new Values<>(this, options.iteration());
    }
    return values;
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    if (entries == null) {
      entries = new Entries<>(this, options.iteration());
    }
    return entries;
  }

  // ---- events

  /**
   * Commits an event as one of this map, if it is recorded: for guards and others that are built
   * around maps. The event gets the map's number, the next of its sequence, and the active trace.
   * May be called by any thread, also while the map is in use. To make an event and to ask the
   * clock is worth it only if {@link ObservedMaps#ready}.
   */
  @Override
  public void tell(MapEvent event) {
    if (EVENTS && ObservedMaps.ready() && event.shouldCommit()) {
      recorder.commit(event);
    }
  }

  // ---- serialization

  /**
   * A map is written as its options and its entries.
   *
   * @return the proxy that is written in its place
   */
  @Serial
  private Object writeReplace() {
    return new SerializedMap<>(options, this);
  }

  /**
   * Refuses, as a map is never written itself.
   *
   * @param in the stream
   * @throws InvalidObjectException always
   */
  @Serial
  private void readObject(ObjectInputStream in) throws InvalidObjectException {
    throw new InvalidObjectException("a map is read by way of its proxy");
  }

  /**
   * Makes maps with options. Not thread-safe; may be used again, each map being independent.
   *
   * @param <K> type of the keys
   * @param <V> type of the values
   */
  public static final class Builder<K, V> {
    private Options options = Options.DEFAULT;
    private Presizing presizing;

    private Builder() {}

    /**
     * Names the map in events, metrics and messages. Names are few and constant: they become metric
     * attributes.
     *
     * @param name not null, not blank
     * @return this
     */
    public Builder<K, V> name(String name) {
      options = options.withName(name);
      return this;
    }

    /**
     * Makes room for so many entries.
     *
     * @param entries how many the map takes without growing, not negative
     * @return this
     */
    public Builder<K, V> expectedEntries(int entries) {
      options = options.withExpectedEntries(entries);
      return this;
    }

    /**
     * Makes room for as many entries as a map of this name, given by {@link #name}, had in a
     * recording. For what that does not know, {@link #expectedEntries} counts.
     *
     * @param known what is known, not null
     * @return this
     */
    public Builder<K, V> presizing(Presizing known) {
      presizing = Objects.requireNonNull(known, "presizing");
      return this;
    }

    /**
     * Limits the map: an insert beyond fails with {@link IllegalStateException}, nothing changed.
     *
     * @param entries the most entries the map may have, positive
     * @return this
     */
    public Builder<K, V> maxEntries(int entries) {
      options = options.withMaxEntries(entries);
      return this;
    }

    /**
     * Fixes the first hash seed and with it the layout, for tests that must repeat. By default it
     * is random, which keeps an attacker from foreseeing buckets.
     *
     * @param seed any number
     * @return this
     */
    public Builder<K, V> seed(long seed) {
      options = options.withSeed(seed);
      return this;
    }

    /**
     * Sets how many operations one sample stands for; 1024 unless told otherwise.
     *
     * @param operations at least 1, rounded up to a power of two
     * @return this
     */
    public Builder<K, V> samplingInterval(int operations) {
      options = options.withSamplingInterval(operations);
      return this;
    }

    /**
     * Chooses how a growth is spread over the writes. {@link Pacing#GO} when nothing is chosen.
     *
     * @param pacing not null
     * @return this
     */
    public Builder<K, V> pacing(Pacing pacing) {
      options = options.withPacing(pacing);
      return this;
    }

    /**
     * Limits what one write does for a growth. 2 when nothing is set, as in Go. A smaller budget
     * makes a growth last longer, a larger one ends it sooner.
     *
     * @param chains the most chains that one write evacuates, positive
     * @return this
     */
    public Builder<K, V> evacuationBudget(int chains) {
      options = options.withEvacuationBudget(chains);
      return this;
    }

    /**
     * Chooses what iterators do when the map is changed under them. {@link
     * IterationRules#JAVA_UTIL} when nothing is chosen.
     *
     * @param rules not null
     * @return this
     */
    public Builder<K, V> iteration(IterationRules rules) {
      options = options.withIteration(rules);
      return this;
    }

    /**
     * Makes a map.
     *
     * @return a new, empty map
     */
    public InstrumentedMap<K, V> build() {
      return new InstrumentedMap<>(presized());
    }

    private Options presized() {
      return presizing == null || options.name() == null
          ? options
          : options.withExpectedEntries(
              presizing.expectedEntries(options.name()).orElse(options.expectedEntries()));
    }
  }

  /** Makes a map again; for {@link SerializedMap}. */
  static <K, V> InstrumentedMap<K, V> of(Options options) {
    return new InstrumentedMap<>(options);
  }
}
