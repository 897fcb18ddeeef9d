/**
 * Recording the growth of maps that nobody instrumented.
 *
 * <p>A tour: a {@link io.mapscope.flame.record.RecordingPlan} says which {@link
 * io.mapscope.flame.record.TracedMethod methods} of maps are traced, from which duration on, and
 * what is sampled beside them. An {@link io.mapscope.flame.record.AttachedRecording} carries it out
 * in another JVM, by one of two {@link io.mapscope.flame.record.Engine engines}, and leaves that
 * JVM as it was; {@link io.mapscope.flame.record.StartupFlags} tells how to have the same from the
 * start of a JVM. What goes wrong is an {@link io.mapscope.attach.AttachException} of one line.
 */
package io.mapscope.flame.record;
