// Everything that the page shows, read as the caller in one repeatable-read transaction.
// No figure is worked out here: a column is shown as the view has it.
import pg from 'pg';
import { Told } from './options.mjs';

const name = pg.escapeIdentifier;

// Every value as the text that the server writes: no bigint is shortened, no date moved by a time zone.
const asText = { getTypeParser: () => (value) => value };

export async function openSource({ programme, meeting, day, authority, database }) {
  const client = new pg.Client({
    ...(database ? { connectionString: database } : {}),
    application_name: 'sen_improvement board-pack',
    types: asText,
  });
  // What the server says between two statements ends up in the statement that fails.
  client.on('error', () => {});
  try {
    await client.connect();
  } catch (error) {
    throw new Told(`cannot connect: ${error.message || error.code}`, {
      hint: 'PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD say where, or --database URL.',
    });
  }
  const source = new Source(client, programme);
  try {
    await source.begin(meeting, day, authority);
  } catch (error) {
    await source.close();
    throw error;
  }
  return source;
}

class Source {
  constructor(client, programme) {
    this.client = client;
    this.programme = programme;
  }

  async query(text, values) {
    try {
      return (await this.client.query(text, values)).rows;
    } catch (error) {
      if (error.code === undefined || error.severity === undefined) {
        throw new Told(`the connection failed: ${error.message}`);
      }
      const detail = error.detail ? ` (${error.detail})` : '';
      throw new Told(`${error.message}${detail} [SQLSTATE ${error.code}]`, { hint: hintFor(error) });
    }
  }

  async begin(meeting, day, authority) {
    this.authority = authority;
    await this.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await this.query("SELECT pg_catalog.set_config('search_path', 'pg_catalog', true), "
      + "pg_catalog.set_config('DateStyle', 'ISO, YMD', true), pg_catalog.set_config('jit', 'off', true)");
    // Loads the library, so that a day that cannot be read is refused.
    await this.query('SELECT sen.today()');
    if (day) {
      await this.query("SELECT pg_catalog.set_config('sen_improvement.as_of', $1, true)", [day]);
    }
    // Refuses what is no programme, no meeting or no authority of it, before a view of it is read. A meeting that was
    // held is reported as on its day, as sen.board_pack() does.
    const [{ day: asOn }] = await this.query('SELECT sen.pack_day($1, $2) AS day, sen.refuse_authority($1, $3)',
      [this.programme, meeting ?? null, authority ?? null]);
    if (authority) {
      await this.query("SELECT pg_catalog.set_config('sen_improvement.local_authority', $1, true)", [authority]);
    }
    this.meeting = meeting
      ? (await this.query(
        `SELECT meeting_id, title, coalesce(held_on, planned_on) AS on_day, held_on IS NOT NULL AS is_held
         FROM ${this.named('meeting')} WHERE meeting_id = $1`, [meeting]))[0]
      : null;
    if (this.meeting?.is_held === 't') {
      await this.query("SELECT pg_catalog.set_config('sen_improvement.as_of', $1, true)", [asOn]);
    }
    // Everything named below is of the programme; what anybody else may make comes last.
    await this.query("SELECT pg_catalog.set_config('search_path', 'pg_catalog, ' || $1 || ', sen, pg_temp', true)",
      [name(this.programme)]);
    [this.day] = await this.query(
      "SELECT sen.today() AS on_day, sen.date_words(sen.today()) AS in_words, "
      + "pg_catalog.to_char(pg_catalog.now(), 'YYYY-MM-DD HH24:MI TZ') AS made_at");
  }

  named(relation) {
    return `${name(this.programme)}.${name(relation)}`;
  }

  // The rows of the pack, in its order.
  async paper() {
    return this.query('SELECT section, heading, line, item, in_words, detail FROM sen.board_pack($1, $2, $3)',
      [this.programme, this.meeting?.meeting_id ?? null, this.authority ?? null]);
  }

  // The rows of one data set of a chart: { values: for the chart, texts: for its table }.
  async rows(set) {
    const columns = Object.entries(set.columns).map(([column, expression]) => `${expression} AS ${name(column)}`);
    const words = Object.keys(set.columns).map((column) => `r.${name(column)}::text`);
    const rows = await this.query(
      `SELECT pg_catalog.to_json(r) AS values, pg_catalog.array_to_json(ARRAY[${words.join(', ')}]) AS texts
       FROM (SELECT ${columns.join(', ')} FROM ${set.from.map((view) => this.named(view) + ' ' + name(view)).join(', ')}
             WHERE ${set.where ?? 'true'} ORDER BY ${set.order}) r`);
    const names = Object.keys(set.columns);
    return rows.map((row) => {
      const texts = JSON.parse(row.texts);
      return { values: JSON.parse(row.values), texts: Object.fromEntries(names.map((n, i) => [n, texts[i]])) };
    });
  }

  async sealed() {
    const [row] = await this.query(
      `SELECT version, label, root, size, pg_catalog.to_char(sealed_at, 'YYYY-MM-DD HH24:MI TZ') AS sealed_at
       FROM ${this.named('log_versions')} ORDER BY version DESC LIMIT 1`);
    return row;
  }

  async close() {
    await this.client.end().catch(() => {});
  }
}

function hintFor(error) {
  switch (error.code) {
    case '42501': return 'Connect as a role of level reader: SELECT sen.grant_access(programme, role, \'reader\').';
    default: return error.hint;
  }
}
