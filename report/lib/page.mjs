// The page: sections of the pack in their order, each with its charts.
import { readFile } from 'node:fs/promises';
import { readData } from './chart.mjs';
import { figures } from './figure.mjs';
import { escape, id, table, words } from './html.mjs';

const STYLE = new URL('./page.css', import.meta.url);

export async function makePage(source, charts, drawing) {
  // All is asked at once, and answered in this order: what has many pictures takes longest to draw, and is drawn while
  // the pack, which takes longest to answer, is written.
  const drawn = new Map();
  const read = (chart) => {
    const html = readData(source, chart).then((data) => figures(chart, data, drawing));
    html.catch(() => {}); // it is told where the picture is waited for
    drawn.set(chart.name, html);
  };
  charts.filter((c) => c.each).forEach(read);
  const paper = source.paper();
  charts.filter((c) => !c.each).forEach(read);
  const log = source.sealed();
  const sections = inSections(await paper);
  const placed = new Map(sections.map((section) => [section.heading, []]));
  const rest = [];
  const sealed = await log;
  for (const chart of charts) {
    (placed.get(chart.section) ?? rest).push(await drawn.get(chart.name));
  }
  const head = source.meeting
    ? `${source.meeting.title}` : 'Papers for the Board';
  const whose = source.authority ? `, authority ${source.authority}` : '';
  const body = sections.map((section) => sectionHtml(section, placed.get(section.heading))).join('\n');
  const more = rest.length
    ? `<section id="more"><h2>More charts</h2>${rest.join('\n')}</section>` : '';
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escape(head)}, ${escape(source.programme)}${escape(whose)}, as on ${escape(source.day.in_words)}</title>
<style>
${await readFile(STYLE, 'utf8')}
</style>
</head>
<body>
<a class="skip" href="#main">To the papers</a>
<header>
<h1>${words(head)}</h1>
<p>Programme <bdi>${escape(source.programme)}</bdi>${escape(whose)}, as on <time datetime="${escape(source.day.on_day)}">${
  escape(source.day.in_words)}</time>${meetingWords(source)}</p>
</header>
<nav aria-label="Sections"><ol>
${sections.map((s) => `<li value="${escape(s.number)}"><a href="#${id(s.heading)}">${words(s.heading)}</a></li>`).join('\n')}
</ol></nav>
<main id="main">
${body}
${more}
</main>
<footer>
<p>As on ${escape(source.day.in_words)}. The days of the data are in
 <a href="#${id(sections[sections.length - 1].heading)}">${words(sections[sections.length - 1].heading)}</a>.</p>
${sealed
    ? `<p>Last sealed version of the log: ${escape(sealed.version)}, ${words(sealed.label)}, sealed at ${
      escape(sealed.sealed_at)}, ${escape(sealed.size)} entries, root <code>${escape(sealed.root)}</code>.</p>`
    : '<p>No version of the log has been sealed.</p>'}
<p>Written at ${escape(source.day.made_at)} from views of the programme, which the figures are those of.</p>
</footer>
</body>
</html>
`;
}

function meetingWords(source) {
  if (!source.meeting) {
    return '';
  }
  return source.meeting.is_held === 't' ? ', the day on which it was held' : ', before the meeting';
}

function inSections(paper) {
  const sections = [];
  for (const row of paper) {
    let last = sections[sections.length - 1];
    if (!last || last.number !== row.section) {
      last = { number: row.section, heading: row.heading, rows: [] };
      sections.push(last);
    }
    last.rows.push(row);
  }
  return sections;
}

const COLUMNS = [
  { column: 'item', label: 'What' }, { column: 'in_words', label: 'How it stands' }, { column: 'detail', label: 'Why, and what else' },
];

function sectionHtml(section, pictures) {
  return `<section id="${id(section.heading)}">
<h2><span class="number">${escape(section.number)}</span> ${words(section.heading)}</h2>
${pictures.join('\n')}
${table({ caption: `${section.heading}: the paper`, columns: COLUMNS, rows: section.rows })}
</section>`;
}
