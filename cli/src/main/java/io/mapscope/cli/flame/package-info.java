/** {@code mapscope flame}: flame graphs of the growths in a recording. */
package io.mapscope.cli.flame;
