package io.mapscope.cli.command;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder that {@code --out} names: shows all files of a command that succeeded and none of one
 * that failed.
 *
 * <p>Implementation note. Files are written into a hidden folder inside and moved at the end, a
 * rename within one file system. A failure removes the hidden folder and every folder made on the
 * way. Only files of the names that the command writes are ever replaced.
 */
public final class OutputFolder implements AutoCloseable {

  private final Path folder;
  private final Path staging;
  private final Deque<Path> created;

  private OutputFolder(Path folder, Path staging, Deque<Path> created) {
    this.folder = folder;
    this.staging = staging;
    this.created = created;
  }

  /**
   * Makes the folder unless it exists; files in it that bear the names and were not written by the
   * same command stay what they are.
   *
   * @param folder where the files shall be
   * @param names of the files that the command writes
   * @param mark the name among them by which the command knows its own folder
   * @return to be closed in any case
   * @throws CommandFailure when it cannot be made or written to, or has such a file
   */
  public static OutputFolder open(Path folder, Set<String> names, String mark) {
    if (!Files.exists(folder.resolve(mark))) {
      names.stream()
          .map(folder::resolve)
          .filter(Files::exists)
          .findFirst()
          .ifPresent(OutputFolder::refuse);
    }
    return open(folder);
  }

  /**
   * Makes the folder unless it exists.
   *
   * @param folder where the files shall be
   * @return to be closed in any case
   * @throws CommandFailure when it cannot be made or written to
   */
  public static OutputFolder open(Path folder) {
    Deque<Path> created = new ArrayDeque<>();
    try {
      makeMissing(folder.toAbsolutePath().normalize(), created);
      Path staging = Files.createTempDirectory(folder, ".mapscope-partial-");
      return new OutputFolder(folder, staging, created);
    } catch (IOException e) {
      created.forEach(OutputFolder::deleteIfEmpty);
      throw new CommandFailure(
          "cannot write to folder " + folder + ": " + reason(e) + "; choose another with --out", e);
    }
  }

  /**
   * Where to write.
   *
   * @return a folder that is empty at first
   */
  public Path staging() {
    return staging;
  }

  /**
   * Moves what was written to where it shall be.
   *
   * @return the files, sorted by name
   * @throws CommandFailure when a file cannot be moved
   */
  public List<Path> publish() {
    List<Path> published = new ArrayList<>();
    try (Stream<Path> files = Files.list(staging)) {
      for (Path file : files.sorted().toList()) {
        Path target = folder.resolve(file.getFileName().toString());
        published.add(Files.move(file, target, StandardCopyOption.REPLACE_EXISTING));
      }
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot write to folder " + folder + ": " + reason(e) + "; choose another with --out", e);
    }
    return published;
  }

  /** Removes what was not published. */
  @Override
  public void close() {
    try (Stream<Path> files = Files.list(staging)) {
      files.forEach(OutputFolder::delete);
    } catch (IOException alreadyGone) {
      return;
    }
    delete(staging);
    created.forEach(OutputFolder::deleteIfEmpty);
  }

  private static void refuse(Path foreign) {
    throw new CommandFailure(
        foreign + " exists and would be replaced; move it away or choose another --out");
  }

  private static void makeMissing(Path folder, Deque<Path> created) throws IOException {
    if (folder == null || Files.isDirectory(folder)) {
      return;
    }
    makeMissing(folder.getParent(), created);
    Files.createDirectory(folder);
    created.push(folder);
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // A file that another program holds open stays behind; there is nothing better to do.
      path.toFile().deleteOnExit();
    }
  }

  private static void deleteIfEmpty(Path folder) {
    String[] names = folder.toFile().list();
    if (names != null && names.length == 0) {
      delete(folder);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return "a file of that name is in the way";
    }
    if (e instanceof NoSuchFileException) {
      return "it does not exist";
    }
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
  }
}
