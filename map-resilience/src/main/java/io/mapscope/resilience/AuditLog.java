package io.mapscope.resilience;

import io.mapscope.map.EventSink;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * A log of who did what to which key: one record at level {@code INFO} for each operation, as
 * key-value pairs of SLF4J's, after the operation.
 *
 * <table>
 * <caption>The pairs</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>{@code hashmap.name}</td><td>the name given to {@link #around}</td></tr>
 * <tr><td>{@code hashmap.operation}</td><td>such as {@code put}</td></tr>
 * <tr><td>{@code audit.principal}</td><td>who, from the supplier</td></tr>
 * <tr><td>{@code trace_id}</td><td>the active trace, empty for none</td></tr>
 * <tr><td>{@code audit.key_digest}</td><td>32 hexadecimal digits; empty without a key; {@code
 * unavailable} when its {@code toString} throws</td></tr>
 * <tr><td>{@code audit.outcome}</td><td>{@code done}, {@code failed}, {@code rejected} by a breaker,
 * {@code abandoned}</td></tr>
 * <tr><td>{@code audit.error}</td><td>class of what was thrown; only if something was</td></tr>
 * <tr><td>{@code audit.duration_nanos}</td><td>how long it took</td></tr>
 * </table>
 *
 * <p>Never logged are values, keys, and messages of exceptions, which may have either. Equal keys
 * have equal digests if equal keys have the same {@code toString}; those of small sets of keys
 * cannot be found by trying without the secret. What the logger, a supplier or a key throws is
 * counted and harms nobody; a logger that blocks does block, so give it an asynchronous appender.
 */
public final class AuditLog extends Policy {

  private final Logger logger;
  private final KeyDigest digest;
  private final Supplier<String> principal;
  private final Supplier<String> traceId;
  private final boolean onlyWrites;
  private final LongAdder failures;

  private AuditLog(
      Logger logger,
      KeyDigest digest,
      Supplier<String> principal,
      Supplier<String> traceId,
      boolean onlyWrites,
      LongAdder failures) {
    this.logger = logger;
    this.digest = digest;
    this.principal = principal;
    this.traceId = traceId;
    this.onlyWrites = onlyWrites;
    this.failures = failures;
  }

  /**
   * A log of all operations, with the trace that Mapscope's events have too.
   *
   * @param logger where to, not null
   * @param principal tells on whose behalf the calling thread works, not null
   * @param secret for the digests of keys: 16 bytes or more from a random source, to be kept apart
   *     from the log; copied
   * @return a new policy
   * @throws IllegalArgumentException if the secret is too short
   */
  public static AuditLog of(Logger logger, Supplier<String> principal, byte[] secret) {
    return new AuditLog(
        Objects.requireNonNull(logger, "logger"),
        new KeyDigest(secret),
        Objects.requireNonNull(principal, "principal"),
        TraceIds::active,
        false,
        new LongAdder());
  }

  /**
   * The same log with trace ids from elsewhere.
   *
   * @param ids tells the id of the calling thread's trace, not null
   * @return a new policy
   */
  public AuditLog traceIds(Supplier<String> ids) {
    return new AuditLog(
        logger, digest, principal, Objects.requireNonNull(ids, "ids"), onlyWrites, failures);
  }

  /**
   * The same log without operations that only look.
   *
   * @return a new policy
   */
  public AuditLog onlyWrites() {
    return new AuditLog(logger, digest, principal, traceId, true, failures);
  }

  /**
   * How often something in the making of a record has thrown; the record went without it, or was
   * not made at all. Of this log and those that were made from it or that it was made from.
   *
   * @return the count
   */
  public long failures() {
    return failures.sum();
  }

  @Override
  Interceptor on(String name, Map<?, ?> map, EventSink events) {
    return new AuditedCalls(
        name, new Records(logger, digest, principal, traceId, failures), onlyWrites);
  }
}
