package io.mapscope.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the id of a process. */
public final class ProcessIds implements ITypeConverter<Long> {

  /** Made by picocli. */
  public ProcessIds() {}

  @Override
  public Long convert(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          "'" + text + "' is no process id; 'jcmd -l' lists those of the JVMs");
    }
  }
}
