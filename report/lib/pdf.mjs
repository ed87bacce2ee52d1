// The page as PDF, printed by Chromium where it is installed.
import { execFile } from 'node:child_process';
import { access, constants, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { Told } from './options.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export async function findChromium() {
  if (process.env.CHROMIUM) {
    return process.env.CHROMIUM;
  }
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const name of NAMES) {
      const file = path.join(folder, name);
      if (await access(file, constants.X_OK).then(() => true, () => false)) {
        return file;
      }
    }
  }
  return null;
}

// Chromium's sandbox does not work as root.
export const chromiumArgs = () => [
  '--headless=new', '--disable-gpu', '--no-first-run', '--disable-extensions',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

export async function writePdf(html, pdf) {
  const chromium = await findChromium();
  if (!chromium) {
    throw new Told('no Chromium is installed, which writes the PDF', {
      hint: 'Install package chromium, or let CHROMIUM name its program. The HTML file is written, and prints from any browser.',
    });
  }
  const profile = await mkdtemp(path.join(tmpdir(), 'board-pack-'));
  try {
    await promisify(execFile)(chromium, [
      ...chromiumArgs(), `--user-data-dir=${profile}`, '--no-pdf-header-footer', `--print-to-pdf=${path.resolve(pdf)}`,
      pathToFileURL(path.resolve(html)).href,
    ], { timeout: 120000 });
    await access(pdf).catch(() => {
      throw new Told(`${chromium} wrote no PDF`);
    });
  } catch (error) {
    throw error instanceof Told ? error : new Told(`${chromium} failed: ${String(error.stderr || error.message).trim()}`);
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}
