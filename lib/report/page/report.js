'use strict';
// The report page. Everything of the data goes in as text, never as markup.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const ROW = 0, SCHEME = 2, OUTCOME = 3, ID = 4, NAME = 5, SCORE = 6, MIN = 7, MAX = 8, GRADE = 9,
    RANK = 10, STANDING = 11, FAILING = 12, MISSING = 13, PENDING = 14, NOTICES = 15, DETAILS = 16;
  const ELIGIBLE = 0, INELIGIBLE = 1, INCOMPLETE = 2, REVIEW = 3;
  const SHOWN_ORDER = [ELIGIBLE, REVIEW, INCOMPLETE, INELIGIBLE];
  const MARKS = ['✓', '✗', '?', '✎'];
  const TONES = ['ok', 'bad', 'lack', 'open'];
  const BLOCK = 50;            // rows drawn together
  const MOST_PRINTED = 500;    // rows that a print-out lists
  const rows = data.rows;

  const WORDS = {
    title: ['批量初筛报告', 'Report of a batch screening'],
    closing: ['初筛结果，不代表审批决定。', 'A first screening, not a decision of approval.'],
    input: ['表格', 'Table'], asOf: ['判定日', 'As of'], rules: ['规则', 'rules'],
    scheme: ['方案', 'Scheme'], policy: ['政策', 'Policy'], language: ['语言', 'Language'],
    theme: ['外观', 'Appearance'], auto: ['随系统', 'System'], light: ['浅色', 'Light'], dark: ['深色', 'Dark'],
    outcome0: ['符合', 'eligible'], outcome1: ['不符合', 'ineligible'],
    outcome2: ['材料不全', 'incomplete'], outcome3: ['需人工判断', 'needs review'],
    standing0: ['', ''], standing1: ['入选', 'in'], standing2: ['并列待定', 'tied at the cut'], standing3: ['未入选', 'out'],
    totals: ['结论总数', 'Verdicts'], share: ['占比', 'Share'], verdict: ['结论', 'Verdict'], count: ['数量', 'Count'],
    funnel: ['在哪一步落选', 'Where applicants fall out'],
    funnelNote: ['按条件顺序，每一步之后还剩多少申请人。实心为至此全部达到，空心为尚缺材料或待判断；右侧是在这一步落选的人数。',
      'Applicants left after each condition, in reading order. Solid: all met so far. Hollow: papers or decisions still open. On the right, those who fall out at this step.'],
    step: ['条件', 'Condition'], left: ['还剩', 'Left'], out: ['落选', 'Out'], metSoFar: ['至此达到', 'met so far'], openSoFar: ['尚未确定', 'open'],
    near: ['只差一项', 'One condition short'],
    nearNote: ['不符合者中，{0} 位只有一项未达到。点条件可在下表中列出。', 'Of the ineligible, {0} fail one condition only. Choose a condition to list them below.'],
    failing: ['最常未达到', 'Most often not met'], missing: ['最常缺少', 'Most often missing'], pending: ['最常待判断', 'Most often to decide'],
    points: ['得分分布', 'Points'], pointsNote: ['每档 {0} 分；只计得分已确定的申请人。', 'Classes of {0} points; applicants with a settled score only.'],
    distances: ['离门槛多远', 'Distance to each threshold'],
    distancesNote: ['竖线为门槛：右侧实心已达到，左侧空心未达到。两端的柱含更远的申请人，过高时截断。', 'The line is the threshold: solid bars on its right meet it, hollow ones on its left do not. The bars at the ends hold all that lie further out, and are cut when too high.'],
    aBar: ['每格 {0}；未提供 {1}', '{0} a bar; not given: {1}'],
    list: ['申请人名单', 'Applicants'], search: ['查找', 'Search'],
    searchHint: ['名称、代码、行号、条件', 'name, code, row, condition'],
    condition: ['按条件', 'Condition'], all: ['全部', 'All'], onlyNear: ['只差一项', 'One condition short'],
    sortBy: ['排序', 'Sort by'], order: ['表中次序', 'as listed'], row: ['行', 'Row'], name: ['申请人', 'Applicant'], score: ['得分', 'Points'],
    rank: ['名次', 'Rank'], reasons: ['理由', 'Reasons'], standing: ['入选', 'Standing'],
    matching: ['显示 {0} 行，共 {1} 行', '{0} of {1} rows'], clear: ['清除筛选', 'Clear filters'],
    none: ['没有符合筛选的行。', 'No row fits these filters.'],
    sampled: ['表格共 {0} 行，本页只装得下 {1} 行：{2}。装不下的部分按行号均匀抽样；上面的总数和图包含全部行，完整名单见结果文件。',
      'The table has {0} rows and this page holds {1} of them: {2}. Where not all fit they are an even sample by row number. Totals and charts above count every row; the result file lists them all.'],
    ofAll: ['{0} {1} / {2}', '{0} {1} of {2}'],
    why: ['查看理由', 'show reasons'], more: ['另 {0} 项', '{0} more'],
    notMet: ['未达到', 'not met'], lacks: ['缺少', 'missing'], toDecide: ['待判断', 'to decide'], notices: ['提示', 'notices'], grade: ['等级', 'grade'],
    rejects: ['未能读取的行', 'Rows that could not be read'], rejectsNote: ['共 {0} 行，下列 {1} 行。', '{0} rows, {1} listed.'], rejectsFile: ['原文在 {0}。', 'Their text is in {0}.'],
    line: ['文件行', 'Line'], column: ['列', 'Column'], reason: ['原因', 'Reason'],
    whereRows: ['表中 {0} 条记录：{1} 位申请人，未能读取 {2}，空行 {3}，标题和表头 {4}，合计和附注 {5}。',
      '{0} records in the table: {1} applicants, {2} unreadable, {3} blank, {4} titles and headers, {5} totals and notes.'],
    duplicates: ['重复的申请人 {0}。', '{0} duplicate applicants.'], masked: ['遮盖个人信息 {0} 处。', '{0} cells of personal data masked.'],
    printed: ['打印只列前 {0} 行，共 {1} 行；请先筛选。', 'Only the first {0} of {1} rows are printed: filter first.'],
    skip: ['跳到名单', 'Skip to the list'], ascending: ['升序', 'ascending'], descending: ['降序', 'descending'],
  };

  const state = {
    lang: data.lang === 'en' ? 1 : 0, theme: 'auto', scheme: 0, sort: 'order', down: false,
    outcomes: new Set(), search: '', word: -1, near: false, standing: -1, open: new Set(),
  };

  // --- words and elements ---

  const t = (key, ...args) => WORDS[key][state.lang].replace(/\{(\d)\}/g, (_, i) => args[i]);
  const say = (pair) => pair[state.lang] || pair[0];
  const count = (n) => n.toLocaleString('en-US');
  const share = (part, whole) => (whole ? (100 * part / whole).toFixed(1) + '%' : '');
  const wordTitle = (i) => data.words[i][1 + state.lang] || data.words[i][1] || '';
  const wordId = (i) => data.words[i][0];
  const wordCite = (i) => data.words[i][3];
  const scheme = () => data.schemes[state.scheme];

  /// el('td.name', {title: 'x'}, 'text', child …)
  function el(spec, attributes, ...children) {
    const [tag, ...classes] = spec.split('.');
    const node = document.createElement(tag);
    if (classes.length) node.className = classes.join(' ');
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
    return node;
  }
  function svg(tag, attributes, ...children) {
    const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }
  const hint = (text) => { const title = svg('title', {}); title.textContent = text; return title; };
  const bdi = (text) => el('bdi', null, text);
  const idLabel = (i) => el('span.id', null, wordId(i));

  function verdict(outcome) {
    return el('span.' + TONES[outcome], null, el('b', {'aria-hidden': 'true'}, MARKS[outcome]), ' ', t('outcome' + outcome));
  }

  // --- head ---

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
      n.duplicates ? t('duplicates', count(n.duplicates)) : '', n.masked ? t('masked', count(n.masked)) : ''].join(' ');
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

  // --- the list ---

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

  // --- the rest ---

  function rejects() {
    if (!data.rejects.length) return null;
    return section('rejects', t('rejects'), el('p.faint', null, t('rejectsNote', count(data.totals.rejected), count(data.rejects.length)),
      data.rejectsFile ? ' ' + t('rejectsFile', data.rejectsFile) : ''),
      el('table.figures', null, el('thead', null, el('tr', null, ...['row', 'line', 'column', 'reason'].map((k) => el('th', {scope: 'col'}, t(k))))),
        el('tbody', null, ...data.rejects.map(([row, line, column, text]) => el('tr', null, el('td.number', null, row),
          el('td.number', null, line || ''), el('td.number', null, column || ''), el('td', null, say(text)))))));
  }
  const foot = () => el('footer.faint', null, el('p', null, `ipcheck ${data.version} · ${t('rules')} SHA-256 `, el('code', null, data.rules)), el('p', null, t('closing')));

  function draw() {
    document.documentElement.lang = state.lang ? 'en' : 'zh-CN';
    document.title = t('title') + ' · ' + data.input;
    const main = el('main', null, ...[totals(), funnel(), reasons(), points(), distances()].filter(Boolean));
    document.getElementById('page').replaceChildren(head(), main);
    drawList();
    const below = rejects();
    if (below) main.append(below);
    document.getElementById('page').append(foot());
  }

  addEventListener('beforeprint', () => {
    list.watcher?.disconnect();
    const bodies = [...list.table.tBodies], most = MOST_PRINTED / BLOCK;
    bodies.forEach((body, i) => { if (i < most) fill(body); else body.hidden = true; });
    const note = document.getElementById('printed');
    note.hidden = list.view.length <= MOST_PRINTED;
    note.textContent = t('printed', count(MOST_PRINTED), count(list.view.length));
  });
  addEventListener('afterprint', drawList);
  draw();
})();
