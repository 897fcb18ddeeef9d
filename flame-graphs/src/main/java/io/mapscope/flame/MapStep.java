package io.mapscope.flame;

import io.mapscope.events.MapscopeEvents;
import java.util.List;
import one.jfr.JfrClass;
import one.jfr.JfrReader;
import one.jfr.event.IntervalEvent;

/**
 * An event of an instrumented map, as far as flame graphs need it.
 *
 * <p>Implementation note. The reader makes these by reflection, so the types and their constructors
 * are public; nobody else is meant. Flight Recorder writes time, duration, thread and stack, then
 * the fields of the type itself as they are declared, then those of its superclass.
 */
public abstract class MapStep extends IntervalEvent {

  /** What the fields of a type itself hold. */
  private enum Field {
    NUMBER,
    TEXT,
    FLAG
  }

  private static final List<String> HEAD =
      List.of("startTime", "duration", "eventThread", "stackTrace");

  final String firstText;
  final long mapNumber;
  final TraceLink trace;

  private MapStep(String type, JfrReader reader, Field... own) {
    this(head(type, reader), reader, own);
  }

  private MapStep(long[] head, JfrReader reader, Field... own) {
    super(head[0], (int) head[2], (int) head[3], head[1]);
    firstText = skip(reader, own);
    mapNumber = reader.getVarlong();
    reader.getVarlong(); // sequence
    trace = TraceLink.of(reader.getVarlong(), reader.getVarlong(), reader.getVarlong());
  }

  /** Time, duration, thread and stack, 0 where an event has none. */
  static long[] head(String type, JfrReader reader) {
    JfrClass fields = reader.typesByName.get(type);
    long[] head = new long[HEAD.size()];
    for (int i = 0; i < head.length; i++) {
      head[i] = fields.field(HEAD.get(i)) == null ? 0 : reader.getVarlong();
    }
    return head;
  }

  /** Returns the first text among the fields, which is null where that is. */
  private static String skip(JfrReader reader, Field... fields) {
    String first = null;
    boolean found = false;
    for (Field field : fields) {
      switch (field) {
        case NUMBER -> reader.getVarlong();
        case FLAG -> reader.getBoolean();
        case TEXT -> {
          String text = reader.getString();
          first = found ? first : text;
          found = true;
        }
      }
    }
    return first;
  }

  /** What one write did for a growth. */
  public static final class GrowWork extends MapStep {
    /**
     * Reads one.
     *
     * @param reader stands behind the type of the event
     */
    public GrowWork(JfrReader reader) {
      super(
          MapscopeEvents.GROW_WORK,
          reader,
          Field.NUMBER,
          Field.TEXT,
          Field.NUMBER,
          Field.NUMBER,
          Field.NUMBER,
          Field.NUMBER,
          Field.NUMBER,
          Field.NUMBER,
          Field.FLAG);
    }
  }

  /** The evacuation of one chain. */
  public static final class Evacuate extends MapStep {
    /**
     * Reads one.
     *
     * @param reader stands behind the type of the event
     */
    public Evacuate(JfrReader reader) {
      super(
          MapscopeEvents.EVACUATE,
          reader,
          Field.NUMBER,
          Field.NUMBER,
          Field.NUMBER,
          Field.NUMBER,
          Field.NUMBER,
          Field.NUMBER,
          Field.NUMBER);
    }
  }

  /** The introduction of a map: its first text is its name. */
  public static final class Created extends MapStep {
    /**
     * Reads one.
     *
     * @param reader stands behind the type of the event
     */
    public Created(JfrReader reader) {
      super(
          MapscopeEvents.MAP_CREATED,
          reader,
          Field.TEXT,
          Field.TEXT,
          Field.TEXT,
          Field.TEXT,
          Field.NUMBER,
          Field.NUMBER,
          Field.NUMBER,
          Field.NUMBER,
          Field.FLAG);
    }
  }
}
