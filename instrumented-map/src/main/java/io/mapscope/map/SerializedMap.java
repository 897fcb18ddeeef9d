package io.mapscope.map;

import io.mapscope.events.GrowthStartEvent;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serial;
import java.io.Serializable;

/**
 * What a map is written as: its options, the number of its entries, and key and value of each. The
 * layout is not written, since the hash codes of keys may differ in the JVM that reads them.
 *
 * <p>Implementation note. Entries are written as they are met, and read into a map that was made
 * for so many; its options stay as written. As with every proxy, a map that holds itself cannot be
 * read again.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
final class SerializedMap<K, V> implements Serializable {

  @Serial private static final long serialVersionUID = 1;

  /** The options of the map. */
  private final Options options;

  /** The map that is written or was read. */
  private transient InstrumentedMap<K, V> map;

  SerializedMap(Options options, InstrumentedMap<K, V> map) {
    this.options = options;
    this.map = map;
  }

  /**
   * Writes the map.
   *
   * @param out the stream
   * @throws IOException if the stream fails, or a key or value cannot be written
   */
  @Serial
  private void writeObject(ObjectOutputStream out) throws IOException {
    out.defaultWriteObject();
    out.writeInt(map.size);
    Keys.KeyCursor<K, V> i = new Keys.KeyCursor<>(map);
    while (i.hasNext()) {
      i.step();
      V value = i.value(); // Before the key is written, which is user code.
      out.writeObject(i.key());
      out.writeObject(value);
    }
    i.checkUnchanged("write");
  }

  /**
   * Reads a map.
   *
   * @param in the stream
   * @throws IOException if the stream fails or does not hold a map
   * @throws ClassNotFoundException if the class of a key or value is not known
   */
  @Serial
  @SuppressWarnings("unchecked")
  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    int entries = in.readInt();
    if (options == null || entries < 0) {
      throw new InvalidObjectException("the stream does not hold a whole map");
    }
    map = InstrumentedMap.of(options);
    map.presize(entries, GrowthStartEvent.LOAD);
    for (int i = 0; i < entries; i++) {
      map.put((K) in.readObject(), (V) in.readObject());
    }
  }

  @Serial
  private Object readResolve() {
    return map;
  }
}
