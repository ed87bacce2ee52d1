-- Room programme: a programme whose tables of cases lie on several servers, by Citus. Nothing here needs Citus to be
-- installed.

CREATE FUNCTION sen.has_citus() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
RETURN EXISTS (SELECT FROM pg_catalog.pg_extension e WHERE e.extname = 'citus');
COMMENT ON FUNCTION sen.has_citus() IS 'Is the extension citus in this database? Never null.';

CREATE FUNCTION sen.set_citus(setting text, value text) RETURNS text
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    before text;
BEGIN
    IF value IS NULL OR NOT sen.has_citus() THEN
        RETURN NULL;
    END IF;
    before := current_setting('citus.' || setting, true);
    IF before IS DISTINCT FROM value THEN
        PERFORM set_config('citus.' || setting, value, true);
    END IF;
    RETURN before;
END
$function$;
COMMENT ON FUNCTION sen.set_citus(text, text) IS
    'Gives a setting of Citus a value until the transaction ends, and returns the one it had; in a database without '
    'the extension citus nothing is done. Null where nothing is done, or for null.';

CREATE FUNCTION sen.refuse_to_distribute(programme text) RETURNS void
    LANGUAGE plpgsql STABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    home  CONSTANT oid := sen.owned_programme(programme);
    named text;
BEGIN
    PERFORM sen.programme_owner(programme, (SELECT array_agg(d.relation) FROM sen.distributed_tables() d));
    IF NOT sen.has_citus() THEN
        RAISE EXCEPTION 'extension "citus" is not in this database'
            USING ERRCODE = 'object_not_in_prerequisite_state',
                HINT = 'Citus distributes the tables: install it on every server, and make its extension in this '
                       'database.';
    ELSIF sen.layout_step(programme) <> (SELECT coalesce(max(s.step), 0) FROM sen.programme_step s) THEN
        RAISE EXCEPTION 'the tables of programme "%" are not those of the installed version', programme
            USING ERRCODE = 'object_not_in_prerequisite_state',
                HINT = 'sen.upgrade_programme() brings tables and views to it.';
    END IF;
    SELECT string_agg(format('%I.%I', programme, c.relname), ', ' ORDER BY c.relname) INTO named
    FROM pg_class c JOIN sen.distributed_tables() d ON d.relation = c.relname
    WHERE c.relnamespace = home AND EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = c.oid AND NOT g.tgisinternal
                                            AND g.tgfoid = 'sen.track_row()'::regprocedure);
    IF named IS NOT NULL THEN
        RAISE EXCEPTION 'tables that are tracked cannot be distributed'
            USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = 'There are: ' || named || '.',
            HINT = 'End that with sen.untrack; what the log holds of them stays.';
    END IF;
    SELECT string_agg(format('%I.%I', programme, c.relname), ', ' ORDER BY c.relname) INTO named
    FROM pg_class c JOIN sen.distributed_tables() d ON d.relation = c.relname
    WHERE c.relnamespace = home AND c.relkind = 'p';
    IF named IS NOT NULL THEN
        RAISE EXCEPTION 'tables in partitions cannot be distributed'
            USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = 'There are: ' || named || '.',
                HINT = 'Make a programme without partitions, load the rows there, and distribute that.';
    END IF;
    SELECT string_agg(format('%I on %I.%I', g.tgname, programme, c.relname), ', ' ORDER BY c.relname, g.tgname)
    INTO named
    FROM pg_class c JOIN sen.distributed_tables() d ON d.relation = c.relname
    JOIN pg_trigger g ON g.tgrelid = c.oid AND NOT g.tgisinternal
    WHERE c.relnamespace = home;
    IF named IS NOT NULL THEN
        RAISE EXCEPTION 'tables with triggers cannot be distributed' USING ERRCODE = 'object_not_in_prerequisite_state',
            DETAIL = 'There are: ' || named || '.', HINT = 'Citus refuses them: drop the triggers.';
    END IF;
    SELECT string_agg(format('%I.%I', programme, c.relname), ', ' ORDER BY c.relname) INTO named
    FROM pg_class c JOIN sen.distributed_tables() d ON d.relation = c.relname
    WHERE c.relnamespace = home AND NOT sen.has_gathered(programme)
        AND (c.relrowsecurity OR EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid));
    IF named IS NOT NULL THEN
        RAISE EXCEPTION 'tables with row-level security cannot be distributed'
            USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = 'There are: ' || named || '.',
                HINT = 'Drop the policies and disable row-level security; afterwards limit the roles again with '
                       'sen.limit_access.';
    END IF;
    SELECT string_agg(format('%I of %s', k.conname, k.conrelid::regclass), ', ' ORDER BY k.conname) INTO named
    FROM pg_constraint k
    JOIN pg_class a ON a.oid = k.conrelid JOIN pg_class b ON b.oid = k.confrelid
    WHERE k.contype = 'f'
      AND (a.relnamespace = home AND a.relname IN (SELECT d.relation FROM sen.distributed_tables() d))
          <> (b.relnamespace = home AND b.relname IN (SELECT d.relation FROM sen.distributed_tables() d));
    IF named IS NOT NULL THEN
        RAISE EXCEPTION 'references between tables that are distributed and tables that are not'
            USING ERRCODE = 'object_not_in_prerequisite_state', DETAIL = 'There are: ' || named || '.',
                HINT = 'A reference cannot lead from one server to another: drop these constraints.';
    END IF;
