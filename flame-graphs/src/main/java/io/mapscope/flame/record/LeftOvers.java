package io.mapscope.flame.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Private folders of programs that were killed before they could remove them.
 *
 * <p>Implementation note. A folder goes when the process that its name tells is gone, when the
 * recording that may still be written to it has ended by its limit, which a file in it tells, and
 * when it belongs to the user of this program: in a folder for temporary files nobody else can then
 * put a link in its place. What has nothing but a recording is none: that one could not be handed
 * over and was kept.
 */
final class LeftOvers {

  static final String UNTIL = "until";
  static final String RECORDING = "recording.jfr";

  private static final Pattern NAME = Pattern.compile("mapscope-record-(\\d{1,18})-\\d+");
  private static final Duration TO_WRITE = Duration.ofMinutes(1);

  private LeftOvers() {}

  /** Notes in a folder until when a recording may be written to it, should this program end. */
  static void note(Path folder, Duration limit) throws IOException {
    Instant until = Instant.now().plus(limit).plus(TO_WRITE);
    Files.writeString(folder.resolve(UNTIL), Long.toString(until.toEpochMilli()));
  }

  /** Removes those of a user; what cannot be removed stays. */
  static void remove(Path parent, UserPrincipal user) {
    try (Stream<Path> found = Files.list(parent)) {
      for (Path folder : found.filter(LeftOvers::isOfADeadProcess).toList()) {
        removeOne(folder, user);
      }
    } catch (IOException | RuntimeException noListing) {
      return; // Nobody is to be kept from recording by that.
    }
  }

  private static boolean isOfADeadProcess(Path folder) {
    Matcher name = NAME.matcher(folder.getFileName().toString());
    return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
  }

  private static void removeOne(Path folder, UserPrincipal user) {
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          || !Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user)) {
        return;
      }
      List<Path> files;
      try (Stream<Path> content = Files.list(folder)) {
        files = content.toList();
      }
      if (files.equals(List.of(folder.resolve(RECORDING))) || isInUse(folder)) {
        return;
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException | RuntimeException stays) {
      return; // It is of no harm but for its size.
    }
  }

  private static boolean isInUse(Path folder) throws IOException {
    Path until = folder.resolve(UNTIL);
    return Files.exists(until)
        && System.currentTimeMillis() < Long.parseLong(Files.readString(until).strip());
  }
}
