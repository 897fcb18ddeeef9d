package io.mapscope.otel.follow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The finished chunks in folders and the folders in them, oldest first. A JVM's repository is such
 * a folder, and so is the folder above those of several JVMs.
 *
 * <p>Implementation note. Looking is cheap enough to be done every second: a file whose size and
 * time have not changed is not opened again. The notifications of the operating system were left
 * out: they do not come from network file systems, and a missed one would be a file never read.
 */
final class ChunkFolders {

  private static final Logger LOG = LoggerFactory.getLogger(ChunkFolders.class);
  private static final int DEPTH = 2;
  private static final String SUFFIX = ".jfr";

  private record Look(long bytes, long modified, List<Chunk> chunks, boolean unfinished) {}

  private final List<Path> folders;
  private final Set<Path> foreign = new HashSet<>();
  private Map<Path, Look> looks = new HashMap<>();
  private long vanishedUnfinished;

  ChunkFolders(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * Looks at the folders.
   *
   * @return the finished chunks, by their start; those of a start by file and position
   * @throws IOException when a folder cannot be listed
   */
  List<Chunk> look() throws IOException {
    Map<Path, Look> now = new HashMap<>();
    for (Path file : recordings()) {
      Look look = look(file);
      if (look != null) {
        now.put(file, look);
      }
    }
    looks.forEach(
        (file, before) -> {
          if (before.unfinished && !now.containsKey(file)) {
            vanishedUnfinished++;
          }
        });
    looks = now;
    foreign.retainAll(now.keySet());
    return now.values().stream()
        .flatMap(look -> look.chunks.stream())
        .sorted(
            Comparator.comparingLong((Chunk chunk) -> chunk.header().startNanos())
                .thenComparing(Chunk::file)
                .thenComparingLong(Chunk::position))
        .toList();
  }

  /** Files of which the last chunk is not finished. */
  int unfinished() {
    return (int) looks.values().stream().filter(look -> look.unfinished).count();
  }

  /** Files that hold something else. */
  int foreign() {
    return foreign.size();
  }

  /** Files that were gone before their last chunk was finished. */
  long vanishedUnfinished() {
    return vanishedUnfinished;
  }

  private List<Path> recordings() throws IOException {
    List<Path> recordings = new ArrayList<>();
    for (Path folder : folders) {
      recordings.addAll(recordings(folder));
    }
    return recordings;
  }

  private List<Path> recordings(Path folder) throws IOException {
    try (Stream<Path> files =
        Files.find(
            folder,
            DEPTH,
            (path, attributes) ->
                attributes.isRegularFile() && path.getFileName().toString().endsWith(SUFFIX))) {
      return files.toList();
    } catch (UncheckedIOException e) {
      // A folder in it went away while being listed; the next look will do.
      if (Files.isDirectory(folder)) {
        LOG.debug("{} changed while it was listed", folder, e);
        return looks.keySet().stream().filter(file -> file.startsWith(folder)).toList();
      }
      throw e.getCause();
    }
  }

  /** What there is in a file, or null when it has gone. */
  private Look look(Path file) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      Look before = looks.get(file);
      long modified = attributes.lastModifiedTime().toMillis();
      return before != null
              && !before.unfinished
              && before.bytes == attributes.size()
              && before.modified == modified
          ? before
          : read(file, attributes.size(), modified);
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      if (foreign.add(file)) {
        LOG.warn("{} cannot be read and is left out: {}", file, e.toString());
      }
      return new Look(-1, -1, List.of(), false);
    }
  }

  private Look read(Path file, long bytes, long modified) throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      for (long position = 0; position < bytes; ) {
        ChunkHeader.Found found = ChunkHeader.at(channel, position);
        if (found.kind() != ChunkHeader.Kind.FINISHED) {
          boolean unfinished = found.kind() == ChunkHeader.Kind.UNFINISHED;
          if (!unfinished && foreign.add(file)) {
            LOG.warn("{} holds no recording at byte {} and is left out from there", file, position);
          }
          return new Look(bytes, modified, List.copyOf(chunks), unfinished);
        }
        chunks.add(new Chunk(file, position, found.header()));
        position += found.header().bytes();
      }
    }
    foreign.remove(file);
    return new Look(bytes, modified, List.copyOf(chunks), bytes == 0);
  }
}
