-- Room calendar: which days are working days, and arithmetic with them.
-- Random pairs against a second implementation are in test/pgtap/working_days.sql,
-- hostile bytes in test/t/006_working_days.pl.
\i sql/include/begin.sql
SET search_path = sen, public;

-- The holidays of 1990 to 2030, from the fixture -------------------------------
\set fixture `cat "$PG_ABS_SRCDIR/test/fixtures/bank_holidays_england_and_wales.csv"`
CREATE TEMPORARY TABLE fixture AS
SELECT split_part(line, ',', 1)::date AS day, split_part(line, ',', 2) AS title, split_part(line, ',', 3) AS notes
FROM string_to_table(:'fixture', E'\n') WITH ORDINALITY AS l(line, place)
WHERE place > 1;
SELECT count(*), min(day), max(day) FROM fixture;

-- Rows below are differences.
SELECT day, fixture.title, b.title FROM fixture FULL JOIN bank_holidays('1990-01-01', '2030-12-31') b USING (day)
WHERE fixture.day IS NULL OR b.day IS NULL;
SELECT day FROM fixture FULL JOIN holidays(england_and_wales()) h(day) USING (day)
WHERE day BETWEEN '1990-01-01' AND '2030-12-31' AND (fixture.day IS NULL OR h.day IS NULL);
SELECT day, f.title, b.title FROM fixture f JOIN bank_holidays() b USING (day)
WHERE f.title <> '' AND b.title <> replace(f.title, '’', '''')
    || CASE WHEN f.notes = 'Substitute day' THEN ' (substitute day)' ELSE '' END;
SELECT d FROM (SELECT date '1990-01-01' + i FROM generate_series(0, date '2030-12-31' - date '1990-01-01') i) s(d)
WHERE is_working_day(d) <> (extract(isodow FROM d) < 6 AND d NOT IN (SELECT day FROM fixture));

-- Outside of those years the rules alone.
SELECT day, title FROM bank_holidays('1978-01-01', '1978-12-31');
SELECT day, title FROM bank_holidays('2088-01-01', '2088-12-31');
SELECT min(day), max(day), count(*) FROM bank_holidays();
SELECT min(day), max(day), count(*) FROM bank_holidays('1978-01-01', '2099-12-31');
SELECT day, title, (SELECT count(*) FROM bank_holidays('2022-06-04', '2022-06-03')) AS backwards,
       (SELECT count(*) FROM bank_holidays(NULL, '2022-06-03')) AS unknown
FROM bank_holidays('2022-06-03', '2022-06-03');
SELECT pg_temp.answers(
    $$SELECT * FROM bank_holidays('1977-12-31', '2000-01-01')$$,
    $$SELECT * FROM bank_holidays('2000-01-01', 'infinity')$$
);

-- Easter Sundays whose dates are known to try a computus: the earliest, the
-- latest, and those that the epacts 24 and 25 would put a week late.
SELECT day - 1 AS easter FROM bank_holidays('1978-01-01', '2099-12-31')
WHERE title = 'Easter Monday' AND extract(year FROM day) IN (1981, 2000, 2008, 2038, 2049, 2076) ORDER BY 1;

-- Each way that Christmas and the New Year fall on the week is in the fixture: its titles cover 2012 to 2028.
SELECT first_day(c), last_day(c), known_through(c) FROM england_and_wales() c;

-- The tribunal's days: none from 25 December to 1 January, and none in August.
SELECT first_day(c), last_day(c), known_through(c) FROM england_and_wales_tribunal() c;
SELECT d FROM (SELECT date '1978-01-01' + i FROM generate_series(0, date '2099-12-31' - date '1978-01-01') i) s(d)
WHERE is_working_day(d, england_and_wales_tribunal())
    <> (is_working_day(d) AND extract(month FROM d) <> 8 AND to_char(d, 'MMDD') BETWEEN '0102' AND '1224');

-- Worked examples ---------------------------------------------------------------
-- A row below is an example that comes out otherwise.
SELECT example, got, expected FROM (VALUES
    ('a limit that ends on Sunday 2 January 2011, while 3 January is a holiday, moves to 4 January (R (Modaresi) v '
     'SSH)', add_working_days('2011-01-02', 1), date '2011-01-04'),
    ('at least 3 clear days before Friday 20 October: Monday 16 (CPR 2.8(3)): calendar days',
     date '2023-10-20' - (3 + 1), '2023-10-16'),
    ('the same before Monday 20 October, when weekends do not count: Tuesday 14 (CPR 2.8(4))',
     add_working_days('2025-10-20', -(3 + 1)), '2025-10-14'),
    ('5 clear working days before Tuesday 14 March 2017: Monday 6 March', add_working_days('2017-03-14', -(5 + 1)),
     '2017-03-06'),
    ('a tribunal time that ends on 29 December 2025 moves to 2 January 2026',
     add_working_days('2025-12-29', 1, england_and_wales_tribunal()), '2026-01-02'),
    ('5 working days after Wednesday 24 December 2025: 25 and 26 December and 1 January are holidays',
     add_working_days('2025-12-24', 5), '2026-01-05'),
    ('5 working days after Friday 27 May 2022: 2 and 3 June are holidays', add_working_days('2022-05-27', 5),
     '2022-06-07')
) e (example, got, expected) WHERE got IS DISTINCT FROM expected;

-- From a working day, from a day that is none, and from a holiday; there, back, and not at all.
SELECT start, string_agg(to_char(add_working_days(start, n), 'DD Mon'), ', ' ORDER BY n) AS minus_2_to_2
FROM (VALUES (date '2025-04-17'), ('2025-04-18'), ('2025-04-19'), ('2025-04-21')) s(start), generate_series(-2, 2) n
GROUP BY start ORDER BY start;
SELECT working_days_between('2025-04-14', '2025-04-28') AS half_open,
       working_days_between('2025-04-28', '2025-04-14') AS reversed,
    working_days_between('2025-04-17', '2025-04-17') AS none,
    working_days_between('2025-04-18', '2025-04-22') AS holidays,
    working_days_between('2025-04-17', '2025-04-18') AS first_counts;

-- Null in, null out.
SELECT is_working_day(NULL) IS NULL, is_working_day('2025-01-01', NULL) IS NULL, add_working_days(NULL, 1) IS NULL,
    add_working_days('2025-01-01', NULL) IS NULL, add_working_days('2025-01-01', 1, NULL) IS NULL,
    working_days_between(NULL, '2025-01-01') IS NULL, working_days_between('2025-01-01', '2025-01-01', NULL) IS NULL,
    known_through(NULL) IS NULL, calendar(NULL, '2025-01-01', '{}') IS NULL;

-- The edges of a calendar -------------------------------------------------------
SELECT is_working_day('1978-01-01'), is_working_day('2099-12-31');
SELECT pg_temp.answers_with('SELECT is_working_day(%L)', '1977-12-31', '2100-01-01', 'infinity', '-infinity',
                            '4713-01-01 BC');
SELECT pg_temp.answers_with('SELECT is_working_day(''2025-01-01'', %L)', 'v1 2024-01-01..2024-12-31');
-- From the day beside the range every day that is needed is known.
SELECT add_working_days('1977-12-31', 1), add_working_days('2100-01-01', -1),
    add_working_days('2099-12-30', 1), add_working_days('1978-01-04', -1);
SELECT pg_temp.answers(
    $$SELECT add_working_days('1977-12-30', 1)$$,
    $$SELECT add_working_days('1977-12-31', -1)$$,
    $$SELECT add_working_days('1978-01-03', -1)$$,
    $$SELECT add_working_days('2100-01-02', -1)$$,
    $$SELECT add_working_days('2100-01-01', 1)$$,
    $$SELECT add_working_days('2099-12-31', 1)$$,
    $$SELECT add_working_days('2025-01-01', 2147483647)$$,
    $$SELECT add_working_days('2025-01-01', -2147483648)$$,
    $$SELECT add_working_days('2025-01-01', 2147483647, england_and_wales_tribunal())$$,
    $$SELECT add_working_days('2025-01-01', -2147483648, england_and_wales_tribunal())$$,
    $$SELECT add_working_days('5874897-12-31', 1)$$,
    $$SELECT add_working_days('4713-01-01 BC', -1)$$
);
-- An infinite date stays, and so does any date to which nothing is added.
SELECT add_working_days('infinity', 5), add_working_days('-infinity', -2147483648),
       add_working_days('infinity', 5, england_and_wales()),
    add_working_days('1900-01-01', 0);
SELECT working_days_between('1978-01-01', '2100-01-01'), working_days_between('2100-01-01', '1978-01-01'),
    working_days_between('1900-01-01', '1900-01-01'), working_days_between('2100-01-01', '2100-01-01');
SELECT pg_temp.answers(
    $$SELECT working_days_between('1977-12-31', '2025-01-01')$$,
    $$SELECT working_days_between('2025-01-01', '1977-12-31')$$,
    $$SELECT working_days_between('2025-01-01', '2100-01-02')$$,
    $$SELECT working_days_between('2200-01-01', '2100-01-02')$$,
    $$SELECT working_days_between('2025-01-01', 'infinity')$$,
    $$SELECT working_days_between('-infinity', '2025-01-01')$$,
    $$SELECT working_days_between('infinity', 'infinity')$$
);
-- A calendar without a single working day.
SELECT working_days_between('2025-01-04', '2025-01-06', 'v1 2025-01-04..2025-01-05'),
       is_working_day('2025-01-04', 'v1 2025-01-04..2025-01-05');
SELECT pg_temp.answer($$SELECT add_working_days('2025-01-04', 1, 'v1 2025-01-04..2025-01-05')$$);
-- A calendar that fills its last word of bits: 64 days, from a Friday to a Friday.
SELECT working_days_between('2025-01-03', '2025-03-08', c), add_working_days('2025-03-02', 5, c),
       add_working_days('2025-03-08', -46, c)
FROM calendar('2025-01-03', '2025-03-07', '{}') c;
-- The longest calendar, and the first and last days of all.
SELECT working_days_between('0001-01-01', '0401-01-01', c), add_working_days('0001-01-01', 100000, c),
       add_working_days('0401-01-01', -104355, c)
FROM calendar('0001-01-01', '0400-12-31', '{}') c;
SELECT working_days_between('9600-01-01', '10000-01-01', c) FROM calendar('9600-01-01', '9999-12-31', '{}') c;

-- Text in and out -----------------------------------------------------------------
-- Canonical text comes back as it was; a row below is a difference.
SELECT t, t::calendar FROM unnest(ARRAY[
    'v1 2025-01-01..2025-01-01',
    'v1 2025-01-04..2025-01-05 known 2025-01-04',
    'v1 2025-01-01..2025-12-31 known 2025-12-31 holidays 2025-01-01',
    'v1 2025-01-01..2025-12-31 holidays 2025-01-01 2025-12-31',
    'v1 0001-01-01..0400-12-31 known 0001-01-01 holidays 0001-01-01',
    'v1 9600-01-01..9999-12-31 known 9999-12-31 holidays 9999-12-31'
]) t WHERE t::calendar::text <> t;
SELECT text::calendar = c, text::calendar::text = text FROM england_and_wales() c, LATERAL (SELECT c::text) t(text);
SELECT calendar_out(with_holidays('v1 2025-01-06..2025-01-12', '{2025-01-06,2025-01-12}'::date[]));
-- Not by DateStyle.
SET datestyle = 'SQL, DMY';
SELECT calendar('2025-02-01', '2025-03-01', '{2025-02-03}');
SELECT pg_temp.answer($$SELECT is_working_day('2100-01-01')$$);
RESET datestyle;
SET datestyle = 'ISO, YMD';

-- Anything else is refused, with the place and the reason.
SELECT pg_temp.answers_with('SELECT %L::calendar',
    '', 'v2 2025-01-01..2025-12-31', ' v1 2025-01-01..2025-12-31', 'v1', 'v1  2025-01-01..2025-12-31',
    'v1 2025-1-1..2025-12-31',
    'v1 2025-02-29..2025-12-31', 'v1 2025-01-01', 'v1 2025-01-01-2025-12-31', 'v1 2025-01-01..31/12/2025',
    'v1 2025-01-01..infinity',
    'v1 2025-01-02..2025-01-01', 'v1 2000-01-01..2400-01-01', 'v1 0000-01-01..0001-01-01', 'v1 2025-01-01..2025-12-31 ',
    'v1 2025-01-01..2025-12-31 known', 'v1 2025-01-01..2025-12-31 known never',
    'v1 2025-01-01..2025-12-31 known 2026-01-01',
    'v1 2025-01-02..2025-01-01 known 2025-01-01', 'v1 2025-01-01..2025-12-31 known 2025-12-31 known 2025-12-31',
    'v1 2025-01-01..2025-12-31 holidays',
    'v1 2025-01-01..2025-12-31 holidays ', 'v1 2025-01-01..2025-12-31 holidays 2025-01-01 ',
    'v1 2025-01-01..2025-12-31 holidays 2025-01-01  2025-01-02',
    'v1 2025-01-01..2025-12-31 holidays 2025-01-01,2025-01-02',
    'v1 2025-01-01..2025-12-31 holidays 2025-01-02 2025-01-01',
    'v1 2025-01-01..2025-12-31 holidays 2025-01-01 2025-01-01',
    'v1 2025-01-01..2025-12-31 holidays 2025-01-04', 'v1 2025-01-01..2025-12-31 holidays 2026-01-01',
    'v1 2025-01-01..2025-12-31 holidays 2025-01-01 known 2025-12-31');
SELECT pg_temp.answer($$SELECT ('v1 2025-01-01..2025-12-31 holidays ' || repeat('2025-01-01 ', 20))::calendar$$);

-- Making calendars ---------------------------------------------------------------
-- Days in any order, repeated, of a weekend, in two dimensions; added and taken out;
-- closures of a school. A row below is one that comes out otherwise.
SELECT got, expected FROM (VALUES
    (calendar('2025-12-01', '2026-01-31', '{2026-01-01,2025-12-25,2025-12-26,2025-12-25,2025-12-27}'),
     'v1 2025-12-01..2026-01-31 holidays 2025-12-25 2025-12-26 2026-01-01'),
    (calendar('2025-12-01', '2026-01-31', '{{2026-01-01,2025-12-25}}', '2025-12-31'),
     'v1 2025-12-01..2026-01-31 known 2025-12-31 holidays 2025-12-25 2026-01-01'),
    (with_holidays('v1 2025-12-01..2025-12-31 holidays 2025-12-25', '{2025-12-24,2025-12-25,2025-12-27}'::date[]),
     'v1 2025-12-01..2025-12-31 holidays 2025-12-24 2025-12-25'),
    (without_holidays('v1 2025-12-01..2025-12-31 known 2025-12-31 holidays 2025-12-25 2025-12-26',
                      '{2025-12-26,2025-12-26}'), 'v1 2025-12-01..2025-12-31 known 2025-12-31 holidays 2025-12-25'),
    (without_holidays('v1 2025-12-01..2025-12-31 holidays 2025-12-25', '{2025-12-25}'), 'v1 2025-12-01..2025-12-31'),
    (with_holidays('v1 2025-12-01..2026-01-31', '{[2025-12-29,2026-01-04],[2026-01-26,2026-01-31]}'::datemultirange),
     'v1 2025-12-01..2026-01-31 holidays 2025-12-29 2025-12-30 2025-12-31 2026-01-01 2026-01-02 2026-01-26 2026-01-27 '
     '2026-01-28 2026-01-29 2026-01-30'),
    (with_holidays('v1 2025-12-01..2025-12-31', '{}'::datemultirange), 'v1 2025-12-01..2025-12-31'),
    (with_holidays('v1 2025-12-01..2025-12-31', '{[2025-12-27,2026-01-01)}'::datemultirange),
     'v1 2025-12-01..2025-12-31 holidays 2025-12-29 2025-12-30 2025-12-31')
) v (got, expected) WHERE got::text IS DISTINCT FROM expected;
SELECT pg_temp.answers_with($$SELECT calendar('2025-12-01', '2025-12-31', %L)$$, '{2026-01-01}', '{infinity}',
                            '{2025-12-25,NULL}');
SELECT pg_temp.answers(
    $$SELECT calendar('2025-12-02', '2025-12-01', '{}')$$,
    $$SELECT calendar('2000-01-01', '2400-01-01', '{}')$$,
    $$SELECT calendar('-infinity', 'infinity', '{}')$$,
    $$SELECT calendar('9999-12-31', '10000-01-01', '{}')$$,
    $$SELECT calendar('0001-12-31 BC', '0001-01-01', '{}')$$,
    $$SELECT calendar('2025-12-01', '2025-12-31', '{}', '2026-01-01')$$,
    $$SELECT calendar('2025-12-01', '2025-12-31', '{}', '-infinity')$$
);

SELECT pg_temp.answers(
    $$SELECT with_holidays('v1 2025-12-01..2025-12-31', '{2026-01-01}'::date[])$$,
    $$SELECT with_holidays('v1 2025-12-01..2025-12-31', '{NULL}'::date[])$$
);
SELECT pg_temp.answers_with($$SELECT without_holidays('v1 2025-12-01..2025-12-31 holidays 2025-12-25', %L)$$,
    '{2025-12-24}', '{2025-12-27}', '{2024-12-25}', '{NULL}');
-- Closures that have no first or last day.
SELECT pg_temp.answers_with($$SELECT with_holidays('v1 2025-12-01..2025-12-31', %L::datemultirange)$$,
    '{[2025-12-20,2026-01-01]}', '{[2025-12-20,)}', '{(,2025-12-20)}', '{(-infinity,2025-12-20)}',
    '{[2025-12-20,infinity]}');
SELECT holidays('v1 2025-12-01..2025-12-31');
SELECT holidays(NULL::calendar);
SELECT known_through('v1 2025-12-01..2025-12-31');

-- GOV.UK's file --------------------------------------------------------------------
SELECT jsonb_build_object('england-and-wales', jsonb_build_object('division', 'england-and-wales', 'events',
           (SELECT jsonb_agg(jsonb_build_object('title', title, 'date', day, 'notes', notes, 'bunting', true)
                             ORDER BY day)
            FROM fixture WHERE title <> '')),
       'scotland', '{"division": "scotland", "events": [{"title": "2nd January", "date": "2026-01-02", "notes": "", '
                   '"bunting": true}]}'::jsonb) AS file \gset
SELECT calendar_from_govuk(:'file') = calendar('2012-01-01', '2028-12-31',
                                               ARRAY(SELECT day FROM bank_holidays('2012-01-01', '2028-12-31')),
                                               '2028-12-31');
SELECT calendar_from_govuk(:'file', 'scotland');
SELECT calendar_from_govuk(:'file'::jsonb -> 'scotland', 'scotland');
SELECT calendar_from_govuk(NULL) IS NULL, calendar_from_govuk(:'file', NULL) IS NULL;
SELECT calendar_from_govuk(:'file', 'wales');
\echo :LAST_ERROR_SQLSTATE
SELECT calendar_from_govuk(:'file'::jsonb -> 'scotland');
SELECT pg_temp.answers_with('SELECT calendar_from_govuk(%L)',
    '[]', 'null', '{}', '{"england-and-wales": []}', '{"england-and-wales": {"events": {}}}',
    '{"england-and-wales": {"events": []}}',
    '{"england-and-wales": {"events": ["2025-12-25"]}}',
    '{"england-and-wales": {"events": [{"title": "Christmas Day"}]}}',
    '{"england-and-wales": {"events": [{"date": 20251225}]}}',
    '{"england-and-wales": {"events": [{"date": "25/12/2025"}]}}',
    '{"england-and-wales": {"events": [{"date": "2025-02-29"}]}}',
    '{"england-and-wales": {"events": [{"date": "2025-13-01"}]}}',
    '{"england-and-wales": {"events": [{"date": "0000-01-01"}]}}');
SELECT calendar_from_govuk('{"england-and-wales": {"events": [{"date": "2025-12-25\n"}]}}');
SELECT pg_temp.answers(
    $$SELECT calendar_from_govuk('{"england-and-wales": {"events": [{"date": "2025-12-25"}, {"date": '
                                 '"2025-12-25"}]}}')$$,
    $$SELECT calendar_from_govuk('{"england-and-wales": {"events": [{"date": "1025-12-25"}, {"date": '
                                 '"2025-12-25"}]}}')$$
);
-- Not by DateStyle.
SET datestyle = 'SQL, DMY';
SELECT calendar_from_govuk('{"england-and-wales": {"events": [{"date": "2025-12-25"}]}}');
SET datestyle = 'ISO, YMD';

-- Operators and indexes -----------------------------------------------------------------
SELECT date '2025-12-24' <@ england_and_wales() AS working, england_and_wales() @> '2025-12-25' AS holiday;
CREATE TEMPORARY TABLE c (id integer, c calendar);
INSERT INTO c VALUES
    (1, 'v1 2025-01-01..2025-12-31'), (2, 'v1 2025-01-01..2025-12-31 known 2025-01-01'),
    (3, 'v1 2025-01-01..2025-12-31 known 2025-01-02'), (4, 'v1 2025-01-01..2026-12-31'),
    (5, 'v1 2025-01-02..2025-12-31'), (6, 'v1 2025-01-01..2025-12-31 holidays 2025-12-31'),
    (7, 'v1 2025-01-01..2025-12-31'), (8, NULL);
SELECT array_agg(id ORDER BY id) FROM c GROUP BY c ORDER BY c;
SELECT a.id, b.id FROM c a JOIN c b ON a.c = b.c AND a.id < b.id;
SELECT count(*) FROM c a, c b WHERE (a.c < b.c) <> (calendar_cmp(a.c, b.c) < 0)
       OR (a.c <= b.c) <> (calendar_cmp(a.c, b.c) <= 0)
    OR (a.c > b.c) <> (calendar_cmp(a.c, b.c) > 0) OR (a.c >= b.c) <> (calendar_cmp(a.c, b.c) >= 0)
    OR (a.c = b.c) <> (calendar_cmp(a.c, b.c) = 0) OR (a.c <> b.c) <> (calendar_cmp(a.c, b.c) <> 0);
SELECT count(DISTINCT c) FROM c;
CREATE INDEX ON c (c);
CREATE INDEX ON c USING hash (c);
SET enable_hashjoin = off; SET enable_nestloop = off;
SELECT a.id, b.id FROM c a JOIN c b ON a.c = b.c AND a.id < b.id;
RESET enable_hashjoin; RESET enable_nestloop;
SELECT calendar_hash(c)::bigint & 4294967295 = calendar_hash_extended(c, 0) & 4294967295 FROM england_and_wales() c;

-- Calendars kept in a table, short, compressed and out of line, one after another.
CREATE TEMPORARY TABLE kept (id integer, c calendar);
INSERT INTO kept
SELECT i, CASE i % 3 WHEN 0 THEN england_and_wales() WHEN 1 THEN england_and_wales_tribunal()
               ELSE 'v1 2025-01-01..2025-12-31' END
FROM generate_series(0, 8) i;
ALTER TABLE kept ALTER c SET STORAGE EXTERNAL;
INSERT INTO kept
SELECT id + 9, c.c
FROM kept, LATERAL (SELECT CASE id % 3 WHEN 0 THEN england_and_wales() WHEN 1 THEN england_and_wales_tribunal()
                                ELSE c END AS c) c;
SELECT count(*), count(DISTINCT c), add_working_days('2025-07-31', 1, c),
       working_days_between('2025-07-31', '2025-09-30', c), is_working_day('2025-04-18', c)
FROM kept GROUP BY 3, 4, 5 ORDER BY 3, 4;
SELECT id % 3 AS which, array_agg(DISTINCT add_working_days('2025-07-31', 1, c)) FROM kept GROUP BY 1 ORDER BY 1;

-- Every function is immutable, strict, parallel safe and has a comment.
SELECT p.oid::regprocedure FROM pg_proc p
WHERE pronamespace = 'sen'::regnamespace
    AND proname ~ 'working_day|holidays$|^calendar|^england_and_wales|^(first|last)_day$|^known_through$'
    AND NOT (provolatile = 'i' AND proisstrict AND proparallel = 's' AND obj_description(p.oid, 'pg_proc') IS NOT NULL);
SELECT o.oid::regoperator FROM pg_operator o
WHERE oprnamespace = 'sen'::regnamespace AND 'calendar'::regtype IN (oprleft, oprright)
    AND obj_description(o.oid, 'pg_operator') IS NULL;
