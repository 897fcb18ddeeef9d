package io.mapscope.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterTry;

/**
 * Generated sequences of operations in each of which one call of user code (hashCode or equals of a
 * key or a value, a function, a predicate, a consumer) throws, or comes back to the map and reads
 * or changes it.
 *
 * <p>Afterwards the table is whole. What threw an exception has thrown that one, and what was
 * changed under an operation may have thrown {@link ConcurrentModificationException}, nothing else.
 * Each key has the value that it had before or the one that the operation gives it, or what the
 * user code did to it; an operation on one key that throws has done nothing.
 */
@AddLifecycleHook(GeneratedTestSettings.class)
class HostileUserCodeTest {

  /** An operation and what befalls it. */
  record Attack(Step step, Hostility hostility) {}

  @Provide
  Arbitrary<StartState> starts() {
    return StartState.any();
  }

  @Provide
  Arbitrary<List<Attack>> attacks() {
    return Combinators.combine(Step.any(HostileUserCodeTest::ofOneChange), Hostility.any())
        .as(Attack::new)
        .list()
        .ofMaxSize(GeneratedTestSettings.STEPS);
  }

  /** Leaves out those that give a key two values in turn, and streams, which count themselves. */
  private static boolean ofOneChange(MapOperation operation) {
    return operation != MapOperation.HELD_ENTRY
        && operation != MapOperation.FAIL_FAST
        && operation != MapOperation.STREAM;
  }

  @Property
  void nothingIsLost(
      @ForAll HashQuality quality,
      @ForAll("starts") StartState start,
      @ForAll Pacings pacing,
      @ForAll long seed,
      @ForAll("attacks") List<Attack> attacks) {
    InstrumentedMap<Probe, Probe> map = start.make(pacing.builder(seed), quality::key);
    for (int i = 0; i < attacks.size(); i++) {
      Attack attack = attacks.get(i);
      new Case(map, quality, attack.step(), i, attack.hostility()).run();
    }
  }

  @AfterTry
  void disarm() {
    Probe.disarm();
  }

  /** One attacked operation. */
  private static final class Case {
    private final InstrumentedMap<Probe, Probe> map;
    private final HashQuality quality;
    private final Step step;
    private final Hostility hostility;
    private final Arguments arguments;
    private final Map<Probe, Probe> before;
    private final Map<Probe, Probe> after;
    private final Map<Probe, Probe> afterClear = new HashMap<>();
    private final Object expected;
    private boolean struck;
    private RuntimeException thrown;
    private Object actual;

    Case(
        InstrumentedMap<Probe, Probe> map,
        HashQuality quality,
        Step step,
        int number,
        Hostility hostility) {
      this.map = map;
      this.quality = quality;
      this.step = step;
      this.hostility = hostility;
      this.arguments = step.arguments(quality, number);
      this.before = new HashMap<>(map);
      this.after = new HashMap<>(map);
      this.expected = step.operation().on(after, arguments);
      step.operation().on(afterClear, arguments);
    }

    void run() {
      act();
      Invariants.check(map);
      Map<Probe, Probe> content = new HashMap<>();
      map.forEach((key, value) -> assertThat(content.put(key, value)).as("twice").isNull());
      assertThat(content).hasSize(map.size());
      checkOutcome();
      if (!content.equals(map)) {
        assertThat(content).isEqualTo(map);
      }
      checkContent(content);
    }

    private void act() {
      int[] calls = {0};
      Probe.hook(
          () -> {
            if (calls[0]++ == hostility.call()) {
              struck = true;
              hostility.strike(map, quality);
            }
          });
      try {
        actual = step.operation().on(map, arguments);
      } catch (Hostility.Thrown | ConcurrentModificationException e) {
        thrown = e;
      } finally {
        Probe.disarm();
      }
    }

    private void checkOutcome() {
      boolean answerHolds =
          !struck
              || hostility.deed().harmless()
              || (step.operation().single && arguments.number() != hostility.number());
      if (!struck) {
        assertThat(thrown).as(text("thrown by")).isNull();
      } else if (hostility.deed() == Hostility.Deed.THROW) {
        assertThat(thrown).as(text("thrown by")).isInstanceOf(Hostility.Thrown.class);
      } else if (thrown != null) {
        assertThat(thrown)
            .as(text("thrown by"))
            .isInstanceOf(ConcurrentModificationException.class);
        assertThat(hostility.deed()).as(text("deed")).isNotEqualTo(Hostility.Deed.READ);
      }
      if (thrown == null
          && answerHolds
          && hostility.deed() != Hostility.Deed.CLEAR
          && !Objects.equals(actual, expected)) {
        assertThat(actual).as(text("answer of")).isEqualTo(expected);
      }
    }

    private void checkContent(Map<Probe, Probe> content) {
      Map<Probe, Probe> all = new HashMap<>(before);
      all.putAll(after);
      all.putAll(content);
      all.put(quality.key(hostility.number()), null);
      for (Probe key : all.keySet()) {
        Object now = state(content, key);
        if (!allowed(key, now)) {
          assertThat(now)
              .as(text(key + " was " + state(before, key) + " before"))
              .isEqualTo(state(after, key));
        }
      }
    }

    private boolean allowed(Probe key, Object now) {
      boolean struckChange = struck && !hostility.deed().harmless();
      boolean own = struckChange && Arguments.numberOf(key) == hostility.number();
      if (own && !confirmed()) {
        return true; // The operation may have met it before or after.
      }
      if (now.equals(state(after, key)) && !nothingDone()) {
        return true;
      }
      if (now.equals(state(before, key)) && partly() && !(own && confirmed())) {
        return true;
      }
      if (!struckChange) {
        return false;
      }
      return switch (hostility.deed()) {
        case PUT -> own && now.equals(Hostility.value());
        case REMOVE -> own && now.equals(ABSENT);
        default -> now.equals(ABSENT) || now.equals(state(afterClear, key));
      };
    }

    /** Whether an operation on one key has given up. */
    private boolean nothingDone() {
      return thrown != null && step.operation().single;
    }

    /** Whether some keys may be as they were. */
    private boolean partly() {
      return thrown != null || (struck && !hostility.deed().harmless());
    }

    /** Whether the deed stands, as the operation was about another key. */
    private boolean confirmed() {
      return step.operation().single && arguments.number() != hostility.number();
    }

    private static final String ABSENT = "absent";

    private static Object state(Map<Probe, Probe> content, Probe key) {
      if (!content.containsKey(key)) {
        return ABSENT;
      }
      Probe value = content.get(key);
      return value == null ? "null" : value;
    }

    private String text(String what) {
      return what + " " + step + " with " + hostility;
    }
  }
}
