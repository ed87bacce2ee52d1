-- Partitions of a tracked table come and go, in every way: the log has the rows of the table, and none is truncated.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();
CREATE ROLE sen_tap_part_owner;
CREATE SCHEMA tap_parts AUTHORIZATION sen_tap_part_owner;
CREATE SCHEMA tap_elsewhere AUTHORIZATION sen_tap_part_owner;
SET LOCAL ROLE sen_tap_part_owner;
SET LOCAL search_path = tap_parts, public;

CREATE TABLE "Whole" (id integer, area text, v text, PRIMARY KEY (id, area)) PARTITION BY LIST (area);
CREATE TABLE north PARTITION OF "Whole" FOR VALUES IN ('n');
INSERT INTO "Whole" VALUES (1, 'n', 'one');
SELECT sen.track('"Whole"') \g /dev/null
CREATE FUNCTION logged() RETURNS text LANGUAGE sql AS
    $$SELECT string_agg((to_jsonb(w) - 'v') ->> 'id', ' ' ORDER BY id) FROM sen.as_of(null::"Whole", 'infinity') w$$;
CREATE FUNCTION there() RETURNS text LANGUAGE sql AS $$SELECT string_agg(id::text, ' ' ORDER BY id) FROM "Whole"$$;
-- What the log was given since this was asked last.
CREATE TABLE asked (entries bigint);
INSERT INTO asked SELECT count(*) FROM ledger_block b, sen.block_leaves(b.entries);
CREATE FUNCTION news() RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
    found text[];
BEGIN
    PERFORM sen.flush_log();
    SELECT array_agg(e.operation || ' ' || coalesce(e.row_values ->> 'id', '') ORDER BY n)
    INTO found FROM (SELECT l.leaf, row_number() OVER (ORDER BY b.block_id, l.number) AS n
                     FROM ledger_block b, sen.block_leaves(b.entries) l) x, sen.leaf_entry(x.leaf) e
    WHERE x.n > (SELECT entries FROM asked);
    UPDATE asked SET entries = (SELECT count(*) FROM ledger_block b, sen.block_leaves(b.entries));
    RETURN found;
END
$$;
SELECT news() \g /dev/null

-- Attached, with rows, in another order of columns, in another schema
CREATE TABLE tap_elsewhere.south (v text, area text NOT NULL, gone text, id integer NOT NULL);
ALTER TABLE tap_elsewhere.south DROP gone;
INSERT INTO tap_elsewhere.south VALUES ('two', 's', 2), ('three', 's', 3);
ALTER TABLE "Whole" ATTACH PARTITION tap_elsewhere.south FOR VALUES IN ('s');
SELECT is(news(), '{P 2,P 3}'::text[], 'the rows of a partition that is attached are entered');
SELECT throws_ok('TRUNCATE tap_elsewhere.south', '55000', 'table "south" is tracked and cannot be truncated',
                 'and it cannot be truncated');
UPDATE "Whole" SET v = 'drei' WHERE id = 3;
DELETE FROM tap_elsewhere.south WHERE id = 2;
SELECT is(news(), '{U 3,D 2}'::text[], 'what changes in it is kept');
SELECT is(logged(), there(), 'and read');
SELECT is(sen.track('tap_elsewhere.south'), 'partition tap_elsewhere.south is tracked already, with its rows',
          'sen.track() has nothing left to do');

-- Attached with partitions of its own
CREATE TABLE east (LIKE "Whole" INCLUDING ALL) PARTITION BY RANGE (id);
CREATE TABLE east_low PARTITION OF east FOR VALUES FROM (0) TO (100);
CREATE TABLE east_high PARTITION OF east FOR VALUES FROM (100) TO (200);
INSERT INTO east VALUES (4, 'e', 'four'), (104, 'e', 'far');
ALTER TABLE "Whole" ATTACH PARTITION east FOR VALUES IN ('e');
SELECT is((SELECT array_agg(n ORDER BY n) FROM unnest(news()) n), '{P 104,P 4}'::text[],
          'those of its partitions, too');
