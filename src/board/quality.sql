-- Views of one programme: the quality of plans, and waits for specialist assessment, as totals. All as on sen.today().
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE VIEW plan_quality AS
SELECT s.local_authority, s.month, s.audited, s.good_or_better, s.multi_agency,
       round(100.0 * s.good_or_better / nullif(s.audited, 0), 1) AS percent_good,
       s.audited_3_months, s.good_or_better_3_months, s.multi_agency_3_months,
       round(100.0 * s.good_or_better_3_months / nullif(s.audited_3_months, 0), 1) AS percent_good_3_months,
       round(100 * i.lower::numeric, 1) AS lower, round(100 * i.upper::numeric, 1) AS upper,
       round(100 * c.change::numeric, 1) AS change_in_points, c.in_words AS change_in_words
FROM (
    SELECT n.local_authority, n.month, n.audited, n.good_or_better, n.multi_agency,
           (sum(n.audited) OVER three_months)::bigint AS audited_3_months,
           (sum(n.good_or_better) OVER three_months)::bigint AS good_or_better_3_months,
           (sum(n.multi_agency) OVER three_months)::bigint AS multi_agency_3_months,
           coalesce(sum(n.audited) OVER three_before, 0) AS audited_before, coalesce(sum(n.good_or_better) OVER three_before, 0) AS good_before
    FROM (
        SELECT a.local_authority, e.month::date AS month, coalesce(f.audited, 0) AS audited, coalesce(f.good_or_better, 0) AS good_or_better, coalesce(f.multi_agency, 0) AS multi_agency
        FROM (SELECT p.local_authority, min(sen.month(p.audited_on)) AS first_month FROM plan_audit p WHERE p.audited_on <= sen.today() GROUP BY p.local_authority) a
        -- An array, for which the planner expects ten months and not the thousand of generate_series.
        CROSS JOIN LATERAL unnest(ARRAY(SELECT generate_series(a.first_month::timestamp, sen.today()::timestamp, interval '1 month'))) e (month)
        LEFT JOIN (
            SELECT p.local_authority, sen.month(p.audited_on) AS month, count(*) AS audited, count(*) FILTER (WHERE g.good_or_better) AS good_or_better, count(*) FILTER (WHERE p.multi_agency) AS multi_agency
            FROM plan_audit p
            JOIN audit_grade g ON g.grade = p.grade
            WHERE p.audited_on <= sen.today()
            GROUP BY p.local_authority, sen.month(p.audited_on)
        ) f ON f.local_authority = a.local_authority AND f.month = e.month
    ) n
    WINDOW three_months AS (PARTITION BY n.local_authority ORDER BY n.month ROWS 2 PRECEDING),
           three_before AS (PARTITION BY n.local_authority ORDER BY n.month ROWS BETWEEN 5 PRECEDING AND 3 PRECEDING)
) s
CROSS JOIN LATERAL sen.wilson(s.good_or_better_3_months, s.audited_3_months) i
CROSS JOIN LATERAL sen.proportion_change(s.good_before::double precision, s.audited_before::double precision, s.good_or_better_3_months, s.audited_3_months) c
ORDER BY s.local_authority, s.month;
COMMENT ON VIEW plan_quality IS 'Audits of EHC plans by authority and month, and over the three months to its end, against the three months before: a month alone has too few audits to show a change. From the first month with an audit to that of sen.today(), which may still run; months without an audit are there too.';
COMMENT ON COLUMN plan_quality.month IS 'First day of the month of the audits.';
COMMENT ON COLUMN plan_quality.audited IS 'Audits in the month.';
COMMENT ON COLUMN plan_quality.good_or_better IS 'Of these, audits that found the plan good or better (audit_grade.good_or_better).';
COMMENT ON COLUMN plan_quality.multi_agency IS 'Of the audits of the month, those by education, health and care together. Where that is not recorded, it does not count.';
COMMENT ON COLUMN plan_quality.percent_good IS 'good_or_better as a share of audited, in percent to one decimal. Empty if there was no audit.';
COMMENT ON COLUMN plan_quality.audited_3_months IS 'Audits in this month and the two before.';
COMMENT ON COLUMN plan_quality.good_or_better_3_months IS 'Of these, good or better.';
COMMENT ON COLUMN plan_quality.multi_agency_3_months IS 'Of the audits of the three months, those by education, health and care together.';
COMMENT ON COLUMN plan_quality.percent_good_3_months IS 'good_or_better_3_months as a share of audited_3_months, in percent to one decimal. Empty if there was none.';
COMMENT ON COLUMN plan_quality.lower IS 'Lower end of the 95% interval (Wilson) of percent_good_3_months, in percent to one decimal.';
COMMENT ON COLUMN plan_quality.upper IS 'Upper end of the 95% interval (Wilson) of percent_good_3_months, in percent to one decimal.';
COMMENT ON COLUMN plan_quality.change_in_points IS 'percent_good_3_months less that of the three months before them, in percentage points to one decimal, computed before rounding. Empty if either is.';
COMMENT ON COLUMN plan_quality.change_in_words IS 'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';

