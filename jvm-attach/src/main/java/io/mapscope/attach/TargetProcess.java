package io.mapscope.attach;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Another JVM of this host. Immutable, so for any thread.
 *
 * <p>Implementation note. Attaching sends SIGQUIT, which ends a process that does not handle it and
 * is not answered by one of another user or in another container. So what {@code /proc} can tell is
 * asked first; where there is no {@code /proc} the JDK's own answer has to do. To handle SIGQUIT is
 * not enough, as shells and servers do; nor is to have loaded a JVM, which under {@code -Xrs} or in
 * its first moments does not. One under {@code -Xrs} listens from its start, and gets no signal as
 * long as its socket is there.
 */
public final class TargetProcess {

  private static final Path SOCKETS = Path.of("/tmp");

  private final ProcessHandle process;
  private final String otherWay;
  private final ProcFolder proc;

  private TargetProcess(ProcessHandle process, String otherWay, ProcFolder proc) {
    this.process = process;
    this.otherWay = otherWay;
    this.proc = proc;
  }

  /**
   * Finds a process and sees that it is a JVM that lets us in, as far as can be told without
   * sending it anything.
   *
   * @param pid its id
   * @param otherWay what else the user can do when attaching is impossible, as it ends a sentence:
   *     "connect by JMX"
   * @return the JVM
   * @throws AttachException when there is no such process, it is this one, another user's, in a
   *     container, no JVM, or one that lets nobody attach; or when this runs without the module
   *     {@code jdk.attach}
   */
  public static TargetProcess of(long pid, String otherWay) throws AttachException {
    Objects.requireNonNull(otherWay, "otherWay");
    ProcFolder self = ProcFolder.ofThisProcess();
    try {
      return of(pid, otherWay, ProcFolder.of(pid), self.exists() ? self.owner() : null);
    } catch (AttachException e) {
      throw e;
    } catch (IOException e) {
      throw new AttachException(
          String.format(
              "process %d cannot be looked at (%s); see whether it still runs",
              pid, AttachException.reason(e)),
          e);
    }
  }

  /** For tests, which can neither be another user nor be in a container. */
  static TargetProcess of(long pid, String otherWay, ProcFolder proc, UserPrincipal self)
      throws IOException {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .orElseThrow(
                () ->
                    new AttachException(
                        "there is no process " + pid + "; 'jcmd -l' lists the JVMs that run"));
    if (process.equals(ProcessHandle.current())) {
      throw new AttachException(
          "process "
              + pid
              + " is this one; observe it from within, by MapTelemetry or GrowthProfiler");
    }
    TargetProcess target = new TargetProcess(process, otherWay, proc);
    if (proc.exists()) {
      target.demandAttachable(self);
    }
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      throw new AttachException(
          "the module jdk.attach is missing here; run this by a JDK and not by a JRE, with"
              + " --add-modules jdk.attach if the program is a module");
    }
    return target;
  }

  private void demandAttachable(UserPrincipal self) throws IOException {
    String owner = proc.owner().getName();
    if (!owner.equals(self.getName()) && !self.getName().equals("root")) {
      throw new AttachException(
          String.format(
              "process %d belongs to %s and this runs as %s; run it as that user: sudo -u %s",
              pid(), owner, self.getName(), owner));
    }
    if (proc.seesOtherFilesThan(ProcFolder.ofThisProcess())) {
      throw new AttachException(
          String.format(
              "process %d runs in a container; run this inside of it, or %s", pid(), otherWay));
    }
    if (!proc.hasJvm()) {
      throw new AttachException(
          "process " + pid() + " is no JVM; 'jcmd -l' lists the JVMs of this user");
    }
    if (!proc.handlesQuit() && !Files.exists(socket(pid()))) {
      throw new AttachException(
          String.format(
              "process %d does not let anybody attach (SIGQUIT would end it: it has only just"
                  + " started, or with -Xrs); try again, or %s",
              pid(), otherWay));
    }
  }

  /** Where the JVM of a process listens for those who attach, once somebody has. */
  static Path socket(long pid) {
    return SOCKETS.resolve(".java_pid" + pid);
  }

  /**
   * Its id.
   *
   * @return as given
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Whether it still runs.
   *
   * @return false once it has ended, also when its id has been given to another process
   */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * To whom it belongs.
   *
   * @return the user, or empty where {@code /proc} does not tell
   * @throws IOException when it has ended
   */
  public Optional<UserPrincipal> owner() throws IOException {
    return proc.exists() ? Optional.of(proc.owner()) : Optional.empty();
  }

  /**
   * The path by which it has loaded a native library, even if the file is gone.
   *
   * @param name how the name of its file begins, not null
   * @return the path, or empty when it is not loaded or {@code /proc} does not tell
   */
  public Optional<String> loadedLibrary(String name) {
    try {
      return proc.library(name);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * A system property, as it is now. Attaches for it.
   *
   * @param name its name, not null
   * @return its value, not null
   * @throws AttachException when it cannot be attached to, or has no such property
   * @throws IOException when it ends meanwhile
   */
  public String property(String name) throws IOException {
    return Attachment.property(pid(), otherWay, Objects.requireNonNull(name, "name"));
  }

  /**
   * Attaches.
   *
   * @return the JVM, to be detached in any case
   * @throws AttachException when it cannot be attached to
   */
  public VirtualMachine attach() throws AttachException {
    return Attachment.open(pid(), otherWay);
  }

  /**
   * Has it execute a diagnostic command, in about half a second and what the command takes. Goes on
   * in a thread that is interrupted, for what stops a recording must not be cut short.
   *
   * @param patience how long to wait at most, not null; the command itself is not taken back
   * @param command the command and its arguments, at least one
   * @return what it has printed, without the line that repeats the process id; many commands report
   *     failures only there
   * @throws AttachException when it refuses the command, does not answer in time, or there is no
   *     {@code jcmd} beside the {@code java} that runs this
   * @throws IOException when no process can be started
   */
  public String jcmd(Duration patience, String... command) throws IOException {
    return new Jcmd(pid(), patience).run(command);
  }
}
