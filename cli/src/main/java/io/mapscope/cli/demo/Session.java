package io.mapscope.cli.demo;

/**
 * A user's session, the value that the store keeps.
 *
 * @param user number of the user
 * @param createdMillis when the user has logged in
 */
record Session(int user, long createdMillis) {}
