package io.mapscope.resilience;

import java.util.function.Supplier;

/** Calls of which a record is made. */
final class AuditedCalls implements Interceptor {

  private final String map;
  private final Records records;
  private final boolean onlyWrites;

  AuditedCalls(String map, Records records, boolean onlyWrites) {
    this.map = map;
    this.records = records;
    this.onlyWrites = onlyWrites;
  }

  @Override
  public <R> R call(Operation operation, Object key, Supplier<R> call) {
    if ((onlyWrites && !operation.writes) || !records.areWanted()) {
      return call.get();
    }
    long start = System.nanoTime();
    Throwable thrown = null;
    try {
      return call.get();
    } catch (Throwable e) {
      thrown = e;
      throw e;
    } finally {
      records.make(map, operation, key, thrown, System.nanoTime() - start);
    }
  }
}
