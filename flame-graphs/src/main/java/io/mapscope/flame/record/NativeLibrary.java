package io.mapscope.flame.record;

import io.mapscope.attach.AttachException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import one.profiler.AsyncProfiler;

/** async-profiler's native library, as its jar brings it. */
final class NativeLibrary {

  static final String FILE_NAME = "libasyncProfiler.so";

  private NativeLibrary() {}

  /** Whether there is a library for that platform. */
  static boolean isThereFor(String os, String arch) {
    return platform(os, arch) != null;
  }

  /**
   * Writes the library for a platform into a folder.
   *
   * @param os value of {@code os.name} in the JVM that will load it
   * @param arch value of {@code os.arch} there
   */
  static Path unpack(Path folder, String os, String arch) throws IOException {
    String platform = platform(os, arch);
    if (platform == null) {
      throw unsupported(os, arch);
    }
    try (InputStream in =
        AsyncProfiler.class.getResourceAsStream("/" + platform + "/" + FILE_NAME)) {
      if (in == null) {
        throw unsupported(os, arch);
      }
      Path library = folder.resolve(FILE_NAME);
      Files.copy(in, library);
      return library;
    }
  }

  private static String platform(String os, String arch) {
    String name = os.toLowerCase(Locale.ROOT);
    if (name.contains("mac")) {
      return "macos";
    }
    String cpu =
        switch (arch) {
          case "amd64", "x86_64" -> "x64";
          case "aarch64", "arm64" -> "arm64";
          default -> null;
        };
    return name.contains("linux") && cpu != null ? "linux-" + cpu : null;
  }

  private static AttachException unsupported(String os, String arch) {
    // Nobody is recorded from outside on Windows, for lack of folders that are private.
    String instead =
        os.toLowerCase(Locale.ROOT).contains("windows")
            ? "on JDK 25 start the program with the flags of 'mapscope record --print-flags"
                + " --engine flight-recorder'"
            : "on JDK 25 record with --engine flight-recorder, which needs none";
    return new AttachException(
        "async-profiler has no library for "
            + os
            + " on "
            + arch
            + ", only for Linux on x64 and arm64 and for macOS; "
            + instead);
  }
}
