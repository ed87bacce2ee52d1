// A picture: a Vega-Lite file of charts/ and rows, as SVG.
import * as vega from 'vega';
import { compile } from 'vega-lite';
import { CONFIG } from './chart.mjs';
import { textWidth } from './text_width.mjs';

// Without a canvas, vega would take every letter to be equally wide.
vega.textMetrics.width = textWidth;

// Compiled once for each chart, then drawn for each data.
export function compileChart(chart) {
  const { usermeta, ...spec } = chart.spec;
  const { spec: compiled } = compile(spec, { config: CONFIG, logger: vega.logger(vega.Error) });
  return vega.parse(compiled);
}

// data: for each data set the values of its rows.
export async function draw(runtime, data) {
  const view = new vega.View(runtime, { renderer: 'none', logger: vega.logger(vega.Error) });
  for (const [name, rows] of Object.entries(data)) {
    try {
      view.data(name, rows.map((values) => ({ ...values })));
    } catch (error) {
      if (!/Unrecognized data set/.test(error.message)) {
        throw error;
      }
      // A data set that only the table uses.
    }
  }
  await view.runAsync();
  vega.resetSVGDefIds(); // the same picture whatever was drawn before it
  const svg = await view.toSVG();
  view.finalize();
  return svg;
}
