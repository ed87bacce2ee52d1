-- read: reader
-- meanings: complaint, compared_span

CREATE VIEW complaints_change AS
SELECT c.local_authority, c.made_to, c.theme, c.since, c.since_on, c.to_day, c.received, c.decided, c.upheld,
       sen.percent(c.upheld, c.decided) AS percent_upheld, c.open,
       c.received_before, c.decided_before, c.upheld_before,
       sen.percent(c.upheld_before, c.decided_before) AS percent_upheld_before, c.open_before,
       sen.percent(p.change) AS change_in_points, p.in_words AS change_in_words,
       sen.count_words(c.received, 'complaint') || ', ' || sen.number_words(c.received_before)
           || ' in as many days before' AS in_words
FROM (
    SELECT x.local_authority, x.made_to, x.theme, d.since, d.position, d.since_on, d.to_day,
           count(*) FILTER (WHERE x.received_on > d.since_on) AS received,
           count(*) FILTER (WHERE x.outcome <> 'withdrawn' AND o.later) AS decided,
           count(*) FILTER (WHERE x.outcome IN ('upheld', 'partly upheld') AND o.later) AS upheld,
           count(*) FILTER (WHERE coalesce(x.outcome_on > d.to_day, true)) AS open,
           count(*) FILTER (WHERE x.received_on > d.before_from AND x.received_on <= d.since_on) AS received_before,
           count(*) FILTER (WHERE x.outcome <> 'withdrawn' AND o.before) AS decided_before,
           count(*) FILTER (WHERE x.outcome IN ('upheld', 'partly upheld') AND o.before) AS upheld_before,
           count(*) FILTER (WHERE x.received_on <= d.since_on AND coalesce(x.outcome_on > d.since_on, true))
               AS open_before
    FROM complaint x
    JOIN compared_span d ON d.source = 'records' AND x.received_on <= d.to_day
    CROSS JOIN LATERAL (SELECT x.outcome_on > d.since_on AND x.outcome_on <= d.to_day AS later,
                               x.outcome_on > d.before_from AND x.outcome_on <= d.since_on AS before) o
    GROUP BY x.local_authority, x.made_to, x.theme, d.since, d.position, d.since_on, d.to_day
) c
JOIN complaint_theme h ON h.theme = c.theme
CROSS JOIN LATERAL sen.proportion_change(c.upheld_before, c.decided_before, c.upheld, c.decided) p
ORDER BY c.local_authority, c.made_to = 'the Ombudsman', h.position, c.position;
COMMENT ON VIEW complaints_change IS
    'Complaints since each day of compared_day, to sen.today(), by what they are about and to whom they were made, '
    'against as many days before it. Choose by since.';
COMMENT ON COLUMN complaints_change.to_day IS 'sen.today(): the last day of those since.';
COMMENT ON COLUMN complaints_change.received IS 'Complaints received after since_on.';
COMMENT ON COLUMN complaints_change.decided IS
    'Complaints decided after since_on, whenever they were received; without those that were withdrawn.';
COMMENT ON COLUMN complaints_change.upheld IS 'Of these, upheld or partly upheld.';
COMMENT ON COLUMN complaints_change.percent_upheld IS
    'upheld as a share of decided, in percent to one decimal. Empty if none was decided.';
COMMENT ON COLUMN complaints_change.open IS 'Complaints that are not decided on sen.today().';
COMMENT ON COLUMN complaints_change.received_before IS 'received, of as many days to since_on, itself among them.';
COMMENT ON COLUMN complaints_change.decided_before IS 'decided, of these days.';
COMMENT ON COLUMN complaints_change.upheld_before IS 'upheld, of these days.';
COMMENT ON COLUMN complaints_change.percent_upheld_before IS 'percent_upheld, of these days.';
COMMENT ON COLUMN complaints_change.open_before IS 'Complaints that were received and not decided by since_on.';
COMMENT ON COLUMN complaints_change.change_in_points IS
    'percent_upheld less that of before, in percentage points to one decimal, computed before rounding. Empty if '
    'either is.';
COMMENT ON COLUMN complaints_change.change_in_words IS
    'The same change with its 95% interval in words (Newcombe): rose, fell, or no clear change.';
COMMENT ON COLUMN complaints_change.in_words IS 'How many came in, in words.';
