package io.mapscope.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.bugpatterns.BugChecker;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** The check as those who have it get it: found by Error Prone itself, and on from the start. */
class ShippedCheckTest {

  @TempDir Path classes;

  @Test
  void errorProneFindsTheCheckAsAService() {
    assertThat(ServiceLoader.load(BugChecker.class).stream().map(ServiceLoader.Provider::type))
        .contains(DeleteInLoop.class);
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_17) // Error Prone runs on it only, as in the build.
  void compilerWithErrorProneRefusesTheLoopAndTakesItsCure() {
    assertThat(compile("for (String key : map.keySet()) { map.remove(key); }"))
        .anySatisfy(message -> assertThat(message).contains("[DeleteInLoop]"));
    assertThat(compile("map.keySet().removeIf(String::isEmpty);")).isEmpty();
  }

  /** The errors of javac, with the plug-in of Error Prone and nothing said about this check. */
  private List<String> compile(String statement) {
    String source = "class Loop { void run(java.util.Map<String, Integer> map) { %s } }";
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    boolean compiled =
        compiler
            .getTask(
                null,
                null,
                diagnostics,
                List.of(
                    "-d",
                    classes.toString(),
                    "-XDcompilePolicy=simple",
                    "--should-stop=ifError=FLOW",
                    "-processorpath",
                    System.getProperty("java.class.path"),
                    "-Xplugin:ErrorProne"),
                null,
                List.of(file(source.formatted(statement))))
            .call();
    List<String> errors =
        diagnostics.getDiagnostics().stream()
            .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
            .map(diagnostic -> diagnostic.getMessage(null))
            .toList();
    assertThat(compiled).as("errors: %s", errors).isEqualTo(errors.isEmpty());
    return errors;
  }

  private static JavaFileObject file(String source) {
    return new SimpleJavaFileObject(URI.create("string:///Loop.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source;
      }
    };
  }
}
