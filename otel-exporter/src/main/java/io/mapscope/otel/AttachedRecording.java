package io.mapscope.otel;

import io.mapscope.otel.source.AttachedJvm;
import java.io.IOException;
import java.util.Objects;
import jdk.jfr.consumer.EventStream;

/**
 * A recording in another JVM of this host, for those who want its events and no telemetry.
 *
 * <p>It is bounded in age and size. One that was left by a program that was killed is stopped by
 * the next that attaches. All methods may be called from any thread.
 */
public final class AttachedRecording implements AutoCloseable {

  private final AttachedJvm jvm;

  private AttachedRecording(AttachedJvm jvm) {
    this.jvm = jvm;
  }

  /**
   * Attaches to a JVM and starts a recording in it. Takes a second or two.
   *
   * @param pid its process id
   * @param settings text of a settings file of Flight Recorder, not null
   * @return the recording, to be closed
   * @throws ExportException when there is no such process, it is no JVM, or does not let us in
   */
  public static AttachedRecording start(long pid, String settings) throws ExportException {
    AttachedJvm jvm = new AttachedJvm(pid);
    try {
      jvm.start(Objects.requireNonNull(settings, "settings"));
    } catch (IOException e) {
      throw new ExportException(e.getMessage(), e);
    }
    return new AttachedRecording(jvm);
  }

  /**
   * The events from the start of the recording on, some second late.
   *
   * @return a stream that is not started, to be closed before the recording
   * @throws ExportException when the JVM's repository cannot be read
   */
  public EventStream open() throws ExportException {
    try {
      return jvm.open();
    } catch (IOException e) {
      throw new ExportException(
          "its recording cannot be read: " + e.getMessage() + "; run this as the user of the JVM",
          e);
    }
  }

  /**
   * Whether the JVM runs.
   *
   * @return false when it has ended
   */
  public boolean isAlive() {
    return !jvm.isGone();
  }

  /** Stops the recording, if the JVM is there. Idempotent. */
  @Override
  public void close() {
    jvm.close();
  }
}
