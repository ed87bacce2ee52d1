// board-pack: the papers of sen.board_pack() and the charts of charts/ as one HTML file.
import { rename, unlink, writeFile } from 'node:fs/promises';
import { readCharts } from './chart.mjs';
import { openDrawing } from './drawing.mjs';
import { Told, USAGE, readOptions } from './options.mjs';
import { makePage } from './page.mjs';
import { writePdf } from './pdf.mjs';
import { openSource } from './source.mjs';

export async function run(args) {
  try {
    const options = readOptions(args);
    if (options.help) {
      console.log(USAGE);
      return;
    }
    const { file, pdf } = await write(options);
    console.log(pdf ? `${file}\n${pdf}` : file);
  } catch (error) {
    if (!(error instanceof Told)) {
      throw error;
    }
    console.error(`board-pack: ${error.message}${error.hint ? `\n${error.hint}` : ''}`);
    process.exitCode = error.status;
  }
}

export async function write(options) {
  const charts = await readCharts();
  const drawing = openDrawing(charts);
  let source;
  let page;
  try {
    source = await openSource(options);
    page = await makePage(source, charts, drawing);
  } finally {
    await Promise.all([source?.close(), drawing.close()]);
  }
  const file = options.out ?? `${safe(options.programme)}${options.authority ? `-${options.authority}` : ''}-board-pack-${
    source.day.on_day}.html`;
  // Whole or not at all.
  const part = `${file}.part`;
  try {
    await writeFile(part, page, { flag: 'wx' });
    await rename(part, file);
  } catch (error) {
    await unlink(part).catch(() => {});
    throw new Told(`cannot write ${file}: ${error.message}`);
  }
  const pdf = options.pdf ? file.replace(/\.html?$/i, '') + '.pdf' : null;
  if (pdf) {
    await writePdf(file, pdf);
  }
  return { file, pdf };
}

const safe = (name) => name.replace(/[^\p{L}\p{N}_-]/gu, '_');
