-- read: reader
-- meanings: time_to_plan

-- Ten requests are the fewest that a share is given of: fewer tell of single children, and not of the service.
CREATE VIEW time_to_plan_by_week AS
SELECT t.local_authority, t.received_from, t.received_to, w.week, r.requests,
       round(100 * coalesce(s.surviving, 1)::numeric, 1) AS percent_waiting,
       round(100 * s.lower::numeric, 1) AS lower, round(100 * s.upper::numeric, 1) AS upper
FROM time_to_plan t
CROSS JOIN generate_series(0, 104) w (week)
CROSS JOIN LATERAL (SELECT sen.at_risk(t.days, 7 * w.week) AS requests) r
LEFT JOIN LATERAL (SELECT x.surviving, x.lower, x.upper FROM sen.survival(t.days) x WHERE x.day <= 7 * w.week
                   ORDER BY x.day DESC LIMIT 1) s ON true
WHERE r.requests >= 10
ORDER BY t.local_authority, w.week;
COMMENT ON VIEW time_to_plan_by_week IS
    'The survival curve of requests: of 100 requests of the last two years, how many are still without a plan after so '
    'many weeks (Kaplan-Meier). Open requests count for as long as they were seen, and so do those that ended '
    'otherwise. Up to 104 weeks, and no further than ten requests were seen. Holds nothing of a single child.';
COMMENT ON COLUMN time_to_plan_by_week.week IS 'Weeks since the request was received, from 0. The law gives 20.';
COMMENT ON COLUMN time_to_plan_by_week.requests IS
    'Requests known to have been without a plan for longer than so many weeks: what the share rests on. At least 10.';
COMMENT ON COLUMN time_to_plan_by_week.percent_waiting IS
    'Of 100 requests, how many are still without a plan then, to one decimal.';
COMMENT ON COLUMN time_to_plan_by_week.lower IS
    'Lower end of its 95% interval, to one decimal (log-log; Greenwood). Empty before the first plan.';
COMMENT ON COLUMN time_to_plan_by_week.upper IS
    'Upper end of its 95% interval, to one decimal. Empty before the first plan.';
