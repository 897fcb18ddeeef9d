package io.mapscope.otel.follow;

import io.mapscope.otel.pipeline.MetricTotals;
import io.mapscope.otel.pipeline.MetricTotalsFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A checkpoint as bytes: a magic, a version, the length and the checksum of the rest, the number of
 * the journal that belongs to it, and the rest.
 */
final class CheckpointFormat {

  private static final int MAGIC = 0x4D53_4350;
  private static final int VERSION = 1;
  private static final int HEAD_BYTES = 24;

  /**
   * What a file holds.
   *
   * @param journal number of the journal of what was confirmed since
   * @param checkpoint the checkpoint
   */
  record Saved(long journal, Checkpoint checkpoint) {}

  private CheckpointFormat() {}

  static byte[] encode(Checkpoint checkpoint, long journal) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(body)) {
      out.writeLong(journal);
      out.writeInt(checkpoint.exported().size());
      for (long chunk : checkpoint.exported()) {
        out.writeLong(chunk);
      }
      Map<String, JvmState> jvms = checkpoint.jvms();
      out.writeInt(jvms.size());
      for (Map.Entry<String, JvmState> jvm : jvms.entrySet()) {
        out.writeUTF(jvm.getKey());
        write(jvm.getValue(), out);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream(body.size() + HEAD_BYTES);
    try (DataOutputStream out = new DataOutputStream(file)) {
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.writeLong(body.size());
      out.writeLong(checksum(body.toByteArray()));
      body.writeTo(out);
    }
    return file.toByteArray();
  }

  /**
   * Reads a checkpoint.
   *
   * @throws IOException when it is damaged; the message says how
   */
  static Saved decode(byte[] file) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    if (file.length < HEAD_BYTES || in.readInt() != MAGIC) {
      throw new IOException("it is no checkpoint");
    }
    int version = in.readInt();
    if (version != VERSION) {
      throw new IOException("it is of version " + version + ", not " + VERSION);
    }
    long length = in.readLong();
    long checksum = in.readLong();
    byte[] body = in.readAllBytes();
    if (length != body.length || checksum != checksum(body)) {
      throw new IOException("its checksum is wrong");
    }
    return decodeBody(new DataInputStream(new ByteArrayInputStream(body)));
  }

  static long checksum(byte[] bytes) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    return checksum.getValue();
  }

  private static Saved decodeBody(DataInputStream in) throws IOException {
    Checkpoint checkpoint = new Checkpoint();
    long journal = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      checkpoint.addExported(in.readLong());
    }
    for (int left = in.readInt(); left > 0; left--) {
      checkpoint.put(in.readUTF(), readState(in));
    }
    return new Saved(journal, checkpoint);
  }

  private static void write(JvmState state, DataOutputStream out) throws IOException {
    out.writeBoolean(state.ended());
    out.writeInt(state.overlap().size());
    for (PassedChunk chunk : state.overlap()) {
      out.writeLong(chunk.id());
      out.writeLong(chunk.bytes());
      out.writeLong(chunk.startNanos());
      out.writeLong(chunk.endNanos());
      out.writeInt(chunk.confirmed().size());
      for (Map.Entry<String, long[]> confirmed : chunk.confirmed().entrySet()) {
        out.writeUTF(confirmed.getKey());
        write(confirmed.getValue(), out);
      }
    }
    MetricTotalsFormat.write(state.totals(), out);
  }

  private static JvmState readState(DataInputStream in) throws IOException {
    boolean ended = in.readBoolean();
    List<PassedChunk> overlap = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      long id = in.readLong();
      long bytes = in.readLong();
      long start = in.readLong();
      long end = in.readLong();
      Map<String, long[]> confirmed = new HashMap<>();
      for (int destinations = in.readInt(); destinations > 0; destinations--) {
        confirmed.put(in.readUTF(), readIds(in));
      }
      overlap.add(new PassedChunk(id, bytes, start, end, confirmed));
    }
    MetricTotals totals = MetricTotalsFormat.read(in);
    return new JvmState(ended, overlap, totals);
  }

  static void write(long[] ids, DataOutputStream out) throws IOException {
    out.writeInt(ids.length);
    for (long id : ids) {
      out.writeLong(id);
    }
  }

  static long[] readIds(DataInputStream in) throws IOException {
    long[] ids = new long[in.readInt()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = in.readLong();
    }
    return ids;
  }
}
