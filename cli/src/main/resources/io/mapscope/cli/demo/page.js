'use strict';
(() => {
  const report = JSON.parse(document.getElementById('data').textContent);
  const maps = report.maps;
  const tip = document.getElementById('tip');
  const NS = 'http://www.w3.org/2000/svg';

  // --- words and numbers -------------------------------------------------------------------------
  const digits = n => n.toLocaleString('en-US', {
    minimumFractionDigits: n >= 99.95 ? 0 : n >= 9.995 ? 1 : 2,
    maximumFractionDigits: n >= 99.95 ? 0 : n >= 9.995 ? 1 : 2});
  const count = n => n.toLocaleString('en-US');
  const duration = ns => ns < 1e3 ? digits(ns) + ' ns' : ns < 1e6 ? digits(ns / 1e3) + ' µs'
    : ns < 1e9 ? digits(ns / 1e6) + ' ms' : digits(ns / 1e9) + ' s';
  const seconds = s => s.toFixed(2) + ' s';
  const power = exponent => ({1: '10 ns', 2: '100 ns', 3: '1 µs', 4: '10 µs', 5: '100 µs', 6: '1 ms', 7: '10 ms',
    8: '100 ms', 9: '1 s', 10: '10 s', 11: '100 s'})[exponent] || '1e' + exponent + ' ns';
  const growthWords = g => `growth ${g.number}: ${count(g.bucketsBefore)} to ${count(g.bucketsAfter)} buckets`;

  // --- drawing -----------------------------------------------------------------------------------
  function add(parent, name, attributes, text) {
    const node = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    parent.append(node);
    return node;
  }
  function element(parent, name, text, className) {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    if (className) node.className = className;
    parent.append(node);
    return node;
  }
  const round = x => Math.round(x * 100) / 100;

  function frame(id, height, label) {
    const holder = document.getElementById(id);
    holder.replaceChildren();
    const width = Math.max(280, Math.floor(holder.clientWidth) - 2);
    const svg = add(holder, 'svg', {viewBox: `0 0 ${width} ${height}`, height, role: 'img', tabindex: 0,
      'aria-label': label});
    const box = {left: 56, top: 26, right: width - 16, bottom: height - 40};
    return {holder, svg, width, height, box};
  }

  // One scale of latency for all charts of the page.
  const positive = maps.flatMap(m => [...m.windows.p50, ...m.windows.max]).filter(v => v > 0);
  const low = Math.floor(Math.log10(Math.min(...positive)));
  const high = Math.ceil(Math.log10(Math.max(...positive) * 1.05));
  const latencyY = box => ns =>
    round(box.bottom - (Math.log10(Math.max(ns, 10 ** low)) - low) / (high - low) * (box.bottom - box.top));

  function latencyAxis(svg, box, y) {
    for (let e = low; e <= high; e++) {
      add(svg, 'line', {class: 'grid', x1: box.left, x2: box.right, y1: y(10 ** e), y2: y(10 ** e)});
      add(svg, 'text', {x: box.left - 7, y: y(10 ** e) + 4, 'text-anchor': 'end'}, power(e));
    }
  }

  function niceStep(span, most) {
    const raw = span / most;
    const base = 10 ** Math.floor(Math.log10(raw));
    return [1, 2, 5, 10].map(f => f * base).find(step => step >= raw);
  }

  // --- latency over time -------------------------------------------------------------------------
  const longest = Math.max(...maps.map(m => m.seconds));

  function path(values, x, y, step) {
    let text = '';
    let open = false;
    values.forEach((value, i) => {
      if (value <= 0) { open = false; return; }
      const from = round(x(i * step)), to = round(x((i + 1) * step)), level = y(value);
      text += (open ? 'L' : 'M') + from + ' ' + level + 'L' + to + ' ' + level;
      open = true;
    });
    return text;
  }

  function area(values, x, y, step, bottom) {
    let text = 'M' + x(0) + ' ' + bottom;
    values.forEach((value, i) => {
      const level = value > 0 ? y(value) : bottom;
      text += 'L' + round(x(i * step)) + ' ' + level + 'L' + round(x((i + 1) * step)) + ' ' + level;
    });
    return text + 'L' + round(x(values.length * step)) + ' ' + bottom + 'Z';
  }

  function timeChart(index) {
    const map = maps[index], step = map.windows.seconds;
    const {holder, svg, width, box} = frame('time-' + index, width0() < 560 ? 240 : 290,
      `Latency of ${map.label} over ${seconds(map.seconds)}; longest stall ${duration(map.longestStall.nanos)} at ` +
      seconds(map.longestStall.atSeconds) + '. Arrow keys move between windows.');
    const x = s => box.left + s / longest * (box.right - box.left);
    const y = latencyY(box);
    const group = add(svg, 'g', {class: 'map' + index});

    for (const g of map.growthList) {
      const from = x(Math.max(0, g.startSeconds)), to = x(Math.min(longest, g.endSeconds));
      add(group, 'rect', {class: 'band', x: round(from), width: round(Math.max(1.5, to - from)), y: box.top,
        height: box.bottom - box.top});
    }
    latencyAxis(svg, box, y);
    const tick = niceStep(longest, width < 560 ? 4 : 9);
    for (let i = 0; i * tick <= longest + 1e-9; i++) {
      const s = Math.round(i * tick * 1e6) / 1e6;
      add(svg, 'text', {x: x(s), y: box.bottom + 17, 'text-anchor': 'middle'}, s + ' s');
      add(svg, 'line', {class: 'axis', x1: x(s), x2: x(s), y1: box.bottom, y2: box.bottom + 4});
    }
    add(svg, 'line', {class: 'axis', x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom});
    add(svg, 'text', {x: (box.left + box.right) / 2, y: box.bottom + 33, 'text-anchor': 'middle'},
      'time since the load began');

    const series = add(svg, 'g', {class: 'map' + index});
    add(series, 'path', {class: 'max-area', d: area(map.windows.max, x, y, step, box.bottom)});
    add(series, 'path', {class: 'p50', d: path(map.windows.p50, x, y, step)});
    add(series, 'path', {class: 'p99', d: path(map.windows.p99, x, y, step)});
    add(series, 'path', {class: 'max', d: path(map.windows.max, x, y, step)});
    pauses(svg, map, x, box);
    growthLabels(series, map, x, box);
    peak(series, map, x, y, box);
    hover(holder, svg, box, map.windows.max.length,
      i => x((i + .5) * step),
      px => Math.floor((px - box.left) / (box.right - box.left) * longest / step),
      i => windowWords(map, i));
  }

  function pauses(svg, map, x, box) {
    const group = add(svg, 'g', {class: 'gc'});
    for (const pause of map.gcPauses) {
      const at = x(Math.max(0, pause.startSeconds));
      const wide = Math.max(2, x(pause.startSeconds + pause.nanos / 1e9) - at);
      add(group, 'rect', {class: 'pause', x: round(at), width: round(wide), y: box.top, height: box.bottom - box.top,
        opacity: .55});
      add(group, 'path', {class: 'pause', d: `M${at - 4} ${box.top - 1}h${wide + 8}l${-(wide / 2 + 4)} 7z`});
    }
  }

  // The largest growths first; a label that would touch another is left out, the hover still tells.
  function growthLabels(group, map, x, box) {
    const taken = [];
    for (const g of [...map.growthList].sort((a, b) => b.bucketsAfter - a.bucketsAfter)) {
      const text = 'growth ' + g.number;
      const half = text.length * 3.3 + 6;
      const middle = Math.min(box.right - half, Math.max(box.left + half,
        x((Math.max(0, g.startSeconds) + Math.min(longest, g.endSeconds)) / 2)));
      if (taken.every(other => Math.abs(other - middle) > 2 * half + 6)) {
        taken.push(middle);
        add(group, 'text', {class: 'own', x: round(middle), y: box.top - 9, 'text-anchor': 'middle'}, text);
      }
    }
  }

  function peak(group, map, x, y, box) {
    const stall = map.longestStall;
    const at = Math.min(x(stall.atSeconds + stall.nanos / 2e9), box.right), level = y(stall.nanos);
    const left = at > (box.left + box.right) / 2;
    const beside = 10 + Math.max(0, x(stall.nanos / 2e9) - box.left);
    add(group, 'circle', {class: 'peak', cx: round(at), cy: level, r: 4.5});
    add(group, 'text', {class: 'own halo', x: round(at + (left ? -beside : beside)), y: Math.max(box.top + 12, level + 4),
      'text-anchor': left ? 'end' : 'start'}, 'longest: ' + duration(stall.nanos));
  }

  function windowWords(map, i) {
    const w = map.windows, from = i * w.seconds, to = from + w.seconds;
    const lines = [`${map.label}, ${from.toFixed(2)} to ${to.toFixed(2)} s`];
    if (w.operations[i] > 0) {
      lines.push(`max ${duration(w.max[i])}`, `p99 ${duration(w.p99[i])}`, `p50 ${duration(w.p50[i])}`,
        `${count(w.operations[i])} operations`);
    } else {
      lines.push(`no operation ended: one took ${duration(w.max[i])}`);
    }
    const growing = map.growthList.filter(g => g.startSeconds < to && g.endSeconds > from);
    growing.slice(-2).forEach(g => lines.push(growthWords(g)));
    if (growing.length > 2) lines.push(`and ${growing.length - 2} smaller growths`);
    map.gcPauses.filter(p => p.startSeconds < to && p.startSeconds + p.nanos / 1e9 > from)
      .forEach(p => lines.push(`GC pause of ${duration(p.nanos)}`));
    return lines.join('\n');
  }

  // --- latency by percentile ---------------------------------------------------------------------
  function percentileChart() {
    const {holder, svg, width, box} = frame('percentiles', width0() < 560 ? 280 : 340,
      'Latency by percentile of both maps; the largest values are ' +
      maps.map(m => `${duration(m.latencyNanos.max)} for ${m.label}`).join(' and ') + '.');
    const y = latencyY(box);
    const most = Math.max(...maps.map(m => Math.log10(m.operations.total)));
    const x = rarity => box.left + rarity / most * (box.right - box.left);
    latencyAxis(svg, box, y);
    add(svg, 'line', {class: 'axis', x1: box.left, x2: box.right, y1: box.bottom, y2: box.bottom});
    for (const [rarity, label] of [[0, '0 %'], [1, '90 %'], [2, '99 %'], [3, '99.9 %'], [4, '99.99 %'],
      [5, '99.999 %'], [6, '99.9999 %'], [7, '99.99999 %'], [8, '99.999999 %']]) {
      if (rarity > most) continue;
      add(svg, 'line', {class: 'grid', x1: x(rarity), x2: x(rarity), y1: box.top, y2: box.bottom});
      if (width >= 560 || rarity % 2 === 0) {
        add(svg, 'text', {x: x(rarity), y: box.bottom + 17, 'text-anchor': rarity > most - .5 ? 'end' : 'middle'}, label);
      }
    }
    add(svg, 'text', {x: (box.left + box.right) / 2, y: box.bottom + 33, 'text-anchor': 'middle'},
      'part of all operations that took no longer');

    const curves = maps.map(map => {
      const end = Math.log10(map.operations.total);
      return map.percentiles.map(p => ({rarity: Math.min(end, p.percentile >= 100 ? end : -Math.log10(1 - p.percentile / 100)),
        percentile: p.percentile, nanos: p.nanos}));
    });
    // Labels go where no curve is: rare is to the right, slow is up, so the upper left is empty.
    curves.forEach((points, index) => {
      const group = add(svg, 'g', {class: 'map' + index});
      const last = points[points.length - 1], label = box.top + 16 + index * 20;
      add(group, 'path', {class: 'curve', d: points.map((p, i) => (i ? 'L' : 'M') + round(x(p.rarity)) + ' ' + y(p.nanos)).join('')});
      add(group, 'circle', {class: 'peak', cx: round(x(last.rarity)), cy: y(last.nanos), r: 4.5});
      add(group, 'path', {class: 'curve', d: `M${box.left + 12} ${label - 4}h20`});
      add(group, 'text', {class: 'own halo', x: box.left + 38, y: label},
        `${maps[index].label}, longest ${duration(last.nanos)}`);
    });
    const stops = curves[0];
    hover(holder, svg, box, stops.length, i => x(stops[i].rarity),
      px => nearest(stops, (px - box.left) / (box.right - box.left) * most),
      i => percentileWords(curves, stops[i]));
  }

  const nearest = (stops, rarity) =>
    stops.reduce((best, p, i) => Math.abs(p.rarity - rarity) < Math.abs(stops[best].rarity - rarity) ? i : best, 0);

  function percentileWords(curves, stop) {
    const head = stop.percentile >= 100 ? 'the longest of all'
      : `${Number(stop.percentile.toPrecision(9))} % took no longer than`;
    return [head, ...maps.map((m, i) =>
      `${m.label}: ${duration((curves[i].find(p => p.percentile >= stop.percentile) || curves[i].at(-1)).nanos)}`)].join('\n');
  }

  // --- hovering, touching, arrow keys ------------------------------------------------------------
  function hover(holder, svg, box, length, xOf, indexAt, words) {
    const cross = add(svg, 'line', {class: 'cross', y1: box.top, y2: box.bottom, visibility: 'hidden'});
    let current = -1;
    function show(i) {
      current = Math.min(length - 1, Math.max(0, i));
      const at = Math.min(box.right, xOf(current));
      cross.setAttribute('x1', at); cross.setAttribute('x2', at); cross.setAttribute('visibility', 'visible');
      tip.textContent = words(current);
      tip.hidden = false;
      const scale = svg.clientWidth / svg.viewBox.baseVal.width, rect = svg.getBoundingClientRect();
      const left = rect.left + at * scale;
      const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
      const beside = left + 14 > room ? left - tip.offsetWidth - 14 : left + 14;
      tip.style.left = Math.max(8, Math.min(room, beside)) + scrollX + 'px';
      tip.style.top = rect.top + scrollY + box.top + 8 + 'px';
    }
    function hide() { cross.setAttribute('visibility', 'hidden'); tip.hidden = true; }
    const move = event => {
      const rect = svg.getBoundingClientRect();
      show(indexAt((event.clientX - rect.left) / svg.clientWidth * svg.viewBox.baseVal.width));
    };
    svg.addEventListener('pointermove', move);
    svg.addEventListener('pointerdown', move);
    svg.addEventListener('pointerleave', hide);
    svg.addEventListener('blur', hide);
    svg.addEventListener('keydown', event => {
      const by = {ArrowLeft: -1, ArrowRight: 1}[event.key];
      if (by) { show(current + by); event.preventDefault(); } else if (event.key === 'Escape') { hide(); }
    });
  }

  // --- legend and growths ------------------------------------------------------------------------
  function legend() {
    const holder = document.getElementById('legend');
    const entry = (text, draw) => {
      const span = element(holder, 'span');
      draw(add(span, 'svg', {viewBox: '0 0 28 14', 'aria-hidden': 'true'}));
      span.append(text);
    };
    const line = name => svg => add(svg, 'path', {class: name, d: 'M1 7H27'});
    entry('longest of the window', line('max'));
    entry('p99', line('p99'));
    entry('p50', line('p50'));
    entry('a growth', svg => add(svg, 'rect', {class: 'band', x: 4, y: 0, width: 20, height: 14}));
    entry('a pause of the garbage collector', svg =>
      add(add(svg, 'g', {class: 'gc'}), 'path', {class: 'pause', d: 'M8 1h12l-5 7v6h-2v-6z'}));
  }

  const SMALL = 4096;

  function growthTable(parent, growths) {
    const scroll = element(parent, 'div', undefined, 'scroll');
    const table = element(scroll, 'table');
    const head = element(element(table, 'thead'), 'tr');
    ['#', 'began', 'buckets', 'lasted', 'writes', 'longest'].forEach(text => element(head, 'th', text).scope = 'col');
    const body = element(table, 'tbody');
    for (const g of growths) {
      const row = element(body, 'tr');
      [g.number, seconds(g.startSeconds), `${count(g.bucketsBefore)} → ${count(g.bucketsAfter)}`,
        duration((g.endSeconds - g.startSeconds) * 1e9), count(g.steps), duration(g.longestStepNanos)]
        .forEach(text => element(row, 'td', String(text)));
    }
  }

  function growths() {
    const holder = document.getElementById('growths');
    maps.forEach((map, index) => {
      const part = element(holder, 'div');
      element(part, 'h3', `${map.label}: ${map.growths} growths`, 'map' + index);
      const large = map.growthList.filter(g => g.bucketsBefore >= SMALL);
      const small = map.growthList.filter(g => g.bucketsBefore < SMALL);
      if (large.length) growthTable(part, large);
      if (small.length) {
        const more = element(part, 'details');
        more.open = large.length === 0;
        element(more, 'summary', `${small.length} below ${count(SMALL)} buckets`);
        growthTable(more, small);
      }
    });
  }

  // --- all of it ---------------------------------------------------------------------------------
  const width0 = () => document.getElementById('time-0').clientWidth;
  function draw() { maps.forEach((map, index) => timeChart(index)); percentileChart(); tip.hidden = true; }
  legend();
  growths();
  draw();
  let drawnWidth = width0();
  addEventListener('resize', () => { if (width0() !== drawnWidth) { drawnWidth = width0(); draw(); } });
})();
