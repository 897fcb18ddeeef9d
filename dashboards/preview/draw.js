// Draws what render.mjs has put into the page; a NaN has become null there. One function for each type of panel; the chart library does the rest.
const { board, panels, annotations, start, end, step, theme, rows } = JSON.parse(document.getElementById('data').textContent);
const dark = theme === 'dark';
const ink = dark ? '#ccccdc' : '#24292e';
const faint = dark ? '#2c3038' : '#e4e5e7';
const COLORS = { green: '#73bf69', yellow: '#e0b400', orange: '#ff9830', red: '#f2495c', blue: '#5794f2', purple: '#b877d9' };
const PALETTE = ['#73bf69', '#e0b400', '#5794f2', '#ff9830', '#f2495c', '#b877d9', '#37a2a2', '#8f8f9d', '#c15c17', '#6d8b3d'];
document.body.className = theme;
document.querySelector('h1').textContent = board.title;
document.querySelector('p').textContent = board.description;

const scaled = (v, base, names) => {
  let i = 0;
  while (Math.abs(v) >= base && i < names.length - 1) { v /= base; i++; }
  return `${Number(v.toPrecision(3))}${names[i]}`;
};
function shown(v, unit) {
  if (v === null || v === undefined) return '';
  if (unit === 'ns') return shown(v / 1e9, 's');
  if (unit === 's') {
    const [factor, name] = v === 0 ? [1, ' s'] : Math.abs(v) < 1e-6 ? [1e9, ' ns'] : Math.abs(v) < 1e-3 ? [1e6, ' µs'] : Math.abs(v) < 1 ? [1e3, ' ms'] : [1, ' s'];
    return `${Number((v * factor).toPrecision(3))}${name}`;
  }
  if (unit === 'percentunit') return `${Number((v * 100).toPrecision(3))} %`;
  if (unit === 'bytes' || unit === 'Bps') return scaled(v, 1024, [' B', ' KiB', ' MiB', ' GiB']) + (unit === 'Bps' ? '/s' : '');
  return scaled(v, 1000, ['', ' K', ' Mil', ' Bil']) + ({ cps: ' c/s', ops: ' ops/s' }[unit] ?? '');
}

const thresholdColor = (steps, v) => COLORS[steps.filter((s) => s.value === null || v >= s.value).at(-1)?.color] ?? ink;
const box = (panel) => {
  const node = document.createElement('div');
  const g = panel.gridPos;
  node.style.gridColumn = `${g.x + 1} / span ${g.w}`;
  node.style.gridRow = `${g.y + 1} / span ${g.h}`;
  node.className = panel.type === 'row' ? 'row' : 'panel';
  document.getElementById('grid').append(node);
  if (panel.type === 'row') { node.textContent = panel.title; return null; }
  const title = node.appendChild(document.createElement('div'));
  title.className = 'title';
  title.textContent = panel.title;
  const body = node.appendChild(document.createElement('div'));
  body.className = 'body';
  return body;
};
const nothing = (body, text) => { body.innerHTML = '<div class="none"></div>'; body.firstChild.textContent = text || 'No data'; };

const chart = (body, option) => echarts.init(body, null, { renderer: 'canvas' }).setOption({ animation: false, textStyle: { color: ink }, ...option });
const timeAxis = { type: 'time', min: start, max: end, splitNumber: 5, axisLine: { lineStyle: { color: faint } }, axisLabel: { color: ink, hideOverlap: true, formatter: '{HH}:{mm}:{ss}' }, splitLine: { show: true, lineStyle: { color: faint } } };
const regions = () => annotations.flatMap(({ color, times }) => {
  const spans = [];
  for (const t of times) {
    if (spans.length && t - spans.at(-1)[1] <= step) spans.at(-1)[1] = t;
    else spans.push([t, t]);
  }
  return spans.map(([a, b]) => [{ xAxis: a, itemStyle: { color: COLORS[color], opacity: 0.12 } }, { xAxis: Math.max(b, a + step / 2) }]);
});

