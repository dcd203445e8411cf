// The head of the page, and what is drawn of the totals.

function switcher(label, options, current, pick) {
  return el('div.switch', {role: 'group', 'aria-label': label}, ...options.map(([value, text]) =>
    el('button', {type: 'button', 'aria-pressed': String(value === current), lang: value === 0 ? 'zh-CN' : value === 1 ? 'en' : null,
      onclick: () => pick(value)}, text)));
}

function head() {
  const s = scheme();
  const tools = el('div.tools.screen', null,
    switcher(t('language'), [[0, '中文'], [1, 'English']], state.lang, (v) => { state.lang = v; draw(); refocus('.switch', v); }),
    switcher(t('theme'), ['auto', 'light', 'dark'].map((v) => [v, t(v)]), state.theme, (v) => {
      state.theme = v;
      if (v === 'auto') document.documentElement.removeAttribute('data-theme');
      else document.documentElement.setAttribute('data-theme', v);
      draw();
    }));
  const facts = el('dl.facts', null, ...[
    ['input', bdi(data.input)], ['asOf', data.asOf],
    data.schemes.length === 1 ? ['scheme', say(s.title)] : null,
    ['policy', el('span', null, say(s.policy), ...s.badges.flatMap((b) => [' ', el('span.badge', null, wordTitle(b))]))],
  ].filter(Boolean).map(([key, value]) => el('div', null, el('dt', null, t(key)), el('dd', null, value))));
  return el('header', null, el('a.skip.screen', {href: '#list'}, t('skip')), tools, el('h1', null, t('title')), facts,
    data.schemes.length > 1 ? schemePicker() : null, el('p.closing', null, t('closing')));
}
function schemePicker() {
  return el('label.picker', null, t('scheme'), ' ', el('select', {
    id: 'scheme', onchange: (e) => { state.scheme = +e.target.value; state.word = -1; state.open.clear(); draw(); document.getElementById('scheme').focus(); },
  }, ...data.schemes.map((s, i) => el('option', {value: i, selected: i === state.scheme}, say(s.title)))));
}
function refocus(selector, index) {
  document.querySelectorAll(selector + ' button')[index]?.focus();
}

// --- totals and charts ---

/// A bar of parts [share of the whole, class].
function bar(parts) {
  const node = svg('svg', {class: 'bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true'});
  let x = 0;
  for (const [width, kind] of parts) {
    if (width > 0) node.append(svg('rect', {x, y: 0.5, width: Math.max(width * 100, 0.3), height: 9, class: kind, 'vector-effect': 'non-scaling-stroke'}));
    x += width * 100;
  }
  return node;
}
const section = (id, title, ...content) => el('section', {id}, el('h2', null, title), ...content);

function totals() {
  const s = scheme(), all = s.outcomes.reduce((a, b) => a + b, 0);
  return section('totals', t('totals'), el('table.figures', null,
    el('thead', null, el('tr', null, ...['verdict', 'count', 'share'].map((k) => el('th', {scope: 'col'}, t(k))), el('th', null, ''))),
    el('tbody', null, ...SHOWN_ORDER.map((o) => el('tr', null, el('th', {scope: 'row'}, verdict(o)),
      el('td.number', null, count(s.outcomes[o])), el('td.number', null, share(s.outcomes[o], all)),
      el('td.wide', null, bar([[all ? s.outcomes[o] / all : 0, 'solid']])))))),
    el('p.faint', null, records()));
}
function records() {
  const n = data.totals;
  return [t('whereRows', ...['records', 'applicants', 'rejected', 'blank', 'headings', 'footers'].map((k) => count(n[k]))),
    n.folded ? t('folded', count(n.folded)) : '', n.duplicates ? t('duplicates', count(n.duplicates)) : '', n.masked ? t('masked', count(n.masked)) : ''].join(' ');
}

function funnel() {
  const steps = scheme().funnel;
  if (!steps.length) return null;
  const first = steps[0].counts, all = first[0] + first[1] + first[2];
  if (!all) return null;
  return section('funnel', t('funnel'), el('p.faint', null, t('funnelNote')), el('table.figures.steps', null,
    el('thead', null, el('tr', null, el('th', {scope: 'col'}, t('step')), el('th', {scope: 'col'}, t('left')), el('th', null, ''), el('th', {scope: 'col'}, t('out')))),
    el('tbody', null, ...steps.map(({id, title, cite, counts: [met, open, out]}) => el('tr', null,
      el('th', {scope: 'row'}, id ? el('span.id', null, id) : '', ' ', say(title), cite ? el('span.cite', null, cite) : ''),
      el('td.number', {title: `${t('metSoFar')} ${count(met)} · ${t('openSoFar')} ${count(open)}`}, count(met + open)),
      el('td.wide', null, bar([[met / all, 'solid'], [open / all, 'hollow']])),
      el('td.number', null, out ? '−' + count(out) : '0'))))));
}

