-- read: reader
-- meanings: time_to_plan_by_week, time_to_plan

CREATE VIEW total_time_to_plan_by_week AS
SELECT t.received_from, t.received_to, w.week, r.requests,
       round(100 * coalesce(s.surviving, 1)::numeric, 1) AS percent_waiting,
       round(100 * s.lower::numeric, 1) AS lower, round(100 * s.upper::numeric, 1) AS upper
FROM (SELECT x.received_from, x.received_to, sen.rollup(x.days) AS days FROM time_to_plan x
      GROUP BY x.received_from, x.received_to) t
CROSS JOIN generate_series(0, 104) w (week)
CROSS JOIN LATERAL (SELECT sen.at_risk(t.days, 7 * w.week) AS requests) r
LEFT JOIN LATERAL (SELECT x.surviving, x.lower, x.upper FROM sen.survival(t.days) x WHERE x.day <= 7 * w.week
                   ORDER BY x.day DESC LIMIT 1) s ON true
WHERE r.requests >= 10
ORDER BY t.received_from, w.week;
COMMENT ON VIEW total_time_to_plan_by_week IS
    'time_to_plan_by_week over all authorities that are shown: the curve of all their requests. Columns as there.';
