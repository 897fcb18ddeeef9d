/** {@code mapscope report}: a recording as one page to read. */
package io.mapscope.cli.report;