END
$function$;
COMMENT ON FUNCTION sen.refuse_to_distribute(text) IS
    'Refuses a programme that sen.distribute() cannot distribute: without Citus, of another version, with tables of '
    'cases that are tracked, have partitions, triggers or row-level security, or with references between these and '
    'other tables (55000, naming them). '
    'For the owner of the programme (42501). 3F000 if there is no such programme.';

CREATE FUNCTION sen.distribute(programme text, dependents text DEFAULT 'refuse')
    RETURNS TABLE (step integer, what text, row_count bigint, seconds numeric)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning
AS $function$
#variable_conflict use_column
DECLARE
    begun  timestamptz := clock_timestamp();
    mode   text;
    done   boolean;
    kept   jsonb;
    part   record;
    counted bigint;
    keys   text[];
    dropped text[];
    again  text;
BEGIN
    PERFORM sen.refuse_to_distribute(programme);
    -- Reference tables and tables that refer to them change together only one shard after the other.
    mode := sen.set_citus('multi_shard_modify_mode', 'sequential');
    kept := sen.take_down_views(programme, dependents);
    step := 1;
    what := 'views are taken down';
    seconds := round(extract(epoch FROM clock_timestamp() - begun)::numeric, 1);
    RETURN NEXT;
    -- Without the references between them: else Citus takes a table that refers to a reference table for one that
    -- stays.
    SELECT array_agg(format('ALTER TABLE %s ADD CONSTRAINT %I %s', k.conrelid::regclass, k.conname,
                            pg_get_constraintdef(k.oid)) ORDER BY k.conname),
           array_agg(format('ALTER TABLE %s DROP CONSTRAINT %I', k.conrelid::regclass, k.conname))
    INTO keys, dropped
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN sen.distributed_tables() d ON d.relation = c.relname
    WHERE c.relnamespace = programme::regnamespace AND k.contype = 'f' AND k.conparentid = 0;
    FOREACH again IN ARRAY coalesce(dropped, '{}') LOOP
        EXECUTE again;
    END LOOP;
    FOR part IN
        SELECT d.relation, d.how, format('%I.%I', programme, d.relation) AS name
        FROM sen.distributed_tables() WITH ORDINALITY d (relation, how, place) ORDER BY d.place
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM pg_catalog.pg_dist_partition d WHERE d.logicalrelid = $1::regclass '
                'AND (d.partmethod = ''h'' OR d.repmodel = ''t''))'
            INTO done USING part.name;
        CONTINUE WHEN done;
        begun := clock_timestamp();
        EXECUTE format('SELECT pg_catalog.count(*) FROM %s', part.name) INTO counted;
        IF part.how = 'reference' THEN
            EXECUTE 'SELECT pg_catalog.create_reference_table($1::regclass)' USING part.name;
        ELSE
            EXECUTE 'SELECT pg_catalog.create_distributed_table($1::regclass, ''local_authority'', '
                    'colocate_with => $2)'
                USING part.name, CASE part.relation WHEN 'ehc_request' THEN 'none'
                                      ELSE format('%I.ehc_request', programme) END;
        END IF;
        -- What was copied from would stay on the disk, where nobody sees it.
        EXECUTE 'SELECT pg_catalog.truncate_local_data_after_distributing_table($1::regclass)' USING part.name;
        step := step + 1;
        what := CASE part.how WHEN 'reference' THEN part.relation || ' is copied to every server'
                     ELSE part.relation || ' is distributed by local_authority' END;
        row_count := counted;
        seconds := round(extract(epoch FROM clock_timestamp() - begun)::numeric, 1);
        RETURN NEXT;
    END LOOP;
    begun := clock_timestamp();
    FOREACH again IN ARRAY coalesce(keys, '{}') LOOP
        EXECUTE again;
    END LOOP;
    step := step + 1;
    what := 'references are checked';
    row_count := NULL;
    seconds := round(extract(epoch FROM clock_timestamp() - begun)::numeric, 1);
    RETURN NEXT;
    begun := clock_timestamp();
    PERFORM sen.put_up_views(programme, kept || '{"gathered": true}');
    PERFORM sen.count_gathered(programme);
    PERFORM sen.set_citus('multi_shard_modify_mode', mode);
    step := step + 1;
    what := 'views are laid out for it';
    seconds := round(extract(epoch FROM clock_timestamp() - begun)::numeric, 1);
    RETURN NEXT;
END
$function$;
COMMENT ON FUNCTION sen.distribute(text, text) IS
    'Hands the tables of cases of a programme to Citus, empty or full: distributed by local_authority, each beside '
    'ehc_request, with the words that they refer to as reference tables (sen.distributed_tables()); then lays out its '
    'views for it, in one transaction. One row for each step: what was done, how many rows moved, how long it took. '
    'What is done already stays, so it can be called again. Dependents as for sen.lay_out_views(). For the owner of '
    'the programme (42501). Refuses what sen.refuse_to_distribute() names (55000).';
