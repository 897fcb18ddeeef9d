/**
 * {@code mapscope demo}: the problem and the cure, side by side.
 *
 * <p>A tour: {@link io.mapscope.cli.demo.DemoCommand} reads the options, {@code Demo} is the course
 * of events. {@code SessionLoad} is the load, on the {@code Sessions} made before; {@code MapRun}
 * puts it on one {@code Contender} after the other and measures by {@code LatencyWindows} and
 * {@code Footprint}; {@code HashMapWatch} tells the growths of the map that cannot tell them. What
 * comes out is a {@code DemoReport}, joined from the measurements and the {@code RecordedTimeline}
 * and shown by {@code ComparisonTable} and {@code HtmlPage}.
 */
package io.mapscope.cli.demo;
