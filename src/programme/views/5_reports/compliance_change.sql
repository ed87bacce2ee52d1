-- read: reader
-- meanings: compliance_by_year, comparison, definition_change

CREATE VIEW compliance_change AS
SELECT f.definition, f.title, s.local_authority, s.since, s.since_on, s.months,
       coalesce(sen.finished(s.lateness, false), 0) AS finished_excluding,
       coalesce(sen.within(s.lateness, 0, false), 0) AS in_time_excluding,
       sen.percent(sen.rate(s.lateness, 0, false)) AS percent_in_time_excluding,
       coalesce(sen.finished(s.lateness_before, false), 0) AS finished_excluding_before,
       coalesce(sen.within(s.lateness_before, 0, false), 0) AS in_time_excluding_before,
       sen.percent(sen.rate(s.lateness_before, 0, false)) AS percent_in_time_excluding_before,
       sen.percent(c.change) AS change_in_points, coalesce(c.in_words, 'no cases to compare') AS change_in_words,
       s.open_at_end, s.overdue_at_end, s.open_before, s.overdue_before
FROM definition_change s
JOIN definition f ON f.definition = s.definition
CROSS JOIN LATERAL sen.rate_change(s.lateness_before, s.lateness, 0) c
ORDER BY f.position, f.definition, s.local_authority, s.position;
COMMENT ON VIEW compliance_change IS
    'Every row of table definition since each day of compared_day and since its baseline, against as long before: the '
    'whole months after that in which the day lies with as many before it, so that the two share no cases. Choose by '
    'since.';
COMMENT ON COLUMN compliance_change.since IS
    'What is compared with: last meeting, last review, notice, baseline (the latest of the measures that are counted '
    'by the definition) or year before.';
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
COMMENT ON COLUMN compliance_change.open_at_end IS 'Cases open at the end of the last of these months.';
