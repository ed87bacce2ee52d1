-- Cases of published decisions that turned, entered into a programme: its views give the day and the state that the
-- source gives, on the day of which it speaks. Which days are whose, and what is read: test/fixtures/README.md.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
\set programme published
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = published, public;
SELECT no_plan();
CREATE TEMPORARY TABLE turn (
    case_id text, event text, matter text, on_day date, as_on date, time_limit text, state text,
    counted_from text, due_on date, says text, late_days text, note text) ON COMMIT DROP;
\copy turn FROM 'test/fixtures/published_turns.csv' (FORMAT csv, HEADER)

-- One row for each case about a request. An event without a day happened by the first day of which the source speaks.
CREATE TEMPORARY TABLE known AS
SELECT t.case_id, min(t.as_on) AS spoken_of_on,
       min(t.on_day) FILTER (WHERE t.event = 'request_received') AS received_on,
       bool_or(t.event = 'decision_sent' AND t.matter = 'refusal to assess') AS refused,
       min(t.on_day) FILTER (WHERE t.event = 'decision_sent' AND t.matter = 'refusal to assess') AS refused_on,
       min(t.on_day) FILTER (WHERE t.event = 'agreed_to_assess') AS agreed_on,
       bool_or(t.event = 'decision_sent' AND t.matter = 'refusal to issue a plan') AS no_plan,
       min(t.on_day) FILTER (WHERE t.event = 'decision_sent' AND t.matter = 'refusal to issue a plan') AS no_plan_on,
       min(t.on_day) FILTER (WHERE t.event = 'draft_plan_served') AS draft_on,
       min(t.on_day) FILTER (WHERE t.event = 'plan_sent') AS plan_on
FROM turn t GROUP BY t.case_id HAVING bool_or(t.as_on IS NOT NULL)
    AND NOT coalesce(bool_or(t.matter = 'refusal to amend'), false);
INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on)
SELECT '344', k.case_id, k.received_on,
       CASE WHEN k.refused THEN 'N' WHEN k.agreed_on IS NOT NULL OR k.no_plan THEN 'Y' END,
       coalesce(k.refused_on, k.agreed_on),
       CASE WHEN k.no_plan THEN 'N' WHEN k.plan_on IS NOT NULL THEN 'Y' END,
       CASE WHEN k.no_plan THEN k.no_plan_on ELSE k.plan_on END
FROM known k;
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, matter, time_limit, first_step_on,
                        done_on)
SELECT '344', 'request', t.case_id, t.event, coalesce(t.on_day, k.spoken_of_on), t.matter,
       CASE WHEN t.event = 'mediation_agreed' THEN
           CASE t.matter WHEN 'refusal to assess' THEN 'order_assess_final_plan' ELSE 'order_make_plan_final' END END,
       CASE WHEN t.event = 'mediation_agreed' AND k.no_plan THEN k.draft_on END,
       CASE WHEN t.event = 'mediation_agreed' AND k.no_plan THEN k.plan_on END
FROM turn t JOIN known k ON k.case_id = t.case_id
WHERE t.event IN ('mediation_agreed', 'refusal_withdrawn');
INSERT INTO appeal (local_authority, appeal_ref, decision_sent_on, lodged_on)
SELECT '344', 'CM', min(on_day) FILTER (WHERE event = 'decision_sent'),
       min(on_day) FILTER (WHERE event = 'appeal_received')
FROM turn WHERE case_id = 'CM';

CREATE FUNCTION pg_temp.stands(day date, ref text, name text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE said text;
BEGIN
    PERFORM set_config('sen_improvement.as_of', day::text, true);
    SELECT string_agg(concat_ws(' ', d.due_on, CASE d.state WHEN 'open' THEN 'binds' WHEN 'too late to refuse'
                                                                 THEN 'overdue' ELSE d.state END), ', ') INTO said
    FROM deadlines d WHERE ref IN (d.case_ref, d.request_ref) AND d.time_limit = name;
    RETURN said;
END $$;
-- What the Ombudsman counts from an agreement of the authority's own accord is a contested point, and not taken.
SELECT is(pg_temp.stands(t.as_on, t.case_id, t.time_limit), concat_ws(' ', t.due_on, t.state),
          format('%s on %s: %s, says the %s', t.case_id, t.as_on, t.time_limit, t.says))
FROM turn t
WHERE t.as_on IS NOT NULL AND NOT (t.counted_from = 'refusal_withdrawn' AND t.says = 'source')
ORDER BY t.case_id, t.as_on, t.time_limit;
SELECT is((SELECT string_agg(concat_ws(' ', t.case_id, t.time_limit,
                                       pg_temp.stands(t.as_on, t.case_id, t.time_limit)), ', ')
           FROM turn t WHERE t.counted_from = 'refusal_withdrawn' AND t.says = 'source'),
          '25 007 473 order_assess_no_plan, 25 007 473 order_assess_final_plan',
          'an agreement of the authority''s own accord starts no clock of an order');
SELECT cmp_ok((SELECT count(*) FROM turn WHERE as_on IS NOT NULL), '>=', 25::bigint,
              'there are statements to compare with');

SELECT * FROM finish();
ROLLBACK;
