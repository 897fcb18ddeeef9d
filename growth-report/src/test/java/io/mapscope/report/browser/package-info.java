/** The page in a real browser. */
package io.mapscope.report.browser;
