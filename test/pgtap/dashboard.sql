-- The views of measures, audits and waits against slow loops over random data, on several days: every figure,
-- the plan, the trend by all pairs of points, the intervals by their formulae, and the verdict by its rules one
-- after the other. Counted measures are compared with the compliance views.
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
-- Where both seeds are tried, more days with the fixed one.
SELECT CASE WHEN :'whole' THEN 8 ELSE 2 END AS any_days \gset
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
SELECT diag('dashboard: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset
\set programme dt
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = dt, public;

INSERT INTO evidence (evidence_id, kind, title, dated_on, illustrative)
SELECT 'E' || n, 'data', 'Source ' || n, '2022-01-01', n % 4 = 0 FROM generate_series(1, 12) n;
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O', 'Plan', 'Objective', '2022-01-01');
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
SELECT 'B' || n, 'Board', d, CASE WHEN n % 5 > 0 THEN d + n % 3 END, 'x'
FROM (SELECT n, date '2023-10-10' + n * 41 AS d FROM generate_series(1, 20) n) x;
-- With counts, with values in percent, and in weeks; the target sometimes equals the baseline; three do not move.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, agreed_on, evidence_id, period_kind)
SELECT 'M' || n, 'O', 'Measure ' || n, CASE n % 3 WHEN 2 THEN 'weeks' ELSE 'percent' END,
       CASE WHEN up THEN 'increase' ELSE 'decrease' END, d, b, d + 300 + (random() * 600)::integer,
       b + CASE WHEN up THEN 1 ELSE -1 END * CASE WHEN n % 11 = 0 THEN 0 ELSE round((random() * 30)::numeric, (n % 4))
                                             END,
       'counted', (ARRAY[1, 1, 2, 3, 6, 12])[1 + n % 6], CASE WHEN n % 7 = 0 THEN d + (random() * 400)::integer END,
       CASE WHEN n % 5 > 0 THEN 'E' || 1 + n % 12 END,
       CASE n % 10 WHEN 1 THEN 'rolling' WHEN 2 THEN 'cumulative' WHEN 3 THEN 'on a day' WHEN 4 THEN NULL
            ELSE 'single periods' END
FROM (SELECT n, random() < 0.5 AS up, date '2023-01-01' + (random() * 500)::integer AS d,
      round((30 + random() * 30)::numeric, n % 3) AS b FROM generate_series(1, 90) n) x;
INSERT INTO measurement (measure_id, period_to, value, numerator, denominator, reported_on, evidence_id)
SELECT x.measure_id, x.day, CASE WHEN x.kind > 0 THEN x.v END,
       CASE WHEN x.kind = 0 THEN least(x.n, round(greatest(x.v, 0) * x.n / 100)) END, CASE WHEN x.kind = 0 THEN x.n END,
       CASE WHEN x.late < 0.4 THEN x.day - 10 + (x.late * 200)::integer END,
           CASE WHEN x.late > 0.2 THEN 'E' || 1 + (x.late * 11)::integer END
FROM (
    SELECT m.measure_id, substring(m.measure_id FROM 2)::integer % 3 AS kind,
           (date_trunc('month', m.baseline_on) + make_interval(months => k) - interval '1 day')::date AS day,
           round((m.baseline_value + (m.target_value - m.baseline_value) * m.pace * k / 18 + (random() - 0.5)
                  * m.noise)::numeric, 1) AS v,
           CASE WHEN random() < 0.1 THEN 0 ELSE (random() * m.size)::integer END AS n, random() AS late
    FROM (SELECT m.*, CASE WHEN still THEN 0 ELSE random() * 2.5 - 0.5 END AS pace,
          CASE WHEN still THEN 0 ELSE random() * 8 END AS noise, 20 + random() * 400 AS size,
          (1 + random() * 3)::integer AS step FROM (SELECT *, measure_id IN ('M14', 'M28', 'M53') AS still
                                                    FROM measure) m WHERE measure_id <> 'M1') m
    CROSS JOIN LATERAL generate_series(-2, 34, m.step) k
    WHERE random() < 0.9 AND m.measure_id IS NOT NULL
) x;
INSERT INTO milestone (measure_id, due_on, value)
SELECT DISTINCT ON (m.measure_id, due_on) m.measure_id,
       CASE k WHEN 0 THEN m.baseline_on WHEN 1 THEN m.target_on WHEN 2 THEN m.target_on + 50
            ELSE m.baseline_on + (random() * (m.target_on - m.baseline_on))::integer END AS due_on,
       round((m.baseline_value + (m.target_value - m.baseline_value) * random())::numeric, 1)
