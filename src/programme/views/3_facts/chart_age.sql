-- read: nobody
-- meanings: data_age, process_control

CREATE VIEW chart_age AS
SELECT c.source, c.measure_id, g.state,
       CASE WHEN g.measure_id IS NULL THEN g.title || ' ' ELSE '' END || g.in_words AS in_words
FROM (
    SELECT 'measure' AS source, m.measure_id,
           CASE WHEN m.definition IS NULL THEN 'measures' ELSE 'cases' END AS rests_on
    FROM measure m
    UNION ALL
    VALUES ('definition', NULL, 'cases'), ('wait', NULL, 'waits')
) c
JOIN data_age g ON g.source = c.rests_on
    AND coalesce(g.measure_id, '') = CASE c.rests_on WHEN 'measures' THEN c.measure_id ELSE '' END;
COMMENT ON VIEW chart_age IS
    'How old what a series of process_control rests on is: a measure that is typed in on its own figures, one that is '
    'counted and a definition on the cases, a wait on the waits. A row for each measure, and one for all definitions '
    'and all waits.';
COMMENT ON COLUMN chart_age.measure_id IS 'The measure; empty for definitions and waits.';
COMMENT ON COLUMN chart_age.in_words IS 'How old it is, in words, with the title of what several series rest on.';
