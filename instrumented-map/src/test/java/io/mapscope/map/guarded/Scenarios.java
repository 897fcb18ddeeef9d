package io.mapscope.map.guarded;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.Operation;

/**
 * What threads do to one class of operations in a run of Lincheck: written by hand, or drawn.
 *
 * <p>Lincheck draws too, but from a seed that never changes: each build would try the same few.
 */
final class Scenarios {

  /** Of the keys that operations are called with; the first two are new, the others there. */
  private static final int KEYS = 4;

  private static final int VALUES = 9;

  private static final int THREADS = 2;
  private static final int LENGTH = 3;

  /** How many operations of one thread meet the other; the verifier's work grows with it. */
  private static final int MEETING = 5;

  private final List<Method> operations;

  Scenarios(Class<?> type) {
    operations =
        Stream.of(type.getMethods())
            .filter(method -> method.isAnnotationPresent(Operation.class))
            .sorted(Comparator.comparing(Method::getName)) // Reflection promises no order.
            .toList();
  }

  /** Operations as {@code put 3 5; get 3}: before, one text for each thread, after. */
  ExecutionScenario written(String before, List<String> threads, String after) {
    return new ExecutionScenario(
        actors(before), threads.stream().map(this::actors).toList(), actors(after), null);
  }

  private List<Actor> actors(String calls) {
    return Stream.of(calls.split("; ")).filter(call -> !call.isEmpty()).map(this::actor).toList();
  }

  private Actor actor(String call) {
    String[] words = call.split(" ");
    Method operation =
        operations.stream().filter(method -> method.getName().equals(words[0])).findAny().get();
    return new Actor(operation, Stream.of(words).skip(1).map(Integer::valueOf).toList());
  }

  /**
   * Each operation, on a key that is there, beside a thread that makes the map grow, goes on with
   * the growth and removes the key.
   */
  List<ExecutionScenario> meetings() {
    List<ExecutionScenario> meetings = new ArrayList<>();
    for (int i = 0; i < operations.size(); i += MEETING) {
      List<Actor> some =
          operations.subList(i, Math.min(i + MEETING, operations.size())).stream()
              .map(operation -> new Actor(operation, arguments(operation, 3, 5)))
              .toList();
      meetings.add(
          new ExecutionScenario(
              actors("put 3 5"),
              List.of(some, actors("put 1 5; remove 3")),
              actors("get 3; get 1"),
              null));
    }
    return meetings;
  }

  private static List<Integer> arguments(Method operation, int key, int value) {
    return List.of(key, value, value + 1).subList(0, operation.getParameterCount());
  }

  /** As many as are asked for, of operations and arguments that chance chooses. */
  List<ExecutionScenario> drawn(int count, Random random) {
    return Stream.generate(() -> drawn(random)).limit(count).toList();
  }

  private ExecutionScenario drawn(Random random) {
    return new ExecutionScenario(
        drawActors(random, 1),
        IntStream.range(0, THREADS).mapToObj(thread -> drawActors(random, LENGTH)).toList(),
        drawActors(random, 1),
        null);
  }

  private List<Actor> drawActors(Random random, int count) {
    return Stream.generate(() -> operations.get(random.nextInt(operations.size())))
        .limit(count)
        .map(
            operation ->
                new Actor(
                    operation,
                    arguments(operation, 1 + random.nextInt(KEYS), 1 + random.nextInt(VALUES))))
        .toList();
  }
}
