package io.mapscope.benchmarks.deletion;

import io.mapscope.benchmarks.peer.Peer;
import io.mapscope.benchmarks.run.RunFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * Every delete, timed: {@code DeleteLatency PEER ENTRIES ROUNDS FILE}, one map in a process.
 *
 * <p>Implementation note. In each round a map is filled and one in 26 of its keys, drawn at random,
 * deleted, each between two readings of the clock. For {@code growing} it is filled to one entry
 * more than 13/2 a bucket, where {@code InstrumentedMap} starts to grow, so all timed deletes fall
 * into that growth: they are a quarter as many as the old buckets, of which each moves two. For
 * {@code settled} it is filled to half as much again, after the growth. The other maps are given
 * the same entries; they grow in one put, so for them both are nearly the same, and that is the
 * finding. Half of the deletes are by the key itself and half by an equal copy.
 */
public final class DeleteLatency {

  /** The tool's name in the results. */
  public static final String TOOL = "delete-latency";

  /** The maps that are compared. */
  static final List<Peer> PEERS =
      List.of(Peer.HASH_MAP, Peer.CONCURRENT_HASH_MAP, Peer.INSTRUMENTED_GO);

  /** What is told of each histogram, in percent. */
  static final List<Double> PERCENTILES = List.of(50.0, 90.0, 99.0, 99.9, 99.99, 100.0);

  /** Rounds until the loop is compiled for good. */
  private static final int WARM_UPS = 20;

  private static final int WARM_UP_ENTRIES = 6_657;
  private static final int DIGITS = 3;

  private DeleteLatency() {}

  /**
   * Runs.
   *
   * @param arguments see above; none to be told the peers
   */
  public static void main(String[] arguments) {
    if (arguments.length == 0) {
      PEERS.forEach(System.out::println);
    } else if (arguments.length == 4) {
      run(
              Peer.valueOf(arguments[0]),
              Integer.parseInt(arguments[1]),
              Integer.parseInt(arguments[2]))
          .write(Path.of(arguments[3]));
    } else {
      System.err.println("usage: DeleteLatency [PEER ENTRIES ROUNDS FILE]");
      System.exit(2);
    }
  }

  static RunFile run(Peer peer, int entries, int rounds) {
    RunFile file = RunFile.of(TOOL);
    file.conditions().put("entries", Integer.toString(growing(entries)));
    file.conditions().put("subject", peer.name());
    for (ChainKind chains : ChainKind.values()) {
      for (boolean growing : new boolean[] {false, true}) {
        time(peer, chains, growing, WARM_UP_ENTRIES, WARM_UPS, new Histogram(DIGITS));
        Histogram histogram = new Histogram(DIGITS);
        time(peer, chains, growing, growing(entries), rounds, histogram);
        file.add(kind(chains, growing), peer.name(), percentiles(histogram));
      }
    }
    return file;
  }

  private static double[] percentiles(Histogram histogram) {
    return PERCENTILES.stream().mapToDouble(p -> histogram.getValueAtPercentile(p)).toArray();
  }

  /** The kind of row for a scenario. */
  static String kind(ChainKind chains, boolean growing) {
    return chains.label() + (growing ? ", growing" : ", settled");
  }

  /** The number next to a wish at which our map has just started to grow. */
  private static int growing(int entries) {
    int buckets = Math.max(8, Integer.highestOneBit((int) (entries / 6.5)));
    return buckets / 2 * 13 + 1;
  }

  private static void time(
      Peer peer, ChainKind chains, boolean growing, int toGrow, int rounds, Histogram histogram) {
    int entries = growing ? toGrow : toGrow / 2 * 3;
    for (int round = 0; round < rounds; round++) {
      Object[] keys = chains.keys(entries);
      Map<Object, Object> map = peer.maker().empty();
      for (Object key : keys) {
        map.put(key, key);
      }
      int deletes = toGrow / 26; // A quarter of the old buckets' number, see above.
      delete(map, shuffled(keys, deletes, round), histogram);
      if (map.size() != entries - deletes) {
        throw new IllegalStateException(peer + " has " + map.size() + " entries");
      }
    }
  }

  /** The first of the keys in another order, every other as a copy. */
  private static Object[] shuffled(Object[] keys, int count, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Object[] drawn = new Object[count];
    for (int i = 0; i < count; i++) {
      int j = i + random.nextInt(keys.length - i);
      ChainKind.Key key = (ChainKind.Key) keys[j];
      keys[j] = keys[i];
      drawn[i] = (i & 1) == 0 ? key : new ChainKind.Key(key.number(), key.code());
    }
    return drawn;
  }

  private static void delete(Map<Object, Object> map, Object[] keys, Histogram histogram) {
    for (Object key : keys) {
      long before = System.nanoTime();
      map.remove(key);
      histogram.recordValue(System.nanoTime() - before);
    }
  }
}
