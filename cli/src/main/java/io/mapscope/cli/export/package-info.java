/** {@code mapscope export}: the spans and metrics of running JVMs and of recordings. */
package io.mapscope.cli.export;
