package io.mapscope.map.deletion;

import java.util.AbstractMap.SimpleEntry;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;

/**
 * Iterates over the live entries of a layer; what is deleted or set through it goes the way of all
 * writes of the layer.
 */
final class LayerIterator<K, V, T> implements Iterator<T> {

  private final MapLayer<K, V> map;
  private final Iterator<Map.Entry<K, V>> entries;
  private final Function<Map.Entry<K, V>, T> view;
  private Map.Entry<K, V> last;

  LayerIterator(MapLayer<K, V> map, Function<Map.Entry<K, V>, T> view) {
    this.map = map;
    this.entries = map.liveEntries();
    this.view = view;
  }

  @Override
  public boolean hasNext() {
    return entries.hasNext();
  }

  @Override
  public T next() {
    Map.Entry<K, V> entry = entries.next();
    last = entry;
    return view.apply(new Through(entry));
  }

  @Override
  public void remove() {
    if (last == null) {
      throw new IllegalStateException("there is nothing to remove: call next first");
    }
    map.remove(last.getKey());
    last = null;
  }

  private final class Through extends SimpleEntry<K, V> {
    private static final long serialVersionUID = 1;

    Through(Map.Entry<K, V> entry) {
      super(entry);
    }

    @Override
    public V setValue(V value) {
      map.put(getKey(), value);
      return super.setValue(value);
    }
  }
}
