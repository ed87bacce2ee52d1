-- A programme with its tables of cases in partitions says what one without says, in every view, also where the planner
-- joins and adds up partition by partition; and holds rows, keys, rights and the log alike.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL sen_improvement.as_of = '2025-12-31';
SELECT no_plan();
\set programme whole
\ir ../fixtures/ready_programme.sql
SELECT is(sen.create_programme('parted', partitions => 3),
          format('programme parted: %s tables and %s views, version %s; tables of cases in 3 partitions by '
                 'local_authority', (SELECT count(*) FROM pg_class WHERE relnamespace = 'whole'::regnamespace
                                     AND relkind = 'r'),
                 (SELECT count(*) FROM pg_class WHERE relnamespace = 'whole'::regnamespace AND relkind = 'v'),
                 sen.programme_version('whole')), 'made, and said');
SELECT bag_eq($$SELECT c.relname::text, count(*) FROM pg_class c JOIN pg_inherits i ON i.inhparent = c.oid
                WHERE c.relnamespace = 'parted'::regnamespace AND c.relkind = 'p' GROUP BY c.relname$$,
              $$SELECT d.relation, 3::bigint FROM sen.distributed_tables() d WHERE d.how = 'distributed'$$,
              'every table that Citus would distribute, and no other');
SELECT is_empty($$SELECT c.relname FROM pg_class c JOIN pg_partitioned_table p ON p.partrelid = c.oid
                  WHERE c.relnamespace = 'parted'::regnamespace AND (p.partstrat <> 'h' OR p.partattrs::text <>
                        (SELECT a.attnum::text FROM pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attname = 'local_authority'))$$,
                'by the hash of local_authority');
-- Column by column, check by check, key by key, index by index: the same table.
CREATE FUNCTION pg_temp.shape(programme text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT concat_ws(' ', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
                     pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum))
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relnamespace = programme::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    UNION ALL
    SELECT concat_ws(' ', c.relname, k.conname, replace(pg_get_constraintdef(k.oid), programme || '.', ''))
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
    WHERE c.relnamespace = programme::regnamespace AND NOT c.relispartition AND k.conparentid = 0
    UNION ALL
    SELECT concat_ws(' ', c.relname, regexp_replace(pg_get_indexdef(i.indexrelid), ' ON (ONLY )?' || programme || '.',
                                                    ' ON '), obj_description(i.indexrelid, 'pg_class'))
    FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
    WHERE c.relnamespace = programme::regnamespace AND NOT c.relispartition
$$;
SELECT bag_eq($$SELECT * FROM pg_temp.shape('parted')$$, $$SELECT * FROM pg_temp.shape('whole')$$,
              'columns, checks, keys and indexes are those of a programme without');
SELECT is_empty($$SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'parted'::regnamespace AND c.relkind = 'r'
                  AND NOT coalesce(c.reloptions @> '{autovacuum_analyze_threshold=0}', false)$$,
                'autovacuum analyses each, from a tenth of the rows on');
SELECT throws_ok(format('SELECT sen.create_programme(''bad'', %s)', n), '22023',
                 'invalid number of partitions: ' || n, n || ' partitions')
FROM unnest('{-1,0,1,65}'::integer[]) n;
SELECT throws_ok('SELECT sen.create_programme(NULL, 4)', '42602', NULL, 'no name');

SET LOCAL search_path = whole, public, pg_catalog;
\set seed 0.42
\ir ../fixtures/random_cases.sql
-- More authorities, with fewer cases each.
SELECT format('INSERT INTO whole.%1$I (%2$s) SELECT %3$s FROM whole.%1$I t '
              'CROSS JOIN unnest(''{301,302,303,304,305,306}''::text[]) WITH ORDINALITY o (code, number) '
              'WHERE t.local_authority = ''344'' AND right(%4$s, 1)::integer > o.number',
              c.relname, string_agg(a.attname, ', ' ORDER BY a.attnum),
              string_agg(CASE a.attname WHEN 'local_authority' THEN 'o.code' ELSE 't.' || a.attname END, ', '
                         ORDER BY a.attnum), CASE c.relname WHEN 'annual_review' THEN 'review_ref'
                                                            ELSE 'request_ref' END)
