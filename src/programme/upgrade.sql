-- Room programme: an existing programme brought to the installed version, by numbered steps.

CREATE TABLE sen.programme_step (
    step              integer PRIMARY KEY,
    extension_version text NOT NULL,
    title             text NOT NULL,
    file              text NOT NULL UNIQUE,
    retires           text[] NOT NULL,
    renames           text[] NOT NULL,
    body              text NOT NULL
);
COMMENT ON TABLE sen.programme_step IS
    'The steps of sen.upgrade_programme(): every change that a later version made to the tables of a programme.';
COMMENT ON COLUMN sen.programme_step.step IS 'Number of the step, from 1.';
COMMENT ON COLUMN sen.programme_step.extension_version IS 'The version that it came with.';
COMMENT ON COLUMN sen.programme_step.title IS 'What it does.';
COMMENT ON COLUMN sen.programme_step.file IS 'File of the step, below src/programme of the source.';
COMMENT ON COLUMN sen.programme_step.retires IS 'Views that exist no longer from this version on.';
COMMENT ON COLUMN sen.programme_step.renames IS
    'Views, and columns of views as VIEW.COLUMN, that have another name from this version on: the old and the new one, '
    'with a blank between, in the order in which they are renamed.';
COMMENT ON COLUMN sen.programme_step.body IS 'The SQL, run with the schema of the programme as search_path.';
GRANT SELECT ON sen.programme_step TO PUBLIC;

CREATE FUNCTION sen.layout_step(programme text) RETURNS integer
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    step integer := 0;
BEGIN
    PERFORM sen.programme_owner(programme);
    -- Version 0.1.0 kept no record of steps.
    IF to_regclass(format('%I.layout_step', programme)) IS NOT NULL THEN
        PERFORM sen.programme_owner(programme, '{layout_step}');
        EXECUTE format('SELECT coalesce(max(s.step), 0) FROM %I.layout_step s', programme) INTO step;
    END IF;
    RETURN step;
END
$function$;
COMMENT ON FUNCTION sen.layout_step(text) IS
    'Number of the last step that the tables of a programme have behind them; 0 for version 0.1.0. Null in, null out; '
    '3F000 if there is no such programme.';

CREATE FUNCTION sen.upgrade_programme(programme text, dry_run boolean DEFAULT false, dependents text DEFAULT 'refuse')
    RETURNS TABLE (step integer, extension_version text, title text, status text)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    home   CONSTANT oid := sen.owned_programme(programme);
    at     integer;
    newest CONSTANT integer := (SELECT coalesce(max(s.step), 0) FROM sen.programme_step s);
    installed CONSTANT text := (SELECT e.extversion FROM pg_extension e WHERE e.extname = 'sen_improvement');
    kept   jsonb;
    part   record;
