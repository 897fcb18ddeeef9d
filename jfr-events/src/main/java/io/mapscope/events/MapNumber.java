package io.mapscope.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;
import jdk.jfr.Relational;

/**
 * Marks an event field that holds the number of a map. Being relational, it lets a tool that knows
 * nothing of Mapscope walk from one event to the others of the same map.
 */
@MetadataDefinition
@Relational
@Label("Map Number")
@Description("Number of a map, unique in its JVM, counted from 1")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface MapNumber {}
