-- read: analyst

CREATE VIEW time_to_plan AS
SELECT f.local_authority, f.received_from, f.received_to,
       sen.cases(f.days) AS requests,
       sen.finished(f.days) AS plans_issued,
       sen.open_cases(f.days) AS still_open,
       round((sen.survival_median(f.days)).median_days::numeric / 7, 1) AS median_weeks,
       f.days
FROM (
    SELECT c.local_authority, t.received_from, t.today AS received_to,
           -- A refusal that no longer stands tells as much as one that does: no plan by that day.
           sen.timeliness(c.received_on, CASE WHEN c.reopened_on IS NULL THEN c.plan_issued_on END, c.has_exception,
                          CASE WHEN c.reopened_on IS NOT NULL THEN coalesce(c.refused_on, c.reopened_on)
                               WHEN c.status <> 'plan issued' THEN c.ended_on END, t.today) AS days
    FROM case_status_all c
    CROSS JOIN (SELECT (sen.data_day('cases', 'data_source') - interval '2 years')::date + 1 AS received_from,
                       sen.data_day('cases', 'data_source') AS today) t
    WHERE c.received_on >= t.received_from AND c.received_on <= t.today
      -- An ending on an unknown day tells nothing about time.
      AND (c.status IN ('open', 'plan issued') OR c.ended_on IS NOT NULL)
    GROUP BY c.local_authority, t.received_from, t.today
) f;
COMMENT ON VIEW time_to_plan IS
    'How long it took until a plan was issued, for the requests of the last two years of each authority, also those '
    'that are still open or ended otherwise: what the breach risk in open_cases rests on. Reads with the rights of the '
    'owner, so that every reader of open_cases sees the same risk.';
COMMENT ON COLUMN time_to_plan.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN time_to_plan.received_from IS 'First day of the two years.';
COMMENT ON COLUMN time_to_plan.received_to IS 'Last day: the day of the data.';
COMMENT ON COLUMN time_to_plan.requests IS
    'Requests received in these two years; without historical ones and those that ended on an unknown day.';
COMMENT ON COLUMN time_to_plan.plans_issued IS 'Of these, requests with a plan.';
COMMENT ON COLUMN time_to_plan.still_open IS 'Of these, requests still open.';
COMMENT ON COLUMN time_to_plan.median_weeks IS
    'Weeks after which half of them have a plan, counting the open ones too (Kaplan-Meier; those that ended otherwise '
    'as unknown from then on). Empty if that is not reached.';
COMMENT ON COLUMN time_to_plan.days IS 'The same as a summary: for sen.survival(), sen.breach_risk() and others.';
