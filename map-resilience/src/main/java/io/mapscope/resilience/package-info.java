/**
 * Policies around maps: {@link io.mapscope.resilience.Deadline}, {@link
 * io.mapscope.resilience.Breaker} and {@link io.mapscope.resilience.AuditLog}, each of which can be
 * put {@linkplain io.mapscope.resilience.Policy#around around} any map, alone or around another.
 *
 * <p>The usual order is the audit log outside, so that it has what was refused too, then the
 * breaker, then the deadline, whose misses are failures to the breaker.
 */
package io.mapscope.resilience;
