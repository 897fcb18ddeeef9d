package io.mapscope.events.recording;

import java.io.IOException;
import java.util.List;

/** How the values of a type lie in a recording, as far as is needed to pass over them. */
sealed interface ValueShape {

  /** Passes over a value, not beyond the limit. */
  void pass(RecordingBytes in) throws IOException;

  /** Whether a value tells its own size, which may be a lie. */
  default boolean tellsItsSize() {
    return false;
  }

  /** A number in seven bits a byte, among them references to constants. */
  record Varint() implements ValueShape {
    @Override
    public void pass(RecordingBytes in) throws IOException {
      in.readLong();
    }
  }

  /** A value of a fixed width. */
  record Fixed(int bytes) implements ValueShape {
    @Override
    public void pass(RecordingBytes in) throws IOException {
      in.skip(bytes);
    }
  }

  /** A string: how it is encoded, then its size, then its content. */
  record Text() implements ValueShape {

    static final int NULL = 0;
    static final int EMPTY = 1;
    static final int CONSTANT = 2;
    static final int UTF_8 = 3;
    static final int CHARS = 4;
    static final int LATIN_1 = 5;

    @Override
    public void pass(RecordingBytes in) throws IOException {
      long start = in.position();
      switch (in.readByte()) {
        case NULL, EMPTY -> {}
        case CONSTANT -> in.readLong();
        case UTF_8, LATIN_1 -> in.skip(in.readCount("bytes of text"));
        case CHARS -> {
          for (int left = in.readCount("characters of text"); left > 0; left--) {
            in.readLong();
          }
        }
        default -> throw new Damage("a text of no known encoding", start);
      }
    }

    @Override
    public boolean tellsItsSize() {
      return true;
    }
  }

  /** Elements of one shape, preceded by their count. */
  record Array(ValueShape element) implements ValueShape {
    @Override
    public void pass(RecordingBytes in) throws IOException {
      for (int left = in.readCount("elements of an array"); left > 0; left--) {
        element.pass(in);
      }
    }

    @Override
    public boolean tellsItsSize() {
      return true;
    }
  }

  /** Fields one after the other; at least one, so that every value takes a byte. */
  record Struct(List<ValueShape> fields) implements ValueShape {
    @Override
    public void pass(RecordingBytes in) throws IOException {
      for (ValueShape field : fields) {
        field.pass(in);
      }
    }

    @Override
    public boolean tellsItsSize() {
      return fields.stream().anyMatch(ValueShape::tellsItsSize);
    }
  }
}
