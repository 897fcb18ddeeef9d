package io.mapscope.attach;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;

/** Attaching itself, apart from what has to be said where the JDK's module for it is missing. */
final class Attachment {

  private Attachment() {}

  static VirtualMachine open(long pid, String otherWay) throws AttachException {
    try {
      return VirtualMachine.attach(Long.toString(pid));
    } catch (AttachNotSupportedException e) {
      throw new AttachException(
          String.format(
              "process %d does not let anybody attach (%s); start it without"
                  + " -XX:+DisableAttachMechanism, or %s",
              pid, AttachException.reason(e), otherWay),
          e);
    } catch (IOException e) {
      throw new AttachException(explain(pid, AttachException.reason(e)), e);
    }
  }

  /** A JVM that was killed leaves its socket, which is in the way of the next one of its id. */
  private static String explain(long pid, String reason) {
    if (reason.contains("Connection refused")) {
      return String.format(
          "cannot attach to process %d: nobody listens at %s, which another process with this id"
              + " may have left; remove that file if the process still runs",
          pid, TargetProcess.socket(pid));
    }
    return String.format(
        "cannot attach to process %d (%s); see whether it still runs, and run this as its"
            + " user, where it runs",
        pid, reason);
  }

  static String property(long pid, String otherWay, String name) throws IOException {
    VirtualMachine jvm = open(pid, otherWay);
    try {
      String value = jvm.getSystemProperties().getProperty(name);
      if (value == null) {
        throw new AttachException(
            "process " + pid + " has no " + name + "; Mapscope needs a JVM of Java 17 or later");
      }
      return value;
    } finally {
      jvm.detach();
    }
  }
}
