-- The recovery plan of a programme: what a projection starts from, what is stored, what the views say of it, and
-- what is
-- refused. What sen.project() itself reckons: projection.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL jit = off;
SELECT no_plan();
\set programme plan
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = plan, public;
SET LOCAL sen_improvement.as_of = '2025-12-31';

-- Cases: every open stage, refusals, no plan, withdrawn, historical, plans in time and late -----------------------
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on, closed_on)
SELECT CASE WHEN n % 10 = 9 THEN '343' ELSE '344' END, 'c' || n, CASE WHEN n % 97 > 0 THEN r.day END,
       CASE WHEN k.kind = 0 AND r.day + 40 <= '2025-12-31' THEN 'N' WHEN k.kind = 1 THEN 'W'
            WHEN r.day + 40 <= '2025-12-31' THEN 'Y' END,
       CASE WHEN k.kind <> 1 AND r.day + 40 <= '2025-12-31' THEN r.day + 40 END,
       CASE WHEN k.kind BETWEEN 3 AND 12 AND r.day + 100 + 10 * k.kind <= '2025-12-31' THEN 'Y'
            WHEN k.kind = 2 AND r.day + 90 <= '2025-12-31' THEN 'N'
            WHEN k.kind = 13 AND r.day + 90 <= '2025-12-31' THEN 'Y'
            WHEN k.kind = 14 THEN 'H' END,
       CASE WHEN k.kind BETWEEN 3 AND 12 AND r.day + 100 + 10 * k.kind <= '2025-12-31' THEN r.day + 100 + 10 * k.kind
            WHEN k.kind = 2 AND r.day + 90 <= '2025-12-31' THEN r.day + 90 END,
       CASE WHEN k.kind = 1 THEN r.day + 10 END
FROM generate_series(0, 899) n
CROSS JOIN LATERAL (SELECT date '2024-01-01' + n * 4 / 5 AS day) r
CROSS JOIN LATERAL (SELECT (n * 7) % 20 AS kind) k;
INSERT INTO advice_request (local_authority, request_ref, body, asked_on, responded_on)
SELECT e.local_authority, e.request_ref, 'psychology', date '2025-10-01',
       CASE WHEN e.request_ref ~ '[02468]$' THEN date '2025-11-01' WHEN e.request_ref ~ '[13]$'
           THEN date '2026-02-01' END
FROM ehc_request e WHERE e.request_ref ~ '^c[3-7]' AND e.request_outcome = 'Y';
-- A second one, which nobody has answered of every other request, and which was asked for too late to count of some.
INSERT INTO advice_request (local_authority, request_ref, body, asked_on, responded_on)
SELECT e.local_authority, e.request_ref, 'health', CASE WHEN e.request_ref ~ '6$' THEN date '2026-01-15'
                                                        ELSE date '2025-10-01' END,
       CASE WHEN e.request_ref ~ '[0145]$' THEN date '2025-12-31' END
FROM ehc_request e WHERE e.request_ref ~ '^c[45]' AND e.request_outcome = 'Y';

-- What it starts from, counted from the tables by itself ----------------------------------------------------------
SELECT is((SELECT jsonb_object_agg(s.local_authority, ARRAY[sen.open_cases(s.queue), sen.open_cases(s.queue,
    'decision'),
                  sen.open_cases(s.queue, 'advice'), sen.open_cases(s.queue, 'plan'), sen.undated(s.queue)])
           FROM recovery_stand s),
          (SELECT jsonb_object_agg(o.local_authority, o.counts) FROM (
               SELECT e.local_authority,
                      ARRAY[count(*), count(*) FILTER (WHERE e.request_outcome IS NULL),
                            count(*) FILTER (WHERE e.request_outcome = 'Y' AND e.assessment_outcome IS NULL
                                             AND (a.answered > 0 AND a.answered = a.asked) IS NOT TRUE),
                            count(*) FILTER (WHERE e.assessment_outcome = 'Y'
                                             OR a.answered > 0 AND a.answered = a.asked),
                            count(*) FILTER (WHERE e.received_on IS NULL)] AS counts
               FROM ehc_request e
               LEFT JOIN (SELECT local_authority, request_ref, count(*) AS asked,
                                 count(*) FILTER (WHERE responded_on <= '2025-12-31') AS answered
                          FROM advice_request WHERE asked_on <= '2025-12-31' GROUP BY 1, 2) a
                   USING (local_authority, request_ref)
               WHERE coalesce(e.request_outcome, 'Y') = 'Y' AND e.closed_on IS NULL AND e.assessment_outcome_on IS NULL
                 AND e.assessment_outcome IS DISTINCT FROM 'H'
               GROUP BY e.local_authority) o),
          'the open cases of each authority by what they wait for');
SELECT is((SELECT sum(sen.open_cases(queue)) FROM recovery_stand)::bigint, (SELECT sum(open_cases)
    FROM backlog)::bigint,
          'as many as backlog has');
SELECT is((SELECT jsonb_object_agg(s.local_authority, ARRAY[s.decided, s.refused, s.plans, s.no_plan, s.received,
                                                           s.withdrawn, (sen.pace_totals(s.pace)).plans,
                                                           (sen.pace_totals(s.pace)).in_time]) FROM recovery_stand s),
          (SELECT jsonb_object_agg(o.local_authority, o.counts) FROM (
               SELECT e.local_authority, ARRAY[
                   count(*) FILTER (WHERE e.request_outcome IN ('Y', 'N') AND e.assessment_outcome IS DISTINCT FROM 'H'
                                    AND e.request_outcome_on BETWEEN '2025-01-01' AND '2025-12-31'),
                   count(*) FILTER (WHERE e.request_outcome = 'N'
                                    AND e.request_outcome_on BETWEEN '2025-01-01' AND '2025-12-31'),
                   count(*) FILTER (WHERE e.assessment_outcome = 'Y'
                                    AND e.assessment_outcome_on BETWEEN '2025-01-01' AND '2025-12-31'),
                   count(*) FILTER (WHERE e.assessment_outcome = 'N'
                                    AND e.assessment_outcome_on BETWEEN '2025-01-01' AND '2025-12-31'),
                   count(*) FILTER (WHERE e.received_on BETWEEN '2025-01-01' AND '2025-12-31'
                                    AND e.assessment_outcome IS DISTINCT FROM 'H'),
                   count(*) FILTER (WHERE e.closed_on BETWEEN '2025-01-01' AND '2025-12-31'
                                    AND e.assessment_outcome IS DISTINCT FROM 'H'),
                   count(*) FILTER (WHERE e.assessment_outcome = 'Y'
                                    AND e.assessment_outcome_on BETWEEN '2025-01-01' AND '2025-12-31'),
                   count(*) FILTER (WHERE e.assessment_outcome = 'Y' AND e.assessment_outcome_on - e.received_on <= 140
                                    AND e.assessment_outcome_on BETWEEN '2025-01-01' AND '2025-12-31')] AS counts
               FROM ehc_request e GROUP BY e.local_authority) o),
          'and what the last twelve months had');

-- Posts and hours --------------------------------------------------------------------------------------------------
SELECT is(round(sen.capacity_of_posts(1, 37, 0.5, 1, 17.4)::numeric, 4), 1.0632, 'one psychologist, half on advice');
SELECT is(sen.capacity_of_posts(2.5, 37, 1, 0.8, 10), 7.4::double precision, '2.5 posts at 80% attendance');
SELECT is(sen.capacity_of_posts(0, 37, 1, 1, 10), 0::double precision, 'no post, no capacity');
SELECT throws_ok(format('SELECT sen.capacity_of_posts(%s)', a), '22023', NULL, a || ' is refused')
FROM unnest(ARRAY['-1, 37, 1, 1, 10', '1, ''NaN'', 1, 1, 10', '1, 37, 1.5, 1, 10', '1, 37, 1, 1, 0',
                  '1, 37, 1, 50, 10']) a;

