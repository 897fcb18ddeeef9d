package io.mapscope.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import junit.framework.Test;
import junit.framework.TestFailure;
import junit.framework.TestResult;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;

/**
 * Makes dynamic tests of a suite of Guava's: run as JUnit 3 suites its thousands of small tests
 * take the build tool's reports far longer than they take themselves.
 */
final class GuavaTests {

  private GuavaTests() {}

  /**
   * All tests of a suite.
   *
   * @param least what it held when it was taken up; fewer mean that a feature has been lost
   */
  static List<DynamicTest> of(TestSuite suite, int least) {
    List<DynamicTest> tests = new ArrayList<>();
    collect(suite, "", tests);
    assertThat(tests).hasSizeGreaterThanOrEqualTo(least);
    return tests;
  }

  private static void collect(Test test, String path, List<DynamicTest> into) {
    if (test instanceof TestSuite suite) {
      Collections.list(suite.tests())
          .forEach(t -> collect(t, path + suite.getName() + " / ", into));
    } else {
      into.add(DynamicTest.dynamicTest(path + test, () -> run(test)));
    }
  }

  private static void run(Test test) throws Throwable {
    TestResult result = new TestResult();
    test.run(result);
    List<TestFailure> failures = Collections.list(result.failures());
    failures.addAll(Collections.list(result.errors()));
    if (!failures.isEmpty()) {
      throw failures.get(0).thrownException();
    }
    assertThat(result.runCount()).isEqualTo(1);
  }
}
