package io.mapscope.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {

  @Test
  void escapesWhatHtmlReadsAsMarkup() {
    assertThat(Html.text("<script>'a' & \"b\"</script>"))
        .isEqualTo("&lt;script&gt;&#39;a&#39; &amp; &quot;b&quot;&lt;/script&gt;");
  }

  @Test
  void showsCharactersThatCannotBeSeen() {
    assertThat(Html.text("a\u0000b\u202ec\n")).isEqualTo("a\\u0000b\\u202ec\\u000a");
    assertThat(Html.text("half \ud800 \ud83d\ude00")).isEqualTo("half \uFFFD \ud83d\ude00");
  }
}
