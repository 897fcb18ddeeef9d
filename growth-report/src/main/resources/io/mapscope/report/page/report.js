'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const byId = id => document.getElementById(id);
  const text = index => index < 0 ? null : data.strings[index];
  const NS = 'http://www.w3.org/2000/svg';
  const tip = byId('tip');

  // --- rows as objects ---------------------------------------------------------------------------
  const stalls = data.stalls.map(r => ({at: r[0], nanos: r[1], map: r[2], cause: text(r[3]), operation: text(r[4]),
    thread: text(r[5]), site: text(r[6]), growth: r[7], trace: text(r[8])}));
  const growths = data.growths.map(r => ({at: r[0], nanos: r[1], map: r[2], number: r[3], before: r[4], after: r[5],
    entries: r[6], stall: r[7], work: r[8], kind: text(r[9]), certainty: text(r[10]), thread: text(r[11]), victims: r[12],
    label: text(r[13]), flame: r[14]}));
  const pauses = data.pauses.map(r => ({at: r[0], nanos: r[1]}));
  const rank = map => 'rank' + Math.min(map, 3);
  const label = map => data.maps[map] ?? 'another map';

  // --- words and numbers -------------------------------------------------------------------------
  const digits = n => n.toLocaleString('en-US', {maximumFractionDigits: n >= 99.95 ? 0 : n >= 9.995 ? 1 : 2});
  const count = n => n.toLocaleString('en-US');
  const duration = ns => ns < 1e3 ? digits(ns) + ' ns' : ns < 1e6 ? digits(ns / 1e3) + ' µs'
    : ns < 1e9 ? digits(ns / 1e6) + ' ms' : digits(ns / 1e9) + ' s';
  function moment(ns, step) {
    const s = ns / 1e9, places = step ? Math.max(0, Math.min(6, -Math.floor(Math.log10(step / 1e9)))) : 3;
    return s < 120 ? s.toFixed(places) + ' s' : Math.floor(s / 60) + ':' + (s % 60).toFixed(places).padStart(places ? 3 + places : 2, '0');
  }
  const slots = g => g.after ? `${g.before ? count(g.before) + ' → ' : ''}${count(g.after)}` : 'unknown';

  function growthWords(g) {
    const lines = [`${g.kind === 'first table' ? 'First table' : 'Growth ' + g.number} of ${g.label}`,
      `${moment(g.at)}, ${g.kind === 'unfinished' ? 'not over' : duration(g.nanos)}, by ${g.thread}`];
    if (g.after) lines.push(`slots ${slots(g)} (${g.certainty})`);
    if (g.entries) lines.push(`about ${count(g.entries)} entries when it began`);
    if (g.victims) lines.push(`${count(g.victims)} ${g.victims === 1 ? 'operation' : 'operations'} stalled`);
    if (g.stall !== g.nanos) lines.push(`longest held up one operation: ${duration(g.stall)}`);
    return lines.join('\n');
  }
  function stallWords(s) {
    const growth = growths.find(g => g.map === s.map && s.at < g.at + g.nanos && g.at < s.at + s.nanos);
    const lines = [`${s.operation} stalled for ${duration(s.nanos)}: ${s.cause}`, `${label(s.map)}, ${moment(s.at)}, ${s.thread}`];
    if (s.site) lines.push('at ' + s.site);
    if (s.trace) lines.push('trace ' + s.trace);
    return lines.join('\n') + (growth ? '\n\n' + growthWords(growth) : '');
  }

  // --- drawing -----------------------------------------------------------------------------------
  function add(parent, name, attributes, content) {
    const node = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (content !== undefined) node.textContent = content;
    parent.append(node);
    return node;
  }
  function element(parent, name, content, className) {
    const node = document.createElement(name);
    if (content !== undefined) node.textContent = content;
    if (className) node.className = className;
    parent.append(node);
    return node;
  }
  const round = x => Math.round(x * 10) / 10;
  const niceStep = (span, most) => {
    const raw = span / most, base = 10 ** Math.floor(Math.log10(raw));
    return [1, 2, 5, 10].map(f => f * base).find(step => step >= raw);
  };

  // --- the timeline ------------------------------------------------------------------------------
  const HEIGHT = 326, LANE = 28;
  const longest = stalls.reduce((most, s) => Math.max(most, s.nanos), data.threshold * 10);
  const low = Math.floor(Math.log10(data.threshold)), high = Math.ceil(Math.log10(longest) * 1.001);
  let from = 0, to = data.length, box, svg, shown = -1;

  const x = ns => box.left + (ns - from) / (to - from) * (box.right - box.left);
  const timeAt = px => from + (px - box.left) / (box.right - box.left) * (to - from);
  const y = ns => round(box.bottom - (Math.log10(ns) - low) / (high - low) * (box.bottom - box.top));
  const inView = thing => thing.at + thing.nanos >= from && thing.at <= to;

  function zoom(first, last) {
    const span = Math.min(data.length, Math.max(data.length / 1e7, 1000, last - first));
    from = Math.max(0, Math.min(first, data.length - span));
    to = from + span;
    drawTimeline();
  }
  const zoomBy = (factor, at = (from + to) / 2) => zoom(at - (at - from) * factor, at + (to - at) * factor);
  const shift = part => zoom(from + (to - from) * part, to + (to - from) * part);

  function drawTimeline() {
    const holder = byId('chart');
    holder.replaceChildren();
    tip.hidden = true;
    const width = Math.max(280, Math.floor(holder.clientWidth) - 2);
    svg = add(holder, 'svg', {viewBox: `0 0 ${width} ${HEIGHT}`, height: HEIGHT, role: 'img', tabindex: 0,
      'data-from': from, 'data-to': to,
      'aria-label': `${stalls.length} stalls over ${moment(data.length)}. Arrow keys move from one to the next.`});
    box = {left: 58, top: 14, right: width - 14, bottom: HEIGHT - 34 - LANE};
    const clip = add(add(svg, 'defs', {}), 'clipPath', {id: 'clip'});
    add(clip, 'rect', {x: box.left, y: 0, width: box.right - box.left, height: HEIGHT});
    axes(width);
    const inside = add(svg, 'g', {'clip-path': 'url(#clip)'});
    lost(inside);
    windows(inside);
    gc(inside);
    stems(inside);
    listen();
  }

  function axes(width) {
    for (let e = low; e <= high; e++) {
      add(svg, 'line', {class: 'grid', x1: box.left, x2: box.right, y1: y(10 ** e), y2: y(10 ** e)});
      add(svg, 'text', {x: box.left - 7, y: y(10 ** e) + 4, 'text-anchor': 'end'}, duration(10 ** e));
    }
    const step = niceStep(to - from, width < 560 ? 3 : 8);
    for (let i = Math.ceil(from / step); i * step <= to; i++) {
      add(svg, 'line', {class: 'axis', x1: x(i * step), x2: x(i * step), y1: box.bottom + LANE, y2: box.bottom + LANE + 4});
      add(svg, 'text', {x: x(i * step), y: box.bottom + LANE + 18, 'text-anchor': 'middle'}, moment(i * step, step));
    }
    for (const level of [box.bottom, box.bottom + LANE]) {
      add(svg, 'line', {class: 'axis', x1: box.left, x2: box.right, y1: level, y2: level});
    }
    add(svg, 'text', {x: box.left - 7, y: box.bottom + LANE - 7, 'text-anchor': 'end'}, 'GC');
  }

  // One path for each colour. What is narrower than a pixel shows when it stalled somebody.
  function windows(parent) {
    const paths = {};
    for (const g of growths) {
      if (!inView(g)) continue;
      const left = round(Math.max(x(g.at), box.left)), right = round(Math.min(x(g.at + g.nanos), box.right));
      const name = rank(g.map);
      if (right - left < 1 && g.stall < data.threshold) continue;
      paths[name] = (paths[name] || '') + `M${left} ${box.top}H${Math.max(right, left + 1.5)}V${box.bottom}H${left}Z`;
    }
    for (const name in paths) add(add(parent, 'g', {class: name}), 'path', {class: 'band', d: paths[name]});
  }

  function gc(parent) {
    let d = '';
    for (const p of pauses) {
      if (!inView(p)) continue;
      d += `M${round(x(p.at))} ${box.bottom + LANE / 2 + 2}H${round(Math.max(x(p.at + p.nanos), x(p.at) + 1.5))}`;
    }
    if (d) add(add(parent, 'g', {class: 'gc'}), 'path', {class: 'pause', d, 'stroke-width': LANE - 14});
  }

  function lost(parent) {
    for (const history of Object.values(data.histories)) {
      for (const gap of history.gaps) {
        const left = x(gap[0]);
        add(parent, 'rect', {class: 'lost', x: left, y: box.top, width: Math.max(2, x(gap[1]) - left), height: box.bottom - box.top});
      }
    }
  }

  function stems(parent) {
    const lines = {}, dots = {};
    for (const s of stalls) {
      if (!inView(s)) continue;
      const name = s.cause === 'GC pause' ? 'gc' : rank(s.map);
      const at = round(x(s.at)), top = y(s.nanos);
      lines[name] = (lines[name] || '') + `M${at} ${box.bottom}V${top}`;
      dots[name] = (dots[name] || '') + `M${at - 3.5} ${top}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z`;
    }
    for (const name of ['rank3', 'gc', 'rank2', 'rank1', 'rank0']) {
      if (!lines[name]) continue;
      const group = add(parent, 'g', {class: name});
      add(group, 'path', {class: 'stem', d: lines[name]});
      add(group, 'path', {class: 'dot', d: dots[name]});
    }
  }

  // --- pointing, dragging, keys ------------------------------------------------------------------
  let cross, select, dragFrom = null;
  const pixel = event => {
    const rect = svg.getBoundingClientRect(), scale = svg.viewBox.baseVal.width / rect.width;
    return {x: (event.clientX - rect.left) * scale, y: (event.clientY - rect.top) * scale};
  };

  function nearest(point) {
    let best = null, least = 14;
    stalls.forEach((s, i) => {
      const away = Math.abs(x(s.at) - point.x) + (point.y < y(s.nanos) ? (y(s.nanos) - point.y) / 8 : 0);
      if (away < least) { least = away; best = i; }
    });
    return best;
  }
  function under(point) {
    const at = timeAt(point.x), slack = (to - from) / (box.right - box.left) * 3;
    if (point.y > box.bottom) {
      const pause = pauses.find(p => p.at - slack <= at && at <= p.at + p.nanos + slack);
      return pause && `Pause of the garbage collector\n${moment(pause.at)}, ${duration(pause.nanos)}`;
    }
    const stall = nearest(point);
    if (stall !== null) { shown = stall; return stallWords(stalls[stall]); }
    const growth = growths.filter(g => g.at - slack <= at && at <= g.at + g.nanos + slack).sort((a, b) => b.stall - a.stall)[0];
    return growth && growthWords(growth);
  }
  function explain(px, words) {
    if (!words) { hide(); return; }
    const rect = svg.getBoundingClientRect();
    cross.setAttribute('x1', px); cross.setAttribute('x2', px); cross.setAttribute('visibility', 'visible');
    tip.textContent = words;
    tip.hidden = false;
    const left = rect.left + px * rect.width / svg.viewBox.baseVal.width;
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = Math.max(8, Math.min(room, left + 14 > room ? left - tip.offsetWidth - 14 : left + 14)) + scrollX + 'px';
    tip.style.top = rect.top + scrollY + 20 + 'px';
  }
  function hide() { cross.setAttribute('visibility', 'hidden'); tip.hidden = true; }

  function listen() {
    select = add(svg, 'rect', {class: 'select', y: box.top, height: box.bottom + LANE - box.top, width: 0, x: 0});
    cross = add(svg, 'line', {class: 'cross', y1: box.top, y2: box.bottom + LANE, visibility: 'hidden'});
    svg.addEventListener('pointerdown', event => {
      if (event.pointerType !== 'touch') { dragFrom = pixel(event).x; svg.setPointerCapture(event.pointerId); }
      explain(pixel(event).x, under(pixel(event)));
    });
    svg.addEventListener('pointermove', event => {
      const point = pixel(event);
      if (dragFrom !== null && Math.abs(point.x - dragFrom) > 4) {
        hide();
        select.setAttribute('x', Math.min(point.x, dragFrom));
        select.setAttribute('width', Math.abs(point.x - dragFrom));
      } else {
        explain(point.x, under(point));
      }
    });
    svg.addEventListener('pointerup', event => {
      const start = dragFrom, end = pixel(event).x;
      dragFrom = null;
      if (start !== null && Math.abs(end - start) > 4) zoom(timeAt(Math.min(start, end)), timeAt(Math.max(start, end)));
    });
    svg.addEventListener('pointerleave', hide);
    svg.addEventListener('dblclick', () => zoom(0, data.length));
    svg.addEventListener('wheel', event => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      zoomBy(event.deltaY < 0 ? .8 : 1.25, timeAt(pixel(event).x));
    }, {passive: false});
    svg.addEventListener('blur', hide);
    svg.addEventListener('keydown', onKey);
  }
  function onKey(event) {
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    const act = {'+': () => zoomBy(.5), '=': () => zoomBy(.5), '-': () => zoomBy(2), '0': () => zoom(0, data.length), Escape: hide}[event.key];
    if (step && stalls.length) {
      shown = Math.max(0, Math.min(stalls.length - 1, shown + step));
      const at = stalls[shown].at;
      if (at < from || at > to) zoom(at - (to - from) / 2, at + (to - from) / 2);
      svg.focus();
      explain(x(at), stallWords(stalls[shown]));
    } else if (act) { act(); svg.focus(); } else { return; }
    event.preventDefault();
  }

  function legend() {
    const entry = (words, className, draw) => {
      const span = element(byId('legend'), 'span');
      draw(add(add(span, 'svg', {viewBox: '0 0 22 14', 'aria-hidden': 'true'}), 'g', {class: className}));
      span.append(words);
    };
    const stem = g => { add(g, 'path', {class: 'stem', d: 'M11 14V5'}); add(g, 'circle', {class: 'dot', cx: 11, cy: 4.5, r: 3.5}); };
    data.maps.slice(0, 3).forEach((name, i) => entry(name, 'rank' + i, stem));
    if (data.maps.length > 3) entry('other maps', 'rank3', stem);
    entry('a growth, from start to end', 'rank3', g => add(g, 'rect', {class: 'band', width: 22, height: 14}));
    entry('garbage collection', 'gc', g => add(g, 'path', {class: 'pause', d: 'M3 7h16', 'stroke-width': 10}));
  }

  // --- histories ---------------------------------------------------------------------------------
  function history(holder) {
    const map = Number(holder.dataset.map), known = data.histories[map];
    const own = growths.filter(g => g.map === map && g.after);
    const points = known ? known.points : own.slice().sort((a, b) => a.at - b.at).map(g => [g.at, g.after]);
    if (points.length < 2) return;
    holder.replaceChildren();
    element(holder, 'p', known ? 'Entries over time' : 'Slots after each growth', 'caption');
    const width = Math.max(260, holder.parentElement.clientWidth - 2), height = 120, left = 70, bottom = 98;
    const most = points.reduce((m, p) => Math.max(m, p[1]), 1);
    const place = p => [round(left + p[0] / data.length * (width - left - 10)), round(bottom - p[1] / most * (bottom - 12))];
    const picture = add(holder, 'svg', {viewBox: `0 0 ${width} ${height}`, height, role: 'img',
      'aria-label': (known ? 'entries' : 'slots') + ' over time, ' + count(most) + ' at most'});
    add(picture, 'line', {class: 'axis', x1: left, x2: width - 10, y1: bottom, y2: bottom});
    add(picture, 'text', {x: left - 6, y: 20, 'text-anchor': 'end'}, count(most));
    add(picture, 'text', {x: left - 6, y: bottom + 2, 'text-anchor': 'end'}, '0');
    add(picture, 'text', {x: left, y: bottom + 16}, '0 s');
    add(picture, 'text', {x: width - 10, y: bottom + 16, 'text-anchor': 'end'}, moment(data.length));
    const group = add(picture, 'g', {class: rank(map)});
    if (known) {
      add(group, 'path', {class: 'curve', d: 'M' + points.map(p => place(p).join(' ')).join('L')});
    } else {
      for (const p of points) add(group, 'circle', {class: 'dot', cx: place(p)[0], cy: place(p)[1], r: 3.5});
    }
    for (const gap of known ? known.gaps : []) {
      add(picture, 'rect', {class: 'lost', x: place([gap[0], 0])[0], y: 12, width: Math.max(2, place([gap[1], 0])[0] - place([gap[0], 0])[0]), height: bottom - 12});
    }
  }

  // --- flame graphs, from collapsed stacks -------------------------------------------------------
  function tree(collapsed) {
    const root = {name: 'all', samples: 0, children: new Map()};
    for (const line of collapsed.split('\n')) {
      const end = line.lastIndexOf(' '), samples = Number(line.slice(end + 1));
      if (end < 0 || !(samples > 0)) continue;
      let node = root;
      node.samples += samples;
      for (const name of line.slice(0, end).split(';')) {
        if (!node.children.has(name)) node.children.set(name, {name, samples: 0, children: new Map()});
        node = node.children.get(name);
        node.samples += samples;
      }
    }
    return root;
  }
  const depth = node => 1 + Math.max(0, ...[...node.children.values()].map(depth));
  function flame(holder, collapsed, top = tree(collapsed)) {
    const all = tree(collapsed), row = 18, width = Math.max(260, holder.parentElement.clientWidth - 2), height = depth(top) * row;
    holder.replaceChildren();
    element(holder, 'p', `Flame graph of the growth: ${count(top.samples)} of ${count(all.samples)} samples. Click a frame to widen it.`, 'caption');
    const picture = add(holder, 'svg', {viewBox: `0 0 ${width} ${height}`, height, role: 'img', 'aria-label': 'flame graph'});
    (function draw(node, left, level) {
      const wide = node.samples / top.samples * width;
      if (wide < .7) return;
      const group = add(picture, 'g', {});
      add(group, 'title', {}, `${node.name}: ${count(node.samples)} samples, ${digits(100 * node.samples / all.samples)} %`);
      add(group, 'rect', {x: round(left), y: level * row, width: round(wide), height: row - 1});
      const room = Math.floor((wide - 6) / 6.9);
      if (room > 3) add(group, 'text', {x: round(left) + 3, y: level * row + 13}, node.name.length > room ? node.name.slice(0, room - 1) + '…' : node.name);
      group.addEventListener('click', () => flame(holder, collapsed, node === top ? all : node));
      let next = left;
      for (const child of node.children.values()) { draw(child, next, level + 1); next += child.samples / top.samples * width; }
    })(top, 0, 0);
  }
  function flameOf(g) {
    const dialog = byId('flame-of-one');
    dialog.querySelector('h3').textContent = growthWords(g).split('\n')[0];
    dialog.showModal();
    flame(dialog.querySelector('.flame'), g.flame);
  }

  // --- the table ---------------------------------------------------------------------------------
  const columns = [
    {name: 'began', key: g => g.at, show: g => moment(g.at)},
    {name: 'map', key: g => g.label, show: g => g.label, text: 'text wide'},
    {name: '#', key: g => g.number, show: g => g.number},
    {name: 'longest stall', key: g => g.stall, show: g => duration(g.stall)},
    {name: 'lasted', key: g => g.nanos, show: g => g.kind === 'unfinished' ? 'not over' : duration(g.nanos)},
    {name: 'grow work', key: g => g.work, show: g => duration(g.work)},
    {name: 'slots', key: g => g.after, show: slots},
    {name: 'entries', key: g => g.entries, show: g => g.entries ? count(g.entries) : ''},
    {name: 'victims', key: g => g.victims, show: g => g.victims ? count(g.victims) : ''},
    {name: 'kind', key: g => g.kind, show: g => g.kind, text: 'text'},
    {name: 'thread', key: g => g.thread, show: g => g.thread, text: 'text'}];
  const PAGE = 25;
  let sorted = {column: columns[3], down: true}, rows = PAGE;

  function head() {
    const line = element(byId('table').tHead, 'tr');
    for (const column of columns) {
      const cell = element(line, 'th', undefined, column.text);
      cell.scope = 'col';
      const button = element(cell, 'button', column.name);
      button.type = 'button';
      button.addEventListener('click', () => {
        sorted = {column, down: sorted.column === column ? !sorted.down : !column.text};
        fill();
      });
    }
    if (growths.some(g => g.flame)) element(line, 'th', 'flame graph', 'flames').scope = 'col';
  }
  function fill() {
    const {column, down} = sorted, table = byId('table');
    [...table.tHead.rows[0].cells].forEach((cell, i) => {
      if (columns[i] === column) cell.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      else cell.removeAttribute('aria-sort');
    });
    const order = growths.slice().sort((a, b) => {
      const p = column.key(a), q = column.key(b);
      return (p < q ? -1 : p > q ? 1 : a.at - b.at) * (down ? -1 : 1);
    });
    const body = table.tBodies[0];
    body.replaceChildren();
    for (const g of order.slice(0, rows)) {
      const line = element(body, 'tr');
      for (const each of columns) element(line, 'td', String(each.show(g)), each.text);
      if (g.flame) element(element(line, 'td', undefined, 'flames'), 'button', 'show').addEventListener('click', () => flameOf(g));
    }
    byId('more').hidden = rows >= growths.length;
    byId('more').textContent = `Show more (${count(growths.length - rows)} left)`;
    byId('growths').hidden = growths.length === 0;
  }
  byId('more').addEventListener('click', () => { rows += 10 * PAGE; fill(); });

  // --- all of it ---------------------------------------------------------------------------------
  function drawInside() {
    for (const holder of document.querySelectorAll('details[open] .history')) history(holder);
    for (const holder of document.querySelectorAll('article .flame')) {
      const own = growths.filter(g => g.flame && g.map === Number(holder.dataset.map)).sort((a, b) => b.stall - a.stall)[0];
      if (own && holder.parentElement.open) flame(holder, own.flame);
    }
  }
  function draw() { drawTimeline(); drawInside(); }
  for (const [id, act] of Object.entries({'zoom-in': () => zoomBy(.5), 'zoom-out': () => zoomBy(2), earlier: () => shift(-.5),
    later: () => shift(.5), 'zoom-all': () => zoom(0, data.length)})) byId(id).addEventListener('click', act);
  document.querySelectorAll('details').forEach(part => part.addEventListener('toggle', drawInside));
  if (stalls.length === 0 && growths.length === 0) byId('timeline').hidden = true;
  byId('bounded').textContent = data.bounded;
  legend();
  head();
  fill();
  draw();
  // Paper has no buttons: everything is on it, and folded up again afterwards.
  let unprinted = null;
  addEventListener('beforeprint', () => {
    unprinted ??= {rows, shut: [...document.querySelectorAll('details:not([open])')]};
    rows = growths.length;
    for (const part of unprinted.shut) part.open = true;
    fill();
    drawInside();
  });
  addEventListener('afterprint', () => {
    if (!unprinted) return;
    rows = unprinted.rows;
    for (const part of unprinted.shut) part.open = false;
    unprinted = null;
    fill();
  });
  let width = innerWidth;
  addEventListener('resize', () => { if (width !== innerWidth) { width = innerWidth; draw(); } });
})();
