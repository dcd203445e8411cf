// The list: sorting, filters, and rows drawn only near the window.

const collator = [new Intl.Collator('zh-CN', {numeric: true}), new Intl.Collator('en', {numeric: true})];
const points_of = (row) => (row[SCORE] !== '' ? Number(row[SCORE]) : row[MIN] !== '' ? Number(row[MIN]) : null);
const open_of = (row) => row[FAILING].length + row[MISSING].length + row[PENDING].length;
const OUTCOME_ORDER = [0, 3, 2, 1];
const KEYS = {
  order: null,
  row: (row) => row[ROW],
  name: (row) => row[NAME],
  verdict: (row) => OUTCOME_ORDER[row[OUTCOME]],
  score: points_of,
  rank: (row) => row[RANK] || null,
  reasons: open_of,
};
const has = {
  score: rows.some((row) => row[SCORE] !== '' || row[MIN] !== ''),
  rank: rows.some((row) => row[RANK] > 0),
  standing: rows.some((row) => row[STANDING] > 0),
};
const fold = (text) => text.normalize('NFKC').toLowerCase();
let folded = null;  // what a search looks through, one a row
function searchable() {
  if (folded) return folded;
  const word = data.words.map((w) => fold(w.slice(0, 3).join(' ')));
  folded = rows.map((row) => [fold(row[NAME] + ' ' + row[ID] + ' ' + row[ROW]),
    ...row[FAILING].concat(row[MISSING], row[PENDING], row[NOTICES]).map((i) => word[i])].join('\n'));
  return folded;
}

const fits = (row, all) =>
  (data.schemes.length === 1 || row[SCHEME] === state.scheme) &&
  (!state.outcomes.size || state.outcomes.has(row[OUTCOME])) &&
  (!state.near || (row[OUTCOME] === INELIGIBLE && row[FAILING].length === 1)) &&
  (state.standing < 0 || row[STANDING] === state.standing) &&
  (state.word < 0 || [FAILING, MISSING, PENDING].some((k) => row[k].includes(state.word))) && all;

/// Indices of the rows to show, in order.
function chosen() {
  const terms = fold(state.search).split(/\s+/).filter(Boolean);
  const texts = terms.length ? searchable() : null;
  const out = [];
  for (let i = 0; i < rows.length; ++i)
    if (fits(rows[i], true) && (!texts || terms.every((term) => texts[i].includes(term)))) out.push(i);
  const key = KEYS[state.sort];
  if (!key) return state.down ? out.reverse() : out;
  const keys = new Map(out.map((i) => [i, key(rows[i])]));
  const sign = state.down ? -1 : 1, compare = collator[state.lang].compare;
  // What has no value comes last either way.
  return out.sort((a, b) => {
    const x = keys.get(a), y = keys.get(b);
    if (x === null || y === null) return (x === null) - (y === null) || a - b;
    return sign * (typeof x === 'string' ? compare(x, y) : x - y) || a - b;
  });
}

function sentences(row) {
  const out = new Map();
  for (let i = 0; i < row[DETAILS].length; i += 2) {
    const text = row[DETAILS][i + 1];
    out.set(row[DETAILS][i], say(Array.isArray(text) ? text : data.sentences[text]));
  }
  return out;
}
/// Without those that stand at the head of the page, as they hold for every row.
const ownNotices = (row) => row[NOTICES].filter((i) => !data.schemes[row[SCHEME]].badges.includes(i));
function summary(row) {
  const ids = row[FAILING].length ? row[FAILING] : row[MISSING].length ? row[MISSING] : row[PENDING];
  if (!ids.length) return el('span.faint', null, ownNotices(row).map((i) => wordTitle(i) || wordId(i)).join(state.lang ? '; ' : '；'));
  const detail = sentences(row).get(ids[0]), rest = open_of(row) - 1;
  return el('span', null, wordTitle(ids[0]) || wordId(ids[0]), detail ? (state.lang ? ': ' : '：') + detail : '',
    rest > 0 ? el('span.faint.rest', null, (state.lang ? ' · ' : '　') + t('more', rest)) : '');
}
function reasonList(row, kind, tone, ids) {
  if (!ids.length) return null;
  const details = sentences(row);
  return el('div', null, el('h4.' + tone, null, t(kind)), el('ul', null, ...ids.map((i) => el('li', null, idLabel(i), ' ', wordTitle(i),
    details.has(i) ? el('div', null, details.get(i)) : null, wordCite(i) ? el('span.cite', null, wordCite(i)) : null))));
}

