-- read: nobody
-- meanings: objective_scope

CREATE VIEW notice_measures AS
SELECT l.notice_id, l.area_number, count(*) AS measures,
       count(*) FILTER (WHERE d.verdict = 'met') AS measures_met,
       count(*) FILTER (WHERE d.verdict = 'on track') AS measures_on_track,
       count(*) FILTER (WHERE d.verdict = 'at risk') AS measures_at_risk,
       count(*) FILTER (WHERE d.verdict = 'off track') AS measures_off_track,
       count(*) FILTER (WHERE d.verdict = 'no recent data') AS measures_without_recent_data,
       string_agg(d.title, '; ' ORDER BY d.title) FILTER (WHERE d.verdict = 'no recent data') AS without_recent_data,
       count(*) FILTER (WHERE d.target_on <= sen.today()) AS measures_due,
       count(*) FILTER (WHERE d.target_on <= sen.today() AND d.verdict = 'met') AS measures_due_met
FROM objective_scope l
JOIN dashboard d ON d.objective_id = l.objective_id
GROUP BY l.notice_id, l.area_number;
COMMENT ON VIEW notice_measures IS
    'The measures for every area of every notice and for each notice as a whole, where there are any, by their '
    'verdicts.';
COMMENT ON COLUMN notice_measures.measures IS 'Measures of these objectives.';
COMMENT ON COLUMN notice_measures.measures_met IS
    'Of these, measures that have met their target (verdict of view dashboard).';
COMMENT ON COLUMN notice_measures.measures_on_track IS 'Of these, measures on track.';
COMMENT ON COLUMN notice_measures.measures_at_risk IS 'Of these, measures at risk.';
COMMENT ON COLUMN notice_measures.measures_off_track IS 'Of these, measures off track.';
COMMENT ON COLUMN notice_measures.measures_without_recent_data IS 'Of these, measures without recent data.';
COMMENT ON COLUMN notice_measures.without_recent_data IS
    'Measures without recent data by title; empty if there is none.';
COMMENT ON COLUMN notice_measures.measures_due IS 'Of these, measures whose target day has come.';
COMMENT ON COLUMN notice_measures.measures_due_met IS 'Of these, measures that have met their target.';
