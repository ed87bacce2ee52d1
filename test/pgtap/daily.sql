-- What is asked every day: which limits start with an event, and which week it is.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
CREATE TEMPORARY VIEW e AS SELECT * FROM sen.limit_events();
CREATE TEMPORARY VIEW of_event AS SELECT e.event, l AS name FROM e, unnest(e.limits) l;

-- The vocabulary.
SELECT is((SELECT count(*) - count(DISTINCT event) FROM e), 0::bigint, 'each event once');
SELECT is((SELECT string_agg(event, ', ') FROM e WHERE event !~ '^[a-z0-9]+(_[a-z0-9]+)*$' OR cardinality(limits) = 0
           OR clock_starts = ''), NULL, 'an event has a name, a day and limits');
SELECT is((SELECT array_agg(l.name::text ORDER BY l.name) FROM sen.time_limits() l
           WHERE l.name::text NOT IN (SELECT name::text FROM of_event)),
          '{draft_plan_issue,final_evidence,hearing_bundle}',
          'every limit starts with an event, but for those that no day starts');
SELECT is((SELECT string_agg(event || ' ' || name::text, ', ') FROM of_event
           WHERE (event LIKE 'det\_%') <> (name::text LIKE 'det\_%')), NULL,
          'events of detained children start theirs only');
SELECT is((SELECT string_agg(DISTINCT e.event || ': ' || l.clock_starts, ', ') FROM e JOIN of_event o USING (event)
           JOIN sen.time_limits() l ON l.name::text = o.name::text WHERE strpos(e.clock_starts, l.clock_starts) = 0),
          NULL, 'the day is the one of each of its limits');
SELECT is((SELECT string_agg(event, ', ') FROM e WHERE cardinality(string_to_array(clock_starts, '; ')) > 4), NULL,
          'and each day is said once');
-- Limits whose clocks start with the same words start with the same event.
SELECT is((SELECT string_agg(DISTINCT format('%s and %s', a.name, b.name), '; ') FROM sen.time_limits() a
           JOIN sen.time_limits() b ON b.clock_starts = a.clock_starts
           AND (b.name::text LIKE 'det\_%') = (a.name::text LIKE 'det\_%')
           WHERE EXISTS (SELECT FROM of_event x WHERE x.name::text = a.name::text AND NOT EXISTS (SELECT FROM of_event y
                             WHERE y.event = x.event AND y.name::text = b.name::text))), NULL,
               'the same day, the same event');

-- Which limits.
SELECT is((SELECT array_agg(time_limit::text) FROM sen.limits_from(v.event, '2025-03-03')), v.limits, v.event)
FROM (VALUES
    ('request_received', '{no_assess_determination_notice,assess_decision,no_plan_decision,final_plan}'::text[]),
    ('review_meeting', '{review_meeting_notice,review_papers,review_report,review_decision,amended_plan_longstop}'),
    ('order_made', '{order_cease,order_assess_notice,order_assess_no_plan,order_assess_final_plan,'
                   'order_make_plan_draft,order_make_plan_final,order_reconsider,order_amend_provision,'
                   'order_name_school,order_continue,order_continue_amend}'),
    ('moved', '{plan_transfer_on_move,icb_move_notice}'),
    ('move_known', '{plan_transfer_late_notice,icb_move_late_notice,icb_move_request}'),
    ('plan_sent', '{first_review,contact_mediation_adviser,appeal_notice}'),
    ('decision_sent', '{contact_mediation_adviser,appeal_notice}'),
    ('cease_notice_sent', '{cease_maintain_earliest,contact_mediation_adviser,appeal_notice}'),
    ('amendments_sent',
     '{amendment_comment_window,final_amended_plan,no_amend_after_proposal,amend_without_review_comment_window,'
     'amend_without_review}'),
    ('mediation_agreed', '{mediation_agreement_appealable,mediation_agreement_other,icb_reports_agreement}'),
    ('tribunal_decision_sent', '{costs_application,set_aside_application,permission_to_appeal_application}'),
    ('transfer', '{phase_transfer_post16,phase_transfer_other,post16_to_post16}'),
    ('det_order_made', '{det_order_assess_notice,det_order_assess_no_plan,det_order_assess_final_plan,'
                       'det_order_make_plan_draft,det_order_make_plan_final,det_order_reconsider,'
                       'det_order_name_school}')) v (event, limits);