FROM measure m CROSS JOIN generate_series(0, 5) k WHERE random() < 0.4;

-- The measures that are counted, and cases for them.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, definition, local_authority, counted_over,
                     excluding_exceptions)
SELECT 'C' || row_number() OVER (), 'O', 'Counted', 'percent', 'increase', '2023-01-01', 20, '2025-12-31', 60,
       'counted', 1, f, a, o, e
FROM unnest('{plans_in_20_weeks,decisions_in_6_weeks,phase_transfers_in_time}'::text[]) f,
    unnest('{344,343}'::text[]) a, unnest('{month,twelve months,year}'::text[]) o, unnest('{t,f}'::boolean[]) e;
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on, week20)
SELECT (ARRAY['344', '343', '341'])[1 + n % 3], 'R' || n, r, CASE WHEN a < 0.7 THEN 'Y' ELSE 'N' END,
       r + 20 + (b * 50)::integer, CASE WHEN a < 0.6 THEN 'Y' END,
       CASE WHEN a < 0.6 THEN r + 80 + (b * 120)::integer END, a < 0.1
FROM (SELECT n, date '2022-09-01' + (random() * 700)::integer AS r, random() AS a, random() AS b
      FROM generate_series(1, 300) n) x;
INSERT INTO assessment_exception (local_authority, request_ref, time_limit, exception)
SELECT local_authority, request_ref, 'assess_decision', 'absence_4_weeks' FROM ehc_request WHERE random() < 0.1;
INSERT INTO annual_review (local_authority, review_ref, meeting_on, decision_sent_on, outcome, transfer_phase,
                           transfer_year)
SELECT (ARRAY['344', '343'])[1 + n % 2], 'V' || n, d, d + 20, 'M', 'primary to secondary', 2023 + n % 3
FROM (SELECT n, date '2022-09-01' + (random() * 900)::integer AS d FROM generate_series(1, 60) n) x;
-- A figure typed in for a counted measure does not count.
INSERT INTO measurement (measure_id, period_to, value) VALUES ('C1', '2024-01-31', 99);

INSERT INTO plan_audit (local_authority, audit_ref, audited_on, grade, multi_agency)
SELECT (ARRAY['344', '343'])[1 + n % 2], 'A' || n, date '2023-03-01' + (random() * random() * 800)::integer,
       (ARRAY['outstanding', 'good', 'requires improvement', 'inadequate'])[1 + (random() * 3)::integer],
       (ARRAY[true, false, NULL])[1 + n % 3] FROM generate_series(1, 120) n;
INSERT INTO wait_service VALUES ('eating disorders', NULL, NULL);
INSERT INTO wait (local_authority, wait_ref, service, referred_on, assessed_on, left_on, last_contact_on)
SELECT (ARRAY['344', '343'])[1 + n % 2], 'W' || n,
       (ARRAY['speech and language', 'neurodevelopmental', 'eating disorders'])[1 + n % 3], r,
       CASE WHEN a < 0.6 THEN r + (b * 500)::integer END, CASE WHEN c < 0.2 THEN r + (a * 700)::integer END,
       CASE WHEN c > 0.3 THEN r - 20 + (c * 500)::integer END
FROM (SELECT n, date '2023-01-01' + (random() * 800)::integer AS r, random() AS a, random() AS b, random() AS c
      FROM generate_series(1, 400) n) x;

CREATE FUNCTION pg_temp.wilson(x numeric, n numeric) RETURNS numeric[] LANGUAGE sql AS $$
    SELECT ARRAY[(2 * x + z * z - z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z)),
                 (2 * x + z * z + z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z))]
    FROM (SELECT 1.959963984540054) c (z) $$;
CREATE FUNCTION pg_temp.change(x1 numeric, n1 numeric, x2 numeric, n2 numeric) RETURNS numeric[] LANGUAGE sql AS $$
    SELECT ARRAY[q - p - sqrt((q - w[1]) ^ 2 + (v[2] - p) ^ 2), q - p + sqrt((w[2] - q) ^ 2 + (p - v[1]) ^ 2)]
    FROM (SELECT x1 / n1 AS p, x2 / n2 AS q, pg_temp.wilson(x1, n1) AS v, pg_temp.wilson(x2, n2) AS w) c $$;