-- More and less capacity: the sum of each day, line by line ---------------------------------------------------------
CREATE TEMPORARY TABLE lines ON COMMIT DROP AS
SELECT ARRAY[('plan', 'a', NULL, '2026-03-31', 6, false), ('plan', 'a', '2026-04-01', NULL, 2, true),
             ('plan', 'b', '2026-02-15', '2026-05-10', 4, false), ('advice', 'c', NULL, NULL, 9, false)
            ]::sen.capacity_line[] AS lines;
CREATE FUNCTION pg_temp.of_day(lines sen.capacity_line[], on_stage text, day date) RETURNS numeric LANGUAGE sql
RETURN (SELECT round(coalesce(sum(l.per_week), 0)::numeric, 9) FROM unnest(lines) l
        WHERE l.stage::text = on_stage AND day BETWEEN coalesce(l.from_day, '-infinity') AND coalesce(l.to_day,
            'infinity'));
SELECT is_empty(format($$SELECT d.day FROM lines, generate_series(date '2026-01-01', '2026-06-30', '1 day') g (t),
    LATERAL (SELECT g.t::date AS day) d,
    LATERAL (SELECT sen.extra_capacity(lines, 'plan', '2026-02-20', %1$s) AS changed) x
    WHERE pg_temp.of_day(x.changed, 'advice', d.day) <> 9 OR pg_temp.of_day(x.changed, 'plan', d.day)
          <> CASE WHEN d.day < '2026-02-20' THEN pg_temp.of_day(lines, 'plan', d.day)
                  ELSE greatest(pg_temp.of_day(lines, 'plan', d.day) + %1$s, 0) END$$, e),
                format('with %s a week each day has so much from that day on, and at least nothing', e))
FROM unnest('{-20,-3,-1.5,0,2.5}'::double precision[]) e;
SELECT throws_ok($$SELECT sen.extra_capacity('{}', 'plan', '2026-01-01', 'NaN')$$, '22023', NULL, 'NaN is refused');

-- Scenarios --------------------------------------------------------------------------------------------------------
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('o', 'p', 'Plans in time', '2025-01-01');
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, definition, local_authority, counted_over,
                     excluding_exceptions)
VALUES ('m', 'o', 'In 20 weeks', 'percent', 'increase', '2025-01-01', 10, '2026-08-31', 49, 'h', 1, 'plans_in_20_weeks',
        '344', 'twelve months', true),
       ('y', 'o', 'In 20 weeks of the year', 'percent', 'increase', '2025-01-01', 10, '2030-12-31', 90, 'h', 12,
        'plans_in_20_weeks', '344', 'year', false),
       ('x', 'o', 'Of another', 'percent', 'increase', '2025-01-01', 10, '2026-08-31', 60, 'h', 1, 'plans_in_20_weeks',
        '343', 'twelve months', false);
-- In the middle of a month the one before it counts; what is past, or after the end, does not.
INSERT INTO milestone (measure_id, due_on, value) VALUES ('m', '2026-03-15', 20), ('m', '2025-06-30', 15);
INSERT INTO recovery_target VALUES ('344', 'overdue', '2026-08-31', 220, 'plan'), ('344', 'open', '2026-01-30', 60,
    'plan'),
                                   ('344', 'rate_year', '2026-08-31', 49, 'plan');
INSERT INTO scenario (scenario_id, position, title, local_authority, issue_order, until_on, runs, extra_stage,
                      extra_from, extra_least, extra_most, extra_step, why)
VALUES ('now', 1, 'As now', '344', 'in_time_first', '2026-08-31', 60, 'plan', '2026-03-01', -2, 4, 2, 'w'),
       ('seen', 2, 'As observed', '344', 'as_observed', '2026-06-15', 40, NULL, NULL, NULL, NULL, NULL, 'w'),
       ('none', 3, 'Of an authority without cases', '999', 'oldest', '2026-02-28', 20, NULL, NULL, NULL, NULL, NULL,
           'w');
UPDATE scenario SET refused_share = 0.25, withdrawn_share = 0 WHERE scenario_id = 'now';
INSERT INTO capacity (scenario_id, stage, team, from_on, to_on, per_week, posts, hours_per_week, time_share, attendance,
                      hours_per_case, in_term_only, source)
VALUES ('now', 'plan', 'gone', '2025-01-01', '2025-12-31', 99, NULL, NULL, NULL, NULL, NULL, false, 's'),
       ('now', 'plan', 'officers', '2026-01-01', NULL, NULL, 2, 37, 0.5, 1, 18.5, false, 's'),
       ('now', 'plan', 'agency', '2026-02-01', '2026-03-31', 3, NULL, NULL, NULL, NULL, NULL, false, 's'),
       ('now', 'plan', 'agency', '2026-04-01', '2026-04-30', 0, NULL, NULL, NULL, NULL, NULL, false, 's'),
       ('now', 'plan', 'agency', '2026-05-01', NULL, 3, NULL, NULL, NULL, NULL, NULL, false, 's'),
       ('now', 'advice', 'psychologists', '2026-01-01', NULL, 6, NULL, NULL, NULL, NULL, NULL, true, 's'),
       ('none', 'plan', 'officers', '2026-01-01', NULL, 2, NULL, NULL, NULL, NULL, NULL, false, 's');
INSERT INTO school_holiday (local_authority, from_on, to_on, source) VALUES
    ('344', '2025-12-22', '2026-01-02', 's'), ('344', '2026-04-03', '2026-04-17', 's'),
    ('344', '2026-07-22', '2026-09-01', 's'), ('343', '2026-02-01', '2026-02-28', 's');
INSERT INTO arrival_assumption (scenario_id, from_on, to_on, per_week, growth_percent, source) VALUES
    ('now', '2025-12-01', '2026-02-28', 5, NULL, 's'), ('now', '2026-04-01', '2026-05-31', NULL, 50, 's'),
    ('none', '2026-01-01', NULL, 3, NULL, 's');
SELECT is((SELECT p.item FROM board_paper p WHERE p.heading = 'The recovery plan, and when the backlog is cleared'),
          'No scenario of a recovery plan has been projected', 'what the pack says before');
CREATE TEMPORARY TABLE made ON COMMIT DROP AS SELECT * FROM sen.project_scenarios('plan');
SELECT is((SELECT array_agg(scenario_id || ' ' || stands_on || ' ' || until_on ORDER BY projection_id) FROM made),
          '{now 2025-12-31 2026-08-31,seen 2025-12-31 2026-06-15,none 2025-12-31 2026-02-28}',
          'each scenario is projected, from the day of the data');
SELECT is((SELECT count(*) FROM made m JOIN projection p USING (projection_id, scenario_id, stands_on, until_on)),
    3::bigint,
          'and kept');

