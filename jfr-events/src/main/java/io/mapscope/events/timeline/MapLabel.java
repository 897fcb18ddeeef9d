package io.mapscope.events.timeline;

/** What a map is called: its number, and its name and class when an event has told them. */
record MapLabel(long mapNumber, String name, String implementation) {}