const COLUMNS = () => ['row', 'name', 'verdict', has.score && 'score', has.rank && 'rank', 'reasons'].filter(Boolean);
function scoreWords(row) {
  if (row[SCORE] !== '') return row[SCORE] + (row[GRADE] ? ' · ' + row[GRADE] : '');
  return row[MIN] !== '' ? `${row[MIN]}–${row[MAX]}` : '';
}
function cellOf(column, row, index) {
  const label = {'data-label': t(column)};
  switch (column) {
    case 'row': return el('td.row', label, row[ROW]);
    case 'name': return el('td.name', label, el('bdi.who', null, row[NAME] || row[ID] || '—'), row[NAME] && row[ID] ? el('bdi.code', null, row[ID]) : null);
    case 'verdict': return el('td.verdict', label, verdict(row[OUTCOME]), row[STANDING] ? el('span.standing', null, t('standing' + row[STANDING])) : null);
    case 'score': return el('td.number', label, scoreWords(row));
    case 'rank': return el('td.number', label, row[RANK] || '');
    default: return el('td.why', label, why(row, index));
  }
}
function why(row, index) {
  if (!open_of(row) && !ownNotices(row).length) return '';
  const open = state.open.has(index);
  return el('button', {type: 'button', 'aria-expanded': String(open), 'aria-controls': 'more-' + index, 'data-row': index},
    el('span.chevron', {'aria-hidden': 'true'}, open ? '▾' : '▸'), el('span.clamp', null, summary(row)));
}
function moreRow(index) {
  const row = rows[index];
  return el('tr.more', {id: 'more-' + index}, el('td', {colspan: COLUMNS().length}, el('div.groups', null,
    reasonList(row, 'notMet', 'bad', row[FAILING]), reasonList(row, 'lacks', 'lack', row[MISSING]),
    reasonList(row, 'toDecide', 'open', row[PENDING]), reasonList(row, 'notices', 'faint', ownNotices(row)))));
}

// Rows are drawn in blocks when they come near the window and taken out when they are far.
const list = {view: [], table: null, watcher: null};
function fill(body) {
  if (body.drawn) return;
  body.drawn = true;
  const from = body.block * BLOCK, columns = COLUMNS(), drawn = [];
  for (let k = from; k < Math.min(from + BLOCK, list.view.length); ++k) {
    const index = list.view[k];
    drawn.push(el('tr', {'aria-rowindex': k + 2}, ...columns.map((c) => cellOf(c, rows[index], index))));
    if (state.open.has(index)) drawn.push(moreRow(index));
  }
  body.replaceChildren(...drawn);
}
function empty(body) {
  if (body.drawn === false || body.contains(document.activeElement)) return;
  const height = body.drawn ? body.getBoundingClientRect().height : Math.min(BLOCK, list.view.length - body.block * BLOCK) * (innerWidth < 736 ? 130 : 54);
  body.drawn = false;
  const space = el('td', {colspan: COLUMNS().length});
  space.style.height = height + 'px';
  body.replaceChildren(el('tr.space', {'aria-hidden': 'true'}, space));
}
function drawRows() {
  list.view = chosen();
  list.watcher?.disconnect();
  list.watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) entry.isIntersecting ? fill(entry.target) : empty(entry.target);
  }, {rootMargin: '1200px'});
  const bodies = [];
  for (let block = 0; block * BLOCK < list.view.length; ++block) {
    const body = el('tbody');
    body.block = block;
    block === 0 ? fill(body) : empty(body);
    bodies.push(body);
  }
  list.table.querySelectorAll('tbody').forEach((body) => body.remove());
  list.table.append(...bodies);
  bodies.forEach((body) => list.watcher.observe(body));
  list.table.setAttribute('aria-rowcount', list.view.length + 1);
  const all = data.schemes.length === 1 ? rows.length : rows.filter((row) => row[SCHEME] === state.scheme).length;
  document.getElementById('matching').textContent = list.view.length ? t('matching', count(list.view.length), count(all)) : t('none');
  document.getElementById('clear').hidden = !filtered();
}
const filtered = () => state.outcomes.size || state.search || state.word >= 0 || state.near || state.standing >= 0;

function sortBy(column) {
  state.down = state.sort === column ? !state.down : column === 'score';
  state.sort = column;
  drawHead();
  drawRows();
  list.table.querySelector(`th[data-column="${column}"] button`)?.focus({preventScroll: true});
}
function drawHead() {
  const headRow = el('tr', {'aria-rowindex': 1}, ...COLUMNS().map((column) => {
    const sorted = state.sort === column;
    return el('th.' + column, {scope: 'col', 'data-column': column, 'aria-sort': sorted ? (state.down ? 'descending' : 'ascending') : 'none'},
      el('button', {type: 'button', onclick: () => sortBy(column)}, t(column), el('span', {'aria-hidden': 'true'}, sorted ? (state.down ? ' ▼' : ' ▲') : ' ↕')));
  }));
  list.table.querySelector('thead')?.remove();
  list.table.prepend(el('thead', null, headRow));
  const picker = document.getElementById('sort');
  if (picker) picker.value = state.sort + (state.down ? '-' : '+');
}
list.toggle = (index, button) => {
  const open = !state.open.has(index);
  open ? state.open.add(index) : state.open.delete(index);
  button.setAttribute('aria-expanded', String(open));
  button.querySelector('.chevron').textContent = open ? '▾' : '▸';
  if (open) button.closest('tr').after(moreRow(index));
  else document.getElementById('more-' + index)?.remove();
};

