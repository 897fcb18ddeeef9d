package io.mapscope.events.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The stretches of a recording that the JDK's reader can be given as one.
 *
 * <p>Implementation note. It remembers who wants a type by the type's number, and keeps that from
 * chunk to chunk, though each chunk numbers its types itself: in a recording of async-profiler,
 * which appends its chunk to one of the JVM, samples were handed out as events of the JVM (JDK 25,
 * where the numbers meet). Nor does it read metadata that have the number of the one before. So
 * where a number comes to mean something else, a new stretch begins. A recording of one writer,
 * which is nearly every one, is one stretch and is read where it is; the stretches of others are
 * copied out.
 *
 * @param begins where each begins in the file
 * @param end of the last
 */
record Sections(List<Long> begins, long end) {

  static Sections of(Path file) throws IOException {
    List<Long> begins = new ArrayList<>();
    try (RecordingBytes in = new RecordingBytes(file)) {
      Map<Long, String> names = new HashMap<>();
      TypeDeclarations before = null;
      for (long position = 0; position < in.length(); ) {
        ChunkHeader chunk = ChunkHeader.read(in, position);
        TypeDeclarations declared = TypeDeclarations.read(in, chunk, before);
        if (before == null || isAtOdds(declared, before, names)) {
          begins.add(position);
          names.clear();
        }
        declared.types().forEach((number, type) -> names.put(number, type.name()));
        before = declared;
        position = chunk.end();
      }
      return new Sections(begins, in.length());
    }
  }

  private static boolean isAtOdds(
      TypeDeclarations declared, TypeDeclarations before, Map<Long, String> names) {
    if (declared.number().equals(before.number())) {
      return false;
    }
    return declared.number().isTakenFor(before.number())
        || declared.types().entrySet().stream()
            .anyMatch(
                type -> {
                  String name = type.getValue().name();
                  return !Objects.equals(name, names.getOrDefault(type.getKey(), name));
                });
  }

  boolean isWhole() {
    return begins.size() <= 1;
  }

  /** Copies one into a temporary file, which only its owner can read. */
  Path copy(Path file, int section) throws IOException {
    long begin = begins.get(section);
    long until = section + 1 < begins.size() ? begins.get(section + 1) : end;
    Path copy = Files.createTempFile("mapscope", ".jfr");
    try (FileChannel from = FileChannel.open(file, StandardOpenOption.READ);
        OutputStream to = Files.newOutputStream(copy)) {
      from.transferTo(begin, until - begin, Channels.newChannel(to));
    }
    return copy;
  }
}
