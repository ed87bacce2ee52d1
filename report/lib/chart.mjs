// A chart: a Vega-Lite file of charts/, the rows that it names, and the picture made of both.
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import * as vega from 'vega';
import { compile } from 'vega-lite';
import { Told } from './options.mjs';
import { textWidth } from './text_width.mjs';

// Without a canvas, vega would take every letter to be equally wide.
vega.textMetrics.width = textWidth;

const CHARTS = new URL('../charts/', import.meta.url);

// What all charts look like. Colours differ in lightness too, so that they hold in grey.
const CONFIG = {
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

export async function readData(source, chart) {
  const data = {};
  for (const [name, set] of Object.entries(chart.data)) {
    data[name] = await source.rows(set);
  }
  return data;
}

// Compiled once for each chart, then drawn for each data.
export function compileChart(chart) {
  const { usermeta, ...spec } = chart.spec;
  const { spec: compiled } = compile(spec, { config: CONFIG, logger: vega.logger(vega.Error) });
  return vega.parse(compiled);
}

export async function draw(runtime, data) {
  const view = new vega.View(runtime, { renderer: 'none', logger: vega.logger(vega.Error) });
  for (const [name, rows] of Object.entries(data)) {
    try {
      view.data(name, rows.map((row) => ({ ...row.values })));
    } catch (error) {
      if (!/Unrecognized data set/.test(error.message)) {
        throw error;
      }
      // A data set that only the table uses.
    }
  }
  await view.runAsync();
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}
