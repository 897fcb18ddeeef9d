package io.mapscope.checks;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.util.List;
import javax.lang.model.element.Name;

/**
 * Whether a loop is left after a statement in it, before it takes another step.
 *
 * <p>Implementation note. What is looked for is a {@code break}, {@code return} or {@code throw}
 * that follows the statement in one of the blocks around it, with no {@code continue} in between.
 * Leaving in every branch of an {@code if} is not understood: such code is flagged.
 */
final class LoopExit {

  private LoopExit() {}

  static boolean follows(TreePath from, EnhancedForLoopTree loop) {
    Tree inner = from.getLeaf();
    for (TreePath path = from; path.getLeaf() != loop; path = path.getParentPath()) {
      Tree tree = path.getLeaf();
      if (tree instanceof ReturnTree || tree instanceof ThrowTree) {
        return true;
      }
      List<? extends StatementTree> statements = statements(tree);
      if (statements != null) {
        int next = statements.indexOf(inner) + 1;
        if (leaves(
            statements.subList(next, statements.size()),
            breakLeaves(path, loop),
            label(path, loop))) {
          return true;
        }
      }
      inner = tree;
    }
    return false;
  }

  private static List<? extends StatementTree> statements(Tree tree) {
    if (tree instanceof BlockTree block) {
      return block.getStatements();
    }
    return tree instanceof CaseTree group ? group.getStatements() : null;
  }

  private static boolean leaves(
      List<? extends StatementTree> statements, boolean breakLeaves, Name label) {
    for (StatementTree statement : statements) {
      if (statement instanceof ReturnTree || statement instanceof ThrowTree) {
        return true;
      }
      if (statement instanceof BreakTree exit) {
        return exit.getLabel() == null ? breakLeaves : exit.getLabel().equals(label);
      }
      if (mayContinue(statement)) {
        return false;
      }
    }
    return false;
  }

  private static boolean mayContinue(StatementTree statement) {
    return Boolean.TRUE.equals(
        new TreeScanner<Boolean, Void>() {
          @Override
          public Boolean visitContinue(ContinueTree found, Void unused) {
            return true;
          }

          @Override
          public Boolean reduce(Boolean one, Boolean other) {
            return Boolean.TRUE.equals(one) || Boolean.TRUE.equals(other);
          }
        }.scan(statement, null));
  }

  /** Whether a {@code break} without a label, right in a block, leaves the loop. */
  private static boolean breakLeaves(TreePath block, EnhancedForLoopTree loop) {
    TreePath at = block;
    while (at.getLeaf() != loop && !catchesBreak(at.getLeaf())) {
      at = at.getParentPath();
    }
    return at.getLeaf() == loop;
  }

  private static Name label(TreePath path, EnhancedForLoopTree loop) {
    TreePath at = path;
    while (at.getLeaf() != loop) {
      at = at.getParentPath();
    }
    return at.getParentPath().getLeaf() instanceof LabeledStatementTree labeled
        ? labeled.getLabel()
        : null;
  }

  private static boolean catchesBreak(Tree tree) {
    return tree instanceof ForLoopTree
        || tree instanceof EnhancedForLoopTree
        || tree instanceof WhileLoopTree
        || tree instanceof DoWhileLoopTree
        || tree instanceof SwitchTree;
  }
}
