/** A program that profiles the growth of its own maps. */
package io.mapscope.examples.growth;
