package io.mapscope.cli.export;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * A {@link GrowingProgram} in which the first exporter that begins its mark is not answered before
 * it is dead: so it can be killed between a mark's start and its end.
 */
final class MarkHoldingProgram implements FlightRecorderListener {

  private static final Pattern MARK = Pattern.compile("mapscope-mark-(\\d+)-.*");

  private final AtomicBoolean held = new AtomicBoolean();

  private MarkHoldingProgram() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    FlightRecorder.addListener(new MarkHoldingProgram());
    GrowingProgram.main(args);
  }

  @Override
  public void recordingStateChanged(Recording recording) {
    Matcher mark = MARK.matcher(recording.getName());
    if (recording.getState() == RecordingState.RUNNING
        && mark.matches()
        && held.compareAndSet(false, true)) {
      System.out.println("held " + recording.getName());
      ProcessHandle.of(Long.parseLong(mark.group(1))).ifPresent(gone -> gone.onExit().join());
    }
  }
}
