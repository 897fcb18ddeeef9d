package io.mapscope.dashboards.define;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A dashboard.
 *
 * <p>Implementation note. Panels flow: each lies to the right of the one before, and what does not
 * fit into the 24 columns begins below the highest of its line. So none can lie on another.
 *
 * @param name name of the file, and the end of the uid
 * @param title as shown
 * @param question what the whole dashboard answers
 * @param refresh how often it is asked anew
 * @param ofMaps whether it is about maps, so that one can choose which
 * @param rows groups of panels, in their order
 */
public record Board(
    String name, String title, String question, String refresh, boolean ofMaps, List<Row> rows) {

  private static final int COLUMNS = 24;

  /**
   * A group of panels.
   *
   * @param title as shown
   * @param panels in their order
   */
  public record Row(String title, List<Panel> panels) {}

  static Row row(String title, Panel... panels) {
    return new Row(title, List.of(panels));
  }

  /**
   * The dashboard in Grafana's classic model.
   *
   * @return a new object
   */
  public ObjectNode json() {
    ObjectNode root = Json.object().putNull("id").put("uid", "mapscope-" + name);
    root.put("title", title).put("description", question);
    root.putArray("tags").add("mapscope");
    root.put("schemaVersion", 42).put("version", 1).put("editable", false).put("graphTooltip", 1);
    root.put("fiscalYearStartMonth", 0).put("weekStart", "").put("liveNow", false);
    root.put("preload", false).put("refresh", refresh).put("timezone", "browser");
    root.putObject("time").put("from", "now-30m").put("to", "now");
    root.putObject("timepicker");
    root.set("links", Frame.links(name));
    root.putObject("templating").set("list", Frame.variables(this));
    root.putObject("annotations").set("list", Frame.annotations(this));
    root.set("panels", panels());
    return root;
  }

  private ArrayNode panels() {
    ArrayNode out = Json.array();
    int y = 0;
    for (Row row : rows) {
      ObjectNode head = out.addObject().put("id", out.size()).put("type", "row");
      head.put("title", row.title).put("collapsed", false).putArray("panels");
      head.putObject("gridPos").put("h", 1).put("w", COLUMNS).put("x", 0).put("y", y);
      y = flow(row.panels, y + 1, out);
    }
    return out;
  }

  private static int flow(List<Panel> panels, int top, ArrayNode out) {
    int x = 0;
    int y = top;
    int below = top;
    for (Panel panel : panels) {
      if (x + panel.width > COLUMNS) {
        x = 0;
        y = below;
      }
      out.add(panel.json(out.size() + 1, x, y));
      x += panel.width;
      below = Math.max(below, y + panel.height());
    }
    return below;
  }
}