-- The figures that a trend may be drawn from: none of those that share days, or of which it is not said; of counts that
-- go on, what was added, if they all only go up.
CREATE FUNCTION pg_temp.series(d date, m measure) RETURNS TABLE (day date, k numeric) LANGUAGE plpgsql AS $$
DECLARE
    v measurement; n numeric := 0; o numeric := 0; days date[]; ks numeric[]; figures integer := 0;
BEGIN
    FOR v IN SELECT * FROM measurement x WHERE x.measure_id = m.measure_id
        AND greatest(x.period_to, x.reported_on) <= d ORDER BY x.period_to LOOP
        IF m.period_kind = 'cumulative' THEN
            IF v.numerator IS NULL OR v.numerator < n OR v.denominator - o < v.numerator - n THEN RETURN; END IF;
            IF v.denominator > o THEN
                days := days || v.period_to; ks := ks || round((v.numerator - n) / (v.denominator - o) * 100, 2);
            END IF;
            figures := figures + 1; n := v.numerator; o := v.denominator;
        ELSIF m.period_kind IN ('single periods', 'on a day') AND v.denominator IS DISTINCT FROM 0 THEN
            days := days || v.period_to; ks := ks || coalesce(v.value, round(v.numerator / v.denominator * 100, 2));
        END IF;
    END LOOP;
    IF m.period_kind = 'cumulative' AND figures < 2 THEN RETURN; END IF;
    RETURN QUERY SELECT * FROM unnest(days, ks);
END $$;

-- One measure on one day, step by step.
CREATE FUNCTION pg_temp.expected(d date, id text) RETURNS TABLE (measure_id text, latest_on date, latest_value numeric,
                                                                 latest_lower numeric, latest_upper numeric,
                                                                 previous_on date, previous_value numeric,
                                                                 change numeric, moving text,
    gap numeric, expected_now numeric, by_milestones numeric, next_on date, next_value numeric, on_track boolean,
    required numeric, trend numeric, trend_lower numeric, trend_upper numeric, points integer, projected_on date,
    fresh_until date, verdict text, rag text, source text, illustrative boolean)
LANGUAGE plpgsql AS $$
DECLARE
    m measure; l record; p record; met_on date; w numeric[]; c numeric[]; way integer; places integer; slope numeric;
    line record; a_on date; a_value numeric; b_on date; b_value numeric; behind boolean; away boolean; moves integer;
    passed boolean; next_end date;
