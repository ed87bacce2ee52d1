-- read: nobody
-- meanings: definition_cohort, limit_case, case_time_limit, definition_month

CREATE VIEW limit_cohort AS
SELECT m.definition, m.time_limit, m.local_authority, m.detail, sen.month(m.started_on) AS started_in,
       count(*) AS started,
       count(*) FILTER (WHERE m.in_time) AS in_time,
       count(*) FILTER (WHERE m.late) AS late,
       count(*) FILTER (WHERE m.open AND m.overdue IS FALSE) AS open_in_time,
       count(*) FILTER (WHERE m.open AND m.overdue) AS open_overdue,
       count(*) FILTER (WHERE m.ended_otherwise) AS ended_otherwise,
       count(*) FILTER (WHERE m.limit_passed) AS limit_passed,
       count(*) FILTER (WHERE m.limit_passed AND m.in_time) AS limit_passed_in_time,
       count(*) FILTER (WHERE m.limit_passed AND NOT m.has_exception) AS limit_passed_excluding,
       count(*) FILTER (WHERE m.limit_passed AND m.in_time AND NOT m.has_exception) AS limit_passed_in_time_excluding
FROM (
    -- A WITH of its own, as in case_status: each column is worked out once per case.
    WITH c AS NOT MATERIALIZED (SELECT * FROM limit_case)
    SELECT c.definition, c.time_limit, c.local_authority, c.detail, c.started_on, c.has_exception,
           c.finished_on <= c.due_on AS in_time,
           c.finished_on > c.due_on OR c.due_on IS NULL AS late,
           c.closed_on IS NULL AS open,
           c.due_on < t.today AS overdue,
           c.closed_on IS NOT NULL AND c.finished_on IS NULL AS ended_otherwise,
           coalesce(c.due_on < t.today, true) AND (c.closed_on IS NULL OR c.finished_on IS NOT NULL) AS limit_passed
    FROM c
    CROSS JOIN (SELECT sen.today() AS today) t
    WHERE c.started_on IS NOT NULL
) m
GROUP BY m.definition, m.time_limit, m.local_authority, m.detail, sen.month(m.started_on);
COMMENT ON VIEW limit_cohort IS
    'definition_cohort for each time limit of a definition: what the views by cohort are read from.';
CREATE VIEW definition_cohort AS
SELECT m.definition, m.local_authority, m.detail, m.started_in,
       sum(m.started)::bigint AS started,
       sum(m.in_time)::bigint AS in_time,
       sum(m.late)::bigint AS late,
       sum(m.open_in_time)::bigint AS open_in_time,
       sum(m.open_overdue)::bigint AS open_overdue,
       sum(m.ended_otherwise)::bigint AS ended_otherwise,
       sum(m.limit_passed)::bigint AS limit_passed,
       sum(m.limit_passed_in_time)::bigint AS limit_passed_in_time,
       sum(m.limit_passed_excluding)::bigint AS limit_passed_excluding,
       sum(m.limit_passed_in_time_excluding)::bigint AS limit_passed_in_time_excluding
FROM limit_cohort m
GROUP BY m.definition, m.local_authority, m.detail, m.started_in;
COMMENT ON VIEW definition_cohort IS
    'For each definition, authority, detail and month in which cases started: how they stand on sen.today().';
COMMENT ON COLUMN definition_cohort.started_in IS 'First day of the month in which the cases started.';
COMMENT ON COLUMN definition_cohort.started IS
    'Cases that started in the period. Cases whose start is unknown are in no cohort.';
COMMENT ON COLUMN definition_cohort.in_time IS 'Of these, finished in time.';
COMMENT ON COLUMN definition_cohort.late IS 'Of these, finished late, or on a day before the start.';
COMMENT ON COLUMN definition_cohort.open_in_time IS 'Of these, open, and not yet past the due day.';
COMMENT ON COLUMN definition_cohort.open_overdue IS 'Of these, open past the due day.';
COMMENT ON COLUMN definition_cohort.ended_otherwise IS
    'Of these, ended in another way: withdrawn, moved away, refused.';
COMMENT ON COLUMN definition_cohort.limit_passed IS
    'Cases whose due day has passed and that did not end in another way: the denominator of percent_in_time.';
COMMENT ON COLUMN definition_cohort.limit_passed_in_time IS 'Of limit_passed, finished in time.';
COMMENT ON COLUMN definition_cohort.limit_passed_excluding IS 'limit_passed, leaving out cases under an exception.';
COMMENT ON COLUMN definition_cohort.limit_passed_in_time_excluding IS
    'limit_passed_in_time, leaving out cases under an exception.';
