-- read: nobody
-- meanings: notice_span, compliance_test

CREATE VIEW notice_window AS
SELECT n.notice_id, t.test, t.months, t.percent, t.days, t.points,
       a.recent_after, greatest(a.recent_after, n.since) AS new_after,
       a.in_words AS recent_in_words,
       CASE WHEN n.since >= a.recent_after THEN n.since_in_words ELSE a.in_words END AS new_in_words
FROM notice_span n
CROSS JOIN compliance_test t
CROSS JOIN LATERAL (
    SELECT (n.until - make_interval(months => t.months))::date AS recent_after,
           'in the last ' || CASE t.months WHEN 1 THEN 'month' ELSE sen.count_words(t.months, 'month') END
               || CASE WHEN n.until < n.today THEN ' of the notice' ELSE '' END AS in_words
) a;
COMMENT ON VIEW notice_window IS
    'How far back each test of table compliance_test looks for each notice issued by sen.today(), and the numbers that '
    'it goes by.';
COMMENT ON COLUMN notice_window.recent_after IS
    'What is later than this day counts as recent: the months of the test before the last day that counts. Empty for a '
    'test without months.';
COMMENT ON COLUMN notice_window.new_after IS
    'What is later than this day counts as new: recent_after, or the last review (before any, the date of the notice) '
    'if that is later.';
COMMENT ON COLUMN notice_window.recent_in_words IS
    'From when on, in words, such as in the last 6 months.';
COMMENT ON COLUMN notice_window.new_in_words IS
    'The same for new_after: since the last review, or the notice, if that is later.';
