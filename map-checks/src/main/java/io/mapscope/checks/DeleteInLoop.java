package io.mapscope.checks;

import static com.google.errorprone.matchers.Description.NO_MATCH;
import static com.google.errorprone.matchers.Matchers.allOf;
import static com.google.errorprone.matchers.Matchers.anyOf;
import static com.google.errorprone.matchers.Matchers.instanceMethod;
import static com.google.errorprone.matchers.Matchers.not;

import com.google.errorprone.BugPattern;
import com.google.errorprone.BugPattern.SeverityLevel;
import com.google.errorprone.VisitorState;
import com.google.errorprone.bugpatterns.BugChecker;
import com.google.errorprone.bugpatterns.BugChecker.EnhancedForLoopTreeMatcher;
import com.google.errorprone.matchers.Description;
import com.google.errorprone.matchers.Matcher;
import com.google.errorprone.util.ASTHelpers;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;

/**
 * Finds deletes from a map in an enhanced for loop over the keys, values or entries of the same
 * map.
 *
 * <p>Implementation note. The loop's next step fails with a {@link
 * java.util.ConcurrentModificationException}, if the map notices, so a delete is in order only if
 * no step follows: see {@link LoopExit}. Puts are not looked at, as one that updates is in order.
 * Maps are the same if they are the same variable; lambdas and classes in the loop may run at
 * another time and are left out, and so are maps that are made for sharing, whose iterators do not
 * fail.
 */
@BugPattern(
    summary =
        "Deleting from a map in a loop over it fails at the next step; use removeIf on the view, or"
            + " an iterator and its remove",
    severity = SeverityLevel.ERROR)
public final class DeleteInLoop extends BugChecker implements EnhancedForLoopTreeMatcher {

  private static final long serialVersionUID = 1;

  private static final String MAP = "java.util.Map";

  private static final Matcher<ExpressionTree> VIEW =
      allOf(
          instanceMethod().onDescendantOf(MAP).namedAnyOf("keySet", "values", "entrySet"),
          not(instanceMethod().onDescendantOf("java.util.concurrent.ConcurrentMap")));

  private static final Matcher<ExpressionTree> DELETE_BY_MAP =
      instanceMethod().onDescendantOf(MAP).namedAnyOf("remove", "clear");

  private static final Matcher<ExpressionTree> DELETE_BY_VIEW =
      instanceMethod()
          .onDescendantOf("java.util.Collection")
          .namedAnyOf("remove", "removeAll", "removeIf", "retainAll", "clear");

  private static final Matcher<ExpressionTree> DELETE = anyOf(DELETE_BY_MAP, DELETE_BY_VIEW);

  /** Made by Error Prone. */
  public DeleteInLoop() {}

  @Override
  public Description matchEnhancedForLoop(EnhancedForLoopTree loop, VisitorState state) {
    ExpressionTree over = ASTHelpers.stripParentheses(loop.getExpression());
    if (!VIEW.matches(over, state)) {
      return NO_MATCH;
    }
    ExpressionTree map = ASTHelpers.getReceiver(over);
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
        if (DELETE.matches(call, state)
            && isSame(map, deletedFrom(call, state))
            && !LoopExit.follows(getCurrentPath(), loop)) {
          state.reportMatch(describeMatch(call));
        }
        return super.visitMethodInvocation(call, null);
      }

      @Override
      public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
        return null;
      }

      @Override
      public Void visitClass(ClassTree type, Void unused) {
        return null;
      }
    }.scan(new TreePath(state.getPath(), loop.getStatement()), null);
    return NO_MATCH;
  }

  /** The map that a delete is about, null for the object whose code this is. */
  private static ExpressionTree deletedFrom(MethodInvocationTree call, VisitorState state) {
    ExpressionTree receiver = ASTHelpers.getReceiver(call);
    if (receiver == null || DELETE_BY_MAP.matches(call, state)) {
      return receiver;
    }
    ExpressionTree view = ASTHelpers.stripParentheses(receiver);
    return VIEW.matches(view, state) ? ASTHelpers.getReceiver(view) : view;
  }

  private static boolean isSame(ExpressionTree one, ExpressionTree other) {
    if (isThis(one) || isThis(other)) {
      return isThis(one) && isThis(other);
    }
    return ASTHelpers.sameVariable(one, other);
  }

  private static boolean isThis(ExpressionTree tree) {
    return tree == null
        || (tree instanceof IdentifierTree name && name.getName().contentEquals("this"));
  }
}
