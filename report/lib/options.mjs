// What board-pack is asked for.
import { parseArgs } from 'node:util';

export const USAGE = `usage: board-pack PROGRAMME [--meeting ID] [--as-of DAY] [--authority CODE] [--out FILE] [--pdf]
       [--connections N] [--database URL]

Writes the pack of papers of the Board as one HTML file that needs no network.

  PROGRAMME       the schema of the programme, such as wirral
  --meeting ID    the meeting that it is for; one that was held is shown as on its day
  --as-of DAY     the day of the report, as 2025-12-31 (else that of the database, else today)
  --authority CODE  of the cases and measures of one authority, as 344 (else of all)
  --out FILE      where to write it (else PROGRAMME-board-pack-DAY.html here, or PROGRAMME-CODE-...)
  --pdf           write a PDF beside it, by Chromium where it is installed
  --connections N read over so many connections, 1 to 4, that share one snapshot (else 2); the page is the same
  --database URL  such as postgresql://reader@host/db; else PGHOST, PGDATABASE, PGUSER and so on

It reads as the role that it connects as. Level reader of sen.grant_access() is enough.`;

// An error that the caller can mend: told without a stack.
export class Told extends Error {
  constructor(message, { status = 1, hint } = {}) {
    super(message);
    this.status = status;
    this.hint = hint;
  }
}

const wrong = (message) => new Told(message, { status: 2, hint: 'board-pack --help says how to call it.' });

export function readOptions(args) {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        meeting: { type: 'string' },
        'as-of': { type: 'string' },
        authority: { type: 'string' },
        out: { type: 'string' },
        pdf: { type: 'boolean', default: false },
        connections: { type: 'string', default: '2' },
        database: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw wrong(error.message);
  }
  const { values, positionals } = parsed;
  if (values.help) {
    return { help: true };
  }
  if (positionals.length !== 1) {
    throw wrong(positionals.length ? `one programme at a time, not ${positionals.length}` : 'which programme?');
  }
  const day = values['as-of'];
  if (day !== undefined && !isDay(day)) {
    throw wrong(`--as-of takes a day as 2025-12-31, not "${day}"`);
  }
  if (values.authority !== undefined && !/^\d{3}$/.test(values.authority)) {
    throw wrong(`--authority takes a code of three digits as 344, not "${values.authority}"`);
  }
  if (!/^[1-4]$/.test(values.connections)) {
    throw wrong(`--connections takes a number from 1 to 4, not "${values.connections}"`);
  }
  return {
    programme: positionals[0],
    meeting: values.meeting,
    day,
    authority: values.authority,
    out: values.out,
    pdf: values.pdf,
    connections: Number(values.connections),
    database: values.database,
  };
}

function isDay(text) {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
