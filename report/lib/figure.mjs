// A chart of the page: pictures with a name, a text and the table of their figures.
import { compileChart, draw, readData } from './chart.mjs';
import { escape, table, words } from './html.mjs';
import { assuranceIcon, variationIcon } from './icons.mjs';

export async function figures(source, chart) {
  const data = await readData(source, chart);
  const first = chart.each ?? chart.table.data;
  if (data[first].length === 0) {
    return `<figure id="chart-${chart.name}" class="chart" data-marks="0"><figcaption>${escape(chart.title)}</figcaption>`
      + `<p class="none">${escape(chart.none)}</p></figure>`;
  }
  const runtime = compileChart(chart);
  const parts = groups(chart, data[first]);
  const pictures = [];
  for (const [index, part] of parts.entries()) {
    const own = Object.fromEntries(Object.entries(data).map(([name, rows]) => [name, rows.filter(part.holds)]));
    const svg = await draw(runtime, own);
    pictures.push(picture(chart, own, svg, part, parts.length > 1 || chart.each ? index : null));
  }
  return `<section class="charts" aria-label="${escape(chart.title)}" id="chart-${chart.name}">`
    + (pictures.length > 1 || chart.each ? `<h3>${escape(chart.title)}</h3>` : '')
    + (chart.each ? `<p class="read">${escape(chart.alt)}</p>` : '')
    + `<div class="${chart.each ? 'multiples' : 'single'}">${pictures.join('\n')}</div></section>`;
}

// One group for each key among these rows: which rows are its own, and what it is called.
function groups(chart, rows) {
  if (!chart.key) {
    return [{ row: rows[0], holds: () => true, name: null }];
  }
  const seen = new Map();
  for (const row of rows) {
    const key = JSON.stringify(chart.key.map((column) => row.texts[column]));
    if (!seen.has(key)) {
      seen.set(key, {
        row,
        name: chart.each ? row.texts.title : row.texts.local_authority,
        // A data set that has none of the columns belongs to every group.
        holds: (other) => chart.key.every((column) =>
          other.texts[column] === undefined || other.texts[column] === row.texts[column]),
      });
    }
  }
  return [...seen.values()];
}

function picture(chart, data, svg, part, index) {
  const name = `chart-${chart.name}${index === null ? '' : `-${index + 1}`}`;
  const title = chart.each ? part.name
    : index === null ? chart.title : `${chart.title}: authority ${part.name}`;
  const { data: set, columns, numbers } = chart.table;
  const rows = data[set];
  const said = chart.each === undefined ? ''
    : `<p class="says">${variationIcon(part.row.texts.variation, part.row.texts.variation_in_words)}`
      + `${assuranceIcon(part.row.texts.assurance, part.row.texts.assurance_in_words)}`
      + `<span>${words(part.row.texts.in_words)}</span></p>`;
  return `<figure id="${name}" class="chart" data-marks="${rows.length}">
<figcaption>${words(title)}${unit(part.row)}</figcaption>
<div class="picture" tabindex="0" role="group" aria-label="${escape(title)}: the picture">${named(svg, name, title, chart.alt)}</div>
${chart.each ? '' : `<p class="read">${escape(chart.alt)}${legend(chart, data)}</p>`}
${said}
<details><summary>The figures<span class="hidden"> of ${escape(title)}</span></summary>
${table({ caption: `${title}: the figures`, columns, numbers, rows: rows.map((row) => row.texts) })}
</details></figure>`;
}

// Numbers and letters in the picture, spelled out.
const legend = (chart, data) => (chart.legend
  ? ` ${words(data[chart.legend.data].map((row) => row.texts[chart.legend.column]).join(', '))}.` : '');

const unit = (row) => (row.texts.unit === undefined ? '' : ` <span class="unit">${words(row.texts.unit)}</span>`);

// The picture has one name and one text for those who do not see it.
function named(svg, name, title, alt) {
  // vega gives each group of marks a role, which would ask for a name of its own. Tags only: in texts "<" is escaped.
  const plain = svg.replace(/<(?:g|path|text)\b[^>]*>/g, (tag) => tag.replace(/ (?:role|aria-[a-z]+)="[^"]*"/g, ''));
  return plain.replace(/^<svg[^>]*>/, (tag) => {
    const box = tag.match(/viewBox="([^"]*)"/)?.[1] ?? '';
    const width = tag.match(/ width="([\d.]+)"/)?.[1] ?? '100';
    return `<svg class="marks" viewBox="${box}" style="max-width:${Math.ceil(width)}px" role="img" `
      + `aria-labelledby="${name}-title ${name}-alt" xmlns="http://www.w3.org/2000/svg" `
      + `xmlns:xlink="http://www.w3.org/1999/xlink"><title id="${name}-title">${escape(title)}</title>`
      + `<desc id="${name}-alt">${escape(alt)} The figures are in the table below it.</desc>`;
  });
}
