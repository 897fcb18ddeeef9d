/**
 * Flame graphs of growth.
 *
 * <p>A tour: {@link io.mapscope.flame.TickAlignment} brings what two recorders wrote into one file
 * onto one clock.
 */
package io.mapscope.flame;
