-- read: reader
-- meanings: waits, compared_span

-- Many of those who wait waited then too, so nothing is said of whether that change is chance. Those who were assessed
-- since are others than those who were before.
CREATE VIEW waits_change AS
SELECT s.local_authority, s.service, s.since, s.since_on, s.to_day,
       s.waiting, s.waiting_before,
       coalesce(sen.over(s.waited, 7 * 18), 0) AS waiting_over_18_weeks,
       coalesce(sen.over(s.waited_before, 7 * 18), 0) AS waiting_over_18_weeks_before,
       coalesce(sen.over(s.waited, 7 * 52), 0) AS waiting_over_52_weeks,
       coalesce(sen.over(s.waited_before, 7 * 52), 0) AS waiting_over_52_weeks_before,
       round(sen.median_days(s.waited) / 7, 1) AS median_weeks_waiting,
       round(sen.median_days(s.waited_before) / 7, 1) AS median_weeks_waiting_before,
       coalesce(sen.finished(s.assessed), 0) AS assessed,
       coalesce(sen.finished(s.assessed_before), 0) AS assessed_before,
       sen.percent(sen.rate(s.assessed, 7 * s.within_weeks, true)) AS percent_assessed_within,
       sen.percent(sen.rate(s.assessed_before, 7 * s.within_weeks, true)) AS percent_assessed_within_before,
       sen.percent(c.change) AS change_in_points,
       CASE WHEN s.within_weeks IS NOT NULL THEN coalesce(c.in_words, 'no cases to compare') END AS change_in_words,
       sen.count_words(s.waiting, 'child', 'children') || ' waiting on ' || sen.date_words(s.to_day) || ', '
           || sen.number_words(s.waiting_before) || ' on ' || sen.date_words(s.since_on) AS in_words
FROM (
    SELECT w.local_authority, w.service, v.within_weeks, d.since, d.position, d.since_on, d.to_day,
           count(*) FILTER (WHERE k.waits) AS waiting,
           count(*) FILTER (WHERE k.waited) AS waiting_before,
           sen.timeliness(w.referred_on, d.to_day, false, d.to_day) FILTER (WHERE k.waits) AS waited,
           sen.timeliness(w.referred_on, d.since_on, false, d.since_on) FILTER (WHERE k.waited) AS waited_before,
           sen.timeliness(w.referred_on, w.assessed_on, false, d.to_day)
               FILTER (WHERE w.assessed_on > d.since_on AND w.assessed_on <= d.to_day) AS assessed,
           sen.timeliness(w.referred_on, w.assessed_on, false, d.since_on)
               FILTER (WHERE w.assessed_on > d.before_from AND w.assessed_on <= d.since_on) AS assessed_before
    FROM wait w
    JOIN wait_service v ON v.service = w.service
    JOIN compared_span d ON d.source = 'waits' AND w.referred_on <= d.to_day
    CROSS JOIN LATERAL (SELECT coalesce(w.assessed_on > d.to_day, true) AND coalesce(w.left_on > d.to_day, true)
                                   AS waits,
                               w.referred_on <= d.since_on AND coalesce(w.assessed_on > d.since_on, true)
                                   AND coalesce(w.left_on > d.since_on, true) AS waited) k
    GROUP BY w.local_authority, w.service, v.within_weeks, d.since, d.position, d.since_on, d.to_day
) s
CROSS JOIN LATERAL sen.rate_change(s.assessed_before, s.assessed, 7 * s.within_weeks, true) c
ORDER BY s.local_authority, s.service, s.position;
COMMENT ON VIEW waits_change IS
    'Waits for specialist assessment since each day of compared_day, by authority and service: how many wait on the '
    'day of the data and waited then, and how those who were assessed since waited, against those of as many days '
    'before, so that the two share no child. Choose by since.';
COMMENT ON COLUMN waits_change.waiting IS 'Children who wait on to_day.';
COMMENT ON COLUMN waits_change.waiting_before IS
    'Children who waited on since_on: referred by then, and not assessed and not off the list.';
COMMENT ON COLUMN waits_change.waiting_over_18_weeks_before IS 'Of those who waited then, for more than 18 weeks.';
COMMENT ON COLUMN waits_change.waiting_over_52_weeks_before IS 'Of those who waited then, for more than 52 weeks.';
COMMENT ON COLUMN waits_change.median_weeks_waiting_before IS
    'Median wait so far of those who waited then, in weeks to one decimal. Empty if nobody did.';
COMMENT ON COLUMN waits_change.assessed IS 'Children whose assessment started after since_on, by to_day.';
COMMENT ON COLUMN waits_change.assessed_before IS 'assessed, of as many days to since_on, itself among them.';
COMMENT ON COLUMN waits_change.percent_assessed_within IS
    'Share of assessed after at most within_weeks of the service, in percent to one decimal. Empty if there is none, '
    'or without within_weeks.';
COMMENT ON COLUMN waits_change.percent_assessed_within_before IS 'percent_assessed_within, of assessed_before.';
COMMENT ON COLUMN waits_change.change_in_points IS
    'percent_assessed_within less that of before, in percentage points to one decimal, computed before rounding. Empty '
    'if either is.';
COMMENT ON COLUMN waits_change.change_in_words IS
    'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change. Empty if the service '
    'is measured against no number of weeks.';
COMMENT ON COLUMN waits_change.in_words IS 'How many wait, and waited then, in words.';
