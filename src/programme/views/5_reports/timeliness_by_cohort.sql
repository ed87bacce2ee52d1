-- read: reader
-- meanings: timeliness_by_year

CREATE VIEW timeliness_by_cohort AS
SELECT m.local_authority, m.started_in AS received_in,
       sum(m.started)::bigint AS requests,
       sum(m.in_time)::bigint AS plans_within_20_weeks,
       sum(m.late)::bigint AS plans_later,
       sum(m.open_in_time)::bigint AS open_within_20_weeks,
       sum(m.open_overdue)::bigint AS open_over_20_weeks,
       sum(m.ended_otherwise)::bigint AS ended_without_plan,
       round(100 * sum(m.limit_passed_in_time) / nullif(sum(m.limit_passed), 0), 1) AS percent_within,
       round(100 * sum(m.limit_passed_in_time_excluding) / nullif(sum(m.limit_passed_excluding), 0), 1) AS percent_within_excluding
FROM measured_cohort m
WHERE m.definition = 'plans_in_20_weeks'
GROUP BY m.local_authority, m.started_in
ORDER BY m.local_authority, m.started_in;
COMMENT ON VIEW timeliness_by_cohort IS 'Requests by the month in which they were received, followed to sen.today(): how many have a plan within 20 weeks, a later plan, none yet, or ended without one.';
COMMENT ON COLUMN timeliness_by_cohort.received_in IS 'First day of the month in which the requests were received.';
COMMENT ON COLUMN timeliness_by_cohort.requests IS 'Requests received in the month. Requests whose day of receipt is unknown are in no cohort.';
COMMENT ON COLUMN timeliness_by_cohort.plans_within_20_weeks IS 'Of these, with a plan within 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.plans_later IS 'Of these, with a plan after more than 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.open_within_20_weeks IS 'Of these, open, and within 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.open_over_20_weeks IS 'Of these, open for more than 20 weeks.';
COMMENT ON COLUMN timeliness_by_cohort.ended_without_plan IS 'Of these, ended without a plan: refused, no plan, withdrawn, moved away or closed.';
COMMENT ON COLUMN timeliness_by_cohort.percent_within IS 'Share with a plan within 20 weeks of those whose 20 weeks have passed and that did not end without a plan, in percent to one decimal. Empty if there is none.';
COMMENT ON COLUMN timeliness_by_cohort.percent_within_excluding IS 'The same, leaving out cases under a permitted exception.';
