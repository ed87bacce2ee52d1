-- read: reader
-- meanings: benchmark, release_file

CREATE VIEW release_change AS
WITH revised AS (
    SELECT f.release, f.file, f.version, f.file_id, b.version AS version_before, b.file_id AS file_id_before
    FROM release_file f
    JOIN release_file b ON b.release = f.release AND b.file = f.file AND b.version = f.version - 1
), row_pair AS (
    -- Rows before they become rows for each figure; what is in one version only has no figures in the other.
    SELECT x.file_id, x.area_code, x.period, x.period_start, x.period_end, x.breakdown_topic, x.breakdown,
           max(x.figures) FILTER (WHERE x.is_new) AS figures, max(x.figures) FILTER (WHERE NOT x.is_new) AS before
    FROM (
        SELECT v.file_id, true AS is_new, r.area_code, r.period, r.period_start, r.period_end, r.breakdown_topic,
               r.breakdown, r.figures
        FROM revised v JOIN release_row r ON r.file_id = v.file_id
        UNION ALL
        SELECT v.file_id, false, r.area_code, r.period, r.period_start, r.period_end, r.breakdown_topic, r.breakdown,
               r.figures
        FROM revised v JOIN release_row r ON r.file_id = v.file_id_before
    ) x
    GROUP BY x.file_id, x.area_code, x.period, x.period_start, x.period_end, x.breakdown_topic, x.breakdown
), place AS (
    -- Measures by name: a revision may have its columns elsewhere.
    SELECT v.file_id, c.measure, max(c.position) FILTER (WHERE c.file_id = v.file_id) AS position,
           max(c.position) FILTER (WHERE c.file_id = v.file_id_before) AS position_before
    FROM revised v
    JOIN release_column c ON c.file_id IN (v.file_id, v.file_id_before)
    GROUP BY v.file_id, c.measure
)
SELECT v.release, v.file, v.version_before, v.version,
       CASE WHEN p.before IS NULL OR c.position_before IS NULL THEN 'added'
            WHEN p.figures IS NULL OR c.position IS NULL THEN 'removed' ELSE 'changed' END AS what,
       p.area_code, a.area_level, a.area_name, a.local_authority, p.period, p.period_start, p.period_end,
       p.breakdown_topic COLLATE "default" AS breakdown_topic, p.breakdown COLLATE "default" AS breakdown, c.measure,
       p.before[c.position_before] AS before, p.figures[c.position] AS after,
       sen.published_number(p.figures[c.position]) - sen.published_number(p.before[c.position_before]) AS difference
FROM revised v
JOIN row_pair p ON p.file_id = v.file_id
JOIN place c ON c.file_id = v.file_id
LEFT JOIN release_area a ON a.area_code = p.area_code
WHERE p.figures IS DISTINCT FROM p.before
  AND p.figures[c.position] IS DISTINCT FROM p.before[c.position_before];
COMMENT ON VIEW release_change IS
    'What each version of a published file changed against the one before: a row for each figure that differs, or is '
    'in '
    'one of them only. As published: 12.0 and 12 differ.';
COMMENT ON COLUMN release_change.version_before IS 'The version before.';
COMMENT ON COLUMN release_change.what IS
    'changed; added (the row or the column is new), removed (it is no longer there).';
COMMENT ON COLUMN release_change.before IS 'The cell in the version before; empty if there was none.';
COMMENT ON COLUMN release_change.after IS 'The cell in this version; empty if there is none.';
COMMENT ON COLUMN release_change.difference IS 'after less before, where both are figures.';
