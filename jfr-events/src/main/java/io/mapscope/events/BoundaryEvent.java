package io.mapscope.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A moment at which a map behaves differently from then on. */
@Name(MapscopeEvents.BOUNDARY)
@Label("Boundary")
@Category("Hash Map")
@Description("A moment at which growth and deletes meet")
@StackTrace(true)
public final class BoundaryEvent extends MapEvent {

  /** The last chain of a growth has been evacuated. */
  public static final String LAST_CHAIN_EVACUATED = "last-chain-evacuated";

  /** The first delete of a growth that met a chain not yet evacuated. */
  public static final String DELETE_MET_GROWTH = "delete-met-growth";

  /** The first delete after the map has passed 65,536 entries. */
  public static final String DELETE_AFTER_65536 = "delete-after-65536-entries";

  /** Which boundary: one of the constants. */
  @Label("Kind")
  @Description("Which boundary was crossed")
  public String kind;

  /** The growth that it is about, or the last one; 0 before the first. */
  @GrowthNumber
  @Label("Growth")
  @Description("Number of the growth under way, else of the last one")
  public long growth;

  /** Entries at that moment. */
  @Label("Entries")
  @Description("Number of entries at that moment")
  public long entries;

  /** An empty event. */
  public BoundaryEvent() {}
}
