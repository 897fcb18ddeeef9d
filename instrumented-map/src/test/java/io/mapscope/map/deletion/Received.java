package io.mapscope.map.deletion;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that keeps what it gets. */
final class Received<K, V> implements DeletionListener<K, V> {

  final List<List<Deletion<K, V>>> batches = new CopyOnWriteArrayList<>();

  @Override
  public void deleted(List<Deletion<K, V>> batch) {
    batches.add(batch);
  }

  List<Deletion<K, V>> all() {
    return batches.stream().flatMap(List::stream).toList();
  }

  List<String> told() {
    return all().stream().map(d -> d.key() + "=" + d.value() + " " + d.cause()).toList();
  }
}
