/**
 * The command {@code mapscope}.
 *
 * <p>A tour: {@link io.mapscope.cli.Mapscope} reads the arguments and turns what comes of them into
 * an exit status. Each command has a package of its own, {@code demo}, {@code export} and {@code
 * watch}; what they share is in {@code command}.
 */
package io.mapscope.cli;