BEGIN
    SELECT * INTO m FROM measure x WHERE x.measure_id = id;
    IF coalesce(m.agreed_on, m.baseline_on) > d THEN RETURN; END IF;
    measure_id := id;
    SELECT max(held_on) INTO met_on FROM meeting WHERE held_on < d;
    -- Latest and previous: the figures sorted by their days, those not known yet and those of nothing passed over.
    SELECT * INTO l FROM measurement v WHERE v.measure_id = id AND v.period_to <= d
           AND (v.reported_on IS NULL OR v.reported_on <= d) AND v.denominator IS DISTINCT FROM 0
    ORDER BY v.period_to DESC LIMIT 1;
    SELECT * INTO p FROM measurement v WHERE v.measure_id = id AND v.period_to <= met_on
           AND (v.reported_on IS NULL OR v.reported_on <= met_on) AND v.denominator IS DISTINCT FROM 0
    ORDER BY v.period_to DESC LIMIT 1;
    latest_on := l.period_to; latest_value := coalesce(l.value, round(l.numerator / l.denominator * 100, 2));
    previous_on := p.period_to; previous_value := coalesce(p.value, round(p.numerator / p.denominator * 100, 2));
    SELECT s.title INTO source FROM evidence s WHERE s.evidence_id = coalesce(l.evidence_id, m.evidence_id);
    SELECT coalesce(bool_or(s.illustrative), false) INTO illustrative FROM evidence s
    WHERE s.evidence_id IN (l.evidence_id, m.evidence_id);
    SELECT i.due_on, i.value INTO next_on, next_value FROM milestone i
    WHERE i.measure_id = id AND i.due_on BETWEEN greatest(d, m.baseline_on + 1) AND m.target_on - 1
    ORDER BY i.due_on LIMIT 1;
    points := 0; verdict := 'no recent data';
    IF l.period_to IS NULL THEN rag := 'grey'; RETURN NEXT; RETURN; END IF;
    way := CASE m.direction WHEN 'increase' THEN 1 ELSE -1 END;
    places := greatest(2, min_scale(m.baseline_value), min_scale(m.target_value), min_scale(latest_value));
    IF l.numerator IS NOT NULL THEN
        w := pg_temp.wilson(l.numerator, l.denominator);
        latest_lower := round(100 * w[1], 2); latest_upper := round(100 * w[2], 2);
    END IF;
    gap := CASE way WHEN 1 THEN m.target_value - latest_value ELSE latest_value - m.target_value END;
    IF previous_on <> latest_on THEN
        change := latest_value - previous_value;
        IF l.numerator IS NOT NULL AND p.numerator IS NOT NULL THEN
            -- Where the later figure goes on from the earlier one: what was added against what was there.
            IF m.period_kind = 'cumulative' THEN
                IF l.numerator - p.numerator BETWEEN 0 AND l.denominator - p.denominator THEN
                    IF l.denominator > p.denominator THEN
                        c := pg_temp.change(p.numerator, p.denominator, l.numerator - p.numerator,
                                            l.denominator - p.denominator);
                    END IF;
                END IF;
            ELSIF m.period_kind IS DISTINCT FROM 'rolling' THEN
                c := pg_temp.change(p.numerator, p.denominator, l.numerator, l.denominator);
            END IF;
        END IF;
        moving := CASE WHEN 0 BETWEEN c[1] AND c[2] THEN 'no clear change' WHEN change = 0 THEN 'unchanged'
                       WHEN (change > 0) = (way = 1) THEN 'better' ELSE 'worse' END;
    END IF;
    -- The plan: walk from knot to knot until the day lies between two.
    expected_now := round(m.baseline_value + (m.target_value - m.baseline_value)
                          * least(greatest(latest_on - m.baseline_on, 0), m.target_on - m.baseline_on)
                          / (m.target_on - m.baseline_on), places);
    a_on := m.baseline_on; a_value := m.baseline_value;
    FOR line IN SELECT i.due_on, i.value FROM milestone i
        WHERE i.measure_id = id AND i.due_on BETWEEN m.baseline_on + 1 AND m.target_on - 1
        UNION ALL VALUES (m.target_on, m.target_value) ORDER BY 1 LOOP
        b_on := line.due_on; b_value := line.value;
        EXIT WHEN b_on > latest_on;
        a_on := b_on; a_value := b_value;
    END LOOP;
    by_milestones := round(CASE WHEN latest_on <= a_on OR a_on = b_on THEN a_value
                                ELSE a_value + (b_value - a_value) * (latest_on - a_on) / (b_on - a_on) END, places);
    behind := way * latest_value < way * by_milestones;
    -- The trend: the median of the slopes of all pairs. Its interval is that of the aggregate, which has its own test.
    DECLARE t_slope float8; t_lower float8; t_upper float8;
    BEGIN
        CREATE TEMPORARY TABLE series_of ON COMMIT DROP AS SELECT * FROM pg_temp.series(d, m) x
            WHERE x.day >= (latest_on - interval '12 months')::date;
        SELECT count(*), (sen.trend(x.day, x.k)).slope_per_day, (sen.trend(x.day, x.k)).lower,
               (sen.trend(x.day, x.k)).upper INTO points, t_slope, t_lower, t_upper FROM series_of x;
        SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY (y.k - x.k)::float8 / (y.day - x.day)) INTO slope
        FROM series_of x, series_of y WHERE x.day < y.day;
        DROP TABLE series_of;
        slope := CASE WHEN points >= 3 THEN slope END;
        IF points >= 3 THEN
            -- Projected days hang on the last digit, so from here on it is the slope of the aggregate.
            IF abs(slope - t_slope) > 1e-12 THEN RAISE EXCEPTION 'slope of % on %: % is not %', id, d, t_slope, slope;
            END IF;
            slope := t_slope;
            trend := round(slope * 365.25 / 12, places); trend_lower := round(t_lower::numeric * 365.25 / 12, places);
            trend_upper := round(t_upper::numeric * 365.25 / 12, places);
        END IF;
        away := coalesce(CASE way WHEN 1 THEN t_upper < 0 ELSE t_lower > 0 END AND points >= 3, false);
    END;
    -- Whole days until the rest of the gap is gone. As a numeric the slope
    -- has the 15 digits that sen.reaches_on() reads.
    IF gap > 0 AND slope * way > 0 THEN
        IF ceil(gap / (slope * way)) <= date '2199-12-31' - latest_on
            THEN projected_on := latest_on + ceil(gap / (slope * way))::integer; END IF;
    END IF;
    IF gap > 0 AND m.target_on > d
        THEN required := round((m.target_value - latest_value) * 365.25 / 12 / (m.target_on - d), places); END IF;
    -- Fresh: two periods on, on the same day of the month, or at the end of the month.
    fresh_until := (latest_on + 2 * m.every_months * interval '1 month')::date;
    IF extract(day FROM latest_on + 1) = 1
        THEN fresh_until := (date_trunc('month', fresh_until) + interval '1 month - 1 day')::date; END IF;
    IF d <= fresh_until AND latest_on > m.baseline_on THEN
        verdict := 'on track';
        IF behind THEN
            verdict := 'off track';
            moves := way * sign(by_milestones - m.baseline_value);
            IF by_milestones >= latest_lower AND by_milestones <= latest_upper OR projected_on <= m.target_on
               OR moves = 1 AND (latest_value - m.baseline_value) / (by_milestones - m.baseline_value) >= 0.75
                   THEN verdict := 'at risk'; END IF;
        END IF;
        IF away THEN verdict := CASE WHEN behind THEN 'off track' ELSE 'at risk' END; END IF;
        -- The day of a milestone has come, and no figure is for it or a later one.
        passed := EXISTS (SELECT FROM milestone i WHERE i.measure_id = id AND i.due_on > m.baseline_on
                          AND i.due_on < m.target_on AND i.due_on BETWEEN latest_on + 1 AND d - 1);
        IF passed THEN verdict := 'no recent data'; END IF;
        IF d > m.target_on THEN
            verdict := 'off track';
            -- Unless the next period ends closer to that day, before or after it.
            next_end := (latest_on + m.every_months * interval '1 month')::date;
            IF extract(day FROM latest_on + 1) = 1
                THEN next_end := (date_trunc('month', next_end) + interval '1 month - 1 day')::date; END IF;
            IF latest_on < m.target_on AND abs(next_end - m.target_on) < m.target_on - latest_on
                OR next_end <= m.target_on THEN verdict := 'no recent data'; END IF;
        END IF;
        IF gap <= 0 THEN verdict := 'met'; END IF;
        IF next_on IS NOT NULL AND NOT passed
            THEN on_track := NOT behind OR way * latest_value >= way * next_value; END IF;
    END IF;
    rag := (jsonb '{"met": "blue", "on track": "green", "at risk": "amber", "off track": "red", "no recent data": '
                  '"grey"}') ->> verdict;
    RETURN NEXT;
