package io.mapscope.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeysTest {

  @ParameterizedTest
  @EnumSource
  void copiesAreEqualButOtherObjectsAndAbsentKeysAreAbsent(KeyKind kind) {
    Keys keys = Keys.of(kind, 100, 250);

    assertThat(keys.stored).doesNotHaveDuplicates().isEqualTo(Keys.stored(kind, 100));
    assertThat(keys.same).hasSize(300);
    assertThat(Arrays.copyOf(keys.same, 100))
        .containsExactlyInAnyOrder(keys.stored)
        .isNotEqualTo(keys.stored);
    assertThat(keys.equal).isEqualTo(keys.same);
    for (int i = 0; i < keys.equal.length; i++) {
      assertThat(keys.equal[i]).isNotSameAs(keys.same[i]);
    }
    assertThat(keys.absent).hasSize(300).doesNotContain(keys.stored);
  }
}
