package io.mapscope.otel.follow;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The spans that were confirmed since the last checkpoint, batch by batch.
 *
 * <p>Implementation note. A chunk may hold a hundred thousand spans, and a checkpoint is only made
 * after a chunk; without the journal a kill would have up to a chunk's spans sent again, with it
 * one batch. A batch is one write of one record with its checksum, handed to the operating system
 * and not forced to the disk: it outlives the process. After a loss of power its spans may be sent
 * again. Reading ends at the first record that is not whole.
 */
final class Journal implements Closeable {

  private static final int HEAD_BYTES = Integer.BYTES + Long.BYTES;

  private final FileChannel channel;
  private final Map<String, long[]> found = new HashMap<>();

  private Journal(FileChannel channel) {
    this.channel = channel;
  }

  /** Opens a journal, a new one when there is none, to be continued after its last whole record. */
  static Journal open(Path file) throws IOException {
    Journal journal =
        new Journal(
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE));
    try {
      journal.read(Files.readAllBytes(file));
      return journal;
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  /** What it held when it was opened, in ascending order, by destination. */
  Map<String, long[]> found() {
    return found;
  }

  void add(String destination, long[] spanIds) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(body)) {
      out.writeUTF(destination);
      CheckpointFormat.write(spanIds, out);
    }
    ByteBuffer entry = ByteBuffer.allocate(HEAD_BYTES + body.size());
    entry.putInt(body.size());
    entry.putLong(CheckpointFormat.checksum(body.toByteArray()));
    entry.put(body.toByteArray()).flip();
    while (entry.hasRemaining()) {
      channel.write(entry);
    }
  }

  private void read(byte[] file) throws IOException {
    int whole = 0;
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(file));
    try {
      for (int bytes = readEntry(in); bytes > 0; bytes = readEntry(in)) {
        whole += bytes;
      }
    } catch (EOFException e) {
      // The process was killed while it wrote.
    }
    found.values().forEach(Arrays::sort);
    channel.truncate(whole).position(whole);
  }

  /** Returns the record's length in the file, 0 when it is damaged. */
  private int readEntry(DataInputStream in) throws IOException {
    int length = in.readInt();
    long checksum = in.readLong();
    byte[] body = in.readNBytes(Math.max(0, length));
    if (body.length != length || checksum != CheckpointFormat.checksum(body)) {
      return 0;
    }
    DataInputStream entry = new DataInputStream(new ByteArrayInputStream(body));
    found.merge(entry.readUTF(), CheckpointFormat.readIds(entry), PassedChunk::merge);
    return HEAD_BYTES + length;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