-- The same from sen.project(), all arguments written by hand.
CREATE TEMPORARY TABLE by_hand ON COMMIT DROP AS
SELECT p.* FROM recovery_stand s
JOIN request_record h ON h.local_authority = s.local_authority
CROSS JOIN LATERAL sen.usual_spreads(h.record) u
CROSS JOIN LATERAL sen.project(
    s.queue, s.pace,
    (SELECT ARRAY[('2026-01-01', '2026-02-28', 5)]::sen.arrival_line[]
         || array_agg((e.from_day, e.to_day, e.per_week * CASE WHEN extract(month FROM e.from_day) IN (4, 5) THEN 1.5
                                                               ELSE 1 END)::sen.arrival_line ORDER BY e.from_day)
     FROM sen.expected_requests(h.record, '2026-08-31') e WHERE e.from_day >= '2026-03-01'),
    ARRAY[('advice', 'psychologists', '2026-01-01', NULL, 6, true), ('plan', 'officers', '2026-01-01', NULL, 2, false),
          ('plan', 'agency', '2026-02-01', '2026-03-31', 3, false),
          ('plan', 'agency', '2026-04-01', '2026-04-30', 0, false), ('plan', 'agency', '2026-05-01', NULL, 3, false)
         ]::sen.capacity_line[], 'in_time_first', '2026-08-31', 60, 1,
    school_holidays => '{[2025-12-22,2026-01-03),[2026-04-03,2026-04-18),[2026-07-22,2026-09-02)}',
    refused_share => 0.25, no_plan_share => s.no_plan_share, withdrawn_share => 0,
    demand_spread => u.demand_spread, capacity_spread => u.capacity_spread,
    targets => ARRAY[('rate_12_months', '2026-08-01', 0.49, true), ('rate_12_months', '2026-02-01', 0.2, true),
                     ('overdue', '2026-08-01', 220, false), ('rate_year', '2026-08-01', 0.49, true)
                    ]::sen.projection_target[]) p
WHERE s.local_authority = '344';
CREATE TEMPORARY VIEW kept AS SELECT f.month, f.measure, f.p10, f.p50, f.p90, f.runs_with_value, f.over_52_weeks,
       f.oldest_days FROM projection p, unnest(p.figures) f WHERE p.scenario_id = 'now' AND p.seed = 1;
CREATE TEMPORARY VIEW wanted AS SELECT DISTINCT h.month, h.measure, h.p10, h.p50, h.p90, h.runs_with_value,
       h.over_52_weeks, h.oldest_days FROM by_hand h;
SELECT is_empty('(TABLE kept EXCEPT ALL TABLE wanted) UNION ALL (TABLE wanted EXCEPT ALL TABLE kept)',
                'the figures are those of sen.project() with what the tables say');
SELECT is((SELECT jsonb_object_agg(o.measure || o.month || o.target_from, o.probability) FROM projection p,
           unnest(p.outcomes) o WHERE p.scenario_id = 'now'),
          (SELECT jsonb_object_agg(h.measure || h.month || CASE WHEN h.measure !~ '12' THEN 'plan'
                  WHEN h.month = '2026-08-01' THEN 'target of "In 20 weeks"' ELSE 'milestone of "In 20 weeks"' END,
                  h.probability) FROM by_hand h WHERE h.target IS NOT NULL),
          'and so are the targets: of the plan, of measures and milestones, by the last month that ends by their day');
SELECT is((SELECT array_agg(DISTINCT p.figures = ARRAY(SELECT f FROM unnest(sen.projected(p.arguments)) f
                                                       WHERE f.target IS NULL)) FROM projection p), '{t}',
          'the arguments that are kept give the same figures again');
SELECT is((SELECT array_agg(DISTINCT f.month ORDER BY f.month) FROM projection p, unnest(p.figures) f
           WHERE p.scenario_id = 'seen' AND f.measure = 'plans'),
          '{2026-01-01,2026-02-01,2026-03-01,2026-04-01,2026-05-01,2026-06-01}', 'a month for each, to the last day');
SELECT ok((SELECT bool_and(f.p50 > 0) FROM projection p, unnest(p.figures) f
           WHERE p.scenario_id = 'seen' AND f.measure = 'plans' AND f.month < '2026-06-01'),
          'as observed, plans come without a line of capacity');
SELECT is((SELECT array_agg(DISTINCT f.issue_order) FROM projection p, unnest(p.by_order) f
    WHERE p.scenario_id = 'seen'),
          '{as_observed}', 'and no other order can be tried');
SELECT is((SELECT f.p50 FROM projection p, unnest(p.figures) f
           WHERE p.scenario_id = 'none' AND f.measure = 'overdue' AND f.month = '2026-02-01'), 0::double precision,
          'an authority without cases starts from an empty queue');

-- What the simulator makes of the same is the same, or its algorithm has another word -----------------------------
CREATE TEMPORARY TABLE fixed_figures ON COMMIT DROP AS
SELECT md5(string_agg(o.issue_order || ' ' || p::text, E'\n'
                      ORDER BY o.issue_order, p.month, p.measure, p.target)) AS hash
FROM (SELECT (SELECT sen.queue(date '2025-12-31' - i, (ARRAY['decision', 'advice', 'plan'])[1 + least(i / 42, 2)]
                                                          ::sen.stage, date '2025-12-31')
              FROM generate_series(0, 500, 3) i) AS queue,
             (SELECT sen.pace(date '2024-06-01' + i, date '2024-06-01' + i + 100 + i * 7 % 200, NULL::date,
                              '2025-01-01', '2025-12-31') FROM generate_series(0, 500) i) AS pace) fixed,
     unnest('{oldest,newest,in_time_first,share,as_observed}'::text[]) o (issue_order),
     sen.project(fixed.queue, fixed.pace, ARRAY[(NULL, NULL, 7)]::sen.arrival_line[],
                 ARRAY[('decision', 'd', NULL, NULL, 8, false), ('advice', 'a', NULL, NULL, 9, true),
                       ('plan', 'p', NULL, '2026-06-30', 6, false), ('plan', 'q', '2026-03-01', NULL, 4.5, false)
                      ]::sen.capacity_line[], o.issue_order::sen.issue_order, '2027-03-31', 25, 42,
                 in_time_share => CASE o.issue_order WHEN 'share' THEN 0.6 END,
                 school_holidays => '{[2026-04-03,2026-04-18),[2026-07-22,2026-09-02),[2026-12-21,2027-01-04)}',
                 calendar => sen.calendar('2025-01-01', '2027-12-31', '{2026-01-01,2026-04-03,2026-12-25}'),
                 refused_share => 0.2, no_plan_share => 0.03, withdrawn_share => 0.02, decision_days => 35,
                 advice_days => 10, plan_days => 50,
                 targets => ARRAY[('overdue', '2026-12-31', 30, false)]::sen.projection_target[]) p;
SELECT is((SELECT f.hash FROM fixed_figures f),
          (SELECT k.hash FROM (VALUES ('sen.project 1', '78b3346bf52018446514ed3902ccd9f9')) k (algorithm, hash)
           WHERE k.algorithm = (SELECT DISTINCT split_part(p.algorithm, ',', 1) FROM projection p)),
          'these figures are those of this algorithm: if they have to change, count it up in project_scenarios.sql, '
          'and add its line here');

-- What nobody stated: spreads of the record, the order's as sen.project() has it ------------------------------------
SELECT is((SELECT ARRAY[p.arguments ->> 'demand_spread', p.arguments ->> 'capacity_spread',
                        p.arguments ->> 'order_spread'] FROM projection p WHERE p.scenario_id = 'seen'),
          (SELECT ARRAY[u.demand_spread::text, u.capacity_spread::text, NULL]
           FROM request_record h, sen.usual_spreads(h.record) u WHERE h.local_authority = '344'),
          'spreads that are not stated are those of the record');
