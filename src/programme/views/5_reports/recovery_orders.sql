-- read: reader
-- meanings: recovery_outlook, projection_now, scenario

CREATE VIEW recovery_orders AS
SELECT a.scenario_id, a.scenario, a.position, a.local_authority, a.is_illustrative, a.issue_order, a.is_own_order,
       a.projection_id, a.stands_on, a.month, a.plans, a.in_time, a.rate_p10, a.rate_p50, a.rate_p90,
       a.twelve_months_p10, a.twelve_months_p50, a.twelve_months_p90, a.year_p10, a.year_p50, a.year_p90, a.open,
       a.overdue, a.over_52_weeks, a.oldest_days,
       upper(left(sen.order_words(a.issue_order), 1)) || substr(sen.order_words(a.issue_order), 2)
           || ', ' || sen.month_words(a.month) || ': '
           || coalesce(a.twelve_months_p50 || '% of the plans of twelve months in time', 'no plan in twelve months')
           || ', ' || sen.number_words(a.overdue) || ' overdue, ' || sen.number_words(a.over_52_weeks)
           || ' open over 52 weeks, the oldest for '
           || sen.in_days(coalesce(a.oldest_days, 0)::integer) || ' (medians).' AS in_words
FROM (
    SELECT n.scenario_id, n.scenario, n.position, n.local_authority, n.is_illustrative, f.issue_order,
           f.issue_order = n.issue_order AS is_own_order, n.projection_id, n.stands_on, f.month,
           trim_scale((max(f.p50) FILTER (WHERE f.measure = 'plans'))::numeric) AS plans,
           trim_scale((max(f.p50) FILTER (WHERE f.measure = 'in_time'))::numeric) AS in_time,
           trim_scale(round((100 * max(f.p10) FILTER (WHERE f.measure = 'rate'))::numeric, 1)) AS rate_p10,
           trim_scale(round((100 * max(f.p50) FILTER (WHERE f.measure = 'rate'))::numeric, 1)) AS rate_p50,
           trim_scale(round((100 * max(f.p90) FILTER (WHERE f.measure = 'rate'))::numeric, 1)) AS rate_p90,
           trim_scale(round((100 * max(f.p10) FILTER (WHERE f.measure = 'rate_12_months'))::numeric, 1))
               AS twelve_months_p10,
           trim_scale(round((100 * max(f.p50) FILTER (WHERE f.measure = 'rate_12_months'))::numeric, 1))
               AS twelve_months_p50,
           trim_scale(round((100 * max(f.p90) FILTER (WHERE f.measure = 'rate_12_months'))::numeric, 1))
               AS twelve_months_p90,
           trim_scale(round((100 * max(f.p10) FILTER (WHERE f.measure = 'rate_year'))::numeric, 1)) AS year_p10,
           trim_scale(round((100 * max(f.p50) FILTER (WHERE f.measure = 'rate_year'))::numeric, 1)) AS year_p50,
           trim_scale(round((100 * max(f.p90) FILTER (WHERE f.measure = 'rate_year'))::numeric, 1)) AS year_p90,
           trim_scale((max(f.p50) FILTER (WHERE f.measure = 'open'))::numeric) AS open,
           trim_scale((max(f.p50) FILTER (WHERE f.measure = 'overdue'))::numeric) AS overdue,
           trim_scale((max(f.p50) FILTER (WHERE f.measure = 'over_52_weeks'))::numeric) AS over_52_weeks,
           round((max(f.p50) FILTER (WHERE f.measure = 'oldest_days'))::numeric) AS oldest_days
    FROM projection_now n
    CROSS JOIN LATERAL unnest(n.by_order) f
    GROUP BY n.scenario_id, n.scenario, n.position, n.local_authority, n.is_illustrative, n.issue_order, f.issue_order,
             n.projection_id, n.stands_on, f.month
) a
ORDER BY a.local_authority, a.position, a.scenario_id, a.issue_order::sen.issue_order, a.month;
COMMENT ON VIEW recovery_orders IS
    'The same capacity under each order of issuing, month by month, by the latest projection of each scenario: the '
    'order moves the rate, and hardly the backlog. Medians, and of rates 8 of 10 futures, of fewer runs than in '
    'recovery_outlook. What a rate is bought with stands beside it: cases over 52 weeks, and the oldest. Reads what '
    'is stored.';
COMMENT ON COLUMN recovery_orders.issue_order IS
    'Which case is next: oldest, newest, in_time_first, share (that of the scenario, else half) or as_observed.';
COMMENT ON COLUMN recovery_orders.is_own_order IS 'True for the order that the scenario supposes.';
COMMENT ON COLUMN recovery_orders.plans IS 'Plans of the month, median.';
COMMENT ON COLUMN recovery_orders.in_time IS 'Plans in time, median.';
COMMENT ON COLUMN recovery_orders.rate_p10 IS
    'Rate of the month in percent, to one decimal: one future in ten has at most that. Empty without plans.';
COMMENT ON COLUMN recovery_orders.rate_p50 IS 'Rate of the month in percent, median.';
COMMENT ON COLUMN recovery_orders.rate_p90 IS 'Rate of the month in percent: nine futures in ten have at most that.';
COMMENT ON COLUMN recovery_orders.twelve_months_p10 IS
    'Rate of the twelve months to the end of the month in percent: one future in ten has at most that.';
COMMENT ON COLUMN recovery_orders.twelve_months_p50 IS 'Rate of the twelve months in percent, median.';
COMMENT ON COLUMN recovery_orders.twelve_months_p90 IS
    'Rate of the twelve months in percent: nine futures in ten have at most that.';
COMMENT ON COLUMN recovery_orders.year_p10 IS
    'Rate from January to the month in percent: one future in ten has at most that.';
COMMENT ON COLUMN recovery_orders.year_p50 IS 'Rate from January to the month in percent, median.';
COMMENT ON COLUMN recovery_orders.year_p90 IS
    'Rate from January to the month in percent: nine futures in ten have at most that.';
COMMENT ON COLUMN recovery_orders.open IS 'Open cases at the close of the month, median.';
COMMENT ON COLUMN recovery_orders.overdue IS 'Overdue cases then, median.';
