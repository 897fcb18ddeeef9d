package io.mapscope.flame.record;

/** What is sampled beside the growths. */
public enum Sampling {
  /** Time on a processor, one sample per 10 ms of it. */
  CPU,
  /** Time of the clock, asleep or not, one sample per thread and 50 ms; async-profiler only. */
  WALL,
  /** Allocation, about one sample per 512 KiB. */
  ALLOC,
  /** Waiting for locks, from 1 ms on. */
  LOCK
}
