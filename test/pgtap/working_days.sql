-- Working days against second implementations: a numbered list of working days
-- made by plain SQL from the fixture, counting day by day, and another computus.
\set QUIET on
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
\pset pager off

\set seed ''
\getenv seed SEN_SEED
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
\set fixture `cat test/fixtures/bank_holidays_england_and_wales.csv`

\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
BEGIN;
-- Where both seeds are tried, a million pairs with the fixed one, and a tenth of them with the other.
SELECT CASE WHEN :'whole' THEN 100000 ELSE 10000 END AS pairs \gset
SET LOCAL client_min_messages = warning;
SELECT plan(CASE WHEN :'whole' THEN 24 ELSE 23 END);
SELECT diag('working_days: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0);

-- The model -----------------------------------------------------------------------
-- One row for each day of a calendar: whether it is a working day, and how many
-- working days there are before it.  Nothing of it comes from the extension.
CREATE TEMPORARY TABLE fixture AS
SELECT split_part(line, ',', 1)::date AS day
FROM string_to_table(:'fixture', E'\n') WITH ORDINALITY AS l(line, place)
WHERE place > 1;

CREATE FUNCTION pg_temp.model(first_day date, last_day date, holidays date[])
RETURNS TABLE (day date, working boolean, before integer) LANGUAGE sql AS $$
    SELECT day, working, (sum(working::integer) OVER (ORDER BY day) - working::integer)::integer
    FROM (SELECT d, extract(isodow FROM d) < 6 AND NOT EXISTS (SELECT FROM unnest(holidays) h WHERE h = d)
          FROM (SELECT first_day + i FROM generate_series(0, last_day - first_day) i) AS s(d)) AS days(day, working)
$$;

-- Three calendars: the fixture's; one of 20 years in which a quarter of all days
-- are closed, in blocks; one in which hardly any day is open.
CREATE TEMPORARY TABLE calendars (id integer PRIMARY KEY, first_day date, last_day date, holidays date[],
                                  calendar sen.calendar);
INSERT INTO calendars SELECT 1, '1990-01-01', '2030-12-31', array_agg(day) FROM fixture;
INSERT INTO calendars SELECT 2, '2010-03-05', '2030-03-04', array_agg(date '2010-03-05' + d)
FROM (SELECT DISTINCT b + o AS d FROM (SELECT floor(random() * 7300)::integer FROM generate_series(1, 120)) s(b),
      generate_series(0, 17) o) days
WHERE d < 7305;
INSERT INTO calendars SELECT 3, '1800-01-01', '2199-12-31', array_agg(date '1800-01-01' + d)
FROM generate_series(0, 146095) d WHERE random() < 0.998;
UPDATE calendars SET calendar = sen.calendar(first_day, last_day, holidays);

CREATE TEMPORARY TABLE model AS SELECT id, m.* FROM calendars, pg_temp.model(first_day, last_day, holidays) m;
CREATE INDEX ON model (id, day);
CREATE UNIQUE INDEX ON model (id, before) WHERE working;
ANALYZE model;

-- The pairs, most of them in the years of the fixture.
-- Most counts are small; every tenth leads anywhere.
CREATE TEMPORARY TABLE pair AS
SELECT id, first_day + floor(random() * (last_day - first_day + 1))::integer AS a,
       first_day + floor(random() * (last_day - first_day + 1))::integer AS b,
    CASE WHEN random() < 0.1 THEN floor((random() - 0.5) * 30000) ELSE floor((random() - 0.5) * 400) END::integer AS n
FROM calendars, generate_series(1, CASE id WHEN 1 THEN 8 * :pairs ELSE :pairs END);
ANALYZE pair;

CREATE TEMPORARY TABLE answer AS
SELECT p.*, y.before - x.before AS between_days,
    CASE WHEN n = 0 THEN a ELSE z.day END AS added
FROM pair p JOIN model x ON x.id = p.id AND x.day = a JOIN model y ON y.id = p.id AND y.day = b
LEFT JOIN model z ON z.id = p.id AND z.working AND n <> 0
    AND z.before = CASE WHEN n > 0 THEN x.before + x.working::integer + n - 1 ELSE x.before + n END;

-- The comparison --------------------------------------------------------------------
SELECT is(count(*), 10 * :pairs::bigint, 'every pair has an answer') FROM answer;
\if :whole
SELECT cmp_ok(count(*) FILTER (WHERE added IS NULL), '>', 1000::bigint, 'some counts leave the calendar') FROM answer;
\endif

SELECT is(count(*), 0::bigint, 'working_days_between(date, date) is the model''s') FROM answer
WHERE id = 1 AND sen.working_days_between(a, b) <> between_days;
SELECT is(count(*), 0::bigint, 'add_working_days(date, integer) is the model''s') FROM answer
WHERE id = 1 AND added IS NOT NULL AND sen.add_working_days(a, n) <> added;
SELECT is(count(*), 0::bigint, 'working_days_between(date, date, england_and_wales()) is the model''s') FROM answer
WHERE id = 1 AND sen.working_days_between(a, b, sen.england_and_wales()) <> between_days;
SELECT is(count(*), 0::bigint, 'add_working_days(date, integer, england_and_wales()) is the model''s') FROM answer
WHERE id = 1 AND added IS NOT NULL AND sen.add_working_days(a, n, sen.england_and_wales()) <> added;
SELECT is(count(*), 0::bigint, 'working_days_between() is the model''s in any calendar') FROM answer
JOIN calendars USING (id)
WHERE sen.working_days_between(a, b, calendar) <> between_days;
SELECT is(count(*), 0::bigint, 'add_working_days() is the model''s in any calendar') FROM answer
JOIN calendars USING (id)
WHERE added IS NOT NULL AND sen.add_working_days(a, n, calendar) <> added;
SELECT is(count(*), 0::bigint, 'is_working_day() is the model''s in any calendar') FROM model JOIN calendars USING (id)
WHERE sen.is_working_day(day, calendar) <> working OR (day OPERATOR(sen.<@) calendar) <> working
    OR (calendar OPERATOR(sen.@>) day) <> working
    OR (id = 1 AND sen.is_working_day(day) <> working);
CREATE TEMPORARY TABLE tribunal_day AS
SELECT day FROM model WHERE id = 1 AND working AND extract(month FROM day) <> 8
    AND to_char(day, 'MMDD') BETWEEN '0102' AND '1224';
CREATE UNIQUE INDEX ON tribunal_day (day);
SELECT is(count(*), 0::bigint, 'the tribunal''s days are the model''s, less Christmas and August')
FROM (SELECT a, b FROM answer WHERE id = 1 LIMIT 500) p
WHERE sen.working_days_between(least(a, b), greatest(a, b), sen.england_and_wales_tribunal())
    <> (SELECT count(*) FROM tribunal_day WHERE day >= least(a, b) AND day < greatest(a, b));

-- What leaves the calendar is refused, each time.
CREATE FUNCTION pg_temp.state_of(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE statement;
    RETURN '00000';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END $$;
SELECT is(array_agg(DISTINCT
                    pg_temp.state_of(format('SELECT sen.add_working_days(%L, %s, (SELECT calendar FROM calendars WHERE '
                                            'id = %s))', a, n, id))),
    '{22008}', 'a count that leaves the calendar is refused')
FROM (SELECT * FROM answer WHERE added IS NULL ORDER BY random() LIMIT 1000) p;

-- Day by day, as one would by hand.
SELECT is(count(*), 0::bigint, 'counting day by day gives the same')
FROM (SELECT a, a + (random() * 300)::integer AS b FROM answer WHERE id = 1 AND a < '2030-01-01' LIMIT 3000) p
WHERE sen.working_days_between(a, b) <> (
    SELECT count(*) FROM generate_series(a, b - 1, interval '1 day') d
    WHERE extract(isodow FROM d) < 6 AND NOT EXISTS (SELECT FROM fixture WHERE day = d::date));

-- What must hold of any calendar ---------------------------------------------------------
SELECT is(count(*), 0::bigint, 'between is antisymmetric') FROM answer JOIN calendars USING (id)
WHERE sen.working_days_between(a, b, calendar) <> -sen.working_days_between(b, a, calendar);
SELECT is(count(*), 0::bigint, 'what is added lies between, and is a working day') FROM answer JOIN calendars USING (id)
WHERE added IS NOT NULL AND n > 0
    AND (sen.working_days_between(a + 1, added + 1, calendar) <> n OR NOT sen.is_working_day(added, calendar));
SELECT is(count(*), 0::bigint, 'what is taken away lies between, and is a working day') FROM answer
JOIN calendars USING (id)
WHERE added IS NOT NULL AND n < 0
    AND (sen.working_days_between(added, a, calendar) <> -n OR NOT sen.is_working_day(added, calendar));
SELECT is(count(*), 0::bigint, 'from a working day, there and back') FROM answer JOIN calendars USING (id)
WHERE added IS NOT NULL AND sen.is_working_day(a, calendar) AND sen.add_working_days(added, -n, calendar) <> a;

-- Values ----------------------------------------------------------------------------------
SELECT is(array_agg(day ORDER BY day), array_agg(h ORDER BY h),
          'holidays() lists what the constructor was given, without weekends')
FROM (SELECT DISTINCT unnest(holidays) FROM calendars WHERE id = 2) g(day)
FULL JOIN (SELECT sen.holidays(calendar) FROM calendars WHERE id = 2) l(h) ON day = h
WHERE extract(isodow FROM day) < 6 OR day IS NULL;
SELECT ok(bool_and(calendar::text::sen.calendar::text = calendar::text
                   AND calendar::text::sen.calendar OPERATOR(sen.=) calendar), 'text and back') FROM calendars;
SELECT ok(bool_and(sen.without_holidays(sen.with_holidays(c, array_agg), array_agg) OPERATOR(sen.=) c),
          'with and without holidays')
FROM (SELECT c, array_agg(date '2000-01-01' + i) FROM sen.england_and_wales() c, generate_series(0, 9000) i
      WHERE sen.is_working_day(date '2000-01-01' + i) AND random() < 0.3 GROUP BY c) s;
CREATE TEMPORARY TABLE closure AS SELECT date '1995-01-01' + floor(random() * 9000)::integer AS day
    FROM generate_series(1, 100);
SELECT ok(sen.with_holidays(calendar, (SELECT range_agg(daterange(day, day + 9)) FROM closure)) OPERATOR(sen.=)
    sen.with_holidays(calendar, ARRAY(SELECT day + o FROM closure, generate_series(0, 8) o)), 'closures are their days')
FROM calendars WHERE id = 1;

-- Easter by another computus (Meeus, Jones and Butcher).
SELECT is(count(*), 0::bigint, 'Good Friday and Easter Monday of 1978 to 2099')
FROM generate_series(1978, 2099) y,
    LATERAL (SELECT y % 19 AS a, y / 100 AS b, y % 100 AS c) s1,
    LATERAL (SELECT (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30 AS h) s2,
    LATERAL (SELECT (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7 AS l) s3,
    LATERAL (SELECT h + l - 7 * ((a + 11 * h + 22 * l) / 451) + 114 AS m) s4,
    LATERAL (SELECT make_date(y, m / 31, m % 31 + 1) AS easter) s5
WHERE NOT EXISTS (SELECT FROM sen.bank_holidays(easter - 2, easter - 2) WHERE title = 'Good Friday')
    OR NOT EXISTS (SELECT FROM sen.bank_holidays(easter + 1, easter + 1) WHERE title = 'Easter Monday');
SELECT is(array_agg(DISTINCT holidays), '{8}', 'eight holidays in every year that rests on rules')
FROM (SELECT count(*) AS holidays FROM sen.bank_holidays('1978-01-01', '2099-12-31')
      WHERE extract(year FROM day) NOT BETWEEN 1990 AND 2028 GROUP BY extract(year FROM day)) y;
SELECT is(array_agg(day), (SELECT array_agg(h) FROM sen.holidays(sen.england_and_wales()) h),
          'bank_holidays() are the holidays of england_and_wales()')
FROM sen.bank_holidays('1978-01-01', '2099-12-31');

-- Parallel workers find the same.
CREATE TABLE public.working_days_parallel AS SELECT a, b, n FROM answer WHERE id = 1 AND added IS NOT NULL;
ANALYZE public.working_days_parallel;
SELECT sum(sen.add_working_days(a, n) - a) + sum(sen.working_days_between(a, b, sen.england_and_wales())) AS serial
FROM public.working_days_parallel \gset
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL max_parallel_workers_per_gather = 2;
SELECT is(sum(sen.add_working_days(a, n) - a) + sum(sen.working_days_between(a, b, sen.england_and_wales())),
          :serial::bigint, 'in parallel as alone')
FROM public.working_days_parallel;

SELECT * FROM finish();
ROLLBACK;
