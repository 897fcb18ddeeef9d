package io.mapscope.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.mapscope.otel.ExportSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

  @Test
  void tellsWhatWasDroppedAndWhy() {
    ExportSummary summary =
        new ExportSummary(
            Map.of("mapscope.Growth", 1200L),
            Map.of("gap", 3L),
            0,
            0,
            List.of(),
            Map.of(),
            0,
            List.of(
                new ExportSummary.Destination("/tmp/x/spans.jsonl", 40, 0, 0, null),
                new ExportSummary.Destination("http://h:4318", 0, 30, 10, "Connection refused")),
            List.of(new ExportSummary.Destination("http://h:4318", 0, 7, 0, "Connection refused")));

    assertThat(Deliveries.lines(summary))
        .containsExactly(
            "events: 1,200 received, 3 lost, 0 not understood",
            "spans to spans.jsonl: 40 exported, 0 failed, 0 dropped",
            "spans to http://h:4318: 0 exported, 30 failed, 10 dropped (Connection refused)",
            "metrics to http://h:4318: 0 exported, 7 failed, 0 dropped (Connection refused)");
  }
}
