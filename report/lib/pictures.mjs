// Pictures of the main charts for pages that cannot show the report itself: doc/pictures, from the demo.
import { mkdir, writeFile } from 'node:fs/promises';
import { fingerprint, readCharts, readData, valuesOf } from './chart.mjs';
import { drawer } from './draw.mjs';
import { openSource } from './source.mjs';

// Those that README.md and doc/page.md show. Of one of many, that with the most figures.
export const PICTURES = ['plans-by-month', 'control-chart', 'still-waiting', 'risk-matrix', 'milestones', 'actions-by-owner'];

// Which chart a picture is of is said in it: a test compares it with the chart as it is.
export const mark = (chart) => `<!-- ${chart.name} ${fingerprint(chart)} -->`;

export async function writePictures(folder, { programme, day, database }) {
  await mkdir(folder, { recursive: true });
  const charts = new Map((await readCharts()).map((chart) => [chart.name, chart]));
  const source = await openSource({ programme, day, database });
  const files = [];
  try {
    for (const name of PICTURES) {
      const chart = charts.get(name);
      let data = await readData(source, chart);
      if (chart.key) {
        const of = (first) => (row) => chart.key.every((column) =>
          row.texts[column] === undefined || row.texts[column] === first.texts[column]);
        const shown = data[chart.table.data];
        const [first] = [...data[chart.each ?? chart.table.data]]
          .sort((a, b) => shown.filter(of(b)).length - shown.filter(of(a)).length);
        data = Object.fromEntries(Object.entries(data).map(([set, rows]) => [set, rows.filter(of(first))]));
      }
      const svg = await drawer(chart)(valuesOf(data));
      const file = new URL(`${name}.svg`, folder);
      // On white, so that it can be read on any page.
      await writeFile(file, `${svg.replace(/^(<svg[^>]*>)/, `$1\n${mark(chart)}\n<rect width="100%" height="100%" fill="#fff"/>`)}\n`);
      files.push(file.pathname);
    }
  } finally {
    await source.close();
  }
  return files;
}
