// Everything that the page shows, read as the caller from one snapshot of the database, in transactions that write
// nothing. No figure is worked out here: a column is shown as the view has it.
import pg from 'pg';
import { Told } from './options.mjs';

const name = pg.escapeIdentifier;

// Every value as the text that the server writes: no bigint is shortened, no date moved by a time zone.
const asText = { getTypeParser: () => (value) => value };

export async function openSource({ programme, meeting, day, authority, database, connections = 1 }) {
  const lead = new Connection(database);
  const source = new Source(programme, lead, database);
  try {
    await lead.open();
    await source.begin(meeting, day, authority);
    await source.share(connections);
  } catch (error) {
    await source.close();
    throw error;
  }
  return source;
}

// One session, which answers one question at a time.
class Connection {
  constructor(database) {
    this.client = new pg.Client({
      ...(database ? { connectionString: database } : {}),
      application_name: 'sen_improvement board-pack',
      types: asText,
    });
    // What the server says between two statements ends up in the statement that fails.
    this.client.on('error', () => {});
  }

  async open() {
    try {
      await this.client.connect();
    } catch (error) {
      throw new Told(`cannot connect: ${error.message || error.code}`, {
        hint: 'PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD say where, or --database URL.',
      });
    }
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

  async begin() {
    await this.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  }

  // Settings of this transaction: [name, value], in their order. The library is loaded first, so that a day that
  // cannot be read is refused.
  async set(settings) {
    await this.query('SELECT sen.today()');
    for (const [setting, value] of settings) {
      await this.query('SELECT pg_catalog.set_config($1, $2, true)', [setting, value]);
    }
  }

  // What an answer depends on: the snapshot, who asks, the day, and every setting but those of other libraries, which
  // are there once such a library is loaded.
  async stands() {
    const [row] = await this.query(
      `SELECT pg_catalog.pg_current_snapshot() AS snapshot, current_user, session_user, sen.today() AS day,
              (SELECT pg_catalog.json_object_agg(s.name, s.setting ORDER BY s.name) FROM pg_catalog.pg_settings s
               WHERE pg_catalog.strpos(s.name, '.') = 0 OR s.name LIKE 'sen\\_improvement.%') AS settings`);
    return JSON.stringify(row);
  }

  async close() {
    await this.client.end().catch(() => {});
  }

  // Leaves without a word, from any state.
  drop() {
    this.client.connection.stream.destroy();
  }
}

class Source {
  constructor(programme, lead, database) {
    this.programme = programme;
    this.database = database;
    this.connections = [lead];
    this.free = [lead];
    this.waiting = [];
    this.settings = [];
    this.opening = [];
  }

  // Answered by whichever connection is free, in the order in which it was asked.
  query(text, values) {
    const answer = new Promise((resolve, reject) => {
      this.waiting.push({ text, values, resolve, reject });
      this.give();
    });
    answer.catch(() => {}); // it is told where the answer is waited for
    return answer;
  }

  give() {
    while (this.free.length > 0 && this.waiting.length > 0) {
      const connection = this.free.shift();
      const { text, values, resolve, reject } = this.waiting.shift();
      connection.query(text, values).then(resolve, reject).finally(() => {
        this.free.push(connection);
        this.give();
      });
    }
  }

  async set(...settings) {
    await this.connections[0].set(settings);
    this.settings.push(...settings);
  }

