-- The session keeps the plan of the pack: a second pack does not make it again, and none is told from a plan, or for
-- a programme, that is no longer there.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL sen_improvement.as_of = '2025-12-31';
SET LOCAL jit = off;
SELECT no_plan();

-- The planner calls a function that is IMMUTABLE, and no execution does.
CREATE SCHEMA kept_counts;
CREATE FUNCTION kept_counts.planned(integer) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN true; END';
UPDATE sen.programme_part SET body = replace(body, 'WHERE a.agreed_on <= c.today',
                                             'WHERE a.agreed_on <= c.today AND kept_counts.planned(1)')
WHERE body ~ 'WHERE a.agreed_on <= c.today';
SELECT sen.create_programme('kept') \gset
SET LOCAL track_functions = 'all';
CREATE FUNCTION pg_temp.planned(of_function text DEFAULT 'board_pack', OUT planned boolean) LANGUAGE plpgsql AS $$
DECLARE
    so_far text := 'SELECT coalesce(sum(f.calls), 0) FROM pg_stat_xact_user_functions f '
                   'WHERE f.schemaname = ''kept_counts''';
    before bigint;
    now bigint;
BEGIN
    EXECUTE so_far INTO before;
    EXECUTE format('SELECT count(*) FROM sen.%I(''kept'')', of_function);
    EXECUTE so_far INTO now;
    planned := now > before;
END $$;
-- A session that is too far behind with what others changed throws away all that it keeps, once.
CREATE FUNCTION pg_temp.planned_again(of_function text DEFAULT 'board_pack', OUT planned boolean) LANGUAGE plpgsql AS $$
BEGIN
    planned := pg_temp.planned(of_function) AND pg_temp.planned(of_function);
END $$;
CREATE FUNCTION pg_temp.plans(OUT plans bigint) LANGUAGE sql AS
    $$SELECT count(*) FROM pg_backend_memory_contexts WHERE name = 'plan of a pack'$$;
-- What the kept plan says, and what a plan of this moment says.
CREATE FUNCTION pg_temp.differs(OUT rows bigint) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE 'WITH pack AS MATERIALIZED (SELECT p.* FROM sen.board_pack(''kept'') p),
                 paper AS MATERIALIZED (SELECT section, heading, line, item, in_words, detail FROM kept.board_paper)
             SELECT count(*) FROM ((TABLE pack EXCEPT ALL TABLE paper)
                                   UNION ALL (TABLE paper EXCEPT ALL TABLE pack)) d' INTO rows;
END $$;
SELECT is(pg_temp.plans(), 0::bigint, 'no plan is kept before the first pack');
SELECT is(pg_temp.planned(), true, 'the first pack is planned');
SELECT is(pg_temp.planned_again(), false, 'the second is not');
SELECT is(pg_temp.planned_again('board_pages'), false, 'nor are the pages of it');
SELECT is(pg_temp.differs(), 0::bigint, 'the pack of an empty programme');
SELECT is(pg_temp.plans(), 1::bigint, 'packs and pages have one plan');
-- Each row of the view is in the pages, with what it rests on; what has a word for it is counted.
SELECT results_eq($$SELECT p.words FROM sen.board_pages('kept', whole => true, page_lines => NULL) p$$,
    $$SELECT p.words FROM (SELECT jsonb_agg(to_jsonb(b) || jsonb_build_object('new_page', b.section = 2)
                                        ORDER BY b.section, b.line) AS paper FROM kept.board_paper b) x
      CROSS JOIN LATERAL sen.paper_pages('Papers for the Board, as on 31 December 2025', x.paper, true, 98, NULL) p$$,
    'pages of an empty programme');

-- The planner does not hear of rows that come: the plan of the empty table has to be thrown away all the same.
INSERT INTO kept.ehc_request (local_authority, request_ref, received_on)
SELECT '344', g::text, date '2025-06-01' + g % 200 FROM generate_series(1, 5000) g;
SELECT is(pg_temp.planned(), true, 'a table that has grown is planned for');
SELECT is(pg_temp.planned_again(), false, 'once');
SELECT is(pg_temp.differs(), 0::bigint, 'rows that came later are in the pack');
INSERT INTO kept.objective (objective_id, plan, title, agreed_on) VALUES ('o', 'Plan', 'Seen sooner', '2025-01-01');
INSERT INTO kept.partner VALUES ('council', 'Council', 'local government');
INSERT INTO kept.post (post_id, partner_id, title, attends_as) VALUES ('head', 'council', 'Head of SEND', 'member');
INSERT INTO kept.measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                          target_value, how_measured, every_months, owner_post)
VALUES ('m', 'o', 'Seen within 6 weeks', 'percent', 'increase', '2025-01-01', 10, '2026-08-31', 20, 'of all', 12,
        'head');
INSERT INTO kept.measurement (measure_id, period_to, value) VALUES ('m', '2025-11-30', 21);
SELECT results_eq($$SELECT p.words FROM sen.board_pages('kept', page_lines => NULL) p
                    WHERE p.words ~ '^(- 1 met|Rests on the latest figure)'$$,
    $$SELECT v.words FROM (VALUES (1, 'Rests on the latest figure of each measure, counted or typed in.'),
                                  (2, '- 1 met: Seen within 6 weeks'),
                                  (3, 'Rests on the latest figure of each measure, counted or typed in.'),
                                  (4, 'Rests on the latest figure of each measure, counted or typed in.'))
          v (place, words) ORDER BY v.place$$,
    'pages say what sections rest on, and count what is well');
SELECT is(pg_temp.plans(), 1::bigint, 'still one plan');

SET LOCAL sen_improvement.as_of = '2025-07-31';
SELECT is(pg_temp.planned_again(), false, 'another day needs no other plan');
SELECT is(pg_temp.differs(), 0::bigint, 'the pack of another day');
SELECT sen.lay_out_views('kept') \gset
SELECT is(pg_temp.differs(), 0::bigint, 'after the views were made anew');
-- Another programme under the same name.
ALTER SCHEMA kept RENAME TO kept_before;
ALTER SCHEMA kept_reports RENAME TO kept_before_reports;
\set programme kept
\ir ../fixtures/ready_programme.sql
SELECT is(pg_temp.differs(), 0::bigint, 'of another programme that has the name now');
SELECT is((SELECT count(*) FROM sen.board_pack('kept') WHERE in_words LIKE '%5,000%'), 0::bigint,
          'which has no requests');
SELECT cmp_ok((SELECT count(*) FROM sen.board_pack('kept_before') p
               WHERE p.heading LIKE 'EHC plans%' AND p.item LIKE 'Requests still open on%'), '=', 1::bigint,
              'and of the first one by its new name');
SELECT is(pg_temp.plans(), 2::bigint, 'two programmes have two plans');
ALTER SCHEMA kept_before RENAME TO kept_again;
SELECT is((SELECT count(*) > 0 FROM sen.board_pack('kept_again')), true, 'a third name');
SELECT is(pg_temp.plans(), 2::bigint, 'more than two are not kept');
SELECT throws_ok('SELECT * FROM sen.paper_rows(''kept_before'')', '3F000', NULL, 'no such programme');
SELECT throws_ok('SELECT * FROM sen.paper_rows(''sen'')', '3F000', NULL, 'no programme');

-- The rights are those of who asks, at that moment.
CREATE ROLE kept_reader;
SET LOCAL ROLE kept_reader;
SELECT throws_ok('SELECT * FROM sen.paper_rows(''kept'')', '42501', NULL, 'a plan gives nobody a right');
RESET ROLE;
SELECT * FROM finish();
ROLLBACK;
