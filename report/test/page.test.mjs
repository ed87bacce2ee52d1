// The page against a server: database PGDATABASE has the demo in programme wirral and an empty programme, database
// hostile the demo with hostile titles; PAGE_ROLES are roles that may read, PAGE_BARRED those that may not, PAGE_ADMIN
// the owner. Test 027_page makes them.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import pg from 'pg';
import { readCharts } from '../lib/chart.mjs';
import { escape } from '../lib/html.mjs';
import { chromiumArgs, findChromium } from '../lib/pdf.mjs';

const PROGRAM = new URL('../board-pack', import.meta.url).pathname;
const { PAGE_ADMIN: admin, PAGE_ROLES: roles, PAGE_BARRED: barred } = process.env;
const text = { getTypeParser: () => (value) => value };
let folder;

before(async () => { folder = await mkdtemp(path.join(tmpdir(), 'page-')); });
after(() => rm(folder, { recursive: true, force: true }));

function run(...args) {
  const env = { ...process.env };
  return new Promise((resolve) => execFile(process.execPath, [PROGRAM, ...args], { env, cwd: folder },
    (error, stdout, stderr) => resolve({ status: error ? error.code : 0, stdout, stderr })));
}

async function page(programme, name, ...args) {
  const file = path.join(folder, `${name}.html`);
  const ran = await run(programme, '--out', file, ...args);
  assert.equal(ran.stderr, '');
  assert.equal(ran.stdout, `${file}\n`);
  return readFile(file, 'utf8');
}

