-- read: reader
-- meanings: release, release_file, release_column, release_area, release_row

CREATE VIEW benchmark AS
SELECT f.release, p.published_on, f.file, f.version, f.is_current, r.area_code, a.area_level, a.area_name,
       a.local_authority, a.region_code, a.valid_from, a.valid_to, r.period, r.period_start, r.period_end,
       r.breakdown_topic COLLATE "default" AS breakdown_topic, r.breakdown COLLATE "default" AS breakdown,
       r.is_total, c.measure,
       sen.published_number(r.figures[c.position]) AS value,
       sen.published_symbol(r.figures[c.position]) AS symbol,
       r.figures[c.position] AS as_published, r.line, f.file_id
FROM (SELECT x.file_id, x.release, x.file, x.version,
             coalesce(x.version = max(x.version) FILTER (WHERE x.retrieved_on <= sen.today())
                          OVER (PARTITION BY x.release, x.file), false) AS is_current
      FROM release_file x) f
JOIN release p ON p.release = f.release
JOIN release_column c ON c.file_id = f.file_id
JOIN release_row r ON r.file_id = f.file_id
LEFT JOIN release_area a ON a.area_code = r.area_code;
COMMENT ON VIEW benchmark IS
    'Every published figure that was loaded, a row for each: release and version, area, period, breakdown, measure, '
    'and '
    'the value or the symbol that stands in its place. Ask for a measure: few columns are then read. Figures are never '
    'changed: a revision is another version.';
COMMENT ON COLUMN benchmark.is_current IS
    'True in the last version of a file that was fetched by sen.today(); false in any other.';
COMMENT ON COLUMN benchmark.value IS 'The figure; empty where a symbol or nothing stands in its place.';
COMMENT ON COLUMN benchmark.symbol IS
    'The symbol in place of a figure, as published: z (not applicable), x (not available), c (confidential), low '
    '(rounds to 0), u (not reliable), * (suppressed), <5. Empty beside a figure, and where the cell is empty.';
COMMENT ON COLUMN benchmark.as_published IS
    'The cell as published; empty where it is empty, as for what was not submitted.';
