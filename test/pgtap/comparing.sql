-- Each comparison since a day of one's choice, by a slow model over random data: month by month and day by day, and
-- Newcombe's interval in numeric. No record is on both sides.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
SELECT diag('comparing: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
SELECT setseed(:seed / 1000000.0) AS seeded \gset
\set programme cp
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = cp, public;
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source)
VALUES ('n', 'Notice', 'DfE', 'Council', '2024-06-06', 'x');
INSERT INTO review (review_id, notice_id, kind, held_on, source) VALUES ('r', 'n', 'stocktake', '2024-09-10', 'x');
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
SELECT 'B' || n, 'Board', d, d, 'x' FROM (SELECT n, date '2023-10-10' + n * 47 AS d FROM generate_series(1, 14) n) x;
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O', 'Plan', 'Objective', '2022-01-01');
-- Two measures count by one definition, and the later baseline counts; of the other authority there is none.
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, definition, local_authority, counted_over,
                     excluding_exceptions)
VALUES ('M1', 'O', 'Counted', 'percent', 'increase', '2023-09-30', 20, '2027-12-31', 60, 'x', 1, 'plans_in_20_weeks',
        '344', 'month', true),
       ('M2', 'O', 'Counted', 'percent', 'increase', '2023-11-30', 20, '2027-12-31', 60, 'x', 1, 'plans_in_20_weeks',
        '344', 'year', true);
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on, week20)
SELECT (ARRAY['344', '343'])[1 + n % 2], 'R' || n, r, CASE WHEN a < 0.7 THEN 'Y' ELSE 'N' END,
       r + 20 + (b * 50)::integer,
       CASE WHEN a < 0.5 THEN 'Y' WHEN a < 0.6 THEN 'N' END, CASE WHEN a < 0.6 THEN r + 80 + (b * 120)::integer END,
       a < 0.1
FROM (SELECT n, date '2022-09-01' + (random() * 850)::integer AS r, random() AS a, random() AS b
      FROM generate_series(1, 600) n) x;
INSERT INTO annual_review (local_authority, review_ref, meeting_on)
SELECT '344', 'V' || n, date '2023-01-01' + (random() * 800)::integer FROM generate_series(1, 200) n;
INSERT INTO plan_audit (local_authority, audit_ref, audited_on, grade, multi_agency)
SELECT (ARRAY['344', '343'])[1 + n % 2], 'A' || n, date '2023-01-01' + (random() * 800)::integer,
       (ARRAY['outstanding', 'good', 'requires improvement', 'inadequate'])[1 + (random() * 3)::integer],
       (ARRAY[true, false, NULL])[1 + (random() * 2)::integer]
FROM generate_series(1, 200) n;
INSERT INTO wait (local_authority, wait_ref, service, referred_on, assessed_on, left_on)
SELECT '344', 'W' || n, (SELECT service FROM wait_service ORDER BY service OFFSET n % k.many LIMIT 1), r,
       CASE WHEN a < 0.5 THEN r + (b * 500)::integer END, CASE WHEN a > 0.9 THEN r + (b * 500)::integer END
FROM (SELECT n, date '2022-09-01' + (random() * 850)::integer AS r, random() AS a, random() AS b
      FROM generate_series(1, 400) n) x, (SELECT count(*) AS many FROM wait_service) k;
INSERT INTO complaint (local_authority, complaint_ref, made_to, theme, received_on, outcome, outcome_on)
SELECT '344', 'C' || n, (ARRAY['the authority', 'the Ombudsman'])[1 + n % 2],
       (ARRAY['delay', 'provision'])[1 + n / 2 % 2], r, o,
       CASE WHEN o IS NOT NULL THEN r + (random() * 200)::integer END
FROM (SELECT n, date '2022-09-01' + (random() * 850)::integer AS r,
             (ARRAY['upheld', 'partly upheld', 'not upheld', 'withdrawn', NULL])[1 + (random() * 4)::integer] AS o
      FROM generate_series(1, 200) n) x;