async function rows(sql, day, user = admin) {
  const client = new pg.Client({ user, types: text });
  await client.connect();
  try {
    await client.query("SET search_path = pg_catalog");
    await client.query('SELECT sen.today()');
    if (day) {
      await client.query("SELECT set_config('sen_improvement.as_of', $1, false)", [day]);
    }
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

// The cells of the tables of one part, as the page has them.
const cells = (html) => [...html.matchAll(/<(?:th scope="row"|td)[^>]*>(?:<bdi>)?(.*?)(?:<\/bdi>)?<\/t[hd]>/gs)].map((m) => m[1]);
const papers = (html) => [...html.matchAll(/<caption>[^<]*: the paper<\/caption>.*?<tbody>(.*?)<\/tbody>/gs)].map((m) => cells(m[1]));

// The rows of sen.board_pack(), asked once for each programme, meeting and day: to plan it takes a second.
const packs = new Map();
function pack(programme, meeting, day) {
  const sql = `SELECT section, heading, item, in_words, detail FROM sen.board_pack('${programme}'${meeting ? `, '${meeting}'` : ''})
    ORDER BY section, line`;
  const key = `${day} ${sql}`;
  if (!packs.has(key)) {
    packs.set(key, rows(sql, day));
  }
  return packs.get(key);
}

async function samePaper(html, programme, meeting, day) {
  const wanted = await pack(programme, meeting, day);
  assert.ok(wanted.length > 25);
  assert.deepEqual(papers(html).flat(), wanted.flatMap((r) => [r.item, r.in_words, r.detail].map((v) => escape(v))));
}

let demo;
test('the demo: every word of sen.board_pack(), every row of the views', async () => {
  demo = await page('wirral', 'demo', '--as-of', '2025-12-31');
  await samePaper(demo, 'wirral', null, '2025-12-31');
  assert.match(demo, /as on <time datetime="2025-12-31">31 December 2025<\/time>/);
  const [sealed] = await rows('SELECT version, root FROM wirral.log_versions ORDER BY version DESC LIMIT 1');
  assert.ok(demo.includes(`<code>${sealed.root}</code>`));
  const wanted = {
    'chart-plans-by-month': `SELECT count(*) FROM wirral.compliance_by_month
        WHERE definition = 'plans_in_20_weeks' AND month > date '2025-12-31' - interval '3 years'`,
    'chart-open-by-age': 'SELECT count(*) FROM wirral.backlog',
    'chart-still-waiting': 'SELECT count(*) FROM wirral.time_to_plan_by_week',
    'chart-milestones': 'SELECT count(*) FROM wirral.milestone_status',
    'chart-risk-matrix': 'SELECT count(*) FROM wirral.risk_register WHERE current IS NOT NULL',
    'chart-actions-by-owner': 'SELECT count(*) FROM wirral.action_status',
    'chart-duties-overdue': 'SELECT count(*) FROM wirral.overdue_duties',
  };
  for (const [chart, sql] of Object.entries(wanted)) {
    const [{ count }] = await rows(sql, '2025-12-31');
    assert.equal(demo.match(new RegExp(`id="${chart}" class="chart" data-marks="(\\d+)"`))?.[1], count, chart);
  }
  const [{ charts }] = await rows("SELECT count(*) AS charts FROM wirral.process_summary WHERE limits IN ('full', 'trial')",
    '2025-12-31');
  assert.equal([...demo.matchAll(/<figure id="chart-control-chart-\d+"/g)].length, Number(charts));
});

test('every name in the page is there once, and what is named is there', () => {
  const ids = [...demo.matchAll(/<[^>]* id="([^"]*)"/g)].map((m) => m[1]);
  assert.deepEqual(ids.filter((id, i) => ids.indexOf(id) !== i), []);
  const named = [...demo.matchAll(/<[^>]*(?:url\(#|href="#)([^")]*)/g)].map((m) => m[1]);
  assert.ok(named.length > 10);
  assert.deepEqual(named.filter((id) => !ids.includes(id)), []);
});

// Every number of a text, as it is written.
const numbers = (text) => (text ?? '').match(/[-\u2212]?\d[\d,]*(?:\.\d+)?/g) ?? [];
const unescape = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g, (m, n) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[n]);

test('every figure of a section is that of sen.board_pack(), to the last digit, and there is no other', async () => {
  const wanted = await pack('wirral', null, '2025-12-31');
  const headings = [...new Set(wanted.map((r) => r.heading))];
  const shown = [...demo.matchAll(/<caption>([^<]*): the paper<\/caption>.*?<tbody>(.*?)<\/tbody>/gs)];
  assert.deepEqual(shown.map((m) => unescape(m[1])), headings);
  let compared = 0;
  for (const [, heading, body] of shown) {
    const ours = cells(body).flatMap((cell) => numbers(unescape(cell)));
    const theirs = wanted.filter((r) => r.heading === unescape(heading))
      .flatMap((r) => [r.item, r.in_words, r.detail].flatMap(numbers));
    assert.deepEqual(ours, theirs, heading);
    compared += theirs.length;
  }
  assert.ok(compared > 500, `${compared} figures`);
});

test('every figure below a chart is that of the view, to the last digit', async () => {
  const path_ = "SELECT set_config('search_path', 'pg_catalog, wirral, sen', false)";
  const client = new pg.Client({ user: admin, types: text });
  await client.connect();
  let compared = 0;
  try {
    await client.query(path_);
    await client.query('SELECT sen.today()');
    await client.query("SELECT set_config('sen_improvement.as_of', '2025-12-31', false)");
    for (const chart of await readCharts()) {
      const set = chart.data[chart.table.data];
      const pictures = [...demo.matchAll(new RegExp(`<figure id="chart-${chart.name}(?:-\\d+)?".*?</figure>`, 'gs'))].map((m) => m[0]);
      const shown = pictures.flatMap((p) => [...p.matchAll(/<tbody>(.*?)<\/tbody>/gs)].flatMap((m) => cells(m[1]).map(unescape)));
      const { rows: wanted } = await client.query(
        `SELECT ${chart.table.columns.map(({ column }) => `(${set.columns[column]})::text AS "${column}"`).join(', ')}
         FROM ${set.from.map((view) => `wirral."${view}"`).join(', ')} WHERE ${set.where ?? 'true'}`);
      const texts = wanted.map((row) => chart.table.columns.map(({ column }) =>
        ({ true: 'yes', false: 'no', t: 'yes', f: 'no' })[row[column]] ?? row[column] ?? ''));
      const width = chart.table.columns.length;
      const had = Array.from({ length: shown.length / width }, (_, i) => shown.slice(i * width, (i + 1) * width));
      const key = (row) => JSON.stringify(row);
      // A control chart is drawn only of a series with limits; every other chart has every row.
      const all = new Map();
      texts.forEach((row) => all.set(key(row), (all.get(key(row)) ?? 0) + 1));
      for (const row of had) {
        assert.ok((all.get(key(row)) ?? 0) > 0, `${chart.name}: ${key(row)} is in no row of the view`);
        all.set(key(row), all.get(key(row)) - 1);
      }
      if (!chart.each) {
        assert.equal(had.length, texts.length, chart.name);
      }
      compared += had.flat().flatMap(numbers).length;
    }
  } finally {
    await client.end();
  }
  assert.ok(compared > 1000, `${compared} figures`);
});

test('the funnel: every authority of the releases, the council marked', async () => {
  assert.match(demo, /id="chart-funnel" class="chart" data-marks="0"/);
  const html = await page('wirral', 'funnel', '--as-of', '2025-12-31', '--database', `postgresql:///hostile?user=${admin}`);
  const figure = html.match(/<figure id="chart-funnel-1" class="chart" data-marks="(\d+)".*?<\/figure>/s);
  assert.equal(figure[1], '30');
  assert.equal([...figure[0].matchAll(/<tr><th scope="row">/g)].length, 30);
  // England is 40%; Wirral has 5 of 100, the limits of 100 cases lie 15 points away.
  assert.match(figure[0], /: 5\.0%, below England beyond chance/);
});

let empty;
test('the recovery plan: a fan and the orders of each scenario, named as illustrative', async () => {
  const scenarios = await rows('SELECT scenario_id, scenario FROM wirral.recovery_summary', '2025-12-31');
  assert.equal(scenarios.length, 3);
  const axes = {};
  for (const [index, { scenario_id: id, scenario }] of scenarios.entries()) {
    for (const [chart, sql] of [
      ['recovery-fan', `SELECT count(*) FROM wirral.recovery_outlook WHERE measure = 'overdue' AND scenario_id = '${id}'`],
      ['recovery-orders', `SELECT count(*) FROM wirral.recovery_orders WHERE scenario_id = '${id}'`],
    ]) {
      const figure = demo.match(new RegExp(`<figure id="chart-${chart}-${index + 1}" class="chart" data-marks="(\\d+)".*?</figure>`, 's'));
      const [{ count }] = await rows(sql, '2025-12-31');
      assert.equal(figure[1], count, chart);
      assert.ok(figure[0].includes(`${escape(scenario)} (illustrative)`), `${chart} of ${id}`);
      (axes[chart] ??= new Set()).add([...figure[0].matchAll(/<text[^>]*>([\d,]+)<\/text>/g)].map((label) => label[1]).sort().join(' '));
      // Five orders have two lines each, a fan has a band, the median, and the day of the data; its target is a mark.
      const [{ targets }] = await rows(`SELECT count(target) AS targets FROM wirral.recovery_outlook
        WHERE measure = 'overdue' AND scenario_id = '${id}'`, '2025-12-31');
      const marks = (mark) => (figure[0].match(new RegExp(`class="mark-${mark} [^>]*>.*?</g>`, 'gs')) ?? []).join('').split('<path').length - 1;
      if (chart === 'recovery-fan') {
        assert.deepEqual([marks('area'), marks('line')], [1, 1]);
        assert.equal(marks('symbol'), Number(targets));
      } else {
        assert.equal([...figure[0].matchAll(/class="mark-line /g)].length, 10);
      }
    }
  }
  assert.deepEqual(Object.values(axes).map((labels) => labels.size), [1, 1], 'scenarios are drawn to one scale');
  empty = await page('empty', 'empty', '--as-of', '2025-12-31');
  assert.match(empty, /id="chart-recovery-fan" class="chart" data-marks="0"/);
  assert.match(empty, /No scenario of a recovery plan is recorded/);
});

test('every chart stands in the section that it names', async () => {
  assert.doesNotMatch(demo, /<h2>More charts/);
  for (const chart of await readCharts()) {
    const section = demo.slice(demo.indexOf(`</span> <bdi>${escape(chart.section)}</bdi>`));
    assert.ok(section.slice(0, section.indexOf('\n</section>\n<section id=')).includes(`id="chart-${chart.name}"`), chart.name);
  }
});

test('one authority: its papers, and its name', async () => {
  const one = await page('wirral', 'one', '--authority', '344', '--as-of', '2025-12-31');
  assert.match(one, /<title>[^<]*, authority 344, as on/);
  await samePaper(one, 'wirral', null, '2025-12-31');
});

test('a meeting that was held: as on its day; one to come: as on the day of the report', async () => {
  const held = await page('wirral', 'held', '--meeting', 'board-2025-07', '--as-of', '2025-12-31');
  await samePaper(held, 'wirral', 'board-2025-07', '2025-12-31');
  assert.match(held, /as on <time datetime="2025-07-17">/);
  assert.match(held, /the day on which it was held/);
  const coming = await page('wirral', 'coming', '--meeting', 'board-2026-01', '--as-of', '2025-12-31');
  assert.match(coming, /as on <time datetime="2025-12-31">.*before the meeting/);
});

test('who may read: the levels, and nobody else', async () => {
  for (const role of roles.split(' ')) {
    const html = await page('wirral', `role-${role}`, '--as-of', '2025-12-31', '--database', `postgresql:///demo?user=${role}`);
    assert.deepEqual(papers(html), papers(demo), role);
  }
  // Level bi has the schema of reports, and not the papers.
  for (const role of barred.split(' ')) {
    const refused = await run('wirral', '--out', path.join(folder, 'refused.html'), '--database', `postgresql:///demo?user=${role}`);
    assert.equal(refused.status, 1, role);
    assert.match(refused.stderr, /42501/);
    assert.equal(refused.stdout, '');
    await assert.rejects(readFile(path.join(folder, 'refused.html')), /ENOENT/, role);
  }
});

test('nothing of a single child is in the source of the page', async () => {
  const children = await rows('SELECT request_ref FROM wirral.ehc_request UNION SELECT child_ref FROM wirral.ehc_request '
    + 'WHERE child_ref IS NOT NULL');
  assert.ok(children.length > 1000);
  // Of whichever level asked: analysts may read single cases, and their page shows none.
  for (const role of roles.split(' ')) {
    const html = await readFile(path.join(folder, `role-${role}.html`), 'utf8');
    const words = new Set(html.split(/[^\w-]+/));
    assert.deepEqual(children.filter((r) => words.has(r.request_ref)), [], role);
    // What may differ between levels is the time of writing.
    const same = (page) => page.replace(/Written at [^<]* from/, '');
    assert.equal(same(html), same(demo), role);
  }
});

test('an empty programme says what to do first', async () => {
  await samePaper(empty, 'empty', null, '2025-12-31');
  for (const chart of await readCharts()) {
    assert.ok(empty.includes(escape(chart.none)) || !/data-marks="0"/.test(empty), chart.name);
  }
  assert.match(empty, /No version of the log has been sealed/);
});

for (const [args, says] of [
  [['nobody'], /3F000/], [['wirral', '--meeting', 'no such'], /no such.*22023/s], [['pg_catalog'], /3F000/], [['wirral', '--authority', '999'], /no authority "999".*22023/s],
  [["x'; DROP SCHEMA wirral"], /3F000/],
]) {
  test(`refused: ${args.join(' ')}`, async () => {
    const ran = await run(...args);
    assert.equal(ran.status, 1, ran.stderr);
    assert.match(ran.stderr, says);
    assert.equal(ran.stdout, '');
  });
}

test('a file that cannot be written, and one that is there', async () => {
  const ran = await run('wirral', '--as-of', '2025-12-31', '--out', path.join(folder, 'no', 'where.html'));
  assert.equal(ran.status, 1);
  assert.match(ran.stderr, /cannot write/);
  await writeFile(path.join(folder, 'there.html'), 'old');
  assert.match(await page('empty', 'there', '--as-of', '2025-12-31'), /<!DOCTYPE html>/);
});

// The browser ---------------------------------------------------------------------------

const chromium = await findChromium();
const absent = chromium ? false : 'no Chromium is installed';

async function inBrowser(file, use, options = {}) {
  const { chromium: driver } = await import('playwright-core');
  const browser = await driver.launch({ executablePath: chromium, args: chromiumArgs().filter((a) => !a.startsWith('--headless')) });
  try {
    const tab = await browser.newPage({ viewport: { width: 1100, height: 900 }, ...options });
    const seen = { errors: [], requests: [], dialogs: [] };
    tab.on('console', (m) => { if (m.type() === 'error') { seen.errors.push(m.text()); } });
    tab.on('pageerror', (e) => seen.errors.push(e.message));
    tab.on('request', (r) => { if (!r.url().startsWith('file:') && !r.url().startsWith('data:')) { seen.requests.push(r.url()); } });
    tab.on('dialog', (d) => { seen.dialogs.push(d.message()); d.dismiss(); });
    await tab.goto(`file://${path.join(folder, file)}`);
    await use(tab, seen);
    assert.deepEqual(seen, { errors: [], requests: [], dialogs: [] });
  } finally {
    await browser.close();
  }
}

const serious = async (tab) => {
  const axe = await readFile(new URL(import.meta.resolve?.('axe-core') ?? '../node_modules/axe-core/axe.js', import.meta.url), 'utf8');
  // The page forbids scripts: the checker comes in by the debugger, not by a tag.
  await tab.evaluate(axe);
  const result = await tab.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations.filter((v) => ['serious', 'critical'].includes(v.impact))
    .map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 120)} (${v.nodes.length})`);
};

test('browser: no error, no network, marks in every chart, nothing serious for axe-core', { skip: absent }, async () => {
  await inBrowser('demo.html', async (tab) => {
    const charts = await tab.evaluate(() => [...document.querySelectorAll('figure.chart')].map((f) => ({
      id: f.id, wanted: Number(f.dataset.marks), drawn: f.querySelectorAll('svg.marks path, svg.marks text').length,
      rows: f.querySelectorAll('tbody tr').length, name: f.querySelector('svg.marks title')?.textContent,
    })));
    assert.ok(charts.length > 15);
    for (const chart of charts.filter((c) => c.wanted > 0)) {
      assert.equal(chart.rows, chart.wanted, chart.id);
      assert.ok(chart.drawn > 0 && chart.name, chart.id);
    }
    const drawn = (id, mark) => tab.evaluate(([i, m]) => document.querySelectorAll(`#${i} svg .mark-${m} > path`).length, [id, mark]);
    const marks = Object.fromEntries(charts.map((c) => [c.id, c.wanted]));
    assert.equal(await drawn('chart-milestones', 'symbol') >= marks['chart-milestones'], true);
    assert.equal(await drawn('chart-actions-by-owner', 'rect'), marks['chart-actions-by-owner']);
    assert.equal(await drawn('chart-duties-overdue', 'rect'), marks['chart-duties-overdue']);
    assert.equal(await drawn('chart-plans-by-month', 'rect'), marks['chart-plans-by-month']);
    assert.deepEqual(await serious(tab), []);
    // The keyboard reaches the papers first, and then the list of sections.
    await tab.keyboard.press('Tab');
    assert.equal(await tab.evaluate(() => document.activeElement.textContent), 'To the papers');
  });
});

test('browser: a phone scrolls one way only', { skip: absent }, async () => {
  await inBrowser('demo.html', async (tab) => {
    assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
  }, { viewport: { width: 390, height: 800 } });
});

test('browser: hostile texts harm nothing', { skip: absent }, async () => {
  const html = await page('wirral', 'hostile', '--as-of', '2025-12-31', '--database', `postgresql:///hostile?user=${admin}`);
  assert.match(html, /&lt;script&gt;/);
  await inBrowser('hostile.html', async (tab) => {
    assert.equal(await tab.evaluate(() => document.querySelectorAll('script, iframe, img, object').length), 0);
    assert.equal(await tab.evaluate(() => globalThis.hacked), undefined);
    assert.equal(await tab.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
    assert.deepEqual(await serious(tab), []);
  });
});

test('browser: the PDF has pages, and a section begins on a page of its own', { skip: absent }, async () => {
  const ran = await run('wirral', '--as-of', '2025-12-31', '--out', path.join(folder, 'print.html'), '--pdf');
  assert.equal(ran.status, 0, ran.stderr);
  const pdf = await readFile(path.join(folder, 'print.pdf'));
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  const pages = pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  const sections = papers(await readFile(path.join(folder, 'print.html'), 'utf8')).length;
  assert.ok(pages >= sections, `${pages} pages for ${sections} sections`);
});

test('without Chromium the PDF is refused, and the page is there', async () => {
  const before_ = process.env.CHROMIUM;
  process.env.CHROMIUM = path.join(folder, 'none');
  try {
    const file = path.join(folder, 'nopdf.html');
    const ran = await run('empty', '--as-of', '2025-12-31', '--out', file, '--pdf');
    assert.equal(ran.status, 1);
    assert.match(ran.stderr, /none/);
    assert.match(await readFile(file, 'utf8'), /<!DOCTYPE html>/);
  } finally {
    if (before_ === undefined) { delete process.env.CHROMIUM; } else { process.env.CHROMIUM = before_; }
  }
});
