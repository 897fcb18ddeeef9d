package io.mapscope.report.programs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** An index that takes a document with each request and never forgets one, unless told to. */
public final class SearchIndex {

  private static final int BURST = 1_000;

  private final Map<String, Long> documents;
  private final long most;
  private final Deque<String> oldest = new ArrayDeque<>();

  public SearchIndex(Map<String, Long> documents) {
    this(documents, Long.MAX_VALUE);
  }

  /** Forgets the oldest beyond a bound. */
  public SearchIndex(Map<String, Long> documents, long most) {
    this.documents = documents;
    this.most = most;
  }

  public void serve(int requests) {
    serve(requests, 0);
  }

  /** Takes a thousand requests at a time, with a pause after each. */
  public void serve(int requests, int pauseMillis) {
    for (int request = 0; request < requests; request++) {
      index("document-" + request, request);
      if (request % BURST == 0) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
      }
    }
  }

  private void index(String document, long position) {
    if (most < Long.MAX_VALUE) {
      if (documents.size() >= most) {
        documents.remove(oldest.remove());
      }
      oldest.add(document);
    }
    documents.put(document, position);
  }
}
