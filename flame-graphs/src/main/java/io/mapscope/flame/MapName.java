package io.mapscope.flame;

/** What a map is called: the name of an instrumented one, which may be told after its events. */
final class MapName {

  private String text;

  MapName(String text) {
    this.text = text;
  }

  void told(String name) {
    text = name == null ? text : name;
  }

  boolean is(String name) {
    return text.equals(name);
  }
}
