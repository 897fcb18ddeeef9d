package io.mapscope.map;

import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;

/**
 * What a map is written as: its options and its entries. The layout is not written, since the hash
 * codes of keys may differ in the JVM that reads them.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
final class SerializedMap<K, V> implements Serializable {

  @Serial private static final long serialVersionUID = 1;

  /** The options of the map. */
  private final Options options;

  /** Keys and values in turn; as serializable as the user made them. */
  @SuppressWarnings("serial")
  private final Object[] keysAndValues;

  SerializedMap(Options options, Object[] keysAndValues) {
    this.options = options;
    this.keysAndValues = keysAndValues;
  }

  @Serial
  @SuppressWarnings("unchecked")
  private Object readResolve() throws InvalidObjectException {
    if (options == null || keysAndValues == null || keysAndValues.length % 2 != 0) {
      throw new InvalidObjectException("the stream does not hold a whole map");
    }
    InstrumentedMap<K, V> map = InstrumentedMap.of(options);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((K) keysAndValues[i], (V) keysAndValues[i + 1]);
    }
    return map;
  }
}
