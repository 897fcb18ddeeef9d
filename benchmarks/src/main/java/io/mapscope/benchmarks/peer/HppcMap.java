package io.mapscope.benchmarks.peer;

import com.carrotsearch.hppc.ObjectObjectHashMap;
import com.carrotsearch.hppc.cursors.ObjectObjectCursor;
import com.carrotsearch.hppc.procedures.ObjectObjectProcedure;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * HPPC's map, which is no {@link Map}, as one: as thin as can be, and only what is measured. Its
 * iterator hands out one entry again and again, as HPPC's hands out one cursor.
 */
final class HppcMap extends AbstractMap<Object, Object> {

  private final ObjectObjectHashMap<Object, Object> map;

  HppcMap() {
    map = new ObjectObjectHashMap<>();
  }

  HppcMap(int entries) {
    map = new ObjectObjectHashMap<>(entries);
  }

  @Override
  public int size() {
    return map.size();
  }

  @Override
  public Object get(Object key) {
    return map.get(key);
  }

  @Override
  public Object put(Object key, Object value) {
    return map.put(key, value);
  }

  @Override
  public Object remove(Object key) {
    return map.remove(key);
  }

  @Override
  public void forEach(BiConsumer<? super Object, ? super Object> action) {
    map.forEach((ObjectObjectProcedure<Object, Object>) action::accept);
  }

  @Override
  public Set<Map.Entry<Object, Object>> entrySet() {
    return new Entries(map);
  }

  private static final class Entries extends AbstractSet<Map.Entry<Object, Object>> {
    private final ObjectObjectHashMap<Object, Object> map;

    Entries(ObjectObjectHashMap<Object, Object> map) {
      this.map = map;
    }

    @Override
    public int size() {
      return map.size();
    }

    @Override
    public Iterator<Map.Entry<Object, Object>> iterator() {
      return new EntryCursor(map.iterator());
    }
  }

  private static final class EntryCursor
      implements Iterator<Map.Entry<Object, Object>>, Map.Entry<Object, Object> {
    private final Iterator<ObjectObjectCursor<Object, Object>> cursors;
    private ObjectObjectCursor<Object, Object> cursor;

    EntryCursor(Iterator<ObjectObjectCursor<Object, Object>> cursors) {
      this.cursors = cursors;
    }

    @Override
    public boolean hasNext() {
      return cursors.hasNext();
    }

    @Override
    public Map.Entry<Object, Object> next() {
      cursor = cursors.next();
      return this;
    }

    @Override
    public Object getKey() {
      return cursor.key;
    }

    @Override
    public Object getValue() {
      return cursor.value;
    }

    @Override
    public Object setValue(Object value) {
      throw new UnsupportedOperationException("entries of this adapter are read only");
    }
  }
}
