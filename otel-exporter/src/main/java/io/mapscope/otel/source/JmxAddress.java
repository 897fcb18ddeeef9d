package io.mapscope.otel.source;

import java.io.IOException;
import java.net.MalformedURLException;
import java.rmi.ConnectIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.rmi.ssl.SslRMIClientSocketFactory;

/**
 * Where a JVM's management can be reached, and as whom.
 *
 * <p>Implementation note. Whether the connection itself is encrypted is what the server has said in
 * the registry; whether the registry is, nobody tells. So when it does not answer in plain, it is
 * asked by TLS. Whom to trust is said by the system properties {@code javax.net.ssl.trustStore} and
 * the like. Over an address that names no registry, what is said here about it does not matter.
 */
final class JmxAddress {

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[\\w.-]+):(\\d{1,5})");
  private static final String REGISTRY_FACTORY = "com.sun.jndi.rmi.factory.socket";
  private static final String PREFIX = "service:jmx:";

  private final String text;
  private final JMXServiceURL url;

  private JmxAddress(String text, JMXServiceURL url) {
    this.text = text;
    this.url = url;
  }

  static boolean isOne(String text) {
    return text.startsWith(PREFIX) || HOST_AND_PORT.matcher(text).matches();
  }

  static JmxAddress parse(String text) throws SourceException {
    Matcher hostAndPort = HOST_AND_PORT.matcher(text);
    String address =
        hostAndPort.matches() ? PREFIX + "rmi:///jndi/rmi://" + text + "/jmxrmi" : text;
    try {
      return new JmxAddress(text, new JMXServiceURL(address));
    } catch (MalformedURLException e) {
      throw new SourceException(
          text
              + " is no JMX address ("
              + SourceException.reason(e)
              + "); write host:port or service:jmx:rmi:///jndi/rmi://host:port/jmxrmi",
          e);
    }
  }

  JMXConnector connect(Credentials credentials) throws SourceException {
    Map<String, Object> environment = new HashMap<>();
    if (credentials != null) {
      environment.put(
          JMXConnector.CREDENTIALS, new String[] {credentials.user(), credentials.password()});
    }
    try {
      return connect(environment);
    } catch (SecurityException e) {
      throw new SourceException(
          credentials == null
              ? text + " demands a user and a password; name a file of them"
              : text + " refuses user " + credentials.user() + " with this password; correct them",
          e);
    } catch (IOException e) {
      throw new SourceException(explain(e), e);
    }
  }

  // JMX has no other way; whom to talk to is what the user has named.
  @SuppressWarnings("BanJNDI")
  private JMXConnector connect(Map<String, Object> environment) throws IOException {
    try {
      return JMXConnectorFactory.connect(url, environment);
    } catch (IOException plain) {
      if (!isCausedBy(plain, ConnectIOException.class)) {
        throw plain;
      }
      environment.put(REGISTRY_FACTORY, new SslRMIClientSocketFactory());
      return JMXConnectorFactory.connect(url, environment);
    }
  }

  private String explain(IOException failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    boolean untrusted =
        isCausedBy(failure, javax.net.ssl.SSLException.class)
            || isCausedBy(failure, java.security.GeneralSecurityException.class);
    return String.format(
        "%s cannot be connected to (%s); %s",
        text,
        SourceException.reason(root),
        untrusted
            ? "name a trust store with its certificate by javax.net.ssl.trustStore"
            : "see that the JVM there was started with -Dcom.sun.management.jmxremote.port");
  }

  private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return text;
  }
}