END $$;

CREATE TEMPORARY TABLE day AS SELECT date '2023-12-01' + (random() * 730)::integer AS day
    FROM generate_series(1, :any_days)
    UNION SELECT * FROM (VALUES (date '2024-02-29'), (date '2024-12-31'), ((SELECT max(held_on) FROM meeting)),
                         ((SELECT max(held_on) + 1 FROM meeting)), (date '2023-10-01'), (date '2028-01-01')) v (day);
CREATE TEMPORARY TABLE seen (verdict text, moving text, on_track boolean);
CREATE FUNCTION pg_temp.differences(d date) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('sen_improvement.as_of', d::text, true);
    CREATE TEMPORARY TABLE got ON COMMIT DROP AS
        SELECT b.measure_id, b.latest_on, b.latest_value, b.latest_lower, b.latest_upper, b.previous_on,
               b.previous_value, b.change_since_last_meeting, b.moving, b.gap_to_target, b.expected_now,
               b.expected_by_milestones,
               b.next_milestone_on, b.next_milestone_value, b.on_track_for_milestone, b.required_per_month,
               b.trend_per_month, b.trend_lower, b.trend_upper, b.points, b.projected_on, b.fresh_until, b.verdict,
               b.rag, b.source, b.illustrative
        FROM dashboard b WHERE b.measure_id LIKE 'M%';
    CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS SELECT e.* FROM measure m
        CROSS JOIN LATERAL pg_temp.expected(d, m.measure_id) e WHERE m.definition IS NULL;
    INSERT INTO seen SELECT w.verdict, w.moving, w.on_track FROM wanted w;
    RETURN QUERY SELECT d || ' got ' || g FROM (SELECT * FROM got EXCEPT SELECT * FROM wanted) g
        UNION ALL SELECT d || ' wanted ' || w FROM (SELECT * FROM wanted EXCEPT SELECT * FROM got) w ORDER BY 1 LIMIT 6;
    DROP TABLE got; DROP TABLE wanted;
