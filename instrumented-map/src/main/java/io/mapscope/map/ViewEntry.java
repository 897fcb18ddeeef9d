package io.mapscope.map;

import java.util.Map;
import java.util.Objects;

/** What entries of a view have in common: they are equal to others by key and present value. */
abstract class ViewEntry<K, V> implements Map.Entry<K, V> {

  @Override
  public final boolean equals(Object other) {
    return other instanceof Map.Entry<?, ?> entry
        && Objects.equals(getKey(), entry.getKey())
        && Objects.equals(getValue(), entry.getValue());
  }

  @Override
  public final int hashCode() {
    return Objects.hashCode(getKey()) ^ Objects.hashCode(getValue());
  }

  @Override
  public final String toString() {
    return getKey() + "=" + getValue();
  }
}
