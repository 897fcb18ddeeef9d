package io.mapscope.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/**
 * A change to a good dashboard that breaks one rule.
 *
 * @param rule the rule
 * @param what says what is changed
 * @param change changes the dashboard in place
 */
record Mutation(Rule rule, String what, Consumer<ObjectNode> change) {

  @Override
  public String toString() {
    return rule + ": " + what;
  }
}
