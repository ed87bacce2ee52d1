-- Part of room programme: how a request stood on a day.

CREATE FUNCTION sen.request_status(request_outcome text, request_outcome_on date, assessment_outcome text,
                                   assessment_outcome_on date, exported_to text, closed_on date, today date,
                                   reopened_on date DEFAULT NULL, redone text DEFAULT NULL,
                                   redone_on date DEFAULT NULL)
    RETURNS text
    AS 'MODULE_PATHNAME', 'sen_request_status' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.request_status(text, date, text, date, text, date, date, date, text, date) IS
    'How a row of table ehc_request stood at the close of today: historical, plan issued, no plan, not assessed, '
    'withdrawn, moved away, closed, or open. The first of these that holds; an ending without a date has always been '
    'so, but a plan has a day, and so has closed. reopened_on is the day from which a refusal no longer holds: what '
    'was recorded before it no longer counts; redone (Y or N) and redone_on what the assessment then came to, where '
    'SEN2 keeps the refusal. today null: null.';

CREATE FUNCTION sen.request_ended_on(request_outcome text, request_outcome_on date, assessment_outcome text,
                                     assessment_outcome_on date, exported_to text, closed_on date, today date,
                                     reopened_on date DEFAULT NULL, redone text DEFAULT NULL,
                                     redone_on date DEFAULT NULL)
    RETURNS date
    AS 'MODULE_PATHNAME', 'sen_request_ended_on' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.request_ended_on(text, date, text, date, text, date, date, date, text, date) IS
    'Day on which a row of table ehc_request stopped being open, by today: plan issued, family told that there will be '
    'no plan, refused, or closed, whichever came first. Null while it is open, for a historical request, and if an '
    'ending has no date. The last three as for sen.request_status(). today null: null.';
