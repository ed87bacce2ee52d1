-- read: reader
-- meanings: plan_audit, compared_span

CREATE VIEW plan_quality_change AS
SELECT s.local_authority, s.since, s.since_on, s.to_day, s.audited, s.good_or_better, s.multi_agency,
       sen.percent(s.good_or_better, s.audited) AS percent_good,
       s.audited_before, s.good_or_better_before, s.multi_agency_before,
       sen.percent(s.good_or_better_before, s.audited_before) AS percent_good_before,
       sen.percent(c.change) AS change_in_points, c.in_words AS change_in_words
FROM (
    SELECT a.local_authority, d.since, d.position, d.since_on, d.to_day,
           count(*) FILTER (WHERE k.later) AS audited,
           count(*) FILTER (WHERE k.later AND g.good_or_better) AS good_or_better,
           count(*) FILTER (WHERE k.later AND a.multi_agency) AS multi_agency,
           count(*) FILTER (WHERE k.before) AS audited_before,
           count(*) FILTER (WHERE k.before AND g.good_or_better) AS good_or_better_before,
           count(*) FILTER (WHERE k.before AND a.multi_agency) AS multi_agency_before
    FROM plan_audit a
    JOIN audit_grade g ON g.grade = a.grade
    JOIN compared_span d ON d.source = 'audits' AND a.audited_on <= d.to_day
    CROSS JOIN LATERAL (SELECT a.audited_on > d.since_on AS later,
                               a.audited_on > d.before_from AND a.audited_on <= d.since_on AS before) k
    GROUP BY a.local_authority, d.since, d.position, d.since_on, d.to_day
) s
CROSS JOIN LATERAL sen.proportion_change(s.good_or_better_before, s.audited_before, s.good_or_better, s.audited) c
ORDER BY s.local_authority, s.position;
COMMENT ON VIEW plan_quality_change IS
    'Audits of EHC plans since each day of compared_day, to the day of the data, against those of as many days before '
    'it, so that the two share none. Choose by since.';
COMMENT ON COLUMN plan_quality_change.audited IS 'Audits after since_on, to to_day.';
COMMENT ON COLUMN plan_quality_change.good_or_better IS
    'Of these, audits that found the plan good or better (audit_grade.good_or_better).';
COMMENT ON COLUMN plan_quality_change.multi_agency IS
    'Of audited, those by education, health and care together. Where that is not recorded, it does not count.';
COMMENT ON COLUMN plan_quality_change.percent_good IS
    'good_or_better as a share of audited, in percent to one decimal. Empty if there was no audit.';
COMMENT ON COLUMN plan_quality_change.audited_before IS 'audited, of as many days to since_on, itself among them.';
COMMENT ON COLUMN plan_quality_change.good_or_better_before IS 'good_or_better, of these days.';
COMMENT ON COLUMN plan_quality_change.multi_agency_before IS 'multi_agency, of these days.';
COMMENT ON COLUMN plan_quality_change.percent_good_before IS 'percent_good, of these days.';
COMMENT ON COLUMN plan_quality_change.change_in_points IS
    'percent_good less percent_good_before, in percentage points to one decimal, computed before rounding. Empty if '
    'either is.';
COMMENT ON COLUMN plan_quality_change.change_in_words IS
    'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';
