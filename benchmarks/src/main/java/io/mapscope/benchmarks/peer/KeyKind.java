package io.mapscope.benchmarks.peer;

/** Types of keys. */
public enum KeyKind {
  LONG {
    @Override
    Object key(long number) {
      return number;
    }

    @Override
    Object copy(Object key) {
      return Long.valueOf((Long) key);
    }
  },

  STRING {
    @Override
    Object key(long number) {
      return Long.toString(number, Character.MAX_RADIX);
    }

    /** With characters of its own, as one read from a request has. */
    @Override
    Object copy(Object key) {
      return new String(((String) key).toCharArray());
    }
  };

  abstract Object key(long number);

  abstract Object copy(Object key);
}