SELECT is((SELECT string_agg(e.event, ', ') FROM e
           WHERE e.limits::text[] IS DISTINCT FROM (SELECT array_agg(f.time_limit::text)
                                                    FROM sen.limits_from(e.event, '2025-03-03') f)), NULL,
          'limits_from() has the limits of every event');

-- When. The event of a transfer is its day: the rule of the year holds whenever in it that is.
SELECT is((SELECT string_agg(concat_ws(' ', e.event, d, f.time_limit, f.due_on), '; ')
           FROM e, unnest('{2025-01-06,2025-02-13,2024-02-29}'::date[]) d, LATERAL sen.limits_from(e.event, d) f
           JOIN sen.time_limits() l ON l.name::text = f.time_limit::text
           WHERE f.due_on IS DISTINCT FROM CASE WHEN l.counting IS NOT NULL
                                                AND l.unit IS DISTINCT FROM 'days on which the institution is open'
                                                AND (l.counting NOT LIKE 'before % that year' OR d < '2025-02-15'
                                                     AND d > '2024-12-31')
                                                THEN sen.due_date(f.time_limit, d) WHEN l.counting LIKE '%February%'
                                                    THEN make_date(2024, 2, 14) WHEN l.counting LIKE '%March%'
                                                    THEN make_date(2024, 3, 30) END), NULL,
                                                    'due as sen.due_date() says');
SELECT is((SELECT array_agg(due_on) FROM sen.limits_from('transfer', '2026-09-01')),
          '{2026-03-30,2026-02-14,2026-03-31}', 'a transfer on 1 September');
SELECT is((SELECT array_agg(due_on) FROM sen.limits_from('review_meeting', '2025-03-24')),
          '{2025-03-09,2025-03-09,2025-04-07,2025-04-21,2025-06-16}', 'a review meeting, by hand');
SELECT is((SELECT array_agg(due_on) FROM sen.limits_from('review_meeting', 'infinity')),
          '{infinity,infinity,infinity,infinity,infinity}', 'an infinite day');
SELECT is((SELECT string_agg(f.time_limit::text, ', ') FROM e, LATERAL sen.limits_from(e.event, '2025-03-03') f
           JOIN sen.time_limits() l ON l.name::text = f.time_limit::text
           WHERE (f.duty, f.owed_by, f.owed_to, f.citation, f.clock_starts) IS DISTINCT FROM (l.duty, l.owed_by,
               l.owed_to, l.citation, l.clock_starts)
              OR f.period IS DISTINCT FROM CASE WHEN l.unit IS NULL THEN l.counting WHEN l.length = 1 THEN l.sense
                                                || ' 1 ' || rtrim(l.unit, 's') ELSE concat_ws(' ', l.sense, l.length,
                                                    l.unit) END), NULL, 'the other columns are those of the catalogue');
SELECT is((SELECT string_agg(DISTINCT r.event, ', ') FROM sen.replaced_limits() r
           WHERE r.event IS NOT NULL AND r.event NOT IN (SELECT event FROM sen.limit_events())
             AND EXISTS (SELECT FROM sen.limits_from(r.event, '2025-03-03'))), NULL,
          'nothing from an event that only ends clocks');
