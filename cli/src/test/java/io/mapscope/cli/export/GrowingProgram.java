package io.mapscope.cli.export;

import io.mapscope.map.InstrumentedMap;
import java.io.IOException;
import java.util.Map;

/** Makes a map and uses it until its input ends. */
final class GrowingProgram {

  private GrowingProgram() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Map<Long, Long> map = InstrumentedMap.<Long, Long>builder().name("growing").build();
    System.out.println("ready");
    for (long key = 0; System.in.available() == 0; key++) {
      map.put(key, key);
      Thread.sleep(1);
    }
  }
}
