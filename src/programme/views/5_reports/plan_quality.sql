-- read: reader
-- meanings: plan_audit

CREATE VIEW plan_quality AS
SELECT s.local_authority, s.month, s.audited, s.good_or_better, s.multi_agency,
       sen.percent(s.good_or_better, s.audited) AS percent_good,
       s.audited_3_months, s.good_or_better_3_months, s.multi_agency_3_months,
       sen.percent(s.good_or_better_3_months, s.audited_3_months) AS percent_good_3_months,
       sen.percent(i.lower) AS lower, sen.percent(i.upper) AS upper,
       sen.percent(c.change) AS change_in_points, c.in_words AS change_in_words
FROM (
    SELECT n.local_authority, n.month, n.audited, n.good_or_better, n.multi_agency,
           (sum(n.audited) OVER three_months)::bigint AS audited_3_months,
           (sum(n.good_or_better) OVER three_months)::bigint AS good_or_better_3_months,
           (sum(n.multi_agency) OVER three_months)::bigint AS multi_agency_3_months,
           coalesce(sum(n.audited) OVER three_before, 0) AS audited_before,
           coalesce(sum(n.good_or_better) OVER three_before, 0) AS good_before
    FROM (
        SELECT a.local_authority, e.month::date AS month, coalesce(f.audited, 0) AS audited,
               coalesce(f.good_or_better, 0) AS good_or_better, coalesce(f.multi_agency, 0) AS multi_agency
        FROM (SELECT p.local_authority, min(sen.month(p.audited_on)) AS first_month FROM plan_audit p
              WHERE p.audited_on <= sen.data_day('audits', 'data_source') GROUP BY p.local_authority) a
        -- An array, for which the planner expects ten months and not the thousand of generate_series.
        CROSS JOIN LATERAL unnest(ARRAY(SELECT generate_series(a.first_month::timestamp,
                                                               sen.data_day('audits', 'data_source')::timestamp,
                                                               interval '1 month'))) e (month)
        LEFT JOIN (
            SELECT p.local_authority, sen.month(p.audited_on) AS month, count(*) AS audited,
                   count(*) FILTER (WHERE g.good_or_better) AS good_or_better,
                   count(*) FILTER (WHERE p.multi_agency) AS multi_agency
            FROM plan_audit p
            JOIN audit_grade g ON g.grade = p.grade
            WHERE p.audited_on <= sen.data_day('audits', 'data_source')
            GROUP BY p.local_authority, sen.month(p.audited_on)
        ) f ON f.local_authority = a.local_authority AND f.month = e.month
    ) n
    WINDOW three_months AS (PARTITION BY n.local_authority ORDER BY n.month ROWS 2 PRECEDING),
           three_before AS (PARTITION BY n.local_authority ORDER BY n.month ROWS BETWEEN 5 PRECEDING AND 3 PRECEDING)
) s
CROSS JOIN LATERAL sen.wilson(s.good_or_better_3_months, s.audited_3_months) i
CROSS JOIN LATERAL sen.proportion_change(s.good_before::double precision, s.audited_before::double precision,
                                         s.good_or_better_3_months, s.audited_3_months) c
ORDER BY s.local_authority, s.month;
COMMENT ON VIEW plan_quality IS
    'Audits of EHC plans by authority and month, and over the three months to its end, against the three months '
    'before: a month alone has too few audits to show a change. From the first month with an audit to that of the '
    'day of the data, which may still run; months without an audit are there too.';
COMMENT ON COLUMN plan_quality.month IS 'First day of the month of the audits.';
COMMENT ON COLUMN plan_quality.audited IS 'Audits in the month.';
COMMENT ON COLUMN plan_quality.good_or_better IS
    'Of these, audits that found the plan good or better (audit_grade.good_or_better).';
COMMENT ON COLUMN plan_quality.multi_agency IS
    'Of the audits of the month, those by education, health and care together. Where that is not recorded, it does not '
    'count.';
COMMENT ON COLUMN plan_quality.percent_good IS
    'good_or_better as a share of audited, in percent to one decimal. Empty if there was no audit.';
COMMENT ON COLUMN plan_quality.audited_3_months IS 'Audits in this month and the two before.';
COMMENT ON COLUMN plan_quality.good_or_better_3_months IS 'Of these, good or better.';
COMMENT ON COLUMN plan_quality.multi_agency_3_months IS
    'Of the audits of the three months, those by education, health and care together.';
COMMENT ON COLUMN plan_quality.percent_good_3_months IS
    'good_or_better_3_months as a share of audited_3_months, in percent to one decimal. Empty if there was none.';
COMMENT ON COLUMN plan_quality.lower IS
    'Lower end of the 95% interval (Wilson) of percent_good_3_months, in percent to one decimal.';
COMMENT ON COLUMN plan_quality.upper IS
    'Upper end of the 95% interval (Wilson) of percent_good_3_months, in percent to one decimal.';
COMMENT ON COLUMN plan_quality.change_in_points IS
    'percent_good_3_months less that of the three months before them, in percentage points to one decimal, computed '
    'before rounding. Empty if either is.';
COMMENT ON COLUMN plan_quality.change_in_words IS
    'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';