FROM unnest('{ehc_request,assessment_exception,advice_request,annual_review}'::text[]) WITH ORDINALITY u (name, number)
JOIN pg_class c ON c.oid = ('whole.' || u.name)::regclass
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND a.attgenerated = ''
GROUP BY c.relname, u.number ORDER BY u.number \gexec
INSERT INTO whole.case_characteristic (local_authority, request_ref, primary_need)
SELECT r.local_authority, r.request_ref, (SELECT min(primary_need) FROM whole.primary_need) FROM whole.ehc_request r;
INSERT INTO whole.plan_audit (local_authority, audit_ref, audited_on, grade, multi_agency)
SELECT a, 'T' || n, date '2025-01-01' + n * 5, (ARRAY['good', 'inadequate'])[1 + n % 2], n % 3 = 0
FROM unnest('{301,302,303,344}'::text[]) a, generate_series(1, 40) n;
INSERT INTO whole.wait (local_authority, wait_ref, service, referred_on, assessed_on)
SELECT a, 'T' || n, (SELECT min(service) FROM whole.wait_service), date '2024-06-01' + n * 5,
       CASE WHEN n % 3 > 0 THEN date '2024-06-01' + n * 9 END
FROM unnest('{301,302,303,344}'::text[]) a, generate_series(1, 40) n;
CREATE FUNCTION pg_temp.copy() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    t record;
BEGIN
    FOR t IN SELECT c.relname, (SELECT string_agg(quote_ident(x.attname), ', ' ORDER BY x.attnum) FROM pg_attribute x
                                WHERE x.attrelid = c.oid AND x.attnum > 0 AND x.attgenerated = '') AS columns
             FROM sen.programme_part p CROSS JOIN unnest(p.relations) r (name)
             JOIN pg_class c ON c.relname = r.name AND c.relnamespace = 'whole'::regnamespace
             WHERE p.kind = 'table' AND c.relname NOT IN ('programme', 'layout_step')
             ORDER BY p.position LOOP
        EXECUTE format('INSERT INTO parted.%1$I (%2$s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM whole.%1$I '
                       'ON CONFLICT DO NOTHING', t.relname, t.columns);
    END LOOP;
    FOR t IN SELECT format('UPDATE parted.definition a SET (%s) = ROW(%s) FROM whole.definition s '
                           'WHERE s.definition = a.definition', string_agg(attname, ', '),
                           string_agg('s.' || attname, ', ')) AS command
             FROM pg_attribute WHERE attrelid = 'whole.definition'::regclass AND attnum > 0
                 AND attname <> 'definition' LOOP
        EXECUTE t.command;
    END LOOP;
END $$;
SELECT pg_temp.copy();
SELECT is(sen.analyse_programme('parted'), replace(sen.analyse_programme('whole'), 'whole', 'parted'),
          'its tables are analysed');
SELECT is_empty($$SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'parted'::regnamespace
                  AND c.relkind IN ('r', 'p') AND c.reltuples < 0$$, 'and with each its partitions');
SELECT cmp_ok((SELECT count(DISTINCT tableoid) FROM parted.ehc_request), '>', 1::bigint, 'rows in several of them');

