-- read: reader
-- meanings: official_measure, release, release_file, release_area, release_row

CREATE VIEW official_figure AS
SELECT DISTINCT ON (f.position, f.area_code, f.period_start, f.period_end)
       f.official_measure, f.area_code, f.area_level, f.area_name, f.local_authority, f.region_code, f.period,
       f.period_start, f.period_end, f.numerator, d.denominator, d.rate, sen.percent(d.rate) AS percent,
       f.percent_published, f.symbol, f.release, f.published_on, f.version, f.retrieved_on
FROM (
    SELECT o.official_measure, o.position, b.release, b.published_on, b.area_code, b.area_level, b.area_name,
           b.local_authority, b.region_code, b.period, b.period_start, b.period_end,
           sum(b.value) FILTER (WHERE w.part = 1) AS numerator,
           sum(b.value) FILTER (WHERE w.part = 2) AS denominator_sum,
           count(b.value) FILTER (WHERE w.part = 2) = cardinality(o.denominator) AS is_whole,
           max(b.value) FILTER (WHERE w.part = 3) AS percent_published,
           max(b.symbol) FILTER (WHERE w.part < 3) AS symbol,
           max(v.version) AS version, max(v.retrieved_on) AS retrieved_on
    FROM official_measure o
    CROSS JOIN LATERAL (SELECT 1 AS part, o.numerator AS measure
                        UNION ALL SELECT 2, unnest(o.denominator)
                        UNION ALL SELECT 3, o.published_rate WHERE o.published_rate IS NOT NULL) w
    JOIN benchmark b ON b.measure = w.measure AND b.is_current AND b.is_total AND b.published_on <= sen.today()
    JOIN release_file v ON v.file_id = b.file_id
    GROUP BY o.official_measure, b.release, b.published_on, b.area_code, b.area_level, b.area_name, b.local_authority,
             b.region_code, b.period, b.period_start, b.period_end
) f
CROSS JOIN LATERAL (SELECT CASE WHEN f.is_whole THEN f.denominator_sum END AS denominator,
                           CASE WHEN f.is_whole THEN f.numerator / nullif(f.denominator_sum, 0) END AS rate) d
ORDER BY f.position, f.area_code, f.period_start, f.period_end, f.published_on DESC, f.release DESC;
COMMENT ON VIEW official_figure IS
    'Every rate of official_measure for every area and period that is published, by sen.today(): of several releases '
    'the latest counts, in the version that was fetched last. The rate is computed from the published counts, and '
    'stands beside the one that is printed.';
COMMENT ON COLUMN official_figure.numerator IS 'The published count; empty where a symbol stands in its place.';
COMMENT ON COLUMN official_figure.denominator IS
    'The published counts that make the denominator, added; empty unless all are there.';
COMMENT ON COLUMN official_figure.rate IS
    'numerator as a share of denominator, from 0 to 1; empty if either is, or nothing is counted.';
COMMENT ON COLUMN official_figure.percent IS 'The same in percent to one decimal.';
COMMENT ON COLUMN official_figure.percent_published IS 'The rate as printed, in percent; empty if none is.';
COMMENT ON COLUMN official_figure.symbol IS 'The symbol in place of a count; empty if there is none.';
COMMENT ON COLUMN official_figure.version IS 'Version of the file; of several files the highest.';
COMMENT ON COLUMN official_figure.retrieved_on IS 'Day on which it was fetched; of several files the latest.';
