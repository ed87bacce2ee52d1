// What needs no database: options, escaping, and the files of charts/.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import test from 'node:test';
import { readCharts } from '../lib/chart.mjs';
import { drawer } from '../lib/draw.mjs';
import { openDrawing } from '../lib/drawing.mjs';
import { groups } from '../lib/figure.mjs';
import { escape, table, words } from '../lib/html.mjs';
import { readOptions } from '../lib/options.mjs';
import { PICTURES, mark } from '../lib/pictures.mjs';
import { textWidth } from '../lib/text_width.mjs';

test('options: what is asked for', () => {
  assert.deepEqual(readOptions(['wirral', '--meeting', 'm1', '--as-of', '2025-12-31', '--pdf', '--out', 'x.html']),
    { programme: 'wirral', meeting: 'm1', day: '2025-12-31', authority: undefined, out: 'x.html', pdf: true, connections: 2, database: undefined });
  assert.equal(readOptions(['-h']).help, true);
});

for (const [args, says] of [
  [[], /which programme/], [['a', 'b'], /one programme at a time, not 2/], [['a', '--as-of', '31.12.2025'], /not "31.12.2025"/],
  [['a', '--as-of', '2025-02-30'], /not "2025-02-30"/], [['a', '--frob'], /frob/], [['a', '--connections', '5'], /not "5"/], [['a', '--authority', '34'], /not "34"/],
]) {
  test(`options: refused: ${JSON.stringify(args)}`, () => {
    assert.throws(() => readOptions(args), (error) => error.status === 2 && says.test(error.message)
      && /--help/.test(error.hint));
  });
}

test('escaping: no markup comes out of a text', () => {
  const hostile = `<script>alert(1)</script>"'&\u0000\u001b[31m`;
  assert.equal(escape(hostile), '&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;\ufffd\ufffd[31m');
  assert.equal(words(null), '');
  assert.equal(words('\u05d0b'), '<bdi>\u05d0b</bdi>');
  const html = table({ caption: '<b>', columns: [{ column: 'a', label: '<i>' }], rows: [{ a: '<u>' }, { a: 't' }] });
  assert.doesNotMatch(html, /<(b|i|u)>/);
  assert.match(html, />yes</);
  for (const text of ['constructor', 'toString', '__proto__']) {
    assert.match(table({ caption: 'c', columns: [{ column: 'a', label: 'l' }], rows: [{ a: text }] }), new RegExp(`>${text}<`));
  }
});

test('text widths: those of Helvetica, a quarter more for safety at the most', () => {
  const plain = { fontSize: 1000 };
  // "Hello, World": 722+556+222+222+556+278+278+944+556+333+222+556 thousandths, by the tables of Adobe
  const exact = 5445;
  const width = textWidth(plain, 'Hello, World');
  assert.ok(width >= exact && width <= 1.25 * exact, String(width));
  assert.equal(textWidth(plain, null), 0);
});

const charts = await readCharts();

test('charts: each file says what it shows', async () => {
  const files = (await readdir(new URL('../charts/', import.meta.url))).filter((f) => !f.endsWith('.vl.json'));
  assert.deepEqual(files, []);
  assert.ok(charts.length >= 12);
  for (const chart of charts) {
    assert.ok(chart.alt.length > 60, chart.name);
    assert.ok(chart.none.endsWith('.'), chart.name);
    const set = chart.data[chart.table.data];
    for (const { column, label } of chart.table.columns) {
      assert.ok(set.columns[column], `${chart.name}: ${column}`);
      assert.ok(label, chart.name);
    }
    for (const column of chart.table.numbers) {
      assert.ok(chart.table.columns.some((c) => c.column === column), `${chart.name}: ${column}`);
    }
    // Every field that the picture uses is a column of one of its data sets, or made in the picture.
    const { usermeta, ...spec } = chart.spec;
    const known = new Set(Object.values(chart.data).flatMap((s) => Object.keys(s.columns)));
    JSON.stringify(spec, (key, value) => {
      if (key === 'as') { known.add(value); }
      if (key === 'values' && Array.isArray(value) && typeof value[0] === 'object') {
        Object.keys(value[0]).forEach((k) => known.add(k));
      }
      return value;
    });
    JSON.stringify(spec, (key, value) => {
      if (key === 'field') { assert.ok(known.has(value), `${chart.name}: field ${value}`); }
      return value;
    });
    // No sum, mean or other figure of its own.
    assert.doesNotMatch(JSON.stringify(spec), /"(aggregate|joinaggregate|regression|loess|density|impute)"/, chart.name);
  }
});

test('charts: each can be drawn without a row', async () => {
  for (const chart of charts) {
    const svg = await drawer(chart)(Object.fromEntries(Object.keys(chart.data).map((name) => [name, '[]'])));
    assert.match(svg, /^<svg/, chart.name);
  }
});

