package io.mapscope.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;
import jdk.jfr.Relational;

/** Marks an event field that holds the number of a growth within its map. */
@MetadataDefinition
@Relational
@Label("Growth Number")
@Description("Number of a growth within its map, counted from 1")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface GrowthNumber {}
