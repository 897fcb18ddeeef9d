package io.mapscope.resilience;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.mapscope.events.BreakerStateEvent;
import io.mapscope.events.MapscopeEvents;
import io.mapscope.events.ObservedMaps;
import io.mapscope.map.EventSink;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the states of a breaker.
 *
 * <p>Implementation note. Told is the state that the breaker has when its listener is called, and
 * one after the other: two changes that follow closely may be told as one, but the last told is
 * always the last that was. Each has a number, by which two breakers around one map are told apart,
 * and one breaker around two maps is two. States of resilience4j that let all calls through count
 * as closed, the forced one as open.
 */
final class BreakerStates {

  private static final float PERCENT = 100;

  private static final AtomicLong NUMBERS = new AtomicLong();

  private final long number = NUMBERS.incrementAndGet();
  private final CircuitBreaker breaker;
  private final EventSink events;
  private final LongAdder rejected = new LongAdder();
  private final ReentrantLock telling = new ReentrantLock();

  /** The state told last. Under the lock. */
  private String told;

  private BreakerStates(CircuitBreaker breaker, EventSink events) {
    this.breaker = breaker;
    this.events = events;
    this.told = state(breaker);
  }

  static BreakerStates tell(CircuitBreaker breaker, EventSink events) {
    BreakerStates states = new BreakerStates(breaker, events);
    if (MapscopeEvents.ENABLED) {
      breaker.getEventPublisher().onStateTransition(event -> states.changed());
      breaker.getEventPublisher().onReset(event -> states.changed());
      ObservedMaps.tellAtChunkStart(states, BreakerStates::repeat);
      states.repeat();
    }
    return states;
  }

  void rejected() {
    rejected.increment();
  }

  private void changed() {
    telling.lock();
    try {
      String now = state(breaker);
      if (!now.equals(told)) {
        commit(told, now);
        told = now;
      }
    } finally {
      telling.unlock();
    }
  }

  /** On a thread of Flight Recorder, which must not wait; then a change is being told anyway. */
  private void repeat() {
    if (telling.tryLock()) {
      try {
        commit(told, told);
      } finally {
        telling.unlock();
      }
    }
  }

  private void commit(String from, String to) {
    if (!ObservedMaps.ready()) {
      return;
    }
    BreakerStateEvent event = new BreakerStateEvent();
    if (event.shouldCommit()) {
      event.breaker = number;
      event.from = from;
      event.to = to;
      event.slowShare = share(breaker.getMetrics().getSlowCallRate());
      event.failedShare = share(breaker.getMetrics().getFailureRate());
      event.rejected = rejected.sum();
      event.repeated = from.equals(to);
      events.tell(event);
    }
  }

  /** The breaker's -1 means that there were too few calls. */
  private static float share(float percent) {
    return percent < 0 ? -1 : percent / PERCENT;
  }

  private static String state(CircuitBreaker breaker) {
    return switch (breaker.getState()) {
      case OPEN, FORCED_OPEN -> BreakerStateEvent.OPEN;
      case HALF_OPEN -> BreakerStateEvent.HALF_OPEN;
      case CLOSED, DISABLED, METRICS_ONLY -> BreakerStateEvent.CLOSED;
    };
  }
}
