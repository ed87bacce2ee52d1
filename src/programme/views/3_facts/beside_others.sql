-- read: reader
-- meanings: official_figure, official_measure, release

CREATE VIEW beside_others AS
WITH figure AS MATERIALIZED (
    SELECT f.* FROM official_figure f
), own AS MATERIALIZED (
    SELECT a.local_authority FROM own_authority a
), ranked AS (
    SELECT f.*, m.position, m.title, m.direction, m.definition, m.excluding_exceptions,
           CASE WHEN f.rate IS NOT NULL AND m.direction IS NOT NULL
                THEN rank() OVER (PARTITION BY f.official_measure, f.period_start, f.period_end
                                  ORDER BY CASE m.direction WHEN 'increase' THEN -f.rate ELSE f.rate END NULLS LAST)
           END AS rank,
           count(f.rate) OVER (PARTITION BY f.official_measure, f.period_start, f.period_end) AS ranked
    FROM figure f
    JOIN official_measure m ON m.official_measure = f.official_measure
    WHERE f.local_authority IS NOT NULL
), mine AS MATERIALIZED (
    SELECT r.* FROM ranked r WHERE r.local_authority IN (SELECT o.local_authority FROM own o)
), listed AS (
    SELECT n.local_authority, n.neighbour, n.list_year, n.source
    FROM neighbour n
    WHERE n.list_year = (SELECT max(x.list_year) FROM neighbour x WHERE x.local_authority = n.local_authority
                         AND x.list_year <= extract(year FROM sen.today()))
), near AS (
    SELECT l.local_authority, x.official_measure, x.period_start, x.period_end, sen.percent(avg(x.rate)) AS percent,
           sum(x.denominator) FILTER (WHERE x.rate IS NOT NULL) AS cases, count(x.rate) AS with_figures
    FROM listed l
    JOIN figure x ON x.local_authority = l.neighbour
    GROUP BY l.local_authority, x.official_measure, x.period_start, x.period_end
)
SELECT r.official_measure, r.position, r.title, r.direction, r.local_authority, r.area_name, r.period, r.period_start,
       r.period_end, r.period_start = max(r.period_start) FILTER (WHERE r.rate IS NOT NULL)
           OVER (PARTITION BY r.official_measure, r.local_authority) AS is_latest,
       r.numerator, r.denominator, r.percent, r.percent_published, r.symbol,
       e.percent AS england, g.area_name AS region, g.percent AS region_percent,
       n.percent AS neighbours_percent, coalesce(n.with_figures, k.neighbours - k.neighbours) AS neighbours,
       k.neighbours AS neighbours_listed, k.list_year, k.source AS list_source, r.rank, r.ranked,
       sen.percent(u.lower::numeric) AS funnel_lower, sen.percent(u.upper::numeric) AS funnel_upper,
       w.beside_england, r.definition, r.excluding_exceptions, r.release, p.title AS release_title, p.publisher,
       r.published_on, r.version, r.retrieved_on,
       sen.list_words('; ', 'England ' || sen.percent_words(e.percent, e.denominator),
                      g.area_name || ' ' || sen.percent_words(g.percent, g.denominator),
                      'statistical neighbours ' || sen.percent_words(n.percent, n.cases) || ' ('
                          || n.with_figures || ' of ' || k.neighbours || ', list of ' || k.list_year || ')',
                      'rank ' || r.rank || ' of ' || sen.count_words(r.ranked, 'authority', 'authorities'),
                      w.beside_england) AS in_words,
       sen.list_words(', ', p.publisher, p.title, 'published on ' || sen.date_words(p.published_on),
                      'version ' || nullif(r.version, 1),
                      'fetched on ' || sen.date_words(r.retrieved_on)) AS source
FROM mine r
JOIN release p ON p.release = r.release
LEFT JOIN figure e ON e.official_measure = r.official_measure AND e.area_level = 'national'
    AND e.period_start = r.period_start AND e.period_end = r.period_end
LEFT JOIN figure g ON g.official_measure = r.official_measure AND g.area_level = 'regional'
    AND g.area_code = r.region_code AND g.period_start = r.period_start AND g.period_end = r.period_end
LEFT JOIN (SELECT l.local_authority, count(*) AS neighbours, min(l.list_year) AS list_year, min(l.source) AS source
           FROM listed l GROUP BY l.local_authority) k ON k.local_authority = r.local_authority
LEFT JOIN near n ON n.local_authority = r.local_authority AND n.official_measure = r.official_measure
    AND n.period_start = r.period_start AND n.period_end = r.period_end
CROSS JOIN LATERAL sen.funnel_limits(CASE WHEN e.rate BETWEEN 0 AND 1 THEN e.rate::double precision END,
                                      r.denominator::double precision, 0.998) u
CROSS JOIN LATERAL (
    SELECT CASE WHEN u.lower IS NULL OR r.rate IS NULL THEN NULL
                WHEN r.rate BETWEEN u.lower AND u.upper THEN 'within what chance explains of England'
                WHEN (r.rate > u.upper) = (r.direction = 'increase') THEN 'better than England beyond chance'
                WHEN r.direction IS NOT NULL THEN 'worse than England beyond chance'
                WHEN r.rate > u.upper THEN 'above England beyond chance'
                ELSE 'below England beyond chance' END AS beside_england
) w
ORDER BY r.position, r.local_authority, r.period_start;
COMMENT ON VIEW beside_others IS
    'Each official measure and year of the programme''s own authorities, as published, beside England, the region and '
    'the statistical neighbours, with its rank and its place in the funnel, and the release that it is from. Without '
    'release files no rows.';
COMMENT ON COLUMN beside_others.official_measure IS 'The measure: a row of official_measure.';
COMMENT ON COLUMN beside_others.is_latest IS
    'True for the latest period of the measure that has a rate for the authority.';
COMMENT ON COLUMN beside_others.england IS 'The rate of England, in percent to one decimal.';
COMMENT ON COLUMN beside_others.region IS 'The region, by its name.';
COMMENT ON COLUMN beside_others.region_percent IS 'Its rate, in percent to one decimal.';
COMMENT ON COLUMN beside_others.neighbours_percent IS
    'Mean of the rates of the statistical neighbours, each counting the same, in percent to one decimal. Empty without '
    'rows of neighbour.';
COMMENT ON COLUMN beside_others.neighbours IS 'How many of the neighbours have a rate for the period.';
COMMENT ON COLUMN beside_others.neighbours_listed IS 'How many are in the list.';
COMMENT ON COLUMN beside_others.list_year IS
    'Year of the list of neighbours: the latest that is not after sen.today().';
COMMENT ON COLUMN beside_others.list_source IS 'Whose list it is.';
COMMENT ON COLUMN beside_others.rank IS
    'Place among the authorities that have a rate, 1 being the best; the same for equal rates. Empty where neither way '
    'is better.';
COMMENT ON COLUMN beside_others.ranked IS 'How many authorities have a rate for the period.';
COMMENT ON COLUMN beside_others.funnel_lower IS
    'Lower limit of the funnel around England''s rate for so many cases, at 99.8%, in percent to one decimal.';
COMMENT ON COLUMN beside_others.funnel_upper IS 'Its upper limit.';
COMMENT ON COLUMN beside_others.beside_england IS
    'Whether the rate lies within the funnel, and if not on which side of it, in words.';
COMMENT ON COLUMN beside_others.release_title IS 'Title of the release.';
COMMENT ON COLUMN beside_others.in_words IS 'What it stands beside, in words.';
COMMENT ON COLUMN beside_others.source IS
    'The release, its day, the version if it was revised, and when it was fetched, in words.';
