-- read: reader
-- meanings: complaint

CREATE VIEW complaints_by_theme AS
SELECT c.local_authority, c.made_to, c.theme, c.received, c.received_year_before, c.decided, c.upheld,
       sen.percent(c.upheld, c.decided) AS percent_upheld, c.open,
       sen.list_words('; ', sen.count_words(c.received, 'complaint') || ' in twelve months, '
                          || sen.number_words(c.received_year_before) || ' in those before',
                      CASE WHEN c.decided = 0 THEN 'none decided'
                           ELSE sen.share_words(c.upheld, c.decided, 'decided', 'decided', 'upheld at least in part')
                      END,
                      CASE WHEN c.open > 0 THEN sen.number_words(c.open) || ' open' END) AS in_words
FROM (
    SELECT x.local_authority, x.made_to, x.theme,
           count(*) FILTER (WHERE x.received_on > t.year_before) AS received,
           count(*) FILTER (WHERE x.received_on <= t.year_before AND x.received_on > t.two_years_before)
               AS received_year_before,
           count(*) FILTER (WHERE x.outcome <> 'withdrawn' AND x.outcome_on > t.year_before AND x.outcome_on <= t.today)
               AS decided,
           count(*) FILTER (WHERE x.outcome IN ('upheld', 'partly upheld') AND x.outcome_on > t.year_before
                            AND x.outcome_on <= t.today) AS upheld,
           count(*) FILTER (WHERE coalesce(x.outcome_on > t.today, true)) AS open
    FROM complaint x
    CROSS JOIN (SELECT d.today, (d.today - interval '1 year')::date AS year_before,
                       (d.today - interval '2 years')::date AS two_years_before
                FROM (SELECT sen.today() AS today) d) t
    WHERE x.received_on <= t.today
    GROUP BY x.local_authority, x.made_to, x.theme
) c
JOIN complaint_theme h ON h.theme = c.theme
ORDER BY c.local_authority, c.made_to = 'the Ombudsman', c.received DESC, h.position;
COMMENT ON VIEW complaints_by_theme IS
    'Complaints of the twelve months to sen.today() by what they are about, those made to the authority and those made '
    'to the Ombudsman apart: received, decided, upheld and open, against the twelve months before.';
COMMENT ON COLUMN complaints_by_theme.received IS 'Complaints received in the twelve months.';
COMMENT ON COLUMN complaints_by_theme.received_year_before IS 'Complaints received in the twelve months before.';
COMMENT ON COLUMN complaints_by_theme.decided IS
    'Complaints decided in the twelve months, whenever they were received; without those that were withdrawn.';
COMMENT ON COLUMN complaints_by_theme.upheld IS 'Of these, upheld or partly upheld.';
COMMENT ON COLUMN complaints_by_theme.percent_upheld IS
    'upheld as a share of decided, in percent to one decimal. Empty if none was decided.';
COMMENT ON COLUMN complaints_by_theme.open IS 'Complaints that are not decided on sen.today().';
COMMENT ON COLUMN complaints_by_theme.in_words IS 'The same in words.';
