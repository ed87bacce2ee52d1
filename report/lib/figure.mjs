// A chart of the page: pictures with a name, a text and the table of their figures.
import { valuesOf } from './chart.mjs';
import { escape, table, words } from './html.mjs';
import { assuranceIcon, variationIcon } from './icons.mjs';

export async function figures(chart, data, drawing) {
  const first = chart.each ?? chart.table.data;
  if (data[first].length === 0) {
    return `<figure id="chart-${chart.name}" class="chart" data-marks="0"><figcaption>${escape(chart.title)}</figcaption>`
      + `<p class="none">${escape(chart.none)}</p></figure>`;
  }
  const parts = groups(chart, data, first);
  // One picture has the name itself.
  const several = chart.each || parts.length > 1;
  const pictures = await Promise.all(parts.map(async (part, index) => picture(
    chart, part.data, await drawing.draw(chart.name, valuesOf(part.data)), part, several ? index : null)));
  return `<section class="charts" aria-label="${escape(chart.title)}"${several ? ` id="chart-${chart.name}"` : ''}>`
    + (several ? `<h3>${escape(chart.title)}</h3>` : '')
    + (chart.each ? `<p class="read">${escape(chart.alt)}</p>` : '')
    + `<div class="${chart.each ? 'multiples' : 'single'}">${pictures.join('\n')}</div></section>`;
}

// One group for each key among the rows of a data set: which rows are its own, and what it is called. Rows of a data
// set without the columns of the key belong to every group.
export function groups(chart, data, first) {
  if (!chart.key) {
    return [{ row: data[first][0], data, name: null }];
  }
  const keyOf = (row) => JSON.stringify(chart.key.map((column) => row.texts[column] ?? null));
  const parts = new Map();
  for (const row of data[first]) {
    if (!parts.has(keyOf(row))) {
      parts.set(keyOf(row), { row, data: {}, name: chart.each ? row.texts.title : row.texts.local_authority });
    }
  }
  for (const [name, rows] of Object.entries(data)) {
    const columns = chart.key.filter((column) => column in chart.data[name].columns);
    if (columns.length === chart.key.length) {
      parts.forEach((part) => { part.data[name] = []; });
      rows.forEach((row) => parts.get(keyOf(row))?.data[name].push(row));
    } else {
      parts.forEach((part) => {
        part.data[name] = rows.filter((row) => columns.every((column) => row.texts[column] === part.row.texts[column]));
      });
    }
  }
  return [...parts.values()];
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
  // vega gives each group of marks a role, which would ask for a name of its own; and parts of a picture, such as what
  // it is clipped by, names that come in every picture. Tags only: in texts "<" is escaped.
  const plain = svg.replace(/<(?:g|path|text|clipPath|linearGradient|radialGradient)\b[^>]*>/g, (tag) => tag
    .replace(/ (?:role|aria-[a-z]+)="[^"]*"|( id="|url\(#)(\w+)/g, (found, begin, part) => (begin ? `${begin}${name}-${part}` : '')));
  return plain.replace(/^<svg[^>]*>/, (tag) => {
    const box = tag.match(/viewBox="([^"]*)"/)?.[1] ?? '';
    const width = tag.match(/ width="([\d.]+)"/)?.[1] ?? '100';
    return `<svg class="marks" viewBox="${box}" style="max-width:${Math.ceil(width)}px" role="img" `
      + `aria-labelledby="${name}-title ${name}-alt" xmlns="http://www.w3.org/2000/svg" `
      + `xmlns:xlink="http://www.w3.org/1999/xlink"><title id="${name}-title">${escape(title)}</title>`
      + `<desc id="${name}-alt">${escape(alt)} The figures are in the table below it.</desc>`;
  });
}
