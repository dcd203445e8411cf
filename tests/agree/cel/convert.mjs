// Turns the conformance cases of CEL into the *.jsonl and outside.tsv beside this file. Needed only
// for a new version of the cases; neither the product nor the tests run it:
//   npm pack @bufbuild/cel-spec && tar xzf bufbuild-cel-spec-*.tgz
//   node convert.mjs package .
// A case is outside when a rule of `kOutside` finds something in it that the profile does not have;
// the first that does is its reason (README.md tells them). No rule asks what ipcheck answers.
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [from, into] = process.argv.slice(2);
const { tests } = await import(resolve(from, 'dist/esm/testdata/conformance.js'));

const kFunctions = new Set(`size startsWith endsWith contains matches lowerAscii sum min max abs date
  all exists exists_one filter map in`.split(/\s+/));
const kConversions = new Set('bool bytes double dyn duration int string timestamp type uint'.split(' '));
const kTime = /^(timestamp|duration|get(FullYear|Month|Date|Day\w+|Hours|Minutes|Seconds|Milliseconds))$/;

// Words, calls and literals of an expression; its strings, comments and quoted names are set aside.
function lex(expr) {
  const found = { bytes: false, calls: new Set(), code: '' };
  const token =
    /\/\/.*|`[^`]*`|(?<!\w)([rR][bB]?|[bB][rR])("""[^]*?"""|'''[^]*?'''|"[^"]*"|'[^']*')|(?:(?<!\w)([bB]))?("""(?:\\.|[^\\])*?"""|'''(?:\\.|[^\\])*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')/g;
  found.code = expr.replace(token, (text, raw, _, cooked) => {
    if (/^\/\//.test(text)) return ' ';
    if (text[0] === '`') return 'quoted';
    found.bytes ||= /b/i.test((raw ?? '') + (cooked ?? ''));
    return ' "" ';
  });
  for (const m of found.code.matchAll(/([A-Za-z_]\w*)\s*\(/g)) found.calls.add(m[1]);
  return found;
}

// Whether a literal of plain items holds several kinds of them. cel-go tells it by the type dyn, but
// not of what it cannot parse.
function mixed(code) {
  for (const [, inside] of code.matchAll(/[[{]([^[\]{}]*)[\]}]/g)) {
    const kinds = inside.split(',').map((item) => item.split(':').pop().trim()).map((item) =>
      item === '""' ? 'string' : /^-?\d+$/.test(item) ? 'int' : /^(true|false)$/.test(item) ? 'bool' : '');
    if (new Set(kinds.filter(Boolean)).size > 1) return true;
  }
  return false;
}