SELECT ok((SELECT u.capacity_spread > 0.3 FROM request_record h, sen.usual_spreads(h.record) u
           WHERE h.local_authority = '344'), 'which varied more than is usual');
UPDATE scenario SET demand_spread = 0.1, capacity_spread = 0.2, order_spread = 3, demand_week_spread = 0.05,
    capacity_week_spread = 0.07 WHERE scenario_id = 'seen';
SAVEPOINT of_spreads;
SELECT count(*) FROM sen.project_scenarios('plan', 'seen') \gset
CREATE TEMPORARY VIEW spread AS
SELECT f.month, f.measure, f.p10, f.p50, f.p90 FROM projection p, unnest(p.figures) f
WHERE p.projection_id = (SELECT max(x.projection_id) FROM projection x WHERE x.scenario_id = 'seen');
CREATE FUNCTION pg_temp.seen(order_spread double precision)
    RETURNS TABLE (month date, measure text, p10 double precision, p50 double precision, p90 double precision)
    LANGUAGE sql AS $$
    SELECT p.month, p.measure, p.p10, p.p50, p.p90
    FROM recovery_stand s JOIN request_record h ON h.local_authority = s.local_authority
    CROSS JOIN LATERAL sen.project(
        s.queue, s.pace, (SELECT array_agg((e.from_day, e.to_day, e.per_week)::sen.arrival_line ORDER BY e.from_day)
                          FROM sen.expected_requests(h.record, '2026-06-15') e),
        '{}', 'as_observed', '2026-06-15', 40, 1, refused_share => s.refused_share, no_plan_share => s.no_plan_share,
        withdrawn_share => s.withdrawn_share, demand_spread => 0.1, capacity_spread => 0.2,
        demand_week_spread => 0.05, capacity_week_spread => 0.07, order_spread => seen.order_spread,
        school_holidays => '{[2025-12-22,2026-01-03),[2026-04-03,2026-04-18),[2026-07-22,2026-09-02)}') p
    WHERE s.local_authority = '344' $$;
SELECT is_empty('(TABLE spread EXCEPT ALL SELECT * FROM pg_temp.seen(3))
                 UNION ALL (SELECT * FROM pg_temp.seen(3) EXCEPT ALL TABLE spread)',
                'all five spreads of a scenario are those that are projected with');
SELECT isnt_empty('TABLE spread EXCEPT ALL SELECT * FROM pg_temp.seen(1.4)', 'that of the order makes a difference');
ROLLBACK TO of_spreads;

-- Where the requests are from ----------------------------------------------------------------------------------------
SELECT results_eq($$SELECT r.from_on, r.to_on, r.per_week, r.source FROM recovery_requests r
                    WHERE r.scenario_id = 'now' AND r.from_on < '2026-05-01'$$,
    $$SELECT date '2026-01-01', date '2026-02-28', 5::numeric, 's' UNION ALL
      SELECT e.from_day, e.to_day,
             trim_scale(round((e.per_week * CASE WHEN e.from_day = '2026-04-01' THEN 1.5 ELSE 1 END)::numeric, 2)),
             e.in_words || CASE WHEN e.from_day = '2026-04-01' THEN '; changed by 50%: s'
                                ELSE '; no growth is assumed' END
      FROM request_record h, sen.expected_requests(h.record, '2026-04-30') e
      WHERE h.local_authority = '344' AND e.from_day >= '2026-03-01'$$,
    'as assumed, changed by what is assumed, and of the record, each with its source');
SELECT is((SELECT array_agg(r.source || ' ' || r.per_week) FROM recovery_requests r WHERE r.scenario_id = 'none'),
          '{"s 3"}', 'of an authority without cases only what is assumed');
SAVEPOINT of_growth;
SELECT 1 FROM sen.load_release('plan', 'ehc-plans-2025', 'requests', convert_to(
    'time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,'
    || E'old_la_code,la_name,breakdown_topic,breakdown,requests_received_in_year\n'
    || E'2023,Calendar year,National,E92000001,England,,,,,,All,All,138242\n'
    || E'2024,Calendar year,National,E92000001,England,,,,,,All,All,154489\n', 'UTF8'),
    '2025-06-26', 'Education, health and care plans 2025', 'DfE', retrieved_on => '2025-07-01') \g /dev/null
DELETE FROM arrival_assumption WHERE scenario_id = 'none';
SELECT count(*) FROM sen.project_scenarios('plan') \gset
-- DfE, Education, health and care plans, June 2025: 11.8% more requests in England in 2024 than in 2023.
SELECT results_eq($$SELECT r.from_on, round(r.per_week / e.per_week::numeric, 3),
                           r.source LIKE '%; growth: half of the growth of requests in England, which were 154,489 %'
                    FROM recovery_requests r
                    JOIN (SELECT e.* FROM request_record h, sen.expected_requests(h.record, '2026-06-15') e
                          WHERE h.local_authority = '344') e ON e.from_day = r.from_on
                    WHERE r.scenario_id = 'seen' AND r.from_on < '2026-03-01'$$,
                  $$VALUES (date '2026-01-01', 1.059, true), ('2026-02-01', 1.059, true)$$,
                  'where a release is loaded, half of the growth of England, with its source');
SELECT results_eq($$SELECT r.per_week, r.source LIKE '%; changed by 50\%: s' FROM recovery_requests r
                    WHERE r.scenario_id = 'now' AND r.from_on = '2026-04-01'$$,
                  $$SELECT trim_scale(round((e.per_week * 1.5)::numeric, 2)), true
                    FROM request_record h, sen.expected_requests(h.record, '2026-04-30') e
                    WHERE h.local_authority = '344' AND e.from_day = '2026-04-01'$$,
                  'a growth that is assumed is in its place');
SELECT is((SELECT array_agg(r.source || ' ' || r.per_week) FROM recovery_requests r WHERE r.scenario_id = 'none'),
          '{"no request is recorded; growth: half of the growth of requests in England, which were 154,489 after '
          '138,242 (Education, health and care plans 2025, 26 June 2025) 0"}', 'of no record, none');
ROLLBACK TO of_growth;

-- What the targets need, by the formulae.
SELECT is((SELECT ARRAY[o.plans_before, o.in_time_before, o.further_plans, round(o.needed_share::numeric, 9),
                        round(o.highest_rate::numeric, 9)]::numeric[]
           FROM projection p, unnest(p.outcomes) o
           WHERE p.scenario_id = 'now' AND o.measure = 'rate_12_months' AND o.month = '2026-08-01'),
          (SELECT ARRAY[b.plans, b.in_time, f.plans,
                        round(((0.49 * (b.plans + f.plans) - b.in_time) / f.plans)::numeric, 9),
                        round(least(f.requests * (1 - 0.25) * (1 - f.no_plan_share) / f.plans, 1)::numeric,
                            9)]::numeric[]
           FROM (SELECT count(*) FILTER (WHERE e.assessment_outcome_on >= '2025-09-01') AS plans,
                        count(*) FILTER (WHERE e.assessment_outcome_on >= '2025-09-01'
                                         AND e.assessment_outcome_on - e.received_on <= 140) AS in_time
                 FROM ehc_request e WHERE e.local_authority = '344' AND e.assessment_outcome = 'Y') b,
                (SELECT sum(h.p50) FILTER (WHERE h.measure = 'plans') AS plans,
                        sum(h.p50) FILTER (WHERE h.measure = 'requests') AS requests,
                            max(s.no_plan_share) AS no_plan_share
                 FROM by_hand h, recovery_stand s WHERE s.local_authority = '344') f),
          'of a rate: what was issued in its window, what is to come, the share needed, and the ceiling');
