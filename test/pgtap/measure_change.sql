-- Each measure against each day that it can be compared with, by a slow model over random data: which two figures,
-- which cases they share, month by month, and what is left to compare. Then how often the dashboard calls chance a
-- change or a trend, in a programme in which nothing changes.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
SELECT CASE WHEN :'whole' THEN 4 ELSE 1 END AS any_days \gset
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
SELECT diag('measure_change: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset
\set programme mc
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = mc, public;

INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source, replaced_on)
VALUES ('n1', 'First', 'DfE', 'Council', '2023-05-07', 'x', '2024-06-06'),
       ('n2', 'Second', 'DfE', 'Council', '2024-06-06', 'x', NULL);
INSERT INTO review (review_id, notice_id, kind, held_on, source)
VALUES ('r1', 'n1', 'stocktake', '2023-11-26', 'x'), ('r2', 'n2', 'stocktake', '2024-12-10', 'x');
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O', 'Plan', 'Objective', '2022-01-01');
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
SELECT 'B' || n, 'Board', d, d, 'x' FROM (SELECT n, date '2023-10-10' + n * 47 AS d FROM generate_series(1, 14) n) x;
-- Counted over each time, and typed in of each kind, with the first days of their periods and without.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, definition, local_authority, counted_over,
                     excluding_exceptions)
SELECT 'C' || row_number() OVER (), 'O', 'Counted', 'percent', 'increase', '2023-01-01', 20, '2027-12-31', 60,
       'counted', 1, f, a, o, e
FROM unnest('{plans_in_20_weeks,decisions_in_6_weeks}'::text[]) f, unnest('{344,343}'::text[]) a,
     unnest('{month,twelve months,year}'::text[]) o, unnest('{t,f}'::boolean[]) e;
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
SELECT 'T' || n, 'O', 'Typed', CASE WHEN n % 4 = 3 THEN 'weeks' ELSE 'percent' END,
       CASE WHEN up THEN 'increase' ELSE 'decrease' END, date '2023-01-31' + n, 30, '2027-12-31',
       CASE WHEN up THEN 60 ELSE 10 END, 'counted', 1,
       (ARRAY['single periods', 'on a day', 'rolling', 'year to date', 'cumulative', NULL])[1 + n % 6]
FROM (SELECT n, n % 5 < 3 AS up FROM generate_series(1, 24) n) x;
-- Every second one has the first days of its periods, as its kind has them; some counts go back.
INSERT INTO measurement (measure_id, period_to, period_from, value, numerator, denominator, reported_on)
SELECT measure_id, day,
       CASE WHEN n / 6 % 2 = 0 THEN
           CASE period_kind WHEN 'single periods' THEN date_trunc('month', day)::date WHEN 'on a day' THEN day
                WHEN 'rolling' THEN (date_trunc('month', day) - interval '5 months')::date
                WHEN 'year to date' THEN date_trunc('year', day)::date WHEN 'cumulative' THEN date '2023-01-01' END END,
       -- T7 never moves from its baseline.
       CASE WHEN n = 7 THEN 30 WHEN n % 4 = 3 THEN least((random() * 50)::integer, 50) END,
       CASE WHEN n % 4 < 3 THEN (size * share)::integer END, CASE WHEN n % 4 < 3 THEN size::integer END,
       CASE WHEN random() < 0.3 THEN day + (random() * 30)::integer END
FROM (SELECT m.*, substring(m.measure_id FROM 2)::integer AS n,
             (date '2023-01-01' + make_interval(months => k) - interval '1 day')::date AS day, random() AS share,
             CASE WHEN m.period_kind IN ('year to date', 'cumulative') AND random() < 0.9 THEN 40 * k
                  ELSE 20 + floor(random() * 60) END AS size
      FROM measure m, generate_series(1, 30) k WHERE m.definition IS NULL AND random() < 0.8) x;
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on, week20)
SELECT (ARRAY['344', '343', '341'])[1 + n % 3], 'R' || n, r, CASE WHEN a < 0.7 THEN 'Y' ELSE 'N' END,
       r + 20 + (b * 50)::integer, CASE WHEN a < 0.6 THEN 'Y' END,
       CASE WHEN a < 0.6 THEN r + 80 + (b * 120)::integer END, a < 0.1