SELECT throws_ok('TRUNCATE ' || t, '55000', NULL, 'TRUNCATE ' || t)
FROM unnest('{east,east_low,east_high}'::text[]) t;
-- Made, empty, below a partition
CREATE TABLE east_top PARTITION OF east FOR VALUES FROM (200) TO (300);
CREATE TABLE west PARTITION OF "Whole" FOR VALUES IN ('w');
SELECT is(news(), NULL::text[], 'one that is made has no rows');
SELECT throws_ok('TRUNCATE east_top', '55000', NULL, 'but cannot be truncated later');
SELECT throws_ok('TRUNCATE west', '55000', NULL, 'wherever it is');
INSERT INTO "Whole" VALUES (201, 'e', 'top'), (5, 'w', 'five');
SELECT is(news(), '{I 201,I 5}'::text[], 'and is tracked');

-- Detached
SELECT is(logged(), '1 3 4 5 104 201', 'all rows');
ALTER TABLE "Whole" DETACH PARTITION tap_elsewhere.south;
SELECT is(news(), '{D 3}'::text[], 'the rows of a partition that is detached are removed');
SELECT lives_ok('TRUNCATE tap_elsewhere.south', 'it is a table like any other');
SELECT is(news(), NULL::text[], 'of which the log says nothing');
ALTER TABLE east DETACH PARTITION east_high;
SELECT is(news(), '{D 104}'::text[], 'also below a partition');
DROP TABLE IF EXISTS nothing, east_top;
SELECT is(news(), '{D 201}'::text[], 'or dropped');
ALTER TABLE "Whole" DETACH PARTITION east;
SELECT is(news(), '{D 4}'::text[], 'or detached with partitions of its own');
SELECT lives_ok('TRUNCATE east', 'which all are tables like any other');
SELECT is(logged(), there(), 'what is left');
ALTER TABLE east DROP CONSTRAINT east_pkey, ADD PRIMARY KEY (id, area);
ALTER TABLE "Whole" ATTACH PARTITION east FOR VALUES IN ('e');
INSERT INTO "Whole" VALUES (6, 'e', 'back');
SELECT is(news(), '{I 6}'::text[], 'and back again');
SELECT is(logged(), there(), 'as it is');
SELECT throws_ok('ALTER TABLE "Whole" DETACH PARTITION west CONCURRENTLY', '0A000',
                 'partition "west" of a tracked table cannot be detached concurrently', 'not concurrently');

-- What fails leaves nothing
SELECT throws_ok('ALTER TABLE "Whole" DETACH PARTITION west, ADD COLUMN v text', NULL, NULL, 'a command that fails');
CREATE TABLE stays (id integer, area text, v text, PRIMARY KEY (id, area), CHECK (area = 'x'));
INSERT INTO stays VALUES (7, 'x', 'seven');
SELECT throws_ok('ALTER TABLE "Whole" ATTACH PARTITION stays FOR VALUES IN (''y'')', '23514', NULL, 'and another');
CREATE VIEW on_west AS SELECT * FROM west;
SELECT throws_ok('DROP TABLE west', '2BP01', NULL, 'and a third');
SELECT is(news(), NULL::text[], 'leave no entry');
SELECT is(logged(), there(), 'and no row that is not there');

-- A table that is not tracked
CREATE TABLE other (id integer PRIMARY KEY) PARTITION BY LIST (id);
CREATE TABLE other_1 PARTITION OF other FOR VALUES IN (1);
CREATE TABLE other_2 (id integer PRIMARY KEY);
INSERT INTO other_2 VALUES (2);
ALTER TABLE other ATTACH PARTITION other_2 FOR VALUES IN (2);
TRUNCATE other_2;
ALTER TABLE other DETACH PARTITION other_2;
ALTER TABLE other_2 SET SCHEMA tap_elsewhere;
DROP TABLE other_1;
SELECT is(news(), NULL::text[], 'is none of its business');

-- Whoever does not own the tables is refused by the command
RESET ROLE;
CREATE ROLE sen_tap_part_reader;
GRANT USAGE ON SCHEMA tap_parts TO sen_tap_part_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA tap_parts TO sen_tap_part_reader;
SET LOCAL ROLE sen_tap_part_reader;
SELECT throws_ok('ALTER TABLE "Whole" DETACH PARTITION west', '42501', NULL, 'who may only read cannot detach');
SELECT throws_ok('DROP TABLE west', '42501', NULL, 'nor drop');
SELECT throws_ok('ALTER TABLE "Whole" SET SCHEMA tap_elsewhere', '55000', NULL, 'nor move');
SET LOCAL ROLE sen_tap_part_owner;
SELECT is(news(), NULL::text[], 'and that leaves no entry');