CREATE VIEW waits AS
SELECT s.local_authority, s.service, s.within_weeks,
       s.waiting,
       sen.over(s.waited, 7 * s.within_weeks) AS waiting_over_measure,
       round(100.0 * sen.within(s.waited, 7 * s.within_weeks) / nullif(s.waiting, 0), 1) AS percent_waiting_within,
       sen.over(s.waited, 7 * 18) AS waiting_over_18_weeks, sen.over(s.waited, 7 * 52) AS waiting_over_52_weeks,
       round(sen.max_days(s.waited)::numeric / 7, 1) AS longest_weeks,
       round(sen.median_days(s.waited) / 7, 1) AS median_weeks_waiting,
       s.in_touch,
       round(100.0 * s.in_touch / nullif(s.waiting, 0), 1) AS percent_in_touch,
       s.no_contact_recorded,
       sen.finished(s.assessed) AS assessed_12_months,
       sen.within(s.assessed, 7 * s.within_weeks) AS assessed_within,
       round(100 * sen.rate(s.assessed, 7 * s.within_weeks, true), 1) AS percent_assessed_within,
       round(100 * i.lower::numeric, 1) AS lower, round(100 * i.upper::numeric, 1) AS upper,
       round(sen.median_days(s.assessed) / 7, 1) AS median_weeks_assessed
FROM (
    SELECT w.local_authority, w.service, v.within_weeks,
           count(*) FILTER (WHERE w.waiting) AS waiting,
           sen.timeliness(w.referred_on, w.today, false, w.today) FILTER (WHERE w.waiting) AS waited,
           count(*) FILTER (WHERE w.waiting AND greatest(w.referred_on, w.contact_on) >= w.today - interval '3 months') AS in_touch,
           count(*) FILTER (WHERE w.waiting AND w.contact_on IS NULL) AS no_contact_recorded,
           sen.timeliness(w.referred_on, w.assessed_on, false, w.today) FILTER (WHERE NOT w.waiting AND w.assessed_on > w.today - interval '12 months' AND w.assessed_on <= w.today) AS assessed
    FROM (
        SELECT x.local_authority, x.service, x.referred_on, x.assessed_on, t.today,
               coalesce(x.assessed_on > t.today, true) AND coalesce(x.left_on > t.today, true) AS waiting,
               CASE WHEN x.last_contact_on <= t.today THEN x.last_contact_on END AS contact_on
        FROM wait x
        CROSS JOIN (SELECT sen.today() AS today) t
        WHERE x.referred_on <= t.today
    ) w
    JOIN wait_service v ON v.service = w.service
    GROUP BY w.local_authority, w.service, v.within_weeks
) s
CROSS JOIN LATERAL sen.rate_interval(s.assessed, 7 * s.within_weeks, true) i
ORDER BY s.local_authority, s.service;
COMMENT ON VIEW waits IS 'Waits for specialist assessment by authority and service on sen.today(): how many wait and how long, whether their families hear from the service, and how long those waited who were assessed in the last 12 months (paragraph 3(c) of the 2025 notice). A service nobody was referred to has no row. Weeks have 7 days.';
COMMENT ON COLUMN waits.waiting IS 'Children referred by that day, not assessed and not off the list.';
COMMENT ON COLUMN waits.waiting_over_measure IS 'Of these, waiting for more than within_weeks. Empty if the service is measured against none.';
COMMENT ON COLUMN waits.percent_waiting_within IS 'Share of those waiting who wait at most within_weeks so far, in percent to one decimal. Empty if nobody waits, or without within_weeks.';
COMMENT ON COLUMN waits.waiting_over_18_weeks IS 'Of those waiting, for more than 18 weeks (126 days).';
COMMENT ON COLUMN waits.waiting_over_52_weeks IS 'Of those waiting, for more than 52 weeks (364 days).';
COMMENT ON COLUMN waits.longest_weeks IS 'Longest wait of those waiting, in weeks to one decimal. Empty if nobody waits.';
COMMENT ON COLUMN waits.median_weeks_waiting IS 'Median wait so far of those waiting, in weeks to one decimal. Empty if nobody waits.';
COMMENT ON COLUMN waits.in_touch IS 'Of those waiting, referred or heard from the service in the last 3 months. A contact after sen.today() counts as none, and of the contacts only the last is recorded.';
COMMENT ON COLUMN waits.percent_in_touch IS 'in_touch as a share of waiting, in percent to one decimal. Empty if nobody waits.';
COMMENT ON COLUMN waits.no_contact_recorded IS 'Of those waiting, without any recorded contact since, or before, the referral.';
COMMENT ON COLUMN waits.assessed_12_months IS 'Children whose assessment started in the 12 months to sen.today().';
COMMENT ON COLUMN waits.assessed_within IS 'Of these, after at most within_weeks. Empty if the service is measured against none.';
COMMENT ON COLUMN waits.percent_assessed_within IS 'assessed_within as a share of assessed_12_months, in percent to one decimal. Empty if there is none, or without within_weeks.';
COMMENT ON COLUMN waits.lower IS 'Lower end of its 95% interval (Wilson), in percent to one decimal.';
COMMENT ON COLUMN waits.upper IS 'Upper end of its 95% interval (Wilson), in percent to one decimal.';
COMMENT ON COLUMN waits.median_weeks_assessed IS 'Median wait of those assessed in the 12 months, in weeks to one decimal. Empty if there is none.';
