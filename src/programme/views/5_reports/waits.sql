-- read: reader
-- meanings: wait, wait_service

CREATE VIEW waits AS
SELECT s.local_authority, s.service, s.within_weeks,
       s.waiting,
       sen.over(s.waited, 7 * s.within_weeks) AS waiting_over_measure,
       sen.percent(sen.within(s.waited, 7 * s.within_weeks), s.waiting) AS percent_waiting_within,
       sen.over(s.waited, 7 * 18) AS waiting_over_18_weeks, sen.over(s.waited, 7 * 52) AS waiting_over_52_weeks,
       round(sen.max_days(s.waited)::numeric / 7, 1) AS longest_weeks,
       round(sen.median_days(s.waited) / 7, 1) AS median_weeks_waiting,
       s.in_touch,
       sen.percent(s.in_touch, s.waiting) AS percent_in_touch,
       s.no_contact_recorded,
       sen.finished(s.assessed) AS assessed_12_months,
       sen.within(s.assessed, 7 * s.within_weeks) AS assessed_within,
       sen.percent(sen.rate(s.assessed, 7 * s.within_weeks, true)) AS percent_assessed_within,
       sen.percent(i.lower) AS lower, sen.percent(i.upper) AS upper,
       round(sen.median_days(s.assessed) / 7, 1) AS median_weeks_assessed,
       p.waiting AS published_waiting, p.waiting_over_18_weeks AS published_over_18_weeks,
       p.waiting_over_52_weeks AS published_over_52_weeks, p.month AS published_month,
       p.organisation AS published_of
FROM (
    SELECT w.local_authority, w.service, v.within_weeks,
           count(*) FILTER (WHERE w.waiting) AS waiting,
           sen.timeliness(w.referred_on, w.today, false, w.today) FILTER (WHERE w.waiting) AS waited,
           count(*) FILTER (WHERE w.waiting AND greatest(w.referred_on, w.contact_on) >= w.today - interval '3 months')
               AS in_touch,
           count(*) FILTER (WHERE w.waiting AND w.contact_on IS NULL) AS no_contact_recorded,
           sen.timeliness(w.referred_on, w.assessed_on, false, w.today) FILTER (WHERE NOT w.waiting
               AND w.assessed_on > w.today - interval '12 months' AND w.assessed_on <= w.today) AS assessed
    FROM (
        SELECT x.local_authority, x.service, x.referred_on, x.assessed_on, t.today,
               coalesce(x.assessed_on > t.today, true) AND coalesce(x.left_on > t.today, true) AS waiting,
               CASE WHEN x.last_contact_on <= t.today THEN x.last_contact_on END AS contact_on
        FROM wait x
        CROSS JOIN (SELECT sen.data_day('waits', 'data_source') AS today) t
        WHERE x.referred_on <= t.today
    ) w
    JOIN wait_service v ON v.service = w.service
    GROUP BY w.local_authority, w.service, v.within_weeks
) s
CROSS JOIN LATERAL sen.rate_interval(s.assessed, 7 * s.within_weeks, true) i
LEFT JOIN (SELECT DISTINCT ON (x.local_authority, x.service) x.* FROM waits_published x WHERE x.state = 'submitted'
           ORDER BY x.local_authority, x.service, x.month DESC) p
    ON p.local_authority = s.local_authority AND p.service = s.service
ORDER BY s.local_authority, s.service;
COMMENT ON VIEW waits IS
    'Waits for specialist assessment by authority and service on the day of the data: how many wait and how long, '
    'whether their families hear from the service, and how long those waited who were assessed in the last 12 months '
    '(paragraph 3(c) of the 2025 notice). A service nobody was referred to has no row. Weeks have 7 days.';
COMMENT ON COLUMN waits.waiting IS 'Children referred by that day, not assessed and not off the list.';
COMMENT ON COLUMN waits.waiting_over_measure IS
    'Of these, waiting for more than within_weeks. Empty if the service is measured against none.';
COMMENT ON COLUMN waits.percent_waiting_within IS
    'Share of those waiting who wait at most within_weeks so far, in percent to one decimal. Empty if nobody waits, or '
    'without within_weeks.';
COMMENT ON COLUMN waits.waiting_over_18_weeks IS 'Of those waiting, for more than 18 weeks (126 days).';
COMMENT ON COLUMN waits.waiting_over_52_weeks IS 'Of those waiting, for more than 52 weeks (364 days).';
COMMENT ON COLUMN waits.longest_weeks IS
    'Longest wait of those waiting, in weeks to one decimal. Empty if nobody waits.';
COMMENT ON COLUMN waits.median_weeks_waiting IS
    'Median wait so far of those waiting, in weeks to one decimal. Empty if nobody waits.';
COMMENT ON COLUMN waits.in_touch IS
    'Of those waiting, referred or heard from the service in the last 3 months. A contact after the day of the data '
    'counts as none, and of the contacts only the last is recorded.';
COMMENT ON COLUMN waits.percent_in_touch IS
    'in_touch as a share of waiting, in percent to one decimal. Empty if nobody waits.';
COMMENT ON COLUMN waits.no_contact_recorded IS
    'Of those waiting, without any recorded contact since, or before, the referral.';
COMMENT ON COLUMN waits.assessed_12_months IS
    'Children whose assessment started in the 12 months to the day of the data.';
COMMENT ON COLUMN waits.assessed_within IS
    'Of these, after at most within_weeks. Empty if the service is measured against none.';
COMMENT ON COLUMN waits.percent_assessed_within IS
    'assessed_within as a share of assessed_12_months, in percent to one decimal. Empty if there is none, or without '
    'within_weeks.';
COMMENT ON COLUMN waits.lower IS 'Lower end of its 95% interval (Wilson), in percent to one decimal.';
COMMENT ON COLUMN waits.upper IS 'Upper end of its 95% interval (Wilson), in percent to one decimal.';
COMMENT ON COLUMN waits.median_weeks_assessed IS
    'Median wait of those assessed in the 12 months, in weeks to one decimal. Empty if there is none.';
COMMENT ON COLUMN waits.published_waiting IS
    'Counts beside those of single children: how many wait by what NHS England publishes of the provider that '
    'published_wait names, in the latest month that was submitted and is not unlikely. It may serve other areas too. '
    'Empty if none is loaded.';
COMMENT ON COLUMN waits.published_over_18_weeks IS 'Of these, for more than 18 weeks.';
COMMENT ON COLUMN waits.published_over_52_weeks IS 'Of these, for more than 52 weeks.';
COMMENT ON COLUMN waits.published_month IS 'First day of that month.';
COMMENT ON COLUMN waits.published_of IS 'The provider, by its name.';
