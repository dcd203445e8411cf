// node evaluators.mjs marcbachmann|cel-js|bufbuild|zen TABLE OUT [verdict]: general evaluators in JavaScript.
// They know no missing value and no reasons: an empty cell stands as '' or -1, and every entry of a list is
// a condition of its own. With `verdict` one condition gives the verdict alone, and stops where it is settled.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/`);  // where npm put the packages

const failing = {
  'OCB-2': "influence == '不符合'",
  'OCB-3': "industry_fit == '不符合'",
  'OCB-4': "entity == '否' && unit == '否'",
  'OCB-5': "fixed == '否' || independent == '否' || office == '否'",
  'OCB-6': 'staff >= 0.0 && staff < 3.0',
  'OCB-7': "team == '不符合'",
  'OCB-8': "funding == '否'",
  'OCB-9': "plan == '否' || mechanism == '否' || rules == '否'",
  'OCB-10': "sustained == '不符合'",
  'OCR-1': 'amount >= 0.0 && amount < 200.0 && projects >= 0.0 && projects < 5.0',
  'OCR-2': "special == '不符合'",
  'OCR-3': "sme == '不符合'",
  'OCR-4a': "alliance == '否'",
  'OCR-4b': 'members >= 0.0 && members < 10.0',
};
const no_entity = "entity != '是' && unit != '是'";
const premises = "fixed != '否' && independent != '否' && office != '否'";
const papers = "plan != '否' && mechanism != '否' && rules != '否'";
const no_results = 'amount < 200.0 && projects < 5.0';
const missing = {
  body_type: "body == ''",
  park_level: "body == '产业园区' && level == ''",
  has_legal_entity: `entity == '' && ${no_entity}`,
  has_internal_unit: `unit == '' && ${no_entity}`,
  premises_fixed: `fixed == '' && ${premises}`,
  premises_independent: `independent == '' && ${premises}`,
  office_equipped: `office == '' && ${premises}`,
  full_time_staff: 'staff < 0.0',
  funding_secured: "funding == ''",
  has_plan: `plan == '' && ${papers}`,
  has_mechanism: `mechanism == '' && ${papers}`,
  has_rules: `rules == '' && ${papers}`,
  transfer_amount_annual_cny: `amount < 0.0 && ${no_results}`,
  projects_cumulative: `projects < 0.0 && ${no_results}`,
  alliance_established: "alliance == ''",
  alliance_members: 'members < 0.0',
};
const usual_body = "body == '产业园区' ? level == '国家级' || level == '省级' : body == '行业龙头企业' || body == '高校院所' || body == '行业协会'";
const pending = `!(${usual_body}) || influence == '' || industry_fit == '' || team == '' || sustained == '' || special == '' || sme == ''`;
const known = "amount >= 0.0 && projects >= 0.0 && members >= 0.0 && staff >= 0.0 && special != '' && sme != '' && funding != '' && plan != '' && mechanism != '' && rules != ''";
const score = `${known} ? (amount >= 1000.0 ? 20 : amount >= 500.0 ? 16 : amount >= 200.0 ? 12 : 0)`
  + ' + (projects >= 10.0 ? 15 : projects >= 5.0 ? 9 : 0) + (members >= 20.0 ? 15 : members >= 10.0 ? 9 : 0)'
  + " + (special == '符合' ? 15 : 0) + (sme == '符合' ? 15 : 0) + (staff >= 8.0 ? 10 : staff >= 3.0 ? 6 : 0)"
  + " + (funding == '是' ? 4 : 0) + (plan == '是' ? 2 : 0) + (mechanism == '是' ? 2 : 0) + (rules == '是' ? 2 : 0)"
  + ' + (amount >= 200.0 && projects >= 5.0 ? 2 : 0) : -1';

const columns = {
  body: 2, level: 3, entity: 6, unit: 7, fixed: 8, independent: 9, office: 10, funding: 12, plan: 13, mechanism: 14,
  rules: 15, alliance: 18, influence: 20, industry_fit: 21, team: 22, sustained: 23, special: 24, sme: 25,
};
const numbers = { staff: 11, amount: 16, projects: 17, members: 19 };