INSERT INTO plans_in_force (local_authority, on_day, plans, source)
SELECT '344', make_date(y, 1, 18), 2000 + (random() * 400)::integer, 'x' FROM generate_series(2021, 2025) y;
INSERT INTO population (local_authority, on_day, people, source) VALUES ('344', '2020-06-30', 100000, 'x');
INSERT INTO risk (risk_id, title, opened_on, closed_on)
SELECT 'K' || n, 'Risk', '2023-01-01', CASE n WHEN 6 THEN date '2024-11-01' END FROM generate_series(1, 6) n;
INSERT INTO risk_assessment (risk_id, assessed_on, meeting_id, current_likelihood, current_impact)
SELECT r, d, m.meeting_id, 1 + floor(random() * 5), 1 + floor(random() * 5)
FROM (SELECT 'K' || n AS r, date '2023-02-01' + n * 30 + k * 61 AS d FROM generate_series(1, 6) n,
      generate_series(0, 11) k WHERE random() < 0.5) x
LEFT JOIN LATERAL (SELECT b.meeting_id FROM meeting b WHERE b.held_on BETWEEN x.d AND x.d + 20 LIMIT 1) m ON true;
SELECT sen.analyse_programme('cp') AS analysed \gset

CREATE FUNCTION pg_temp.wilson(x numeric, n numeric) RETURNS numeric[] LANGUAGE sql AS $$
    SELECT ARRAY[(2 * x + z * z - z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z)),
                 (2 * x + z * z + z * sqrt(z * z + 4 * x * (1 - x / n))) / (2 * (n + z * z))]
    FROM (SELECT 1.959963984540054) c (z) $$;
-- The change of a share in points, and which word its interval bears.
CREATE FUNCTION pg_temp.told(x1 numeric, n1 numeric, x2 numeric, n2 numeric) RETURNS text LANGUAGE sql AS $$
    SELECT coalesce((SELECT round(100 * (q - p), 1)::text
               || CASE WHEN q - p - sqrt((q - w[1]) ^ 2 + (v[2] - p) ^ 2) > 0 THEN ' rose'
                       WHEN q - p + sqrt((w[2] - q) ^ 2 + (p - v[1]) ^ 2) < 0 THEN ' fell' ELSE ' no clear' END
        FROM (SELECT x1 / n1 AS p, x2 / n2 AS q, pg_temp.wilson(x1, n1) AS v, pg_temp.wilson(x2, n2) AS w
              WHERE n1 > 0 AND n2 > 0) c), 'no cases') $$;
CREATE FUNCTION pg_temp.said(points numeric, words text) RETURNS text LANGUAGE sql AS $$
    SELECT concat_ws(' ', points, substring(words FROM '^(no cases|rose|fell|no clear)')) $$;
CREATE TEMPORARY TABLE seen (what text, since text, later bigint, before bigint, said text);

-- What differs on a day. One row of a view at a time, each of its numbers asked of the table by itself.
CREATE FUNCTION pg_temp.differences(d date, OUT what text, OUT got text, OUT wanted text) RETURNS SETOF record
    LANGUAGE plpgsql AS $$
DECLARE
    c record; k record; a record; b record; f date; m date[]; n date[];
