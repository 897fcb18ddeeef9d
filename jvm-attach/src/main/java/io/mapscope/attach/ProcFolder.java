package io.mapscope.attach;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;

/**
 * What Linux tells of a process in a folder of {@code /proc}.
 *
 * <p>Implementation note. What must not be read or is not there proves nothing, so it counts
 * neither for nor against the process.
 */
record ProcFolder(Path path) {

  private static final Path PROC = Path.of("/proc");

  // Signal 3 is the third bit.
  private static final long SIGQUIT = 1L << 2;

  static ProcFolder of(long pid) {
    return new ProcFolder(PROC.resolve(Long.toString(pid)));
  }

  static ProcFolder ofThisProcess() {
    return of(ProcessHandle.current().pid());
  }

  /** Whether there is one: other systems have none. */
  boolean exists() {
    return Files.isDirectory(path);
  }

  UserPrincipal owner() throws IOException {
    return Files.getOwner(path);
  }

  /** Whether it sees other files than the other process does. */
  boolean seesOtherFilesThan(ProcFolder other) throws IOException {
    Optional<Path> ours = mounts();
    Optional<Path> theirs = other.mounts();
    return ours.isPresent() && theirs.isPresent() && !ours.equals(theirs);
  }

  private Optional<Path> mounts() throws IOException {
    try {
      return Optional.of(Files.readSymbolicLink(path.resolve("ns/mnt")));
    } catch (AccessDeniedException | NoSuchFileException untold) {
      return Optional.empty();
    }
  }

  /** Whether SIGQUIT would not end it. */
  boolean handlesQuit() throws IOException {
    List<String> lines = lines("status");
    return lines.isEmpty()
        || lines.stream()
            .filter(line -> line.startsWith("SigCgt:"))
            .map(line -> Long.parseUnsignedLong(line.substring("SigCgt:".length()).strip(), 16))
            .anyMatch(caught -> (caught & SIGQUIT) != 0);
  }

  /** Whether HotSpot's library, or what others call the same, is loaded. */
  boolean hasJvm() throws IOException {
    List<String> maps = lines("maps");
    return maps.isEmpty() || maps.stream().anyMatch(line -> line.contains("/libjvm."));
  }

  Optional<String> library(String name) throws IOException {
    return lines("maps").stream()
        .filter(line -> line.contains("/" + name))
        .map(line -> line.substring(line.indexOf('/')).replace(" (deleted)", "").strip())
        .findFirst();
  }

  private List<String> lines(String file) throws IOException {
    try {
      return Files.readAllLines(path.resolve(file));
    } catch (AccessDeniedException | NoSuchFileException untold) {
      return List.of();
    }
  }
}
