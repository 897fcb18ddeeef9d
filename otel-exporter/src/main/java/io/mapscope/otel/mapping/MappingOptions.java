package io.mapscope.otel.mapping;

import java.util.function.Predicate;

/**
 * What the user decides about the mapping.
 *
 * @param nameLimit how many names of maps are told apart
 * @param names which names may be told; all others are folded
 * @param share share of the traces begun by the mapping that are sampled, from 0 to 1; beside the
 *     SDK's own sampler
 * @param keepFromNanos a growth of which one step took as long is kept whatever a sampler says;
 *     {@link Long#MAX_VALUE} for none
 */
public record MappingOptions(
    int nameLimit, Predicate<String> names, double share, long keepFromNanos) {

  /**
   * All names, no sampling of its own.
   *
   * @param nameLimit how many names of maps are told apart
   * @return the options
   */
  public static MappingOptions named(int nameLimit) {
    return new MappingOptions(nameLimit, name -> true, 1, Long.MAX_VALUE);
  }
}
