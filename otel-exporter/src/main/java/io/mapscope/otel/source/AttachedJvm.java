package io.mapscope.otel.source;

import io.mapscope.attach.TargetProcess;
import io.mapscope.events.RecordingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import jdk.jfr.consumer.EventStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another JVM on this host, by its process id.
 *
 * <p>Implementation note. A recording of ours is started in it by a diagnostic command, and its
 * repository read from disk. The recording's name tells which exporter it belongs to. One whose
 * exporter is gone, which was killed, is stopped by the next exporter that attaches; until then its
 * bounds of age and size hold.
 */
public final class AttachedJvm extends LiveSource {

  private static final Logger LOG = LoggerFactory.getLogger(AttachedJvm.class);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final long pid;
  private final String recordingName = RecordingNames.export();
  private TargetProcess target;
  private Path repository;
  private Instant begin;
  private volatile boolean recording;

  /**
   * A JVM that is not recorded yet.
   *
   * @param pid its process id
   */
  public AttachedJvm(long pid) {
    this.pid = pid;
  }

  @Override
  void start(RecordingSettings settings) throws IOException {
    start(settings.text());
  }

  /**
   * Starts the recording.
   *
   * @param settings text of a settings file of Flight Recorder
   * @throws IOException when it cannot be started; the message is one line
   */
  public void start(String settings) throws IOException {
    target = TargetProcess.of(pid, "connect by JMX");
    // Whether it lets us in is said in one line here; jcmd would say it in many.
    target.property("java.version");
    stopLeftOver();
    Path file = Files.createTempFile("mapscope", ".jfc");
    try {
      Files.writeString(file, settings);
      // Temporary files are for their owner only; root may attach to everybody's JVM.
      if (!file.toFile().setReadable(true, false)) {
        LOG.debug("{} is readable by its owner only", file);
      }
      begin = Instant.now();
      recording = true;
      demandStarted(
          jcmd(
              "JFR.start",
              "name=" + recordingName,
              "settings=" + file,
              "disk=true",
              "maxage=" + MAX_AGE.toSeconds() + "s",
              "maxsize=" + MAX_BYTES));
      repository = Path.of(target.property("jdk.jfr.repository"));
      demandReadable();
    } catch (IOException | RuntimeException failure) {
      close();
      throw failure;
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void demandStarted(String answer) throws IOException {
    if (!answer.contains("Started recording")) {
      throw new SourceException(
          String.format(
              "process %d cannot start a recording: %s",
              pid, answer.lines().findFirst().orElse("no reason told")));
    }
  }

  private void demandReadable() throws IOException {
    if (!Files.isReadable(repository)) {
      throw new SourceException(
          String.format(
              "the recording of process %d is in %s, which cannot be read from here;"
                  + " run this where the process runs, as its user, or connect by JMX",
              pid, repository));
    }
  }

  private String jcmd(String... command) throws IOException {
    return target.jcmd(PATIENCE, command);
  }

  private void stopLeftOver() throws IOException {
    for (String left : RecordingNames.leftOver(jcmd("JFR.check"))) {
      jcmd("JFR.stop", "name=" + left);
    }
  }

  @Override
  public EventStream open() throws IOException {
    EventStream stream = EventStream.openRepository(repository);
    stream.setStartTime(begin);
    return stream;
  }

  @Override
  Path repository() {
    return repository;
  }

  /** Without a duration, as for a recording that has one the JVM writes a file at its end. */
  @Override
  void mark(String name) throws IOException {
    jcmd(
        "JFR.start",
        "name=" + name,
        "settings=none",
        "disk=true",
        "maxage=" + MAX_AGE.toSeconds() + "s",
        "maxsize=" + MAX_BYTES,
        "+" + LiveExport.MARK_EVENT + "#enabled=true",
        "+" + LiveExport.MARK_EVENT + "#period=beginChunk");
    jcmd("JFR.stop", "name=" + name);
  }

  @Override
  public boolean isGone() {
    return !target.isAlive();
  }

  @Override
  public void close() {
    if (!recording || isGone()) {
      return;
    }
    recording = false;
    try {
      jcmd("JFR.stop", "name=" + recordingName);
    } catch (IOException e) {
      if (!isGone()) {
        LOG.warn("The recording {} goes on in process {}: {}", recordingName, pid, e.getMessage());
      }
    }
  }
}
