package io.mapscope.otel.mapping;

import jdk.jfr.consumer.EventStream;

/**
 * Maps the events of recordings on a thread of its own, while the stream's thread decodes the next.
 *
 * <p>Implementation note. Reading and decoding take as long as mapping does. What is mapped, and in
 * which order, is the same as on one thread: whole batches, one after the other. For a running JVM
 * it is not worth a thread, and events would come later.
 *
 * <p>Opened, attached and closed by the thread that starts the streams, one after the other, and
 * that asks the engine nothing meanwhile that the mapping changes.
 */
public final class MappingAhead implements AutoCloseable {

  private final MappingEngine engine;
  private final EventIntake intake;
  private final Handover handover;

  MappingAhead(MappingEngine engine, EventIntake intake) {
    this.engine = engine;
    this.intake = intake;
    this.handover = Handover.to(this::map, engine::streamFailed);
  }

  /**
   * Takes the events of a stream that has not been started.
   *
   * @param stream the stream, not null
   * @param clock knows the chunks of the stream
   */
  public void attach(EventStream stream, ChunkClock clock) {
    engine.subscribe(
        stream,
        (handler, event) -> {
          intake.take(handler, event, clock);
          if (intake.waiting() % Handover.STEP == 0) {
            handover.awaitRoom(intake.waiting());
          }
        },
        () -> {
          EventBatch batch = intake.complete();
          intake.endBatch(clock);
          handover.hand(batch);
        });
  }

  private void map(EventBatch batch) {
    engine.map(batch, event -> handover.mapped());
  }

  /**
   * Waits until all whole batches have been mapped; what was read after the last of them comes
   * first in the next. No thread is left behind.
   */
  @Override
  public void close() {
    handover.close();
  }
}
