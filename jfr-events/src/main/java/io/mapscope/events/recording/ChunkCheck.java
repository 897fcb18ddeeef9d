package io.mapscope.events.recording;

import io.mapscope.events.recording.TypeShapes.EventShape;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Passes over one chunk as the JDK's parser would, and counts the events asked for. */
final class ChunkCheck {

  private final RecordingBytes in;
  private final Set<String> eventNames;
  private TypeDeclarations declarations;
  private long events;

  ChunkCheck(RecordingBytes in, Set<String> eventNames) {
    this.in = in;
    this.eventNames = eventNames;
  }

  long events() {
    return events;
  }

  void check(ChunkHeader chunk) throws IOException {
    declarations = TypeDeclarations.read(in, chunk, declarations);
    TypeShapes shapes = new TypeShapes(declarations, chunk.metadata());
    ConstantPools.pass(in, chunk, shapes);
    passEvents(chunk, shapes.events(eventNames));
  }

  private void passEvents(ChunkHeader chunk, Map<Long, EventShape> wanted) throws IOException {
    long start = chunk.position() + ChunkHeader.BYTES;
    while (start < chunk.end()) {
      in.range(start, chunk.end());
      long bytes = in.readLong();
      if (bytes <= 0 || bytes > chunk.end() - start) {
        throw new Damage("an event of " + bytes + " bytes", start);
      }
      in.range(in.position(), start + bytes);
      long type = in.readLong();
      EventShape shape = wanted.get(type);
      if (shape != null) {
        events++;
        if (shape.fields() != null) {
          passEvent(shape);
        }
      } else if (type == ConstantPools.CHECKPOINT_EVENT) {
        // Of each checkpoint the JDK reads this far while it passes over events.
        in.readLong();
        in.readLong();
        in.readLong();
        in.readByte();
      }
      start += bytes;
    }
  }

  private void passEvent(EventShape shape) throws IOException {
    in.readLong();
    if (shape.timed()) {
      in.readLong();
    }
    shape.fields().pass(in);
  }
}
