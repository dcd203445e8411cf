// node duckdb.mjs TABLE OUT THREADS
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/`);  // where npm put the packages
const { DuckDBInstance } = require('@duckdb/node-api');

const [table, out, threads] = process.argv.slice(2);
const sql = readFileSync(new URL('duckdb.sql', import.meta.url), 'utf8');
const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
await connection.run(sql.replace('$table', table).replace('$out', out));