test('pictures: doc/pictures has one of each, of the charts as they are, and the pages show them', async () => {
  const source = process.env.PAGE_SOURCE ? `${process.env.PAGE_SOURCE}/` : new URL('../../', import.meta.url).pathname;
  assert.deepEqual((await readdir(`${source}doc/pictures`)).sort(), PICTURES.map((name) => `${name}.svg`).sort());
  const readme = await readFile(`${source}README.md`, 'utf8');
  const page = await readFile(`${source}doc/page.md`, 'utf8');
  for (const name of PICTURES) {
    const svg = await readFile(`${source}doc/pictures/${name}.svg`, 'utf8');
    const chart = charts.find((c) => c.name === name);
    assert.ok(svg.includes(mark(chart)), `${name}.svg is of another chart than ${name}.vl.json: report/pictures draws it anew`);
    assert.ok(svg.length < 100000 && !/<script|<image|href=/i.test(svg), name);
    assert.ok((svg.match(/<path/g) ?? []).length > 5, `${name} is empty`);
    assert.match(page, new RegExp(`!\\[[^\\]]{10,}\\]\\(pictures/${name}\\.svg\\)`), name);
  }
  assert.ok([...readme.matchAll(/!\[[^\]]{10,}\]\(doc\/pictures\/([a-z-]+)\.svg\)/g)].filter(([, n]) => PICTURES.includes(n)).length >= 2);
});

test('licence and lock file are those of package.json', async () => {
  const read = async (file) => JSON.parse(await readFile(new URL(`../${file}`, import.meta.url), 'utf8'));
  const [given, lock] = [await read('package.json'), await read('package-lock.json')];
  assert.deepEqual(lock.packages[''].dependencies, given.dependencies);
  assert.deepEqual(lock.packages[''].devDependencies, given.devDependencies);
});

test('threads: a chart is the same in any of them; what cannot be drawn is named, and harms no other', async () => {
  const charts = await readCharts();
  const none = (chart) => Object.fromEntries(Object.keys(chart.data).map((name) => [name, '[]']));
  const [one] = charts;
  const drawing = openDrawing([...charts, { name: 'broken', spec: { mark: 'nothing of the kind' } }], 2);
  try {
    const wanted = await drawer(one)(none(one));
    const drawn = await Promise.all(Array.from({ length: 9 }, () => drawing.draw(one.name, none(one))));
    drawn.forEach((svg) => assert.equal(svg, wanted));
    await assert.rejects(drawing.draw('broken', {}), /chart broken cannot be drawn/);
    assert.equal(await drawing.draw(one.name, none(one)), wanted);
  } finally {
    await drawing.close();
  }
});

test('a chart that is drawn after others is the same as one drawn first', async () => {
  const chart = (await readCharts()).find((c) => c.name === 'control-chart');
  const point = (group, month, value) => ({
    source: 'm', series: 's', local_authority: null, period_to: `2025-${String(month).padStart(2, '0')}-28`, value,
    centre: value / 2, lower: 0, upper: value * 2, target: null, variation: month % 3 ? null : 'concern_low', group,
  });
  const series = (n) => ({
    points: JSON.stringify(Array.from({ length: 4 + n }, (_, i) => point(i > 3 ? 2 : 1, i + 1, (i * 37 % 11 + 1) * 10 ** (n - 2)))),
  });
  const all = drawer(chart);
  for (const n of [1, 5, 3, 7, 2, 5]) {
    assert.equal(await all(series(n)), await drawer(chart)(series(n)), `series ${n}`);
  }
});

test('small multiples: each has the rows of its key, in their order, and all rows that have no key', () => {
  const row = (texts) => ({ texts });
  const data = {
    series: [row({ a: '1', b: null }), row({ a: '2', b: null })],
    points: [row({ a: '2', b: null, v: 'x' }), row({ a: '1', b: null, v: 'y' }), row({ a: '2', b: null, v: 'z' }), row({ a: '1', b: '', v: 'w' })],
    half: [row({ a: '1', v: 'h' })],
    target: [row({ v: 't' })],
  };
  const columns = (...names) => ({ columns: Object.fromEntries(names.map((n) => [n, n])) });
  const chart = { key: ['a', 'b'], each: 'series', data: { series: columns('a', 'b'), points: columns('a', 'b', 'v'), half: columns('a', 'v'), target: columns('v') } };
  const values = groups(chart, data, 'series').map((part) => Object.values(part.data).map((rows) => rows.map((r) => r.texts.v)));
  assert.deepEqual(values, [[[undefined], ['y'], ['h'], ['t']], [[undefined], ['x', 'z'], [], ['t']]]);
});
