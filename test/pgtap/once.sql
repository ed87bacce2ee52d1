-- What several reports rest on is computed once for each of them: the
-- figures of every measure (dashboard) and how every
-- action stands (action_status), also for the pack of papers as a whole.
-- Counted by calls of functions, not read in a plan.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SET LOCAL sen_improvement.as_of = '2025-12-31';
SET LOCAL jit = off;
SELECT no_plan();

-- Every action that action_status looks at is counted by a function that nothing may leave out.
CREATE SCHEMA once_counts;
CREATE FUNCTION once_counts.seen(text) RETURNS boolean LANGUAGE plpgsql VOLATILE AS 'BEGIN RETURN true; END';
UPDATE sen.programme_part SET body = replace(body, 'WHERE a.agreed_on <= c.today',
                                             'WHERE a.agreed_on <= c.today AND once_counts.seen(a.action_id)')
WHERE body ~ 'WHERE a.agreed_on <= c.today';
\set programme once
\set cases 200
\set actions 40
\set measures 12
\set months 20
\set risks 5
\set meetings 6
\ir ../bench/large_programme.sql
SET LOCAL client_min_messages = warning;
SELECT matches(pg_get_viewdef('once.action_status'::regclass), 'once_counts\.seen', 'action_status counts');


SET LOCAL track_functions = 'all';
CREATE FUNCTION pg_temp.so_far(function text, OUT calls bigint) LANGUAGE sql AS $$
    SELECT coalesce(sum(f.calls), 0) FROM pg_stat_xact_user_functions f WHERE f.schemaname || '.' || f.funcname = $1
$$;
CREATE FUNCTION pg_temp.calls(statement text, OUT measures bigint, OUT actions bigint) LANGUAGE plpgsql AS $$
BEGIN
    measures := - pg_temp.so_far('sen.straight_line');
    actions := - pg_temp.so_far('once_counts.seen');
    EXECUTE 'CREATE TEMPORARY TABLE answer ON COMMIT DROP AS ' || statement;
    DROP TABLE answer;
    measures := measures + pg_temp.so_far('sen.straight_line');
    actions := actions + pg_temp.so_far('once_counts.seen');
END $$;
-- The function counts: once for every measure on the straight line, once on the line through its milestones.
SELECT results_eq($$SELECT * FROM pg_temp.calls('SELECT * FROM once.dashboard')$$,
                  'SELECT 2 * count(*), 0::bigint FROM once.dashboard', 'dashboard looks at every measure once');
SELECT results_eq($$SELECT * FROM pg_temp.calls('SELECT * FROM once.action_status')$$,
                  'SELECT 0::bigint, count(*) FROM once.action_status', 'action_status looks at every action once');
SELECT cmp_ok((SELECT count(*) FROM once.dashboard), '=', 12::bigint, 'there are measures');
SELECT cmp_ok((SELECT count(*) FROM once.action_status), '=', 40::bigint, 'and actions');
SELECT results_eq($$SELECT *
                    FROM pg_temp.calls('SELECT * FROM once.dashboard UNION ALL SELECT * FROM once.dashboard')$$,
                  $$VALUES (48::bigint, 0::bigint)$$, 'what is read twice is counted twice');

SELECT results_eq(format($$SELECT * FROM pg_temp.calls(%L)$$, statement), $$VALUES (24::bigint, 40::bigint)$$,
                  'each is computed once in ' || statement)
FROM unnest(ARRAY['SELECT * FROM once.area_progress', 'SELECT * FROM once.notice_judged',
                  'SELECT * FROM once.notice_compliance', 'SELECT * FROM once.self_assessment',
                  'SELECT * FROM once.step_down', 'SELECT * FROM once.board_paper',
                  $$SELECT * FROM sen.board_pack('once')$$]) statement;
-- The pack says what the views say.
SELECT is((SELECT count(*) FROM sen.board_pack('once') p
           JOIN once.dashboard d ON d.title = p.item AND d.verdict = p.in_words
           WHERE p.heading = 'Is it moving, is it on track'), 12::bigint, 'the pack has every measure');

-- A pack needs no table of its own: it is there in a transaction that may not write, as on a standby.
SAVEPOINT reading;
SET LOCAL transaction_read_only = on;
SELECT count(DISTINCT section) AS sections FROM sen.board_pack('once') \gset
ROLLBACK TO reading;
SELECT is(:sections, 37, 'a pack in a transaction that only reads');
SELECT * FROM finish();
ROLLBACK;
