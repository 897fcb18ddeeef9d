package io.mapscope.cli.demo;

import io.mapscope.cli.demo.DemoReport.GrowthFigures;
import io.mapscope.cli.demo.DemoReport.LongestStall;
import io.mapscope.cli.demo.DemoReport.MapFigures;
import io.mapscope.cli.demo.DemoReport.PauseFigures;
import java.util.List;

/** A report with figures that are easy to recognise; made up, for tests only. */
final class SampleReport {

  private SampleReport() {}

  static DemoReport of(MapFigures... maps) {
    return new DemoReport(
        "mapscope 9.9.9",
        "2026-01-02T03:04:05Z",
        "mapscope demo --seconds 1 --entries 1000",
        new Machine("Linux amd64", "</script><b>&", 2, 3L << 30, "JVM 17", List.of("-Xmx3g")),
        1,
        List.of(maps),
        List.of("events: 5 received, 0 lost, 0 not understood"));
  }

  static MapFigures hashMap() {
    return map("HashMap", 537_000_000, "growth", 40.4);
  }

  static MapFigures instrumentedMap(long stallNanos, String cause) {
    return map("InstrumentedMap", stallNanos, cause, 20.5);
  }

  private static MapFigures map(String label, long stallNanos, String cause, double bytes) {
    return new MapFigures(
        "sessions-" + label,
        label,
        "example." + label,
        10,
        1_230_000,
        new DemoReport.Operations(20_007_936, 10_002_179, 8_003_578, 7_600_000, 2_002_179),
        8_000_000,
        20,
        bytes,
        new DemoReport.Latency(531, 1_954, 73_450, stallNanos),
        new LongestStall(stallNanos, 7.5, "put", cause, cause.equals("growth") ? 20 : 0),
        List.of(
            new GrowthFigures(
                20, 7.4, 8, 8_388_608, 16_777_216, 6_291_456, 1, stallNanos, stallNanos, "load")),
        List.of(new PauseFigures(1.5, 12_000_000)),
        List.of(
            new DemoReport.PercentilePoint(50, 531),
            new DemoReport.PercentilePoint(100, stallNanos)),
        new DemoReport.Windows(
            0.05,
            List.of(5L, 0L),
            List.of(500L, 0L),
            List.of(900L, 0L),
            List.of(950L, stallNanos)));
  }
}