FROM (SELECT n, date '2022-06-01' + (random() * 900)::integer AS r, random() AS a, random() AS b
      FROM generate_series(1, 700) n) x;

SELECT sen.analyse_programme('mc') AS analysed \gset

-- Newcombe's interval of the later proportion less the earlier, from two Wilson intervals, in numeric.
CREATE FUNCTION pg_temp.wilson(x numeric, n numeric) RETURNS numeric[] LANGUAGE sql AS $$
    SELECT ARRAY[(2 * x + z * z - z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z)),
                 (2 * x + z * z + z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z))]
    FROM (SELECT 1.959963984540054) c (z) $$;
CREATE FUNCTION pg_temp.change(x1 numeric, n1 numeric, x2 numeric, n2 numeric) RETURNS numeric[] LANGUAGE sql AS $$
    SELECT ARRAY[q - p - sqrt((q - w[1]) ^ 2 + (v[2] - p) ^ 2), q - p + sqrt((w[2] - q) ^ 2 + (p - v[1]) ^ 2)]
    FROM (SELECT x1 / n1 AS p, x2 / n2 AS q, pg_temp.wilson(x1, n1) AS v, pg_temp.wilson(x2, n2) AS w
          WHERE n1 > 0 AND n2 > 0) c $$;

-- The figures of all measures in a report as on d, with the day from which each was known: typed in, or as the
-- compliance views count; and the months of those counted. Worked out once a day.
CREATE TEMPORARY TABLE month (measure_id text, month date, x numeric, n numeric);
CREATE TEMPORARY TABLE figure (measure_id text, first date, last date, x numeric, n numeric, value numeric, known date);
CREATE FUNCTION pg_temp.count_figures(d date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    TRUNCATE month, figure;
    INSERT INTO month SELECT m.measure_id, c.month,
        CASE WHEN m.excluding_exceptions THEN c.in_time_excluding ELSE c.in_time END,
        CASE WHEN m.excluding_exceptions THEN c.finished_excluding ELSE c.finished END
        FROM compliance_by_month c JOIN measure m USING (definition, local_authority);
    INSERT INTO figure SELECT v.measure_id, v.period_from, v.period_to, v.numerator, v.denominator,
        coalesce(v.value, round(100 * v.numerator / v.denominator, 2)), greatest(v.period_to, v.reported_on)
        FROM measurement v WHERE v.denominator IS DISTINCT FROM 0 AND greatest(v.period_to, v.reported_on) <= d;
    INSERT INTO figure SELECT m.measure_id, c.first, c.last, k.x, k.n, round(100 * k.x / k.n, 2), c.last
        FROM (SELECT 'month' AS over, definition, local_authority, month AS first,
                     (month + interval '1 month - 1 day')::date AS last, in_time, finished, in_time_excluding,
                     finished_excluding
              FROM compliance_by_month WHERE (month + interval '1 month - 1 day')::date <= d
              UNION ALL SELECT 'twelve months', definition, local_authority,
                               (date_trunc('month', twelve_months_to) - interval '11 months')::date, twelve_months_to,
                               in_time, finished, in_time_excluding, finished_excluding FROM compliance_rolling
              UNION ALL SELECT 'year', definition, local_authority, make_date(year, 1, 1),
                               least(make_date(year, 12, 31), d), in_time, finished, in_time_excluding,
                               finished_excluding FROM compliance_by_year)
            c (over, definition, local_authority, first, last, i, f, ix, fx)
        JOIN measure m ON m.counted_over = c.over AND m.definition = c.definition
            AND m.local_authority = c.local_authority
        CROSS JOIN LATERAL (SELECT CASE WHEN m.excluding_exceptions THEN c.ix ELSE c.i END::numeric AS x,
                                   CASE WHEN m.excluding_exceptions THEN c.fx ELSE c.f END::numeric AS n) k
        WHERE k.n > 0;
END $$;
-- What months of one twelve months are not in the other.
CREATE FUNCTION pg_temp.months_only_in(m measure, this date, other date, OUT x numeric, OUT n numeric)
    LANGUAGE sql AS $$
    SELECT coalesce(sum(c.x), 0), coalesce(sum(c.n), 0)
    FROM (SELECT date_trunc('month', this) - make_interval(months => k) FROM generate_series(0, 11) k
          EXCEPT SELECT date_trunc('month', other) - make_interval(months => k) FROM generate_series(0, 11) k) s (month)
    JOIN month c ON c.month = s.month AND c.measure_id = m.measure_id $$;

CREATE FUNCTION pg_temp.expected(d date, m measure, compare text) RETURNS TABLE (measure_id text, since text,
        since_on date, from_on date, from_value numeric, to_on date, to_value numeric, change numeric, lower numeric,
        upper numeric, moving text, compared text)
LANGUAGE plpgsql AS $$
DECLARE
    l record; e record; a record; b record; i numeric[]; in_force record;
BEGIN
    IF coalesce(m.agreed_on, m.baseline_on) > d THEN RETURN; END IF;
    measure_id := m.measure_id; since := compare;
    SELECT n.notice_id, n.issued_on INTO in_force FROM notice n
    WHERE n.issued_on <= d AND (n.replaced_on IS NULL OR n.replaced_on > d) ORDER BY n.issued_on DESC LIMIT 1;
    since_on := CASE since WHEN 'last meeting' THEN (SELECT max(held_on) FROM meeting WHERE held_on < d)
                     WHEN 'last review' THEN (SELECT max(held_on) FROM review r
                                              WHERE r.held_on <= d AND r.notice_id = in_force.notice_id)
                     WHEN 'notice' THEN in_force.issued_on WHEN 'baseline' THEN m.baseline_on
                     ELSE (d - interval '1 year')::date END;
    SELECT * INTO l FROM figure f WHERE f.measure_id = m.measure_id ORDER BY last DESC LIMIT 1;
    SELECT * INTO e FROM figure f WHERE f.measure_id = m.measure_id AND f.known <= since_on ORDER BY last DESC LIMIT 1;
    to_on := l.last; to_value := l.value; from_on := e.last; from_value := e.value;
    IF since = 'baseline' AND from_on IS NULL THEN from_on := m.baseline_on; from_value := m.baseline_value; END IF;
    IF from_on < to_on THEN
        change := to_value - from_value;
        IF l.n IS NOT NULL AND e.n IS NOT NULL THEN
            IF m.counted_over = 'twelve months' THEN
                SELECT * INTO b FROM pg_temp.months_only_in(m, l.last, e.last);
                SELECT * INTO a FROM pg_temp.months_only_in(m, e.last, l.last);
                i := pg_temp.change(a.x, a.n, b.x, b.n);
                compared := CASE WHEN l.first > e.last THEN 'apart' ELSE 'months' END;
            ELSIF l.first > e.last THEN
                i := pg_temp.change(e.x, e.n, l.x, l.n); compared := 'apart';
            ELSIF l.first = e.first OR m.period_kind = 'cumulative' AND l.first IS NULL THEN
                IF l.x >= e.x AND l.n - e.n >= l.x - e.x THEN
                    i := pg_temp.change(e.x, e.n, l.x - e.x, l.n - e.n); compared := 'added';
                ELSE compared := 'nothing'; END IF;
            ELSIF m.period_kind IN ('rolling', 'year to date', 'cumulative') THEN compared := 'nothing';
            ELSE i := pg_temp.change(e.x, e.n, l.x, l.n); compared := 'apart'; END IF;
            lower := round(100 * i[1], 2); upper := round(100 * i[2], 2);
        END IF;
        moving := CASE WHEN 0 BETWEEN i[1] AND i[2] THEN 'no clear change' WHEN change = 0 THEN 'unchanged'
                       WHEN sign(i[1]) <> sign(change) THEN 'no clear change'
                       WHEN sign(change) = CASE m.direction WHEN 'increase' THEN 1 ELSE -1 END THEN 'better'
                       ELSE 'worse' END;
    END IF;
    RETURN NEXT;
END $$;
CREATE TEMPORARY TABLE seen (since text, moving text, compared text, days integer);
CREATE FUNCTION pg_temp.differences(d date) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('sen_improvement.as_of', d::text, true);
    PERFORM pg_temp.count_figures(d);
    CREATE TEMPORARY TABLE got ON COMMIT DROP AS
        SELECT c.measure_id, c.since, c.since_on, c.from_on, c.from_value, c.to_on, c.to_value, c.change, c.lower,
               c.upper, c.moving,
               CASE WHEN c.in_words ~ 'by the cases that the two do not share' THEN 'months'
                    WHEN c.in_words ~ 'the cases added since against' THEN 'added'
                    WHEN c.in_words ~ 'cannot be told' THEN 'nothing' WHEN c.in_words ~ '95%' THEN 'apart'
               END AS compared
        FROM measure_change c;
    CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS
        SELECT e.* FROM measure m, unnest('{last meeting,last review,notice,baseline,year before}'::text[]) s
        CROSS JOIN LATERAL pg_temp.expected(d, m, s) e;
    -- Without a case on one side there is nothing that an interval could be of.
    UPDATE wanted SET compared = NULL WHERE compared = 'apart' AND lower IS NULL;
    INSERT INTO seen SELECT w.since, w.moving, w.compared, w.to_on - w.from_on FROM wanted w;
    RETURN QUERY SELECT d || ' got ' || g FROM (SELECT * FROM got EXCEPT SELECT * FROM wanted) g
        UNION ALL SELECT d || ' wanted ' || w FROM (SELECT * FROM wanted EXCEPT SELECT * FROM got) w ORDER BY 1 LIMIT 6;
    DROP TABLE got; DROP TABLE wanted;
END $$;
SELECT is_empty(format('SELECT * FROM pg_temp.differences(%L)', day), 'every measure against every day, on ' || day)
FROM (SELECT date '2023-12-01' + (random() * 600)::integer AS day FROM generate_series(1, :any_days)
      UNION SELECT * FROM (VALUES (date '2024-02-29'), (date '2024-06-06'), (date '2024-12-31'), (date '2023-02-10')) v)
     x ORDER BY day;
SELECT is((SELECT string_agg(DISTINCT moving, ', ' ORDER BY moving) FROM seen),
          'better, no clear change, unchanged, worse', 'every way of moving was among them');
SELECT is((SELECT string_agg(DISTINCT compared, ', ' ORDER BY compared) FROM seen), 'added, apart, months, nothing',
          'and every way in which two figures lie');
SELECT cmp_ok((SELECT count(*) FROM seen WHERE compared = 'months' AND days < 300), '>', 20::bigint,
              'and many rolling rates that share months');

-- The series: no two figures of it share a day, and every measure is in it but those that measure_periods leaves out.
SELECT is_empty($$SELECT a.measure_id, a.period_to FROM measure_series a JOIN measure_series b
                  ON b.measure_id = a.measure_id AND b.period_to > a.period_to
                  AND coalesce(b.period_from, b.period_to) <= a.period_to$$, 'no two figures of a series share a day');
SELECT results_eq($$SELECT p.measure_id, p.series IS NOT NULL, p.no_series IS NULL FROM measure_periods p
                    ORDER BY measure_id$$,
                  $$SELECT m.measure_id, k, k FROM (SELECT m.measure_id, m.definition IS NOT NULL
                        OR coalesce(m.period_kind IN ('single periods', 'on a day'), false) AS k
                        FROM measure m) m (measure_id, k)
                    ORDER BY measure_id$$, 'which measures have a series');
SELECT results_eq('SELECT measure_id FROM measure_series GROUP BY 1 ORDER BY 1',
                  'SELECT measure_id FROM measure_periods WHERE series IS NOT NULL ORDER BY 1', 'and they have one');
SELECT results_eq($$SELECT s.measure_id, s.period_from, s.numerator, s.denominator FROM measure_series s
                    JOIN measure m USING (measure_id) WHERE m.counted_over <> 'month' ORDER BY 1, 2$$,
                  $$SELECT m.measure_id, c.month,
                           (CASE WHEN m.excluding_exceptions THEN c.in_time_excluding ELSE c.in_time END)::numeric,
                           (CASE WHEN m.excluding_exceptions THEN c.finished_excluding ELSE c.finished END)::numeric
                    FROM measure m JOIN compliance_by_month c USING (definition, local_authority)
                    WHERE m.counted_over <> 'month'
                      AND CASE WHEN m.excluding_exceptions THEN c.finished_excluding ELSE c.finished END > 0
                    ORDER BY 1, 2$$, 'counted over whatever time, the single months');
-- Each definition since each day: the months after that of the day, and as many before it, one by one.
CREATE FUNCTION pg_temp.since_differences(d date) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    c record; k record; later date[]; before date[]; wanted text; got text; i numeric[];
BEGIN
    PERFORM set_config('sen_improvement.as_of', d::text, true);
    FOR c IN SELECT * FROM compliance_change LOOP
        -- A baseline is a measure's own day, which compared_day does not have.
        SELECT coalesce((SELECT x.on_day FROM compared_day x WHERE x.since = c.since), c.since_on) AS on_day INTO k;
        SELECT array_agg(m::date) INTO later
        FROM generate_series(date_trunc('month', k.on_day) + interval '1 month',
                             date_trunc('month', d + 1) - interval '1 day', '1 month') m;
        before := ARRAY(SELECT (date_trunc('month', k.on_day) - make_interval(months => n))::date
                        FROM generate_series(1, coalesce(cardinality(later), 0)) n);
        SELECT sum(f) FILTER (WHERE month = ANY (later)) AS f2, sum(t) FILTER (WHERE month = ANY (later)) AS t2,
               sum(f) FILTER (WHERE month = ANY (before)) AS f1, sum(t) FILTER (WHERE month = ANY (before)) AS t1 INTO k
        FROM (SELECT month, finished_excluding AS f, in_time_excluding AS t FROM compliance_by_month v
              WHERE v.definition = c.definition AND v.local_authority = c.local_authority) x;
        i := pg_temp.change(k.t1, k.f1, k.t2, k.f2);
        wanted := concat_ws(' ', coalesce(cardinality(later), 0), coalesce(k.f2, 0), coalesce(k.t2, 0),
                            coalesce(k.f1, 0), coalesce(k.t1, 0),
                            CASE WHEN i IS NULL THEN 'no cases' WHEN i[1] > 0 THEN 'rose' WHEN i[2] < 0 THEN 'fell'
                                 ELSE 'no clear' END);
        got := concat_ws(' ', c.months, c.finished_excluding, c.in_time_excluding, c.finished_excluding_before,
                         c.in_time_excluding_before,
                         substring(c.change_in_words FROM '^(no cases|rose|fell|no clear)'));
        IF got <> wanted THEN RETURN NEXT format('%s %s %s: %s instead of %s', d, c.definition, c.since, got, wanted);
        END IF;
    END LOOP;
END $$;
SELECT is_empty(format('SELECT * FROM pg_temp.since_differences(%L)', day),
                'every definition since every day, on ' || day)
FROM unnest('{2024-06-30,2024-12-15,2024-02-29}'::date[]) day;
SELECT is((SELECT string_agg(DISTINCT since, ', ' ORDER BY since) FROM compliance_change WHERE finished_excluding > 0
           AND finished_excluding_before > 0), 'baseline, last review, notice, year before',
          'with cases on both sides');

-- A measure that says that its periods are apart, and whose days say otherwise.
UPDATE measure SET period_kind = 'single periods' WHERE period_kind = 'rolling';
SELECT results_eq($$SELECT DISTINCT p.series, p.is_overlapping, p.no_series FROM measure_periods p
                    JOIN measurement v USING (measure_id) JOIN measure m USING (measure_id)
                    WHERE v.period_from < v.period_to - 100 AND m.period_kind = 'single periods'$$,
                  $$VALUES (NULL::text, true, 'its figures share cases, as their periods overlap by their days')$$,
                  'days that overlap count more than the word');
SELECT is((SELECT DISTINCT severity FROM data_quality
           WHERE finding = 'periods overlap by their days, though the measure says that they do not'), 'error',
          'and that is a finding');
SELECT is((SELECT how_many FROM data_quality
           WHERE finding = 'not said whether the periods of its figures overlap'),
          (SELECT count(*) FROM measure WHERE definition IS NULL AND period_kind IS NULL),
          'as are those that say nothing');

-- Nothing changes ----------------------------------------------------------------------------------------------
-- 1,000 measures of the size of the demo: each month 50 to 70 plans, of which each is in time by the same chance.
-- Rolling rates of the same plans beside them, typed in.
\if :whole
DELETE FROM measurement; DELETE FROM measure; DELETE FROM ehc_request; DELETE FROM meeting;
SET LOCAL sen_improvement.as_of = '2025-06-30';
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('B', 'Board', '2025-05-31', '2025-05-31', 'x');
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind)
SELECT k || g, 'O', 'Still', 'percent', 'increase', '2024-05-31', 12, '2026-06-30', 49, 'counted', 1,
       CASE k WHEN 'S' THEN 'single periods' ELSE 'rolling' END
