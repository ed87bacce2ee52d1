-- read: nobody
-- meanings: objective_scope

CREATE VIEW notice_measures AS
SELECT l.notice_id, l.area_number, count(*) AS measures,
       count(*) FILTER (WHERE d.verdict = 'met') AS measures_met,
       count(*) FILTER (WHERE d.verdict = 'on track') AS measures_on_track,
       count(*) FILTER (WHERE d.verdict = 'at risk') AS measures_at_risk,
       count(*) FILTER (WHERE d.verdict = 'off track') AS measures_off_track,
       count(*) FILTER (WHERE d.verdict = 'no recent data') AS measures_without_recent_data,
       count(*) FILTER (WHERE f.is_old) AS measures_old,
       string_agg(d.title || coalesce(' (last of ' || sen.date_words(d.latest_on) || ')', ' (no figure)'), '; '
                  ORDER BY d.title) FILTER (WHERE f.is_old) AS old_in_words,
       count(*) FILTER (WHERE f.is_old_on_dashboard) AS measures_old_on_dashboard,
       string_agg(d.title || coalesce(' (last of ' || sen.date_words(d.latest_on) || ')', ' (no figure)'), '; '
                  ORDER BY d.title) FILTER (WHERE f.is_old_on_dashboard) AS old_on_dashboard_in_words,
       count(*) FILTER (WHERE d.target_on <= sen.today()) AS measures_due,
       count(*) FILTER (WHERE d.target_on <= sen.today() AND d.verdict = 'met') AS measures_due_met
FROM objective_scope l
JOIN dashboard d ON d.objective_id = l.objective_id
JOIN measure m ON m.measure_id = d.measure_id
CROSS JOIN (
    SELECT max(t.months) FILTER (WHERE t.test = 'data are current') AS months,
           max(t.months) FILTER (WHERE t.test = 'dashboard') AS months_on_dashboard
    FROM compliance_test t
) t
CROSS JOIN LATERAL (
    -- As fresh as dashboard reckons: the last day of a month stays the last day of a month.
    SELECT coalesce(d.fresh_until < sen.today(), true) OR greatest((d.latest_on + w.wait)::date,
                                                    (d.latest_on + 1 + w.wait)::date - 1) < sen.today() AS is_old,
           coalesce(d.fresh_until < sen.today(), true) OR greatest((d.latest_on + w.wait_on_dashboard)::date,
                                                    (d.latest_on + 1 + w.wait_on_dashboard)::date - 1)
                                           < sen.today() AS is_old_on_dashboard
    FROM (SELECT make_interval(months => m.every_months + least(m.every_months, t.months)) AS wait,
                 make_interval(months => m.every_months + least(m.every_months, t.months_on_dashboard))
                     AS wait_on_dashboard) w
) f
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
COMMENT ON COLUMN notice_measures.measures_old IS
    'Measures whose latest figure is too old for the test data are current, or too old for the dashboard.';
COMMENT ON COLUMN notice_measures.old_in_words IS
    'These by title, with the day of the latest figure; empty if there is none.';
COMMENT ON COLUMN notice_measures.measures_old_on_dashboard IS 'The same for the test dashboard.';
COMMENT ON COLUMN notice_measures.old_on_dashboard_in_words IS 'These by title.';
COMMENT ON COLUMN notice_measures.measures_due IS 'Of these, measures whose target day has come.';
COMMENT ON COLUMN notice_measures.measures_due_met IS 'Of these, measures that have met their target.';
