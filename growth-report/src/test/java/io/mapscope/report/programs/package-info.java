/** Small programs as people have them, to be recorded, advised, and recorded again. */
package io.mapscope.report.programs;
