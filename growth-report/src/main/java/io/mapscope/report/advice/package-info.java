/**
 * What to do about each map, and the recording's verdict in a sentence.
 *
 * <p>{@link io.mapscope.report.advice.Advisor} holds the rules, one method each; an {@link
 * io.mapscope.report.advice.Advice} says why, how sure, and what it promises.
 */
package io.mapscope.report.advice;
