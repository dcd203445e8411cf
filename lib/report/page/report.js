// The page as a whole.

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
