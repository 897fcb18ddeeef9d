package io.mapscope.flame.record;

import io.mapscope.attach.AttachException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder that only the observed program's user can enter, gone after {@link #close} unless a file
 * in it is to be kept.
 *
 * <p>Implementation note. A library that others could replace before it is loaded would be their
 * way into the program; so the folder is new, of an unguessable name, and of mode 0700. When root
 * records another user's program, the folder is given to that user, who has to read the library and
 * to write the recording.
 */
final class PrivateFolder implements AutoCloseable {

  /** Whose it is can be told from its name, should it ever be left behind. */
  static final String PREFIX = "mapscope-record-" + ProcessHandle.current().pid() + "-";

  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  final Path path;

  /** A file that outlives {@link #close}, or null. */
  private Path kept;

  private PrivateFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder.
   *
   * @param owner to whom it shall belong, or null for the user of this program
   * @throws AttachException where folders cannot be private
   */
  static PrivateFolder make(UserPrincipal owner) throws IOException {
    return make(Path.of(System.getProperty("java.io.tmpdir")), owner);
  }

  static PrivateFolder make(Path parent, UserPrincipal owner) throws IOException {
    if (!parent.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      throw new AttachException(
          parent
              + " has no permissions of POSIX, so no folder in it can be kept from others; start"
              + " the program with the flags of 'mapscope record --print-flags --engine"
              + " flight-recorder' (JDK 25 and later)");
    }
    Path path = Files.createTempDirectory(parent, PREFIX, PRIVATE);
    LeftOvers.remove(parent, Files.getOwner(path));
    PrivateFolder folder = new PrivateFolder(path.toRealPath());
    folder.give(folder.path, owner);
    return folder;
  }

  /** Gives a file in the folder to the folder's owner. */
  void give(Path file, UserPrincipal owner) throws IOException {
    if (owner != null && !Files.getOwner(file).equals(owner)) {
      Files.setOwner(file, owner);
    }
  }

  /**
   * Copies a recording out of the folder, and keeps it where that fails: an hour of recording is
   * not to be lost because the disk is full.
   *
   * @throws FileSystemException when it cannot be written; its other file is where it is kept
   */
  void handOver(Path recording, Path out) throws FileSystemException {
    try {
      Files.copy(recording, out, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      kept = recording;
      String reason = e instanceof FileSystemException of ? of.getReason() : null;
      FileSystemException failure =
          new FileSystemException(
              out.toString(), recording.toString(), reason == null ? e.toString() : reason);
      failure.initCause(e);
      throw failure;
    }
  }

  /** Removes the folder and what is in it; what is kept or cannot be removed stays. */
  @Override
  public void close() {
    try (Stream<Path> content = Files.list(path)) {
      List<Path> files = content.filter(file -> !file.equals(kept)).toList();
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
      if (kept == null) {
        Files.deleteIfExists(path);
      }
    } catch (IOException leftBehind) {
      // It is private and in the folder for temporary files; there is nobody to tell.
      path.toFile().deleteOnExit();
    }
  }
}