\ir ../fixtures/said_views.sql
SELECT pg_temp.read('whole', 'whole');
-- Partition by partition, whatever it costs.
CREATE FUNCTION pg_temp.plan(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    line text;
    lines text := '';
BEGIN
    FOR line IN EXECUTE 'EXPLAIN (COSTS OFF) ' || query LOOP
        lines := lines || line || E'\n';
    END LOOP;
    RETURN lines;
END $$;
SET LOCAL enable_partitionwise_aggregate = on;
SET LOCAL enable_partitionwise_join = on;
SELECT matches(pg_temp.plan('SELECT local_authority, sen.timeliness(received_on, assessment_outcome_on, false) '
                            'FROM parted.ehc_request GROUP BY 1'),
               'Append\n +->  (Hash|Group)?Aggregate\n.*\n +->  (Hash|Group)?Aggregate', 'each partition is added up');
SELECT matches(pg_temp.plan('SELECT r.local_authority, count(*) FROM parted.ehc_request r JOIN parted.advice_request a '
                            'ON a.local_authority = r.local_authority AND a.request_ref = r.request_ref GROUP BY 1'),
               '^Append\n', 'and joined');
SELECT pg_temp.read('parted', 'parted');
SELECT is_empty($$SELECT * FROM pg_temp.differ('whole', 'parted')$$, 'each view says the same');
SELECT cmp_ok((SELECT count(*) FROM said WHERE run = 'whole'), '>', 3000::bigint, 'rows were compared');
SELECT cmp_ok((SELECT count(DISTINCT view) FROM said WHERE run = 'whole'), '>', 80::bigint, 'of many views');
SELECT results_eq($$SELECT * FROM sen.board_pack('parted')$$, $$SELECT * FROM sen.board_pack('whole')$$, 'the pack');
RESET enable_partitionwise_aggregate;
RESET enable_partitionwise_join;
SELECT results_eq($$SELECT * FROM sen.board_pack('parted', NULL, '303')$$,
                  $$SELECT * FROM sen.board_pack('whole', NULL, '303')$$, 'that of one authority');
-- Of one authority, only the partitions with it are read.
SELECT is((SELECT count(DISTINCT m) FROM regexp_matches(pg_temp.plan('SELECT * FROM parted.case_status'),
                                                        ' on (ehc_request_part_.) ', 'g') m), 3::bigint,
          'all are read');
SET LOCAL sen_improvement.local_authority = '303';
SELECT is((SELECT count(DISTINCT m) FROM regexp_matches(pg_temp.plan('SELECT * FROM parted.case_status'),
                                                        ' on (ehc_request\w*) ', 'g') m), 1::bigint, 'one is read');
RESET sen_improvement.local_authority;

-- Keys and references.
SELECT throws_ok($$INSERT INTO parted.ehc_request SELECT * FROM parted.ehc_request LIMIT 1$$, '23505', NULL,
                 'a request is there once');
SELECT throws_ok($$INSERT INTO parted.advice_request (local_authority, request_ref, body, asked_on)
                   VALUES ('301', 'nobody', 'health', '2025-01-01')$$, '23503', NULL, 'advice is about a request');
INSERT INTO parted.ehc_request (local_authority, request_ref, received_on)
SELECT code::text, 'new', '2025-06-01' FROM generate_series(201, 240) code;
INSERT INTO parted.ehc_request (local_authority, request_ref, received_on)
SELECT code::text, 'new', '2025-06-02' FROM generate_series(221, 260) code
ON CONFLICT (local_authority, request_ref) DO UPDATE SET received_on = excluded.received_on;
SELECT results_eq($$SELECT received_on, count(*) FROM parted.ehc_request WHERE request_ref = 'new' GROUP BY 1
                    ORDER BY 1$$, $$VALUES (date '2025-06-01', 20::bigint), ('2025-06-02', 40)$$,
                  'a second load puts new values in the place of the old');
INSERT INTO parted.case_characteristic (local_authority, request_ref, primary_need)
SELECT '201', 'new', min(primary_need) FROM parted.primary_need;
UPDATE parted.ehc_request SET local_authority = '999' WHERE request_ref = 'new' AND local_authority = '202';
DELETE FROM parted.ehc_request WHERE request_ref = 'new';
SELECT is_empty($$SELECT FROM parted.case_characteristic WHERE request_ref = 'new'$$,
                'what goes takes its own with it');

-- Rows of text, checked and loaded.
CREATE TEMPORARY TABLE came AS
SELECT local_authority, request_ref, time_limit, exception FROM parted.assessment_exception;
SELECT is_empty($$SELECT * FROM sen.check_rows('parted.assessment_exception', 'came')$$, 'each names a request');
INSERT INTO came VALUES ('301', 'nobody', 'final_plan', 'absence_4_weeks');
SELECT is((SELECT count(*) FROM sen.check_rows('parted.assessment_exception', 'came')), 1::bigint,
          'but one, which is told once');
DELETE FROM came WHERE request_ref = 'nobody';
SELECT count(*) AS exceptions FROM parted.assessment_exception \gset
DELETE FROM parted.assessment_exception;
SELECT count(*) FROM sen.load_rows('parted.assessment_exception', 'came') \gset
SELECT is((SELECT count(*) FROM parted.assessment_exception), :'exceptions'::bigint, 'they are loaded');
-- Rows that come in through the view are analysed, too.
UPDATE pg_class SET reltuples = -1 WHERE oid = 'parted.ehc_request'::regclass
    OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'parted.ehc_request'::regclass);
