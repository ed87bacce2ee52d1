-- The conditions on due dates against the comparison of the due date itself: for every limit with a figure, over random
-- starts and days, where the planner rewrites them and where it cannot; then how many rows it expects.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
SELECT diag('planner: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset

CREATE TEMPORARY TABLE lim ON COMMIT DROP AS
SELECT name, name::text AS t, row_number() OVER (ORDER BY name) AS place,
       -- Counted in working days or moved by them: knows only the years of the calendar.
       coalesce(unit ~ 'working days', false) OR citation ~ 'Chamber\) Rules' AS in_calendar
FROM sen.time_limits() WHERE counting IS NOT NULL AND unit IS DISTINCT FROM 'days on which the institution is open'
    -- Those of a transfer between phases refuse most days of a year, and are never rewritten.
    AND counting NOT LIKE 'before % of that year';
SELECT is((SELECT count(*) FROM lim), 117::bigint, '117 limits have a due date for every start');
-- Where both seeds are tried, all of them with the fixed one, and some with the other.
\if :whole
\else
DELETE FROM lim WHERE t NOT IN (SELECT t FROM lim ORDER BY random() LIMIT 40);
\endif

-- Starts: any day of 1990 to 2060, ends of months and of years more often,
-- unknown and infinite; and far away from them.
CREATE TEMPORARY TABLE start (id serial, started date, far boolean) ON COMMIT DROP;
INSERT INTO start (started, far) SELECT date '1990-01-01' + (random() * 25900)::integer, false
FROM generate_series(1, 150);
INSERT INTO start (started, far)
SELECT (date_trunc('month', date '1990-01-01' + (random() * 25900)::integer) + interval '1 month')::date - 3
    + (random() * 4)::integer, false FROM generate_series(1, 60);
INSERT INTO start (started, far)
SELECT make_date(1990 + (random() * 70)::integer, 1, 1) - 12 + (random() * 14)::integer, false
FROM generate_series(1, 20);
INSERT INTO start (started, far) VALUES (NULL, false), ('infinity', false), ('-infinity', false);
INSERT INTO start (started, far) SELECT date '4714-11-24 BC' + 1200 + (random() * 3000)::integer, true
FROM generate_series(1, 15);
INSERT INTO start (started, far) SELECT date '5874897-12-31' - 1200 - (random() * 3000)::integer, true
FROM generate_series(1, 15);
INSERT INTO start (started, far) SELECT date '0001-01-01' - 2000 + (random() * 4000)::integer, true
FROM generate_series(1, 30);
INSERT INTO start (started, far) SELECT date '1500-01-01' + (random() * 400000)::integer, true
FROM generate_series(1, 30);
CREATE INDEX ON start (started);
ANALYZE start;

-- Due dates, of a limit that is no constant.
CREATE TEMPORARY TABLE due ON COMMIT DROP AS
SELECT l.t, s.id, s.started, sen.due_date(l.name, s.started) AS due FROM lim l
JOIN start s ON NOT (s.far AND l.in_calendar);
-- Days: due dates and their neighbours, any day, infinite, unknown; and, as
-- edges, far ones and those at the ends of the
-- calendar and of what can be stored. No start is due so far away, but the
-- comparison is as true or false there as anywhere.
CREATE TEMPORARY TABLE day ON COMMIT DROP AS
SELECT t, edge, row_number() OVER (PARTITION BY t, edge) AS n, day FROM (
    SELECT t, false AS edge, due + k - 1 AS day
    FROM (SELECT d.t, due, row_number() OVER (PARTITION BY d.t ORDER BY random()) AS n FROM due d
          JOIN start s USING (id) WHERE isfinite(due) AND NOT s.far) d, generate_series(0, 2) k WHERE n <= 5
    UNION ALL SELECT t, false, date '1989-06-01' + (random() * 26500)::integer FROM lim, generate_series(1, 3)
    UNION ALL SELECT t, false, unnest('{NULL,infinity,-infinity}'::date[]) FROM lim
    UNION ALL SELECT t, true, due + k - 1
        FROM (SELECT d.t, due, row_number() OVER (PARTITION BY d.t ORDER BY random()) AS n FROM due d
              JOIN start s USING (id) WHERE isfinite(due) AND s.far) d, generate_series(0, 2) k WHERE n <= 3
    UNION ALL SELECT t, true,
        unnest('{4714-11-24 BC,4713-06-30 BC,0001-01-01 '
               'BC,1800-01-01,1977-12-31,1978-01-01,1979-12-31,2098-01-01,2099-12-31,2100-01-01,2300-02-28,'
               '5874897-01-01,5874897-12-31}'::date[]) FROM lim) x;
ALTER TABLE day ADD PRIMARY KEY (t, edge, n);
CREATE UNIQUE INDEX ON due (t, id);
ANALYZE due;
ANALYZE day;

-- The first difference, or error, in words; NULL if there is none.
-- -----------------------------------------------------
-- In the SELECT list, three-valued, the day from a column: the limit from a column too, then as a constant.
CREATE FUNCTION pg_temp.in_list(limit_name text, spelled text, edges boolean) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    found text;
BEGIN
    EXECUTE format($q$
        SELECT format('started %%s, days %%s and %%s: expected %%s, got %%s', d.started, a.day, b.day, e, g)
        FROM due d JOIN day a ON a.t = d.t AND a.edge = %3$L JOIN day b ON b.t = d.t AND b.edge = a.edge
            AND b.n = (a.n * 7 + 3) %% 13 + 1 JOIN (SELECT name AS l, t FROM lim OFFSET 0) l ON l.t = d.t,
             LATERAL (SELECT ARRAY[d.due < a.day, d.due <= a.day, d.due > a.day, d.due >= a.day, d.due < a.day,
                                   CASE WHEN a.day IS NOT NULL AND b.day IS NOT NULL THEN d.due BETWEEN a.day AND b.day
                                   END] AS e) e,
             LATERAL (SELECT ARRAY[sen.due_before(%1$s, d.started, a.day), sen.due_by(%1$s, d.started, a.day),
                                   sen.due_after(%1$s, d.started, a.day), sen.due_from(%1$s, d.started, a.day),
                                   sen.is_overdue(%1$s, d.started, a.day),
                                   sen.due_between(%1$s, d.started, a.day, b.day)] AS g) g
        WHERE d.t = %2$L AND e IS DISTINCT FROM g LIMIT 1$q$, spelled, limit_name, edges) INTO found;
    RETURN found;
EXCEPTION WHEN OTHERS THEN
    RETURN SQLERRM;
END $$;
SELECT is(pg_temp.in_list(t, 'l.l', e), NULL, t || ': as a column, for every start and '
          || CASE WHEN e THEN 'edge' ELSE 'day' END) FROM lim, unnest('{f,t}'::boolean[]) e ORDER BY e, place;
SELECT is(pg_temp.in_list(t, quote_literal(t) || '::sen.time_limit', e), NULL,
          t || ': as a constant, the day from a column, for every start and ' || CASE WHEN e THEN 'edge' ELSE 'day' END)
FROM lim, unnest('{f,t}'::boolean[]) e ORDER BY e, place;

-- In a WHERE clause, limit and day constants, through the index. (Only here are sequential scans discouraged: what they
-- cost then would have every statement of pgTAP's own compiled.)
CREATE FUNCTION pg_temp.in_where(limit_name text, edges boolean) RETURNS text LANGUAGE plpgsql
    SET enable_seqscan = off AS $$
DECLARE
    d record;
    c record;
    all_of integer[] := (SELECT array_agg(id) FROM due WHERE t = limit_name);
    got integer[];
BEGIN
    FOR d IN
        SELECT a.day AS a, b.day AS b, x.*
        FROM day a JOIN day b ON b.t = a.t AND b.edge = a.edge AND b.n = (a.n * 7 + 3) % 13 + 1
        CROSS JOIN LATERAL (SELECT array_agg(u.id ORDER BY u.id) FILTER (WHERE u.due < a.day) AS ids_before,
                                   array_agg(u.id ORDER BY u.id) FILTER (WHERE u.due <= a.day) AS ids_by,
                                   array_agg(u.id ORDER BY u.id) FILTER (WHERE u.due > a.day) AS ids_after,
                                   array_agg(u.id ORDER BY u.id) FILTER (WHERE u.due >= a.day) AS ids_from,
                                   array_agg(u.id ORDER BY u.id) FILTER (WHERE u.due BETWEEN a.day AND b.day)
                                       AS ids_between
                            FROM due u WHERE u.t = limit_name) x
        WHERE a.t = limit_name AND a.edge = edges
    LOOP
        FOR c IN SELECT *
            FROM (VALUES ('due_before', d.ids_before, false), ('due_by', d.ids_by, false),
                         ('due_after', d.ids_after, false), ('due_from', d.ids_from, false),
                         ('is_overdue', d.ids_before, false), ('due_between', d.ids_between, true))
                v (called, expected, two) LOOP
            BEGIN
                EXECUTE format('SELECT array_agg(s.id ORDER BY s.id) FROM start s WHERE sen.%I(%L, s.started, %L%s) '
                               'AND s.id = ANY ($1)', c.called, limit_name, d.a,
                               CASE WHEN c.two THEN format(', %L', d.b) ELSE '' END) INTO got USING all_of;
            EXCEPTION WHEN OTHERS THEN
                RETURN format('%s %s %s: %s', c.called, d.a, d.b, SQLERRM);
            END;
            IF got IS DISTINCT FROM c.expected THEN
                RETURN format('%s %s %s: expected %s, got %s', c.called, d.a, d.b, c.expected, got);
            END IF;
        END LOOP;
    END LOOP;
    RETURN NULL;
END $$;
SELECT is(pg_temp.in_where(t, e), NULL, t || ': as a constant in a WHERE clause, for every '
          || CASE WHEN e THEN 'edge' ELSE 'day' END) FROM lim, unnest('{f,t}'::boolean[]) e ORDER BY e, place;

-- The bounds themselves: by their definition, over every start at hand.
SELECT is((SELECT string_agg(DISTINCT d.t, ', ') FROM due d JOIN day a ON a.t = d.t JOIN lim l ON l.t = d.t
           WHERE NOT a.edge AND ((d.started >= sen.earliest_start(l.name, a.day)) IS DISTINCT FROM (d.due >= a.day)
                                 OR (d.started <= sen.latest_start(l.name, a.day)) IS DISTINCT FROM (d.due <= a.day))),
          NULL, 'sen.earliest_start() and sen.latest_start() by their definition');

-- How many rows it expects
-- ---------------------------------------------------------------------------------------------
-- 200,000 starts, as many on any day of 2005 to 2025 as on any other: nothing of it is random.
\if :whole
CREATE TEMPORARY TABLE even ON COMMIT DROP AS SELECT n AS id, date '2005-01-01' + (n % 7670) AS started
    FROM generate_series(1, 200000) n;
CREATE INDEX ON even (started);
ANALYZE even;
CREATE FUNCTION pg_temp.expected_rows(condition text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    plan jsonb;
BEGIN
    EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM even WHERE ' || condition INTO plan;
    RETURN (plan #>> '{0,Plan,Plan Rows}')::numeric;
END $$;
CREATE FUNCTION pg_temp.true_rows(condition text) RETURNS numeric LANGUAGE plpgsql AS $$
DECLARE
    n numeric;
BEGIN
    EXECUTE 'SELECT count(*) FROM even WHERE ' || condition INTO n;
    RETURN n;
END $$;
SET LOCAL sen_improvement.as_of = '2012-03-01';
SELECT ok(e BETWEEN n / 2 AND n * 2 AND n > 0, format('expects %s of %s rows: %s', e, n, c))
FROM unnest('{final_plan,reassess_decision,recent_assessment_bar,next_review,post16_to_post16,cert_no_mediation,'
            'plan_transfer_late_notice,mediation_date_notice,la_response,appeal_notice}'::text[]) l,
     LATERAL (VALUES (format('sen.is_overdue(%L, started, %L)', l, '2010-05-05')),
              (format('sen.is_overdue(%L, started)', l)), (format('sen.is_overdue(%L, started, sen.today() - 400)', l)),
                     (format('sen.due_between(%L, started, %L, %L)', l, '2015-01-01', '2015-06-30')),
                     (format('sen.due_between(%L, started, sen.today(), sen.today() + 30)', l)),
                     (format('sen.due_from(%L, started, %L)', l, '2024-02-02')),
                     (format('sen.due_after(%L, started, current_date)', l)),
                     (format('sen.due_by(%L, started, %L)', l, '2006-12-31')),
                     (format('sen.due_before(%L, started, %L)', l, '2007-12-31'))) v (c),
     LATERAL (SELECT pg_temp.expected_rows(c) AS e, pg_temp.true_rows(c) AS n) x
WHERE c !~ 'current_date';
-- Nothing, or everything.
SELECT ok(pg_temp.expected_rows(format('sen.is_overdue(%L, started, %L)', l, '2004-01-01')) < 1000,
          l || ': nothing overdue, and it knows')
FROM unnest('{final_plan,recent_assessment_bar,cert_no_mediation}'::text[]) l;
SELECT ok(pg_temp.expected_rows(format('sen.is_overdue(%L, started, %L)', l, '2030-01-01')) > 199000,
          l || ': everything overdue, and it knows')
FROM unnest('{final_plan,recent_assessment_bar,cert_no_mediation}'::text[]) l;
\endif

SELECT * FROM finish();
ROLLBACK;
