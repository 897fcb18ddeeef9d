package io.mapscope.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command has left behind, run within the test.
 *
 * @param status its exit status
 * @param out standard output
 * @param err standard error
 */
record Outcome(int status, String out, String err) {

  static Outcome of(Object... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine mapscope =
        Mapscope.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] words = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      words[i] = args[i].toString();
    }
    int status = mapscope.execute(words);
    return new Outcome(status, out.toString(), err.toString());
  }
}
