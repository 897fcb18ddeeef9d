package io.mapscope.report.programs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** An index that takes a document with each request and never forgets one, unless told to. */
public final class SearchIndex {

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
    for (int request = 0; request < requests; request++) {
      index("document-" + request, request);
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
