/**
 * Checks for Error Prone about the use of maps; {@link io.mapscope.checks.DeleteInLoop} is one.
 *
 * <p>The compiler finds them as a service when this artifact is on its annotation processor path.
 */
package io.mapscope.checks;
