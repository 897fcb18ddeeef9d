package io.mapscope.report.scan;

import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;

/** Whether a resize made the first table of a map. */
enum FirstTable {
  YES,
  NO,
  MAYBE;

  // putVal calls resize at its bytecodes 20 (there is no table) and 288 (one entry too many), in
  // JDK 17 as in 25.
  private static final int BEFORE_THE_INSERT = 150;

  static FirstTable of(JdkTable table, RecordedFrame caller) {
    if (table != JdkTable.HASH_MAP || caller == null) {
      return MAYBE;
    }
    RecordedMethod method = caller.getMethod();
    return switch (method.getName()) {
      case "putVal" -> caller.getBytecodeIndex() < BEFORE_THE_INSERT ? YES : NO;
      case "treeifyBin" -> NO;
      default -> MAYBE;
    };
  }
}
