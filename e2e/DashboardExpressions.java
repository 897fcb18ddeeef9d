import io.mapscope.dashboards.DashboardQueries;
import java.nio.file.Path;
import java.util.Map;

/** Prints every query of a dashboard, one a line: whether exemplars are asked for, a tab, the expression. */
final class DashboardExpressions {

  private DashboardExpressions() {}

  public static void main(String[] arguments) throws Exception {
    Map<String, String> variables =
        Map.of("__rate_interval", "1m", "__range", "10m", "job", arguments[1]);
    for (var query : DashboardQueries.read(Path.of(arguments[0]), variables)) {
      System.out.println(query.exemplars() + "\t" + query.expression().replaceAll("\\s+", " "));
    }
  }
}
