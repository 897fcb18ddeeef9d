package io.mapscope.otel.source;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Says why a process cannot be attached to, before anything is done to it.
 *
 * <p>Implementation note. Attaching begins with a SIGQUIT, which ends a process that is no JVM. So
 * on Linux the kernel is asked first whether the process handles that signal.
 */
final class AttachCheck {

  private static final Path PROC = Path.of("/proc");

  // Signal 3 is the third bit.
  private static final long SIGQUIT = 1L << 2;

  private AttachCheck() {}

  /** Returns the process when it is a JVM that lets us in. */
  static ProcessHandle demandAttachable(long pid) throws IOException {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .orElseThrow(
                () ->
                    new SourceException(
                        "there is no process " + pid + "; jcmd -l lists the JVMs that run"));
    demandSameUser(pid, process);
    demandSameContainer(pid);
    demandJvm(pid);
    property(pid, "java.version");
    return process;
  }

  /** A system property of the JVM. */
  static String property(long pid, String name) throws IOException {
    try {
      VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
      try {
        String value = jvm.getSystemProperties().getProperty(name);
        if (value == null) {
          throw new SourceException(
              "process " + pid + " has no " + name + "; Mapscope needs a JVM of Java 17 or later");
        }
        return value;
      } finally {
        jvm.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new SourceException(
          String.format(
              "process %d cannot be attached to (%s); start it without"
                  + " -XX:+DisableAttachMechanism, or connect by JMX",
              pid, SourceException.reason(e)),
          e);
    } catch (SourceException e) {
      throw e;
    } catch (IOException e) {
      throw new SourceException(
          String.format(
              "process %d cannot be attached to (%s); run this as its user, where it runs",
              pid, SourceException.reason(e)),
          e);
    }
  }

  private static void demandSameUser(long pid, ProcessHandle process) throws IOException {
    Optional<String> owner = process.info().user();
    Optional<String> self = ProcessHandle.current().info().user();
    if (owner.isPresent()
        && self.isPresent()
        && !owner.equals(self)
        && !self.get().equals("root")) {
      throw new SourceException(
          String.format(
              "process %d belongs to %s and this runs as %s; run it as %s",
              pid, owner.get(), self.get(), owner.get()));
    }
  }

  private static void demandSameContainer(long pid) throws IOException {
    Path theirs = PROC.resolve(Long.toString(pid)).resolve("ns/mnt");
    Path ours = PROC.resolve("self/ns/mnt");
    if (Files.isReadable(theirs)
        && Files.isReadable(ours)
        && !Files.readSymbolicLink(theirs).equals(Files.readSymbolicLink(ours))) {
      throw new SourceException(
          "process " + pid + " runs in a container; run this in the container, or connect by JMX");
    }
  }

  private static void demandJvm(long pid) throws IOException {
    Path status = PROC.resolve(Long.toString(pid)).resolve("status");
    if (!Files.isReadable(status)) {
      return;
    }
    boolean handlesQuit =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigCgt:"))
            .map(line -> Long.parseUnsignedLong(line.substring("SigCgt:".length()).strip(), 16))
            .anyMatch(caught -> (caught & SIGQUIT) != 0);
    if (!handlesQuit) {
      throw new SourceException(
          "process "
              + pid
              + " is no JVM, or one that was started with -Xrs or -XX:+DisableAttachMechanism;"
              + " jcmd -l lists the JVMs that run");
    }
  }
}
