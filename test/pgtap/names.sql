-- Any name: every function that takes or stores a name, with schemas, tables, columns and roles whose names need
-- quotes, each beside namesakes in small letters whose rows say something else.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
CREATE TABLE public.tap_name (id integer PRIMARY KEY, name text);
GRANT SELECT ON public.tap_name TO PUBLIC;
INSERT INTO public.tap_name VALUES
    (1, 'Capitals'), (2, 'A blank'), (3, 'Quo"te'), (4, 'It''s'), (5, 'Ünïcode ☂ 教育'), (6, repeat('ü', 31) || 'Z'),
    (7, repeat('L', 63)), (8, 'select'), (9, 'user'), (10, 'A.b'), (11, 'a, b'), (12, '""'), (13, 'back\slash'),
    (14, '$function$'), (15, '%I %s %% $1'), (16, E'line\nbreak'), (17, '-- x'), (18, '/* x'), (19, '100'), (20, ' '),
    (21, 'Sen'), (22, 'NULL'), (23, E'\u200B'), (24, '{"a": 1}'), (25, '${x}'), (26, '\n');
SELECT is((SELECT count(*) FROM public.tap_name WHERE octet_length(name) = 63), 2::bigint, 'two are as long as can be');

-- What a statement gives, as text, or the error that it ends in.
CREATE FUNCTION public.answer(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    EXECUTE statement INTO found;
    RETURN found;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || ' ' || SQLERRM;
END
$$;

-- Each is in turn the name of a role, of its schema, of a table in it, of its key, and of a value: what differs from
-- what it should be.
CREATE FUNCTION public.tried(name text) RETURNS TABLE (tested text, given text) LANGUAGE plpgsql AS $tried$
#variable_conflict use_variable
DECLARE
    t CONSTANT text := format('%1$I.%1$I', name);
    -- Other names of the same kind and length.
    other CONSTANT text := CASE WHEN octet_length(name) = 63 THEN overlay(name PLACING 'Q' FROM 1) ELSE name || 'Q' END;
    third CONSTANT text := CASE WHEN octet_length(name) = 63 THEN overlay(name PLACING 'W' FROM 1) ELSE name || 'W' END;
    small CONSTANT boolean := lower(name) IN (name, 'sen');
    key CONSTANT jsonb := jsonb_build_object(name, name);
    origin CONSTANT text := CASE WHEN name ~ '[[:cntrl:]]' THEN quote_literal('x') ELSE 'NULL' END;
    hint text;
BEGIN
    IF NOT small THEN
        EXECUTE format('CREATE SCHEMA %1$I', lower(name));
        EXECUTE format('CREATE TABLE %1$I.%1$I (%1$I text PRIMARY KEY)', lower(name));
        PERFORM sen.track(format('%1$I.%1$I', lower(name))::regclass);
        EXECUTE format('INSERT INTO %1$I.%1$I VALUES (%L)', lower(name), name);
        PERFORM sen.seal(lower(name));
    END IF;
    EXECUTE format('CREATE ROLE %I', name);
    EXECUTE format('CREATE SCHEMA %1$I AUTHORIZATION %1$I', name);
    EXECUTE format('SET LOCAL ROLE %I', name);
    EXECUTE format('CREATE TABLE %s (%I text PRIMARY KEY, %I text)', t, name, other);
    IF NOT small THEN
        EXECUTE format('CREATE TABLE %1$I.%2$I (%2$I text PRIMARY KEY)', name, lower(name));
        PERFORM sen.track(format('%I.%I', name, lower(name))::regclass);
        EXECUTE format('INSERT INTO %I.%I VALUES (%L)', name, lower(name), name);
    END IF;
    RETURN QUERY SELECT v.what, a FROM (VALUES
        ('track', format('SELECT sen.track(%L)', t), format('table %s is tracked, with no rows yet', t)),
        ('meeting', format('SELECT set_config(''sen_improvement.meeting'', %L, true)', name), name),
        ('insert', format('INSERT INTO %s VALUES (%L, %L) RETURNING 1', t, name, name), '1'),
        ('rename_column', format('SELECT sen.rename_column(%L, %L, %L)', t, other, third),
         format('column %I of table %s is now %I', other, t, third)),
        ('update', format('UPDATE %s SET %I = %L RETURNING 1', t, third, other), '1'),
        ('seal', format('SELECT version FROM sen.seal(%L, %L)', name, name), '1'),
        ('log_versions', format('SELECT label || meeting FROM %I.log_versions', name), name || name),
        ('rename of the key', format('SELECT sen.rename_column(%L, %L, %L)', t, name, other),
         format('column %I of table %s is now %I', name, t, other)),
        ('update of the key', format('UPDATE %s SET %I = %L RETURNING 1', t, other, third), '1'),
        ('changes_since_sealed_meeting', format('SELECT log_table || row_key || column_name || old_value || new_value
                                                FROM %I.changes_since_sealed_meeting WHERE row_key IS NOT NULL',
                                               name),
         concat(name, other, ' ', third, other, name, third)),
        ('seal_log', format('SELECT version FROM %I.seal_log(%L)', name, name), '2'),
        ('as_of', format('SELECT %I || %I FROM sen.as_of(null::%s, 1)', other, third, t), name || other),
        ('as_of now', format('SELECT %I || %I FROM sen.as_of(null::%s, timestamptz ''infinity'')', other, third, t),
         third || other),
        ('changes', format('SELECT key || jsonb_build_object(column_name, new_value) FROM sen.changes(%L, 1, 2) '
                           'WHERE key IS NOT NULL', t),
         jsonb_build_object(other, third)::text),
        ('log_changes', format('SELECT log_table || column_name FROM sen.log_changes(%L, 1, 2) WHERE key IS NOT NULL',
                               format('%I.ledger_block', name)), name || other),
        ('log_change_words', format('SELECT log_table || column_name || new_value FROM sen.log_change_words(%L, 1, 2) '
                                    'WHERE key IS NOT NULL', format('%I.ledger_block', name)), name || other || third),
        ('column_changes', format('SELECT string_agg(key_text || new_value, '','' ORDER BY leaf_index) '
                                  'FROM sen.column_changes(%L, %L)', format('%I.ledger_block', name),
                                  jsonb_build_object(name, jsonb_build_array(other))),
         concat(other, ' ', third, name, ',', other, ' ', third, third)),
        ('rows_as_of', format('SELECT key || row_values FROM sen.rows_as_of(%L, 1)', t),
         (jsonb_build_object(name, name) || jsonb_build_object(name, name, third, other))::text),
        ('meeting_entries', format('SELECT count(*) || max(entry_meeting) FROM sen.meeting_entries(%L, %L) '
                                   'WHERE log_table = %L', format('%I.ledger_block', name), name, name), '5' || name),
        ('log_blocks', format('SELECT count(*) > 0 FROM sen.log_blocks(%1$L, 1, %2$L, %2$L)',
                              format('%I.ledger_block', name), name), 'true'),
        ('log_leaves by table and meeting', format('SELECT count(*) FROM %1$I.log_leaves WHERE log_table = %1$L '
                                                   'AND meeting = %1$L', name), '5'),
        ('unsealed_blocks', format('SELECT count(*) FROM sen.unsealed_blocks(%L)', format('%I.ledger_block', name)),
         '0'),
        ('history', format('SELECT count(*) || min(session_role) || max(acting_role) || max(meeting) FROM '
                           'sen.history(%L, %L)', t, jsonb_build_object(other, name)),
         concat('3', session_user, name, name)),
        ('history by the name of before', format('SELECT sen.history(%L, %L)', t, key), format(
         '22023 the key has other columns than table "%s": %s', name, key)),
        ('log_leaves', format('SELECT string_agg(operation, '','' ORDER BY leaf_index) FROM %I.log_leaves '
                              'WHERE log_table = %L', name, name),
         'tracking begins,insert,columns,update,columns,update'),
        ('may_read_log', format('SELECT sen.may_read_log(%L)', format('%I.ledger_block', name)), 'true'),
        ('inclusion_proof', format('SELECT sen.inclusion_proof(%L, 0) IS NOT NULL', name), 'true'),
        ('consistency_proof', format('SELECT sen.consistency_proof(%L, 1) IS NOT NULL', name), 'true'),
        ('checkpoint', format('SELECT split_part(sen.checkpoint(%L, NULL, %s), e''\n'', 1)', name, origin),
         CASE origin WHEN 'NULL' THEN 'sen_improvement/' || name ELSE 'x' END),
        ('verify_log', format('SELECT count(*) FROM sen.verify_log(%L)', name), '0'),
        ('verify_log by a checkpoint', format('SELECT count(*) FROM sen.verify_log(%L, sen.checkpoint(%L, NULL, %s))',
                                              name, name, origin), '0'),
        ('verify_log since a checkpoint', format('SELECT count(*) FROM sen.verify_log_since(%L, '
                                                 'sen.checkpoint(%L, 1, %s))', name, name, origin), '0'),
        ('index_log', format('SELECT sen.index_log(%L)', name), '2'),
        ('owned_log', format('SELECT sen.owned_log(%L)', name), name),
        ('upgrade_log', format('SELECT sen.upgrade_log(%L)', name), format('log of schema %I', name)),
        ('create_log_index', format('SELECT sen.create_log_index(%L)', name),
         format('42P07 schema "%s" has a relation ledger_index already', name)),
        ('set_aside', format('SELECT count(*) FROM sen.set_aside(%L)', name), '0'),
        ('create_log', format('SELECT sen.create_log(%L)', name), format('42P07 schema "%s" has a log already', name)),
        ('another name', format('SELECT sen.seal(%L)', third), format('42704 schema "%s" has no log', third))) v
        (what, statement, expected),
        LATERAL public.answer(v.statement) a
        WHERE a IS DISTINCT FROM v.expected;
    -- The remedy that a hint names, as it is written there.
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER sen_track', t);
    EXECUTE format('ALTER TABLE %s ENABLE TRIGGER sen_track', t);
    BEGIN
        EXECUTE format('DELETE FROM %s', t);
    EXCEPTION WHEN object_not_in_prerequisite_state THEN
        GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
        EXECUTE 'SELECT relation FROM ' || substring(hint FROM '(sen\.guard_log\(.*\)) sets it right') INTO given;
    END;
    RETURN QUERY SELECT v.what, a FROM (VALUES
        ('guard_log', format('SELECT %L', given), name),
        ('untrack', format('SELECT sen.untrack(%L)', t), format('table %s is no longer tracked; its log stays', t)),
        ('not tracked', format('SELECT sen.untrack(%L)', t), format('42704 table %s is not tracked', t)),
        ('track again', format('SELECT sen.track(%L)', t), format('table %s is tracked, with 1 row', t)),
        ('the namesake', CASE WHEN small THEN 'SELECT 1' ELSE
            format('SELECT count(*) FROM sen.history(%L, %L)', format('%I.%I', name, lower(name)),
                   jsonb_build_object(lower(name), name)) END, '1')) v (what, statement, expected),
        LATERAL public.answer(v.statement) a
        WHERE a IS DISTINCT FROM v.expected;
    RESET ROLE;
    IF NOT small THEN
        RETURN QUERY EXECUTE format('SELECT ''namesake of the schema'', count(*)::text FROM %I.log_leaves '
                                    'HAVING count(*) <> 3', lower(name));
    END IF;
END
$tried$;
SELECT is_empty('SELECT name, tested, given FROM public.tap_name, public.tried(name) ORDER BY id', 'a log');

-- Two names that stand for something else.
CREATE SCHEMA "$user";
CREATE TABLE "$user".t (id integer PRIMARY KEY);
SELECT throws_ok($$SELECT sen.track('"$user".t')$$, '3F000', 'schema "$user" cannot have a log',
                 'a name that search_path does not take as it is');
DO $$BEGIN EXECUTE format('CREATE SCHEMA IF NOT EXISTS %I', current_user); END$$;
SELECT throws_ok($$SELECT sen.track('"$user".t')$$, '3F000', NULL, 'no log is made in the schema of the user');
ALTER SCHEMA "$user" RENAME TO "not $user";
SELECT lives_ok($$SELECT sen.track('"not $user".t')$$, 'the remedy helps');
CREATE TABLE "not $user".wide (id integer PRIMARY KEY, c text);
SELECT sen.track('"not $user".wide') AS begun \gset
INSERT INTO "not $user".wide VALUES (1, 'kept');
SELECT sen.rename_column('"not $user".wide', 'c', repeat('n', 64)) AS renamed \gset
SELECT sen.rename_column('"not $user".wide', repeat('n', 65), repeat('ü', 32)) AS renamed \gset
SELECT is((SELECT to_jsonb(w) FROM sen.as_of(null::"not $user".wide, timestamptz 'infinity') w),
          jsonb_build_object('id', 1, repeat('ü', 31), 'kept'),
          'a column is renamed to what ALTER TABLE makes of a name');
CREATE TABLE "not $user"."Whole" ("Id" integer PRIMARY KEY) PARTITION BY LIST ("Id");
CREATE TABLE "not $user"."Part 1" PARTITION OF "not $user"."Whole" FOR VALUES IN (1);
CREATE TABLE "not $user"."Part 2" (LIKE "not $user"."Whole" INCLUDING ALL);
INSERT INTO "not $user"."Part 2" VALUES (2);
SELECT sen.track('"not $user"."Whole"') AS begun \gset
ALTER EVENT TRIGGER sen_after_tables DISABLE;
ALTER TABLE "not $user"."Whole" ATTACH PARTITION "not $user"."Part 2" FOR VALUES IN (2);
SELECT is(sen.track('"not $user"."Part 2"'), 'partition "not $user"."Part 2" is tracked, with 1 row', 'a partition');
ALTER TABLE "not $user"."Whole" DETACH PARTITION "not $user"."Part 2";
SELECT is(sen.untrack('"not $user"."Part 2"'), 'table "not $user"."Part 2" can be truncated', 'that is one no more');
ALTER EVENT TRIGGER sen_after_tables ENABLE ALWAYS;
INSERT INTO "not $user"."Part 2" VALUES (3);
ALTER TABLE "not $user"."Whole" ATTACH PARTITION "not $user"."Part 2" FOR VALUES IN (2, 3);
ALTER TABLE "not $user"."Whole" DETACH PARTITION "not $user"."Part 2";
SELECT sen.flush_log() AS flushed \gset
SELECT is((SELECT array_agg(operation || ' ' || ("key" ->> 'Id') ORDER BY block_id, number)
           FROM "not $user".log_leaves WHERE log_table = 'Whole' AND "key" ->> 'Id' = '3'),
          '{present 3,delete 3}'::text[], 'its rows come and go');

-- Programmes -----------------------------------------------------------------------------
-- sen.create_programme() takes names that need no quotes, so that what is written for one programme can be used for
-- another; the schema may have any name later.
SELECT is((SELECT count(*) FROM public.tap_name n
           WHERE public.answer(format('SELECT sen.create_programme(%L)', n.name)) LIKE '42602 invalid name%'),
          24::bigint, 'a name that needs quotes is refused');
DELETE FROM public.tap_name;
INSERT INTO public.tap_name VALUES (1, 'order'), (2, 'Wirral''s "SEND" ünï 1, $x'), (3, repeat('ö', 31) || 'P');
-- What one has made goes with its subtransaction: a server has room for so many locks.
CREATE FUNCTION public.tried_programme(name text) RETURNS TABLE (tested text, given text) LANGUAGE plpgsql AS $tried$
#variable_conflict use_variable
DECLARE
    made CONSTANT text := CASE WHEN name ~ '^[a-z]+$' THEN name ELSE 'tap_names' END;
    reader CONSTANT text := overlay(name PLACING 'R' FROM 1);
    above CONSTANT text := format('%I.%I', name, reader);
    log CONSTANT text := format('%I.ledger_block', name);
    cases CONSTANT text := format('%I.ehc_request', name);
    partners CONSTANT text := format('%I.partner', name);
    others jsonb;
BEGIN
    EXECUTE format('CREATE ROLE %I', name);
    EXECUTE format('CREATE ROLE %I', reader);
    EXECUTE format('GRANT CREATE ON DATABASE %I TO %I', current_database(), name);
    EXECUTE format('SET LOCAL ROLE %I', name);
    PERFORM sen.create_programme(made);
    IF made <> name THEN
        EXECUTE format('ALTER SCHEMA %I RENAME TO %I', made, name);
        EXECUTE format('ALTER SCHEMA %I RENAME TO %I', sen.reports_schema(made), sen.reports_schema(name));
    END IF;
    EXECUTE format('CREATE VIEW %s AS SELECT * FROM %I.dashboard', above, name);
    EXECUTE format('CREATE FUNCTION %s(%I.dashboard) RETURNS text LANGUAGE sql RETURN ''x''', above, name);
    EXECUTE format('GRANT SELECT ON %s TO %I', above, reader);
    EXECUTE format('INSERT INTO %I.meeting (meeting_id, title, planned_on, source) '
                   'VALUES (%L, %L, ''2025-06-10'', ''test'')', name, name, name);
    SELECT coalesce(jsonb_object_agg(v.what, a), '{}') INTO others FROM (VALUES
        ('programmes', format('SELECT owner FROM sen.programmes() WHERE programme = %L AND NOT upgrade_waits', name),
         quote_ident(name)),
        ('programme_version', format('SELECT sen.programme_version(%L) = extversion FROM pg_extension '
                                     'WHERE extname = ''sen_improvement''', name), 'true'),
        ('layout_step', format('SELECT sen.layout_step(%L) = max(step) FROM sen.programme_step', name), 'true'),
        ('programme_owner', format('SELECT sen.programme_owner(%L, ''{dashboard}'')', name), quote_ident(name)),
        ('owned_programme', format('SELECT nspname FROM pg_namespace WHERE oid = sen.owned_programme(%L)', name), name),
        ('analyse_programme', format('SELECT sen.analyse_programme(%L) ~ ''tables analysed$''', name), 'true'),
        ('view_dependents', format('SELECT string_agg(object, '' '' ORDER BY kind DESC) FROM sen.view_dependents(%L)',
                                   name),
         format('%1$s %1$s(%2$I.dashboard)', above, name)),
        ('refuse_strangers', format('SELECT sen.refuse_strangers(%L)', name), ''),
        ('lay_out_views', format('SELECT sen.lay_out_views(%L) IS NOT NULL', name),
         format('2BP01 views of programme "%s" cannot be laid out anew while other objects depend on them', name)),
        ('lay_out_views and restore', format('SELECT sen.lay_out_views(%L, ''restore'') ~ ''views''', name), 'true'),
        ('older', format('UPDATE %I.programme SET extension_version = ''0.1.0'' RETURNING 1', name), '1'),
        ('upgrade_programme', format('SELECT status FROM sen.upgrade_programme(%L, false, ''restore'')', name), 'done'),
        ('what was above', format('SELECT has_table_privilege(%L, %L, ''SELECT'')', reader, above), 'true'),
        ('grant_access', format('SELECT sen.grant_access(%L, %L, ''secretariat'') ~ ''seals the log''', name, reader),
         'true'),
        ('intake', format('INSERT INTO %I.ehc_request_intake (local_authority, request_ref, received_on) VALUES '
                          '(''344'', %L, ''06/01/2025'') RETURNING 1', name, name), '1'),
        ('track', format('SELECT sen.track(%L)', format('%I.ehc_request', name)),
         format('table %I.ehc_request is tracked, with 1 row', name)),
        ('log', format('SELECT row_values ->> ''title'' FROM sen.history(%L, %L)', format('%I.meeting', name),
                       jsonb_build_object('meeting_id', name)), name),
        ('partner', format('INSERT INTO %I.partner VALUES (%L, %L, ''DfE'') RETURNING 1', name, name, name), '1'),
        ('outside_is_external', format('INSERT INTO %I.post (post_id, partner_id, title, attends_as) VALUES '
                                       '(%L, %L, %L, ''member'')', name, name, name, name),
         format('23514 post "%s" of %s cannot be a member of the Board', name, name)),
        ('board_pack', format('SELECT count(*) > 10 FROM sen.board_pack(%L, %L)', name, name), 'true'),
        ('no such meeting', format('SELECT sen.board_pack(%L, %L)', name, reader),
         format('22023 programme "%s" has no meeting "%s"', name, reader)),
        ('seal', format('SELECT version FROM sen.seal(%L)', name), '1'),
        ('as the secretariat', format('SELECT set_config(''role'', %L, true)', reader), reader),
        ('board_pack by the secretariat', format('SELECT count(*) > 10 FROM sen.board_pack(%L)', name), 'true'),
        ('write', format('INSERT INTO %I.meeting (meeting_id, title, planned_on, source) '
                         'VALUES (%L, %L, ''2025-07-10'', ''x'') RETURNING 1', name, reader, reader), '1'),
        ('seal_log', format('SELECT version FROM %I.seal_log(%L, %L)', name, name, name), '2'),
        ('verify_log', format('SELECT count(*) FROM sen.verify_log(%L)', name), '0'),
        ('not theirs', format('SELECT sen.guard_log(%L)', name),
         format('42501 must be owner of the log of schema "%s"', name)),
        ('as the owner', format('SELECT set_config(''role'', %L, true)', name), name),
        ('revoke_access', format('SELECT sen.revoke_access(%L, %L)', name, reader),
         format('role %I has no access to programme %I', reader, name)),
        ('guard_log', format('SELECT count(*) FROM sen.guard_log(%L)', name), '0')) v (what, statement, expected),
        LATERAL public.answer(v.statement) a
        WHERE a IS DISTINCT FROM v.expected;
    -- The other functions of a programme: once, as some of them take their time.
    IF name ~ ' ' THEN
        SELECT others || coalesce(jsonb_object_agg(v.what, a), '{}') INTO others FROM (VALUES
            ('as the owner again', format('SELECT set_config(''role'', %L, true)', name), name),
            ('plan_changes', format('SELECT count(*) > 0 FROM sen.plan_changes(%L, ''{"meeting": ["title"]}'')', log),
             'true'),
            ('deleted_later', format('SELECT count(*) FROM sen.deleted_later(%L, ''action'', NULL::jsonb)', log), '0'),
            ('is_changed_later', format('SELECT sen.is_changed_later(%L, ''meeting'')', log), 'false'),
            ('value_on_day', format('SELECT sen.value_on_day(%L, ''meeting'', %L, ''title'', ''now''::text)', log,
                                    name), 'now'),
            ('authorities_allowed', format('SELECT sen.authorities_allowed(%L)', cases), NULL),
            ('authorities_shown', format('SELECT sen.authorities_shown(%L)', cases), NULL),
            ('authority_tables', format('SELECT count(*) > 10 FROM sen.authority_tables(%L)', name), 'true'),
            ('data_day', format('SELECT sen.data_day(''casework'', %L) = sen.today()', format('%I.data_source', name)),
             'true'),
            ('state_data_day', format('SELECT sen.state_data_day(%L, %L, ''2025-06-01'', %1$L)', name, reader),
             format('22023 programme "%s" has no source "%s"', name, reader)),
            ('load_order', format('SELECT count(*) > 20 FROM sen.load_order(%L)', quote_ident(name)), 'true'),
            ('template', format('SELECT count(*) > 1 FROM sen.template(%L)', partners), 'true'),
            ('intake_example', format('SELECT sen.intake_example(%L, ''name'')', partners), 'In words'),
            ('intake_example_row', format('SELECT sen.intake_example_row(%L) ->> ''partner_id''', partners), 'A1'),
            ('intake_table', format('SELECT sen.intake_table(%L)', partners), 'partner_rows'),
            ('a row', format('INSERT INTO partner_rows (partner_id, name, sector) VALUES (%L, %1$L, ''DfE'') '
                             'RETURNING 1', reader), '1'),
            ('check_rows', format('SELECT count(*) FROM sen.check_rows(%L)', partners), '0'),
            ('load_rows', format('SELECT rows_new FROM sen.load_rows(%L)', partners), '1'),
            ('loaded', format('SELECT name FROM %s WHERE partner_id = %L', partners, reader), reader),
            ('export_columns', format('SELECT sen.export_columns(%L, %1$L)', name), '42P01 there is no export to read'),
            ('export_report', format('SELECT sen.export_report(%L, %1$L)', name), '42P01 there is no export to read'),
            ('map_export', format('SELECT sen.map_export(%L, %1$L, ''partner'')', name),
             '42P01 there is no export to read'),
            ('limits_from', format('SELECT count(*) > 0 FROM sen.limits_from(''request_received'', ''2025-01-06'', %L)',
                                   name), 'true'),
            ('match_key', format('SELECT sen.match_key(%L, %L)', quote_ident(name), name), NULL),
            ('report_views', format('SELECT count(*) > 10 FROM sen.report_views(%L)', name), 'true'),
            ('reports_schema', format('SELECT count(*) FROM pg_namespace WHERE nspname = sen.reports_schema(%L)', name),
             '1'),
            ('paper_rows', format('SELECT count(*) > 10 FROM sen.paper_rows(%L)', name), 'true'),
            ('pack_day', format('SELECT sen.pack_day(%L, %1$L) IS NOT NULL', name), 'true'),
            ('refuse_paper', format('SELECT sen.refuse_paper(%L, %1$L)', name),
             format('55000 programme "%s" is not laid out as the installed version needs it', name)),
            ('refuse_authority', format('SELECT sen.refuse_authority(%L, %1$L)', name),
             format('22023 programme "%1$s" has no authority "%1$s"', name)),
            ('area_pack', format('SELECT sen.area_pack(%L, 1, %1$L)', name),
             format('22023 programme "%1$s" has no area 1 of notice "%1$s"', name)),
            ('area_pages', format('SELECT sen.area_pages(%L, 1, %1$L)', name),
             format('22023 programme "%1$s" has no area 1 of notice "%1$s"', name)),
            ('stocktake_annex', format('SELECT count(*) > 0 FROM sen.stocktake_annex(%L)', name), 'true'),
            ('own_assessment', format('SELECT count(*) > 0 FROM sen.own_assessment(%L)', name), 'true'),
            ('board_pages', format('SELECT count(*) > 10 FROM sen.board_pages(%L, %1$L)', name), 'true'),
            ('annex_pages', format('SELECT count(*) > 0 FROM sen.annex_pages(%L)', name), 'true'),
            ('assessment_pages', format('SELECT count(*) > 0 FROM sen.assessment_pages(%L)', name), 'true'),
            ('recovery_stood', format('SELECT count(*) > 0 FROM sen.recovery_stood(%L, ''2025-06-01'')', name), 'true'),
            ('recovery_backtest', format('SELECT count(*) > 0 FROM sen.recovery_backtest(%L, ''2025-06-01'', 2, 2)',
                                         name), 'true'),
            ('project_scenarios', format('SELECT sen.project_scenarios(%L, %1$L)', name),
             format('22023 programme "%1$s" has no scenario "%1$s"', name)),
            ('scenario_arrivals', format('SELECT count(*) > 0 FROM sen.scenario_arrivals(%L, %1$L, (SELECT sen.pace('
                                         'date ''2025-01-01'', date ''2025-06-01'', NULL, date ''2025-01-01'', '
                                         'date ''2025-12-31'')), ''2025-12-31'', ''2026-07-01'')', name), 'true'),
            ('sen2_case_refs', format('SELECT count(*) FROM sen.sen2_case_refs(%L, 1)', quote_ident(name)), '0'),
            ('sen2_differences', format('SELECT count(*) FROM sen.sen2_differences(%L, 1)', quote_ident(name)), '0'),
            ('sen2_unlike_published', format('SELECT count(*) FROM sen.sen2_unlike_published(%L, 1)',
                                             quote_ident(name)), '0'),
            ('use_sen2', format('SELECT sen.use_sen2(%L, 1)', quote_ident(name)), '22023 there is no submission 1'),
            ('load_sen2_files', format('SELECT sen.load_sen2_files(%L)', quote_ident(name)),
             '42P01 the file of module "sen2" is missing'),
            ('load_sen2', format('SELECT sen.load_sen2(%L, ''x'', %L)', quote_ident(name), name),
             '2200M the file is no whole XML document: it breaks off in line 1'),
            ('check_release', format('SELECT sen.check_release(%L, %1$L, %1$L, ''x'')', name),
             format('22P04 file "%s" has no header that is known', name)),
            ('load_release', format('SELECT sen.load_release(%L, %1$L, %1$L, ''x'')', name),
             format('23503 release "%s" is not known', name)),
            ('limit_access', format('SELECT sen.limit_access(%L, %L, ''344'')', name, reader),
             format('role %I sees authority 344 of programme %I, and no other', reader, name)),
            ('take_down_reports', format('SELECT sen.take_down_reports(%L) ? ''views''', name), 'true'),
            ('put_up_reports', format('SELECT sen.put_up_reports(%L, ''[]'') > 10', name), 'true'),
            ('take_down_views', format('SELECT sen.take_down_views(%L, ''restore'') ? ''reports''', name), 'true'),
            ('put_up_views', format('SELECT sen.put_up_views(%L, ''[]'') ~ ''views''', name), 'true'),
            ('gather_cases', format('SELECT sen.gather_cases(%L)', name), '32'),
            ('has_gathered', format('SELECT sen.has_gathered(%L)', name), 'true'),
            ('gather_functions', format('SELECT count(*) FROM sen.gather_functions(%L)', name), '32'),
            ('gathered_table', format('SELECT sen.gathered_table(g.routine) = to_regclass(%L) FROM '
                                      'sen.gather_functions(%L) g WHERE g.relation = ''wait'' LIMIT 1',
                                      format('%I.wait', name), name),
             'true'),
            ('gathered', format('SELECT count(*) >= 0 FROM %I.ehc_request_gathered(''{344}'')', name), 'true'),
            ('count_gathered', format('SELECT sen.count_gathered(%L)', name), ''),
            ('run_part', format('SELECT sen.run_part(%1$L, ''SELECT 1'', %2$L)', name, quote_ident(name)), ''),
            ('refuse_to_distribute', format('SELECT sen.refuse_to_distribute(%L)', name),
             '55000 extension "citus" is not in this database'),
            ('distribute', format('SELECT sen.distribute(%L)', name),
             '55000 extension "citus" is not in this database'),
            ('drop_gathered', format('SELECT sen.drop_gathered(%L)', name), '32'))
            v (what, statement, expected),
            LATERAL public.answer(v.statement) a
        WHERE a IS DISTINCT FROM v.expected;
    END IF;
    RAISE EXCEPTION USING ERRCODE = 'TR000';
EXCEPTION WHEN SQLSTATE 'TR000' THEN
    RETURN QUERY SELECT * FROM jsonb_each_text(others);
END
$tried$;
SELECT is_empty('SELECT name, tested, given FROM public.tap_name, public.tried_programme(name) ORDER BY id',
                'a programme');
-- Every function that takes the name of a relation, schema, role or column was called above; but for those that only
-- put a name into a message, and parts of others that are called with what those were given.
SELECT is_empty($$SELECT p.oid::regprocedure FROM pg_proc p
    WHERE p.pronamespace = 'sen'::regnamespace AND p.prokind = 'f'
    AND (p.proargtypes::oid[] && '{regclass,regrole,regnamespace}'::regtype[]::oid[]
         OR EXISTS (SELECT FROM generate_series(1, p.pronargs) i
                    WHERE p.proargnames[i] IN ('programme', 'schema_name', 'log', 'role_name', 'column_name',
                                               'table_name', 'old_name', 'new_name')))
    AND p.proname !~ ('^(check_value|check_record_date|read_date|read_boolean|take_rows|take_release|intake_(columns|'
                      'words|name|source|passes|refused|titled|judge|references|problems)|'
                      'sen2_(refuse_twice|keep.*))$')
    AND NOT EXISTS (SELECT FROM pg_proc t WHERE t.oid IN ('public.tried(text)'::regprocedure,
                                                          'public.tried_programme(text)'::regprocedure)
                    AND t.prosrc ~ ('sen\.' || p.proname || '\('))$$, 'none is left out');
\set programme tap_user
\ir ../fixtures/ready_programme.sql
ALTER SCHEMA tap_user RENAME TO "$user";
SELECT throws_ok('SELECT sen.lay_out_views(''$user'')', '3F000', 'schema "$user" cannot be that of a programme',
                 'a programme of which search_path takes the name for another');
SELECT * FROM finish();
ROLLBACK;