END $$;
SELECT is_empty(format('SELECT * FROM pg_temp.differences(%L)', day), 'every measure on ' || day) FROM day ORDER BY day;
\if :whole
SELECT is((SELECT count(DISTINCT verdict) FROM seen), 5::bigint, 'every verdict was among them');
SELECT is((SELECT count(DISTINCT moving) FROM seen), 4::bigint, 'and every way of moving, none among them');
\endif
SELECT is((SELECT count(DISTINCT on_track) FROM seen), 2::bigint, 'and milestones on track and not');

-- What is counted is what the compliance views count, without the rows of nothing; and no more than that.
CREATE FUNCTION pg_temp.counted(d date) RETURNS TABLE (measure_id text, period_to date, numerator numeric,
                                                       denominator numeric) LANGUAGE sql AS $$
    SELECT m.measure_id, k.period_to, CASE WHEN m.excluding_exceptions THEN k.in_time_excluding ELSE k.in_time END,
           CASE WHEN m.excluding_exceptions THEN k.finished_excluding ELSE k.finished END
    FROM measure m JOIN (
        SELECT 'month' AS over, definition, local_authority,
               least((month + interval '1 month - 1 day')::date, d) AS period_to, in_time, finished, in_time_excluding,
               finished_excluding FROM compliance_by_month
        UNION ALL SELECT 'twelve months', definition, local_authority, twelve_months_to, in_time, finished,
            in_time_excluding, finished_excluding FROM compliance_rolling
        UNION ALL SELECT 'year', definition, local_authority, least(make_date(year, 12, 31), d), in_time, finished,
            in_time_excluding, finished_excluding FROM compliance_by_year) k
    ON k.over = m.counted_over AND k.definition = m.definition AND k.local_authority = m.local_authority
    WHERE CASE WHEN m.excluding_exceptions THEN k.finished_excluding ELSE k.finished END > 0 $$;
CREATE FUNCTION pg_temp.counted_differences(d date) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('sen_improvement.as_of', d::text, true);
    RETURN QUERY
        WITH got AS (SELECT v.measure_id, v.period_to, v.numerator, v.denominator FROM measure_value v WHERE v.counted),
             wanted AS (SELECT * FROM pg_temp.counted(d))
        SELECT 'got ' || g FROM (SELECT * FROM got EXCEPT ALL SELECT * FROM wanted) g UNION ALL SELECT 'wanted ' || w
        FROM (SELECT * FROM wanted EXCEPT ALL SELECT * FROM got) w
        UNION ALL SELECT 'odd ' || v FROM measure_value v
            WHERE v.counted AND (v.value <> round(100 * v.numerator / v.denominator, 2) OR v.known_on <> v.period_to
                                 OR v.running <> (v.period_to = d AND extract(day FROM d + 1) <> 1)
                                 AND (SELECT m.counted_over FROM measure m WHERE m.measure_id = v.measure_id) <> 'year')
        -- The latest is the last of them, for a month the last that is over.
        UNION ALL SELECT 'latest ' || b.measure_id || ' ' || b.latest_on FROM dashboard b
            JOIN measure m ON m.measure_id = b.measure_id AND m.definition IS NOT NULL
        WHERE b.latest_on IS DISTINCT FROM (SELECT max(c.period_to) FROM pg_temp.counted(d) c
                                            WHERE c.measure_id = b.measure_id
                                            AND (m.counted_over <> 'month' OR extract(day FROM c.period_to + 1) = 1));
END $$;
SELECT is_empty(format('SELECT * FROM pg_temp.counted_differences(%L)', day), 'counted measures on ' || day)
FROM (SELECT day FROM day ORDER BY random() LIMIT 4) x
UNION ALL SELECT is_empty('SELECT * FROM pg_temp.counted_differences(''2024-12-31'')',
                          'counted measures on the last day of a year');

