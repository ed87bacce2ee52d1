// Several connections, one state of the database: database PGDATABASE has the demo in programme wirral, PAGE_ADMIN is
// its owner, PAGE_ALONE a reader with one connection at most. Test 027_page makes them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { readCharts, readData } from '../lib/chart.mjs';
import { Told } from '../lib/options.mjs';
import { makePage } from '../lib/page.mjs';
import { openSource } from '../lib/source.mjs';

const { PAGE_ADMIN: admin, PAGE_ALONE: alone, PGDATABASE: database } = process.env;
const text = { getTypeParser: () => (value) => value };
const asked = { programme: 'wirral', day: '2025-12-31' };
let writer;

before(async () => {
  writer = new pg.Client({ user: admin, types: text });
  await writer.connect();
});
after(() => writer.end());

// A source with so many connections, once they stand.
async function opened(options) {
  const source = await openSource({ ...asked, ...options });
  await source.joining;
  return source;
}

const url = (user) => `postgresql:///${database}?user=${user}`;

test('what is asked of any connection is of one state, whatever is committed meanwhile', async () => {
  const source = await opened({ connections: 1 });
  const counts = () => Promise.all(source.connections.map(async (connection) => (await connection.query(
    'SELECT count(*) AS n, pg_current_snapshot() AS snapshot FROM wirral.meeting'))[0]));
  try {
    const [first] = await counts();
    const write = (id) => writer.query(`INSERT INTO wirral.meeting (meeting_id, title, planned_on, source)
      VALUES ('${id}', 'Later', '2030-01-01', 'test')`);
    // Between the first connection and the others, and after them.
    await write('later-1');
    await source.share(3);
    await source.joining;
    await write('later-2');
    assert.deepEqual(await counts(), [first, first, first]);
    const now = await writer.query('SELECT count(*) AS n FROM wirral.meeting');
    assert.equal(Number(now.rows[0].n), Number(first.n) + 2);
    // Each takes a question.
    const pids = await Promise.all([1, 2, 3].map(() => source.query('SELECT pg_backend_pid() AS pid')));
    assert.equal(new Set(pids.map(([{ pid }]) => pid)).size, 3);
    for (const connection of source.connections) {
      await assert.rejects(connection.query('CREATE TEMPORARY TABLE x ()'), /25006/);
    }
  } finally {
    await source.close();
    await writer.query("DELETE FROM wirral.meeting WHERE meeting_id LIKE 'later-%'");
  }
});

test('the page of several connections is that of one, byte for byte', async () => {
  const charts = await readCharts();
  // A picture is what it is drawn from.
  const drawing = { draw: async (chart, data) => `<svg viewBox="0 0 1 1" width="1">${chart} ${JSON.stringify(data)}</svg>` };
  const pages = await Promise.all([1, 2, 4].map(async (connections) => {
    const source = await opened({ connections, day: '2025-12-30' });
    try {
      assert.equal(source.connections.length, connections);
      source.day.made_at = '';
      return await makePage(source, charts, drawing);
    } finally {
      await source.close();
    }
  }));
  assert.ok(pages[0].length > 100000);
  assert.equal(pages[1], pages[0]);
  assert.equal(pages[2], pages[0]);
});

test('where there is room for one connection, one serves', async () => {
  const source = await opened({ connections: 2, database: url(alone) });
  try {
    assert.equal(source.connections.length, 1);
    assert.ok((await source.paper()).length > 25);
  } finally {
    await source.close();
  }
});

test('a connection with another setting or on another day is not used', async () => {
  for (const [setting, other] of [['TimeZone', 'Pacific/Kiritimati'], ['sen_improvement.as_of', '2024-11-26'], ['work_mem', '1MB']]) {
    const source = await openSource({ programme: 'wirral' });
    try {
      await writer.query(`ALTER DATABASE ${database} SET ${setting} = '${other}'`);
      await source.share(2);
      await source.joining;
      assert.equal(source.connections.length, 1, setting);
    } finally {
      await writer.query(`ALTER DATABASE ${database} RESET ${setting}`);
      await source.close();
    }
  }
});

test('a connection that fails later is told plainly', async () => {
  const source = await opened({ connections: 2 });
  try {
    const [{ pid }] = await source.connections[1].query('SELECT pg_backend_pid() AS pid');
    await writer.query('SELECT pg_terminate_backend($1::integer, 60000)', [pid]);
    const charts = (await readCharts()).slice(0, 3);
    await assert.rejects(Promise.all(charts.map((chart) => readData(source, chart))),
      (error) => error instanceof Told && /terminat|connection/.test(error.message));
  } finally {
    await source.close();
  }
});

test('what is still being opened does not hold up the end', async () => {
  const source = await openSource({ ...asked, connections: 4 });
  await source.close();
  await source.joining;
  assert.equal(source.opening.length + source.connections.length, 4);
});
