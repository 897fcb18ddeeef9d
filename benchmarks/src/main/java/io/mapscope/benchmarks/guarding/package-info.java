/**
 * What deadlines, circuit breakers and audit logs add to an operation ({@link
 * io.mapscope.benchmarks.guarding.GuardingBenchmark}).
 */
package io.mapscope.benchmarks.guarding;
