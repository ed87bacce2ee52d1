-- read: nobody

-- What is found in a table is counted in one pass and then laid out in rows; what compares tables reads them again.
CREATE VIEW finding_in_plan AS
-- Objectives
SELECT 'objectives' AS area, f.subject, f.finding, f.severity, f.how_many, c.objectives AS out_of, f.example,
       f.what_to_do
FROM (
    SELECT count(*) AS objectives,
           count(*) FILTER (WHERE o.owner_post IS NULL) AS no_owner,
           min(o.objective_id) FILTER (WHERE o.owner_post IS NULL) AS no_owner_example,
           count(*) FILTER (WHERE m.objective_id IS NULL) AS no_measure,
           min(o.objective_id) FILTER (WHERE m.objective_id IS NULL) AS no_measure_example,
           count(*) FILTER (WHERE a.objective_id IS NULL) AS no_area,
           min(o.objective_id) FILTER (WHERE a.objective_id IS NULL) AS no_area_example,
           count(*) FILTER (WHERE o.co_produced IS NULL) AS co_production,
           min(o.objective_id) FILTER (WHERE o.co_produced IS NULL) AS co_production_example
    FROM objective o
    LEFT JOIN (SELECT DISTINCT x.objective_id FROM measure x
               WHERE coalesce(x.agreed_on, x.baseline_on) <= sen.today()) m ON m.objective_id = o.objective_id
    LEFT JOIN (SELECT DISTINCT x.objective_id FROM objective_area x) a ON a.objective_id = o.objective_id
    WHERE o.agreed_on <= sen.today()
) c
CROSS JOIN LATERAL (VALUES
    ('objectives', 'no post leads on it', 'error', c.no_owner, c.no_owner_example,
     'Nobody answers for it: name a post in owner_post.'),
    ('objectives', 'no measure', 'query', c.no_measure, c.no_measure_example,
     'Nobody can tell whether it is reached: agree a measure with a target.'),
    ('objectives', 'serves no area of a notice', 'query', c.no_area, c.no_area_example,
     'Reports by area leave it out: add rows to objective_area.'),
    ('objectives', 'not recorded whether families helped to make it', 'information', c.co_production,
     c.co_production_example,
     'Say so in co_produced: paragraph 3 of the 2025 notice asks for co-production wherever possible.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- Measures: one row for each that is stale, then what is missing in them.
SELECT 'measures', s.title,
       CASE WHEN s.latest IS NULL THEN 'no figure since the baseline of ' || sen.date_words(s.baseline_on)
            ELSE 'latest figure is for ' || sen.date_words(s.latest) END
           || ', but one is expected every ' || CASE s.every_months WHEN 1 THEN 'month'
                                                     ELSE sen.count_words(s.every_months, 'month') END,
       CASE WHEN (greatest(s.latest, s.baseline_on)
                  + make_interval(months => s.periods * s.every_months))::date < s.today
            THEN 'error' ELSE 'query' END, 1, NULL, s.measure_id,
       'The Board reads an old figure: enter the new one in measurement, or change every_months.'
FROM (
    SELECT m.measure_id, m.title, m.baseline_on, m.every_months, x.latest, sen.today() AS today,
           coalesce(a.periods, 2) AS periods
    FROM measure m
    LEFT JOIN data_source a ON a.source = 'measures'
    LEFT JOIN (SELECT v.measure_id, max(v.period_to) AS latest FROM measurement_known v
               GROUP BY v.measure_id) x ON x.measure_id = m.measure_id
    WHERE m.definition IS NULL AND coalesce(m.agreed_on, m.baseline_on) <= sen.today()
) s
WHERE (greatest(s.latest, s.baseline_on) + make_interval(months => s.every_months))::date < s.today
UNION ALL
SELECT 'measures', f.subject, f.finding, f.severity, f.how_many, c.measures, f.example, f.what_to_do
FROM (
    SELECT count(*) AS measures,
           count(*) FILTER (WHERE m.owner_post IS NULL) AS no_owner,
           min(m.measure_id) FILTER (WHERE m.owner_post IS NULL) AS no_owner_example,
           count(*) FILTER (WHERE m.evidence_id IS NULL) AS no_evidence,
           min(m.measure_id) FILTER (WHERE m.evidence_id IS NULL) AS no_evidence_example,
           count(*) FILTER (WHERE m.topic IS NULL) AS no_topic,
           min(m.measure_id) FILTER (WHERE m.topic IS NULL) AS no_topic_example,
           count(*) FILTER (WHERE m.beyond) AS beyond, min(m.measure_id) FILTER (WHERE m.beyond) AS beyond_example,
           count(*) FILTER (WHERE m.uncounted) AS uncounted,
           min(m.measure_id) FILTER (WHERE m.uncounted) AS uncounted_example,
           count(*) FILTER (WHERE m.unsaid) AS unsaid, min(m.measure_id) FILTER (WHERE m.unsaid) AS unsaid_example,
           count(*) FILTER (WHERE m.at_odds) AS at_odds, min(m.measure_id) FILTER (WHERE m.at_odds) AS at_odds_example,
           count(*) FILTER (WHERE m.no_day) AS no_day, min(m.measure_id) FILTER (WHERE m.no_day) AS no_day_example,
           count(*) FILTER (WHERE m.no_baseline) AS no_baseline,
           min(m.measure_id) FILTER (WHERE m.no_baseline) AS no_baseline_example,
           -- Offered for a target without a day: the notice's day of delivery.
           (SELECT max(t.actions_due_on) FROM notice_span t WHERE t.in_force) AS delivery_on
    FROM (
        SELECT x.target_value IS NOT NULL AND x.target_on IS NULL AS no_day,
               x.target_value IS NOT NULL AND x.baseline_on IS NULL AS no_baseline,
               x.measure_id, x.owner_post, x.evidence_id, x.topic,
               x.unit = 'percent'
                   AND (least(x.baseline_value, x.target_value) < 0
                        OR greatest(x.baseline_value, x.target_value) > 100) AS beyond,
               x.definition IS NOT NULL AND NOT EXISTS (SELECT FROM ehc_request r
                                                        WHERE r.local_authority = x.local_authority)
                   AND NOT EXISTS (SELECT FROM annual_review r WHERE r.local_authority = x.local_authority)
                   AS uncounted,
               s.period_kind IS NULL AS unsaid, s.is_overlapping AND NOT k.is_overlapping AS at_odds
        FROM measure x
        JOIN measure_periods s ON s.measure_id = x.measure_id
        LEFT JOIN period_kind k ON k.period_kind = x.period_kind
        WHERE coalesce(x.agreed_on, x.baseline_on) <= sen.today()
    ) m
) c
CROSS JOIN LATERAL (VALUES
    ('measures', 'no post reports it', 'query', c.no_owner, c.no_owner_example,
     'Nobody answers for its figures: name a post in owner_post.'),
    ('measures', 'no evidence for baseline and target', 'query', c.no_evidence, c.no_evidence_example,
     'Say in evidence_id where they are written.'),
    ('measures', 'no topic', 'information', c.no_topic, c.no_topic_example,
     'Reviews look at topics (paragraph 9 of the 2025 notice): file it under one.'),
    ('measures', 'baseline or target in percent is below 0 or above 100', 'error', c.beyond, c.beyond_example,
     'Correct the value or the unit.'),
    ('measures', 'counted from the cases of an authority that has none', 'error', c.uncounted, c.uncounted_example,
     'Correct local_authority, or load its cases.'),
    ('measures', 'not said whether the periods of its figures overlap', 'query', c.unsaid, c.unsaid_example,
     'No trend is drawn of it: say in period_kind how they lie to each other.'),
    ('measures', 'periods overlap by their days, though the measure says that they do not', 'error', c.at_odds,
     c.at_odds_example, 'No trend is drawn of it: correct period_kind, or period_from and period_to of its figures.'),
    ('measures', 'target without a day', 'query', c.no_day, c.no_day_example,
     'Say in target_on by when it is to be reached'
         || coalesce('; the notice asks for delivery by ' || sen.date_words(c.delivery_on), '')
         || '. Without a day there is no plan to judge it by.'),
    ('measures', 'baseline still to be taken', 'query', c.no_baseline, c.no_baseline_example,
     'Take it, and record baseline_on and baseline_value: until then nobody can say whether it is on track.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- Figures
SELECT 'measures', f.subject, f.finding, f.severity, f.how_many, c.figures, f.example, f.what_to_do
FROM (
    SELECT count(*) AS figures,
           count(*) FILTER (WHERE v.beyond) AS beyond, min(v.name) FILTER (WHERE v.beyond) AS beyond_example,
           count(*) FILTER (WHERE v.not_percent) AS not_percent,
           min(v.name) FILTER (WHERE v.not_percent) AS not_percent_example,
           count(*) FILTER (WHERE v.typed) AS typed, min(v.name) FILTER (WHERE v.typed) AS typed_example,
           count(*) FILTER (WHERE v.early) AS early, min(v.name) FILTER (WHERE v.early) AS early_example,
           count(*) FILTER (WHERE v.too_soon) AS too_soon, min(v.name) FILTER (WHERE v.too_soon) AS too_soon_example,
           count(*) FILTER (WHERE v.no_evidence) AS no_evidence,
           min(v.name) FILTER (WHERE v.no_evidence) AS no_evidence_example,
           count(*) FILTER (WHERE v.overlap) AS overlap, min(v.name) FILTER (WHERE v.overlap) AS overlap_example
    FROM (
        SELECT CASE WHEN w.wrong THEN x.measure_id || ' to ' || x.period_to END AS name, w.*
        FROM measurement_known x
        JOIN measure m ON m.measure_id = x.measure_id
        CROSS JOIN LATERAL (SELECT m.unit = 'percent' AND (x.value < 0 OR x.value > 100) IS TRUE AS beyond,
                            x.denominator IS NOT NULL AND m.unit <> 'percent' AS not_percent,
                                   m.definition IS NOT NULL AS typed, x.period_to < m.baseline_on AS early,
                                   coalesce(x.reported_on < x.period_to, false) AS too_soon,
                                   x.evidence_id IS NULL AS no_evidence,
                                   coalesce(x.period_from <= x.period_before, false) AS overlap) k
        CROSS JOIN LATERAL (SELECT k.*, k.beyond OR k.not_percent OR k.typed OR k.early OR k.too_soon OR k.no_evidence
                            OR k.overlap AS wrong) w
    ) v
) c
CROSS JOIN LATERAL (VALUES
    ('figures', 'below 0 or above 100 percent', 'error', c.beyond, c.beyond_example,
     'Correct the value, or the unit of the measure.'),
    ('figures', 'two counts for a measure that is not in percent', 'error', c.not_percent, c.not_percent_example,
     'Two counts give a percentage: give the value instead, or change the unit.'),
    ('figures', 'typed in for a measure that is counted from the cases', 'error', c.typed, c.typed_example,
     'Two sources for one figure: remove it, or take definition out of the measure.'),
    ('figures', 'reported before its period ended', 'query', c.too_soon, c.too_soon_example,
     'It cannot be complete: check reported_on and period_to.'),
    ('figures', 'earlier than the baseline of its measure', 'query', c.early, c.early_example,
     'Progress is counted from the baseline: check period_to and baseline_on.'),
    ('figures', 'no evidence', 'query', c.no_evidence, c.no_evidence_example,
     'Nobody can check it: name its source in evidence_id.'),
    ('figures', 'its period overlaps the one before', 'information', c.overlap, c.overlap_example,
     'Right for rolling figures, such as over twelve months. For others the same cases are counted twice.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- Milestones
SELECT 'measures', f.subject, f.finding, f.severity, f.how_many, c.milestones, f.example, f.what_to_do
FROM (
    SELECT count(*) AS milestones,
           count(*) FILTER (WHERE k.outside) AS outside, min(k.name) FILTER (WHERE k.outside) AS outside_example,
           count(*) FILTER (WHERE k.beyond) AS beyond, min(k.name) FILTER (WHERE k.beyond) AS beyond_example,
           count(*) FILTER (WHERE k.backwards) AS backwards,
           min(k.name) FILTER (WHERE k.backwards) AS backwards_example,
           count(*) FILTER (WHERE k.contradicts) AS contradicts,
           min(k.name) FILTER (WHERE k.contradicts) AS contradicts_example
    FROM (
        SELECT s.measure_id || ' by ' || s.due_on AS name,
               s.due_on <= m.baseline_on OR s.due_on > m.target_on AS outside,
               s.value NOT BETWEEN least(m.baseline_value, m.target_value) AND greatest(m.baseline_value,
                   m.target_value) AS beyond,
               coalesce(CASE m.direction WHEN 'increase' THEN s.value < s.value_before
                             ELSE s.value > s.value_before END, false) AS backwards,
               s.due_on = m.target_on AND s.value <> m.target_value AS contradicts
        FROM (SELECT
--@columns milestone of x,
                     lag(x.value) OVER (PARTITION BY x.measure_id ORDER BY x.due_on) AS value_before
              FROM milestone x) s
        JOIN measure m ON m.measure_id = s.measure_id
        WHERE coalesce(m.agreed_on, m.baseline_on) <= sen.today()
    ) k
) c
CROSS JOIN LATERAL (VALUES
    ('milestones', 'outside the dates of its measure', 'query', c.outside, c.outside_example,
     'It lies after the baseline and by the target day: correct due_on, or the dates of the measure if they were '
     'agreed anew.'),
    ('milestones', 'not between baseline and target', 'query', c.beyond, c.beyond_example,
     'Correct the value, or agree the target anew.'),
    ('milestones', 'worse than the milestone before', 'query', c.backwards, c.backwards_example,
     'Check both values, and which way is better.'),
    ('milestones', 'another value than the target on the same day', 'error', c.contradicts, c.contradicts_example,
     'Keep one of the two.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- Actions
SELECT 'actions', f.subject, f.finding, f.severity, f.how_many, c.actions, f.example, f.what_to_do
FROM (
    SELECT count(*) AS actions,
           count(*) FILTER (WHERE k.not_due) AS not_due, min(k.action_id) FILTER (WHERE k.not_due) AS not_due_example,
           count(*) FILTER (WHERE k.undated) AS undated, min(k.action_id) FILTER (WHERE k.undated) AS undated_example,
           count(*) FILTER (WHERE k.still_open) AS still_open,
           min(k.action_id) FILTER (WHERE k.still_open) AS still_open_example,
           count(*) FILTER (WHERE k.no_impact) AS no_impact,
           min(k.action_id) FILTER (WHERE k.no_impact) AS no_impact_example,
           count(*) FILTER (WHERE k.too_early) AS too_early,
           min(k.action_id) FILTER (WHERE k.too_early) AS too_early_example,
           count(*) FILTER (WHERE k.other_objective) AS other_objective,
           min(k.action_id) FILTER (WHERE k.other_objective) AS other_objective_example
    FROM (
        SELECT a.action_id, a.due_on IS NULL AS not_due,
               coalesce(d.is_complete, false) AND coalesce(a.done_on > t.today, true) AS undated,
               coalesce(d.is_open, false) AND coalesce(a.done_on <= t.today, false) AS still_open,
               (coalesce(d.is_complete, false) OR coalesce(a.done_on <= t.today, false))
                   AND l.impact_status IS NULL AS no_impact,
               a.agreed_on < o.agreed_on AS too_early, m.objective_id IS DISTINCT FROM a.objective_id
                   AND a.measure_id IS NOT NULL AS other_objective
        FROM action a
        CROSS JOIN (SELECT sen.today() AS today) t
        JOIN objective o ON o.objective_id = a.objective_id
        LEFT JOIN measure m ON m.measure_id = a.measure_id
        LEFT JOIN status_in_log l ON l.kind = 'action' AND l.id = a.action_id
        LEFT JOIN delivery_status d ON d.delivery_status = l.delivery_status
        WHERE a.agreed_on <= t.today
    ) k
) c
CROSS JOIN LATERAL (VALUES
    ('actions', 'no day by which it is due', 'error', c.not_due, c.not_due_example,
     'It can never be overdue: agree due_on.'),
    ('actions', 'complete by the log, but without the day on which it was done', 'error', c.undated, c.undated_example,
     'Give done_on, or correct the log with a new entry.'),
    ('actions', 'done, but still open by the log', 'error', c.still_open, c.still_open_example,
     'Enter the status in the log, or clear done_on.'),
    ('actions', 'done, but nothing said about its impact', 'query', c.no_impact, c.no_impact_example,
     'The log is of actions and impact: enter an impact status, if only that it is too early to tell.'),
    ('actions', 'agreed before its objective', 'query', c.too_early, c.too_early_example, 'Check both dates.'),
    ('actions', 'meant to move a measure of another objective', 'query', c.other_objective, c.other_objective_example,
     'Check objective_id and measure_id.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
-- The log and escalations
SELECT 'log', f.subject, f.finding, f.severity, f.how_many, c.entries, f.example, f.what_to_do
FROM (
    SELECT count(*) AS entries,
           count(*) FILTER (WHERE k.too_early) AS too_early,
           min(k.log_entry_id) FILTER (WHERE k.too_early)::text AS too_early_example,
           count(*) FILTER (WHERE k.cancelled) AS cancelled,
           min(k.log_entry_id) FILTER (WHERE k.cancelled)::text AS cancelled_example,
           count(*) FILTER (WHERE k.far) AS far, min(k.log_entry_id) FILTER (WHERE k.far)::text AS far_example,
           count(*) FILTER (WHERE k.unevidenced) AS unevidenced,
           min(k.log_entry_id) FILTER (WHERE k.unevidenced)::text AS unevidenced_example
    FROM (
        SELECT l.log_entry_id, l.entered_on < coalesce(a.agreed_on, o.agreed_on) AS too_early,
               coalesce(m.cancelled_on <= sen.today(), false) AS cancelled,
               m.cancelled_on IS NULL AND abs(l.entered_on - coalesce(m.held_on, m.planned_on)) > 31 AS far,
               coalesce(i.is_evidenced, false) AND l.evidence_id IS NULL AS unevidenced
        FROM log_entry l
        LEFT JOIN action a ON a.action_id = l.action_id
        LEFT JOIN objective o ON o.objective_id = l.objective_id
        LEFT JOIN meeting m ON m.meeting_id = l.meeting_id
        LEFT JOIN impact_status i ON i.impact_status = l.impact_status
        WHERE l.entered_on <= sen.today()
    ) k
) c
CROSS JOIN LATERAL (VALUES
    ('entries', 'dated before its action or objective was agreed', 'query', c.too_early, c.too_early_example,
     'Check entered_on and agreed_on.'),
    ('entries', 'for a meeting that was cancelled', 'query', c.cancelled, c.cancelled_example,
     'Name the meeting at which it was really entered, or none.'),
    ('entries', 'dated more than 31 days from the meeting that it is for', 'query', c.far, c.far_example,
     'Check entered_on and meeting_id.'),
    ('entries', 'claims evidenced impact without naming the evidence', 'query', c.unevidenced, c.unevidenced_example,
     'Name it in evidence_id: the notice is not stepped down before progress is evidenced.')
) f (subject, finding, severity, how_many, example, what_to_do)
WHERE f.how_many > 0
UNION ALL
SELECT 'log', 'escalations', 'resolved, but not how', 'query', count(*), NULL, min(e.escalation_id)::text,
       'Say it in resolution: paragraph 5(a) of the 2025 notice asks for escalation and resolution.'
FROM escalation e
WHERE e.resolved_on <= sen.today() AND e.resolution IS NULL
HAVING count(*) > 0;
COMMENT ON VIEW finding_in_plan IS
    'Findings about objectives, measures, actions and the log: a part of data_quality. Not meant to be granted to '
    'anyone. Columns as there.';
COMMENT ON COLUMN finding_in_plan.area IS
    'What it is about: cases, meetings, actions, log, measures, objectives, risks, reviews, evidence or vocabulary.';
COMMENT ON COLUMN finding_in_plan.subject IS
    'Which records: such as actions, milestones or requests of authority 344; for a stale measure, the measure.';
COMMENT ON COLUMN finding_in_plan.finding IS 'What is wrong with them, in words.';
COMMENT ON COLUMN finding_in_plan.severity IS
    'error (wrong, contradicts itself, or too old to use), query (may be right; somebody should look) or information.';
COMMENT ON COLUMN finding_in_plan.how_many IS 'How many records it is true of.';
COMMENT ON COLUMN finding_in_plan.out_of IS 'Out of how many; empty where there is no such number.';
COMMENT ON COLUMN finding_in_plan.example IS 'The first of them by name; always empty for cases.';
COMMENT ON COLUMN finding_in_plan.what_to_do IS 'Why it matters or what to do.';