-- A table stays with its log
SELECT throws_ok('ALTER TABLE "Whole" SET SCHEMA tap_elsewhere', '55000',
                 'table tap_parts."Whole" is tracked, and cannot be moved away from its log', 'a tracked table stays');
ALTER TABLE "Whole" SET SCHEMA tap_parts;
ALTER TABLE north SET SCHEMA tap_elsewhere;
INSERT INTO "Whole" VALUES (8, 'n', 'eight');
SELECT is(news(), '{I 8}'::text[], 'its partitions may be anywhere');
-- The remedy, word by word
CREATE TABLE tap_elsewhere.first (id integer PRIMARY KEY);
SELECT sen.track('tap_elsewhere.first') \g /dev/null
CREATE FUNCTION do_all(hint text) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    told text;
    done integer := 0;
BEGIN
    FOR told IN SELECT m[1] FROM regexp_matches(hint, '(SELECT sen\.\w+\(''(?:[^'']|'''')*''\)|'
                                                      'ALTER TABLE [^ ]+ SET SCHEMA \w+)', 'g') m LOOP
        EXECUTE told;
        done := done + 1;
    END LOOP;
    RETURN done;
END
$$;
CREATE FUNCTION hint_of(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    hint text;
BEGIN
    EXECUTE statement;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RETURN hint;
END
$$;
SELECT is(do_all(hint_of('ALTER TABLE "Whole" SET SCHEMA tap_elsewhere')), 3, 'the remedy');
INSERT INTO tap_elsewhere."Whole" VALUES (9, 'w', 'nine');
SELECT is((SELECT string_agg(id::text, ' ' ORDER BY id) FROM sen.as_of(null::tap_elsewhere."Whole", 'infinity')),
          (SELECT string_agg(id::text, ' ' ORDER BY id) FROM tap_elsewhere."Whole"),
          'has the log of the other schema begin with the rows that there are');
SELECT lives_ok('SELECT sen.seal(''tap_parts''), sen.seal(''tap_elsewhere'')', 'both logs can be sealed');
SELECT is_empty('SELECT * FROM sen.verify_log(''tap_parts'') UNION ALL SELECT * FROM sen.verify_log(''tap_elsewhere'')',
                'and verify');

-- While a superuser has the event triggers disabled, a partition that was attached can be named.
SET LOCAL ROLE sen_tap_part_owner;
CREATE TABLE later (id integer PRIMARY KEY, v text) PARTITION BY LIST (id);
SELECT sen.track('later') \g /dev/null
CREATE TABLE later_1 (id integer PRIMARY KEY, v text);
INSERT INTO later_1 VALUES (1, 'came with it');
RESET ROLE;
ALTER EVENT TRIGGER sen_after_tables DISABLE;
ALTER TABLE later ATTACH PARTITION later_1 FOR VALUES IN (1, 2, 3);
ALTER EVENT TRIGGER sen_after_tables ENABLE ALWAYS;
SET LOCAL ROLE sen_tap_part_owner;
INSERT INTO later VALUES (2, 'written before it was named');
SELECT is(sen.track('later_1'), 'partition tap_parts.later_1 is tracked, with 2 rows', 'named once');
UPDATE later SET v = v || '!';
SELECT results_eq($$SELECT * FROM sen.as_of(null::later, 'infinity') ORDER BY id$$, 'SELECT * FROM later ORDER BY id',
                  'it is read, also if it was written before');

-- A key that became deferrable
CREATE TABLE late (id integer PRIMARY KEY, v text);
SELECT sen.track('late') \g /dev/null
ALTER TABLE late DROP CONSTRAINT late_pkey, ADD PRIMARY KEY (id) DEFERRABLE;
SELECT throws_ok('INSERT INTO late VALUES (1)', '55000',
                 'table "late" is tracked, but its primary key is deferrable now', 'a key that became deferrable');
ALTER TABLE late DROP CONSTRAINT late_pkey, ADD PRIMARY KEY (id);
SELECT lives_ok('INSERT INTO late VALUES (1)', 'and then is not');
ALTER TABLE late DROP CONSTRAINT late_pkey, ADD PRIMARY KEY (id) DEFERRABLE;
SELECT is(sen.untrack('late'), 'table tap_parts.late is no longer tracked; its log stays',
          'or the table is not tracked');
SELECT lives_ok('INSERT INTO late VALUES (2)', 'can be written');
SELECT * FROM finish();
ROLLBACK;
