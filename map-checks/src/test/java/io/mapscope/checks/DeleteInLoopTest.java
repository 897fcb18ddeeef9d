package io.mapscope.checks;

import com.google.errorprone.CompilationTestHelper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles each loop, and looks where the check has something to say. */
class DeleteInLoopTest {

  private static final String FLAG = "// BUG: Diagnostic contains: DeleteInLoop\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (String k : map.keySet()) { !map.remove(k); }",
        "for (String k : map.keySet()) !map.remove(k);",
        "for (String k : (map.keySet())) { if (k.isEmpty()) { !map.remove(k); } }",
        "for (Integer v : map.values()) { !map.remove(\"a\", v); }",
        "for (Map.Entry<String, Integer> e : map.entrySet()) { !map.remove(e.getKey()); }",
        "for (String k : map.keySet()) { !map.clear(); }",
        "for (String k : map.keySet()) { !map.keySet().remove(k); }",
        "for (String k : map.keySet()) { !map.values().removeIf(v -> v > 1); }",
        "for (String k : map.keySet()) { !this.map.remove(k); }",
        "for (String k : this.map.keySet()) { !map.entrySet().clear(); }",
        "for (String k : own.keySet()) { !own.remove(k); }",
        "for (String k : tree.navigableKeySet()) {} for (String k : tree.keySet()) { !tree.remove(k); }",
        // Left, but not for sure, or not this loop.
        "for (String k : map.keySet()) { !map.remove(k); if (k.isEmpty()) { continue; } break; }",
        "for (String k : map.keySet()) { !map.remove(k); if (k.isEmpty()) { break; } }",
        "for (String k : map.keySet()) { for (int i = 0; ; i++) { !map.remove(k); break; } }",
        "for (String k : map.keySet()) { switch (k) { default: !map.remove(k); break; } }",
      })
  void deleteIsFlagged(String loop) {
    compile(loop);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (String k : map.keySet()) { map.remove(k); break; }",
        "for (String k : map.keySet()) { if (k.isEmpty()) { map.remove(k); return; } }",
        "for (String k : map.keySet()) { if (k.isEmpty()) { map.remove(k); } break; }",
        "for (String k : map.keySet()) { map.remove(k); throw new IllegalStateException(k); }",
        "for (String k : map.keySet()) { take(map.remove(k)); return; }",
        "all: for (String k : map.keySet()) { for (;;) { map.remove(k); break all; } }",
        "for (String k : other.keySet()) { map.remove(k); }",
        "for (String k : new java.util.ArrayList<>(map.keySet())) { map.remove(k); }",
        "for (String k : java.util.Set.copyOf(map.keySet())) { map.remove(k); }",
        "for (String k : map.keySet()) { map.put(k, 1); }",
        "for (String k : map.keySet()) { names.remove(k); }",
        "for (String k : map.keySet()) { later(() -> map.remove(k)); }",
        "for (String k : shared.keySet()) { shared.remove(k); }",
        "for (var i = map.keySet().iterator(); i.hasNext(); i.next()) { i.remove(); }",
        "map.keySet().removeIf(String::isEmpty);",
      })
  void whatIsInOrderIsNot(String loop) {
    compile(loop);
  }

  private static void compile(String loop) {
    List<String> lines = new ArrayList<>();
    lines.add("import java.util.*;");
    lines.add("import java.util.concurrent.*;");
    lines.add("class Example {");
    lines.add("  Map<String, Integer> map = new HashMap<>();");
    lines.add("  Map<String, Integer> other = new HashMap<>();");
    lines.add("  Own own = new Own();");
    lines.add("  TreeMap<String, Integer> tree = new TreeMap<>();");
    lines.add("  ConcurrentMap<String, Integer> shared = new ConcurrentHashMap<>();");
    lines.add("  List<String> names = new ArrayList<>();");
    lines.add("  static class Own extends HashMap<String, Integer> {}");
    lines.add("  void take(Integer value) {}");
    lines.add("  void later(Runnable task) {}");
    lines.add("  void loop() {");
    lines.addAll(List.of(loop.replace("!", "\n" + FLAG).split("\n")));
    lines.add("  }");
    lines.add("}");
    CompilationTestHelper.newInstance(DeleteInLoop.class, DeleteInLoopTest.class)
        .addSourceLines("Example.java", lines.toArray(String[]::new))
        .doTest();
  }
}
