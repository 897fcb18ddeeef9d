package io.mapscope.flame.record;

import io.mapscope.attach.AttachException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * The flags that record a JVM from its start: for programs whose maps grow while they start, and
 * for those that let nobody attach.
 *
 * <p>Implementation note. By async-profiler the file has the agent's own part only, samples and
 * growths of traced methods on one clock: merging it with Flight Recorder's needs {@link
 * io.mapscope.flame.TickAlignment} afterwards, which nobody would be there to do.
 */
public final class StartupFlags {

  private StartupFlags() {}

  /**
   * Makes the folder for what the flags name: one that nobody else can enter, or write to when it
   * is there already. A library that others can replace is their way into the program.
   *
   * @param folder where it shall be
   * @throws AttachException when others can write to a folder that is there
   * @throws IOException when it cannot be made
   */
  public static void prepare(Path folder) throws IOException {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!posix || folder.toAbsolutePath().getParent() == null) {
      Files.createDirectories(folder);
    } else if (Files.isDirectory(folder)) {
      refuseWritable(folder);
    } else {
      Files.createDirectories(folder.toAbsolutePath().getParent());
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  private static void refuseWritable(Path folder) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(folder);
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new AttachException(
          "others can write to "
              + folder
              + " and so replace what the program would load; 'chmod go-w' it, or name another"
              + " folder");
    }
  }

  /**
   * The flag for JDK 25 and later, after writing the settings that it names.
   *
   * @param plan what to record
   * @param folder gets {@code mapscope-record.jfc}; see {@link #prepare}
   * @param recording where the recording will go
   * @return the flags, to be put after {@code java}
   * @throws IOException when the settings cannot be written
   */
  public static List<String> flightRecorder(RecordingPlan plan, Path folder, Path recording)
      throws IOException {
    Path settings = folder.toAbsolutePath().resolve("mapscope-record.jfc");
    Files.writeString(settings, Settings.of(plan, Engine.FLIGHT_RECORDER));
    return List.of(
        "-XX:StartFlightRecording:settings="
            + settings
            + ",filename="
            + recording.toAbsolutePath()
            + ",maxsize=1g");
  }

  /**
   * The flag for JDK 17 and later, after unpacking the library that it names.
   *
   * @param plan what to record
   * @param folder gets async-profiler's library, for this platform; see {@link #prepare}
   * @param recording where the recording will go
   * @return the flags, to be put after {@code java}
   * @throws IOException when the library cannot be written
   * @throws AttachException when there is none for this platform
   */
  public static List<String> asyncProfiler(RecordingPlan plan, Path folder, Path recording)
      throws IOException {
    Path library = folder.toAbsolutePath().resolve(NativeLibrary.FILE_NAME);
    Files.deleteIfExists(library);
    NativeLibrary.unpack(
        library.getParent(), System.getProperty("os.name"), System.getProperty("os.arch"));
    return List.of(
        "-agentpath:"
            + library
            + "="
            + AgentOptions.start(plan, recording.toAbsolutePath(), null, null));
  }
}
