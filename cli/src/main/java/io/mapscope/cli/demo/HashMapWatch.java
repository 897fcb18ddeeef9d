package io.mapscope.cli.demo;

import io.mapscope.cli.command.CommandFailure;
import io.mapscope.events.ActiveTrace;
import io.mapscope.events.GrowWorkEvent;
import io.mapscope.events.GrowthEvent;
import io.mapscope.events.GrowthStartEvent;
import io.mapscope.events.MapCreatedEvent;
import io.mapscope.events.MapEvent;
import io.mapscope.events.ObservedMaps;
import io.mapscope.events.OperationSampleEvent;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Tells the growths of a {@link HashMap} by the events that an instrumented map has, so that one
 * recording, one set of spans and one chart show both.
 *
 * <p>Implementation note. A {@code HashMap} grows inside the insert that takes it over three
 * quarters of its table's length, which is known beforehand; the length is read by reflection after
 * each growth, so that a growth that did not happen as told would be found out. The growth is one
 * step, done by one put: a growth, and a grow work of the same length. The first table is laid out
 * by the first put and is no growth. The events are made and committed outside of what is timed: in
 * the figures of {@code HashMap}, being watched costs nothing.
 */
final class HashMapWatch implements GrowthWatch {

  private static final int FIRST_LENGTH = 16;
  private static final String REASON = "load";

  /** One operation in 1024, as the instrumented map has it. */
  private static final int SAMPLING_INTERVAL = 1024;

  private final Map<UUID, Session> map = new HashMap<>();
  private final Field table;
  private final HashMapTotals totals;

  private GrowthEvent growth;
  private GrowWorkEvent work;

  private HashMapWatch(Field table, HashMapTotals totals) {
    this.table = table;
    this.totals = totals;
    totals.buckets = FIRST_LENGTH;
  }

  /**
   * Makes a map and watches it.
   *
   * @param name of the map in events and metrics
   * @throws CommandFailure when the JVM does not open {@code java.util}
   */
  static Contender.Watched watchedMap(String name) {
    HashMapWatch watch = new HashMapWatch(tableField(), new HashMapTotals(name));
    ObservedMaps.register(watch.map, watch.totals);
    watch.commitCreation();
    return new Contender.Watched(watch.map, watch);
  }

  @Override
  public int growsAt() {
    return (int) (totals.buckets * HashMapTotals.LOAD_FACTOR);
  }

  @Override
  public int sampleMask() {
    return SAMPLING_INTERVAL - 1;
  }

  @Override
  public void growthBegins(int entries) {
    totals.growths++;
    commitGrowthStart(entries);
    growth = new GrowthEvent();
    growth.entries = entries;
    work = new GrowWorkEvent();
    growth.begin();
    work.begin();
  }

  @Override
  public void growthEnds(long nanos) {
    work.end();
    growth.end();
    long before = totals.buckets;
    totals.buckets = tableLength();
    if (totals.buckets == before) {
      throw new IllegalStateException("HashMap did not grow beyond " + before + " buckets");
    }
    totals.chainsMoved += before;
    totals.entriesMoved += growth.entries;
    totals.workNanos += nanos;
    commitWork(before);
    commitGrowth(before, nanos);
  }

  @Override
  public OperationSampleEvent beginSample() {
    OperationSampleEvent sample = new OperationSampleEvent();
    sample.begin();
    return sample;
  }

  @Override
  public void endSample(OperationSampleEvent sample, Operation operation) {
    sample.end();
    if (sample.shouldCommit()) {
      sample.operation = operation.label;
      sample.interval = SAMPLING_INTERVAL;
      number(sample);
      sample.commit();
    }
  }

  @Override
  public void count(Operation operation) {
    if (operation == Operation.PUT) {
      totals.puts++;
    } else if (operation == Operation.REMOVE) {
      totals.removes++;
    }
  }

  private void commitCreation() {
    MapCreatedEvent event = new MapCreatedEvent();
    if (event.shouldCommit()) {
      totals.describe(event);
      ObservedMaps.describeJvm(event);
      number(event);
      event.commit();
    }
  }

  private void commitGrowthStart(int entries) {
    GrowthStartEvent event = new GrowthStartEvent();
    if (event.shouldCommit()) {
      event.growth = totals.growths;
      event.reason = REASON;
      event.bucketsBefore = totals.buckets;
      event.bucketsAfter = 2 * totals.buckets;
      event.entries = entries;
      number(event);
      event.commit();
    }
  }

  private void commitWork(long before) {
    if (work.shouldCommit()) {
      work.growth = totals.growths;
      work.operation = Operation.PUT.label;
      work.chainsEvacuated = (int) before;
      work.entriesMoved = (int) growth.entries;
      work.markAfter = before;
      work.oldBuckets = before;
      work.finished = true;
      number(work);
      work.commit();
    }
  }

  private void commitGrowth(long before, long nanos) {
    if (growth.shouldCommit()) {
      growth.growth = totals.growths;
      growth.reason = REASON;
      growth.bucketsBefore = before;
      growth.bucketsAfter = totals.buckets;
      growth.elapsedTime = nanos;
      growth.steps = 1;
      growth.chainsEvacuated = before;
      growth.entriesMoved = growth.entries;
      growth.workTime = nanos;
      growth.longestStep = nanos;
      growth.allocatedBytes = HashMapTotals.tableBytes(totals.buckets);
      number(growth);
      growth.commit();
    }
  }

  private void number(MapEvent event) {
    event.mapNumber = totals.mapNumber;
    event.sequence = ++totals.sequence;
    ActiveTrace.stamp(event);
  }

  private long tableLength() {
    try {
      return ((Object[]) table.get(map)).length;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("HashMap.table was readable before", e);
    }
  }

  private static Field tableField() {
    try {
      Field field = HashMap.class.getDeclaredField("table");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException | InaccessibleObjectException e) {
      throw new CommandFailure(
          "the table of java.util.HashMap cannot be read; start with bin/mapscope, or add"
              + " --add-opens java.base/java.util=ALL-UNNAMED to the JVM's options",
          e);
    }
  }
}