INSERT INTO parted.ehc_request_intake (local_authority, request_ref, received_on)
SELECT '20' || n % 10, 'intake ' || n, '01/05/2025' FROM generate_series(1, 60) n;
SELECT is((SELECT reltuples::bigint FROM pg_class WHERE oid = 'parted.ehc_request'::regclass),
          (SELECT count(*) FROM parted.ehc_request), 'analysed after an intake');
DELETE FROM parted.ehc_request WHERE request_ref ~ '^intake';

-- A role that is limited sees its authority, and no partition by itself, not even if it is granted.
CREATE ROLE sen_tap_parted;
SELECT sen.grant_access('parted', 'sen_tap_parted', 'editor') \gset
SELECT sen.limit_access('parted', 'sen_tap_parted', '302') \gset
SET LOCAL ROLE sen_tap_parted;
SELECT results_eq('SELECT DISTINCT local_authority FROM parted.ehc_request', $$VALUES ('302')$$, 'its own');
SELECT results_eq('SELECT DISTINCT local_authority FROM parted.compliance_by_year', $$VALUES ('302')$$, 'in totals');
SELECT throws_ok($$INSERT INTO parted.ehc_request (local_authority, request_ref) VALUES ('303', 'x')$$, '42501', NULL,
                 'it writes for no other');
SELECT throws_ok('SELECT FROM parted.ehc_request_part_1', '42501', NULL, 'no partition');
RESET ROLE;
SELECT format('GRANT ALL ON parted.ehc_request_part_%s TO sen_tap_parted', n) FROM generate_series(1, 3) n \gexec
SET LOCAL ROLE sen_tap_parted;
SELECT is((SELECT count(*) FROM (SELECT FROM parted.ehc_request_part_1 UNION ALL SELECT FROM parted.ehc_request_part_2
                                 UNION ALL SELECT FROM parted.ehc_request_part_3) x), 0::bigint,
          'nor a row of one that was granted');
SELECT throws_ok($$INSERT INTO parted.ehc_request_part_1 SELECT * FROM parted.ehc_request LIMIT 1$$, '42501', NULL,
                 'nor writes it');
RESET ROLE;

-- The views are laid out anew, the log takes a table, and the rows stay.
SELECT count(*) AS requests FROM parted.ehc_request \gset
SELECT matches(sen.lay_out_views('parted'), '^programme parted: [0-9]+ views$', 'laid out');
SELECT is_empty($$SELECT * FROM sen.upgrade_programme('parted')$$, 'nothing to upgrade');
SELECT is((SELECT count(*) FROM parted.ehc_request), :'requests'::bigint, 'the rows are there');
SELECT sen.track('parted.case_event') \gset
INSERT INTO parted.case_event (local_authority, concerns, case_ref, event, happened_on, time_limit)
SELECT code::text, 'mediation', 'M', 'mediation_agreed', '2025-02-01', 'mediation_agreement_other'
FROM generate_series(301, 320) code;
UPDATE parted.case_event SET local_authority = '999' WHERE local_authority = '320';
SELECT cmp_ok((SELECT count(DISTINCT tableoid) FROM parted.case_event), '>', 1::bigint, 'events in several partitions');
SELECT bag_eq($$SELECT * FROM sen.as_of(NULL::parted.case_event, 'infinity')$$, $$SELECT * FROM parted.case_event$$,
              'the log keeps a table in partitions');
SELECT * FROM finish();
ROLLBACK;
