package io.mapscope.report.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LargestArraysTest {

  private static final String NODE = "java.util.HashMap$Node";

  private final LargestArrays arrays = new LargestArrays();

  /**
   * Events of async-profiler need not come in the order of time; a server's last table was lost.
   */
  @Test
  void arrayOfAGrowthIsFoundBehindLaterOnes() {
    arrays.took(1, NODE, array(20, 1 << 22));
    arrays.took(1, NODE, array(40, 64));
    arrays.took(1, NODE, array(50, 64));
    assertThat(arrays.within(1, 10, 30, JdkTable.HASH_MAP)).isEqualTo(array(20, 1 << 22));
    assertThat(arrays.within(2, 10, 30, JdkTable.HASH_MAP)).isEqualTo(LargestArrays.Array.NONE);
  }

  @Test
  void arrayOfAnythingElseIsNoTable() {
    arrays.took(1, NODE, array(20, 1 << 22));
    arrays.took(1, "java.lang.Object", array(25, 1 << 24));
    assertThat(arrays.within(1, 10, 30, JdkTable.HASH_MAP)).isEqualTo(array(20, 1 << 22));
    assertThat(arrays.within(1, 10, 30, JdkTable.IDENTITY_HASH_MAP)).isEqualTo(array(25, 1 << 24));
    assertThat(arrays.within(1, 10, 30, null)).isEqualTo(LargestArrays.Array.NONE);
  }

  @Test
  void namesOfArraysAreReadAsBothRecordersWriteThem() {
    assertThat(LargestArrays.element("[Ljava/util/HashMap$Node;")).isEqualTo(NODE);
    assertThat(LargestArrays.element("java.util.HashMap$Node[]")).isEqualTo(NODE);
    assertThat(LargestArrays.element("[B")).isEmpty();
    assertThat(LargestArrays.element("[[Ljava.lang.Object;")).isEmpty();
    assertThat(LargestArrays.element("java.lang.Object")).isEmpty();
  }

  @Test
  void exactSizesAreBetterThanSampledOnes() {
    LargestArrays.Array sampled = new LargestArrays.Array(20, 1 << 24, false);
    arrays.took(1, NODE, array(20, 1 << 22));
    arrays.took(1, NODE, sampled);
    assertThat(arrays.within(1, 10, 30, JdkTable.HASH_MAP)).isEqualTo(array(20, 1 << 22));
    assertThat(arrays.within(1, 20, 20, JdkTable.HASH_MAP)).isEqualTo(array(20, 1 << 22));
  }

  @Test
  void eightAreKeptOfAThread() {
    for (long nanos = 1; nanos <= 9; nanos++) {
      arrays.took(1, NODE, array(nanos, nanos));
    }
    assertThat(arrays.within(1, 1, 1, JdkTable.HASH_MAP)).isEqualTo(LargestArrays.Array.NONE);
    assertThat(arrays.within(1, 2, 2, JdkTable.HASH_MAP)).isEqualTo(array(2, 2));
  }

  private static LargestArrays.Array array(long nanos, long bytes) {
    return new LargestArrays.Array(nanos, bytes, true);
  }
}