SELECT is((SELECT array_agg(n.extra_per_week::integer ORDER BY n.extra_per_week) FROM recovery_need n
           WHERE n.scenario_id = 'now' AND n.measure = 'overdue'), '{-2,0,2,4}', 'each step of the grid');
SELECT ok((SELECT bool_and(a.probability >= a.before) AND max(a.probability) > min(a.probability)
           FROM (SELECT n.probability, lag(n.probability, 1, 0) OVER (ORDER BY n.extra_per_week) AS before
                 FROM recovery_need n WHERE n.scenario_id = 'now' AND n.measure = 'overdue') a),
          'fewer cases are overdue with more capacity');
SELECT is((SELECT array_agg(DISTINCT ARRAY[n.least_extra_half, n.least_extra_four_fifths])
           FROM recovery_need n WHERE n.scenario_id = 'now' AND n.measure = 'overdue'),
          (SELECT ARRAY[ARRAY[min(n.extra_per_week) FILTER (WHERE n.probability >= 0.5),
                              min(n.extra_per_week) FILTER (WHERE n.probability >= 0.8)]]
           FROM recovery_need n WHERE n.scenario_id = 'now' AND n.measure = 'overdue'),
          'the least of them that is enough');
SELECT is((SELECT f.p50 FROM projection p, unnest(sen.projected(p.arguments, NULL, 'plan', '2026-03-01', 4, 60)) f
           WHERE p.scenario_id = 'now' AND f.measure = 'overdue' AND f.target IS NOT NULL)::numeric,
          (SELECT n.p50 FROM recovery_need n WHERE n.scenario_id = 'now' AND n.measure = 'overdue'
              AND n.extra_per_week = 4),
          'as projected with so much more');

-- The views --------------------------------------------------------------------------------------------------------
SELECT is((SELECT array_agg(o.issue_order ORDER BY o.issue_order::sen.issue_order) FROM recovery_orders o
           WHERE o.scenario_id = 'now' AND o.month = '2026-08-01'),
          '{oldest,newest,in_time_first,share,as_observed}', 'each order');
SELECT is((SELECT array_agg(o.plans::numeric ORDER BY o.month) FROM recovery_orders o
           WHERE o.scenario_id = 'now' AND o.is_own_order),
          (SELECT array_agg(h.p50::numeric ORDER BY h.month) FROM by_hand h WHERE h.measure = 'plans'),
          'its own order has the figures of the scenario, as its runs are as many');
SELECT ok((SELECT max(o.overdue) FILTER (WHERE o.issue_order = 'oldest')
                  <= max(o.overdue) FILTER (WHERE o.issue_order = 'newest')
                  AND max(o.oldest_days) FILTER (WHERE o.issue_order = 'oldest')
                      < max(o.oldest_days) FILTER (WHERE o.issue_order = 'newest')
                  AND max(o.year_p50) FILTER (WHERE o.issue_order = 'oldest')
                      < max(o.year_p50) FILTER (WHERE o.issue_order = 'in_time_first')
           FROM recovery_orders o WHERE o.scenario_id = 'now' AND o.month = '2026-08-01'),
          'the rate of another order is bought with longer waits');
SELECT is((SELECT count(*) FROM recovery_outlook o WHERE o.scenario_id = 'now'), (8 * 15)::bigint,
          'a row for each month and measure');
SELECT is_empty($$SELECT * FROM recovery_outlook o WHERE o.unit = 'percent' AND o.p50 IS NOT NULL
                  AND (o.over_52_weeks IS NULL OR o.oldest_days IS NULL
                       OR o.in_words !~ 'open over 52 weeks, the oldest')$$,
                'no rate without the cases over 52 weeks and the oldest');
SELECT is((SELECT array_agg(ARRAY[o.target, o.probability] ORDER BY o.month, o.measure_position) FROM recovery_outlook o
           WHERE o.scenario_id = 'now' AND o.target IS NOT NULL),
          (SELECT array_agg(ARRAY[CASE WHEN h.measure ~ 'rate' THEN 100 * h.target ELSE h.target END,
                                  round(h.probability::numeric, 3)]::numeric[] ORDER BY h.month, h.measure = 'overdue',
                                  h.measure) FROM by_hand h WHERE h.target IS NOT NULL),
          'the chance of each target stands in its month');
SELECT is((SELECT o.p50 FROM recovery_outlook o WHERE o.scenario_id = 'now' AND o.measure = 'rate_12_months'
           AND o.month = '2026-08-01'),
          (SELECT trim_scale(round((100 * h.p50)::numeric, 1)) FROM by_hand h WHERE h.measure = 'rate_12_months'
           AND h.month = '2026-08-01'), 'rates are in percent');

SELECT results_eq($$SELECT s.scenario_id, s.overdue_before, s.overdue_p10, s.overdue_p50, s.overdue_p90,
                           s.twelve_months_p50, s.over_52_weeks, s.oldest_days, s.cleared_in, s.cleared_in_most
                    FROM recovery_summary s$$,
    $$SELECT p.scenario_id,
             coalesce((SELECT sen.open_over(s.queue, 140) FROM recovery_stand s
                       WHERE s.local_authority = c.local_authority), 0)::bigint,
             o.p10, o.p50, o.p90, r.p50, o.over_52_weeks, o.oldest_days,
             (SELECT min(x.month) FROM recovery_outlook x WHERE x.scenario_id = p.scenario_id
                AND x.measure = 'overdue' AND x.p50 = 0),
             (SELECT min(x.month) FROM recovery_outlook x WHERE x.scenario_id = p.scenario_id
                AND x.measure = 'overdue' AND x.p90 = 0)
      FROM made p JOIN scenario c USING (scenario_id)
      JOIN recovery_outlook o ON o.scenario_id = p.scenario_id AND o.measure = 'overdue'
          AND o.month = date_trunc('month', p.until_on)
      JOIN recovery_outlook r ON r.scenario_id = p.scenario_id AND r.measure = 'rate_12_months' AND r.month = o.month
      ORDER BY p.projection_id$$,
    'where each scenario ends, and when its backlog is cleared');
SELECT is((SELECT s.cleared_in FROM recovery_summary s WHERE s.scenario_id = 'none'), '2026-01-01',
          'without a backlog from the first month');
-- Half of the futures clear it before nine in ten do.
SAVEPOINT kept;
ALTER TABLE projection DISABLE TRIGGER USER;
UPDATE projection p
SET figures = ARRAY(SELECT CASE WHEN f.measure = 'overdue' AND f.month = '2026-01-01'
                                THEN jsonb_populate_record(f, '{"p90": 3}') ELSE f END FROM unnest(p.figures) f)
WHERE p.scenario_id = 'none';
SELECT results_eq($$SELECT cleared_in, cleared_in_most FROM recovery_summary WHERE scenario_id = 'none'$$,
                  $$VALUES (date '2026-01-01', date '2026-02-01')$$, 'cleared in half of the futures, and in most');
