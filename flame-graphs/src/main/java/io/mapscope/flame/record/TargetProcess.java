package io.mapscope.flame.record;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Another JVM, before anything is done to it.
 *
 * <p>Implementation note. Attaching sends SIGQUIT, which ends a process that is no JVM and is not
 * answered by one of another user or in another container. So what {@code /proc} can tell is asked
 * first; where there is no {@code /proc} the JDK's own answer has to do.
 */
final class TargetProcess {

  private static final Path PROC = Path.of("/proc");

  final long pid;
  private final Path proc;

  private TargetProcess(long pid, Path proc) {
    this.pid = pid;
    this.proc = proc;
  }

  static TargetProcess of(long pid) throws AttachException {
    try {
      Path self = PROC.resolve("self");
      UserPrincipal user = Files.isDirectory(self) ? Files.getOwner(self.toRealPath()) : null;
      return of(pid, PROC.resolve(Long.toString(pid)), user);
    } catch (IOException e) {
      throw new AttachException("cannot tell the own user from /proc: " + e, e);
    }
  }

  /** For tests, which can neither be another user nor be in a container. */
  static TargetProcess of(long pid, Path proc, UserPrincipal self) throws AttachException {
    TargetProcess target = new TargetProcess(pid, proc);
    if (ProcessHandle.of(pid).isEmpty()) {
      throw new AttachException("there is no process " + pid + "; 'jps -l' lists the JVMs");
    }
    if (pid == ProcessHandle.current().pid()) {
      throw new AttachException(
          "process " + pid + " is this one; use GrowthProfiler to record it from within");
    }
    if (Files.isDirectory(proc)) {
      target.check(self);
    }
    return target;
  }

  private void check(UserPrincipal self) throws AttachException {
    try {
      UserPrincipal owner = Files.getOwner(proc);
      if (!owner.equals(self) && !self.getName().equals("root")) {
        throw new AttachException(
            "process "
                + pid
                + " belongs to "
                + owner.getName()
                + "; run mapscope as that user: sudo -u "
                + owner.getName()
                + " mapscope record "
                + pid);
      }
      if (isElsewhere()) {
        throw new AttachException(
            "process "
                + pid
                + " runs in a container; run mapscope inside of it, or start the program with the"
                + " flags of 'mapscope record --print-flags'");
      }
      if (maps().noneMatch(line -> line.contains("/libjvm."))) {
        throw new AttachException(
            "process " + pid + " is no JVM; 'jps -l' lists the JVMs of this user");
      }
    } catch (IOException e) {
      throw new AttachException(
          "process " + pid + " cannot be looked at (" + e.getMessage() + "); is it still running?",
          e);
    }
  }

  /** Whether it sees other files than this process does. */
  private boolean isElsewhere() throws IOException {
    Path there = proc.resolve("ns/mnt");
    Path here = PROC.resolve("self/ns/mnt");
    return Files.exists(there, LinkOption.NOFOLLOW_LINKS)
        && Files.exists(here, LinkOption.NOFOLLOW_LINKS)
        && !Files.readSymbolicLink(there).equals(Files.readSymbolicLink(here));
  }

  UserPrincipal owner() throws IOException {
    return Files.isDirectory(proc) ? Files.getOwner(proc) : null;
  }

  /**
   * The path by which async-profiler's library was loaded before, by whomever. A library is never
   * unloaded; loading it again by the same path, even if the file is gone, gives the same one,
   * while another path would give a second one, with its own idea of what is running.
   */
  Optional<String> loadedAgent() {
    try {
      return maps()
          .filter(line -> line.contains("/libasyncProfiler"))
          .map(line -> line.substring(line.indexOf('/')).replace(" (deleted)", "").strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Stream<String> maps() throws IOException {
    Path maps = proc.resolve("maps");
    List<String> lines = Files.exists(maps) ? Files.readAllLines(maps) : List.of();
    return lines.stream();
  }

  boolean isAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Attaches; to be detached in any case. */
  VirtualMachine attach() throws AttachException {
    try {
      return VirtualMachine.attach(Long.toString(pid));
    } catch (AttachNotSupportedException e) {
      throw new AttachException(
          "process "
              + pid
              + " does not let anybody attach ("
              + firstLine(e)
              + "); start it without -XX:+DisableAttachMechanism, or with the flags of"
              + " 'mapscope record --print-flags'",
          e);
    } catch (IOException e) {
      throw new AttachException(
          "cannot attach to process " + pid + " (" + firstLine(e) + "); is it still running?", e);
    }
  }

  static String firstLine(Throwable problem) {
    return String.valueOf(problem.getMessage()).lines().findFirst().orElse("no reason given");
  }
}
