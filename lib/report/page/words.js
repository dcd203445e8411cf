'use strict';
// The data of the report page, its words, and how elements are made. Everything of the data goes in as text, never as
// markup. The files of this folder are one script, in the order words, charts, list, report.
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
  folded: ['另有 {0} 条记录归并到同一申请人。', '{0} more records are folded into the applicant of an earlier one.'],
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
