package io.mapscope.cli.export;

import io.mapscope.cli.command.CommandFailure;
import io.mapscope.otel.ExportException;
import io.mapscope.otel.MapExport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Who connects by JMX and whom to trust, from a file or from the environment: the arguments of a
 * command can be read by every user of the machine.
 *
 * <p>Implementation note. The socket factory that the other JVM sends along takes its trust from
 * the system properties and knows no other way.
 */
final class JmxAccess {

  static final String USER = "MAPSCOPE_JMX_USER";
  static final String PASSWORD = "MAPSCOPE_JMX_PASSWORD";
  static final String TRUST_STORE = "MAPSCOPE_JMX_TRUST_STORE";
  static final String TRUST_STORE_PASSWORD = "MAPSCOPE_JMX_TRUST_STORE_PASSWORD";

  private JmxAccess() {}

  static void configure(MapExport.Builder builder, Path file, Map<String, String> environment)
      throws ExportException {
    trust(environment);
    if (file != null) {
      builder.jmxCredentials(file);
      return;
    }
    String user = environment.get(USER);
    String password = environment.get(PASSWORD);
    if ((user == null) != (password == null)) {
      throw new CommandFailure(
          (user == null ? USER : PASSWORD)
              + " is not set, and "
              + (user == null ? PASSWORD : USER)
              + " is; set both or none");
    }
    if (user != null) {
      builder.jmxCredentials(user, password);
    }
  }

  private static void trust(Map<String, String> environment) {
    String store = environment.get(TRUST_STORE);
    if (store == null) {
      return;
    }
    if (!Files.isReadable(Path.of(store))) {
      throw new CommandFailure(
          TRUST_STORE + " names " + store + ", which cannot be read; name a key store");
    }
    System.setProperty("javax.net.ssl.trustStore", store);
    String password = environment.get(TRUST_STORE_PASSWORD);
    if (password != null) {
      System.setProperty("javax.net.ssl.trustStorePassword", password);
    }
  }
}
