/** x. */
package io.mapscope.report;