FROM generate_series(1, 1000) g, unnest('{S,R}'::text[]) k;
CREATE TEMPORARY TABLE drawn ON COMMIT DROP AS
SELECT g, (date '2023-07-01' + make_interval(months => k) - interval '1 day')::date AS last, n,
       (SELECT count(*) FROM generate_series(1, n) WHERE random() < 0.126 AND g > 0) AS x
FROM (SELECT g, k, 50 + (random() * 20)::integer AS n FROM generate_series(1, 1000) g, generate_series(0, 24) k) m;
INSERT INTO measurement (measure_id, period_to, numerator, denominator)
SELECT 'S' || g, last, x, n FROM drawn WHERE last > '2024-05-31'
UNION ALL
SELECT 'R' || a.g, a.last, sum(b.x), sum(b.n) FROM drawn a
JOIN drawn b ON b.g = a.g AND b.last <= a.last AND b.last > a.last - interval '12 months' + interval '1 day'
WHERE a.last > '2024-05-31' GROUP BY a.g, a.last;
SELECT sen.analyse_programme('mc') AS analysed \gset
CREATE TEMPORARY TABLE said ON COMMIT DROP AS SELECT left(measure_id, 1) AS kind, d.* FROM dashboard d;
SELECT diag(format('of 1,000 single series without change: %s trends, %s that lead away, %s changes since the last '
                   'meeting; of the rolling rates of the same: %s trends now, %s if they were drawn',
                   count(*) FILTER (WHERE kind = 'S' AND trend_in_words ~ '^(rising|falling)'),
                   count(*) FILTER (WHERE kind = 'S' AND because ~ 'leads away'),
                   count(*) FILTER (WHERE kind = 'S' AND moving IN ('better', 'worse')),
                   count(*) FILTER (WHERE kind = 'R' AND (trend_lower IS NOT NULL OR because ~ 'leads away')),
                   (SELECT count(*) FROM (SELECT sen.theil_sen(v.period_to, 100 * v.numerator / v.denominator) AS t
                                          FROM measurement v WHERE v.measure_id LIKE 'R%' GROUP BY v.measure_id) x
                    WHERE (t).lower > 0 OR (t).upper < 0)))
FROM said;
SELECT cmp_ok(count(*) FILTER (WHERE trend_in_words ~ '^(rising|falling)'), '<=', 50::bigint,
              'of 1,000 series without change at most 5 in 100 are called a trend')
FROM said WHERE kind = 'S';
-- 5 in 100 and what chance adds to that in one run of 400.
SELECT cmp_ok(count(*) FILTER (WHERE moving IN ('better', 'worse')), '<=', 69::bigint,
              'and hardly more than so many a change since the last meeting')
FROM said WHERE kind = 'S';
SELECT is_empty($$SELECT * FROM said WHERE kind = 'R'
                  AND (coalesce(trend_per_month, trend_lower, trend_upper) IS NOT NULL
                  OR projected_on IS NOT NULL OR points > 0 OR because ~ 'leads away|at the pace|95% interval')$$,
                'nothing is drawn from rolling rates');
SELECT is((SELECT string_agg(DISTINCT trend_in_words, '; ') FROM said WHERE kind = 'R'),
          'no trend is drawn, since its figures share cases, as their periods overlap: rolling', 'and it says why');
\endif
SELECT * FROM finish();
ROLLBACK;
