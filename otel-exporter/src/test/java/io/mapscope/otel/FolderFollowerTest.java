package io.mapscope.otel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mapscope.events.RecordingSettings;
import io.mapscope.map.FakeMap;
import io.mapscope.otel.OtlpReceiver.Behaviour;
import io.mapscope.otel.mapping.RecordingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
// A follower that only has to run.
@SuppressWarnings("try")
class FolderFollowerTest {

  /** In the header of a chunk. */
  private static final int METADATA_POSITION = 24;

  @TempDir Path folder;
  private Path in;
  private Path checkpoint;
  private OtlpReceiver receiver;
  private final FakeMap map = new FakeMap("orders");

  @BeforeEach
  void open() throws IOException {
    in = Files.createDirectories(folder.resolve("in"));
    checkpoint = folder.resolve("checkpoint");
    receiver = new OtlpReceiver();
  }

  @BeforeAll
  static void bePatient() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
  }

  @AfterAll
  static void reset() {
    Awaitility.reset();
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void exportsWhatIsThereAndThenWhatComes() throws Exception {
    recording("a.jfr", 3);
    try (Running running = new Running()) {
      await().until(() -> receiver.spans.size() == 3);
      recording("b.jfr", 4);
      await().until(() -> receiver.spans.size() == 7);
      assertThat(running.follower.summary().totalLost()).isZero();
    }
  }

  @Test
  void followsSeveralFoldersWithOneCheckpoint() throws Exception {
    Path second = Files.createDirectories(folder.resolve("second"));
    Path third = Files.createDirectories(folder.resolve("third"));
    Path copied = recording("a.jfr", 3);
    Files.copy(copied, second.resolve("copy.jfr"));
    recording("../second/b.jfr", 4);
    try (Running running = new Running(builder(in).folder(second))) {
      await().until(() -> receiver.spans.size() == 7);
      recording("../second/c.jfr", 1);
      await().until(() -> receiver.spans.size() == 8);
      // Counted when the receiver has confirmed, which is after it has them.
      FollowSummary three = new FollowSummary(3, 0, 0, 0, 0, 0, 0);
      await().until(() -> running.follower.followed().equals(three));
    }
    recording("../third/d.jfr", 2);
    try (Running running = new Running(builder(third).folder(in))) {
      await().until(() -> running.follower.followed().chunksExported() == 1);
      await().until(() -> receiver.spans.size() == 10);
    }
    assertThat(receiver.repeated()).isZero();
  }

  @Test
  void everyFolderMustBeOne() throws Exception {
    Path file = recording("a.jfr", 1);
    assertThatThrownBy(() -> builder(in).folder(file).build())
        .isInstanceOf(ExportException.class)
        .hasMessageContaining(file + " is not a folder");
  }

  @Test
  void readsAFileThatIsBeingWrittenUpToItsLastFinishedChunk() throws Exception {
    byte[] first = Files.readAllBytes(recording("../first.jfr", 3));
    byte[] second = Files.readAllBytes(recording("../second.jfr", 4));
    int half = second.length / 2;
    Path growing = in.resolve("growing.jfr");
    Files.write(growing, first);
    append(growing, Arrays.copyOf(second, half));
    try (Running running = new Running()) {
      await().until(() -> running.follower.followed().chunksExported() == 1);
      await().until(() -> running.follower.followed().filesUnfinished() == 1);
      assertThat(receiver.spans).hasSize(3);
      append(growing, Arrays.copyOfRange(second, half, second.length));
      await().until(() -> receiver.spans.size() == 7);
      await().until(() -> running.follower.followed().filesUnfinished() == 0);
    }
  }

  @Test
  void exportsTheChunksOfARepositoryWhenTheyAreRolled() throws Exception {
    try (Recording recording = new Recording(RecordingSettings.PROFILE.configuration())) {
      recording.start();
      Path repository = Path.of(System.getProperty("jdk.jfr.repository"));
      try (Running running = new Running(repository)) {
        map.created();
        map.put();
        await().until(() -> running.follower.followed().filesUnfinished() == 1);
        assertThat(receiver.spans).as("the newest chunk is being written").isEmpty();
        endChunk();
        await().until(() -> receiver.spans.size() == 1);
        // A real map introduces itself again in each chunk.
        map.created();
        map.put();
        endChunk();
        await().until(() -> receiver.spans.size() == 2);
      }
    }
  }

  @Test
  void exportsTheOldestFirst() throws Exception {
    recording("z.jfr", 1);
    recording("a.jfr", 1);
    Path out = folder.resolve("out");
    try (Running running = new Running(builder(in).outputFolder(out))) {
      await().until(() -> running.follower.followed().chunksExported() == 2);
    }
    assertThat(Files.readAllLines(out.resolve("spans.jsonl"))).hasSize(2);
    assertThat(startOf(Files.readAllLines(out.resolve("spans.jsonl")).get(0)))
        .isLessThan(startOf(Files.readAllLines(out.resolve("spans.jsonl")).get(1)));
  }

  @Test
  void doesNotExportAgainWhatWasExportedBefore() throws Exception {
    Path first = recording("a.jfr", 3);
    try (Running running = new Running()) {
      await().until(() -> running.follower.followed().chunksExported() == 1);
    }
    Files.move(first, in.resolve("renamed.jfr"));
    recording("b.jfr", 4);
    try (Running running = new Running()) {
      await().until(() -> running.follower.followed().chunksExported() == 1);
      assertThat(running.follower.followed().chunksReplayed()).isEqualTo(1);
      assertThat(receiver.spans).hasSize(7);
      assertThat(receiver.repeated()).isZero();
    }
  }

  @Test
  void joinsTheEndsOfAGrowthOverARestart() throws Exception {
    Path out = folder.resolve("out");
    recording("a.jfr", () -> map.created().growthStarted(1));
    try (Running running = new Running(builder(in).outputFolder(out))) {
      await().until(() -> running.follower.followed().chunksExported() == 1);
    }
    recording("b.jfr", () -> map.created().growthEnded(1));
    try (Running running = new Running(builder(in).outputFolder(out))) {
      await().until(() -> receiver.spans.size() == 1);
    }
    assertThat(Files.readString(out.resolve("spans.jsonl")))
        .as("the line to blame, which the start tells")
        .contains("FolderFollowerTest");
  }

  @Test
  void tellsWhatWaitedWhenAJvmTellsNothingMore() throws Exception {
    recording("a.jfr", () -> map.created().evacuate(1, 1));
    try (Running running = new Running(builder(in).idle(Duration.ofMillis(200)))) {
      await().until(() -> receiver.spans.size() == 1);
      recording("b.jfr", 2);
      await().until(() -> receiver.spans.size() == 3);
      assertThat(receiver.repeated()).isZero();
      await().until(() -> running.follower.summary().spans().get(0).exported() >= 3);
    }
  }

  @Test
  void setsADamagedCheckpointAsideAndBeginsAnew() throws Exception {
    recording("a.jfr", 3);
    try (Running running = new Running()) {
      await().until(() -> running.follower.followed().chunksExported() == 1);
    }
    Path file = checkpoint.resolve("checkpoint");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    Logged logged = new Logged();
    try (Running running = new Running()) {
      await().until(() -> running.follower.followed().chunksExported() == 1);
      assertThat(running.follower.followed().chunksReplayed()).isZero();
    } finally {
      logged.close();
    }
    assertThat(logged.warnings())
        .filteredOn(line -> line.startsWith("The checkpoint " + file + " is damaged"))
        .singleElement()
        .asString()
        .endsWith("following begins anew");
    assertThat(receiver.spans).as("the same ids").hasSize(3);
    assertThat(receiver.repeated()).isEqualTo(3);
    try (Stream<Path> files = Files.list(checkpoint)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .anyMatch(name -> name.startsWith("checkpoint.damaged-"));
    }
  }

  @Test
  void countsAChunkOfWhichNothingCanBeReadAndGoesOn() throws Exception {
    recording("a.jfr", 3);
    Path damaged = in.resolve("a.jfr");
    byte[] bytes = Files.readAllBytes(damaged);
    ByteBuffer.wrap(bytes).putLong(METADATA_POSITION, 100);
    Files.write(damaged, bytes);
    try (Running running = new Running()) {
      await().until(() -> running.follower.followed().chunksDamaged() == 1);
      recording("b.jfr", 3);
      await().until(() -> receiver.spans.size() == 3);
    }
  }

  @Test
  void refusesACheckpointThatAnotherFollowerUses() throws Exception {
    try (FolderFollower follower = builder(in).build()) {
      assertThat(follower.followed().chunksExported()).isZero();
      assertThatThrownBy(() -> builder(in).build())
          .isInstanceOf(ExportException.class)
          .hasMessageContaining(checkpoint + " is used by another follower");
    }
  }

  @Test
  void refusesWhatIsNoFolder() {
    assertThatThrownBy(() -> builder(folder.resolve("nowhere")).build())
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("is not a folder");
  }

  @Test
  void waitsForADestinationThatIsAwayWhileRecordingsWaitOnDisk() throws Exception {
    receiver.behaviour = Behaviour.REFUSE;
    recording("a.jfr", 3);
    try (Running running = new Running()) {
      await().until(() -> receiver.requests.get() > 2);
      recording("b.jfr", 4);
      assertThat(running.follower.followed().chunksExported()).isZero();
      receiver.behaviour = Behaviour.ANSWER;
      await().until(() -> receiver.spans.size() == 7);
      await().until(() -> running.follower.followed().chunksExported() == 2);
      assertThat(running.follower.summary().isComplete()).isTrue();
    }
  }

  @Test
  void stopsWhileADestinationIsAwayAndGoesOnLater() throws Exception {
    receiver.behaviour = Behaviour.REFUSE;
    recording("a.jfr", 3);
    try (Running running = new Running()) {
      await().until(() -> receiver.requests.get() > 1);
      assertThat(running.follower.followed().chunksExported()).isZero();
    }
    receiver.behaviour = Behaviour.ANSWER;
    try (Running running = new Running()) {
      await().until(() -> running.follower.followed().chunksExported() == 1);
      assertThat(receiver.spans).hasSize(3);
    }
  }

  @Test
  void countsWhatVanishedOrIsSomethingElse() throws Exception {
    receiver.behaviour = Behaviour.HANG;
    Path first = recording("a.jfr", 3);
    byte[] bytes = Files.readAllBytes(first);
    Path second = recording("b.jfr", 4);
    Path half = Files.write(in.resolve("half.jfr"), Arrays.copyOf(bytes, bytes.length / 2));
    Files.writeString(in.resolve("text.jfr"), "no recording");
    try (Running running = new Running()) {
      await().until(() -> receiver.requests.get() > 0);
      Files.delete(second);
      Files.delete(half);
      receiver.behaviour = Behaviour.ANSWER;
      await().until(() -> running.follower.followed().filesVanished() == 1);
      assertThat(running.follower.followed()).isEqualTo(new FollowSummary(1, 0, 1, 0, 1, 0, 1));
      assertThat(receiver.spans).hasSize(3);
    }
  }

  private FolderFollower.Builder builder(Path recordings) {
    return FolderFollower.builder(recordings, checkpoint)
        .property("otel.exporter.otlp.protocol", "http/protobuf")
        .property("otel.exporter.otlp.endpoint", receiver.endpoint())
        .property("otel.java.exporter.otlp.retry.disabled", "true")
        .interval(Duration.ofMillis(20));
  }

  private Path recording(String name, int puts) throws IOException {
    return recording(
        name,
        () -> {
          map.created();
          for (int i = 0; i < puts; i++) {
            map.put();
          }
        });
  }

  private Path recording(String name, Runnable program) throws IOException {
    Path made = RecordingFile.of(folder.resolve("made.jfr"), RecordingSettings.PROFILE, program);
    return Files.move(made, in.resolve(name).normalize());
  }

  private static void append(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes, StandardOpenOption.APPEND);
  }

  private static long startOf(String line) {
    return Long.parseLong(line.replaceAll(".*\"startTimeUnixNano\":\"(\\d+)\".*", "$1"));
  }

  private static void endChunk() {
    try (Recording snapshot = FlightRecorder.getFlightRecorder().takeSnapshot()) {
      snapshot.setName("end of chunk");
    }
  }

  /** A follower that runs on a thread of its own until closed. */
  private final class Running implements AutoCloseable {
    final FolderFollower follower;
    private final Thread thread;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Running() throws ExportException {
      this(in);
    }

    Running(Path recordings) throws ExportException {
      this(builder(recordings));
    }

    Running(FolderFollower.Builder builder) throws ExportException {
      follower = builder.build();
      thread =
          new Thread(
              () -> {
                try {
                  follower.run();
                } catch (ExportException | RuntimeException e) {
                  failure.set(e);
                }
              });
      thread.start();
    }

    @Override
    public void close() throws ExportException {
      follower.stop();
      await().until(() -> !thread.isAlive());
      follower.close();
      assertThat(failure.get()).isNull();
    }
  }
}