/// From conditions by name to a function that answers them all for a row's facts.
function evaluator(engine, conditions) {
  const each = (compile) => {
    const compiled = Object.entries(conditions).map(([name, text]) => [name, compile(text)]);
    return (facts) => {
      const answers = {};
      for (const [name, run] of compiled) answers[name] = run(facts);
      return answers;
    };
  };
  switch (engine) {
    case 'marcbachmann': {
      const { Environment } = require('@marcbachmann/cel-js');
      const environment = new Environment();
      for (const name of Object.keys(columns)) environment.registerVariable(name, 'string');
      for (const name of Object.keys(numbers)) environment.registerVariable(name, 'double');
      return each((text) => environment.parse(text));
    }
    case 'cel-js': {
      const { parse, evaluate } = require('cel-js');
      return each((text) => {
        const { cst } = parse(text);
        return (facts) => evaluate(cst, facts);
      });
    }
    case 'bufbuild': {
      const { celEnv, parse, plan } = require('@bufbuild/cel');
      return each((text) => plan(celEnv(), parse(text)));
    }
    case 'zen': {
      const { ZenEngine } = require('@gorules/zen-engine');
      const position = { x: 0, y: 0 };
      const expressions = Object.entries(conditions).map(([key, text]) => ({
        id: key,
        key: key.replace('-', '_'),  // its keys are names; its language says `and`, `or`, `not`
        value: text.replaceAll('&&', 'and').replaceAll('||', 'or').replaceAll('!(', 'not ('),
      }));
      const decision = new ZenEngine().createDecision({
        nodes: [
          { id: 'in', name: 'in', type: 'inputNode', position },
          { id: 'judge', name: 'judge', type: 'expressionNode', position, content: { expressions } },
          { id: 'out', name: 'out', type: 'outputNode', position },
        ],
        edges: [
          { id: 'a', type: 'edge', sourceId: 'in', targetId: 'judge' },
          { id: 'b', type: 'edge', sourceId: 'judge', targetId: 'out' },
        ],
      });
      return async (facts) => (await decision.evaluate(facts)).result;
    }
    default: throw new Error(`unknown engine ${engine}`);
  }
}

/// Rows of a CSV text: quotes, doubled quotes and line breaks in them.
function* rowsOf(text) {
  let at = text.indexOf('\n') + 1;
  while (at < text.length) {
    const row = [];
    for (let end = false; !end; ) {
      let cell;
      if (text[at] === '"') {
        let close = text.indexOf('"', at + 1);
        while (text[close + 1] === '"') close = text.indexOf('"', close + 2);
        cell = text.slice(at + 1, close).replaceAll('""', '"');
        at = close + 1;
      } else {
        const start = at;
        while (text[at] !== ',' && text[at] !== '\n') ++at;
        cell = text.slice(start, at);
      }
      row.push(cell);
      end = text[at++] === '\n';
    }
    yield row;
  }
}

function factsOf(row) {
  const facts = {};
  for (const [name, index] of Object.entries(columns)) facts[name] = row[index];
  for (const [name, index] of Object.entries(numbers)) facts[name] = row[index] === '' ? -1 : Number(row[index]);
  return facts;
}

const any = (conditions) => Object.values(conditions).map((condition) => `(${condition})`).join(' || ');
const verdict = `${any(failing)} ? 'ineligible' : ${any(missing)} ? 'incomplete' : ${pending} ? 'needs_review' : 'eligible'`;

const [engine, table, out, only] = process.argv.slice(2);
const lists = only !== 'verdict';
const judge = evaluator(engine, lists ? { ...failing, ...missing, pending, score } : { verdict });
const key = (name) => (engine === 'zen' ? name.replace('-', '_') : name);
const wanted = (conditions) => Object.keys(conditions).map((name) => [name, key(name)]);
const failingKeys = wanted(failing);
const missingKeys = wanted(missing);
const held = (keys, answers) => keys.filter(([, at]) => answers[at]).map(([name]) => name).join(';');

const lines = [lists ? 'id,verdict,score,failing,missing' : 'id,verdict'];
function write(id, answers) {
  if (!lists) {
    lines.push(`${id},${answers.verdict}`);
    return;
  }
  const fails = held(failingKeys, answers);
  const lacks = held(missingKeys, answers);
  const word = fails ? 'ineligible' : lacks ? 'incomplete' : answers.pending ? 'needs_review' : 'eligible';
  lines.push(`${id},${word},${answers.score < 0 ? '' : answers.score},${fails},${lacks}`);
}

let asked = [];  // Zen answers later, on threads of its own: 256 at a time
for (const row of rowsOf(readFileSync(table, 'utf8'))) {
  const answers = judge(factsOf(row));
  if (!(answers instanceof Promise)) {
    write(row[1], answers);
  } else if (asked.push([row[1], answers]) === 256) {
    for (const [id, later] of asked) write(id, await later);
    asked = [];
  }
}
for (const [id, later] of asked) write(id, await later);
writeFileSync(out, `${lines.join('\n')}\n`);
