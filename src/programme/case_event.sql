-- Part of room programme: the events that turn a case, and how its duties stand after them.

CREATE FUNCTION sen.limit_state(due_on date, done_on date, running boolean, ended text, replaced_on date,
                                replaced_by text, has_exception boolean, time_limit text, today date)
    RETURNS text
    AS 'MODULE_PATHNAME', 'sen_limit_state' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.limit_state(date, date, boolean, text, date, text, boolean, text, date) IS
    'How a row of view case_time_limit stands on today, done_on being no later: overdue, too late to refuse, open, '
    'lifted, late, met, replaced, ended, time to appeal has passed, not recorded, or unknown (no due day). A clock '
    'that an event ended before the duty was done is replaced or ended, never overdue. today null: null.';
CREATE FUNCTION sen.limit_words(state text, due_on date, done_on date, replaced_on date, ended text, ended_by text,
                                today date)
    RETURNS text
    AS 'MODULE_PATHNAME', 'sen_limit_words' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.limit_words(text, date, date, date, text, text, date) IS
    'A state of sen.limit_state() in a few words, with the days: such as overdue by 3 days, 5 days left, late by 1 '
    'day, replaced on 14 January 2025: agreement at mediation. Null for another word, and if today is null.';
CREATE FUNCTION sen.limit_state_position(state text) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_limit_state_position' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.limit_state_position(text) IS
    'Place of a state in reports, from 1 for overdue. Null for another word, and for null.';

CREATE FUNCTION sen.passed_on(done_on date, first_later_on date, second_later_on date, third_later_on date, today date)
    RETURNS date
    AS 'MODULE_PATHNAME', 'sen_passed_on' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.passed_on(date, date, date, date, date) IS
    'Day of the first later step that is on record by today, where a step has no day itself: it was passed. Null where '
    'it has a day, where no later step is on record, and if today is null.';
CREATE FUNCTION sen.not_first_review_on(plan_made_on date, last_reviewed_on date, meeting_on date,
                                        decision_sent_on date, today date)
    RETURNS date
    AS 'MODULE_PATHNAME', 'sen_not_first_review_on' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.not_first_review_on(date, date, date, date, date) IS
    'Day by which an annual review is not the first one of its plan: that of the last review, or of a meeting or '
    'decision two years or more after the plan was made, which is the period of the first review and that of the '
    'second. Null where it may be the first, and if today is null.';
CREATE FUNCTION sen.first_after(days date[], day date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_first_after' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.first_after(date[], date) IS
    'The first of some days after a day; days that are null are left out. Null if there is none, and for null.';

CREATE FUNCTION sen.limits_from(
    event text, started date, programme text, OUT time_limit sen.time_limit, OUT duty text, OUT period text,
    OUT due_on date, OUT owed_by text, OUT owed_to text, OUT citation text, OUT clock_starts text,
    OUT other_due_on date, OUT contested_point text)
    RETURNS SETOF record
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 5
    SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    otherwise text[];
BEGIN
    PERFORM sen.programme_owner(programme, '{contested_choice}');
    EXECUTE format('SELECT array_agg(c.point) FROM %I.contested_choice c WHERE c.otherwise', programme) INTO otherwise;
    otherwise := coalesce(otherwise, '{}');
    -- By the text this starts no clock: 10 and 14 weeks as from an order are the other answer.
    IF event = 'refusal_withdrawn' THEN
        RETURN QUERY
        SELECT f.time_limit, f.duty, f.period, CASE WHEN c.chosen THEN f.due_on END, f.owed_by, f.owed_to, f.citation,
               'the authority agrees to assess after refusing', CASE WHEN NOT c.chosen THEN f.due_on END, c.point
        FROM (SELECT p.point, p.point = ANY (otherwise) AS chosen
              FROM (VALUES ('agreed_to_assess_after_refusing')) p (point)) c,
             sen.limits_from('order_made', started) f
        WHERE f.time_limit::text IN ('order_assess_no_plan', 'order_assess_final_plan');
        RETURN;
    END IF;
    RETURN QUERY
    SELECT f.time_limit, f.duty, f.period, CASE WHEN o.chosen THEN o.other ELSE f.due_on END, f.owed_by, f.owed_to,
           f.citation, f.clock_starts, CASE WHEN o.chosen THEN f.due_on ELSE o.other END,
           CASE WHEN o.other IS NOT NULL THEN o.point END
    FROM sen.limits_from(event, started) f
    CROSS JOIN LATERAL (
        SELECT p.point, p.point = ANY (otherwise) AS chosen,
               nullif(CASE p.point WHEN 'before_a_day' THEN f.due_on + 1
                                   ELSE sen.other_due(f.time_limit, started) END, f.due_on) AS other
        FROM (SELECT sen.other_due_point(f.time_limit) AS point) p
    ) o;
END
$function$;
COMMENT ON FUNCTION sen.limits_from(text, date, text) IS
    'Every time limit whose clock starts with an event on that day, as sen.limits_from(event, started), counted by the '
    'answers that the programme chose in contested_choice. other_due_on: the day by the answer to contested_point that '
    'it did not choose; both null where there is one answer, or both give the same day. Also takes refusal_withdrawn, '
    'from which the text counts nothing and the Ombudsman 10 and 14 weeks: one of the two days is null. Needs SELECT '
    'on contested_choice: level reader. No rows for null; 3F000 if there is no such programme; else the errors of '
    'sen.limits_from(event, started).';
