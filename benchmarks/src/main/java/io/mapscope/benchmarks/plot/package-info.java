/** What the pictures of the results are drawn with. */
package io.mapscope.benchmarks.plot;