  async begin(meeting, day, authority) {
    this.authority = authority;
    await this.connections[0].begin();
    await this.set(['search_path', 'pg_catalog'], ['DateStyle', 'ISO, YMD'], ['jit', 'off']);
    if (day) {
      await this.set(['sen_improvement.as_of', day]);
    }
    // Refuses what is no programme, no meeting or no authority of it, before a view of it is read. A meeting that was
    // held is reported as on its day, as sen.board_pack() does.
    const [{ day: asOn }] = await this.query('SELECT sen.pack_day($1, $2) AS day, sen.refuse_authority($1, $3)',
      [this.programme, meeting ?? null, authority ?? null]);
    if (authority) {
      await this.set(['sen_improvement.local_authority', authority]);
    }
    this.meeting = meeting
      ? (await this.query(
        `SELECT meeting_id, title, coalesce(held_on, planned_on) AS on_day, held_on IS NOT NULL AS is_held
         FROM ${this.named('meeting')} WHERE meeting_id = $1`, [meeting]))[0]
      : null;
    if (this.meeting?.is_held === 't') {
      await this.set(['sen_improvement.as_of', asOn]);
    }
    // Everything named below is of the programme; what anybody else may make comes last.
    await this.set(['search_path', `pg_catalog, ${name(this.programme)}, sen, pg_temp`]);
    [this.day] = await this.query(
      "SELECT sen.today() AS on_day, sen.date_words(sen.today()) AS in_words, "
      + "pg_catalog.to_char(pg_catalog.now(), 'YYYY-MM-DD HH24:MI TZ') AS made_at");
  }

  // Opens connections until there are so many, each with the snapshot and the settings of the first, so that what is
  // asked of any is of one state of the database. Until they stand, and where they cannot (there is no room for them, or
  // what is between leads to another server), the first alone answers: the page is the same, only later.
  async share(connections) {
    if (this.connections.length >= connections) {
      return;
    }
    const [lead] = this.connections;
    const [{ snapshot }] = await lead.query('SELECT pg_catalog.pg_export_snapshot() AS snapshot');
    const wanted = await lead.stands();
    this.opening = Array.from({ length: connections - this.connections.length }, () => new Connection(this.database));
    this.joining = Promise.all(this.opening.map((connection) => this.join(connection, snapshot, wanted)));
  }

  async join(connection, snapshot, wanted) {
    try {
      await connection.open();
      await connection.begin();
      await connection.query(`SET TRANSACTION SNAPSHOT ${pg.escapeLiteral(snapshot)}`);
      await connection.set(this.settings);
      if (await connection.stands() !== wanted) {
        throw new Told('another state of the database');
      }
    } catch (error) {
      connection.drop();
      if (!(error instanceof Told)) {
        throw error;
      }
      return;
    }
    this.opening = this.opening.filter((other) => other !== connection);
    this.connections.push(connection);
    this.free.push(connection);
    this.give();
  }

  named(relation) {
    return `${name(this.programme)}.${name(relation)}`;
  }

  // The rows of the pack, in its order.
  paper() {
    return this.query('SELECT section, heading, line, item, in_words, detail FROM sen.board_pack($1, $2, $3)',
      [this.programme, this.meeting?.meeting_id ?? null, this.authority ?? null]);
  }

  // The rows of one data set of a chart: { values: JSON for the chart, texts: for its table }.
  async rows(set) {
    const columns = Object.entries(set.columns).map(([column, expression]) => `${expression} AS ${name(column)}`);
    const words = Object.keys(set.columns).map((column) => `r.${name(column)}::text`);
    const rows = await this.query(
      `SELECT pg_catalog.to_json(r) AS values, pg_catalog.array_to_json(ARRAY[${words.join(', ')}]) AS texts
       FROM (SELECT ${columns.join(', ')} FROM ${set.from.map((view) => this.named(view) + ' ' + name(view)).join(', ')}
             WHERE ${set.where ?? 'true'} ORDER BY ${set.order}) r`);
    const names = Object.keys(set.columns);
    return rows.map((row) => {
      const texts = {};
      JSON.parse(row.texts).forEach((text, i) => { texts[names[i]] = text; });
      return { values: row.values, texts };
    });
  }

  async sealed() {
    const [row] = await this.query(
      `SELECT version, label, root, size, pg_catalog.to_char(sealed_at, 'YYYY-MM-DD HH24:MI TZ') AS sealed_at
       FROM ${this.named('log_versions')} ORDER BY version DESC LIMIT 1`);
    return row;
  }

  async close() {
    this.opening.forEach((connection) => connection.drop());
    await Promise.all(this.connections.map((connection) => connection.close()));
  }
}

function hintFor(error) {
  switch (error.code) {
    case '42501': return 'Connect as a role of level reader: SELECT sen.grant_access(programme, role, \'reader\').';
    default: return error.hint;
  }
}