const some = (set, wanted) => [...set].some((x) => wanted(x));
const kLibraries = /^(.*_ext|macros2|optionals)\//;
const kOutside = [
  ['extension', (c) => (kLibraries.test(c.name) && (some(c.calls, (f) => !kFunctions.has(f) && !kConversions.has(f)) ||
          /\b(all|exists|exists_one)\s*\(\s*\w+\s*,\s*\w+\s*,/.test(c.code) || /\b(cel|math)\.\w+/.test(c.code))) ||
      /[[{.,]\s*\?/.test(c.code) || /optional_type/.test(c.types) || c.declares],
  ['protobuf', (c) => /objectValue|enumValue|messageType|"wrapper"|"wellKnown":"ANY"/.test(c.data) ||
      /\b(?!in\b)[A-Za-z_]\w*\s*\{/.test(c.code) || /TestAllTypes|GlobalEnum/.test(c.code) ||
      /google\.protobuf\.(?!Timestamp|Duration)|cel\.expr/.test(c.code + c.types + c.data)],
  ['time', (c) => some(c.calls, (f) => kTime.test(f)) || /"(TIMESTAMP|DURATION)"/.test(c.data) ||
      /google\.protobuf\.(Timestamp|Duration)/.test(c.code)],
  ['namespace', (c) => c.container || some(c.names, (n) => n.includes('.')) ||
      /(^|[^\w\])}"\s])\s*\.\s*[A-Za-z_]/.test(c.code)],
  ['type-value', (c) => /typeValue/.test(c.data) || c.calls.has('type') || /\btype\(/.test(c.types)],
  ['bytes', (c) => c.bytes || c.calls.has('bytes') || /bytesValue|"BYTES"/.test(c.data)],
  ['uint', (c) => /\b(\d+|0x[0-9a-fA-F]+)[uU]\b/.test(c.code) || c.calls.has('uint') || /uint64Value|"UINT64"/.test(c.data)],
  ['double', (c) => /\d\.\d|\b\d+[eE][-+]?\d|(^|[^\w\])}"\s])\s*\.\d/.test(c.code) || c.calls.has('double') ||
      /doubleValue|"DOUBLE"/.test(c.data)],
  ['null', (c) => /\bnull\b/.test(c.code) || /nullValue/.test(c.data)],
  ['has', (c) => c.calls.has('has')],
  ['conversion', (c) => some(c.calls, (f) => kConversions.has(f) && f !== 'dyn')],
  ['dyn', (c) => c.calls.has('dyn') || /"dyn":/.test(c.data) || mixed(c.code) ||
      /\]~list\(dyn\)|\}~map\((dyn, |[^()]*(\([^()]*\))?, dyn\))/.test(c.types)],
  ['fact-key', (c) => /no such key/.test(c.data) && /"bindings":.*mapValue/.test(c.data)],
  ['unchecked', (c) => !c.fails && c.refused],
];

function value(v) {
  if ('boolValue' in v) return { type: 'bool', value: v.boolValue };
  if ('int64Value' in v) return { type: 'int', value: v.int64Value };
  if ('stringValue' in v) return { type: 'string', value: v.stringValue };
  if ('listValue' in v) return { type: 'list', value: (v.listValue.values ?? []).map(value) };
  if ('mapValue' in v)
    return { type: 'map', value: (v.mapValue.entries ?? []).map((e) => [value(e.key), value(e.value)]) };
  throw new Error('no value of the profile: ' + JSON.stringify(v));
}

// What the conformance runners ask: without any expectation the result is `true`; of a case that is
// only checked, the type is asked.
function wanted(original) {
  if (original.evalError) return { error: true };
  if (original.checkOnly) return { type: type(original.typedResult.deducedType) };
  const result = original.value ?? original.typedResult?.result ?? { boolValue: true };
  return value(result);
}
function type(t) {
  if (t.primitive) return { BOOL: 'bool', INT64: 'int', STRING: 'string' }[t.primitive];
  return t.listType ? 'list' : 'map';
}

// Literals without items are of any item type for cel-go, which writes that as dyn.
const kEmpty = /\[\]~list\(dyn\)|\{\}~map\(\w+, dyn\)/g;

function facets(test, path) {
  const { original: o } = test;
  const { name, expr, description, container, ...data } = o;
  return {
    ...lex(expr),
    name: path,
    data: JSON.stringify(data),
    types: (test.checkedAst ?? '').replace(/"(\\.|[^"\\])*"/g, '""').replace(kEmpty, '""'),
    container,
    names: (o.typeEnv ?? []).map((d) => d.name).concat(Object.keys(o.bindings ?? {})),
    declares: (o.typeEnv ?? []).some((d) => d.function),
    fails: Boolean(o.evalError),
    refused: /undeclared reference|no matching overload|expected type|does not support/.test(test.error ?? ''),
  };
}

const sections = new Map();
const outside = [];
function walk(suite, path) {
  for (const test of suite.tests ?? []) {
    const name = [...path, test.original.name].join('/');
    const case_ = facets(test, name);
    const rule = kOutside.find(([, holds]) => holds(case_));
    if (rule) {
      outside.push(`${name}\t${rule[0]}`);
      continue;
    }
    const bindings = {};
    for (const [key, bound] of Object.entries(test.original.bindings ?? {})) bindings[key] = value(bound.value);
    if (!sections.has(path[0])) sections.set(path[0], []);
    sections.get(path[0]).push(JSON.stringify({ name, expr: test.original.expr, bindings, want: wanted(test.original) }));
  }
  for (const child of suite.suites ?? []) walk(child, [...path, child.name]);
}
for (const section of tests.suites) walk(section, [section.name]);

for (const old of readdirSync(into)) if (/\.jsonl$/.test(old)) rmSync(join(into, old));
for (const [section, lines] of sections) writeFileSync(join(into, section + '.jsonl'), lines.join('\n') + '\n');
writeFileSync(join(into, 'outside.tsv'), outside.join('\n') + '\n');
