package io.mapscope.map.guarded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.mapscope.map.GrowWork;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.map.Preparable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Grow work of guarded maps that is done ahead. */
class PreparedGuardTest {

  private static final int BEFORE = 3_000;
  private static final int RUSH = 50_000;
  private static final int STRIPES = 16;

  private static int prepareAll(Preparable map, int entries) {
    int calls = 1;
    while (map.prepare(entries)) {
      calls++;
    }
    return calls;
  }

  private static void put(ConcurrentMap<Integer, Integer> map, int from, int to) {
    IntStream.range(from, to).forEach(i -> map.put(i, i));
  }

  /** Growths are counted where the map is behind one guard. */
  private static InstrumentedMap<?, ?> behind(ConcurrentMap<?, ?> map) {
    return ((GuardedMap<?, ?>) map).observed();
  }

  @ParameterizedTest
  @EnumSource(names = {"ONE_LOCK", "READ_WRITE", "OWNER_THREAD"})
  void putsThatWerePreparedForDoNoGrowWork(Guard guard) {
    ConcurrentMap<Integer, Integer> map =
        guard.around(InstrumentedMap.<Integer, Integer>builder().seed(1));
    put(map, 0, BEFORE);
    assertThat(prepareAll((Preparable) map, RUSH)).as("slices").isGreaterThan(10);
    int work = GrowWork.of(behind(map));
    assertThat(GrowWork.isUnderWay(behind(map))).isFalse();
    put(map, BEFORE, BEFORE + RUSH);
    assertThat(GrowWork.of(behind(map))).isEqualTo(work);
    assertThat(map).hasSize(BEFORE + RUSH);
    Guard.close(map);
  }

  @ParameterizedTest
  @EnumSource(names = {"COPY_ON_WRITE", "READ_MOSTLY"})
  void mapsThatCopyForReadersAreNotPrepared(Guard guard) {
    assertThat(guard.around(InstrumentedMap.<Integer, Integer>builder()))
        .isNotInstanceOf(Preparable.class);
  }

  private static StripedMap<Integer, Integer> striped(
      List<InstrumentedMap<Integer, Integer>> stripes, int number) {
    return new StripedMap<>(
        number,
        () -> {
          InstrumentedMap<Integer, Integer> map =
              InstrumentedMap.<Integer, Integer>builder().seed(stripes.size()).build();
          stripes.add(map);
          return map;
        });
  }

  private static List<Integer> work(List<? extends InstrumentedMap<?, ?>> stripes) {
    return stripes.stream().map(GrowWork::of).toList();
  }

  @Test
  void noStripeDoesGrowWorkThatWasPrepared() {
    List<InstrumentedMap<Integer, Integer>> stripes = new ArrayList<>();
    StripedMap<Integer, Integer> map = striped(stripes, STRIPES);
    put(map, 0, BEFORE);
    assertThat(prepareAll(map, RUSH)).as("slices").isGreaterThan(2 * STRIPES);
    assertThat(stripes).noneMatch(GrowWork::isUnderWay);
    List<Integer> work = work(stripes);
    put(map, BEFORE, BEFORE + RUSH);
    assertThat(work(stripes)).isEqualTo(work);
    assertThat(map).hasSize(BEFORE + RUSH);
  }

  @Test
  void eachCallWorksOnOneStripeAndOnAnotherThanTheLast() {
    List<InstrumentedMap<Integer, Integer>> stripes = new ArrayList<>();
    StripedMap<Integer, Integer> map = striped(stripes, STRIPES);
    put(map, 0, BEFORE);
    List<Integer> worked = new ArrayList<>();
    boolean more = true;
    while (more) {
      List<Integer> before = work(stripes);
      more = map.prepare(RUSH);
      List<Integer> after = work(stripes);
      List<Integer> changed =
          IntStream.range(0, STRIPES)
              .filter(i -> !before.get(i).equals(after.get(i)))
              .boxed()
              .toList();
      assertThat(changed).hasSizeLessThanOrEqualTo(1);
      worked.addAll(changed);
    }
    assertThat(worked.subList(0, STRIPES)).doesNotHaveDuplicates();
  }

  @Test
  void roundBeginsAnewWhenMoreIsAskedFor() {
    List<InstrumentedMap<Integer, Integer>> stripes = new ArrayList<>();
    StripedMap<Integer, Integer> map = striped(stripes, STRIPES);
    prepareAll(map, 100);
    for (int i = 1; i < STRIPES; i++) {
      assertThat(map.prepare(100)).isTrue(); // One stripe was not looked at.
    }
    prepareAll(map, RUSH);
    List<Integer> work = work(stripes);
    put(map, 0, RUSH);
    assertThat(work(stripes)).isEqualTo(work);
  }

  @Test
  void largerNumberBeginsTheRoundAnewAlsoWhereThereIsNoWork() {
    StripeRounds rounds = new StripeRounds(3);
    assertThat(rounds.step(100, (stripe, share) -> false)).isTrue();
    assertThat(rounds.step(100, (stripe, share) -> false)).isTrue();
    assertThat(rounds.step(1_000, (stripe, share) -> false)).isTrue();
    assertThat(rounds.step(100, (stripe, share) -> share < 333)).as("for the larger").isTrue();
    assertThat(rounds.step(100, (stripe, share) -> share < 333)).isFalse();
  }

  @Test
  void shareHasAMarginButNeverMoreThanAll() {
    assertThat(StripeRounds.share(0, 64)).isZero();
    assertThat(StripeRounds.share(1_000_000, 1)).isEqualTo(1_000_000);
    assertThat(StripeRounds.share(1_000_000, 64)).isBetween(16_200, 16_300);
    assertThat(StripeRounds.share(3, 64)).isEqualTo(3);
    assertThat(StripeRounds.share(Integer.MAX_VALUE, 2)).isPositive();
  }

  @ParameterizedTest
  @EnumSource(names = {"ONE_LOCK", "READ_WRITE", "STRIPED", "OWNER_THREAD"})
  void negativeNumberIsRefused(Guard guard) {
    ConcurrentMap<Integer, Integer> map =
        guard.around(InstrumentedMap.<Integer, Integer>builder().seed(1));
    assertThatIllegalArgumentException().isThrownBy(() -> ((Preparable) map).prepare(-1));
    Guard.close(map);
  }
}
