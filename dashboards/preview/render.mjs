// Usage: node render.mjs DASHBOARD.json PROMETHEUS OUT.html [key=value...]
// Asks Prometheus what the dashboard asks and writes one page that shows the answers: layout, titles, units, thresholds
// and colors are the dashboard's own. Settings: job, map, minutes, end (seconds), theme (light or dark), rows (a,b).
import { readFileSync, writeFileSync } from 'node:fs';

const [file, prometheus, out, ...settings] = process.argv.slice(2);
const given = Object.fromEntries(settings.map((s) => s.split(/=(.*)/s).slice(0, 2)));
const board = JSON.parse(readFileSync(file, 'utf8'));
const end = Number(given.end ?? Date.now() / 1000);
const start = end - 60 * Number(given.minutes ?? 5);
const step = Math.max(1, Math.round((end - start) / 300));
const rate = Number(given.rate ?? Math.max(4 * step, 5));
const values = { job: '.+', instance: '.+', map: '.+', collector: '.+', datasource: 'p', traces: 't', ...given, __rate_interval: rate + 's' };

const fill = (text) => text.replace(/\$\{?(\w+)(?::\w+)?\}?/g, (all, name) => values[name] ?? all);

async function ask(path, parameters) {
  const response = await fetch(`${prometheus}/api/v1/${path}?${new URLSearchParams(parameters)}`);
  const answer = await response.json();
  if (answer.status !== 'success') throw new Error(`${parameters.query}: ${answer.error}`);
  return answer.data.result ?? answer.data;
}

const label = (target, metric) => {
  if (target.legendFormat === '__auto') return Object.values(metric).join(' ') || 'value';
  return target.legendFormat.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => metric[name] ?? '');
};

async function data(target) {
  if (!target.expr) return { traces: target.query };
  const query = fill(target.expr);
  if (target.instant) {
    const rows = await ask('query', { query, time: end });
    return { rows: rows.map((r) => ({ name: label(target, r.metric), metric: r.metric, value: Number(r.value[1]) })) };
  }
  const series = await ask('query_range', { query, start, end, step });
  const exemplars = target.exemplar ? await ask('query_exemplars', { query, start, end }) : [];
  return {
    series: series.map((s) => ({ name: label(target, s.metric), metric: s.metric, points: s.values.map(([t, v]) => [t * 1000, Number(v)]) })),
    exemplars: exemplars.flatMap((s) => s.exemplars.map((e) => [e.timestamp * 1000, Number(e.value), e.labels.trace_id])),
  };
}

const flat = board.panels.flatMap((p) => [p, ...(p.panels ?? [])]);
const panels = [];
for (const panel of flat) {
  panels.push({ panel, answers: await Promise.all((panel.targets ?? []).map(data)) });
}
const annotations = [];
for (const annotation of board.annotations.list.filter((a) => a.enable)) {
  const series = await ask('query_range', { query: fill(annotation.expr), start, end, step });
  annotations.push({ name: annotation.name, color: annotation.iconColor, times: [...new Set(series.flatMap((s) => s.values.filter(([, v]) => Number(v) > 0).map(([t]) => t * 1000)))].sort((a, b) => a - b) });
}

const here = new URL('.', import.meta.url).pathname;
const chartLibrary = readFileSync(`${given.modules ?? here + 'node_modules'}/echarts/dist/echarts.min.js`, 'utf8');
const content = JSON.stringify({ board: { title: board.title, description: board.description }, panels, annotations, start: start * 1000, end: end * 1000, step: step * 1000, theme: given.theme ?? 'dark', rows: given.rows?.split(',') }).replaceAll('<', '\\u003c');
writeFileSync(out, readFileSync(here + 'page.html', 'utf8')
  .replace('/*ECHARTS*/', () => chartLibrary.replaceAll('</script', '<\\/script'))
  .replace('/*DATA*/', () => content)
  .replace('/*DRAW*/', () => readFileSync(here + 'draw.js', 'utf8')));
const empty = panels.filter(({ panel, answers }) => panel.type !== 'row' && answers.every((a) => !a.traces && ![...(a.rows ?? []), ...(a.series ?? []).flatMap((s) => s.points.map(([, v]) => ({ value: v })))].some((r) => !Number.isNaN(r.value))));
console.log(`${board.title}: ${panels.filter((p) => p.panel.type !== 'row').length} panels, without data: ${empty.map((p) => p.panel.title).join('; ') || 'none'}`);
