package io.mapscope.otel.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Names of our recordings in other JVMs. They tell whose they are, so that the next exporter can
 * remove what one has left that was killed.
 *
 * <p>Implementation note. A process id means something only where it was given: JMX reaches beyond
 * the machine, and containers on one machine have ids of their own. So a name also says where, by a
 * checksum of the boot and the namespace, and what comes from elsewhere is left alone: whether its
 * exporter lives cannot be told from here. The time of start tells processes of one id apart.
 */
final class RecordingNames {

  private static final Pattern OURS =
      Pattern.compile("mapscope-(?:export|mark)-(\\d{1,18})-(\\d{1,18})-\\d+-(\\d{1,18})");
  private static final AtomicLong LAST_NUMBER = new AtomicLong();
  private static final long HERE = here();

  private RecordingNames() {}

  static String export() {
    return ofThisProcess("export");
  }

  static String mark() {
    return ofThisProcess("mark");
  }

  private static String ofThisProcess(String kind) {
    ProcessHandle self = ProcessHandle.current();
    return String.format(
        "mapscope-%s-%d-%d-%d-%d",
        kind, self.pid(), startMillis(self), LAST_NUMBER.incrementAndGet(), HERE);
  }

  /** The names in a text of recordings whose exporter has run here and is gone. */
  static List<String> leftOver(String text) {
    return OURS.matcher(text)
        .results()
        .map(found -> found.group())
        .filter(RecordingNames::isLeftOver)
        .distinct()
        .toList();
  }

  /** Whether a recording of that name is one whose exporter has run here and is gone. */
  static boolean isLeftOver(String name) {
    Matcher ours = OURS.matcher(name);
    return ours.matches()
        && Long.parseLong(ours.group(3)) == HERE
        && !isRunning(Long.parseLong(ours.group(1)), Long.parseLong(ours.group(2)));
  }

  private static boolean isRunning(long exporterPid, long exporterStart) {
    return ProcessHandle.of(exporterPid)
        .filter(process -> process.isAlive() && startMillis(process) == exporterStart)
        .isPresent();
  }

  private static long startMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  /** Where there is no {@code /proc}, there are no containers; then it is the machine's name. */
  private static long here() {
    CRC32 sum = new CRC32();
    String place;
    try {
      place =
          Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
              + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    } catch (IOException | UnsupportedOperationException e) {
      place = String.valueOf(System.getenv("COMPUTERNAME")) + System.getenv("HOSTNAME");
    }
    sum.update(place.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }
}
