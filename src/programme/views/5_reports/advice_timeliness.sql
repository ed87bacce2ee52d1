-- read: reader
-- meanings: compliance_by_cohort, compliance_by_year

CREATE VIEW advice_timeliness AS
SELECT m.local_authority, m.detail AS body, extract(year FROM m.started_in)::integer AS year,
       sum(m.started)::bigint AS started, sum(m.in_time)::bigint AS in_time, sum(m.late)::bigint AS late,
       sum(m.open_in_time)::bigint AS open_in_time, sum(m.open_overdue)::bigint AS open_overdue,
       sum(m.ended_otherwise)::bigint AS ended_otherwise,
       sen.percent(sum(m.limit_passed_in_time), sum(m.limit_passed)) AS percent_in_time,
       sen.percent(sum(m.limit_passed_in_time_excluding), sum(m.limit_passed_excluding)) AS percent_in_time_excluding
-- As definition_cohort, with the body. What is not shown is not grouped by: for each column the planner expects 200
-- times as many groups, and for three of them a tenth of the cases, which it sorts on disk.
FROM (
    SELECT c.local_authority, c.detail,
           sen.case_cohorts(c.started_on, c.due_on, c.finished_on, c.closed_on, c.has_exception, t.today) AS cohorts
    FROM limit_case c
    CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) t
    WHERE c.definition = 'advice_in_6_weeks' AND c.time_limit = 'assess_advice_response'
    GROUP BY c.local_authority, c.detail
) g
CROSS JOIN LATERAL (SELECT g.local_authority, g.detail, n.* FROM unnest(g.cohorts) n) m
GROUP BY m.local_authority, m.detail, extract(year FROM m.started_in)::integer
ORDER BY m.local_authority, m.detail, extract(year FROM m.started_in)::integer;
COMMENT ON VIEW advice_timeliness IS
    'Advice in assessments, by the body that was asked and the year in which it was asked: how much came within 6 '
    'weeks, and what is still awaited on the day of the data.';
COMMENT ON COLUMN advice_timeliness.body IS 'Body or service that was asked, such as educational psychology.';
COMMENT ON COLUMN advice_timeliness.year IS 'Calendar year in which the body received the request for advice.';
COMMENT ON COLUMN advice_timeliness.started IS 'Requests for advice of that year.';
COMMENT ON COLUMN advice_timeliness.in_time IS 'Of these, answered within 6 weeks.';
COMMENT ON COLUMN advice_timeliness.late IS 'Of these, answered later.';
COMMENT ON COLUMN advice_timeliness.open_in_time IS 'Of these, not answered yet, within 6 weeks.';
COMMENT ON COLUMN advice_timeliness.open_overdue IS 'Of these, not answered yet after 6 weeks.';
COMMENT ON COLUMN advice_timeliness.ended_otherwise IS 'Of these, not answered when the assessment ended.';
COMMENT ON COLUMN advice_timeliness.percent_in_time IS
    'Share answered in time of those whose 6 weeks have passed, in percent to one decimal: without those that ended '
    'otherwise. Empty if there is none.';
