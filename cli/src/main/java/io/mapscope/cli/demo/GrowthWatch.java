package io.mapscope.cli.demo;

import io.mapscope.events.OperationSampleEvent;

/**
 * Tells the growths of a map that does not tell them itself. Everything here is called between two
 * operations that are timed, never inside one.
 */
interface GrowthWatch {

  /** No map has so many entries. */
  int NEVER = -1;

  /** Of a map that tells its growths itself. */
  GrowthWatch NONE =
      new GrowthWatch() {
        @Override
        public int growsAt() {
          return NEVER;
        }

        @Override
        public int sampleMask() {
          return -1;
        }

        @Override
        public void growthBegins(int entries) {
          throw new IllegalStateException("the map tells its growths itself");
        }

        @Override
        public void growthEnds(long nanos) {
          throw new IllegalStateException("the map tells its growths itself");
        }

        @Override
        public OperationSampleEvent beginSample() {
          throw new IllegalStateException("the map samples its operations itself");
        }

        @Override
        public void endSample(OperationSampleEvent sample, Operation operation) {
          throw new IllegalStateException("the map samples its operations itself");
        }

        @Override
        public void count(Operation operation) {
          // The map counts its operations itself.
        }
      };

  /** The number of entries at which one more insert makes the map grow, or {@link #NEVER}. */
  int growsAt();

  /** An operation whose number and this are 0 is sampled; -1 for none. */
  int sampleMask();

  /** The next insert makes the map grow. */
  void growthBegins(int entries);

  /** The insert is done. */
  void growthEnds(long nanos);

  /** The next operation is sampled. */
  OperationSampleEvent beginSample();

  /** The sampled operation is done. */
  void endSample(OperationSampleEvent sample, Operation operation);

  /** An operation is done. */
  void count(Operation operation);
}
