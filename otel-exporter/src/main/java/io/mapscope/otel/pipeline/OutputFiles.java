package io.mapscope.otel.pipeline;

import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The pair of files that all pipelines of one export write to, one OTLP message a line.
 *
 * <p>Implementation note. Several JVMs are exported at the same time, each by an SDK of its own,
 * into the same files. So each exporter has a stream of its own that keeps what it is given until
 * the line is whole, and whole lines are written one at a time.
 */
public final class OutputFiles implements AutoCloseable {

  static final String SPANS = "spans.jsonl";
  static final String METRICS = "metrics.jsonl";

  private final Path folder;
  private final OutputStream spans;
  private final OutputStream metrics;

  private OutputFiles(Path folder, OutputStream spans, OutputStream metrics) {
    this.folder = folder;
    this.spans = spans;
    this.metrics = metrics;
  }

  /**
   * Makes the folder when it is missing, and the files anew.
   *
   * @param folder where the files shall be
   * @return to be closed after the last pipeline
   * @throws IOException when a file cannot be written; the message is one line and names it
   */
  public static OutputFiles open(Path folder) throws IOException {
    return open(folder, false);
  }

  /**
   * Makes the folder when it is missing, and continues the files after their last whole line: a
   * process that was killed may have left the beginning of one, which was not delivered.
   *
   * @param folder where the files shall be
   * @return to be closed after the last pipeline
   * @throws IOException when a file cannot be written; the message is one line and names it
   */
  public static OutputFiles append(Path folder) throws IOException {
    return open(folder, true);
  }

  private static OutputFiles open(Path folder, boolean append) throws IOException {
    OutputStream spans = open(folder, SPANS, append);
    try {
      return new OutputFiles(folder, spans, open(folder, METRICS, append));
    } catch (IOException failure) {
      spans.close();
      throw failure;
    }
  }

  SpanExporter spanExporter() {
    return JsonLines.spans(new Lines(spans));
  }

  MetricExporter metricExporter() {
    return JsonLines.metrics(new Lines(metrics));
  }

  String spansName() {
    return folder.resolve(SPANS).toString();
  }

  String metricsName() {
    return folder.resolve(METRICS).toString();
  }

  @Override
  public void close() throws IOException {
    spans.close();
    metrics.close();
  }

  private static OutputStream open(Path folder, String file, boolean append) throws IOException {
    try {
      Files.createDirectories(folder);
      if (append) {
        removeTornLine(folder.resolve(file));
      }
      return Files.newOutputStream(
          folder.resolve(file),
          StandardOpenOption.CREATE,
          append ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
          StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException(
          folder.resolve(file) + " cannot be written (" + e + "); name another folder", e);
    }
  }

  private static void removeTornLine(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      long end = channel.size();
      while (end > 0 && channel.read(last.clear(), end - 1) == 1 && last.get(0) != '\n') {
        end--;
      }
      channel.truncate(end);
    }
  }

  /** Passes whole lines on. Used by one exporter, which writes one message after the other. */
  private static final class Lines extends OutputStream {

    private final OutputStream file;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    Lines(OutputStream file) {
      this.file = file;
    }

    @Override
    public synchronized void write(int octet) throws IOException {
      begun.write(octet);
      if (octet == '\n') {
        passOn();
      }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      begun.write(bytes, offset, length);
      if (length > 0 && bytes[offset + length - 1] == '\n') {
        passOn();
      }
    }

    private void passOn() throws IOException {
      synchronized (file) {
        begun.writeTo(file);
      }
      begun.reset();
    }
  }
}
