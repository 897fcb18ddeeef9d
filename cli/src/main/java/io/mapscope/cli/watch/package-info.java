/**
 * {@code mapscope watch}: a live table of the maps in another JVM.
 *
 * <p>A tour: {@link io.mapscope.cli.watch.WatchCommand} attaches, gives the stream of events to
 * {@code WatchedMaps}, and each second shows their rows, on a terminal as a table that keys sort
 * ({@code LiveScreen}, {@code MapTable}, {@code SortColumn}), in a pipe as lines ({@code
 * PlainLines}).
 */
package io.mapscope.cli.watch;
