/**
 * A hash map that grows in small steps and tells of each of them.
 *
 * <p>A tour: {@link io.mapscope.map.InstrumentedMap} is the map. Behind it stand, from the outside
 * to the inside: its views ({@code View}), whose iterators and spliterators are a {@code Walk}
 * through the table, or a {@link io.mapscope.map.MapCursor} where Go's {@link
 * io.mapscope.map.IterationRules} were chosen; {@code Table}, the lookup, the assignment and the
 * delete of Go's classic runtime map; {@code Growth}, one growth under way, which evacuates chain
 * by chain; {@code Chunk} and {@code OverflowBucket}, where the entries lie; {@code Tophash}, the
 * state of a slot in a byte and the tricks with eight of them in a word; and {@code MapRecorder},
 * which counts and commits the events of one map.
 *
 * <p>The algorithm is that of the Go runtime up to 1.23, step for step, as told by the comments of
 * {@code src/runtime/map.go}; the layout is not, see {@code Chunk}.
 */
package io.mapscope.map;
