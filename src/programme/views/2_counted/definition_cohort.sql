-- read: nobody
-- meanings: definition_case, case_time_limit, definition_month

-- The cases are read once, and not grouped by month: see sen.case_cohorts().
CREATE VIEW definition_cohort AS
SELECT g.definition, g.local_authority, m.started_in, m.started, m.in_time, m.late, m.open_in_time, m.open_overdue,
       m.ended_otherwise, m.limit_passed, m.limit_passed_in_time, m.limit_passed_excluding,
       m.limit_passed_in_time_excluding
FROM (
    SELECT c.definition, c.local_authority,
           sen.case_cohorts(c.started_on, c.due_on, c.finished_on, c.closed_on, c.has_exception, t.today) AS cohorts
    FROM definition_case c
    CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) t
    GROUP BY c.definition, c.local_authority
) g
-- By this join the planner knows how few groups there are.
JOIN definition f ON f.definition = g.definition
CROSS JOIN LATERAL unnest(g.cohorts) m;
COMMENT ON VIEW definition_cohort IS
    'For each definition, authority and month in which cases started: how they stand on the day of the data.';
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
