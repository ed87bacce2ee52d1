-- read: analyst
-- meanings: case_time_limit

-- Without ORDER BY: there are several rows for every case there has been, and sorting them all takes longer than
-- reading them. Who looks for some says in which order.
CREATE VIEW deadlines WITH (security_invoker = true) AS
SELECT d.local_authority, d.concerns, d.case_ref, d.time_limit, l.duty, l.owed_by, d.started_on, d.due_on, d.done_on,
       -- Not done first: most duties are, and need not be asked how they stand.
       CASE WHEN d.done_on IS NULL
                 AND d.state IN ('open', 'lifted', 'overdue', 'too late to refuse', 'time to appeal has passed')
            THEN d.due_on - d.today END AS days_left,
       sen.limit_words(d.state, d.due_on, d.done_on, d.replaced_on, d.ended, d.ended_by, d.today) AS in_words,
       coalesce(d.exception, e.exceptions,
                CASE WHEN d.time_limit = 'final_plan' AND d.has_exception THEN 'not named' END) AS exceptions,
       l.citation, d.state,
       sen.limit_state_position(d.state) AS state_position,
       d.request_ref, d.detail AS body, d.replaced_on, d.replaced_by,
       CASE WHEN d.done_on IS NULL AND d.state IN ('open', 'lifted', 'overdue')
            THEN sen.week_words(d.time_limit::sen.time_limit, d.started_on, d.today) END AS week,
       d.other_due_on, d.contested_point, d.data_on
FROM (
    -- A WITH of its own, as in case_status.
    WITH u AS NOT MATERIALIZED (
        SELECT c.local_authority, c.concerns, c.case_ref, c.time_limit, c.started_on, c.due_on, c.running, c.ended,
               c.exception, c.has_exception, c.request_ref, c.replaced_on, c.replaced_by, c.ended_by,
               c.other_due_on, c.contested_point, t.today, t.data_on,
               CASE WHEN c.concerns = 'advice' THEN c.detail END AS detail,
               CASE WHEN c.done_on <= t.today THEN c.done_on END AS done_on
        FROM case_time_limit c
        CROSS JOIN (SELECT sen.today() AS today, sen.data_day('cases', 'data_source') AS data_on) t
        WHERE (c.started_on IS NULL OR c.started_on <= t.today
               OR c.time_limit IN ('phase_transfer_post16', 'phase_transfer_other', 'post16_to_post16'))
          AND c.matters
    )
    SELECT u.*,
           sen.limit_state(u.due_on, u.done_on, u.running, u.ended, u.replaced_on, u.replaced_by, u.has_exception,
                           u.time_limit, u.today) AS state
    FROM u
) d
JOIN sen.time_limit_catalogue l ON l.time_limit = d.time_limit
LEFT JOIN (
    SELECT x.local_authority, x.request_ref, x.time_limit,
           string_agg(x.exception, ', ' ORDER BY x.exception) AS exceptions
    FROM assessment_exception x GROUP BY x.local_authority, x.request_ref, x.time_limit
) e ON d.concerns = 'request' AND e.local_authority = d.local_authority AND e.request_ref = d.case_ref
    AND e.time_limit = d.time_limit;
COMMENT ON VIEW deadlines IS
    'Every duty with a time limit, and how it stands on sen.today(): met, late, left, overdue, or replaced by another '
    'clock, and which exceptions are recorded. A recorded exception lifts the limit; it gives no other date. In no '
    'order.';
COMMENT ON COLUMN deadlines.duty IS 'What has to be done.';
COMMENT ON COLUMN deadlines.owed_by IS 'Who has to do it.';
COMMENT ON COLUMN deadlines.days_left IS 'Days from sen.today() to due_on while the duty runs; negative when overdue.';
COMMENT ON COLUMN deadlines.in_words IS
    'The same in words: met, late by, left, overdue by, past a limit that is lifted, or replaced, on which day and by '
    'what.';
COMMENT ON COLUMN deadlines.exceptions IS
    'Exceptions recorded for this limit of this case; "not named" where SEN2 item 3.7 (week20) is all that is '
    'recorded; empty if none.';
COMMENT ON COLUMN deadlines.citation IS 'Where the law, rule or guidance says so.';
COMMENT ON COLUMN deadlines.state IS
    'How it stands, to filter and count by: overdue, too late to refuse, open, lifted (an exception is recorded and it '
    'was not done in time), late, met, replaced (another clock binds instead), ended, time to appeal has passed, not '
    'recorded (a later step is on record, this one has no day), or unknown (the day received is).';
COMMENT ON COLUMN deadlines.state_position IS 'Place of the state in reports, from 1 for overdue.';
COMMENT ON COLUMN deadlines.body IS 'For advice the body or service that was asked; empty otherwise.';
COMMENT ON COLUMN deadlines.replaced_on IS
    'Day of the event that ended the clock (case_event), also where it had been done before; empty if none did.';
COMMENT ON COLUMN deadlines.week IS
    'For a limit in weeks that runs: the week that sen.today() lies in, such as week 14 of 20. Empty otherwise.';
COMMENT ON COLUMN deadlines.other_due_on IS
    'Where practice and the text differ, or the text is open: the last day by the answer that is not chosen in '
    'contested_choice. Empty where both give the same day, or where there is one answer.';
COMMENT ON COLUMN deadlines.contested_point IS
    'The point that they differ on, as in sen.contested_points() and view contested_answers. Empty as other_due_on.';
COMMENT ON COLUMN deadlines.data_on IS
    'The day of the data: what was done is known to this day, and days are counted to sen.today().';