function lines(body, panel, answers) {
  const { defaults, overrides } = panel.fieldConfig;
  const fixed = Object.fromEntries(overrides.map((o) => [o.matcher.options, COLORS[o.properties[0].value.fixedColor]]));
  const log = defaults.custom.scaleDistribution.type === 'log';
  const all = answers.flatMap((a) => a.series ?? []);
  if (!all.some((s) => s.points.some(([, v]) => v !== null && (!log || v > 0)))) return nothing(body, defaults.noValue);
  const stacked = defaults.custom.stacking.mode === 'normal';
  const series = all.map((s, i) => ({
    name: s.name, type: 'line', data: withGaps(s.points, log), symbol: 'circle', symbolSize: 3,
    showSymbol: defaults.custom.showPoints === 'always' || s.points.length < 3,
    lineStyle: { width: 1.3 }, color: fixed[s.name] ?? PALETTE[i % PALETTE.length],
    stack: stacked ? 'all' : undefined, areaStyle: stacked ? { opacity: 0.3 } : undefined,
    markArea: i === 0 ? { silent: true, data: regions() } : undefined,
    markLine: i === 0 && defaults.custom.thresholdsStyle.mode === 'dashed'
      ? { silent: true, symbol: 'none', label: { show: false }, lineStyle: { type: 'dashed', color: COLORS.red }, data: defaults.thresholds.steps.filter((t) => t.value !== null).map((t) => ({ yAxis: t.value })) } : undefined,
  }));
  const exemplars = answers.flatMap((a) => a.exemplars ?? []);
  if (exemplars.length) series.push({ name: 'exemplars', type: 'scatter', symbol: 'diamond', symbolSize: 7, itemStyle: { color: '#1f60c4', borderColor: '#fff', borderWidth: 0.5 }, data: exemplars });
  const telling = all.filter((s) => all.length <= 4 || s.points.some(([, v]) => v));
  const many = telling.map((s) => s.name).join('').length > 45;
  chart(body, {
    grid: { left: 8, right: 14, top: 12, bottom: many ? 52 : 30, containLabel: true },
    legend: { bottom: 2, left: 8, right: 8, height: many ? 42 : 18, itemWidth: 12, itemHeight: 3, itemGap: 8, textStyle: { color: ink, fontSize: 11 }, data: telling.map((s) => ({ name: s.name, icon: 'rect' })).slice(0, 9) },
    xAxis: timeAxis,
    yAxis: { type: log ? 'log' : 'value', min: defaults.min ?? (log ? undefined : (v) => (v.min > 0 ? undefined : v.min)), scale: defaults.min === undefined, splitNumber: 4, axisLabel: { color: ink, formatter: (v) => shown(v, defaults.unit) }, splitLine: { lineStyle: { color: faint } } },
    series,
  });
}
const withGaps = (points, log) => points.flatMap(([t, v], i) => {
  const value = v === null || (log && v <= 0) ? null : v;
  return i > 0 && t - points[i - 1][0] > 2 * step ? [[t - 1, null], [t, value]] : [[t, value]];
});

function heatmap(body, panel, answers) {
  const buckets = answers[0].series.map((s) => ({ le: Number(s.metric.le === '+Inf' ? Infinity : s.metric.le), points: new Map(s.points) })).sort((a, b) => a.le - b.le);
  const times = [...new Set(answers[0].series.flatMap((s) => s.points.map(([t]) => t)))].sort((a, b) => a - b);
  const cells = [];
  buckets.forEach((bucket, y) => times.forEach((t) => {
    const count = (bucket.points.get(t) ?? 0) - (y > 0 ? buckets[y - 1].points.get(t) ?? 0 : 0);
    if (count > 1e-9) cells.push([t, y, count]);
  }));
  if (!cells.length) return nothing(body, panel.fieldConfig.defaults.noValue);
  const low = Math.min(...cells.map((c) => c[1]));
  const high = Math.max(...cells.map((c) => c[1]));
  const used = buckets.slice(low, high + 1);
  const most = Math.max(...cells.map((c) => c[2]));
  const position = (v) => used.findIndex((b) => v <= b.le);
  chart(body, {
    grid: { left: 8, right: 14, top: 12, bottom: 8, containLabel: true },
    xAxis: timeAxis,
    yAxis: { type: 'category', data: used.map((b) => (b.le === Infinity ? 'more' : shown(b.le, 's'))), axisLabel: { color: ink }, splitLine: { show: false } },
    series: [
      { type: 'custom', data: cells.map(([t, y, c]) => [t, y - low, c]), renderItem: (params, api) => {
        const [x, y] = api.coord([api.value(0), api.value(1)]);
        const width = Math.max(1.5, api.size([step, 0])[0] - 0.5);
        const height = api.size([0, 1])[1];
        const share = (api.value(2) / most) ** 0.3;
        return { type: 'rect', shape: echarts.graphic.clipRectByRect({ x: x - width / 2, y: y - height / 2 + 0.5, width, height: height - 1 }, params.coordSys), style: { fill: dark ? `rgb(${60 + 195 * share},${30 + 122 * share},${20 + 28 * share})` : `rgb(${255 - 40 * share},${235 - 165 * share},${215 - 195 * share})` } };
      } },
      { type: 'scatter', symbol: 'diamond', symbolSize: 7, itemStyle: { color: '#1f60c4', borderColor: '#fff', borderWidth: 0.5 }, data: (answers[0].exemplars ?? []).map(([t, v]) => [t, position(v)]).filter(([, y]) => y >= 0) },
    ],
  });
}

