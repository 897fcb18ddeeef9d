package io.mapscope.otel.follow;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a follower keeps its checkpoint: the checkpoint itself, the journal of what was confirmed
 * since, a copy of the chunk being read, and a lock against a second follower.
 *
 * <p>Implementation note. A checkpoint is written to a temporary file, forced to the disk and
 * renamed, so there is always a whole one, the old or the new. Each names its journal: killed
 * before the renaming, the old checkpoint has its old journal still; killed after, the new one has
 * none yet, which is an empty one.
 */
final class CheckpointFolder implements Closeable {

  static final String CHECKPOINT = "checkpoint";
  private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);

  private final Path folder;
  private final FileChannel lock;
  private long number;
  private Journal journal;

  private CheckpointFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens the folder, and makes it when it is missing.
   *
   * @throws IOException with one line when it cannot be written or another follower uses it
   */
  static CheckpointFolder open(Path folder) throws IOException {
    FileChannel lock = null;
    try {
      Files.createDirectories(folder);
      lock =
          FileChannel.open(
              folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock held = lock.tryLock();
      if (held != null) {
        return new CheckpointFolder(folder, lock);
      }
    } catch (OverlappingFileLockException e) {
      LOG.debug("{} is locked by this process", folder, e);
    } catch (IOException e) {
      throw new IOException(
          folder + " cannot be written (" + e + "); name another folder for the checkpoint", e);
    }
    lock.close();
    throw new IOException(
        folder + " is used by another follower; end it or name another folder for the checkpoint");
  }

  /** What was saved; a damaged checkpoint is set aside, and there is none then. */
  Checkpoint load() throws IOException {
    Path file = folder.resolve(CHECKPOINT);
    Checkpoint checkpoint = new Checkpoint();
    if (Files.exists(file)) {
      try {
        CheckpointFormat.Saved saved = CheckpointFormat.decode(Files.readAllBytes(file));
        number = saved.journal();
        checkpoint = saved.checkpoint();
      } catch (IOException | RuntimeException e) {
        setAside(file, e);
      }
    }
    return checkpoint;
  }

  /** What was confirmed since; to be asked after {@link #load}. */
  Map<String, long[]> confirmedSince() throws IOException {
    journal = Journal.open(journalFile());
    return journal.found();
  }

  void confirm(String destination, long[] spanIds) throws IOException {
    journal.add(destination, spanIds);
  }

  /** Saves the checkpoint and begins an empty journal. */
  void save(Checkpoint checkpoint) throws IOException {
    Path old = journalFile();
    Path temporary = folder.resolve(CHECKPOINT + ".new");
    byte[] bytes = CheckpointFormat.encode(checkpoint, number + 1);
    try (FileChannel out =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
        out.write(left);
      }
      out.force(true);
    }
    Files.deleteIfExists(journalFile(number + 1));
    Files.move(
        temporary,
        folder.resolve(CHECKPOINT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    forceFolder();
    number++;
    journal.close();
    journal = Journal.open(journalFile());
    Files.deleteIfExists(old);
  }

  /** Where the chunk being read is copied to. */
  Path workFile() {
    return folder.resolve("chunk");
  }

  private Path journalFile() {
    return journalFile(number);
  }

  private Path journalFile(long of) {
    return folder.resolve("confirmed-" + of);
  }

  private void setAside(Path file, Exception why) throws IOException {
    Path aside = folder.resolve(CHECKPOINT + ".damaged-" + System.currentTimeMillis());
    Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    LOG.warn(
        "The checkpoint {} is damaged ({}); it is kept as {}, and following begins anew",
        file,
        why.getMessage(),
        aside.getFileName());
  }

  /** The renaming itself; a system that cannot open a folder does not need it. */
  private void forceFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      LOG.debug("{} cannot be forced to the disk", folder, e);
    }
  }

  @Override
  public void close() throws IOException {
    if (journal != null) {
      journal.close();
    }
    Files.deleteIfExists(workFile());
    lock.close();
  }
}
