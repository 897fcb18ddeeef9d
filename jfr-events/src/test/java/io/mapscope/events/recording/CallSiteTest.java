package io.mapscope.events.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stacks from the innermost frame on. */
class CallSiteTest {

  private static final String MAP = "org.maps.LongMap";

  @Test
  void whatCallsAMapOfTheJdkIsTheFirstFrameOutsideOfTheJdk() {
    assertThat(site("java.util.HashMap", "java.util.HashMap", "java.util.HashSet", "a.Shop"))
        .isEqualTo("a.Shop");
    assertThat(site(null, "io.mapscope.map.InstrumentedMap", "a.Shop$$Lambda/1", "a.Shop"))
        .isEqualTo("a.Shop");
    assertThat(site("java.util.HashMap", "java.util.HashMap", null, "java.lang.Thread")).isNull();
  }

  @Test
  void theMapItsNestedClassesAndThePackageBesideItAreNoCallers() {
    assertThat(site(MAP, MAP, MAP + "$Values", "org.maps.AbstractMap", "java.util.Map", "a.Shop"))
        .isEqualTo("a.Shop");
    assertThat(site(MAP, MAP, "org.maps.LongMapUser", "a.Shop")).isEqualTo("a.Shop");
  }

  @Test
  void packagesBelowThatOfTheMapAreOthers() {
    assertThat(site("acme.LongMap", "acme.LongMap", "acme.shop.Cart", "acme.Main"))
        .isEqualTo("acme.shop.Cart");
    assertThat(site(MAP, MAP, "org.mapsandmore.Cart")).isEqualTo("org.mapsandmore.Cart");
  }

  @Test
  void aProgramThatIsAllInThePackageOfItsMapCallsItByTheNextFrame() {
    assertThat(site("acme.LongMap", "acme.LongMap", "acme.LongMap$Sub", "acme.Cart", "acme.Main"))
        .isEqualTo("acme.Cart");
  }

  @Test
  void theUnnamedPackageIsNoLibrary() {
    assertThat(site("LongMap", "LongMap", "LongMap$Sub", "Cart", "Main")).isEqualTo("Cart");
    assertThat(site("LongMap", "LongMap", "acme.Cart")).isEqualTo("acme.Cart");
  }

  private static String site(String map, String... frames) {
    List<String> types = Arrays.asList(frames);
    int found = CallSite.find(types.size(), types::get, map);
    return found < 0 ? null : types.get(found);
  }
}