function ranked(title, list, near) {
  if (!list.length) return null;
  const most = list[0][1];
  return el('div', null, el('h3', null, title), el('ol.ranked', null, ...list.slice(0, 8).map(([word, n]) => el('li', null,
    el('button', {type: 'button', onclick: () => show(word, near)}, idLabel(word), ' ', wordTitle(word)),
    bar([[n / most, 'solid']]), el('span.number', null, count(n))))));
}
function show(word, near) {
  Object.assign(state, {word, near, outcomes: new Set(near ? [INELIGIBLE] : []), search: '', standing: -1});
  drawList();
  document.getElementById('list').scrollIntoView();
  document.getElementById('word').focus({preventScroll: true});
}
function reasons() {
  const s = scheme();
  const lists = [ranked(t('near'), s.nearBy, true), ranked(t('failing'), s.failing, false),
    ranked(t('missing'), s.missing, false), ranked(t('pending'), s.pending, false)].filter(Boolean);
  if (!lists.length) return null;
  return section('reasons', t('reasons'), s.near ? el('p.faint', null, t('nearNote', count(s.near))) : null, el('div.columns', null, ...lists));
}

/// Bars side by side; `parts`: [count, class, hint, may be cut].
function columns(parts, label, line) {
  const inner = parts.filter((p) => !p[3]).map((p) => p[0]);
  const most = Math.max(1, ...(inner.some((n) => n > 0) ? inner : parts.map((p) => p[0])));
  const node = svg('svg', {class: 'chart', viewBox: `0 0 ${parts.length * 10} 60`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label});
  parts.forEach(([n, kind, text], i) => {
    const height = n ? Math.max(52 * Math.min(n / most, 1.1), 1) : 0;
    node.append(svg('rect', {x: i * 10 + 0.8, y: 59 - height, width: 8.4, height, class: kind, 'vector-effect': 'non-scaling-stroke'}));
    if (n > 1.1 * most) node.append(svg('path', {d: `M${i * 10} 12 l10 -4 v3 l-10 4 z`, class: 'cut'}));
    node.append(svg('rect', {x: i * 10, y: 0, width: 10, height: 60, class: 'touch'}, hint(text)));
  });
  node.append(svg('line', {x1: 0, x2: parts.length * 10, y1: 59.5, y2: 59.5, class: 'axis', 'vector-effect': 'non-scaling-stroke'}));
  if (line !== undefined) node.append(svg('line', {x1: line * 10, x2: line * 10, y1: 0, y2: 60, class: 'limit', 'vector-effect': 'non-scaling-stroke'}));
  return node;
}
function points() {
  const {bins, width} = scheme().points;
  if (!bins.length) return null;
  const label = ([low, n]) => (width === 1 ? low : `${low}–${low + width - 1}`) + ': ' + count(n);
  const basis = say(scheme().basis);
  const ticks = bins.length > 14 ? [bins[0][0], bins[bins.length - 1][0] + width - 1] : bins.map((b) => b[0]);
  return section('points', t('points'), el('p.faint', null, basis ? basis + (state.lang ? '. ' : '。') : '', t('pointsNote', width)),
    el('figure', null, columns(bins.map((b) => [b[1], 'solid', label(b)]), bins.map(label).join(', ')),
      el(ticks.length > 2 ? 'div.ticks.each' : 'div.ticks', {'aria-hidden': 'true'}, ...ticks.map((low) => el('span', null, low)))));
}
function quantity(n, unit) {
  const value = Number(n.toPrecision(12));
  if (unit !== '元') return state.lang ? value.toLocaleString('en-US', {maximumFractionDigits: 12}) : value + unit;
  if (state.lang) return 'CNY ' + value.toLocaleString('en-US');
  return Math.abs(value) >= 10000 ? Number((value / 10000).toPrecision(12)) + '万元' : value + '元';
}
const SIGNS = {'>=': '≥', '<=': '≤', '>': '>', '<': '<'};

function distance(th) {
  const half = th.bins.length / 2, limit = Number(th.limit), step = Number(th.step), up = th.op[0] === '>';
  const used = th.bins.map((n, i) => (n ? i : -1)).filter((i) => i >= 0);
  if (!used.length) return null;
  const from = Math.min(used[0], half - 1), to = Math.max(used[used.length - 1], half) + 1;
  const edge = (i) => quantity(limit + (up ? 1 : -1) * (i - half) * step, th.unit);
  const parts = [], last = th.bins.length - 1;
  for (let i = from; i < to; ++i) {
    const range = i === 0 ? (up ? '< ' : '> ') + edge(1) : i === last ? (up ? '≥ ' : '≤ ') + edge(last) : `${edge(i)} – ${edge(i + 1)}`;
    parts.push([th.bins[i], i < half ? 'hollow' : 'solid', `${range}: ${count(th.bins[i])}`, i === 0 || i === last]);
  }
  const name = `${say(th.label)} ${SIGNS[th.op]} ${quantity(limit, th.unit)}`;
  const at = (half - from) / (to - from);
  const tick = el('span.at', null, quantity(limit, th.unit));
  tick.style.left = at * 100 + '%';
  const far = (i, kind) => (i >= from && i < to && th.bins[i] && Math.abs(at - (i ? 1 : 0)) > 0.3 ? el('span.' + kind, null, parts[i - from][2]) : null);
  return el('figure', null, el('figcaption', null, idLabel(th.word), ' ', name),
    columns(parts, name + '. ' + parts.map((p) => p[2]).join(', '), half - from),
    el('div.ticks.one', {'aria-hidden': 'true'}, far(0, 'first'), tick, far(last, 'last')),
    el('p.faint', null, t('aBar', quantity(step, th.unit), count(th.unknown))));
}
function distances() {
  const figures = scheme().thresholds.map(distance).filter(Boolean);
  return figures.length ? section('distances', t('distances'), el('p.faint', null, t('distancesNote')), el('div.columns', null, ...figures)) : null;
}
