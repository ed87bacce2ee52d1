-- read: reader
-- meanings: beside_others, measure, official_measure

CREATE VIEW measure_beside AS
SELECT m.measure_id, m.title, b.official_measure, b.title AS official_title, b.local_authority, b.period,
       b.period_start, b.period_end, b.percent, b.england, b.region, b.region_percent, b.neighbours_percent, b.rank,
       b.ranked, b.funnel_lower, b.funnel_upper, b.beside_england, b.in_words, b.source
FROM beside_others b
JOIN (SELECT x.measure_id, x.definition, x.local_authority, x.excluding_exceptions
      FROM measure x WHERE x.definition IS NOT NULL
      UNION
      SELECT x.measure_id, x.definition, x.local_authority, x.excluding_exceptions FROM measure_count x) c
    ON c.definition = b.definition AND c.local_authority = b.local_authority
    AND c.excluding_exceptions = b.excluding_exceptions
JOIN measure m ON m.measure_id = c.measure_id
WHERE b.is_latest
ORDER BY m.title, m.measure_id, b.position;
COMMENT ON VIEW measure_beside IS
    'Comparator columns for the measures of the dashboard: what is published of the same thing for the latest year, '
    'for '
    'the authority and beside others. A measure that is counted by a definition, or has one beside typed figures, has '
    'a '
    'row once a release is loaded.';
COMMENT ON COLUMN measure_beside.title IS 'Title of the measure.';
COMMENT ON COLUMN measure_beside.official_title IS 'Title of the official measure.';
COMMENT ON COLUMN measure_beside.percent IS 'The published rate of the authority, in percent to one decimal.';
