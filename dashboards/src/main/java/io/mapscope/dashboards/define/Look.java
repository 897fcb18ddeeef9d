package io.mapscope.dashboards.define;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a type of panel looks like, in Grafana's words. */
enum Look {
  STAT(
      "stat",
      "time_series",
      "{}",
      """
      {'colorMode': 'value', 'graphMode': 'area', 'justifyMode': 'auto', 'orientation': 'auto',
       'reduceOptions': {'calcs': ['lastNotNull'], 'fields': '', 'values': false},
       'textMode': 'value', 'wideLayout': true}
      """),
  LINES(
      "timeseries",
      "time_series",
      """
      {'drawStyle': 'line', 'lineWidth': 1, 'fillOpacity': 0, 'showPoints': 'auto', 'pointSize': 4,
       'spanNulls': false, 'axisPlacement': 'auto', 'scaleDistribution': {'type': 'linear'},
       'stacking': {'group': 'A', 'mode': 'none'}, 'thresholdsStyle': {'mode': 'off'}}
      """,
      """
      {'legend': {'calcs': ['lastNotNull', 'max'], 'displayMode': 'table', 'placement': 'bottom',
                  'showLegend': true},
       'tooltip': {'mode': 'multi', 'sort': 'desc'}}
      """),
  HEATMAP(
      "heatmap",
      "heatmap",
      "{'scaleDistribution': {'type': 'linear'}}",
      """
      {'calculate': false, 'cellGap': 1, 'cellValues': {'unit': 'short'},
       'color': {'mode': 'scheme', 'scheme': 'Oranges', 'scale': 'exponential', 'exponent': 0.5,
                 'steps': 64, 'fill': 'dark-orange', 'reverse': false},
       'exemplars': {'color': 'rgba(31, 96, 196, 0.8)'}, 'filterValues': {'le': 1e-9},
       'legend': {'show': true}, 'rowsFrame': {'layout': 'auto'},
       'tooltip': {'mode': 'single', 'showColorScale': true, 'yHistogram': true},
       'yAxis': {'axisPlacement': 'left', 'reverse': false, 'unit': 's'}}
      """),
  STATES(
      "state-timeline",
      "time_series",
      "{'fillOpacity': 70, 'lineWidth': 0, 'insertNulls': false, 'spanNulls': false}",
      """
      {'alignValue': 'left', 'legend': {'displayMode': 'list', 'placement': 'bottom', 'showLegend': false},
       'mergeValues': true, 'rowHeight': 0.8, 'showValue': 'never',
       'tooltip': {'mode': 'single', 'sort': 'none'}}
      """),
  BARS(
      "bargauge",
      "time_series",
      "{}",
      """
      {'displayMode': 'basic', 'orientation': 'horizontal', 'showUnfilled': true, 'valueMode': 'color',
       'namePlacement': 'auto', 'sizing': 'auto', 'minVizHeight': 16, 'minVizWidth': 8, 'maxVizHeight': 32,
       'legend': {'calcs': [], 'displayMode': 'list', 'placement': 'bottom', 'showLegend': false},
       'reduceOptions': {'calcs': ['lastNotNull'], 'fields': '', 'values': false}}
      """),
  TABLE(
      "table",
      "table",
      "{'align': 'auto', 'cellOptions': {'type': 'auto'}, 'inspect': false}",
      """
      {'cellHeight': 'sm', 'showHeader': true,
       'footer': {'show': false, 'reducer': ['sum'], 'fields': '', 'countRows': false}}
      """);

  final String type;
  final String format;
  private final String custom;
  private final String options;

  Look(String type, String format, String custom, String options) {
    this.type = type;
    this.format = format;
    this.custom = custom;
    this.options = options;
  }

  ObjectNode custom() {
    return Json.parse(custom);
  }

  ObjectNode options() {
    return Json.parse(options);
  }

  /** Whether it shows one moment and not a stretch of time. */
  boolean isInstant() {
    return this == TABLE || this == BARS;
  }

  boolean showsExemplars() {
    return this == LINES || this == HEATMAP;
  }
}
