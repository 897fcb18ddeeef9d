package io.mapscope.cli.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that an option names: there as a whole, or not at all.
 *
 * <p>Implementation note. Written beside and renamed, so that a full disk leaves an older file
 * alone.
 */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Writes a file, replacing one that is there.
   *
   * @param file where to
   * @param option by which the user can choose another
   * @param content all of it
   * @throws CommandFailure when it cannot be written
   */
  public static void write(Path file, String option, String content) {
    write(file, option, content.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes a file, replacing one that is there.
   *
   * @param file where to
   * @param option by which the user can choose another
   * @param content all of it
   * @throws CommandFailure when it cannot be written
   */
  public static void write(Path file, String option, byte[] content) {
    requireWritable(file, option);
    Path folder = file.toAbsolutePath().getParent();
    Path partial = folder.resolve(".mapscope-partial-" + file.getFileName());
    try {
      Files.write(partial, content);
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot write " + file + ": " + reason(e) + "; choose another with " + option, e);
    } finally {
      deleteIfLeft(partial);
    }
  }

  /**
   * Fails when a file cannot be written, as far as that can be told before.
   *
   * @param file where to
   * @param option by which the user can choose another
   * @throws CommandFailure when it is a folder, or its folder is missing or not writable
   */
  public static void requireWritable(Path file, String option) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new CommandFailure(file + " is a folder; name a file with " + option);
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandFailure(
          "cannot write "
              + file
              + ": there is no folder "
              + folder
              + "; choose another with "
              + option);
    }
    if (!Files.isWritable(folder)) {
      throw new CommandFailure(
          "cannot write " + file + ": permission denied; choose another with " + option);
    }
  }

  private static String reason(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
  }

  private static void deleteIfLeft(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      partial.toFile().deleteOnExit();
    }
  }
}
