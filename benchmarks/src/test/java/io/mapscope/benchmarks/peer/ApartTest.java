package io.mapscope.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.events.MapscopeEvents;
import java.lang.reflect.Field;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What must not be shared between maps that are compared. */
class ApartTest {

  @Test
  void loopsAreClassesOfTheirOwn() {
    assertThat(MapLoops.compiledApart().getClass())
        .isNotEqualTo(MapLoops.compiledApart().getClass());
  }

  @Test
  void copiesOfTheLibraryAreClassesOfTheirOwn() {
    assertThat(copy("off").getClass()).isNotEqualTo(copy("off").getClass());
    assertThat(copy("off").getClass().getName())
        .isEqualTo(Peer.INSTRUMENTED_GO.maker().empty().getClass().getName());
  }

  @Test
  void eventsAreOffInOneCopyAndOnInAnother() throws ReflectiveOperationException {
    assertThat(eventsOf(copy("off"))).isFalse();
    assertThat(eventsOf(copy("on"))).isTrue();
    assertThat(System.getProperty(MapscopeEvents.SWITCH)).isNull();
  }

  private static Map<Object, Object> copy(String events) {
    return LibraryCopy.load(InstrumentedMaker.Go.class, Map.of(MapscopeEvents.SWITCH, events))
        .empty();
  }

  private static boolean eventsOf(Map<Object, Object> map) throws ReflectiveOperationException {
    Field enabled =
        map.getClass()
            .getClassLoader()
            .loadClass(MapscopeEvents.class.getName())
            .getField("ENABLED");
    return enabled.getBoolean(null);
  }
}
