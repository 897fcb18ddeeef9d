/** {@code mapscope export}: the spans and metrics of a recording, at their original times. */
package io.mapscope.cli.export;
