package io.mapscope.events.recording;

import java.io.IOException;

/** What is wrong with a recording, and where; {@link CheckedRecording} names the file. */
final class Damage extends IOException {

  private static final long serialVersionUID = 1L;

  Damage(String what, long position) {
    super(what + " at byte " + position);
  }
}