ROLLBACK TO kept;
SELECT is((SELECT s.in_words FROM recovery_summary s WHERE s.scenario_id = 'now'),
          (SELECT 'If arrivals and capacity are as entered, 8 of 10 futures have ' || o.p10 || ' to ' || o.p90
                  || ' overdue cases on 31 August 2026, half at most ' || o.p50 || ' (31 December 2025: '
                  || sen.open_over(s.queue, 140) || '); of the plans of the twelve months before, ' || r.p10 || ' to '
                  || r.p90 || '% are in time, in half at most ' || r.p50 || '%; half have '
                  || CASE o.over_52_weeks WHEN 0 THEN 'none' ELSE o.over_52_weeks || ' or fewer' END
                  || ' open over 52 weeks, the oldest for ' || o.oldest_days
                  || ' days at most. Order: in time first.'
           FROM recovery_outlook o, recovery_outlook r, recovery_stand s
           WHERE o.scenario_id = 'now' AND o.measure = 'overdue' AND o.month = '2026-08-01'
             AND r.scenario_id = 'now' AND r.measure = 'rate_12_months' AND r.month = '2026-08-01'
             AND s.local_authority = '344'), 'in words that say what it rests on');

-- In the pack ------------------------------------------------------------------------------------------------------
CREATE TEMPORARY TABLE papers ON COMMIT DROP AS
SELECT p.line, substring(p.item FROM '^Authority (\d{3}): ') AS authority,
       regexp_replace(p.item, '^Authority \d{3}: ', '') AS item, p.in_words, p.detail, p.rests_on
FROM board_paper p
WHERE p.heading = 'The recovery plan, and when the backlog is cleared';
SELECT is((SELECT string_agg(p.item, '|' ORDER BY p.line) FROM papers p),
    'As now|As observed|As now: In time, of plans of twelve months, at least 20% in February 2026|'
    'As now: In time, of plans of the calendar year, at least 49% in August 2026|'
    'As now: In time, of plans of twelve months, at least 49% in August 2026|'
    'As now: Overdue cases, at most 220 in August 2026|'
    'As observed: In time, of plans of twelve months, at least 20% in February 2026|'
    'As now, if issued oldest first|As now, if issued newest first|As now, if issued in time first|'
    'As now, if issued a share in time|As now, if issued as in the last twelve months|'
    'Of an authority without cases|Of an authority without cases, if issued oldest first|'
    'Of an authority without cases, if issued newest first|Of an authority without cases, if issued in time first|'
    'Of an authority without cases, if issued a share in time',
    'each scenario, its targets, and each order for the first of an authority');
SELECT results_eq($$SELECT p.authority, p.item, p.in_words, p.detail FROM papers p WHERE p.item !~ '[:,]'
                    ORDER BY p.line$$,
    $$SELECT s.local_authority, s.scenario,
             CASE WHEN s.overdue_before = 0 THEN 'no backlog on 31 December 2025'
                              WHEN s.cleared_in IS NULL
                              THEN 'not cleared by ' || to_char(s.until_on, 'FMDD FMMonth YYYY')
                              ELSE 'cleared in ' || to_char(s.cleared_in, 'FMMonth YYYY')
                                   || ' in half of the futures' END,
             s.in_words
      FROM recovery_summary s$$, 'when the backlog is cleared, and where the scenario ends');
SELECT is((SELECT p.in_words || '; ' || p.detail FROM papers p
           WHERE p.item = 'As now: Overdue cases, at most 220 in August 2026'),
          (SELECT coalesce(nullif(round(100 * n.probability), 0)::text, 'none') || ' of 100 futures; '
                  || '8 of 10 futures have ' || n.p10 || ' to ' || n.p90
                  || '; of what was tried from 1 March 2026 on, '
                  || coalesce(CASE WHEN n.least_extra_half < 0 THEN '2 a week less' ELSE n.least_extra_half
                                   || ' a week more' END || ' is the least with which half of the futures reach it',
                              'nothing lets half of the futures reach it')
                  || '; ' || n.over_52_weeks || ' open over 52 weeks then, the oldest for ' || n.oldest_days || ' days'
           FROM recovery_need n WHERE n.scenario_id = 'now' AND n.measure = 'overdue' AND n.extra_per_week = 0),
          'how probable a target is, and what it needs');
SELECT is_empty($$SELECT p.item FROM papers p WHERE p.item || p.in_words || p.detail ~ '%'
                  AND p.detail !~ 'open over 52 weeks( then)?, the oldest for'$$,
                'no rate in it without the longest waits');
SELECT is((SELECT array_agg(DISTINCT p.rests_on ~ 'cases') FROM papers p), '{t}', 'it rests on the cases');

-- The latest counts, and of a past day the latest of that day ------------------------------------------------------
SET LOCAL sen_improvement.as_of = '2026-01-31';
UPDATE scenario SET seed = 2 WHERE scenario_id = 'now';
SELECT projection_id AS later FROM sen.project_scenarios('plan', 'now') \gset
SELECT is((SELECT array_agg(DISTINCT o.projection_id) FROM recovery_outlook o WHERE o.scenario_id = 'now'),
          ARRAY[:later]::integer[], 'the latest counts');
SELECT is((SELECT p.stands_on FROM projection p WHERE p.projection_id = :later), '2026-01-31',
          'it starts from the cases of its day');
SET LOCAL sen_improvement.as_of = '2026-01-30';
SELECT is((SELECT array_agg(DISTINCT o.projection_id) FROM recovery_outlook o WHERE o.scenario_id = 'now'),
          ARRAY(SELECT m.projection_id FROM made m WHERE m.scenario_id = 'now'), 'on a past day the one of then');
SET LOCAL sen_improvement.as_of = '2025-12-31';

-- Kept as it was ---------------------------------------------------------------------------------------------------
SELECT throws_ok($$UPDATE projection SET runs = 7$$, '55000', 'rows of table "projection" are never changed or deleted',
                 'no projection is changed');
SELECT throws_ok($$DELETE FROM projection$$, '55000', NULL, 'or deleted');
SELECT throws_ok($$TRUNCATE projection$$, '55000', NULL, 'or emptied');

-- Cancelled, nothing is left ---------------------------------------------------------------------------------------
SELECT count(*) AS before FROM projection \gset
UPDATE scenario SET runs = 20000 WHERE scenario_id = 'seen';
SET LOCAL statement_timeout = '1s';
DO $$
BEGIN
    PERFORM sen.project_scenarios('plan') FROM generate_series(1, 100);
EXCEPTION WHEN query_canceled THEN
    NULL;
END
$$;
SET LOCAL statement_timeout = 0;
SELECT is((SELECT count(*) FROM projection), :before::bigint, 'a call that is cancelled leaves nothing');
UPDATE scenario SET runs = 40 WHERE scenario_id = 'seen';

-- Against what came ------------------------------------------------------------------------------------------------
SELECT is((SELECT count(*) FROM recovery_check), 0::bigint, 'nothing is sealed, and nothing has come');
UPDATE ehc_request SET assessment_outcome = 'Y', assessment_outcome_on = received_on + 400
WHERE received_on + 400 BETWEEN '2026-01-01' AND '2026-03-31' AND assessment_outcome_on IS NULL
    AND request_outcome = 'Y';
INSERT INTO ehc_request (local_authority, request_ref, received_on)
SELECT '344', 'n' || d, date '2026-01-01' + d FROM generate_series(0, 89) d;
SET LOCAL sen_improvement.as_of = '2026-03-31';
SELECT is((SELECT count(*) FROM recovery_check), 0::bigint, 'what is not sealed is not held against anything');
SELECT (sen.seal('plan', 'papers')).version \gset
SET LOCAL sen_improvement.as_of = '2026-03-30';
SELECT is((SELECT array_agg(DISTINCT c.month ORDER BY c.month) FROM recovery_check c WHERE c.scenario_id = 'now'),
          '{2026-01-01,2026-02-01}', 'of months that have ended');
