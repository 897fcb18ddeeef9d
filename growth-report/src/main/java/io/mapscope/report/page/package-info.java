/**
 * Writes the page and the advice for machines.
 *
 * <p>{@link io.mapscope.report.page.HtmlPage} fills the template; {@code MapCards} writes the
 * ranked maps, {@code Missing} what is lost, {@code PageData} the figures that the page's own
 * script draws.
 */
package io.mapscope.report.page;
