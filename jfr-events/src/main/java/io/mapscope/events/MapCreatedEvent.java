package io.mapscope.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timestamp;

/** Introduces a map: at its creation, and again at the start of each chunk while it lives. */
@Name(MapscopeEvents.MAP_CREATED)
@Label("Map Created")
@Category("Hash Map")
@Description("A map that is observed, told at its creation and again at the start of each chunk")
@StackTrace(true)
@Period("beginChunk")
public final class MapCreatedEvent extends MapEvent {

  /** The name given by the user, or null. */
  @Label("Name")
  @Description("Name that the program gave the map")
  public String name;

  /** Class of the map. */
  @Label("Implementation")
  @Description("Class of the map")
  public String implementation;

  /** Where the map was made, or null when nobody recorded then. */
  @Label("Creation Site")
  @Description("Method and line that made the map, when a recording was running then")
  public String creationSite;

  /** Options that differ from the default, as {@code key=value} separated by commas. */
  @Label("Options")
  @Description("Options the map was made with")
  public String options;

  /** Buckets that the map was made with, also in a repetition. */
  @Label("Initial Buckets")
  @Description("Number of buckets that the map was made with")
  public long initialBuckets;

  /**
   * A random number drawn once per JVM. With the map's number it names the map among all JVMs;
   * start time and process id alone would not, as containers share both.
   */
  @Label("JVM Identity")
  @Description("Random number of the JVM, which with the map's number names the map among all JVMs")
  public long jvmIdentity;

  /** When the JVM started. */
  @Label("JVM Start")
  @Description("When the JVM of the map started")
  @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
  public long jvmStart;

  /** Process id of the JVM. */
  @Label("Process Identifier")
  @Description("Process id of the JVM of the map")
  public long pid;

  /** True for a repetition at the start of a chunk. */
  @Label("Repeated")
  @Description("Whether the event repeats an earlier one for the readers of a new chunk")
  public boolean repeated;

  /** An empty event. */
  public MapCreatedEvent() {}
}
