-- Contested points: the dates that the other answers give, computed another way; and a programme that chooses them.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
\set programme chosen
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = chosen, public, sen;
SELECT no_plan();

-- Which points, and which limits.
SELECT is((SELECT array_agg(name ORDER BY name COLLATE "C") FROM sen.contested_points() WHERE per_programme),
          '{agreed_to_assess_after_refusing,before_a_day,clear_days,fifteen_days_for_views,next_review_by_a_day}',
          'the points that a programme can choose');
SELECT is((SELECT array_agg(point ORDER BY point COLLATE "C") FROM contested_choice WHERE NOT otherwise),
          (SELECT array_agg(name ORDER BY name COLLATE "C") FROM sen.contested_points() WHERE per_programme),
          'each has a row, and begins with the answer taken');
SELECT is((SELECT string_agg(name, ', ') FROM sen.contested_points() WHERE per_programme AND others_say IS NULL), NULL,
          'each has another answer');
SELECT is((SELECT string_agg(l.name::text, ', ') FROM sen.time_limits() l
           WHERE sen.other_due_point(l.name) IS DISTINCT FROM
                 (SELECT p.name FROM sen.contested_points() p
                  WHERE l.name = ANY (p.limits) AND p.per_programme AND p.name <> 'agreed_to_assess_after_refusing')),
          NULL, 'the point of each limit');
SELECT is(ARRAY[sen.contested_choice('before_a_day'), sen.contested_choice('draft_plan'),
                sen.contested_choice('before a day'), sen.contested_choice(NULL)], '{t,f,f,NULL}',
          'who asks whether a point can be chosen');

-- The other date of every such limit on every day of three years, from the day and the list of working days alone.
-- Each day with the number of working days up to it, itself included.
CREATE TEMPORARY TABLE w AS
SELECT d::date AS day, sen.is_working_day(d::date) AS works,
       count(*) FILTER (WHERE sen.is_working_day(d::date)) OVER (ORDER BY d) AS n
FROM generate_series(date '2022-01-01', '2029-12-31', '1 day') d;
CREATE TEMPORARY TABLE o AS
SELECT l.name::text AS time_limit, sen.other_due_point(l.name) AS point, l.counting, l.length, d::date AS day,
       sen.due_date(l.name, d::date) AS due_on, sen.other_due(l.name, d::date) AS other_due_on
FROM sen.time_limits() l, generate_series(date '2024-01-01', '2026-12-31', '1 day') d
WHERE sen.other_due_point(l.name) IS NOT NULL
  AND (sen.other_due_point(l.name) <> 'before_a_day' OR extract(month FROM d) = 1);
SELECT cmp_ok((SELECT count(*) FROM o), '>', 10000::bigint, 'there is something to compare');
SELECT is((SELECT string_agg(DISTINCT time_limit, ', ') FROM o
           WHERE point IN ('before_a_day', 'next_review_by_a_day') AND other_due_on IS DISTINCT FROM due_on + 1), NULL,
          'by a day, not before it');
SELECT is((SELECT string_agg(DISTINCT time_limit, ', ') FROM o
           WHERE point = 'clear_days'
             AND other_due_on IS DISTINCT FROM sen.due_date(time_limit::sen.time_limit, day, false)), NULL,
          'without clear days');
SELECT is((SELECT count(*) FROM o WHERE point = 'clear_days' AND other_due_on < due_on), 0::bigint,
          'which is never earlier');
-- Day 15 after the day, or beginning with it.
SELECT is((SELECT string_agg(DISTINCT o.time_limit, ', ')
           FROM o JOIN w f ON f.day = CASE WHEN o.counting ~ 'not counted' THEN o.day ELSE o.day - 1 END
           LEFT JOIN w l ON l.works AND l.n = f.n + o.length
           WHERE o.point = 'fifteen_days_for_views' AND o.other_due_on IS DISTINCT FROM l.day), NULL,
          'as many working days');
SELECT is(sen.other_due('final_plan', '2025-01-06'), NULL, 'null where there is one answer');
SELECT is(sen.other_due('next_review', 'infinity'), 'infinity', 'an infinite date comes back');