BEGIN
    at := sen.layout_step(programme);
    IF at > newest THEN
        RAISE EXCEPTION 'programme "%" is newer than the installed extension', programme
            USING ERRCODE = 'object_not_in_prerequisite_state',
                DETAIL = format('Its tables are at step %s; version %s knows %s.', at, installed, newest),
                  HINT = 'Install the version that laid it out, then ALTER EXTENSION sen_improvement UPDATE.';
    ELSIF at = newest AND sen.programme_version(programme) = installed THEN
        RETURN;
    ELSIF coalesce(dry_run, true) THEN
        RETURN QUERY SELECT s.step, s.extension_version, s.title, 'would be done' FROM sen.programme_step s
            WHERE s.step > at
                     UNION ALL SELECT NULL, installed, 'lay out the views', 'would be done' ORDER BY 1 NULLS LAST;
        RETURN;
    END IF;
    -- Whoever else upgrades waits here, and then finds nothing to do.
    EXECUTE format('LOCK TABLE %I.programme IN SHARE ROW EXCLUSIVE MODE', programme);
    IF sen.layout_step(programme) <> at THEN
        RETURN QUERY SELECT u.* FROM sen.upgrade_programme(programme, dry_run, dependents) u;
        RETURN;
    END IF;
    -- Under their new names before they are taken down, so that grants on them, and views that others built on them,
    -- follow. What is no longer there is left out.
    FOR part IN
        SELECT split_part(r.pair, ' ', 1) AS old_name, split_part(r.pair, ' ', 2) AS new_name
        FROM sen.programme_step s CROSS JOIN LATERAL unnest(s.renames) WITH ORDINALITY r (pair, place)
        WHERE s.step > at ORDER BY s.step, r.place
    LOOP
        EXECUTE coalesce((
            SELECT CASE WHEN strpos(part.old_name, '.') = 0 THEN format('ALTER VIEW %I.%I RENAME TO %I', programme,
                            c.relname, part.new_name)
                        ELSE format('ALTER VIEW %I.%I RENAME COLUMN %I TO %I', programme, c.relname, a.attname,
                                    part.new_name) END
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = home AND c.relkind = 'v' AND c.relowner = sen.programme_owner(programme)
              AND c.relname = split_part(part.old_name, '.', 1) AND split_part(part.old_name, '.', 2) IN ('', a.attname)
                  LIMIT 1), '');
    END LOOP;
    kept := sen.take_down_views(programme, dependents);
    PERFORM set_config('search_path', format('%I, pg_temp', programme), true);
    FOR part IN SELECT s.* FROM sen.programme_step s WHERE s.step > at ORDER BY s.step LOOP
        PERFORM sen.run_part(part.file, part.body, sen.programme_owner(programme));
        EXECUTE pg_catalog.format('INSERT INTO %I.layout_step (step, extension_version, title) VALUES (%s, %L, %L)',
                                  programme, part.step, part.extension_version, part.title);
        step := part.step;
        extension_version := part.extension_version;
        title := part.title;
        status := 'done';
        RETURN NEXT;
    END LOOP;
    PERFORM sen.put_up_views(programme, kept);
    EXECUTE pg_catalog.format('UPDATE %I.programme SET extension_version = %L', programme, installed);
    PERFORM sen.analyse_programme(programme);
    step := NULL;
    extension_version := installed;
    title := 'lay out the views';
    status := 'done';
    RETURN NEXT;
END
$function$;
COMMENT ON FUNCTION sen.upgrade_programme(text, boolean, text) IS
    'Brings the tables and views of a programme to the installed version, in one transaction, and lists what was done: '
    'the steps that it lacked, then its views; no rows if there was nothing to do. With dry_run (or null) it lists '
    'what would be done, and does nothing. Dependents as for sen.lay_out_views(). For the owner of the programme '
    '(42501). 55000 for a programme newer than the extension; 3F000 if there is no such programme.';

CREATE FUNCTION sen.programmes() RETURNS TABLE (programme text, owner regrole, extension_version text,
                                                upgrade_waits boolean)
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 3
    SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    found record;
BEGIN
    FOR found IN
        SELECT n.nspname, n.nspowner::regrole AS owner,
               has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS may_read
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspowner = c.relowner
        WHERE c.relname = 'programme' AND c.relkind = 'r' AND c.relpersistence = 'p' AND n.nspname !~ '^pg_'
          AND (SELECT array_agg(a.attname::text) @> ARRAY['programme_id', 'extension_version'] FROM pg_attribute a
               WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped)
        ORDER BY n.nspname
    LOOP
        programme := found.nspname;
        owner := found.owner;
        extension_version := NULL;
        upgrade_waits := NULL;
        IF found.may_read THEN
            extension_version := sen.programme_version(programme);
            upgrade_waits := extension_version <> (SELECT e.extversion FROM pg_extension e
                                                   WHERE e.extname = 'sen_improvement');
        END IF;
        RETURN NEXT;
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.programmes() IS
    'The programmes of this database: schema, owner, the version that laid it out or last upgraded it, and whether '
    'sen.upgrade_programme() has anything to do for it. Version and the last column are empty where the caller may not '
    'read the programme.';