SELECT is((SELECT count(*) FROM sen.limits_from(a, b)), 0::bigint, 'nothing from nothing')
FROM (VALUES (NULL, date '2025-03-03'), ('moved', NULL)) v (a, b);
CREATE FUNCTION pg_temp.hint(event text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    hint text; message text; state text;
BEGIN
    PERFORM sen.limits_from(event, '2025-03-03');
    RETURN 'taken';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(' | ', state, message, hint);
END $$;
SELECT is(pg_temp.hint('review meeting'),
          '22P02 | unknown event "review meeting" | Did you mean "review_meeting"? sen.limit_events() and column event '
          'of sen.replaced_limits() list them all.',
          'a blank for an underscore');
SELECT is(pg_temp.hint('order_mode'),
          '22P02 | unknown event "order_mode" | Did you mean "order_made", "det_order_made" or "order_stayed"? '
          'sen.limit_events() and column event of sen.replaced_limits() list them all.', 'a slip');
SELECT is(pg_temp.hint(g), format('22P02 | unknown event "%s" | sen.limit_events() and column event of '
                                  'sen.replaced_limits() list them all.', g), 'nothing near')
FROM unnest(ARRAY['', 'zebra crossing the road', 'request_received moved', 'REQUEST_RECEIVED']) g
WHERE pg_temp.hint(g) !~ 'Did you mean';
SELECT ok(pg_temp.hint(g) LIKE '22P02 | unknown event%', format('"%s" is refused', g))
FROM unnest(ARRAY['request_received ', 'Moved', 'move', 'det_', 'request_received moved', repeat('x', 3000)]) g;

-- The week, against a count of days.
SELECT is((SELECT string_agg(concat_ws(' ', l.name, n, sen.week_of(l.name, d, d + n)), '; ')
           FROM sen.time_limits() l, (SELECT date '2025-01-06' AS d) x, generate_series(0, 150) n
           WHERE l.unit = 'weeks' AND l.counting LIKE 'the first day%'
               AND sen.week_of(l.name, d, d + n) IS DISTINCT FROM
                 (SELECT count(*) FROM generate_series(CASE l.counting WHEN 'the first day is day 1' THEN 0 ELSE 1 END,
                                                       greatest(n, 1) + CASE l.counting WHEN 'the first day is day 1'
                                                           THEN CASE n WHEN 0 THEN -1 ELSE 0 END ELSE 0 END, 7))), NULL,
                 'weeks are sevens of counted days');
SELECT is((SELECT string_agg(l.name::text, ', ') FROM sen.time_limits() l, (SELECT date '2025-01-06' AS d) x
           WHERE l.unit = 'weeks' AND l.counting LIKE 'the first day%'
           AND (sen.week_of(l.name, d, sen.due_date(l.name, d)) <> l.length
                OR sen.week_of(l.name, d, sen.due_date(l.name, d) + 1) <> l.length + 1)), NULL,
               'the due date is the last day of the last week');
SELECT is((SELECT string_agg(l.name::text, ', ') FROM sen.time_limits() l
           WHERE l.counting IS NOT NULL AND (l.unit IS DISTINCT FROM 'weeks' OR l.counting LIKE 'before the day%')
           AND (sen.week_of(l.name, '2025-01-06', '2025-02-06') IS NOT NULL
                OR sen.week_words(l.name, '2025-01-06', '2025-02-06') IS NOT NULL)), NULL,
          'no weeks where none are counted');
SELECT is(sen.week_words('final_plan', '2025-01-06', as_of), says, format('20 weeks from 6 January 2025, on %s', as_of))
FROM (VALUES (date '2025-01-05', NULL), ('2025-01-06', 'week 1 of 20'), ('2025-01-13', 'week 1 of 20'),
      ('2025-01-14', 'week 2 of 20'), ('2025-04-08', 'week 14 of 20'), ('2025-05-26', 'week 20 of 20'),
      ('2025-05-27', 'week 21, after the 20'), (NULL, NULL)) v (as_of, says);
SELECT is(sen.week_words('recommendation_copy_to_sos_social', '2025-01-06', '2025-01-12'), 'week 1 of 1',
          'a week of which the day is day 1');
SELECT is(sen.week_words('recommendation_copy_to_sos_social', '2025-01-06', '2025-01-13'), 'week 2, after the 1',
          'and the day after it');
SET LOCAL sen_improvement.as_of = '2025-04-08';
SELECT is(concat_ws(', ', sen.week_of('final_plan', '2025-01-06'), sen.week_words('final_plan', '2025-01-06')),
          '14, week 14 of 20', 'as on sen.today()');
SELECT is(sen.week_of('final_plan', NULL, '2025-01-06'), NULL, 'null in, null out');
SELECT throws_ok(format('SELECT sen.%s(%L, %s)', f, l, d), state, NULL, format('%s(%s, %s)', f, l, d))
FROM unnest('{week_of,week_words}'::text[]) f,
    (VALUES ('final_plan', '''infinity''', '22008'), ('final_plan', '''2025-01-06'', ''-infinity''', '22008'),
     ('draft_plan_issue', '''2025-01-06''', '22023')) v (l, d, state);

SELECT * FROM finish();
ROLLBACK;