BEGIN
    PERFORM set_config('sen_improvement.as_of', d::text, true);
    FOR c IN SELECT * FROM timeliness_change LOOP
        what := 'timeliness ' || c.local_authority || ' ' || c.since;
        IF c.since_on IS DISTINCT FROM (CASE WHEN c.since = 'baseline' AND c.local_authority = '344'
                                             THEN date '2023-11-30'
                                             ELSE (SELECT on_day FROM compared_day x WHERE x.since = c.since) END) THEN
            got := c.since_on; wanted := 'another day'; RETURN NEXT;
        END IF;
        m := ARRAY(SELECT g::date FROM generate_series(date_trunc('month', c.since_on) + interval '1 month',
                                                       date_trunc('month', d + 1) - interval '1 day', '1 month') g);
        n := ARRAY(SELECT (date_trunc('month', c.since_on) - make_interval(months => g))::date
                   FROM generate_series(1, cardinality(m)) g);
        SELECT coalesce(sum(finished), 0) AS f, coalesce(sum(in_time), 0) AS i,
               coalesce(sum(finished_excluding), 0) AS fx,
               coalesce(sum(in_time_excluding), 0) AS ix INTO a
        FROM timeliness_by_month t WHERE t.local_authority = c.local_authority AND month = ANY (m);
        SELECT coalesce(sum(finished), 0) AS f, coalesce(sum(in_time), 0) AS i,
               coalesce(sum(finished_excluding), 0) AS fx,
               coalesce(sum(in_time_excluding), 0) AS ix INTO b
        FROM timeliness_by_month t WHERE t.local_authority = c.local_authority AND month = ANY (n);
        SELECT coalesce(max(open_at_end) FILTER (WHERE month = date_trunc('month', c.since_on)), 0) AS o1,
               coalesce(max(overdue_at_end) FILTER (WHERE month = date_trunc('month', c.since_on)), 0) AS v1,
               max(open_at_end) FILTER (WHERE month = m[cardinality(m)]) AS o2,
               max(overdue_at_end) FILTER (WHERE month = m[cardinality(m)]) AS v2 INTO k
        FROM timeliness_by_month t WHERE t.local_authority = c.local_authority;
        got := concat_ws(' ', c.months, c.finished, c.in_time, c.finished_before, c.in_time_before, c.open_at_end,
                         c.overdue_at_end, c.open_before, c.overdue_before,
                         pg_temp.said(c.change_in_points, c.change_in_words));
        wanted := concat_ws(' ', cardinality(m), a.f, a.i, b.f, b.i, coalesce(k.o2, k.o1), coalesce(k.v2, k.v1), k.o1,
                            k.v1, pg_temp.told(b.ix, b.fx, a.ix, a.fx));
        IF got <> wanted THEN RETURN NEXT; END IF;
        INSERT INTO seen VALUES ('timeliness', c.since, a.f, b.f, pg_temp.told(b.ix, b.fx, a.ix, a.fx));
    END LOOP;
    FOR c IN SELECT * FROM plan_quality_change LOOP
        what := 'audits ' || c.local_authority || ' ' || c.since;
        f := c.since_on - (d - c.since_on);
        SELECT count(*) AS n, count(*) FILTER (WHERE grade IN ('outstanding', 'good')) AS x,
               count(*) FILTER (WHERE multi_agency) AS y INTO a
        FROM plan_audit t WHERE t.local_authority = c.local_authority AND audited_on BETWEEN c.since_on + 1 AND d;
        SELECT count(*) AS n, count(*) FILTER (WHERE grade IN ('outstanding', 'good')) AS x,
               count(*) FILTER (WHERE multi_agency) AS y INTO b
        FROM plan_audit t WHERE t.local_authority = c.local_authority AND audited_on BETWEEN f + 1 AND c.since_on;
        got := concat_ws(' ', c.audited, c.good_or_better, c.multi_agency, c.audited_before, c.good_or_better_before,
                         c.multi_agency_before, pg_temp.said(c.change_in_points, c.change_in_words));
        wanted := concat_ws(' ', a.n, a.x, a.y, b.n, b.x, b.y, pg_temp.told(b.x, b.n, a.x, a.n));
        IF got <> wanted THEN RETURN NEXT; END IF;
        INSERT INTO seen VALUES ('audits', c.since, a.n, b.n, pg_temp.told(b.x, b.n, a.x, a.n));
    END LOOP;
    FOR c IN SELECT w.*, s.within_weeks FROM waits_change w JOIN wait_service s USING (service) LOOP
        what := 'waits ' || c.service || ' ' || c.since;
        f := c.since_on - (d - c.since_on);
        SELECT count(*) AS n, count(*) FILTER (WHERE d - referred_on > 126) AS w18,
               count(*) FILTER (WHERE d - referred_on > 364) AS w52 INTO a
        FROM wait t WHERE t.service = c.service AND referred_on <= d AND NOT coalesce(assessed_on <= d, false)
            AND NOT coalesce(left_on <= d, false);
        SELECT count(*) AS n, count(*) FILTER (WHERE c.since_on - referred_on > 126) AS w18,
               count(*) FILTER (WHERE c.since_on - referred_on > 364) AS w52 INTO b
        FROM wait t WHERE t.service = c.service AND referred_on <= c.since_on
            AND NOT coalesce(assessed_on <= c.since_on, false) AND NOT coalesce(left_on <= c.since_on, false);
        SELECT count(*) FILTER (WHERE assessed_on > c.since_on) AS n2,
               count(*) FILTER (WHERE assessed_on > c.since_on
                                AND assessed_on - referred_on <= 7 * c.within_weeks) AS x2,
               count(*) FILTER (WHERE assessed_on <= c.since_on) AS n1,
               count(*) FILTER (WHERE assessed_on <= c.since_on
                                AND assessed_on - referred_on <= 7 * c.within_weeks) AS x1
        INTO k FROM wait t WHERE t.service = c.service AND assessed_on BETWEEN f + 1 AND d;
        got := concat_ws(' ', c.waiting, c.waiting_over_18_weeks, c.waiting_over_52_weeks, c.waiting_before,
                         c.waiting_over_18_weeks_before, c.waiting_over_52_weeks_before, c.assessed, c.assessed_before,
                         pg_temp.said(c.change_in_points, c.change_in_words));
        wanted := concat_ws(' ', a.n, a.w18, a.w52, b.n, b.w18, b.w52, k.n2, k.n1,
                            CASE WHEN c.within_weeks IS NOT NULL THEN pg_temp.told(k.x1, k.n1, k.x2, k.n2) END);
        IF got <> wanted THEN RETURN NEXT; END IF;
        INSERT INTO seen VALUES ('waits', c.since, k.n2, k.n1, pg_temp.told(k.x1, k.n1, k.x2, k.n2));
    END LOOP;
    FOR c IN SELECT * FROM requests_change LOOP
        what := 'requests ' || c.local_authority || ' ' || c.since;
        f := c.since_on - (d - c.since_on);
        SELECT count(*) FILTER (WHERE received_on > c.since_on) AS n2,
               count(*) FILTER (WHERE received_on > c.since_on AND request_outcome = 'N'
                                AND request_outcome_on <= d) AS x2,
               count(*) FILTER (WHERE received_on <= c.since_on) AS n1,
               count(*) FILTER (WHERE received_on <= c.since_on AND request_outcome = 'N'
                                AND request_outcome_on <= c.since_on) AS x1 INTO a
        FROM ehc_request t WHERE t.local_authority = c.local_authority AND received_on BETWEEN f + 1 AND d;
        SELECT count(*) FILTER (WHERE assessment_outcome_on > c.since_on AND assessment_outcome = 'Y') AS p2,
               count(*) FILTER (WHERE assessment_outcome_on > c.since_on AND assessment_outcome = 'N') AS q2,
               count(*) FILTER (WHERE assessment_outcome_on <= c.since_on AND assessment_outcome = 'Y') AS p1,
               count(*) FILTER (WHERE assessment_outcome_on <= c.since_on AND assessment_outcome = 'N') AS q1 INTO b
        FROM ehc_request t WHERE t.local_authority = c.local_authority AND assessment_outcome_on BETWEEN f + 1 AND d;
        SELECT count(*) FILTER (WHERE meeting_on > c.since_on) AS v2,
               count(*) FILTER (WHERE meeting_on <= c.since_on) AS v1
        INTO k FROM annual_review t WHERE t.local_authority = c.local_authority AND meeting_on BETWEEN f + 1 AND d;
        got := concat_ws(' ', c.requests, c.refused, c.plans_issued, c.plans_refused, c.reviews_held, c.requests_before,
                         c.refused_before, c.plans_issued_before, c.plans_refused_before, c.reviews_held_before,
                         pg_temp.said(c.change_in_points, c.change_in_words));
        wanted := concat_ws(' ', a.n2, a.x2, b.p2, b.q2, k.v2,
            CASE WHEN date_trunc('month', (SELECT min(received_on) FROM ehc_request t
                                           WHERE t.local_authority = c.local_authority)) <= f + 1
                 THEN concat_ws(' ', a.n1, a.x1, b.p1, b.q1, k.v1, pg_temp.told(a.x1, a.n1, a.x2, a.n2))
                 ELSE 'no cases' END);
        IF got <> wanted THEN RETURN NEXT; END IF;
        INSERT INTO seen VALUES ('requests', c.since, a.n2, c.requests_before, pg_temp.told(a.x1, a.n1, a.x2, a.n2));
    END LOOP;
    FOR c IN SELECT * FROM complaints_change LOOP
        what := 'complaints ' || c.made_to || ' ' || c.theme || ' ' || c.since;
        f := c.since_on - (d - c.since_on);
        SELECT count(*) FILTER (WHERE received_on BETWEEN c.since_on + 1 AND d) AS r2,
               count(*) FILTER (WHERE received_on BETWEEN f + 1 AND c.since_on) AS r1,
               count(*) FILTER (WHERE received_on <= d AND NOT coalesce(outcome_on <= d, false)) AS o2,
               count(*) FILTER (WHERE received_on <= c.since_on AND NOT coalesce(outcome_on <= c.since_on, false)) AS o1
        INTO a FROM complaint t WHERE (t.made_to, t.theme) = (c.made_to, c.theme);
        SELECT count(*) FILTER (WHERE outcome_on BETWEEN c.since_on + 1 AND d) AS n2,
               count(*) FILTER (WHERE outcome_on BETWEEN c.since_on + 1 AND d AND outcome ~ 'upheld'
                                AND outcome !~ 'not') AS x2,
               count(*) FILTER (WHERE outcome_on BETWEEN f + 1 AND c.since_on) AS n1,
               count(*) FILTER (WHERE outcome_on BETWEEN f + 1 AND c.since_on AND outcome ~ 'upheld'
                                AND outcome !~ 'not') AS x1
        INTO b FROM complaint t WHERE (t.made_to, t.theme) = (c.made_to, c.theme) AND outcome <> 'withdrawn';
        got := concat_ws(' ', c.received, c.decided, c.upheld, c.open, c.received_before, c.decided_before,
                         c.upheld_before, c.open_before, pg_temp.said(c.change_in_points, c.change_in_words));
        wanted := concat_ws(' ', a.r2, b.n2, b.x2, a.o2, a.r1, b.n1, b.x1, a.o1,
                            pg_temp.told(b.x1, b.n1, b.x2, b.n2));
        IF got <> wanted THEN RETURN NEXT; END IF;
        INSERT INTO seen VALUES ('complaints', c.since, a.r2, a.r1, pg_temp.told(b.x1, b.n1, b.x2, b.n2));
    END LOOP;
    FOR c IN SELECT * FROM plans_per_1000_change LOOP
        what := 'plans ' || c.since;
        SELECT max(on_day) FILTER (WHERE on_day <= d) AS l, max(on_day) FILTER (WHERE on_day <= c.since_on) AS b INTO a
        FROM plans_in_force;
        SELECT x.plans AS p2, y.plans AS p1 INTO b FROM plans_in_force x, plans_in_force y
        WHERE x.on_day = a.l AND y.on_day = a.b;
        got := concat_ws(' ', c.on_day, c.plans, c.per_1000, c.before_on, c.plans_before, c.per_1000_before,
                         c.percent_growth);
        wanted := concat_ws(' ', a.l, b.p2, round(b.p2 / 100.0, 1), a.b, b.p1, round(b.p1 / 100.0, 1),
                            round(100.0 * (b.p2 - b.p1) / b.p1, 1));
        IF got <> wanted THEN RETURN NEXT; END IF;
        INSERT INTO seen VALUES ('plans', c.since, b.p2, b.p1, NULL);
    END LOOP;
    FOR c IN SELECT * FROM risk_change LOOP
        what := 'risks ' || c.risk_id || ' ' || c.since;
        SELECT current_likelihood * current_impact AS s INTO a FROM risk_assessment t
        WHERE t.risk_id = c.risk_id AND assessed_on <= d ORDER BY assessed_on DESC LIMIT 1;
        -- Made for a meeting that was held, it counts from the day of that on.
        SELECT t.assessed_on, current_likelihood * current_impact AS s INTO b
        FROM risk_assessment t LEFT JOIN meeting h ON h.meeting_id = t.meeting_id AND h.held_on < d
        WHERE t.risk_id = c.risk_id AND assessed_on <= d AND coalesce(h.held_on, assessed_on) <= c.since_on
        ORDER BY assessed_on DESC LIMIT 1;
        got := concat_ws(' ', c.current_score, c.score_before, c.before_on, c.change);
        wanted := concat_ws(' ', a.s, b.s, b.assessed_on, a.s - b.s);
        IF got <> wanted THEN RETURN NEXT; END IF;
        INSERT INTO seen VALUES ('risks', c.since, a.s, b.s, NULL);
    END LOOP;
