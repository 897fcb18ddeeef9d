package io.mapscope.map.guarded;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Finds the segment of a key by the top bits of its mixed hash code.
 *
 * <p>Implementation note. Extendible hashing (Fagin, Nievergelt, Pippenger and Strong, 1979): a
 * segment that has become too large is split in two, by one bit more; the directory has an element
 * for each value of as many bits as the deepest segment tells apart, so several in a row may hold
 * the same segment, and it doubles when the deepest is split. All but {@link #segment} is called
 * under the lock of the map. A reader may still have an old directory, or find an old segment in
 * it: it then began before the split, and what it finds was true at that moment.
 */
final class ReadDirectory<K, V> {

  /**
   * Bits that tell segments apart at most. Doubling the directory copies half a megabyte then, and
   * there are 45 million keys, or many with equal hash codes; segments get larger from here on.
   */
  private static final int MOST_BITS = 16;

  private final int segmentSize;
  private volatile AtomicReferenceArray<ReadSegment<K, V>> segments;

  /** Splits segments of more keys than that. */
  ReadDirectory(int segmentSize) {
    this.segmentSize = segmentSize;
    clear();
  }

  /** The segment of a mixed hash code. */
  ReadSegment<K, V> segment(int hash) {
    AtomicReferenceArray<ReadSegment<K, V>> now = segments;
    return now.get(index(hash, bits(now)));
  }

  private static int bits(AtomicReferenceArray<?> segments) {
    return Integer.numberOfTrailingZeros(segments.length());
  }

  /** The first so many bits. */
  private static int index(int hash, int bits) {
    return (int) (Integer.toUnsignedLong(hash) >>> (Integer.SIZE - bits));
  }

  /** Takes over a key's value, null for none, after a write. */
  void written(K key, V now) {
    int hash = MixedHash.of(key.hashCode());
    ReadSegment<K, V> segment = segment(hash);
    segment.written(key, hash, now);
    if (segment.size() > segmentSize && segment.depth < MOST_BITS) {
      split(segment);
    }
  }

  private void split(ReadSegment<K, V> segment) {
    List<ReadSegment<K, V>> halves = segment.split();
    if (segment.depth == bits(segments)) {
      doubleDirectory();
    }
    halves.forEach(this::install);
  }

  private void doubleDirectory() {
    AtomicReferenceArray<ReadSegment<K, V>> before = segments;
    AtomicReferenceArray<ReadSegment<K, V>> doubled =
        new AtomicReferenceArray<>(2 * before.length());
    for (int i = 0; i < doubled.length(); i++) {
      doubled.setPlain(i, before.getPlain(i >> 1));
    }
    segments = doubled;
  }

  private void install(ReadSegment<K, V> segment) {
    int further = bits(segments) - segment.depth;
    int first = segment.prefix << further;
    for (int i = first; i < first + (1 << further); i++) {
      segments.set(i, segment);
    }
  }

  /** One empty segment. */
  void clear() {
    AtomicReferenceArray<ReadSegment<K, V>> one = new AtomicReferenceArray<>(1);
    one.set(0, new ReadSegment<>());
    segments = one;
  }
}
