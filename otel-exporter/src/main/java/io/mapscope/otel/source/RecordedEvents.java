package io.mapscope.otel.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import jdk.jfr.consumer.EventStream;

/** Streams a recording that was checked. */
final class RecordedEvents {

  private RecordedEvents() {}

  /**
   * Reads until the file or the stream ends.
   *
   * @param file the recording
   * @param setup is given the stream before it starts
   * @throws IOException when the JDK's parser fails; it throws what it happens to run into, and
   *     stops its own recursion by nothing but the end of the stack
   */
  static void read(Path file, Consumer<EventStream> setup) throws IOException {
    try (EventStream stream = EventStream.openFile(file)) {
      setup.accept(stream);
      stream.start();
    } catch (RuntimeException | StackOverflowError e) {
      throw new SourceException(
          String.format(
              "%s is damaged, Flight Recorder cannot read it (%s); copy it or dump the recording"
                  + " again",
              file, e.getClass().getSimpleName()),
          e);
    }
  }
}
