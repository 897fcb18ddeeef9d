/**
 * Where events come from, and the one way from there to OpenTelemetry.
 *
 * <p>A tour: {@link io.mapscope.otel.source.Sources} reads what the user has named. A running JVM
 * is a {@link io.mapscope.otel.source.LiveSource}, this one, one on this host or one elsewhere:
 * each knows how to start a recording and where its chunks can be read; {@link
 * io.mapscope.otel.source.LiveExport} does the rest for all three. Recordings on disk are put
 * together by JVM, {@link io.mapscope.otel.source.RecordedJvm}. Whatever the source, its events go
 * through a {@link io.mapscope.otel.source.JvmExport}: one JVM, one engine, one SDK, one resource.
 */
package io.mapscope.otel.source;