-- A programme: deadlines shows both days.
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on)
VALUES ('344', 'R3', '2025-01-06', 'N', '2025-02-10');
INSERT INTO annual_review (local_authority, review_ref, child_ref, plan_made_on, last_reviewed_on, transfer_phase,
                           transfer_year, transfer_on, outcome, decision_sent_on)
VALUES ('344', 'V1', 'a', NULL, '2024-02-12', NULL, NULL, NULL, NULL, NULL),
       ('344', 'V2', 'b', '2024-02-12', NULL, NULL, NULL, NULL, NULL, NULL),
       ('344', 'V3', 'c', NULL, NULL, 'primary to secondary', 2025, NULL, 'M', '2025-02-15'),
       ('344', 'V4', 'd', NULL, NULL, 'secondary to post-16', 2025, NULL, 'M', '2025-03-31'),
       ('344', 'V5', 'e', NULL, NULL, 'post-16 to post-16', 2025, '2025-09-01', 'M', '2025-04-01');
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, matter, time_limit) VALUES
    ('344', 'request', 'R3', 'refusal_withdrawn', '2025-03-03', 'refusal to assess', NULL),
    ('344', 'plan', 'P1', 'reassessment_requested', '2025-03-03', NULL, 'reassess_decision');
CREATE FUNCTION pg_temp.on_day(day date, ref text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
    PERFORM set_config('sen_improvement.as_of', day::text, true);
    SELECT string_agg(concat_ws(' ', d.time_limit, to_char(d.due_on, 'DD.MM.YY'), d.state,
                                'else ' || to_char(d.other_due_on, 'DD.MM.YY') || ': ' || d.contested_point), ', '
                      ORDER BY d.due_on, d.time_limit COLLATE "C") INTO said
    FROM deadlines d WHERE d.case_ref = ref AND d.time_limit <> 'assess_decision';
    RETURN said;
END $$;
CREATE FUNCTION pg_temp.open_on(day date) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
    PERFORM set_config('sen_improvement.as_of', day::text, true);
    SELECT concat_ws(' ', to_char(o.due_on, 'DD.MM.YY'), o.time_limit, o.in_words, o.week,
                     'else ' || to_char(o.other_due_on, 'DD.MM.YY'),
                     CASE WHEN EXISTS (SELECT FROM overdue_cases) THEN 'in overdue_cases' END,
                     CASE WHEN EXISTS (SELECT FROM due_soon) THEN 'in due_soon' END)
        INTO said
    FROM open_cases o;
    RETURN said;
END $$;
SELECT is(pg_temp.on_day('2025-05-27', 'R3'),
          'no_plan_decision 28.04.25 too late to refuse else 12.05.25: agreed_to_assess_after_refusing, '
          'final_plan 26.05.25 overdue else 09.06.25: agreed_to_assess_after_refusing',
          'by the text the weeks from the request bind again, and the Ombudsman''s days stand beside them');
SELECT is(pg_temp.open_on('2025-05-27'), '26.05.25 final_plan overdue by 1 day week 21, after the 20 else 09.06.25 '
          'in overdue_cases', 'in the list of open cases too');
SELECT is(pg_temp.on_day('2025-02-12', 'V1'), 'next_review 11.02.25 overdue else 12.02.25: next_review_by_a_day',
          'a review, on the day after the year');
SELECT is(pg_temp.on_day('2025-02-12', 'V2'), 'first_review 11.02.25 overdue else 12.02.25: next_review_by_a_day',
          'a first review');
SELECT is(pg_temp.on_day('2025-05-01', 'V3'), 'phase_transfer_other 14.02.25 late else 15.02.25: before_a_day',
          'before 15 February');
SELECT is(pg_temp.on_day('2025-05-01', 'V4'), 'phase_transfer_post16 30.03.25 late else 31.03.25: before_a_day',
          'before 31 March');
SELECT is(pg_temp.on_day('2025-05-01', 'V5'), 'post16_to_post16 31.03.25 late else 01.04.25: clear_days',
          'five months before 1 September');
SELECT is(pg_temp.on_day('2025-03-04', 'P1'), 'reassess_decision 18.03.25 open else 24.03.25: fifteen_days_for_views',
          'and what an event started');
SET LOCAL sen_improvement.as_of = '2025-05-01';
SELECT is((SELECT format('%s of %s in time', in_time, finished) FROM compliance_by_year
           WHERE definition = 'phase_transfers_in_time' AND year = 2025), '0 of 2 in time',
          'the figures go by the text');
SELECT is((SELECT string_agg(concat_ws(' ', time_limit, due_on, other_due_on, contested_point), ', ')
           FROM sen.limits_from('refusal_withdrawn', '2025-03-03', 'chosen')),
          'order_assess_no_plan 2025-05-12 agreed_to_assess_after_refusing, '
          'order_assess_final_plan 2025-06-09 agreed_to_assess_after_refusing', 'what starts with it, by the others');
SELECT is((SELECT count(due_on) FROM sen.limits_from('refusal_withdrawn', '2025-03-03', 'chosen')), 0::bigint,
          'by the text nothing');

UPDATE contested_choice SET otherwise = true, reason = 'the legal team, 3 March 2025';
SELECT is(pg_temp.on_day('2025-05-27', 'R3'),
          'no_plan_decision 28.04.25 replaced, order_assess_no_plan 12.05.25 too late to refuse else 28.04.25: '
          'agreed_to_assess_after_refusing, final_plan 26.05.25 replaced, order_assess_final_plan 09.06.25 open else '
          '26.05.25: agreed_to_assess_after_refusing', 'chosen: 10 and 14 weeks from the agreement bind instead');
SELECT is((SELECT concat_ws(' ', replaced_on, replaced_by) FROM deadlines WHERE time_limit = 'final_plan'),
          '2025-03-03 order_assess_final_plan', 'and the 20 weeks say by what they were replaced');
SELECT is(pg_temp.open_on('2025-05-27'),
          '09.06.25 order_assess_final_plan 13 days left week 13 of 14 else 26.05.25 in due_soon', 'it is not overdue');
SELECT is(pg_temp.open_on('2025-06-10'), '09.06.25 order_assess_final_plan overdue by 1 day week 15, after the 14 else '
          '26.05.25 in overdue_cases', 'until its own day');
SELECT is(pg_temp.on_day('2025-03-02', 'R3'), NULL, 'and on the eve of it nothing is owed');
SELECT is(pg_temp.on_day('2025-02-12', 'V1'), 'next_review 12.02.25 open else 11.02.25: next_review_by_a_day',
          'a review is due on the day itself');
SELECT is(pg_temp.on_day('2025-02-13', 'V2'), 'first_review 12.02.25 overdue else 11.02.25: next_review_by_a_day',
          'and overdue after it');
SELECT is(pg_temp.on_day('2025-05-01', 'V3'), 'phase_transfer_other 15.02.25 met else 14.02.25: before_a_day',
          'by 15 February');
SELECT is(pg_temp.on_day('2025-05-01', 'V4'), 'phase_transfer_post16 31.03.25 met else 30.03.25: before_a_day',
          'by 31 March');
SELECT is(pg_temp.on_day('2025-05-01', 'V5'), 'post16_to_post16 01.04.25 met else 31.03.25: clear_days',
          'five months to 1 September');
SELECT is(pg_temp.on_day('2025-03-04', 'P1'), 'reassess_decision 24.03.25 open else 18.03.25: fifteen_days_for_views',
          'fifteen working days');
SET LOCAL sen_improvement.as_of = '2025-05-01';
SELECT is((SELECT format('%s of %s in time', in_time, finished) FROM compliance_by_year
           WHERE definition = 'phase_transfers_in_time' AND year = 2025), '2 of 2 in time', 'the figures follow');
SELECT is((SELECT string_agg(concat_ws(' ', event, f.time_limit, f.due_on, f.other_due_on, f.contested_point), ', '
                             ORDER BY f.due_on)
           FROM (VALUES ('plan_reviewed', date '2024-02-12'), ('transfer', '2025-01-01'),
                        ('reassessment_requested', '2025-03-03'), ('refusal_withdrawn', '2025-03-03')) e (event, day),
                LATERAL sen.limits_from(e.event, e.day, 'chosen') f
           WHERE f.contested_point IS NOT NULL AND f.time_limit::text !~ 'post16_to'),
          'plan_reviewed next_review 2025-02-12 2025-02-11 next_review_by_a_day, transfer phase_transfer_other '
          '2025-02-15 2025-02-14 before_a_day, reassessment_requested reassess_decision 2025-03-24 2025-03-18 '
          'fifteen_days_for_views, transfer phase_transfer_post16 2025-03-31 2025-03-30 before_a_day, '
          'refusal_withdrawn order_assess_no_plan 2025-05-12 agreed_to_assess_after_refusing, refusal_withdrawn '
          'order_assess_final_plan 2025-06-09 agreed_to_assess_after_refusing',
          'limits_from() of the programme has the days of its views');
SELECT is((SELECT count(*) FROM sen.limit_events() e, sen.limits_from(e.event, '2025-01-06') a
           FULL JOIN sen.limits_from(e.event, '2025-01-06', 'chosen') b USING (time_limit)
           WHERE (a.duty, a.period, a.owed_by, a.owed_to, a.citation, a.clock_starts) IS DISTINCT FROM
                 (b.duty, b.period, b.owed_by, b.owed_to, b.citation, b.clock_starts)
              OR a.due_on IS DISTINCT FROM coalesce(b.other_due_on, b.due_on)), 0::bigint,
          'and else what it has without one: the day that is not chosen is that of the text');
SELECT is((SELECT format('%s / %s / %s', answer, other_answer, reason) FROM contested_answers
           WHERE point = 'before_a_day'),
          'by 15 February, by 31 March / the text: 14 February and 30 March / the legal team, 3 March 2025',
          'the choice in words');

-- A row that is taken out counts as the answer taken.
DELETE FROM contested_choice;
SELECT is(pg_temp.on_day('2025-02-12', 'V1'), 'next_review 11.02.25 overdue else 12.02.25: next_review_by_a_day',
          'without its row a point has the answer taken');
SELECT is(pg_temp.on_day('2025-05-01', 'V5'), 'post16_to_post16 31.03.25 late else 01.04.25: clear_days',
          'in every branch');
SELECT is((SELECT count(*) FROM sen.limits_from('refusal_withdrawn', '2025-03-03', 'chosen') WHERE due_on IS NULL),
          2::bigint, 'and in limits_from()');

-- Bad input.
SELECT throws_ok(format('INSERT INTO contested_choice (point, otherwise, reason) VALUES %s', c.row), c.sqlstate,
                 c.message, c.message)
FROM (VALUES
    ($$('draft_plan', true, 'x')$$, '23514', 'value "draft_plan" is not allowed in column "point"'),
    ($$('Before a day', false, NULL)$$, '23514', 'value "Before a day" is not allowed in column "point"'),
    ($$('before_a_day', true, NULL)$$, '23514', 'column "reason" must not be empty here'),
    ($$('before_a_day', true, ' ')$$, '23514', 'value " " is not allowed in column "reason"'))
    c (row, sqlstate, message);
SELECT throws_ok($$SELECT sen.limits_from('review_meeting', '2025-01-06', 'nobody')$$, '3F000', NULL,
                 'no such programme');
SELECT throws_ok($$SELECT sen.limits_from('review meeting', '2025-01-06', 'chosen')$$, '22P02', NULL, 'no such event');
SELECT is((SELECT count(*) FROM sen.limits_from('review_meeting', NULL, 'chosen')), 0::bigint, 'null: no rows');
SELECT is((SELECT count(*) FROM sen.limits_from('review_meeting', '2025-01-06', NULL)), 0::bigint, 'nor for none');

SELECT * FROM finish();
ROLLBACK;