function states(body, panel, answers) {
  const all = answers.flatMap((a) => a.series ?? []).sort((a, b) => b.name.localeCompare(a.name));
  if (!all.length) return nothing(body, panel.fieldConfig.defaults.noValue);
  const mapping = panel.fieldConfig.defaults.mappings[0].options;
  chart(body, {
    grid: { left: 8, right: 14, top: 8, bottom: 8, containLabel: true },
    xAxis: timeAxis,
    yAxis: { type: 'category', data: all.map((s) => s.name), axisLabel: { color: ink } },
    series: [{ type: 'custom', data: all.flatMap((s, y) => s.points.map(([t, v]) => [t, y, v])), renderItem: (params, api) => {
      const [x, y] = api.coord([api.value(0), api.value(1)]);
      const height = api.size([0, 1])[1] * 0.8;
      const rect = echarts.graphic.clipRectByRect({ x, y: y - height / 2, width: api.size([step, 0])[0] + 0.5, height }, params.coordSys);
      return rect && { type: 'rect', shape: rect, style: { fill: COLORS[mapping[api.value(2)]?.color] ?? faint, opacity: 0.75 } };
    } }],
  });
}

function stat(body, panel, answers) {
  const { defaults } = panel.fieldConfig;
  const points = answers.flatMap((a) => a.series ?? []).flatMap((s) => s.points).filter(([, v]) => v !== null);
  if (!points.length) return nothing(body, defaults.noValue);
  const color = thresholdColor(defaults.thresholds.steps, points.at(-1)[1]);
  const area = body.appendChild(document.createElement('div'));
  area.style.cssText = 'position:absolute;left:0;right:0;bottom:0;height:38%';
  chart(area, { grid: { left: 0, right: 0, top: 2, bottom: 0 }, xAxis: { type: 'time', show: false, min: start, max: end }, yAxis: { type: 'value', show: false, scale: true }, series: [{ type: 'line', symbol: 'none', data: points, color, lineStyle: { width: 1 }, areaStyle: { opacity: 0.2 } }] });
  const value = body.appendChild(document.createElement('div'));
  value.className = 'stat';
  value.style.cssText = `position:absolute;inset:0 0 30% 0;color:${color}`;
  value.textContent = shown(points.at(-1)[1], defaults.unit);
}

function bars(body, panel, answers) {
  const { defaults } = panel.fieldConfig;
  const list = answers.flatMap((a) => a.rows ?? []).filter((r) => r.value !== null).reverse();
  if (!list.length) return nothing(body, defaults.noValue);
  chart(body, {
    grid: { left: 8, right: 76, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: { type: 'category', data: list.map((r) => r.name), axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: ink, width: 110, overflow: 'truncate' } },
    series: [{ type: 'bar', barMaxWidth: 20, data: list.map((r) => ({ value: r.value, itemStyle: { color: thresholdColor(defaults.thresholds.steps, r.value) } })), label: { show: true, position: 'right', color: ink, formatter: (p) => shown(p.value, defaults.unit) } }],
  });
}

function table(body, panel, answers) {
  if (answers[0].traces) return nothing(body, `asks Tempo: ${answers[0].traces}`);
  const organize = panel.transformations.find((t) => t.id === 'organize').options;
  const columns = Object.keys(organize.indexByName).sort((a, b) => organize.indexByName[a] - organize.indexByName[b]);
  const node = body.appendChild(document.createElement('table'));
  const head = node.insertRow();
  columns.forEach((c) => { head.appendChild(document.createElement('th')).textContent = organize.renameByName[c]; });
  for (const row of answers[0].rows) {
    const line = node.insertRow();
    columns.forEach((c) => { line.insertCell().textContent = c === 'Value' ? shown(row.value, panel.fieldConfig.defaults.unit) : row.metric[c]; });
  }
}

const DRAW = { timeseries: lines, heatmap, 'state-timeline': states, stat, bargauge: bars, table };
let shift = 0;
let chosen = true;
let below = 0;
for (const { panel, answers } of panels) {
  if (panel.type === 'row') {
    chosen = !rows || rows.includes(panel.title);
    if (chosen) shift = panel.gridPos.y - below;
  }
  if (!chosen) continue;
  panel.gridPos.y -= shift;
  below = Math.max(below, panel.gridPos.y + panel.gridPos.h);
  const body = box(panel);
  if (body) DRAW[panel.type](body, panel, answers);
}
