-- Room programme: the parts of a programme. Its tables and views are files of their own, under tables/ and views/;
-- scripts/parts.pl puts them in order and into this table when the extension is built.

CREATE TABLE sen.programme_part (
    position    integer PRIMARY KEY,
    file        text NOT NULL UNIQUE,
    kind        text NOT NULL,
    relations   text[] NOT NULL,
    read_level  text,
    write_level text,
    is_tracked  boolean NOT NULL,
    is_filled   boolean NOT NULL,
    meanings    text[] NOT NULL,
    body        text NOT NULL
);
COMMENT ON TABLE sen.programme_part IS
    'What a programme is made of: each table and view, or family of them, with the file it was written in and its '
    'text. sen.create_programme() and sen.lay_out_views() run them in this order.';
COMMENT ON COLUMN sen.programme_part.position IS
    'Place in the order in which the parts are run: each after what it reads.';
COMMENT ON COLUMN sen.programme_part.file IS 'File of the part, below src/programme of the source.';
COMMENT ON COLUMN sen.programme_part.kind IS 'table or view.';
COMMENT ON COLUMN sen.programme_part.relations IS 'The tables or views that it makes.';
COMMENT ON COLUMN sen.programme_part.read_level IS
    'Level of sen.grant_access() from which they are read; empty for nobody.';
COMMENT ON COLUMN sen.programme_part.write_level IS 'Level from which they are written; empty for nobody.';
COMMENT ON COLUMN sen.programme_part.is_tracked IS 'True if the log of versions keeps their rows from the first on.';
COMMENT ON COLUMN sen.programme_part.is_filled IS 'True if they come with rows.';
COMMENT ON COLUMN sen.programme_part.meanings IS
    'Tables and views that say what columns without a comment of their own mean, the first before the others.';
COMMENT ON COLUMN sen.programme_part.body IS
    'The SQL. A line --@ FILE:LINE says where the lines after it were written.';
GRANT SELECT ON sen.programme_part TO PUBLIC;

CREATE FUNCTION sen.run_part(file text, body text) RETURNS void
    AS 'MODULE_PATHNAME', 'sen_run_part' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.run_part(text, text) IS
    'Runs the SQL of one part of a programme, with the rights and the search_path of the caller. An error has the file '
    'and the line in its context. Null in, null out, and nothing is run.';
