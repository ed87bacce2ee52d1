-- read: reader
-- meanings: official_figure, official_measure

CREATE VIEW funnel AS
WITH figure AS MATERIALIZED (
    SELECT f.* FROM official_figure f
), own AS MATERIALIZED (
    SELECT a.local_authority FROM own_authority a
), latest AS (
    SELECT x.official_measure, x.period_start, max(x.period_end) AS period_end
    FROM figure x
    JOIN own o ON o.local_authority = x.local_authority
    WHERE x.rate IS NOT NULL
      AND NOT EXISTS (SELECT FROM figure y
                      JOIN own p ON p.local_authority = y.local_authority
                      WHERE y.official_measure = x.official_measure AND y.rate IS NOT NULL
                        AND y.period_start > x.period_start)
    GROUP BY x.official_measure, x.period_start
)
SELECT f.official_measure, m.position, m.title, m.direction, f.period, f.period_start, f.period_end, f.local_authority,
       f.area_name, f.local_authority IN (SELECT o.local_authority FROM own o) AS is_own, f.numerator, f.denominator,
       f.percent, e.percent AS england, sen.percent(n.lower::numeric) AS inner_lower,
       sen.percent(n.upper::numeric) AS inner_upper, sen.percent(u.lower::numeric) AS funnel_lower,
       sen.percent(u.upper::numeric) AS funnel_upper,
       CASE WHEN u.lower IS NULL THEN NULL
            WHEN f.rate > u.upper THEN 'above England beyond chance'
            WHEN f.rate < u.lower THEN 'below England beyond chance'
            ELSE 'within what chance explains of England' END AS beside_england, f.release
FROM latest l
JOIN official_measure m ON m.official_measure = l.official_measure
JOIN figure f ON f.official_measure = l.official_measure AND f.period_start = l.period_start
    AND f.period_end = l.period_end AND f.local_authority IS NOT NULL AND f.rate IS NOT NULL
LEFT JOIN figure e ON e.official_measure = l.official_measure AND e.area_level = 'national'
    AND e.period_start = l.period_start AND e.period_end = l.period_end
CROSS JOIN LATERAL (SELECT CASE WHEN e.rate BETWEEN 0 AND 1 THEN e.rate::double precision END AS rate) g
CROSS JOIN LATERAL sen.funnel_limits(g.rate, f.denominator::double precision, 0.95) n
CROSS JOIN LATERAL sen.funnel_limits(g.rate, f.denominator::double precision, 0.998) u
ORDER BY m.position, f.denominator, f.local_authority;
COMMENT ON VIEW funnel IS
    'Every authority in the latest period of each official measure that has a rate for one of the programme''s own: '
    'how many cases its rate rests on, and the funnel around England''s rate for so many. What a funnel plot is drawn '
    'of. Without release files no rows.';
COMMENT ON COLUMN funnel.official_measure IS 'The measure: a row of official_measure.';
COMMENT ON COLUMN funnel.is_own IS 'True for an authority that the programme is about.';
COMMENT ON COLUMN funnel.england IS 'The rate of England, in percent to one decimal: the middle of the funnel.';
COMMENT ON COLUMN funnel.inner_lower IS
    'Lower limit of the funnel at 95%, in percent to one decimal. Of 20 authorities that are as England is, one lies '
    'outside by chance.';
COMMENT ON COLUMN funnel.inner_upper IS 'Its upper limit.';
COMMENT ON COLUMN funnel.funnel_lower IS 'Lower limit of the funnel at 99.8%, in percent to one decimal.';
COMMENT ON COLUMN funnel.funnel_upper IS 'Its upper limit.';
COMMENT ON COLUMN funnel.beside_england IS
    'Whether the rate lies within the funnel at 99.8%, and if not on which side of it, in words. Empty without a rate '
    'of England.';
