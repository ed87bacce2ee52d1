// A picture: a Vega-Lite file of charts/ and rows, as SVG.
import { CONFIG } from './chart.mjs';
import { textWidth } from './text_width.mjs';
import { vega, vegaLite } from './vega.mjs';

// Without a canvas, vega would take every letter to be equally wide.
vega.textMetrics.width = textWidth;

// Compiled once for each chart, then drawn for each data.
export function compileChart(chart) {
  const { usermeta, ...spec } = chart.spec;
  const { spec: compiled } = vegaLite.compile(spec, { config: CONFIG, logger: vega.logger(vega.Error) });
  return vega.parse(compiled);
}

// Places of rows that are gone are cleared away after so many, where vega would keep 10,000 of each kind.
const GONE = 64;

// Draws a chart once for each data that it is given: for each data set its rows, as JSON. Where the chart says how large
// it is, whatever is in it (autosize none), its parts are made once and take one data after the other.
export function drawer(chart) {
  const runtime = compileChart(chart);
  const stays = chart.spec.autosize?.type === 'none';
  let kept = null;
  return async (data) => {
    const view = kept ?? new vega.View(runtime, { renderer: 'none', logger: vega.logger(vega.Error) });
    kept = stays ? view : null;
    view.cleanThreshold = GONE;
    for (const [name, rows] of Object.entries(data)) {
      try {
        view.data(name, JSON.parse(rows));
      } catch (error) {
        if (!/Unrecognized data set/.test(error.message)) {
          throw error;
        }
        // A data set that only the table uses.
      }
    }
    vega.resetSVGDefIds(); // the same picture whatever was drawn before it
    const svg = await view.toSVG();
    if (!stays) {
      view.finalize();
    }
    return axesInOrder(svg);
  };
}

// Which line or label of an axis comes first depends on the data before.
const axesInOrder = (svg) => svg.replace(/(<g class="mark-(?:rule|text) role-axis-[a-z]+"[^>]*>)(.*?)(<\/g>)/gs,
  (group, begin, parts, end) => begin + parts.split(/(?=<line|<text)/).sort().join('') + end);