END $$;
SELECT is_empty(format('SELECT * FROM pg_temp.differences(%L)', day), 'every comparison since every day, on ' || day)
FROM unnest('{2024-12-31,2025-02-11,2024-02-29,2024-08-31}'::date[]) day;
SELECT is((SELECT string_agg(DISTINCT what || ': ' || since, ', ' ORDER BY what || ': ' || since) FROM seen
           WHERE later > 0 AND before > 0),
          (SELECT string_agg(w || ': ' || s, ', ' ORDER BY w || ': ' || s)
           FROM unnest('{audits,complaints,plans,requests,risks,timeliness,waits}'::text[]) w,
                unnest('{last meeting,last review,notice,year before,baseline}'::text[]) s
           WHERE s <> 'baseline' OR w = 'timeliness'), 'with something on both sides, each since each day');
SELECT cmp_ok((SELECT count(*) FROM seen WHERE said ~ 'no clear'), '>', 10::bigint, 'and chance among them');
-- The risk that was closed is no longer compared, and what was not assessed by then says so.
SET LOCAL sen_improvement.as_of = '2025-02-11';
SELECT is((SELECT count(*) FROM risk_change WHERE risk_id = 'K6'), 0::bigint, 'no risk that is closed');
INSERT INTO risk (risk_id, title, opened_on) VALUES ('K7', 'New', '2025-01-20'), ('K8', 'Old', '2023-01-01');
INSERT INTO risk_assessment (risk_id, assessed_on, current_likelihood, current_impact)
VALUES ('K7', '2025-02-01', 3, 4), ('K8', '2023-01-01', 2, 2);
SELECT results_eq($$SELECT risk_id, score_before::integer, change, movement FROM risk_change WHERE since = 'notice'
                    AND risk_id IN ('K7', 'K8') ORDER BY 1$$,
                  $$VALUES ('K7', NULL::integer, NULL::integer, 'not assessed by 6 June 2024'),
                           ('K8', 4, 0, 'not assessed since 6 June 2024')$$, 'new, and not assessed since');
