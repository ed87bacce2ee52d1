-- read: reader
-- meanings: recovery_outlook, projection_now, scenario

CREATE VIEW recovery_summary AS
SELECT a.scenario_id, a.scenario, a.position, a.local_authority, a.is_illustrative, a.issue_order, a.projection_id,
       a.stands_on, a.made_on, a.until_on, a.overdue_before, a.overdue_p10, a.overdue_p50, a.overdue_p90,
       a.twelve_months_p10, a.twelve_months_p50, a.twelve_months_p90, a.over_52_weeks, a.oldest_days, a.cleared_in,
       a.cleared_in_most,
       'If arrivals and capacity are as entered, 8 of 10 futures have '
           || sen.range_words(a.overdue_p10, a.overdue_p90)
           || ' overdue cases on ' || sen.date_words(a.until_on) || ', half at most '
           || sen.number_words(a.overdue_p50) || ' (' || sen.date_words(a.stands_on) || ': '
           || sen.number_words(a.overdue_before) || '); '
           || CASE WHEN a.twelve_months_p50 IS NULL THEN 'no plan in the twelve months before'
                   ELSE 'of the plans of the twelve months before, '
                        || sen.range_words(a.twelve_months_p10, a.twelve_months_p90, '%')
                        || ' are in time, in half at most ' || a.twelve_months_p50 || '%' END
           || '; half have ' || sen.at_most_words(coalesce(a.over_52_weeks, 0))
           || ' open over 52 weeks, '
           || 'the oldest for ' || sen.in_days(coalesce(a.oldest_days, 0)::integer) || ' at most. Order: '
           || sen.order_words(a.issue_order) || '.' AS in_words
FROM (
    SELECT n.scenario_id, n.scenario, n.position, n.local_authority, n.is_illustrative, n.issue_order, n.projection_id,
           n.stands_on, n.made_on, n.until_on, n.overdue_before, o.overdue_p10, o.overdue_p50, o.overdue_p90,
           trim_scale(round(o.twelve_months_p10, 1)) AS twelve_months_p10,
           trim_scale(round(o.twelve_months_p50, 1)) AS twelve_months_p50,
           trim_scale(round(o.twelve_months_p90, 1)) AS twelve_months_p90,
           o.over_52_weeks, round(o.oldest_days) AS oldest_days, o.cleared_in, o.cleared_in_most
    FROM projection_now n
    CROSS JOIN LATERAL (
        SELECT trim_scale((max(f.p10) FILTER (WHERE f.measure = 'overdue' AND l.is_last))::numeric) AS overdue_p10,
               trim_scale((max(f.p50) FILTER (WHERE f.measure = 'overdue' AND l.is_last))::numeric) AS overdue_p50,
               trim_scale((max(f.p90) FILTER (WHERE f.measure = 'overdue' AND l.is_last))::numeric) AS overdue_p90,
               (100 * max(f.p10) FILTER (WHERE f.measure = 'rate_12_months' AND l.is_last))::numeric
                   AS twelve_months_p10,
               (100 * max(f.p50) FILTER (WHERE f.measure = 'rate_12_months' AND l.is_last))::numeric
                   AS twelve_months_p50,
               (100 * max(f.p90) FILTER (WHERE f.measure = 'rate_12_months' AND l.is_last))::numeric
                   AS twelve_months_p90,
               trim_scale((max(f.over_52_weeks) FILTER (WHERE f.measure = 'overdue' AND l.is_last))::numeric)
                   AS over_52_weeks,
               (max(f.oldest_days) FILTER (WHERE f.measure = 'overdue' AND l.is_last))::numeric AS oldest_days,
               min(f.month) FILTER (WHERE f.measure = 'overdue' AND f.p50 = 0) AS cleared_in,
               min(f.month) FILTER (WHERE f.measure = 'overdue' AND f.p90 = 0) AS cleared_in_most
        FROM unnest(n.figures) f
        CROSS JOIN LATERAL (SELECT f.month = date_trunc('month', n.until_on::timestamp)::date AS is_last) l
        WHERE f.measure IN ('overdue', 'rate_12_months')) o
) a
ORDER BY a.local_authority, a.position, a.scenario_id;
COMMENT ON VIEW recovery_summary IS
    'Where each scenario ends, and when its backlog is cleared, by its latest projection: a row for each. A rate does '
    'not stand there without the open cases over 52 weeks and the oldest. Reads what is stored.';
COMMENT ON COLUMN recovery_summary.until_on IS 'Last day of the projection: of which the figures are.';
COMMENT ON COLUMN recovery_summary.overdue_before IS 'Overdue cases on the day of the data.';
COMMENT ON COLUMN recovery_summary.overdue_p10 IS 'Overdue cases on the last day: one future in ten has at most that.';
COMMENT ON COLUMN recovery_summary.overdue_p50 IS 'Half of the futures have at most that.';
COMMENT ON COLUMN recovery_summary.overdue_p90 IS 'Nine futures in ten have at most that.';
COMMENT ON COLUMN recovery_summary.twelve_months_p10 IS
    'Plans in time of those of the twelve months to the month of the last day, in percent to one decimal: one future '
    'in ten has at most that. Empty without plans.';
COMMENT ON COLUMN recovery_summary.twelve_months_p50 IS 'Half of the futures have at most that.';
COMMENT ON COLUMN recovery_summary.twelve_months_p90 IS 'Nine futures in ten have at most that.';
COMMENT ON COLUMN recovery_summary.over_52_weeks IS 'Open cases over 52 weeks on the last day, median.';
COMMENT ON COLUMN recovery_summary.oldest_days IS
    'Days that the oldest case has been open then, median; empty if half have no open case.';
COMMENT ON COLUMN recovery_summary.cleared_in IS
    'First day of the first month at whose end half of the futures have no overdue case; empty if there is none.';
COMMENT ON COLUMN recovery_summary.cleared_in_most IS 'The same of nine futures in ten.';
COMMENT ON COLUMN recovery_summary.in_words IS 'The same in words.';
