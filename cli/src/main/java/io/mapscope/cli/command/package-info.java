/**
 * What the commands share.
 *
 * <p>A tour: a command that cannot do its work throws {@link
 * io.mapscope.cli.command.CommandFailure}, one line with a remedy. It writes through {@link
 * io.mapscope.cli.command.OutputFolder}, which shows whole files or none, tells how far it is by
 * {@link io.mapscope.cli.command.ProgressLine}, and asks {@link
 * io.mapscope.cli.command.Interruption} whether the user has had enough.
 */
package io.mapscope.cli.command;
