/** {@code mapscope record}: the growth of the maps of another JVM, instrumented or not. */
package io.mapscope.cli.record;