-- However many measures are counted, the cases are read once; if none is, they are not read.
CREATE FUNCTION pg_temp.reads(query text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    before bigint := (SELECT sum(seq_scan + idx_scan) FROM pg_stat_xact_user_tables
                      WHERE schemaname = 'dt' AND relname IN ('ehc_request', 'annual_review', 'advice_request'));
BEGIN
    EXECUTE 'SELECT count(x) FROM (' || query || ') x';
    RETURN (SELECT sum(seq_scan + idx_scan) FROM pg_stat_xact_user_tables
            WHERE schemaname = 'dt' AND relname IN ('ehc_request', 'annual_review', 'advice_request')) - before;
END $$;
SELECT cmp_ok(pg_temp.reads('SELECT * FROM definition_case'), '>', 0::bigint, 'reading of the cases shows');
SELECT cmp_ok(pg_temp.reads('SELECT * FROM dashboard'), '<=', pg_temp.reads('SELECT * FROM definition_case'),
              'the dashboard reads the cases once');
DELETE FROM measurement WHERE measure_id = 'C1';
DELETE FROM measure WHERE definition IS NOT NULL;
SELECT is(pg_temp.reads('SELECT * FROM dashboard'), 0::bigint, 'and not at all without a measure that is counted');

-- Audits: each month counted on its own, with the three months to its end and the three before.
CREATE FUNCTION pg_temp.audit_differences(d date) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('sen_improvement.as_of', d::text, true);
    RETURN QUERY
        WITH got AS (SELECT q.local_authority, q.month, q.audited, q.good_or_better, q.multi_agency, q.percent_good,
                     q.audited_3_months, q.good_or_better_3_months, q.multi_agency_3_months, q.percent_good_3_months,
                     q.lower, q.upper, q.change_in_points,
                            q.change_in_words ~ '^no clear', q.change_in_words ~ '^rose', q.change_in_words ~ '^fell'
                                FROM plan_quality q),
             audit AS (SELECT a.*, a.grade IN ('outstanding', 'good') AS good,
                       (extract(year FROM a.audited_on) * 12 + extract(month FROM a.audited_on))::integer AS n
                       FROM plan_audit a WHERE a.audited_on <= d),
             month AS (SELECT DISTINCT a.local_authority, g.n FROM (SELECT local_authority, min(n) AS first FROM audit
                                                                    GROUP BY 1) a
                       CROSS JOIN LATERAL generate_series(a.first,
                                                          (extract(year FROM d) * 12 + extract(month FROM d))::integer)
                       g (n)),
             counts AS (
                 SELECT m.local_authority, m.n, count(*) FILTER (WHERE a.n = m.n) AS a1,
                        count(*) FILTER (WHERE a.n = m.n AND a.good) AS g1,
                        count(*) FILTER (WHERE a.n = m.n AND a.multi_agency) AS y1,
                        count(*) FILTER (WHERE a.n BETWEEN m.n - 2 AND m.n) AS a3,
                        count(*) FILTER (WHERE a.n BETWEEN m.n - 2 AND m.n AND a.good) AS g3,
                        count(*) FILTER (WHERE a.n BETWEEN m.n - 2 AND m.n AND a.multi_agency) AS y3,
                        count(*) FILTER (WHERE a.n BETWEEN m.n - 5 AND m.n - 3) AS a0,
                        count(*) FILTER (WHERE a.n BETWEEN m.n - 5 AND m.n - 3 AND a.good) AS g0
                 FROM month m JOIN audit a USING (local_authority) GROUP BY m.local_authority, m.n),
             wanted AS (
                 SELECT c.local_authority, make_date((c.n - 1) / 12, (c.n - 1) % 12 + 1, 1), c.a1, c.g1, c.y1,
                        CASE WHEN c.a1 > 0 THEN round(c.g1::numeric / c.a1 * 100, 1) END, c.a3, c.g3, c.y3,
                        CASE WHEN c.a3 > 0 THEN round(c.g3::numeric / c.a3 * 100, 1) END,
                        round(100 * w[1], 1), round(100 * w[2], 1),
                        CASE WHEN c.a0 > 0
                             AND c.a3 > 0 THEN round((100 * (c.g3::float8 / c.a3 - c.g0::float8 / c.a0))::numeric, 1)
                        END, coalesce(0 BETWEEN v[1] AND v[2], false), coalesce(v[1] > 0, false),
                        coalesce(v[2] < 0, false)
                 FROM counts c CROSS JOIN LATERAL (SELECT CASE WHEN c.a3 > 0 THEN pg_temp.wilson(c.g3, c.a3) END,
                                                   CASE WHEN c.a0 > 0 AND c.a3 > 0 THEN pg_temp.change(c.g0, c.a0, c.g3,
                                                            c.a3) END) i (w, v))
        SELECT 'got ' || g FROM (SELECT * FROM got EXCEPT ALL SELECT * FROM wanted) g UNION ALL SELECT 'wanted ' || w
        FROM (SELECT * FROM wanted EXCEPT ALL SELECT * FROM got) w ORDER BY 1 LIMIT 6;
END $$;
SELECT is_empty(format('SELECT * FROM pg_temp.audit_differences(%L)', day), 'audits on ' || day) FROM day ORDER BY day;

-- Waits: one child after the other.
CREATE FUNCTION pg_temp.wait_differences(d date) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('sen_improvement.as_of', d::text, true);
    RETURN QUERY
        WITH child AS (
            SELECT w.*, s.within_weeks * 7 AS lim, d - w.referred_on AS waited, w.assessed_on - w.referred_on AS took,
                   NOT EXISTS (SELECT FROM (VALUES (w.assessed_on), (w.left_on)) e (on_day)
                               WHERE e.on_day <= d) AS waits,
                   CASE WHEN w.assessed_on <= d AND w.assessed_on > (d - interval '1 year')::date THEN true
                        ELSE false END AS assessed
            FROM wait w JOIN wait_service s USING (service) WHERE w.referred_on <= d),
             wanted AS (
            SELECT c.local_authority, c.service, c.lim / 7 AS within_weeks, sum(waits::integer),
                   CASE WHEN c.lim IS NOT NULL THEN sum((waits AND waited > lim)::integer) END,
                   round(100 * avg((waited <= lim)::integer) FILTER (WHERE waits), 1),
                   sum((waits AND waited > 126)::integer), sum((waits AND waited > 364)::integer),
                   round(max(waited) FILTER (WHERE waits) / 7.0, 1),
                   round((percentile_cont(0.5) WITHIN GROUP (ORDER BY waited) FILTER (WHERE waits))::numeric / 7, 1),
                   sum((waits AND (referred_on >= (d - interval '3 months')::date
                                   OR coalesce(last_contact_on BETWEEN (d - interval '3 months')::date AND d,
                                               false)))::integer) AS touch,
                   round(100 * avg((referred_on >= (d - interval '3 months')::date
                                    OR coalesce(last_contact_on BETWEEN (d - interval '3 months')::date AND d,
                                                false))::integer) FILTER (WHERE waits), 1),
                   sum((waits AND NOT coalesce(last_contact_on <= d, false))::integer), sum(assessed::integer),
                   CASE WHEN c.lim IS NOT NULL THEN sum((assessed AND took <= lim)::integer) END,
                   round(100 * avg((took <= lim)::integer) FILTER (WHERE assessed), 1),
                   CASE WHEN sum(assessed::integer) > 0
                        AND c.lim IS NOT NULL
                        THEN round(100 * (pg_temp.wilson(sum((assessed AND took <= lim)::integer),
                                                         sum(assessed::integer)))[1], 1) END,
                   CASE WHEN sum(assessed::integer) > 0
                        AND c.lim IS NOT NULL
                        THEN round(100 * (pg_temp.wilson(sum((assessed AND took <= lim)::integer),
                                                         sum(assessed::integer)))[2], 1) END,
                   round((percentile_cont(0.5) WITHIN GROUP (ORDER BY took) FILTER (WHERE assessed))::numeric / 7, 1)
            FROM child c GROUP BY c.local_authority, c.service, c.lim),
             got AS (SELECT v.local_authority, v.service, v.within_weeks::integer, v.waiting, v.waiting_over_measure,
                     v.percent_waiting_within, v.waiting_over_18_weeks, v.waiting_over_52_weeks, v.longest_weeks,
                     v.median_weeks_waiting, v.in_touch, v.percent_in_touch,
                            v.no_contact_recorded, v.assessed_12_months, v.assessed_within, v.percent_assessed_within,
                            v.lower, v.upper, v.median_weeks_assessed FROM waits v)
        SELECT 'got ' || g FROM (SELECT * FROM got EXCEPT ALL SELECT * FROM wanted) g UNION ALL SELECT 'wanted ' || w
        FROM (SELECT * FROM wanted EXCEPT ALL SELECT * FROM got) w ORDER BY 1 LIMIT 6;
END $$;
SELECT is_empty(format('SELECT * FROM pg_temp.wait_differences(%L)', day), 'waits on ' || day) FROM day ORDER BY day;
SELECT * FROM finish();
ROLLBACK;
