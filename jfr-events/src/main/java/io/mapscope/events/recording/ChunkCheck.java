package io.mapscope.events.recording;

import io.mapscope.events.recording.TypeShapes.EventShape;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Passes over one chunk as the JDK's parser would, and counts the events asked for. */
final class ChunkCheck {

  // Flight Recorder numbers types from 0; a program has some thousand, classes included.
  private static final int LOWEST_TYPES = 1 << 13;

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
    EventShape[] lowest = lowest(wanted);
    long start = chunk.position() + ChunkHeader.BYTES;
    while (start < chunk.end()) {
      in.range(start, chunk.end());
      long bytes = in.readLong();
      if (bytes <= 0 || bytes > chunk.end() - start) {
        throw new Damage("an event of " + bytes + " bytes", start);
      }
      in.range(in.position(), start + bytes);
      long type = in.readLong();
      EventShape shape = type >= 0 && type < LOWEST_TYPES ? lowest[(int) type] : wanted.get(type);
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

  /** A look into the map would make an object for each event. */
  private static EventShape[] lowest(Map<Long, EventShape> wanted) {
    EventShape[] lowest = new EventShape[LOWEST_TYPES];
    wanted.forEach(
        (type, shape) -> {
          if (type >= 0 && type < LOWEST_TYPES) {
            lowest[type.intValue()] = shape;
          }
        });
    return lowest;
  }

  private void passEvent(EventShape shape) throws IOException {
    in.readLong();
    if (shape.timed()) {
      in.readLong();
    }
    shape.fields().pass(in);
  }
}
