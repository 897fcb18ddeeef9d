package io.mapscope.events.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import jdk.jfr.consumer.EventStream;

/**
 * A recording that the JDK's parser can be given.
 *
 * <p>Implementation note. The parser trusts what it reads. On a damaged file it can wait for ever
 * (a state byte that says the file is being written), walk in circles (checkpoints that name each
 * other), allocate gigabytes (the size of a string), or end without a word in the middle. A thread
 * in it cannot be stopped, so it must not be given such a file. Dropped: a process of its own for
 * the parser, with a small heap and a time limit, which costs its start for each file and has to
 * carry each event across; and a time limit alone, which leaves the thread behind.
 *
 * <p>So all that the parser would read is passed over first, within bounds: headers, metadata,
 * constant pools, and the events of the names that will be asked for. Every value must take at
 * least a byte and lie in what it belongs to, which bounds time and memory of the parser by the
 * size of the file. The events are counted, so that a reader knows afterwards whether it has got
 * them all. Cost: one sequential pass, in which the events of other names are jumped over.
 *
 * @param chunks the starts of the chunks, in the order of the file; cannot be modified
 * @param endNanos end of the latest chunk since the epoch
 * @param events how many events of the names there are
 */
public record CheckedRecording(List<ChunkStart> chunks, long endNanos, long events) {

  /**
   * Copies the list.
   *
   * @param chunks the starts of the chunks, in the order of the file, not null
   * @param endNanos end of the latest chunk since the epoch
   * @param events how many events of the names there are
   */
  public CheckedRecording {
    chunks = List.copyOf(chunks);
  }

  /**
   * Start of the earliest chunk.
   *
   * @return nanoseconds since the epoch
   */
  public long startNanos() {
    return chunks.stream().mapToLong(ChunkStart::nanos).min().orElseThrow();
  }

  /**
   * Time from the start of the earliest chunk to the end of the latest.
   *
   * @return not negative
   */
  public Duration length() {
    return Duration.ofNanos(endNanos - startNanos());
  }

  /**
   * Reads the start of the first chunk of a file, which may still be being written: it does not
   * change any more.
   *
   * @param file a chunk or recording, not null
   * @return its start
   * @throws IOException when the file is gone or has no header yet
   */
  public static ChunkStart startOf(Path file) throws IOException {
    try (RecordingBytes in = new RecordingBytes(file)) {
      return ChunkHeader.start(in, 0);
    }
  }

  /**
   * Reads a recording from end to end.
   *
   * @param file the recording, not null
   * @param eventNames names of the events that will be read from it, not null
   * @return what was found; the file was sound when it was read
   * @throws RecordingException when it is missing, none of Flight Recorder's, cut off, not finished
   *     or damaged; the message is one line that names the file and the remedy
   */
  public static CheckedRecording of(Path file, Set<String> eventNames) throws RecordingException {
    requireFile(file);
    try (RecordingBytes in = new RecordingBytes(file)) {
      return check(in, eventNames);
    } catch (Damage damage) {
      throw new RecordingException(
          file + " is damaged: " + damage.getMessage() + "; copy it or dump the recording again",
          damage);
    } catch (IOException e) {
      throw new RecordingException(file + " " + e.getMessage(), e);
    }
  }

  /**
   * Streams the events of a file that was found sound, until its end. Chunks of several writers,
   * which the JDK's reader would mix up, come in one stream after the other.
   *
   * @param file the recording, not null
   * @param setup is given each stream before it starts, not null
   * @throws RecordingException when the JDK's parser fails all the same; the message is one line
   *     that names the file and the remedy
   */
  public static void stream(Path file, Consumer<EventStream> setup) throws RecordingException {
    try {
      Sections sections = Sections.of(file);
      if (sections.isWhole()) {
        streamWhole(file, file, setup);
        return;
      }
      for (int i = 0; i < sections.begins().size(); i++) {
        Path copy = sections.copy(file, i);
        try {
          streamWhole(copy, file, setup);
        } finally {
          Files.delete(copy);
        }
      }
    } catch (RecordingException e) {
      throw e;
    } catch (IOException e) {
      throw new RecordingException(file + " cannot be read (" + e.getMessage() + ")", e);
    }
  }

  private static void streamWhole(Path part, Path file, Consumer<EventStream> setup)
      throws RecordingException {
    try (EventStream stream = EventStream.openFile(part)) {
      setup.accept(stream);
      stream.start();
      // The parser throws what it happens to run into, ends its own recursion by nothing but the
      // end of the stack, and from JDK 25 on calls a type of an impossible name an internal error.
    } catch (IOException | RuntimeException | StackOverflowError | InternalError e) {
      throw new RecordingException(
          String.format(
              "%s is damaged, Flight Recorder cannot read it (%s); copy it or dump the recording"
                  + " again",
              file, e.getClass().getSimpleName()),
          e);
    }
  }

  /**
   * Compares what a reader has got with what there is: the JDK's stream ends without a word where
   * it cannot go on.
   *
   * @param file the recording, to be named
   * @param received how many events of the names have been received
   * @throws RecordingException when some are missing
   */
  public void requireAll(Path file, long received) throws RecordingException {
    if (received != events) {
      throw new RecordingException(
          String.format(
              "%s is damaged: %,d of %,d events of maps could be read; copy it or dump the"
                  + " recording again",
              file, received, events));
    }
  }

  private static CheckedRecording check(RecordingBytes in, Set<String> eventNames)
      throws IOException {
    long bytes = in.length();
    if (bytes == 0) {
      throw new IOException(
          "is empty; dump the recording again, or wait until it has been written");
    }
    ChunkCheck chunks = new ChunkCheck(in, eventNames);
    List<ChunkStart> starts = new ArrayList<>();
    long end = Long.MIN_VALUE;
    for (long position = 0; position < bytes; ) {
      ChunkHeader header = ChunkHeader.read(in, position);
      chunks.check(header);
      starts.add(header.start());
      end = Math.max(end, header.endNanos());
      position = header.end();
    }
    return new CheckedRecording(starts, end, chunks.events());
  }

  private static void requireFile(Path file) throws RecordingException {
    if (!Files.exists(file)) {
      throw new RecordingException(file + " does not exist; check the path");
    }
    if (Files.isDirectory(file)) {
      throw new RecordingException(file + " is a folder; name a recording in it");
    }
    if (!Files.isRegularFile(file)) {
      throw new RecordingException(file + " is a device or pipe; copy the recording into a file");
    }
    if (!Files.isReadable(file)) {
      throw new RecordingException(file + " cannot be read: permission denied; ask its owner");
    }
  }
}
