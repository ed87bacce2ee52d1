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

CREATE FUNCTION sen.run_part(file text, body text, owner regrole) RETURNS void
    AS 'MODULE_PATHNAME', 'sen_run_part' LANGUAGE C VOLATILE STRICT PARALLEL UNSAFE;
COMMENT ON FUNCTION sen.run_part(text, text, regrole) IS
    'Runs the SQL of one part of a programme, with the rights of its owner, to whom belongs what it makes, and the '
    'search_path of the caller, who must be able to SET ROLE to that owner (42501). An error has the file and the line '
    'in its context. Null in, null out, and nothing is run.';

CREATE FUNCTION sen.partitioned_form(body text, partitions integer) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    name  text;
    begun integer;
    ended integer;
BEGIN
    FOR name IN SELECT d.relation FROM sen.distributed_tables() d WHERE d.how = 'distributed' LOOP
        begun := strpos(body, format(E'\nCREATE TABLE %s (\n', name));
        CONTINUE WHEN begun = 0;
        ended := begun + strpos(substr(body, begun), E'\n);');
        -- A partition is read through its table, whose policies hold then: by itself it shows its owner alone rows.
        body := substr(body, 1, ended - 1) || ') PARTITION BY HASH (local_authority);'
            || (SELECT string_agg(format(E'\nCREATE TABLE %1$s_part_%2$s PARTITION OF %1$s '
                                         'FOR VALUES WITH (MODULUS %3$s, REMAINDER %4$s); '
                                         'ALTER TABLE %1$s_part_%2$s ENABLE ROW LEVEL SECURITY; '
                                         'COMMENT ON TABLE %1$s_part_%2$s IS %5$L;', name, n, partitions, n - 1,
                                         format('Rows of %s: partition %s of %s.', name, n, partitions)), '' ORDER BY n)
                FROM generate_series(1, partitions) n)
            || substr(body, ended + 2);
    END LOOP;
    RETURN body;
END
$function$;
COMMENT ON FUNCTION sen.partitioned_form(text, integer) IS
    'The text of a part of a programme with its tables of cases, those that sen.distributed_tables() calls '
    'distributed, in so many partitions by the hash of local_authority: for sen.create_programme(). Null in, null out.';
