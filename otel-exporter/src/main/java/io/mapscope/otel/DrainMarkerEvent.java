package io.mapscope.otel;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** Committed by an exporter that closes, to learn how far its stream has come. */
@Name(DrainMarkerEvent.NAME)
@Label("Drain Marker")
@Category("Hash Map")
@Description("An exporter is closing and waits until it has read up to here")
@Enabled(false)
@StackTrace(false)
final class DrainMarkerEvent extends Event {

  static final String NAME = "mapscope.DrainMarker";

  @Label("Exporter")
  @Description("Which exporter is closing")
  long exporter;
}
