import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The load: traces of a shop, each of one span, sent to a Zipkin server in requests of 100 as its
 * own reporters do, by two threads. Prints the longest requests.
 *
 * <p>Run by {@code java Load.java URL TRACES}; 400,000 traces, say.
 */
final class Load {

  private static final int THREADS = 2;
  private static final int BATCH = 100;
  private static final int LONGEST = 5;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI spans;
  private final long batches;
  private final AtomicLong sent = new AtomicLong();
  private final long[] longest = new long[LONGEST];

  private Load(String url, long traces) {
    spans = URI.create(url + "/api/v2/spans");
    batches = traces / BATCH;
  }

  public static void main(String[] args) throws InterruptedException {
    Load load = new Load(args[0], Long.parseLong(args[1]));
    Thread[] threads = new Thread[THREADS];
    for (int i = 0; i < THREADS; i++) {
      SplittableRandom random = new SplittableRandom(i);
      threads[i] = new Thread(() -> load.send(random));
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.printf(
        "%,d traces; longest requests, ms: %s%n",
        load.batches * BATCH,
        Arrays.stream(load.longest)
            .mapToObj(nanos -> Long.toString(nanos / 1_000_000))
            .collect(Collectors.joining(" ")));
  }

  private void send(SplittableRandom random) {
    while (sent.getAndIncrement() < batches) {
      HttpRequest request =
          HttpRequest.newBuilder(spans)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(batch(random)))
              .build();
      long start = System.nanoTime();
      try {
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 202) {
          throw new IllegalStateException("the server answers " + status);
        }
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("the server does not answer", e);
      }
      took(System.nanoTime() - start);
    }
  }

  private synchronized void took(long nanos) {
    if (nanos > longest[LONGEST - 1]) {
      longest[LONGEST - 1] = nanos;
      Arrays.sort(longest);
      for (int i = 0; i < LONGEST / 2; i++) {
        long swap = longest[i];
        longest[i] = longest[LONGEST - 1 - i];
        longest[LONGEST - 1 - i] = swap;
      }
    }
  }

  private static String batch(SplittableRandom random) {
    return IntStream.range(0, BATCH)
        .mapToObj(i -> span(random.nextLong(1, Long.MAX_VALUE)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String span(long id) {
    return String.format(
        "{\"traceId\":\"%016x\",\"id\":\"%016x\",\"name\":\"get /cart\",\"timestamp\":%d,"
            + "\"duration\":%d,\"kind\":\"SERVER\",\"localEndpoint\":{\"serviceName\":\"shop\"}}",
        id, id, System.currentTimeMillis() * 1000, 1 + id % 100_000);
  }
}
