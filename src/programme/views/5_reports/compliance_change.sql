-- read: reader
-- meanings: compliance_by_year, compared_day

-- The month of the day itself is on neither side, nor is the one that still runs.
CREATE VIEW compliance_change AS
SELECT f.definition, f.title, s.local_authority, s.since, s.since_on, s.months,
       coalesce(sen.finished(s.lateness, false), 0) AS finished_excluding,
       coalesce(sen.within(s.lateness, 0, false), 0) AS in_time_excluding,
       sen.percent(sen.rate(s.lateness, 0, false)) AS percent_in_time_excluding,
       coalesce(sen.finished(s.lateness_before, false), 0) AS finished_excluding_before,
       coalesce(sen.within(s.lateness_before, 0, false), 0) AS in_time_excluding_before,
       sen.percent(sen.rate(s.lateness_before, 0, false)) AS percent_in_time_excluding_before,
       sen.percent(c.change) AS change_in_points, coalesce(c.in_words, 'no cases to compare') AS change_in_words
FROM (
    SELECT m.definition, m.local_authority, d.since, d.position, d.since_on, d.months,
           sen.rollup(m.lateness) FILTER (WHERE m.month > d.since_month AND m.month < d.this_month) AS lateness,
           sen.rollup(m.lateness) FILTER (WHERE m.month >= d.before_month AND m.month < d.since_month)
               AS lateness_before
    FROM definition_month m
    CROSS JOIN (
        SELECT k.*, (k.since_month - make_interval(months => k.months))::date AS before_month
        FROM (SELECT c.since, c.position, c.on_day AS since_on, sen.month(c.on_day) AS since_month, t.this_month,
                     greatest(0, (12 * (extract(year FROM t.this_month) - extract(year FROM c.on_day))
                                  + extract(month FROM t.this_month) - extract(month FROM c.on_day) - 1)::integer)
                         AS months
              FROM compared_day c
              CROSS JOIN (SELECT sen.month(sen.data_day('cases', 'data_source') + 1) AS this_month) t
              WHERE c.on_day IS NOT NULL) k
    ) d
    GROUP BY m.definition, m.local_authority, d.since, d.position, d.since_on, d.months
) s
JOIN definition f ON f.definition = s.definition
CROSS JOIN LATERAL sen.rate_change(s.lateness_before, s.lateness, 0) c
ORDER BY f.position, f.definition, s.local_authority, s.position;
COMMENT ON VIEW compliance_change IS
    'Every row of table definition since each day of compared_day, against as long before: the whole months after that '
    'in which the day lies with as many before it, so that the two share no cases. Choose by since.';
COMMENT ON COLUMN compliance_change.since_on IS 'The day.';
COMMENT ON COLUMN compliance_change.months IS
    'Whole months after that in which the day lies, to the last one that is over on the day of the data.';
COMMENT ON COLUMN compliance_change.finished_excluding IS
    'Cases finished in these months, leaving out those under a permitted exception.';
COMMENT ON COLUMN compliance_change.finished_excluding_before IS
    'finished_excluding, of as many months before that in which the day lies.';
COMMENT ON COLUMN compliance_change.in_time_excluding_before IS 'in_time_excluding, of these months.';
COMMENT ON COLUMN compliance_change.percent_in_time_excluding_before IS 'percent_in_time_excluding, of these months.';
COMMENT ON COLUMN compliance_change.change_in_points IS
    'percent_in_time_excluding less that of before, in percentage points to one decimal, computed before rounding. '
    'Empty if either is.';
COMMENT ON COLUMN compliance_change.change_in_words IS
    'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';
