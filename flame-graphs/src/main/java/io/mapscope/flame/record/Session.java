package io.mapscope.flame.record;

import java.io.IOException;
import java.nio.file.Path;

/** A recording that runs in another JVM, by one of the engines. */
interface Session {

  /** Ends the recording; afterwards {@link #file} has it, unless the JVM has gone before. */
  void stop() throws IOException;

  /** Where the recording is written. */
  Path file();
}
