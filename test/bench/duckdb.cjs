// DuckDB beside the server: loads cases.csv into memory, then answers for each line it reads. A line is
// "answer FILE" or "time FILE", the file holding one query; the reply is one line, the rows or the milliseconds.
'use strict';
const { DuckDBInstance } = require('@duckdb/node-api');
const fs = require('fs');
const readline = require('readline');

async function main() {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const rows = async (sql) => (await connection.runAndReadAll(sql)).getRows();
  await connection.run(`CREATE TABLE cases AS SELECT * FROM read_csv('${process.argv[2]}', header = false, nullstr = '',
    columns = {'received_on': 'DATE', 'finished_on': 'DATE', 'exception': 'BOOLEAN'})`);
  await connection.run('SET threads = 1');
  const [[version, count]] = await rows('SELECT version(), (SELECT count(*) FROM cases)');
  console.log(`${version} ${count}`);
  for await (const line of readline.createInterface({ input: process.stdin })) {
    const [what, file] = line.split(' ');
    const sql = fs.readFileSync(file, 'utf8');
    const start = process.hrtime.bigint();
    const result = await rows(sql);
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
    console.log(what === 'time' ? milliseconds.toFixed(3) : result.map((row) => row.flatMap((v) => v?.items ?? [v]).join('|')).join(';'));
  }
}

main().catch((error) => {
  console.error(String(error));
  process.exit(1);
});
