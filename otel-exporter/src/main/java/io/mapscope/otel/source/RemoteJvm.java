package io.mapscope.otel.source;

import io.mapscope.events.RecordingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongFunction;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import jdk.jfr.consumer.EventStream;
import jdk.management.jfr.FlightRecorderMXBean;
import jdk.management.jfr.RecordingInfo;
import jdk.management.jfr.RemoteRecordingStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JVM elsewhere, by JMX.
 *
 * <p>Implementation note. The JDK's remote stream downloads the chunks into a folder. It is used
 * for that only, and the folder is read like the repository of a JVM here: so the same code decides
 * which JVM it is, how time is told and when all has been read. When the exporter is killed, the
 * recording there keeps to its bounds. The next exporter closes it if it runs where the other has;
 * else the JVM does, after some hours (200 minutes in JDK 25) without a call. The stream does not
 * tell which recording is its own, and other clients may make theirs at any time; so ours is found
 * by a setting that nobody else has.
 */
public final class RemoteJvm extends LiveSource {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteJvm.class);

  // A mark takes as long as two calls.
  private static final Duration LONGEST_MARK = Duration.ofMinutes(1);

  /** Of no event, so nothing is recorded by it. */
  private static final String OWNER = "mapscope.Exporter#name";

  private final String recordingName = RecordingNames.export();
  private final JmxAddress address;
  private final Credentials credentials;
  private JMXConnector connector;
  private FlightRecorderMXBean recorder;
  private Path folder;
  private RemoteRecordingStream download;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean gone;

  /**
   * A JVM that is not recorded yet.
   *
   * @param address where it can be reached
   * @param credentials or null
   */
  RemoteJvm(JmxAddress address, Credentials credentials) {
    this.address = address;
    this.credentials = credentials;
  }

  @Override
  void start(RecordingSettings settings) throws IOException {
    connector = address.connect(credentials);
    try {
      MBeanServerConnection connection = connector.getMBeanServerConnection();
      recorder =
          JMX.newMXBeanProxy(
              connection,
              new ObjectName(FlightRecorderMXBean.MXBEAN_NAME),
              FlightRecorderMXBean.class);
      closeLeftOver();
      folder = Files.createTempDirectory("mapscope-jmx");
      download = new RemoteRecordingStream(connection, folder);
      download.setMaxAge(MAX_AGE);
      download.setMaxSize(MAX_BYTES);
      Map<String, String> owned = new HashMap<>(settings.configuration().getSettings());
      owned.put(OWNER, recordingName);
      download.setSettings(owned);
      recorder.setRecordingOptions(ownRecording(connection), bounds(recordingName));
      download.onClose(() -> gone = true);
      download.onFlush(this::standStill);
      download.startAsync();
    } catch (IOException | JMException | RuntimeException failure) {
      close();
      throw new SourceException(
          address
              + " lets nothing be recorded ("
              + SourceException.reason(failure)
              + "); see that the user may write and that the JVM has Flight Recorder",
          failure);
    }
  }

  /**
   * In JDK 17 the stream deletes what it has read itself, whatever its bounds. So it does not get
   * beyond its first batch, and what is deleted is what goes beyond the bounds.
   */
  private void standStill() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeLeftOver() throws IOException {
    for (RecordingInfo recording : recorder.getRecordings()) {
      if (RecordingNames.isLeftOver(recording.getName())) {
        recorder.closeRecording(recording.getId());
      }
    }
  }

  /**
   * To be bounded there, as the stream bounds only what is downloaded. The JDK's {@code
   * RecordingInfo} loses the settings of a recording on the way, so this reads what was sent.
   */
  private long ownRecording(MBeanServerConnection connection) throws IOException, JMException {
    ObjectName name = new ObjectName(FlightRecorderMXBean.MXBEAN_NAME);
    for (CompositeData recording : (CompositeData[]) connection.getAttribute(name, "Recordings")) {
      CompositeData owner = ((TabularData) recording.get("settings")).get(new Object[] {OWNER});
      if (owner != null && owner.containsValue(recordingName)) {
        return (long) recording.get("id");
      }
    }
    throw new IllegalStateException("its recording is not to be found");
  }

  private static Map<String, String> bounds(String name) {
    return Map.of(
        "name", name, "maxAge", MAX_AGE.toSeconds() + " s", "maxSize", Long.toString(MAX_BYTES));
  }

  @Override
  EventStream open() throws IOException {
    EventStream stream = EventStream.openRepository(folder);
    // Whatever is there, by whatever clock; JDK 17 takes 0 for "none".
    stream.setStartTime(Instant.EPOCH.plusSeconds(1));
    return stream;
  }

  @Override
  Path repository() {
    return folder;
  }

  /**
   * By the start of a recording of nothing, which Flight Recorder's clock tells, as it does the
   * times of events. What a JVM says of its start and uptime is up to a quarter of a second ahead
   * when the machine was busy at its start: then the mark that follows seemed to be an older one.
   */
  @Override
  Instant now() throws IOException {
    return whileRecorded(RecordingNames.mark(), Map.of(), this::startOf);
  }

  private Instant startOf(long recording) {
    return recorder.getRecordings().stream()
        .filter(each -> each.getId() == recording)
        .map(each -> Instant.ofEpochMilli(each.getStartTime()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("its recording is not to be found"));
  }

  @Override
  void mark(String name) throws IOException {
    Map<String, String> settings =
        Map.of(
            LiveExport.MARK_EVENT + "#enabled",
            "true",
            LiveExport.MARK_EVENT + "#period",
            "beginChunk");
    whileRecorded(name, settings, recording -> recording);
  }

  private <T> T whileRecorded(String name, Map<String, String> settings, LongFunction<T> asked)
      throws IOException {
    try {
      long recording = recorder.newRecording();
      try {
        // The connection may be lost before it is closed; without bounds it would keep all chunks.
        Map<String, String> options = new HashMap<>(bounds(name));
        options.put("duration", LONGEST_MARK.toSeconds() + " s");
        recorder.setRecordingOptions(recording, options);
        recorder.setRecordingSettings(recording, settings);
        recorder.startRecording(recording);
        return asked.apply(recording);
      } finally {
        recorder.closeRecording(recording);
      }
    } catch (RuntimeException e) {
      // What a connection that is lost throws through the proxy.
      throw new IOException(e);
    }
  }

  @Override
  boolean isGone() {
    return gone;
  }

  @Override
  void close() {
    closing.countDown();
    try {
      if (download != null) {
        download.close();
      }
      if (connector != null) {
        connector.close();
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("Connection to {} was lost already", address, e);
    } finally {
      deleteFolder();
    }
  }

  private void deleteFolder() {
    if (folder == null) {
      return;
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.debug("{} cannot be removed", folder, e);
    }
  }
}
