/**
 * The one way into another JVM of this host. Depends on nothing but the JDK.
 *
 * <p>{@link io.mapscope.attach.TargetProcess} is the way in.
 */
module io.mapscope.attach {
  // An image for a service that only might attach need not have it.
  requires static transitive jdk.attach;

  exports io.mapscope.attach;
}
