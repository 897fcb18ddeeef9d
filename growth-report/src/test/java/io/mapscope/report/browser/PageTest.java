package io.mapscope.report.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import io.mapscope.map.InstrumentedMap;
import io.mapscope.report.GoldenFile;
import io.mapscope.report.Recorded;
import io.mapscope.report.RecordingReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader does with the page. The pictures lie in {@code target/pages}. */
class PageTest {

  private static final String STACKS =
      """
      main;Catalogue.load;HashMap.put;HashMap.resize 40
      main;Catalogue.load;HashMap.put;HashMap.resize;<b>hashCode</b> 12
      """;
  private static final Map<String, Double> UNITS = Map.of("ns", 1., "µs", 1e3, "ms", 1e6, "s", 1e9);
  private static final Path PICTURES = Path.of("target", "pages");
  private static final String HOSTILE =
      "</script><script>alert(1)</script><img src=x onerror=alert(2)>";

  @TempDir static Path folder;
  private static Chromium chromium;
  private static Path jdkMaps;

  @BeforeAll
  static void start() throws Exception {
    chromium = Chromium.start();
    Files.createDirectories(PICTURES);
    jdkMaps =
        page(
            "jdk-maps",
            RecordingReport.builder()
                .stall(Duration.ofNanos(100_000))
                .flames(window -> Optional.of(STACKS))
                .read(GoldenFile.jdkMaps(folder)));
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @AfterEach
  void noComplaints() {
    assertThat(chromium.complaints()).as("console, dialogs and requests").isEmpty();
  }

  @Test
  void showsTheVerdictTheTimelineAndTheAdvice() {
    Page page = open(jdkMaps, 1280, ColorScheme.LIGHT);
    assertThat(page.locator("h1").innerText()).contains("caused", "stalls over 100\u00a0µs");
    assertThat(page.locator("#chart svg .stem").count()).isPositive();
    assertThat(page.locator("article.map h3").first().innerText()).startsWith("1. ");
    assertThat(page.locator(".advice code").first().innerText()).startsWith("new ");
    assertThat(page.locator("article.map .stack").first().innerText()).contains("java.util.");
    assertThat(page.locator("article.map .history svg").count()).isPositive();
  }

  @Test
  void zoomsByDraggingByButtonsAndByKeys() {
    Page page = open(jdkMaps, 1280, ColorScheme.LIGHT);
    double whole = span(page);
    BoundingBox box = page.locator("#chart svg").boundingBox();
    page.mouse().move(box.x + box.width * 0.3, box.y + 60);
    page.mouse().down();
    page.mouse().move(box.x + box.width * 0.5, box.y + 60);
    page.mouse().up();
    double dragged = span(page);
    assertThat(dragged).isLessThan(whole / 4);
    page.locator("#zoom-in").click();
    assertThat(span(page)).isLessThan(dragged * 0.51);
    page.locator("#chart svg").press("0");
    assertThat(span(page)).isEqualTo(whole);
  }

  @Test
  void explainsTheGrowthUnderTheCursor() {
    Page page = open(jdkMaps, 1280, ColorScheme.LIGHT);
    page.locator("#chart svg").press("ArrowRight");
    assertThat(page.locator("#tip").innerText()).contains("stalled for", "Growth", "slots");
    BoundingBox dot = page.locator("#chart svg .dot").first().boundingBox();
    page.locator("#chart svg").press("Escape");
    assertThat(page.locator("#tip").isVisible()).isFalse();
    page.mouse().move(dot.x + 3.5, dot.y + dot.height - 4);
    assertThat(page.locator("#tip").innerText()).contains("stalled for");
  }

  @Test
  void sortsTheTableByEachColumn() {
    Page page = open(jdkMaps, 1280, ColorScheme.LIGHT);
    Locator buttons = page.locator("#table th button");
    assertThat(buttons.allInnerTexts()).hasSize(11).contains("victims", "slots");
    for (int column = 0; column < buttons.count(); column++) {
      buttons.nth(column).click();
      assertSorted(page, column);
      buttons.nth(column).click();
      assertSorted(page, column);
    }
    int before = page.locator("#table tbody tr").count();
    page.locator("#more").click();
    assertThat(page.locator("#table tbody tr").count()).isGreaterThan(before);
  }

  private static void assertSorted(Page page, int column) {
    Locator head = page.locator("#table th").nth(column);
    boolean down = "descending".equals(head.getAttribute("aria-sort"));
    List<String> cells =
        page.locator("#table tbody tr td:nth-child(" + (column + 1) + ")").allInnerTexts();
    Comparator<String> order =
        head.getAttribute("class") == null
            ? Comparator.comparingDouble(PageTest::value)
            : Comparator.naturalOrder();
    assertThat(cells)
        .as(head.innerText())
        .hasSizeGreaterThan(10)
        .isSortedAccordingTo(down ? order.reversed() : order);
  }

  /** Of a count, a time with its unit, or slots before and after; nothing is none. */
  private static double value(String cell) {
    String last = cell.substring(cell.lastIndexOf('→') + 1).strip().replace(",", "");
    String[] parts = last.split(" ", -1);
    if (!Character.isDigit(last.isEmpty() ? ' ' : last.charAt(0))) {
      return 0;
    }
    return Double.parseDouble(parts[0]) * (parts.length == 1 ? 1 : UNITS.get(parts[1]));
  }

  @Test
  void paperHasAllRowsAndAllDetails() {
    Page page = open(jdkMaps, 1280, ColorScheme.LIGHT);
    int rows = page.locator("#table tbody tr").count();
    int shut = page.locator("details:not([open])").count();
    assertThat(shut).isPositive();
    page.evaluate("dispatchEvent(new Event('beforeprint'))");
    assertThat(page.locator("#table tbody tr").count())
        .isGreaterThan(rows)
        .isEqualTo(
            page.evaluate("JSON.parse(document.getElementById('data').text).growths.length"));
    assertThat(page.locator("details:not([open])").count()).isZero();
    page.evaluate("dispatchEvent(new Event('afterprint'))");
    assertThat(page.locator("#table tbody tr").count()).isEqualTo(rows);
    assertThat(page.locator("details:not([open])").count()).isEqualTo(shut);
  }

  @Test
  void opensTheFlameGraphOfOneGrowth() {
    Page page = open(jdkMaps, 1280, ColorScheme.LIGHT);
    assertThat(page.locator("article .flame svg").count()).isPositive();
    page.locator("td.flames button").first().click();
    Locator frames = page.locator("dialog .flame g");
    assertThat(frames.count()).isEqualTo(6);
    assertThat(frames.allTextContents()).anyMatch(text -> text.contains("<b>hashCode</b>"));
    frames.last().click();
    assertThat(page.locator("dialog .flame g").count()).isEqualTo(1);
  }

  @Test
  void namesStayNames() throws Exception {
    Path recording =
        Recorded.maps(
            folder.resolve("hostile.jfr"),
            () -> {
              InstrumentedMap<Integer, Integer> map =
                  InstrumentedMap.<Integer, Integer>builder().name(HOSTILE).build();
              Thread thread = new Thread(() -> fill(map), HOSTILE);
              thread.start();
              thread.join();
            });
    Path file =
        page(
            "hostile",
            RecordingReport.builder()
                .stall(Duration.ofNanos(1_000))
                .flames(window -> Optional.of(HOSTILE.replace(' ', '_') + " 3\n"))
                .read(recording));
    Page page = open(file, 1280, ColorScheme.LIGHT);
    assertThat(page.locator("article.map h3").first().innerText()).contains(HOSTILE);
    assertThat(page.locator("#table tbody td.wide").first().innerText()).isEqualTo(HOSTILE);
    assertThat(page.locator("img").count()).isZero();
    assertThat(page.locator("script").count()).isEqualTo(2);
  }

  @Test
  void policyLetsNothingLoadAndNoOtherScriptRun() throws Exception {
    String html = Files.readString(jdkMaps);
    Path tampered =
        Files.writeString(
            folder.resolve("tampered.html"),
            html.replace("<main>", "<main><script>document.title = 'run'</script>"));
    Page page = open(tampered, 1280, ColorScheme.LIGHT);
    assertThat(page.title()).startsWith("Mapscope report");
    assertThat(chromium.complaints()).anyMatch(text -> text.contains("Content Security Policy"));
    chromium.complaints().clear();
  }

  @Test
  void fitsAPhoneADarkRoomAndPaper() throws Exception {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      picture(open(jdkMaps, 1280, scheme), "1280-" + scheme.name());
      Page phone = open(jdkMaps, 390, scheme);
      picture(phone, "390-" + scheme.name());
      assertThat(phone.evaluate("document.documentElement.scrollWidth"))
          .as("nothing but tables scrolls sideways")
          .isEqualTo(390);
    }
    Page paper = open(jdkMaps, 794, ColorScheme.DARK);
    paper.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    picture(paper, "print");
    assertThat(paper.pdf().length).isGreaterThan(10_000);
    assertThat(paper.evaluate("getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(255, 255, 255)");
  }

  private static void picture(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(true));
  }

  private static Page open(Path file, int width, ColorScheme scheme) {
    return chromium.open(file, width, 900, scheme);
  }

  private static double span(Page page) {
    Locator svg = page.locator("#chart svg");
    return Double.parseDouble(svg.getAttribute("data-to"))
        - Double.parseDouble(svg.getAttribute("data-from"));
  }

  private static void fill(InstrumentedMap<Integer, Integer> map) {
    for (int i = 0; i < 20_000; i++) {
      map.put(i, i);
    }
  }

  private static Path page(String name, RecordingReport report) throws Exception {
    return Files.writeString(folder.resolve(name + ".html"), report.html());
  }
}
