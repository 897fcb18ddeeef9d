package io.mapscope.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;

/**
 * The maps that the periodic events tell about, and the numbers that name them.
 *
 * <p>Implementation note. Maps are held weakly, their {@link Observation} strongly: after a map was
 * collected its exact totals are told once more and then dropped, so that nothing that happened
 * since the last period is lost and nothing leaks. While nobody records the statistics, collected
 * maps are dropped at the next registration.
 *
 * <p>The first use of Flight Recorder in a JVM takes some 100 ms. While nothing has used it nobody
 * records either, so then the first map does not wait: a short-lived thread introduces the events,
 * and until it is done {@link #ready} is false and no map emits any. Nothing of this happens in a
 * static initialiser, because Flight Recorder's own initialisation may be what loads this class.
 *
 * <p>A lookup is too quick to ask an event whether it is recorded. So maps are told when that
 * changes: by a listener to the states of recordings, and, as settings may change in the midst of
 * one, at each period.
 *
 * <p>All methods may be called from any thread; registering costs one concurrent insertion.
 */
public final class ObservedMaps {

  /**
   * What the periodic events ask of a map. Must not refer to the map, or the map is never
   * collected. Called on a thread of Flight Recorder while the map may be in use: it must not
   * block, and reads what the map's thread writes as it is, possibly an operation late.
   *
   * @param <M> type of the map
   */
  public interface Observation<M> {
    /**
     * The map's number.
     *
     * @return what {@link ObservedMaps#nextMapNumber} gave
     */
    long mapNumber();

    /**
     * Last sequence number taken by an event of the map.
     *
     * @return 0 before the first event
     */
    long lastSequence();

    /**
     * Fills name, implementation, creation site and options.
     *
     * @param event the event to fill
     */
    void describe(MapCreatedEvent event);

    /**
     * Tells whether lookups are to be sampled from now on. May be called by several threads, also
     * twice with the same.
     *
     * @param map the map, not null
     * @param sampled false when nobody records samples; so it is before the first call
     */
    default void sampleLookups(M map, boolean sampled) {}

    /**
     * Whether there are statistics to tell. A map that is none of ours is only named: nothing is
     * known of its state, and so nothing is told but that it has been collected.
     *
     * @return true unless overridden
     */
    default boolean isMeasured() {
      return true;
    }

    /**
     * Fills the state and the totals.
     *
     * @param map the map, or null when it has been collected: then only the totals are known
     * @param event the event to fill
     */
    void measure(M map, MapStatisticsEvent event);
  }

  private static final AtomicLong LAST_NUMBER = new AtomicLong();
  private static final AtomicBoolean INTRODUCED = new AtomicBoolean();
  private static final Map<Long, Entry<?>> ENTRIES = new ConcurrentHashMap<>();
  private static final Set<Repetition<?>> REPETITIONS = ConcurrentHashMap.newKeySet();

  // Read on rare paths only, so volatile costs nothing.
  private static volatile boolean ready;
  private static volatile boolean sampling;

  private static final Object REVIEW = new Object();

  private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

  private ObservedMaps() {}

  /**
   * Draws the number of a new map.
   *
   * @return a number unique in this JVM, from 1
   */
  public static long nextMapNumber() {
    return LAST_NUMBER.incrementAndGet();
  }

  /**
   * Has the periodic events tell about a map until it is collected.
   *
   * @param <M> type of the map
   * @param map the map, held weakly, not null
   * @param observation what to ask, held strongly, not null
   */
  public static <M> void register(M map, Observation<? super M> observation) {
    dropUnrecorded();
    ENTRIES.put(observation.mapNumber(), new Entry<M>(map, observation));
    if (sampling) { // Set before the entries are gone through, so one of the two sees the other.
      observation.sampleLookups(map, true);
    }
    if (!INTRODUCED.get() && INTRODUCED.compareAndSet(false, true)) {
      introduceEvents();
    }
  }

  /**
   * Has something told again at the start of each chunk, until its owner is collected: a state that
   * changes too seldom for a reader to wait for its next change.
   *
   * @param <T> type of the owner
   * @param owner whose state it is, held weakly, not null
   * @param teller tells the state, on a thread of Flight Recorder: must not block, and must not
   *     refer to the owner; not null
   */
  public static <T> void tellAtChunkStart(T owner, Consumer<? super T> teller) {
    REPETITIONS.removeIf(Repetition::isOver);
    REPETITIONS.add(new Repetition<>(owner, teller));
  }

  /**
   * Whether events may be emitted. Until it is, an event must not even be made: its class would
   * have to wait for Flight Recorder.
   *
   * @return false until Flight Recorder knows the events, for good when there is none in this JVM
   */
  public static boolean ready() {
    return ready;
  }

  /**
   * Tells the statistics of every map now, for a reader who is about to stop: without it the last
   * period would be missing from the totals. Emits nothing when no recording wants the event.
   */
  public static void tellStatistics() {
    if (ready) {
      emitStatistics();
    }
  }