function filters() {
  const s = scheme();
  let waiting = 0;
  const search = el('input', {type: 'search', id: 'search', placeholder: t('searchHint'), value: state.search, autocomplete: 'off', oninput: (e) => {
    state.search = e.target.value;
    clearTimeout(waiting);
    waiting = setTimeout(drawRows, 120);
  }});
  const buttons = el('div.switch', {role: 'group', 'aria-label': t('verdict')}, ...SHOWN_ORDER.map((o) => el('button', {
    type: 'button', 'aria-pressed': String(state.outcomes.has(o)), 'data-outcome': o, onclick: (e) => {
      state.outcomes.has(o) ? state.outcomes.delete(o) : state.outcomes.add(o);
      e.currentTarget.setAttribute('aria-pressed', String(state.outcomes.has(o)));
      drawRows();
    }}, el('span', {'aria-hidden': 'true'}, MARKS[o] + ' '), t('outcome' + o), ' ', el('span.faint', null, count(s.outcomes[o])))));
  const option = (i) => el('option', {value: i, selected: i === state.word}, (wordId(i) + ' ' + wordTitle(i)).slice(0, 60));
  const group = (kind, ids) => (ids.length ? el('optgroup', {label: t(kind)}, ...ids.map((pair) => option(pair[0]))) : null);
  const word = el('select', {id: 'word', onchange: (e) => { state.word = +e.target.value; drawRows(); }},
    el('option', {value: -1, selected: state.word < 0}, t('all')), group('notMet', s.failing), group('lacks', s.missing), group('toDecide', s.pending));
  const near = el('input', {type: 'checkbox', id: 'near', onchange: (e) => { state.near = e.target.checked; drawRows(); }});
  near.checked = state.near;
  const standing = has.standing ? el('label', null, t('standing'), el('select', {id: 'standing', onchange: (e) => { state.standing = +e.target.value; drawRows(); }},
    el('option', {value: -1}, t('all')), ...[1, 2, 3].map((k) => el('option', {value: k, selected: state.standing === k}, t('standing' + k))))) : null;
  const sort = el('select', {id: 'sort', onchange: (e) => {
    state.sort = e.target.value.slice(0, -1);
    state.down = e.target.value.endsWith('-');
    drawHead();
    drawRows();
  }}, el('option', {value: 'order+'}, t('order')), ...COLUMNS().flatMap((c) => ['+', '-'].map((d) =>
    el('option', {value: c + d}, `${t(c)} ${d === '+' ? '▲ ' + t('ascending') : '▼ ' + t('descending')}`))));
  sort.value = state.sort + (state.down ? '-' : '+');
  return el('div.filters.screen', {role: 'search'}, el('label', null, t('search'), search), buttons,
    el('label', null, t('condition'), word), standing, el('label.sort', null, t('sortBy'), sort), el('label.check', null, near, t('onlyNear')));
}
function sampled() {
  if (rows.length >= data.added) return null;
  const kept = [0, 0, 0, 0], all = [0, 0, 0, 0];
  rows.forEach((row) => ++kept[row[OUTCOME]]);
  data.schemes.forEach((s) => s.outcomes.forEach((n, o) => { all[o] += n; }));
  const parts = SHOWN_ORDER.filter((o) => all[o]).map((o) => t('ofAll', t('outcome' + o), count(kept[o]), count(all[o])));
  return el('p.notice', null, t('sampled', count(data.added), count(rows.length), parts.join(state.lang ? ', ' : '，')));
}
function clear() {
  Object.assign(state, {outcomes: new Set(), search: '', word: -1, near: false, standing: -1});
  drawList();
  document.getElementById('search').focus();
}
function drawList() {
  list.watcher?.disconnect();
  list.table = el('table.list', {'aria-label': t('list'), onclick: (e) => {
    const button = e.target.closest('button[data-row]');
    if (button) list.toggle(+button.dataset.row, button);
  }});
  const place = section('list', t('list'), sampled(), filters(),
    el('p.status', null, el('span', {id: 'matching', role: 'status'}), ' ', el('button.screen', {type: 'button', id: 'clear', onclick: clear}, t('clear'))),
    el('p.notice.paper', {id: 'printed', hidden: true}), list.table);
  const old = document.getElementById('list');
  old ? old.replaceWith(place) : document.querySelector('main').append(place);
  drawHead();
  drawRows();
}
