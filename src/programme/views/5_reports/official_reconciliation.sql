-- read: reader
-- meanings: official_figure, official_measure

CREATE VIEW official_reconciliation AS
SELECT f.official_measure, m.title, m.definition, m.excluding_exceptions, f.local_authority,
       extract(year FROM f.period_start)::integer AS year,
       f.numerator, f.denominator, f.percent, f.percent_published, f.symbol,
       c.counted_numerator, c.counted_denominator,
       sen.percent(c.counted_numerator, nullif(c.counted_denominator, 0)) AS counted_percent,
       c.counted_numerator - f.numerator AS numerator_difference,
       c.counted_denominator - f.denominator AS denominator_difference,
       CASE WHEN f.numerator IS NULL OR f.denominator IS NULL THEN 'no figure is published'
            WHEN c.counted_denominator IS NULL THEN 'nothing is counted from the cases'
            WHEN (c.counted_numerator, c.counted_denominator) = (f.numerator, f.denominator) THEN 'the same'
            ELSE sen.list_words(' and ',
                nullif(abs(c.counted_numerator - f.numerator), 0)
                    || CASE sign(c.counted_numerator - f.numerator) WHEN 1 THEN ' more' ELSE ' fewer' END || ' in time',
                nullif(abs(c.counted_denominator - f.denominator), 0)
                    || CASE sign(c.counted_denominator - f.denominator) WHEN 1 THEN ' more' ELSE ' fewer' END
                    || ' in all') || ' from the cases than published'
       END AS in_words,
       f.release, f.published_on, f.version
FROM official_measure m
JOIN official_figure f ON f.official_measure = m.official_measure
JOIN own_authority o ON o.local_authority = f.local_authority
LEFT JOIN LATERAL (
    SELECT sen.within(y.lateness, 0, NOT m.excluding_exceptions)::numeric AS counted_numerator,
           sen.finished(y.lateness, NOT m.excluding_exceptions)::numeric AS counted_denominator
    FROM definition_year y
    WHERE y.definition = m.definition AND y.local_authority = f.local_authority
      AND y.year = extract(year FROM f.period_start)
) c ON true
WHERE m.definition IS NOT NULL
ORDER BY m.position, f.local_authority, f.period_start;
COMMENT ON VIEW official_reconciliation IS
    'Each published rate that a definition counts too, by authority and calendar year, beside what is counted from the '
    'programme''s own cases, and the difference in cases.';
COMMENT ON COLUMN official_reconciliation.official_measure IS 'The measure: a row of official_measure.';
COMMENT ON COLUMN official_reconciliation.year IS 'Calendar year.';
COMMENT ON COLUMN official_reconciliation.counted_numerator IS
    'Cases in time by the definition, from the programme''s cases. Empty if none was finished in the year.';
COMMENT ON COLUMN official_reconciliation.counted_denominator IS 'Cases finished by the definition; empty likewise.';
COMMENT ON COLUMN official_reconciliation.counted_percent IS
    'The first as a share of the second, in percent to one decimal.';
COMMENT ON COLUMN official_reconciliation.numerator_difference IS 'counted_numerator less numerator.';
COMMENT ON COLUMN official_reconciliation.denominator_difference IS 'counted_denominator less denominator.';
COMMENT ON COLUMN official_reconciliation.in_words IS 'The difference in words.';
