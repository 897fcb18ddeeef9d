package io.mapscope.events.recording;

import java.io.IOException;
import java.util.zip.CRC32;

/**
 * Which metadata a chunk has.
 *
 * <p>Implementation note. Their writer numbers them anew when a type is added, and the JDK's reader
 * reads none that has the number of the one before. In a file that was put together of several, two
 * may have the same number: so the checksum decides.
 *
 * @param id the writer's number
 * @param checksum of the whole
 */
record MetadataNumber(long id, long checksum) {

  static final int METADATA_EVENT = 0;

  private static final int MOST_BYTES = 4 << 20; // JDK 25 writes 0.2 MB.

  /** Reads it, and leaves the bytes at what follows. */
  static MetadataNumber read(RecordingBytes in, ChunkHeader chunk) throws IOException {
    long start = chunk.metadata();
    in.range(start, chunk.end());
    long bytes = in.readLong();
    if (bytes <= 0 || bytes > chunk.end() - start || bytes > MOST_BYTES) {
      throw new Damage("metadata of " + bytes + " bytes", start);
    }
    in.range(in.position(), start + bytes);
    if (in.readLong() != METADATA_EVENT) {
      throw new Damage("no metadata", start);
    }
    in.readLong(); // When it was written, and how long that took.
    in.readLong();
    long id = in.readLong();
    long content = in.position();
    CRC32 checksum = new CRC32();
    while (in.position() < in.limit()) {
      checksum.update(in.readByte());
    }
    in.range(content, start + bytes);
    return new MetadataNumber(id, checksum.getValue());
  }

  /** Whether the JDK's reader would take the metadata before for these. */
  boolean isTakenFor(MetadataNumber before) {
    return id == before.id && checksum != before.checksum;
  }
}
