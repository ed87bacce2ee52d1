-- read: reader
-- meanings: recovery_outlook, projection_now, scenario

-- What came is counted from the cases as they are now, by the clock that binds, as recovery_stand counts it.
CREATE VIEW recovery_check AS
WITH sealed AS MATERIALIZED (
    SELECT p.projection_id, p.scenario_id, s.title AS scenario, s.local_authority,
           p.issue_order, p.stands_on, p.made_on, v.version AS sealed_in,
           p.today, f.month, f.measure, f.p10, f.p50, f.p90, f.over_52_weeks, f.oldest_days,
           (f.month + interval '1 month')::date - 1 AS month_end
    -- OFFSET 0: the arguments are large, and are taken apart for each projection once and not for each of its figures.
    FROM (SELECT x.projection_id, x.scenario_id, x.arguments ->> 'issue_order' AS issue_order, x.stands_on, x.until_on,
                 x.made_on, x.made_at, x.figures, d.today
          FROM projection x
          CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS today) d
          WHERE x.made_on <= sen.today() AND x.stands_on < d.today
          OFFSET 0) p
    JOIN scenario s ON s.scenario_id = p.scenario_id
    CROSS JOIN LATERAL (SELECT min(l.version) AS version FROM ledger_version l WHERE l.sealed_at >= p.made_at) v
    CROSS JOIN LATERAL unnest(p.figures) f
    WHERE v.version IS NOT NULL
      AND f.measure IN ('requests', 'plans', 'in_time', 'rate', 'rate_12_months', 'rate_year', 'open', 'overdue',
                        'over_52_weeks', 'oldest_days')
      AND (f.month + interval '1 month')::date - 1 <= least(p.today, p.until_on)
      -- Of the month in which it begins only what is counted at its end, or over a year.
      AND (f.month > p.stands_on OR f.measure NOT IN ('requests', 'plans', 'in_time', 'rate'))
), wanted AS MATERIALIZED (
    SELECT DISTINCT s.local_authority, s.month, s.month_end FROM sealed s
), span AS MATERIALIZED (
    SELECT w.local_authority, least(min(w.month) - interval '11 months', date_trunc('year', min(w.month)))::date
               AS first_day, max(w.month_end) AS last_day
    FROM wanted w GROUP BY w.local_authority
), recent AS MATERIALIZED (
    SELECT c.local_authority, c.clock_started_on, c.plan_issued_on,
           CASE c.status WHEN 'open' THEN 'infinity' ELSE c.ended_on END AS ended_on
    -- OFFSET 0: the status of a case is found once and not for each condition.
    FROM (SELECT t.local_authority, t.clock_started_on, t.plan_issued_on, t.status, t.ended_on FROM case_status_all t
          OFFSET 0) c
    JOIN span p ON p.local_authority = c.local_authority
    WHERE c.status <> 'historical' AND c.clock_started_on <= p.last_day
      AND (c.status = 'open' OR c.ended_on >= p.first_day)
), issued AS (
    SELECT r.local_authority, sen.month(r.plan_issued_on) AS month, count(*) AS plans,
           count(*) FILTER (WHERE r.plan_issued_on - r.clock_started_on BETWEEN 0 AND 140) AS in_time
    FROM recent r WHERE r.plan_issued_on IS NOT NULL
    GROUP BY r.local_authority, sen.month(r.plan_issued_on)
), stock AS MATERIALIZED (
    SELECT w.local_authority, w.month, k.requests, k.open, k.overdue, k.over_52_weeks, k.oldest_days
    FROM wanted w
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE r.clock_started_on >= w.month) AS requests,
               count(*) FILTER (WHERE r.ended_on > w.month_end) AS open,
               count(*) FILTER (WHERE r.ended_on > w.month_end AND w.month_end - r.clock_started_on > 140) AS overdue,
               count(*) FILTER (WHERE r.ended_on > w.month_end AND w.month_end - r.clock_started_on > 364)
                   AS over_52_weeks,
               max(w.month_end - r.clock_started_on) FILTER (WHERE r.ended_on > w.month_end) AS oldest_days
        FROM recent r
        WHERE r.local_authority = w.local_authority AND r.clock_started_on <= w.month_end
          AND (r.ended_on > w.month_end OR r.clock_started_on >= w.month)) k
), came AS MATERIALIZED (
    SELECT k.local_authority, k.month, k.requests, k.open, k.overdue, k.over_52_weeks, k.oldest_days,
           coalesce(sum(i.plans) FILTER (WHERE i.month = k.month), 0) AS plans,
           coalesce(sum(i.in_time) FILTER (WHERE i.month = k.month), 0) AS in_time,
           sen.percent(sum(i.in_time) FILTER (WHERE i.month = k.month),
                       sum(i.plans) FILTER (WHERE i.month = k.month)) AS rate,
           sen.percent(sum(i.in_time) FILTER (WHERE i.month > k.month - interval '1 year'),
                       sum(i.plans) FILTER (WHERE i.month > k.month - interval '1 year')) AS rate_12_months,
           sen.percent(sum(i.in_time) FILTER (WHERE i.month >= date_trunc('year', k.month)),
                       sum(i.plans) FILTER (WHERE i.month >= date_trunc('year', k.month))) AS rate_year
    FROM stock k
    LEFT JOIN issued i ON i.local_authority = k.local_authority AND i.month <= k.month
    GROUP BY k.local_authority, k.month, k.requests, k.open, k.overdue, k.over_52_weeks, k.oldest_days
)
SELECT a.projection_id, a.scenario_id, a.scenario, a.local_authority, a.issue_order, a.stands_on, a.made_on,
       a.sealed_in, a.month, a.measure, a.measure_title, a.unit, a.p10, a.p50, a.p90, a.came,
       a.came BETWEEN a.p10 AND a.p90 AS is_inside, a.came - a.p50 AS off_by, a.over_52_weeks, a.oldest_days,
       a.over_52_weeks_came, a.oldest_days_came,
       a.measure_title || ', ' || sen.month_words(a.month) || ': '
           || sen.number_words(a.came) || a.sign || ' came; on '
           || sen.date_words(a.made_on) || ' 8 of 10 futures were '
           || sen.range_words(a.p10, a.p90, a.sign)
           || CASE WHEN a.came BETWEEN a.p10 AND a.p90 THEN ', with it' ELSE ', without it' END
           || CASE WHEN a.unit <> 'percent' THEN ''
                   ELSE '; ' || sen.number_words(a.over_52_weeks_came) || ' were open over 52 weeks, the oldest for '
                        || sen.in_days(coalesce(a.oldest_days_came, 0)) END || '.' AS in_words
