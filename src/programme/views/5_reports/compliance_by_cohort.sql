-- read: reader
-- meanings: definition_cohort, compliance_by_year

CREATE VIEW compliance_by_cohort AS
SELECT f.definition, f.title, m.local_authority, m.started_in,
       sum(m.started)::bigint AS started, sum(m.in_time)::bigint AS in_time, sum(m.late)::bigint AS late,
       sum(m.open_in_time)::bigint AS open_in_time, sum(m.open_overdue)::bigint AS open_overdue,
       sum(m.ended_otherwise)::bigint AS ended_otherwise,
       sum(m.limit_passed)::bigint AS limit_passed,
       sen.percent(sum(m.limit_passed_in_time), sum(m.limit_passed)) AS percent_in_time,
       sen.percent(sum(m.limit_passed_in_time_excluding), sum(m.limit_passed_excluding)) AS percent_in_time_excluding
FROM definition_cohort m
JOIN definition f ON f.definition = m.definition
GROUP BY f.definition, m.local_authority, m.started_in
ORDER BY f.position, f.definition, m.local_authority, m.started_in;
COMMENT ON VIEW compliance_by_cohort IS
    'Every row of table definition by the month in which the cases started, followed to the day of the data: unlike '
    'a rate by month of finish, it does not fall because old cases are cleared, nor rise because late ones are left '
    'open.';
COMMENT ON COLUMN compliance_by_cohort.percent_in_time IS
    'Share finished in time of the cases in limit_passed, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN compliance_by_cohort.percent_in_time_excluding IS
    'The same, leaving out cases under a permitted exception.';
