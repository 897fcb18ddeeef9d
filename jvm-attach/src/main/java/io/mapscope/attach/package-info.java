/**
 * Attaching to another JVM of this host.
 *
 * <p>A tour: a {@link io.mapscope.attach.TargetProcess} is another JVM, once all was asked that can
 * be asked without touching it. It tells its system properties, takes diagnostic commands as the
 * JDK's {@code jcmd} does, and can be attached to. What goes wrong is an {@link
 * io.mapscope.attach.AttachException} of one line.
 */
package io.mapscope.attach;
