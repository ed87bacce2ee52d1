-- What changed, as a Board reads it: each type of column, and texts that are no value of it.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL timezone = 'Europe/London';
SELECT no_plan();
CREATE SCHEMA tap_words;
SET LOCAL search_path = tap_words, public;
CREATE DOMAIN truth AS boolean;
CREATE DOMAIN day AS date;
CREATE TABLE v (id bigint PRIMARY KEY, b boolean, truth truth, d date, day day, t timestamp, tz timestamptz, i integer,
                s smallint, n numeric, f double precision, m interval, a integer[], w text, j jsonb);
SELECT sen.track('v') \g /dev/null
CREATE FUNCTION said(wanted text) RETURNS text LANGUAGE sql AS
    $$SELECT new_value FROM sen.log_change_words('ledger_block', 0) WHERE column_name = wanted$$;
SELECT version FROM sen.seal('tap_words') \gset
INSERT INTO v (id) VALUES (1234567);
SELECT is(said('id'), '1234567', 'a key is a name');
SELECT is((SELECT key_text FROM sen.log_change_words('ledger_block', 0) LIMIT 1), 'id 1234567', 'also of the row');

CREATE TABLE expected (name text, value text, words text);
INSERT INTO expected VALUES
    ('b', 'true', 'yes'), ('b', 'false', 'no'), ('truth', 'true', 'yes'),
    ('d', '2025-06-06', '6 June 2025'), ('day', '2024-02-29', '29 February 2024'),
    ('d', '0001-01-01', '1 January 0001'),
    ('d', '9999-12-31', '31 December 9999'), ('d', 'infinity', 'infinity'), ('d', '-infinity', '-infinity'),
    ('d', '0044-03-15 BC', '0044-03-15 BC'), ('d', '12025-06-06', '12025-06-06'),
    ('t', '2025-06-06 14:05', '6 June 2025, 14:05'), ('t', '2025-06-06 14:05:09.25', '6 June 2025, 14:05:09'),
    ('tz', '2025-06-06 14:05+01', '6 June 2025, 14:05'), ('tz', '2025-12-06 14:05+00', '6 December 2025, 14:05'),
    ('tz', '2025-06-06 23:30+00', '7 June 2025, 00:30'), ('tz', 'infinity', 'infinity'),
    ('i', '0', '0'), ('i', '999', '999'), ('i', '-1000', '-1,000'), ('i', '-9999', '-9,999'),
    ('i', '10000', '10,000'),
    ('i', '-2147483648', '-2,147,483,648'), ('s', '12345', '12,345'), ('n', '1234.5678', '1,234.5678'),
    ('n', '12.5', '12.5'),
    ('n', '1234567.10', '1,234,567.10'), ('n', 'NaN', 'NaN'), ('n', '-Infinity', '-Infinity'),
    ('f', '100000', '100,000'), ('f', '1e+30', '1e+30'), ('f', '0.1', '0.1'),
    ('m', '1 mon', '1 mon'), ('a', '{10000,20000}', '{10000,20000}'), ('w', 't', 't'),
    ('w', '2025-06-06', '2025-06-06'),
    ('w', '10000', '10000'), ('j', 'true', 'true');
CREATE FUNCTION says(name text, value text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('UPDATE v SET %I = %L', name, value);
    RETURN said(name);
END
$$;
SELECT is(says(name, value), words, name || ' ' || value) FROM expected;
SELECT is((SELECT format('%s %s', old_value, new_value) FROM sen.log_change_words('ledger_block', 0)
           WHERE column_name = 'b'), ' no', 'of a row that is added, no value before');
SELECT version AS sealed FROM sen.seal('tap_words', NULL, 'Board') \gset
UPDATE v SET b = NOT b, d = '2025-06-07', i = NULL;
SELECT results_eq('SELECT column_name, old_value, new_value FROM changes_since_sealed_meeting ORDER BY 1',
                  $$VALUES ('b', 'no', 'yes'), ('d', '12025-06-06', '7 June 2025'), ('i', '-2,147,483,648', NULL)$$,
                  'the view has words');
SELECT results_eq(format('SELECT column_name, old_value, new_value FROM sen.log_changes(''ledger_block'', %s) '
                         'ORDER BY 1', :sealed),
                  $$VALUES ('b', 'f', 't'), ('d', '12025-06-06', '2025-06-07'), ('i', '-2147483648', NULL)$$,
                  'and sen.log_changes() what the log has');
-- A text that was written when the column had another type
ALTER TABLE v ALTER b TYPE text, ALTER d TYPE text, ALTER n TYPE text, ALTER tz TYPE text;
UPDATE v SET b = 'maybe', d = '2025-02-30', n = '1,0', tz = '2025-02-30 10:00:00+00';
ALTER TABLE v ALTER b TYPE boolean USING NULL, ALTER d TYPE date USING NULL, ALTER n TYPE numeric USING NULL,
    ALTER tz TYPE timestamptz USING NULL;
SELECT results_eq('SELECT column_name, new_value FROM sen.log_change_words(''ledger_block'', 0) '
                  'WHERE column_name IN (''b'', ''d'', ''n'', ''tz'') ORDER BY 1',
                  $$VALUES ('b', 'maybe'), ('d', '2025-02-30'), ('n', '1,0'), ('tz', '2025-02-30 10:00:00+00')$$,
                  'stays as it was written');
DROP TABLE v;
SELECT results_eq(format('SELECT change, column_name, new_value FROM sen.log_change_words(''ledger_block'', %s) '
                         'WHERE log_table = ''v''', :sealed),
                  $$VALUES ('table dropped', NULL, NULL)$$, 'of a table that is gone, that it went');
SELECT is_empty($$SELECT * FROM sen.log_change_words('ledger_block', 0) WHERE log_table = 'v'$$,
                'and nothing of one that came and went');
SELECT * FROM finish();
ROLLBACK;