  /**
   * How many maps are registered, collected ones that still owe their last event included.
   *
   * @return the count
   */
  public static int size() {
    return ENTRIES.size();
  }

  /**
   * Fills what {@link MapCreatedEvent} tells of the JVM.
   *
   * @param event the event to fill
   */
  public static void describeJvm(MapCreatedEvent event) {
    ObservedJvm jvm = ObservedJvm.current();
    event.jvmIdentity = jvm.identity();
    event.jvmStart = jvm.startMillis();
    event.pid = jvm.pid();
  }

  private static void introduceEvents() {
    if (FlightRecorder.isInitialized()) {
      hook();
    } else {
      Thread thread = new Thread(ObservedMaps::hook, "mapscope-introduce-events");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void hook() {
    try {
      // Flight Recorder applies settings when it meets an event's class. It must meet all of them
      // before the first operation, or that operation would not know that it is to be timed.
      MapscopeEvents.types().forEach(ObservedMaps::register);
      FlightRecorder.addPeriodicEvent(MapCreatedEvent.class, ObservedMaps::repeatCreations);
      FlightRecorder.addPeriodicEvent(MapStatisticsEvent.class, ObservedMaps::emitStatistics);
      FlightRecorder.addListener(
          new FlightRecorderListener() {
            @Override
            public void recordingStateChanged(Recording recording) {
              reviewSampling();
            }
          });
    } catch (IllegalStateException | SecurityException unavailable) {
      return; // No Flight Recorder in this JVM: the maps work, unobserved.
    }
    ready = true;
    reviewSampling();
    // For a recording that has begun meanwhile, and with it its first chunk.
    repeatCreations();
  }

  /**
   * Initialises the class first. Flight Recorder would do so while it holds its own lock, and wait
   * for a thread that initialises the class already and waits for that lock.
   */
  private static void register(Class<? extends MapEvent> type) {
    try {
      MethodHandles.lookup().ensureInitialized(type);
    } catch (IllegalAccessException e) {
      throw new AssertionError("an event type of this package", e);
    }
    FlightRecorder.register(type);
  }

  /** Tells all maps when it has changed whether samples are recorded. */
  private static void reviewSampling() {
    synchronized (REVIEW) {
      boolean now = ready && new OperationSampleEvent().isEnabled();
      if (now != sampling) {
        sampling = now;
        ENTRIES.values().forEach(entry -> entry.sampleLookups(now));
      }
    }
  }

  private static void repeatCreations() {
    reviewSampling();
    ENTRIES.values().forEach(Entry::repeatCreation);
    REPETITIONS.removeIf(Repetition::isOver);
    REPETITIONS.forEach(Repetition::tell);
  }

  private static void emitStatistics() {
    reviewSampling();
    ENTRIES.values().removeIf(Entry::emitStatistics);
  }

  /** Drops collected maps when no recording is there to be told their totals. */
  private static void dropUnrecorded() {
    for (Object found = COLLECTED.poll(); found != null; found = COLLECTED.poll()) {
      if (!ready || !new MapStatisticsEvent().isEnabled()) {
        ENTRIES.remove(((Entry<?>) found).observation.mapNumber());
      }
    }
  }

  private static final class Entry<M> extends WeakReference<M> {
    final Observation<? super M> observation;

    Entry(M map, Observation<? super M> observation) {
      super(map, COLLECTED);
      this.observation = observation;
    }

    void sampleLookups(boolean sampled) {
      M map = get();
      if (map != null) {
        observation.sampleLookups(map, sampled);
      }
    }

    void repeatCreation() {
      if (refersTo(null)) {
        return;
      }
      MapCreatedEvent event = new MapCreatedEvent();
      if (event.shouldCommit()) {
        event.mapNumber = observation.mapNumber();
        event.sequence = observation.lastSequence();
        event.repeated = true;
        describeJvm(event);
        observation.describe(event);
        event.commit();
      }
    }

    /** Returns whether this was the last event of the map. */
    boolean emitStatistics() {
      M map = get();
      MapStatisticsEvent event = new MapStatisticsEvent();
      if ((map == null || observation.isMeasured()) && event.shouldCommit()) {
        event.mapNumber = observation.mapNumber();
        event.last = map == null;
        // Before and after, so that a reader knows between which events the figures were taken.
        event.sequence = observation.lastSequence();
        observation.measure(map, event);
        VarHandle.acquireFence();
        event.eventsEmitted = observation.lastSequence();
        event.commit();
      }
      return map == null;
    }
  }

  private static final class Repetition<T> extends WeakReference<T> {
    private final Consumer<? super T> teller;

    Repetition(T owner, Consumer<? super T> teller) {
      super(owner);
      this.teller = teller;
    }

    boolean isOver() {
      return refersTo(null);
    }

    void tell() {
      T owner = get();
      if (owner != null) {
        teller.accept(owner);
      }
    }
  }
}
