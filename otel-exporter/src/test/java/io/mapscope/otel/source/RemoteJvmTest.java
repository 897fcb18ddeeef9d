package io.mapscope.otel.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mapscope.events.RecordingSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.management.MBeanServer;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** This JVM as one elsewhere, behind a connection that a test can disturb. */
class RemoteJvmTest {

  private static final String GONE = "-999999999-";

  private JMXConnectorServer server;
  private RemoteJvm jvm;
  private volatile Consumer<String> before = call -> {};
  private volatile Consumer<String> after = call -> {};
  private volatile long uptimeAheadMillis;

  @BeforeEach
  void serve() throws IOException {
    server =
        JMXConnectorServerFactory.newJMXConnectorServer(
            new JMXServiceURL("service:jmx:rmi://"),
            null,
            disturbed(ManagementFactory.getPlatformMBeanServer()));
    server.start();
    jvm = new RemoteJvm(JmxAddress.parse(server.getAddress().toString()), null);
  }

  @AfterEach
  void stop() throws IOException {
    before = call -> {};
    after = call -> {};
    jvm.close();
    server.stop();
    recordings().forEach(Recording::close);
  }

  @Test
  void boundsItsOwnRecordingAndNotOneThatAnotherClientMakesMeanwhile() throws Exception {
    AtomicBoolean made = new AtomicBoolean();
    after =
        call -> {
          if (call.equals("newRecording") && made.compareAndSet(false, true)) {
            new Recording().setName("other");
          }
        };
    jvm.start(RecordingSettings.PRODUCTION);

    assertThat(recording("other").getMaxSize()).isZero();
    assertThat(recording("other").getMaxAge()).isNull();
    assertBounded(recording("mapscope-export-" + ProcessHandle.current().pid()));
  }

  @Test
  void aMarkIsBoundedWhenTheConnectionIsLostBeforeItIsClosed() throws Exception {
    jvm.start(RecordingSettings.PRODUCTION);
    before =
        call -> {
          if (call.equals("closeRecording")) {
            throw new IllegalStateException("lost");
          }
        };
    assertThatThrownBy(() -> jvm.mark(RecordingNames.mark())).isInstanceOf(IOException.class);

    Recording mark = recording("mapscope-mark-");
    assertBounded(mark);
    assertThat(mark.getDuration()).isNotNull();
  }

  @Test
  void closesWhatAnExporterHasLeftThatHasRunHereAndIsGone() throws Exception {
    String own = "-" + ProcessHandle.current().pid() + "-";
    List<String> left =
        List.of(
            RecordingNames.export().replace(own, GONE), RecordingNames.mark().replace(own, GONE));
    List<String> others =
        List.of(
            RecordingNames.export(),
            RecordingNames.mark(),
            RecordingNames.export().replace(own, GONE) + "1",
            "mapscope-export" + GONE + "1-1",
            "mine");
    left.forEach(name -> new Recording().setName(name));
    others.forEach(name -> new Recording().setName(name));

    jvm.start(RecordingSettings.PRODUCTION);

    assertThat(recordings())
        .extracting(Recording::getName)
        .containsAll(others)
        .doesNotContainAnyElementsOf(left);
  }

  @Test
  void timeIsThatOfTheRecorderAsUptimeMayBeAheadOfIt() throws Exception {
    jvm.start(RecordingSettings.PRODUCTION);
    uptimeAheadMillis = 60_000;
    Instant now = jvm.now();
    assertThat(now).isBeforeOrEqualTo(Instant.now());

    jvm.mark(RecordingNames.mark());
    assertThat(recordings()).noneMatch(each -> each.getName().startsWith("mapscope-mark-"));
  }

  private static void assertBounded(Recording recording) {
    assertThat(recording.getMaxSize()).isEqualTo(LiveSource.MAX_BYTES);
    assertThat(recording.getMaxAge()).isEqualTo(LiveSource.MAX_AGE);
  }

  private static Recording recording(String name) {
    return recordings().stream()
        .filter(recording -> recording.getName().startsWith(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + recordings()));
  }

  private static List<Recording> recordings() {
    return FlightRecorder.getFlightRecorder().getRecordings();
  }

  /** Tells the name of each operation before and after it is executed. */
  private MBeanServer disturbed(MBeanServer beans) {
    return (MBeanServer)
        Proxy.newProxyInstance(
            RemoteJvmTest.class.getClassLoader(),
            new Class<?>[] {MBeanServer.class},
            (proxy, method, arguments) -> {
              String call = method.getName().equals("invoke") ? (String) arguments[1] : "";
              before.accept(call);
              try {
                Object result = method.invoke(beans, arguments);
                after.accept(call);
                boolean uptime =
                    method.getName().equals("getAttribute") && arguments[1].equals("Uptime");
                return uptime ? (Long) result + uptimeAheadMillis : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