SET LOCAL sen_improvement.as_of = '2026-03-31';
SELECT is((SELECT array_agg(DISTINCT c.sealed_in) FROM recovery_check c), ARRAY[:version]::bigint[], 'by its version');
SELECT is_empty($$
    WITH e AS (SELECT e.*, CASE WHEN e.request_outcome = 'N' THEN e.request_outcome_on
                                WHEN e.assessment_outcome IN ('Y', 'N') THEN e.assessment_outcome_on
                                ELSE e.closed_on END AS ended_on,
                      CASE WHEN e.assessment_outcome = 'Y' THEN e.assessment_outcome_on END AS issued_on
               FROM ehc_request e
               WHERE e.local_authority = '344' AND e.assessment_outcome IS DISTINCT FROM 'H'),
    came AS (SELECT m.month, x.* FROM (SELECT DISTINCT c.month FROM recovery_check c WHERE c.scenario_id = 'now') m,
        LATERAL (SELECT m.month + 31 - extract(day FROM m.month + 31)::integer AS ending) z, LATERAL (
        SELECT 'requests', count(*)::numeric FROM e WHERE e.received_on BETWEEN m.month AND z.ending UNION ALL
        SELECT 'plans', count(*) FROM e WHERE e.issued_on BETWEEN m.month AND z.ending UNION ALL
        SELECT 'in_time', count(*) FROM e WHERE e.issued_on BETWEEN m.month AND z.ending
            AND e.issued_on - e.received_on <= 140 UNION ALL
        SELECT 'rate', round(100.0 * count(*) FILTER (WHERE e.issued_on - e.received_on <= 140) / nullif(count(*),
            0), 1)
        FROM e WHERE e.issued_on BETWEEN m.month AND z.ending UNION ALL
        SELECT 'rate_year', round(100.0 * count(*) FILTER (WHERE e.issued_on - e.received_on <= 140)
            / nullif(count(*), 0), 1)
        FROM e WHERE e.issued_on BETWEEN '2026-01-01' AND z.ending UNION ALL
        SELECT 'rate_12_months', round(100.0 * count(*) FILTER (WHERE e.issued_on - e.received_on <= 140) / count(*), 1)
        FROM e WHERE e.issued_on > z.ending - 365 AND e.issued_on <= z.ending UNION ALL
        SELECT 'open', count(*) FROM e WHERE e.received_on <= z.ending AND coalesce(e.ended_on > z.ending,
            true) UNION ALL
        SELECT 'overdue', count(*) FROM e WHERE e.received_on < z.ending - 140 AND coalesce(e.ended_on > z.ending, true)
        UNION ALL SELECT 'over_52_weeks', count(*) FROM e
        WHERE e.received_on < z.ending - 364 AND coalesce(e.ended_on > z.ending, true) UNION ALL
        SELECT 'oldest_days', max(z.ending - e.received_on) FROM e
        WHERE e.received_on <= z.ending AND coalesce(e.ended_on > z.ending, true)) x (measure, came))
    SELECT * FROM came FULL JOIN (SELECT c.month, c.measure, c.came, c.is_inside, c.off_by, c.p10, c.p50, c.p90
                                  FROM recovery_check c JOIN made USING (projection_id) WHERE c.scenario_id = 'now') c
        USING (month, measure)
    WHERE came.came IS DISTINCT FROM c.came OR c.is_inside IS DISTINCT FROM (c.came >= c.p10 AND c.came <= c.p90)
       OR c.off_by IS DISTINCT FROM c.came - c.p50 OR c.p50 IS NULL$$,
    'what came is counted as from the tables');
SELECT is((SELECT count(*) FROM sen.verify_log('plan')), 0::bigint, 'the log is sound');
SELECT is((SELECT count(*) FROM sen.as_of(null::projection, :version) a
           JOIN projection p ON p.projection_id = a.projection_id AND p.figures = a.figures AND p.by_order = a.by_order
               AND p.by_extra = a.by_extra AND p.outcomes = a.outcomes AND p.arguments = a.arguments
               AND p.made_at = a.made_at),
          (SELECT count(*) FROM projection), 'and has every figure');

-- What is refused ---------------------------------------------------------------------------------------------------
SET LOCAL sen_improvement.as_of = '2025-12-31';
CREATE FUNCTION pg_temp.refused(statement text, state text, message text, hint text) RETURNS SETOF text
    LANGUAGE plpgsql AS $$
DECLARE
    got_state text; got_message text; got_hint text;
BEGIN
    EXECUTE statement;
    RETURN NEXT ok(false, 'taken: ' || statement);
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS got_state = RETURNED_SQLSTATE, got_message = MESSAGE_TEXT, got_hint = PG_EXCEPTION_HINT;
    RETURN NEXT ok(got_state = state AND strpos(got_message, message) > 0 AND strpos(got_hint, hint) = 1,
                   format('%s: %s %s, %s', left(split_part(statement, E'\n', 1), 60), got_state, got_message,
                          got_hint));
