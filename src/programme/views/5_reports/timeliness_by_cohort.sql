-- read: reader
-- meanings: timeliness_by_year

CREATE VIEW timeliness_by_cohort AS
SELECT m.local_authority, m.started_in,
       sum(m.started)::bigint AS started,
       sum(m.in_time)::bigint AS in_time,
       sum(m.late)::bigint AS late,
       sum(m.open_in_time)::bigint AS open_in_time,
       sum(m.open_overdue)::bigint AS open_overdue,
       sum(m.ended_otherwise)::bigint AS ended_otherwise,
       sen.percent(sum(m.limit_passed_in_time), sum(m.limit_passed)) AS percent_in_time,
       sen.percent(sum(m.limit_passed_in_time_excluding), sum(m.limit_passed_excluding)) AS percent_in_time_excluding
FROM (
    SELECT c.local_authority,
           sen.case_cohorts(c.started_on, c.due_on, c.finished_on, c.closed_on, c.has_exception, t.today) AS cohorts
    FROM plan_counted c
    CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) t
    GROUP BY c.local_authority
) g
CROSS JOIN LATERAL (SELECT g.local_authority, n.* FROM unnest(g.cohorts) n) m
GROUP BY m.local_authority, m.started_in
ORDER BY m.local_authority, m.started_in;
COMMENT ON VIEW timeliness_by_cohort IS
    'Requests by the month in which they were received, followed to the day of the data: how many have a plan within '
    '20 weeks, a later plan, none yet, or ended without one.';
COMMENT ON COLUMN timeliness_by_cohort.started_in IS 'First day of the month in which the requests were received.';
COMMENT ON COLUMN timeliness_by_cohort.started IS
    'Requests received in the month. Requests whose day of receipt is unknown are in no cohort.';
COMMENT ON COLUMN timeliness_by_cohort.in_time IS 'Of these, with a plan within 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.late IS 'Of these, with a plan after more than 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.open_in_time IS 'Of these, open, and within 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.open_overdue IS 'Of these, open for more than 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.ended_otherwise IS
    'Of these, ended without a plan: refused, no plan, withdrawn, moved away or closed.';
COMMENT ON COLUMN timeliness_by_cohort.percent_in_time IS
    'Share with a plan within 20 weeks of those whose 20 weeks have passed and that did not end without a plan, in '
    'percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN timeliness_by_cohort.percent_in_time_excluding IS
    'The same, leaving out cases under a permitted exception.';
