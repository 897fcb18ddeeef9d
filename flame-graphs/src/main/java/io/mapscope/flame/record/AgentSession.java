package io.mapscope.flame.record;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import io.mapscope.attach.AttachException;
import io.mapscope.attach.TargetProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Properties;

/**
 * A recording by async-profiler, which also runs one of Flight Recorder and appends its own chunk
 * to that one's file.
 *
 * <p>Implementation note. What the agent has to say goes to a log in the private folder instead of
 * the program's output.
 */
final class AgentSession implements Session {

  private final TargetProcess target;
  private final String library;
  private final Path file;
  private final Path log;

  private AgentSession(TargetProcess target, String library, Path folder) {
    this.target = target;
    this.library = library;
    this.file = folder.resolve(LeftOvers.RECORDING);
    this.log = folder.resolve("agent.log");
  }

  static AgentSession start(
      TargetProcess target, RecordingPlan plan, PrivateFolder folder, VirtualMachine jvm)
      throws IOException {
    Properties properties = jvm.getSystemProperties();
    Path unpacked =
        NativeLibrary.unpack(
            folder.path, properties.getProperty("os.name"), properties.getProperty("os.arch"));
    Path settings =
        Files.writeString(
            folder.path.resolve("mapscope.jfc"), Settings.of(plan, Engine.ASYNC_PROFILER));
    UserPrincipal owner = target.owner().orElse(null);
    folder.give(unpacked, owner);
    folder.give(settings, owner);
    // A library is never unloaded; loading it again by the same path, even if the file is gone,
    // gives the same one, another path a second one, with its own idea of what is running.
    String library = target.loadedLibrary("libasyncProfiler").orElse(unpacked.toString());
    AgentSession session = new AgentSession(target, library, folder.path);
    session.execute(
        jvm, AgentOptions.start(plan, session.file, settings, session.log), "cannot record");
    return session;
  }

  @Override
  public void stop() throws IOException {
    if (target.isAlive()) {
      VirtualMachine jvm = target.attach();
      try {
        execute(jvm, AgentOptions.STOP + ",log=" + log, "cannot stop the recording of");
      } catch (AttachException failure) {
        // By its own limit: the file is there.
        if (!AgentOptions.saysEnded(said()) || !Files.exists(file)) {
          throw failure;
        }
      } finally {
        jvm.detach();
      }
    }
  }

  @Override
  public Path file() {
    return file;
  }

  private void execute(VirtualMachine jvm, String options, String what) throws IOException {
    try {
      jvm.loadAgentPath(library, options);
    } catch (AgentLoadException e) {
      throw new AttachException(
          "process "
              + target.pid()
              + " cannot load async-profiler ("
              + AttachException.reason(e)
              + "); its folder for temporary files must allow to execute: set"
              + " MAPSCOPE_OPTS=-Djava.io.tmpdir=FOLDER to another",
          e);
    } catch (AgentInitializationException e) {
      throw refused(what, e);
    }
  }

  private AttachException refused(String what, AgentInitializationException cause)
      throws IOException {
    String said = said();
    if (said.contains("already started")) {
      return new AttachException(
          "process "
              + target.pid()
              + " is being profiled by async-profiler already; stop that first, with 'asprof stop "
              + target.pid()
              + "', or wait for its end",
          cause);
    }
    return new AttachException(
        what
            + " process "
            + target.pid()
            + ": async-profiler says '"
            + said
            + "'; on JDK 25 record with --engine flight-recorder, which does without it",
        cause);
  }

  private String said() throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return lines.isEmpty() ? "no reason given" : lines.get(lines.size() - 1);
  }
}
