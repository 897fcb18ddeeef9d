package io.mapscope.benchmarks.interleaved;

import io.mapscope.benchmarks.peer.MapLoops;
import io.mapscope.benchmarks.peer.MapMaker;
import io.mapscope.benchmarks.peer.Peer;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/** One peer in the process: its own loops, its maps of the moment, its times. */
final class Contestant {

  final Peer peer;
  final MapMaker maker;
  final MapLoops loops = MapLoops.compiledApart();

  private final Map<Measure, DoubleStream.Builder> samples = new EnumMap<>(Measure.class);

  Map<Object, Object>[] maps;

  Contestant(Peer peer) {
    this.peer = peer;
    this.maker = peer.makerApart();
    forget();
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // There are no generic arrays.
  void room(int count) {
    maps = new Map[count];
  }

  /** Drops the times of the warm-up. */
  void forget() {
    for (Measure measure : Measure.values()) {
      samples.put(measure, DoubleStream.builder());
    }
  }

  void record(Measure measure, double nanosPerOperation) {
    samples.get(measure).add(nanosPerOperation);
  }

  /** Times of a measure, one per round; sample i of each contestant is of the same round. */
  double[] takeSamples(Measure measure) {
    return samples.replace(measure, DoubleStream.builder()).build().toArray();
  }
}
