// node chdb.mjs TABLE OUT THREADS
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/`);  // where npm put the packages
const { query } = require('chdb');

const [table, out, threads] = process.argv.slice(2);
const sql = readFileSync(new URL('chdb.sql', import.meta.url), 'utf8');
query(sql.replace('$table', table).replace('$out', out).replace('$threads', threads));
