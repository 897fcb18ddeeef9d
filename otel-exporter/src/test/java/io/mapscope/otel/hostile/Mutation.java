package io.mapscope.otel.hostile;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Ways to make a recording hostile. All start from whole chunks. */
enum Mutation {
  NONE(true) {
    @Override
    byte[] of(Random random, List<byte[]> base) {
      return joined(base);
    }
  },
  OTHER_RELEASE(true) {
    @Override
    byte[] of(Random random, List<byte[]> base) {
      return joined(new TinyRecording(random, 0, random.nextDouble() / 2, false).chunks());
    }
  },
  WILD_VALUES(true) {
    @Override
    byte[] of(Random random, List<byte[]> base) {
      return joined(new TinyRecording(random, 0, 0, true).chunks());
    }
  },
  /** Of several recordings; two may have the same number of metadata, then not all can be read. */
  SWAPPED_CHUNKS(false) {
    @Override
    byte[] of(Random random, List<byte[]> base) {
      List<byte[]> chunks = new ArrayList<>(base);
      chunks.addAll(new TinyRecording(random, 0, 0.1, false).chunks());
      Collections.shuffle(chunks, random);
      return joined(chunks.subList(0, 1 + random.nextInt(chunks.size())));
    }
  },
  LYING_NUMBERS(false) {
    @Override
    byte[] of(Random random, List<byte[]> base) {
      double lies = Math.pow(10, -1 - 3 * random.nextDouble());
      return joined(new TinyRecording(random, lies, 0.02, random.nextBoolean()).chunks());
    }
  },
  FLIPPED_BITS(false) {
    @Override
    byte[] of(Random random, List<byte[]> base) {
      byte[] bytes = joined(base);
      for (int left = 1 + random.nextInt(16); left > 0; left--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      }
      return bytes;
    }
  },
  TRUNCATED(false) {
    @Override
    byte[] of(Random random, List<byte[]> base) {
      byte[] bytes = joined(base);
      if (random.nextBoolean()) {
        return Arrays.copyOf(bytes, random.nextInt(bytes.length));
      }
      int border = joined(base.subList(0, random.nextInt(base.size() + 1))).length;
      int near = border + random.nextInt(140) - 70;
      return Arrays.copyOf(bytes, Math.max(0, Math.min(bytes.length, near)));
    }
  },
  /** At every border of chunks, and a byte to either side, one after the other. */
  CUT_AT_BORDER(false) {
    @Override
    byte[] of(Random random, List<byte[]> base) {
      return of(random, base, random.nextInt(Integer.MAX_VALUE));
    }

    @Override
    byte[] of(Random random, List<byte[]> base, long turn) {
      byte[] bytes = joined(base);
      long cuts = 3L * (base.size() + 1);
      int cut = (int) Math.floorMod(turn, cuts);
      int border = joined(base.subList(0, cut / 3)).length;
      return Arrays.copyOf(bytes, Math.max(0, Math.min(bytes.length, border + cut % 3 - 1)));
    }
  },
  HEADER(false) {
    @Override
    byte[] of(Random random, List<byte[]> base) {
      List<byte[]> chunks = new ArrayList<>(base);
      byte[] chunk = chunks.get(random.nextInt(chunks.size()));
      int[][] fields = {
        {4, 2}, {8, 8}, {16, 8}, {24, 8}, {32, 8}, {40, 8}, {48, 8}, {56, 8}, {64, 1}, {67, 1}
      };
      int[] field = fields[random.nextInt(fields.length)];
      byte[] value = new RecordingWriter(random, 1).full(0, Long.BYTES).bytes();
      System.arraycopy(value, Long.BYTES - field[1], chunk, field[0], field[1]);
      return joined(chunks);
    }
  },
  OVERWRITTEN(false) {
    @Override
    byte[] of(Random random, List<byte[]> base) {
      byte[] bytes = joined(base);
      for (int left = 1 + random.nextInt(4); left > 0; left--) {
        byte[] lie = new RecordingWriter(random, 1).number(0).bytes();
        int at = random.nextInt(bytes.length);
        System.arraycopy(lie, 0, bytes, at, Math.min(lie.length, bytes.length - at));
      }
      return bytes;
    }
  },
  SHIFTED(false) {
    @Override
    byte[] of(Random random, List<byte[]> base) {
      byte[] bytes = joined(base);
      int from = random.nextInt(bytes.length);
      int to = Math.min(bytes.length, from + random.nextInt(32));
      byte[] other = new byte[random.nextInt(32)];
      random.nextBytes(other);
      return joined(
          List.of(Arrays.copyOf(bytes, from), other, Arrays.copyOfRange(bytes, to, bytes.length)));
    }
  };

  /** Whether what comes of it is whole, and so must give a result. */
  final boolean whole;

  Mutation(boolean whole) {
    this.whole = whole;
  }

  /** The mutated file; may change the base. */
  abstract byte[] of(Random random, List<byte[]> base);

  /**
   * The mutated file, where all ways are gone through one after the other.
   *
   * @param turn how many have been made before
   */
  byte[] of(Random random, List<byte[]> base, long turn) {
    return of(random, base);
  }

  private static byte[] joined(List<byte[]> parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    parts.forEach(all::writeBytes);
    return all.toByteArray();
  }
}