-- Data that are older than the day: nothing is compared with what they do not reach to.
SELECT sen.state_data_day('cp', 'waits', '2024-08-31') AS stated \gset
SELECT sen.state_data_day('cp', 'cases', '2024-08-31') AS stated \gset
SELECT results_eq($$SELECT DISTINCT since, to_day FROM waits_change ORDER BY 1$$,
                  $$VALUES ('notice', date '2024-08-31'), ('year before', '2024-08-31')$$,
                  'no row for a day after that of the data');
SELECT results_eq($$SELECT since, months, finished, finished_before, change_in_words FROM timeliness_change
                    WHERE local_authority = '343' AND months = 0 ORDER BY 1$$,
                  $$VALUES ('last meeting', 0, 0::bigint, 0::bigint, 'no cases to compare'),
                           ('last review', 0, 0, 0, 'no cases to compare')$$, 'or no month to compare');
-- Data that begin late.
DELETE FROM annual_review;
DELETE FROM ehc_request WHERE received_on < '2024-05-01';
SELECT results_eq($$SELECT DISTINCT requests_before, plans_issued_before, change_in_words FROM requests_change
                    WHERE since = 'notice'$$,
                  $$VALUES (NULL::bigint, NULL::bigint, 'no cases to compare')$$, 'nothing before the data begin');
-- Without a notice, a review or a meeting there is the year before alone.
DELETE FROM review; DELETE FROM notice; UPDATE risk_assessment SET meeting_id = NULL; DELETE FROM meeting;
SELECT results_eq('SELECT DISTINCT since FROM plan_quality_change', $$VALUES ('year before')$$,
                  'what was not, nothing is compared with');
SELECT * FROM finish();
ROLLBACK;
