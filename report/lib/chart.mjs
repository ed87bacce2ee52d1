// A chart: a Vega-Lite file of charts/, and the rows that it names.
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { Told } from './options.mjs';

const CHARTS = new URL('../charts/', import.meta.url);

// What all charts look like. Colours differ in lightness too, so that they hold in grey.
export const CONFIG = {
  aria: false, // the picture has one name and a table; a mark has no text of its own
  background: null,
  font: 'Arial, "Liberation Sans", Helvetica, sans-serif', // the metrics of text_width.mjs
  axis: {
    labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', labelColor: '#222', titleColor: '#222',
    gridColor: '#ddd', domainColor: '#666', tickColor: '#666', labelLimit: 320,
  },
  legend: { labelFontSize: 12, titleFontSize: 12, titleFontWeight: 'normal', orient: 'bottom', labelLimit: 320 },
  header: { labelFontSize: 13, labelFontWeight: 'bold', title: null },
  view: { stroke: null },
};

// usermeta of a file says what it is of:
//   title, alt       what it shows, in words
//   section          the heading of the pack's section that it stands in
//   data             its data sets: { from: [views], columns: { name: expression }, where, order }
//   table            the data set and the columns of the table below it, with their headings
//   each             the data set of which every row makes one picture, if it is one of many
export async function readCharts(folder = CHARTS) {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.vl.json')).sort();
  return Promise.all(files.map(async (file) => {
    const spec = JSON.parse(await readFile(new URL(file, folder), 'utf8'));
    for (const key of ['title', 'alt', 'section', 'data', 'table']) {
      if (spec.usermeta?.[key] === undefined) {
        throw new Told(`chart ${file} has no usermeta.${key}`);
      }
    }
    return { name: file.replace('.vl.json', ''), spec, ...spec.usermeta };
  }));
}

// What a picture was drawn by: the chart as it is in its file, and what all charts look like.
export const fingerprint = (chart) =>
  createHash('sha256').update(JSON.stringify([chart.spec, CONFIG])).digest('hex').slice(0, 16);

// Its data sets: { name: rows }, each row as JSON for the picture and texts for the table.
export async function readData(source, chart) {
  return Object.fromEntries(await Promise.all(
    Object.entries(chart.data).map(async ([name, set]) => [name, await source.rows(set)])));
}

// What the picture is drawn from: the rows of each data set, as the JSON that the server wrote.
export const valuesOf = (data) =>
  Object.fromEntries(Object.entries(data).map(([name, rows]) => [name, `[${rows.map((row) => row.values).join()}]`]));
