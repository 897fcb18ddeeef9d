package io.mapscope.report.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.mapscope.report.GoldenFile;
import io.mapscope.report.RecordingReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a page takes to open, and to answer. {@code -Dmapscope.page=FILE} opens that of a large
 * recording; nothing is judged, only told.
 */
class OpeningTest {

  private static final String PAGE = System.getProperty("mapscope.page");
  private static final Path PICTURE = Path.of("target", "pages", "opened.png");

  @TempDir Path folder;

  @Test
  void opensAndAnswers() throws Exception {
    Path file = PAGE == null ? ofTheGoldenRecording() : Path.of(PAGE).toAbsolutePath();
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.open(file, 1280, 900, ColorScheme.LIGHT);
      double loaded = millis(page, "performance.getEntriesByType('navigation')[0].loadEventEnd");
      double zoomed = millis(page, clicking("#zoom-in"));
      double sorted = millis(page, clicking("#table th button"));
      double drawn = millis(page, clicking("#zoom-all"));
      System.out.printf(
          "page of %,d bytes: loaded after %.0f ms; zoomed in %.0f ms, sorted in %.0f ms, drew all"
              + " in %.0f ms%n",
          Files.size(file), loaded, zoomed, sorted, drawn);
      assertThat(page.locator("#chart svg .stem").count()).isPositive();
      if (page.locator("#growths").isVisible()) { // Else the recording has steps only.
        assertThat(page.locator("#table tbody tr").count()).isPositive();
      }
      assertThat(chromium.complaints()).isEmpty();
      Files.createDirectories(PICTURE.getParent());
      page.screenshot(new Page.ScreenshotOptions().setPath(PICTURE));
    }
  }

  private Path ofTheGoldenRecording() throws Exception {
    RecordingReport report =
        RecordingReport.builder().stall(Duration.ofNanos(100_000)).read(GoldenFile.jdkMaps(folder));
    return Files.writeString(folder.resolve("golden.html"), report.html());
  }

  /** A click and the layout that follows it. */
  private static String clicking(String selector) {
    return "(() => { const begin = performance.now(); document.querySelector('"
        + selector
        + "').click(); document.body.getBoundingClientRect(); return performance.now() - begin;"
        + " })()";
  }

  private static double millis(Page page, String script) {
    return ((Number) page.evaluate(script)).doubleValue();
  }
}