FROM (
    SELECT s.projection_id, s.scenario_id, s.scenario, s.local_authority, s.issue_order, s.stands_on, s.made_on,
           s.sealed_in, s.month, s.measure, k.title AS measure_title, k."position" AS measure_position, k.unit, u.sign,
           trim_scale(round((s.p10 * u.times)::numeric, 1)) AS p10,
           trim_scale(round((s.p50 * u.times)::numeric, 1)) AS p50,
           trim_scale(round((s.p90 * u.times)::numeric, 1)) AS p90,
           trim_scale(CASE s.measure WHEN 'requests' THEN c.requests WHEN 'plans' THEN c.plans
                           WHEN 'in_time' THEN c.in_time WHEN 'rate' THEN c.rate
                           WHEN 'rate_12_months' THEN c.rate_12_months WHEN 'rate_year' THEN c.rate_year
                           WHEN 'open' THEN c.open WHEN 'overdue' THEN c.overdue
                           WHEN 'over_52_weeks' THEN c.over_52_weeks ELSE c.oldest_days END) AS came,
           trim_scale(round(s.over_52_weeks::numeric, 1)) AS over_52_weeks,
           round(s.oldest_days::numeric) AS oldest_days,
           c.over_52_weeks AS over_52_weeks_came, c.oldest_days AS oldest_days_came
    FROM sealed s
    JOIN came c ON c.local_authority = s.local_authority AND c.month = s.month
    JOIN sen.projection_measures() k ON k.measure = s.measure
    CROSS JOIN LATERAL (SELECT CASE k.unit WHEN 'percent' THEN 100 ELSE 1 END AS times,
                               CASE k.unit WHEN 'percent' THEN '%' WHEN 'days' THEN ' days' ELSE '' END AS sign) u
) a
ORDER BY a.local_authority, a.projection_id, a.month, a.measure_position;
COMMENT ON VIEW recovery_check IS
    'Each sealed projection against what came: a row for each of its months that have ended by the day of the data, '
    'and each measure. What came is counted from the cases as they are now. Of 10 rows about 8 should be inside, as '
    'long as requests and capacity were as supposed. A projection counts as sealed from the first version that was '
    'sealed after it was made.';
COMMENT ON COLUMN recovery_check.sealed_in IS 'The first version of the log that was sealed after it was made.';
COMMENT ON COLUMN recovery_check.came IS
    'What came: rates in percent to one decimal, of plans by the clock that binds. Empty for a rate without plans.';
COMMENT ON COLUMN recovery_check.is_inside IS 'Whether it lies between p10 and p90; empty if nothing came.';
COMMENT ON COLUMN recovery_check.off_by IS 'came less p50: above 0, more came.';
COMMENT ON COLUMN recovery_check.over_52_weeks_came IS 'Cases that were open over 52 weeks at the end of the month.';
COMMENT ON COLUMN recovery_check.oldest_days_came IS
    'Days that the oldest case had been open then; empty if none was open.';
