package io.mapscope.report;

import io.mapscope.report.advice.Advice;
import io.mapscope.report.advice.Advisor;
import io.mapscope.report.advice.Verdict;
import io.mapscope.report.page.AdviceJson;
import io.mapscope.report.page.HtmlPage;
import io.mapscope.report.page.PresizingFile;
import io.mapscope.report.scan.Findings;
import io.mapscope.report.scan.Scan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What a recording tells of maps: a verdict, a page, and advice for machines.
 *
 * <p>Reading takes time in proportion to the recording and memory that does not depend on it; the
 * page holds a bounded number of points. Immutable, once read.
 */
public final class RecordingReport {

  private final String recording;
  private final Findings findings;
  private final List<Advice> advice;
  private final FlameSource flames;

  private RecordingReport(String recording, Findings findings, FlameSource flames) {
    this.recording = recording;
    this.findings = findings;
    this.flames = flames;
    this.advice = new Advisor(findings).all();
  }

  /**
   * A reader with the defaults.
   *
   * @return a new builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Whether the recording holds any event of a map.
   *
   * @return false when there is nothing to report
   */
  public boolean hasMaps() {
    return findings.mapEvents() > 0;
  }

  /**
   * What the recording says, in a sentence.
   *
   * @return one line
   */
  public String verdict() {
    return Verdict.of(findings);
  }

  /**
   * The page: one file that loads nothing.
   *
   * @return HTML
   */
  public String html() {
    return HtmlPage.of(recording, findings, advice, flames);
  }

  /**
   * The advice for machines.
   *
   * @return JSON
   */
  public String adviceJson() {
    return AdviceJson.of(recording, findings, advice);
  }

  /**
   * How many entries the maps reached that grew, for {@code Presizing} of the module {@code
   * instrumented-map}: maps that have a name by it, others by their line.
   *
   * @return the text of a properties file
   */
  public String presizing() {
    return PresizingFile.of(recording, advice);
  }

  /** Collects options, and reads; not thread-safe. */
  public static final class Builder {

    private Duration stall = Duration.ofMillis(1);
    private FlameSource flames = FlameSource.NONE;

    private Builder() {}

    /**
     * From which duration on an operation is a stall.
     *
     * @param threshold positive; a millisecond by default
     * @return this builder
     * @throws IllegalArgumentException when it is not positive
     */
    public Builder stall(Duration threshold) {
      if (threshold.isNegative() || threshold.isZero()) {
        throw new IllegalArgumentException("the least stall must be positive: " + threshold);
      }
      this.stall = threshold;
      return this;
    }

    /**
     * Puts flame graphs of growths into the page.
     *
     * @param source not null
     * @return this builder
     */
    public Builder flames(FlameSource source) {
      this.flames = Objects.requireNonNull(source, "source");
      return this;
    }

    /**
     * Reads a recording.
     *
     * @param recording file of one JVM, not null
     * @return the report of it
     * @throws IOException when the file is missing, empty, cut off or none of Flight Recorder's;
     *     the message is one line that says what to do
     */
    public RecordingReport read(Path recording) throws IOException {
      Findings findings = Scan.of(recording, stall.toNanos());
      return new RecordingReport(String.valueOf(recording.getFileName()), findings, flames);
    }
  }
}
