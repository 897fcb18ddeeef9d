package io.mapscope.resilience;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A short text that is the same for equal keys and tells nothing else of them.
 *
 * <p>Implementation note. HMAC with SHA-256 (RFC 2104), of which the first half is kept, as RFC
 * 2104 allows: two keys of 2^64 would have one digest by chance. A plain digest would not do: who
 * has the log could compute those of all customer numbers and compare. Digested is the name of the
 * key's class and its text, so that 1 and "1" differ. A {@link Mac} is for one thread, so each
 * digest is made by a copy of one that knows the secret.
 */
final class KeyDigest {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int LEAST_SECRET = 16;
  private static final int BYTES = 16;

  private final Mac prototype;

  KeyDigest(byte[] secret) {
    if (secret.length < LEAST_SECRET) {
      throw new IllegalArgumentException(
          "the secret for key digests must have %d bytes or more, from a random source: %d"
              .formatted(LEAST_SECRET, secret.length));
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      prototype = (Mac) mac.clone(); // Not every provider's can be copied.
    } catch (NoSuchAlgorithmException | InvalidKeyException | CloneNotSupportedException e) {
      throw new IllegalStateException(
          "no %s of this JVM can be used for key digests".formatted(ALGORITHM), e);
    }
  }

  /** May throw whatever the key's {@code toString} throws. */
  String of(Object key) throws GeneralSecurityException, CloneNotSupportedException {
    Mac mac = (Mac) prototype.clone();
    mac.update(key.getClass().getName().getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    byte[] digest = mac.doFinal(key.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, BYTES);
  }
}