END $$;
SELECT pg_temp.refused(statement, state, message, hint)
FROM (VALUES
    ($$INSERT INTO capacity (scenario_id, stage, team, from_on, per_week, source)
       VALUES ('now', 'plan', 'agency', '2026-06-01', 1, 's')$$,
     '23P01', 'two lines of capacity are for the same day: "now, plan, agency"',
     'End the earlier line on the day before the later one begins.'),
    ($$UPDATE capacity SET to_on = NULL WHERE team = 'agency' AND from_on = '2026-02-01'$$,
     '23P01', 'same day', 'End the earlier line on the day before the later one begins.'),
    ($$UPDATE capacity SET team = 'agency' WHERE team = 'officers' AND scenario_id = 'now'$$,
     '23P01', 'same day', 'End the earlier line on the day before the later one begins.'),
    ($$INSERT INTO capacity (scenario_id, stage, team, from_on, to_on, per_week, source)
       VALUES ('seen', 'plan', 'a', '2026-01-01', '2026-01-31', 1, 's'),
              ('seen', 'plan', 'a', '2026-01-31', NULL, 1, 's')$$,
     '23P01', 'same day', 'End the earlier line on the day before the later one begins.'),
    ($$INSERT INTO arrival_assumption (scenario_id, from_on, per_week, source) VALUES ('now', '2026-02-01', 5, 's')$$,
     '23P01', 'two lines of arrival_assumption', 'End the earlier line on the day before the later one begins.'),
    ($$INSERT INTO school_holiday (local_authority, from_on, to_on, source)
       VALUES ('344', '2026-04-17', '2026-04-20', 's')$$,
     '23P01', 'two lines of school_holiday', 'End the earlier line on the day before the later one begins.'),
    ($$INSERT INTO capacity (scenario_id, stage, team, from_on, per_week, source)
       VALUES ('now', 'review', 'a', '2026-01-01', 1, 's')$$,
     '23514', 'value "review" is not allowed in column "stage"', 'Use one of: decision, advice, plan.'),
    ($$INSERT INTO capacity (scenario_id, stage, team, from_on, per_week, source)
       VALUES ('now', 'plan', 'a', '2026-01-01', -1, 's')$$,
     '23514', 'value "-1" is not allowed in column "per_week"', 'Give cases in a week of five working days'),
    ($$INSERT INTO capacity (scenario_id, stage, team, from_on, per_week, source)
       VALUES ('now', 'plan', 'a', '2026-01-01', 'NaN', 's')$$,
     '23514', 'value "NaN" is not allowed in column "per_week"', 'Give cases in a week of five working days'),
    ($$INSERT INTO capacity (scenario_id, stage, team, from_on, per_week, source)
       VALUES ('now', 'plan', 'a', '2026-01-01', 'Infinity', 's')$$,
     '23514', 'value "Infinity" is not allowed in column "per_week"', 'Give cases in a week of five working days'),
    ($$INSERT INTO capacity (scenario_id, stage, team, from_on, per_week, source)
       VALUES ('now', 'plan', 'a', 'infinity', 1, 's')$$,
     '23514', 'value "infinity" is not allowed in column "from_on"', ''),
    ($$INSERT INTO capacity (scenario_id, stage, team, from_on, to_on, per_week, source)
       VALUES ('now', 'plan', 'a', '2026-01-02', '2026-01-01', 1, 's')$$,
     '23514', 'value "2026-01-01" is not allowed in column "to_on"', 'A line cannot end before it begins.'),
    ($$INSERT INTO capacity (scenario_id, stage, team, from_on, per_week, source)
       VALUES ('now', 'plan', 'a', '2026-01-01', 1, ' ')$$,
     '23514', 'column "source"', 'Say where the figure is from'),
    ($$INSERT INTO capacity (scenario_id, stage, team, from_on, source)
       VALUES ('now', 'plan', 'a', '2026-01-01', 's')$$,
     '23514', 'column "per_week"', 'Give per_week alone; or posts'),
    ($$INSERT INTO capacity (scenario_id, stage, team, from_on, per_week, posts, source)
       VALUES ('now', 'plan', 'a', '2026-01-01', 1, 1, 's')$$,
     '23514', 'value "1" is not allowed in column "per_week"', 'Give per_week alone; or posts'),
    ($$UPDATE capacity SET attendance = 1.1 WHERE team = 'officers' AND scenario_id = 'now'$$,
     '23514', 'value "1.1" is not allowed in column "attendance"', 'Give a share above 0'),
    ($$UPDATE capacity SET hours_per_case = 0 WHERE team = 'officers' AND scenario_id = 'now'$$,
     '23514', 'value "0" is not allowed in column "hours_per_case"', 'Give the hours that one case takes'),
    ($$UPDATE arrival_assumption SET growth_percent = 'NaN', per_week = NULL$$,
     '23514', 'value "NaN" is not allowed in column "growth_percent"',
     'Give the change against the last twelve months'),
    ($$UPDATE arrival_assumption SET per_week = -1 WHERE scenario_id = 'none'$$,
     '23514', 'value "-1" is not allowed in column "per_week"', 'Give requests in seven days'),
    ($$UPDATE scenario SET issue_order = 'fifo'$$,
     '23514', 'value "fifo" is not allowed in column "issue_order"', 'Use one of: oldest, newest'),
    ($$UPDATE scenario SET in_time_share = 0.5$$,
     '23514', 'value "0.5" is not allowed in column "in_time_share"', 'Give in_time_share with issue_order share'),
    ($$UPDATE scenario SET refused_share = 46$$,
     '23514', 'value "46" is not allowed in column "refused_share"', 'Give a share from 0 to 1'),
    ($$UPDATE scenario SET runs = 100001$$,
     '23514', 'value "100001" is not allowed in column "runs"', 'Give 1 to 100000'),
    ($$UPDATE scenario SET runs = 0$$,
     '23514', 'value "0" is not allowed in column "runs"', 'Give 1 to 100000'),
    ($$UPDATE scenario SET demand_spread = 1.1$$,
     '23514', 'value "1.1" is not allowed in column "demand_spread"', 'Give a standard deviation'),
    ($$UPDATE scenario SET order_spread = 'NaN'$$,
     '23514', 'value "NaN" is not allowed in column "order_spread"', 'Give a standard deviation'),
    ($$UPDATE scenario SET extra_step = 0.1 WHERE scenario_id = 'now'$$,
     '23514', 'value "4" is not allowed in column "extra_most"',
     'Give from extra_least to extra_most at most 40 steps.'),
    ($$UPDATE scenario SET extra_step = NULL WHERE scenario_id = 'now'$$,
     '23514', 'value "plan" is not allowed in column "extra_stage"', 'Give extra_stage, extra_from'),
    ($$UPDATE scenario SET until_on = 'infinity'$$,
     '23514', 'value "infinity" is not allowed in column "until_on"', ''),
    ($$INSERT INTO recovery_target VALUES ('344', 'rate', '2026-08-31', 101, 's')$$,
     '23514', 'value "101" is not allowed in column "target_value"', 'Give a rate in percent'),
    ($$INSERT INTO recovery_target VALUES ('344', 'refused', '2026-08-31', 1, 's')$$,
     '23514', 'value "refused" is not allowed in column "measure"', 'Use one of: advice, plans'),
    ($$SELECT sen.project_scenarios('plan', 'no such')$$,
     '22023', 'programme "plan" has no scenario "no such"', 'Use one of: now, seen, none.'),
    ($$SELECT sen.project_scenarios('no_such')$$,
     '3F000', '"no_such" is not a programme', ''),
    ($$SELECT sen.project_scenarios(NULL)$$,
     '3F000', 'is not a programme', ''),
    ($$SELECT sen.extra_capacity('{}', 'plan', '2026-01-01', 'Infinity')$$,
     '22023', 'extra capacity out of range: Infinity from 2026-01-01', 'Give cases a week'),
    ($$UPDATE projection SET runs = 7$$,
     '55000', 'rows of table "projection" are never changed or deleted', 'Make another projection with')
) t (statement, state, message, hint);
SELECT lives_ok($$INSERT INTO capacity (scenario_id, stage, team, from_on, per_week, source)
                  VALUES ('now', 'advice', 'agency', '2026-06-01', 1, 's')$$,
                      'the same team at another stage is another line');
SELECT lives_ok($$UPDATE capacity SET per_week = 2, to_on = '2026-03-30' WHERE team = 'agency'
    AND from_on = '2026-02-01'$$,
                'a line may be changed where it is');
UPDATE scenario SET until_on = '2025-12-31' WHERE scenario_id = 'none';
SELECT pg_temp.refused($$SELECT sen.project_scenarios('plan', 'none')$$, '22023',
    'scenario "none" ends on 2025-12-31, and the data stand on 2025-12-31', 'Give it a later until_on.');
UPDATE scenario SET until_on = '2036-12-31' WHERE scenario_id = 'none';
SELECT pg_temp.refused($$SELECT sen.project_scenarios('plan', 'none')$$, '22023',
    'until is 2036-12-31, more than 10 years after 2025-12-31', 'Give a day within 10 years.');
DELETE FROM capacity WHERE scenario_id = 'none';
UPDATE scenario SET until_on = '2026-02-28' WHERE scenario_id = 'none';
SELECT pg_temp.refused($$SELECT sen.project_scenarios('plan', 'none')$$, '22023',
    'scenario "none" has no capacity for plans', 'Add a line of stage plan to table capacity.');
DELETE FROM school_holiday WHERE from_on > '2026-03-01';
SELECT pg_temp.refused($$SELECT sen.project_scenarios('plan', 'now')$$, '22023',
    'school holidays of authority 344 are not known to 2026-08-31, the end of scenario "now"',
    'A team of it works in term time only. Add the holidays to table school_holiday.');
UPDATE scenario SET extra_stage = 'decision' WHERE scenario_id = 'now';
SELECT pg_temp.refused($$SELECT sen.project_scenarios('plan', 'now')$$, '22023',
    'scenario "now" has no capacity for stage decision, which extra capacity is tried for',
    'A stage without a line has no limit.');
SELECT * FROM finish();
ROLLBACK;
