-- read: reader
-- meanings: requirement, notice_compliance, step_down

-- Nothing here is typed in: a row of requirement names its test (table compliance_test), and the test is
-- computed from what the other tables hold. First the facts for each notice, then the tests. View notice_judged
-- does both once; notice_compliance, self_assessment and step_down show parts of it.
-- They rest on dashboard and action_status in several places, and so does area_progress. Each is planned and run
-- once: under their own names here, which the text of area_progress finds as well.
CREATE VIEW notice_judged AS
WITH dashboard AS MATERIALIZED (
    SELECT d.objective_id, d.title, d.target_on, d.verdict FROM dashboard d
), action_status AS MATERIALIZED (
    SELECT t.objective_id, t.is_complete, t.overdue FROM action_status t
), issued AS MATERIALIZED (
    SELECT n.notice_id, n.issued_on, n.actions_due_on, t.today,
           least(t.today, n.replaced_on, n.stepped_down_on) AS until,
           coalesce(n.replaced_on > t.today, true) AND coalesce(n.stepped_down_on > t.today, true) AS in_force
    FROM notice n CROSS JOIN (SELECT sen.today() AS today) t
    WHERE n.issued_on <= t.today
), reviewed AS MATERIALIZED (
    SELECT i.notice_id, count(r.review_id) AS reviews, max(r.held_on) AS last_review_on,
           count(*) FILTER (WHERE r.self_assessment_sent_on <= r.held_on) AS reviews_with_assessment,
           count(*) FILTER (WHERE r.kind = 'diagnostic') AS diagnostics,
           count(*) FILTER (WHERE a.access) AS reviews_with_access, count(*) FILTER (WHERE a.facilities) AS reviews_with_facilities,
           coalesce(max(r.held_on), i.issued_on) AS since, i.until
    FROM issued i
    LEFT JOIN review r ON r.notice_id = i.notice_id AND r.held_on <= i.until
    LEFT JOIN LATERAL (SELECT bool_or(e.kind = 'access') AS access, bool_or(e.kind = 'facilities') AS facilities FROM evidence e WHERE e.review_id = r.review_id AND e.dated_on <= i.today) a ON true
    GROUP BY i.notice_id, i.issued_on, i.until
), topics AS MATERIALIZED (
    SELECT i.notice_id, count(DISTINCT c.topic) AS topics
    FROM issued i
    JOIN review r ON r.notice_id = i.notice_id AND r.held_on <= i.until
    JOIN review_covers c ON c.review_id = r.review_id
    GROUP BY i.notice_id
), area_now AS MATERIALIZED (
    SELECT a.notice_id, a.area_number, a.paragraph, a.kind, a.status, a.objectives, a.measures, a.measures_met, a.measures_at_risk, a.measures_off_track, a.measures_without_recent_data, a.last_entry_on, a.in_words,
           coalesce(a.status IN ('business as usual', 'closed'), false) AS done
    FROM (
--@query area_progress
    ) a
), areas AS MATERIALIZED (
    SELECT p.notice_id, count(*) AS areas, count(*) FILTER (WHERE p.done) AS areas_done,
           string_agg(p.area_number::text, ', ' ORDER BY p.area_number) FILTER (WHERE NOT p.done) AS areas_open,
           count(*) FILTER (WHERE NOT p.done) AS active_areas,
           count(*) FILTER (WHERE NOT p.done AND p.objectives > 0) AS active_with_objective,
           count(*) FILTER (WHERE NOT p.done AND p.measures > 0) AS active_with_measure,
           count(*) FILTER (WHERE NOT p.done AND p.last_entry_on > v.since) AS active_with_entry,
           string_agg(p.area_number::text, ', ' ORDER BY p.area_number) FILTER (WHERE NOT p.done AND p.objectives = 0) AS without_objective,
           string_agg(p.area_number::text, ', ' ORDER BY p.area_number) FILTER (WHERE NOT p.done AND p.measures = 0) AS without_measure,
           string_agg(p.area_number::text, ', ' ORDER BY p.area_number) FILTER (WHERE NOT p.done AND coalesce(p.last_entry_on <= v.since, true)) AS without_entry,
           count(*) FILTER (WHERE p.kind = 'DfE recommendation') AS recommendations,
           count(*) FILTER (WHERE p.kind = 'DfE recommendation' AND p.objectives > 0) AS recommendations_in_plans
    FROM area_now p
    JOIN reviewed v ON v.notice_id = p.notice_id
    GROUP BY p.notice_id
), of_notice AS MATERIALIZED (
    SELECT DISTINCT a.notice_id, a.objective_id FROM objective_area a
), planned AS MATERIALIZED (
    SELECT l.notice_id, count(*) AS objectives, count(*) FILTER (WHERE s.actions > 0) AS objectives_with_action, count(*) FILTER (WHERE o.co_produced) AS objectives_co_produced,
           count(*) FILTER (WHERE s.last_entry_on > v.since) AS objectives_with_entry, string_agg(DISTINCT o.plan, ', ' ORDER BY o.plan) AS plans,
           string_agg(o.objective_id, ', ' ORDER BY o.objective_id) FILTER (WHERE s.actions = 0) AS without_action
    FROM of_notice l
    JOIN objective o ON o.objective_id = l.objective_id AND o.agreed_on <= sen.today()
    JOIN reviewed v ON v.notice_id = l.notice_id
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE t.agreed_on <= sen.today()) AS actions, greatest(max(e.last_entry_on), (SELECT max(d.entered_on) FROM log_entry d WHERE d.objective_id = o.objective_id AND d.entered_on <= sen.today())) AS last_entry_on
        FROM action t
        LEFT JOIN LATERAL (SELECT max(d.entered_on) AS last_entry_on FROM log_entry d WHERE d.action_id = t.action_id AND d.entered_on <= sen.today()) e ON true
        WHERE t.objective_id = o.objective_id
    ) s
    GROUP BY l.notice_id
), acted AS MATERIALIZED (
    SELECT l.notice_id, count(*) AS actions, count(*) FILTER (WHERE t.is_complete) AS actions_complete,
           count(*) FILTER (WHERE t.overdue) AS actions_overdue
    FROM of_notice l
    JOIN action_status t ON t.objective_id = l.objective_id
    GROUP BY l.notice_id
), measured AS MATERIALIZED (
    SELECT l.notice_id, count(*) AS measures, count(*) FILTER (WHERE d.verdict = 'met') AS measures_met, count(*) FILTER (WHERE d.verdict IN ('met', 'on track')) AS measures_met_or_on_track,
           count(*) FILTER (WHERE d.verdict = 'no recent data') AS measures_without_recent_data,
           count(*) FILTER (WHERE d.target_on <= sen.today()) AS measures_due, count(*) FILTER (WHERE d.target_on <= sen.today() AND d.verdict = 'met') AS measures_due_met,
           string_agg(d.title, '; ' ORDER BY d.title) FILTER (WHERE d.verdict = 'no recent data') AS without_recent_data
    FROM of_notice l
    JOIN dashboard d ON d.objective_id = l.objective_id
    GROUP BY l.notice_id
), heard AS MATERIALIZED (
    SELECT f.notice_id,
           count(*) FILTER (WHERE f.received_on > f.since AND f.from_whom = 'parents and carers') AS from_parents, count(*) FILTER (WHERE f.received_on > f.since AND f.from_whom = 'children and young people') AS from_young_people,
           count(*) FILTER (WHERE f.received_on > f.since AND f.from_whom = 'schools') AS from_schools,
           count(*) FILTER (WHERE f.year AND f.from_whom = 'parents and carers') AS parents_in_year, count(*) FILTER (WHERE f.year AND f.from_whom = 'children and young people') AS young_people_in_year,
           count(*) FILTER (WHERE f.year AND f.from_whom = 'schools') AS schools_in_year
    FROM (SELECT v.notice_id, v.since, b.received_on, b.from_whom, b.received_on > v.until - interval '12 months' AS year FROM reviewed v JOIN feedback b ON b.received_on <= v.until) f
    GROUP BY f.notice_id
), shown AS MATERIALIZED (
    SELECT v.notice_id, count(*) FILTER (WHERE e.kind = 'co-production' AND e.dated_on > v.since) AS co_production, count(*) FILTER (WHERE e.kind = 'governance') AS governance
    FROM reviewed v JOIN evidence e ON e.dated_on <= v.until
    GROUP BY v.notice_id
), advised AS MATERIALIZED (
    SELECT u.notice_id, count(*) AS updates, max(u.given_on) AS last_update_on
    FROM issued i JOIN adviser_update u ON u.notice_id = i.notice_id AND u.given_on <= i.until
    GROUP BY u.notice_id
), held AS MATERIALIZED (
    SELECT i.notice_id, i.today, i.until, m.meeting_id, m.title, m.meets_on, m.risk_register, m.risk_register_sent_on, m.mitigation_plan, m.mitigation_plan_sent_on,
           m.risks_open, m.risks_assessed, m.actions_open, m.actions_updated, m.notice_roles_invited, m.minutes, coalesce(e.entries, 0) AS entries, coalesce(e.highlights, 0) AS highlights,
           row_number() OVER (PARTITION BY i.notice_id ORDER BY m.meets_on DESC, m.meeting_id) = 1 AS is_last
    FROM issued i
    JOIN meeting_readiness m ON m.status = 'held' AND m.meets_on >= i.issued_on AND m.meets_on <= i.until
    LEFT JOIN (
        SELECT l.meeting_id, count(*) AS entries, count(*) FILTER (WHERE l.needs_more_from IS NOT NULL OR d.rag IN ('amber', 'red')) AS highlights
        FROM log_entry l LEFT JOIN delivery_status d ON d.delivery_status = l.delivery_status
        WHERE l.entered_on <= sen.today()
        GROUP BY l.meeting_id
    ) e ON e.meeting_id = m.meeting_id
), met AS MATERIALIZED (
    SELECT h.notice_id, count(*) AS meetings, max(h.meets_on) AS last_held_on,
           count(*) FILTER (WHERE h.entries > 0) AS meetings_with_entries, string_agg(h.title, ', ' ORDER BY h.meets_on) FILTER (WHERE h.entries = 0) AS without_entries,
           count(*) FILTER (WHERE h.notice_roles_invited = 3) AS meetings_with_advisers, string_agg(h.title, ', ' ORDER BY h.meets_on) FILTER (WHERE h.notice_roles_invited < 3) AS without_advisers,
           count(*) FILTER (WHERE h.meets_on < h.today - 28) AS meetings_to_minute, count(*) FILTER (WHERE h.meets_on < h.today - 28 AND h.minutes = 'sent') AS meetings_minuted,
           string_agg(h.title, ', ' ORDER BY h.meets_on) FILTER (WHERE h.meets_on < h.today - 28 AND h.minutes <> 'sent') AS without_minutes
    FROM held h
    GROUP BY h.notice_id
), leaders (notice_role) AS (
    VALUES ('council chief executive'), ('ICB chief executive'), ('children''s services accountable officer'), ('ICB accountable officer')
), attended AS MATERIALIZED (
    SELECT s.meeting_id, s.held_on, s.sector, coalesce(s.represented, false) AS there
    FROM attendance_summary s WHERE s.expected_on_board
), at_last AS MATERIALIZED (
    SELECT l.notice_id, l.risk_register = 'in time' AS register_in_time, l.risk_register_sent_on AS register_sent_on, l.mitigation_plan = 'in time' AS mitigation_in_time, l.mitigation_plan_sent_on AS mitigation_sent_on,
           l.risks_open, l.risks_assessed, l.actions_open AS actions_to_update, l.actions_updated, l.entries AS last_entries, l.highlights AS last_highlights,
           s.sectors_expected, s.sectors_there, s.sectors_missing, y.sectors_absent_in_year, w.leaders_there, w.leaders_missing, e.papers_data, e.papers_analysis, e.papers_lives
    FROM held l
    CROSS JOIN LATERAL (
        SELECT count(*) AS sectors_expected, count(*) FILTER (WHERE a.there) AS sectors_there, string_agg(a.sector, ', ' ORDER BY a.sector) FILTER (WHERE NOT a.there) AS sectors_missing
        FROM attended a WHERE a.meeting_id = l.meeting_id
    ) s
    CROSS JOIN LATERAL (
        SELECT string_agg(b.sector, ', ' ORDER BY b.sector) FILTER (WHERE NOT b.there) AS sectors_absent_in_year
        FROM (SELECT a.sector, bool_or(a.there AND a.held_on > l.until - interval '12 months') AS there FROM attended a WHERE a.held_on <= l.until GROUP BY a.sector) b
    ) y
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE x.there) AS leaders_there, string_agg(x.notice_role, ', ' ORDER BY x.notice_role) FILTER (WHERE NOT x.there) AS leaders_missing
        FROM (SELECT d.notice_role, EXISTS (SELECT FROM attendance a JOIN post o ON o.post_id = a.post_id
                                            WHERE a.meeting_id = l.meeting_id AND a.attendance IN ('present', 'deputy') AND o.notice_role = d.notice_role) AS there FROM leaders d) x
    ) w
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE x.kind = 'data') AS papers_data, count(*) FILTER (WHERE x.kind = 'analysis') AS papers_analysis, count(*) FILTER (WHERE x.kind = 'lived experience') AS papers_lives
        FROM evidence x WHERE x.meeting_id = l.meeting_id AND x.dated_on <= l.meets_on
    ) e
    WHERE l.is_last
), raised AS MATERIALIZED (
    SELECT i.notice_id, count(*) AS escalations, count(*) FILTER (WHERE e.resolved_on <= i.today) AS escalations_resolved
    FROM issued i JOIN escalation e ON e.raised_on >= i.issued_on AND e.raised_on <= i.until
    GROUP BY i.notice_id
), facts AS MATERIALIZED (
    SELECT i.notice_id, i.issued_on, i.in_force, i.actions_due_on,
           v.reviews, v.last_review_on, v.reviews_with_assessment, v.diagnostics, v.reviews_with_access, v.reviews_with_facilities, coalesce(k.topics, 0) AS topics,
           coalesce(a.areas, 0) AS areas, coalesce(a.areas_done, 0) AS areas_done, a.areas_open, coalesce(a.active_areas, 0) AS active_areas, coalesce(a.active_with_objective, 0) AS active_with_objective,
           coalesce(a.active_with_measure, 0) AS active_with_measure, coalesce(a.active_with_entry, 0) AS active_with_entry, a.without_objective, a.without_measure, a.without_entry,
           coalesce(a.recommendations, 0) AS recommendations, coalesce(a.recommendations_in_plans, 0) AS recommendations_in_plans,
           coalesce(p.objectives, 0) AS objectives, coalesce(p.objectives_with_action, 0) AS objectives_with_action, coalesce(p.objectives_co_produced, 0) AS objectives_co_produced,
           coalesce(p.objectives_with_entry, 0) AS objectives_with_entry, p.plans, p.without_action,
           coalesce(c.actions, 0) AS actions, coalesce(c.actions_complete, 0) AS actions_complete, coalesce(c.actions_overdue, 0) AS actions_overdue,
           coalesce(d.measures, 0) AS measures, coalesce(d.measures_met, 0) AS measures_met, coalesce(d.measures_met_or_on_track, 0) AS measures_met_or_on_track,
           coalesce(d.measures_without_recent_data, 0) AS measures_without_recent_data, coalesce(d.measures_due, 0) AS measures_due, coalesce(d.measures_due_met, 0) AS measures_due_met, d.without_recent_data,
           coalesce(h.from_parents, 0) AS from_parents, coalesce(h.from_young_people, 0) AS from_young_people, coalesce(h.from_schools, 0) AS from_schools,
           coalesce(h.parents_in_year, 0) AS parents_in_year, coalesce(h.young_people_in_year, 0) AS young_people_in_year, coalesce(h.schools_in_year, 0) AS schools_in_year,
           coalesce(e.co_production, 0) AS co_production, coalesce(e.governance, 0) AS governance,
           coalesce(u.updates, 0) AS updates, u.last_update_on,
           coalesce(m.meetings, 0) AS meetings, coalesce(m.meetings_with_entries, 0) AS meetings_with_entries, coalesce(m.meetings_with_advisers, 0) AS meetings_with_advisers,
           coalesce(m.meetings_to_minute, 0) AS meetings_to_minute, coalesce(m.meetings_minuted, 0) AS meetings_minuted, m.last_held_on, m.without_advisers, m.without_entries, m.without_minutes,
           x.register_in_time, x.register_sent_on, x.mitigation_in_time, x.mitigation_sent_on, x.sectors_expected, x.sectors_there, x.sectors_missing, x.sectors_absent_in_year, x.leaders_there, x.leaders_missing,
           x.risks_open, x.risks_assessed, x.actions_to_update, x.actions_updated, x.papers_data, x.papers_analysis, x.papers_lives, x.last_entries, x.last_highlights,
           coalesce(g.escalations, 0) AS escalations, coalesce(g.escalations_resolved, 0) AS escalations_resolved, y.next_planned_on,
           coalesce((SELECT n.agreed_with_dfe_on <= i.today FROM meeting n WHERE n.meeting_id = y.next_meeting_id), false) AS next_agreed,
           (SELECT count(DISTINCT o.notice_role) FROM post o JOIN leaders d ON d.notice_role = o.notice_role) AS leaders_recorded
    FROM issued i
    JOIN reviewed v ON v.notice_id = i.notice_id
    LEFT JOIN met m ON m.notice_id = i.notice_id
    LEFT JOIN topics k ON k.notice_id = i.notice_id
    LEFT JOIN areas a ON a.notice_id = i.notice_id
    LEFT JOIN planned p ON p.notice_id = i.notice_id
    LEFT JOIN acted c ON c.notice_id = i.notice_id
    LEFT JOIN measured d ON d.notice_id = i.notice_id
    LEFT JOIN heard h ON h.notice_id = i.notice_id
    LEFT JOIN shown e ON e.notice_id = i.notice_id
    LEFT JOIN advised u ON u.notice_id = i.notice_id
    LEFT JOIN at_last x ON x.notice_id = i.notice_id
    LEFT JOIN raised g ON g.notice_id = i.notice_id
    CROSS JOIN meeting_cycle y
), judged AS MATERIALIZED (
    SELECT q.notice_id, q.paragraph, q.asks, q.position, q.kind, q.test,
           CASE WHEN q.test IS NULL THEN CASE WHEN q.kind IN ('arrangement', 'consequence') THEN 'not ours to show' ELSE 'cannot be shown' END ELSE v.status END AS status,
           nullif(concat_ws('; ', v.evidence, CASE WHEN w.pieces > 0 THEN format('%s recorded for it, the last of %s', CASE w.pieces WHEN 1 THEN '1 piece of evidence is' ELSE w.pieces || ' pieces of evidence are' END, to_char(w.last_on, 'FMDD FMMonth YYYY')) END), '') AS evidence,
           CASE WHEN q.test IS NULL AND q.kind NOT IN ('arrangement', 'consequence') THEN 'no test is chosen for it (column test of requirement)' ELSE v.missing END AS missing
    FROM requirement q
    JOIN facts f ON f.notice_id = q.notice_id
    LEFT JOIN review_schedule s ON s.notice_id = q.notice_id
    LEFT JOIN (
        -- Several areas may name one paragraph: then it takes all of them.
        SELECT p.notice_id, p.paragraph, bool_and(p.done) AS done, string_agg(format('area %s: %s', p.area_number, p.in_words), '; ' ORDER BY p.area_number) AS in_words,
               sum(p.measures) FILTER (WHERE NOT p.done) AS measures, sum(p.measures_met) FILTER (WHERE NOT p.done) AS met, sum(p.measures_at_risk + p.measures_off_track) FILTER (WHERE NOT p.done) AS behind,
               sum(p.measures_without_recent_data) FILTER (WHERE NOT p.done) AS without_recent_data, bool_or(NOT p.done AND p.measures = 0) AS unmeasured
        FROM area_now p
        GROUP BY p.notice_id, p.paragraph
    ) a ON a.notice_id = q.notice_id AND a.paragraph = q.paragraph AND q.test = 'the area improves'
    LEFT JOIN (
        SELECT l.notice_id, l.paragraph, count(*) AS pieces, max(e.dated_on) AS last_on,
               max(r.reported_on) FILTER (WHERE r.reported_on <= sen.today()) AS found_on
        FROM evidence_requirement l JOIN evidence e ON e.evidence_id = l.evidence_id
        LEFT JOIN review r ON r.review_id = e.review_id
        WHERE e.dated_on <= sen.today()
        GROUP BY l.notice_id, l.paragraph
    ) w ON w.notice_id = q.notice_id AND w.paragraph = q.paragraph
    LEFT JOIN LATERAL (VALUES
        ('plans cover every area',
         CASE WHEN f.areas = 0 THEN 'cannot be shown' WHEN f.active_with_objective = f.active_areas AND f.objectives_with_action = f.objectives AND f.objectives > 0 AND f.parents_in_year > 0 AND f.young_people_in_year > 0 AND f.schools_in_year > 0 THEN 'met' ELSE 'not met' END,
         format('%s of %s active areas have an objective; %s of %s objectives have an action, %s were made together with families; plans: %s; heard in 12 months: parents and carers (%s), children and young people (%s), schools (%s)', f.active_with_objective, f.active_areas, f.objectives_with_action, f.objectives, f.objectives_co_produced, coalesce(f.plans, 'none'), f.parents_in_year, f.young_people_in_year, f.schools_in_year),
         concat_ws('; ', CASE WHEN f.areas = 0 THEN 'no area is recorded' END, 'an objective for area ' || f.without_objective, 'an action for objective ' || f.without_action, CASE WHEN f.objectives = 0 AND f.active_areas = 0 THEN 'objectives' END, CASE WHEN f.parents_in_year = 0 THEN 'the views of parents and carers' END, CASE WHEN f.young_people_in_year = 0 THEN 'the views of children and young people' END, CASE WHEN f.schools_in_year = 0 THEN 'the views of schools' END)),
        ('the area improves',
         CASE WHEN a.done IS NULL THEN 'cannot be shown' WHEN a.done THEN 'met' WHEN a.behind > 0 THEN 'not met' WHEN a.unmeasured OR a.without_recent_data > 0 THEN 'cannot be shown' WHEN a.met = a.measures THEN 'met' ELSE 'due' END,
         a.in_words,
         CASE WHEN a.done IS NULL THEN 'no area of the notice names this paragraph' WHEN NOT a.done THEN concat_ws('; ', CASE WHEN a.unmeasured THEN 'a measure with a target' END, CASE WHEN a.behind > 0 THEN format('%s of %s measures behind their target', a.behind, a.measures) END, CASE WHEN a.without_recent_data > 0 THEN format('recent data for %s of %s measures', a.without_recent_data, a.measures) END) ELSE '' END),
        ('recommendations are in the plans',
         CASE WHEN f.recommendations = 0 THEN 'due' WHEN f.recommendations_in_plans = f.recommendations THEN 'met' ELSE 'not met' END,
         CASE WHEN f.recommendations = 0 THEN 'no recommendation of the Department is recorded' ELSE format('%s of %s recommendations have an objective', f.recommendations_in_plans, f.recommendations) END,
         CASE WHEN f.recommendations_in_plans < f.recommendations THEN format('an objective for %s of them', f.recommendations - f.recommendations_in_plans) ELSE '' END),
        ('the Board meets with its leaders',
         CASE WHEN f.meetings = 0 THEN 'not met' WHEN f.sectors_missing IS NULL AND f.leaders_missing IS NULL AND f.next_agreed THEN 'met' ELSE 'not met' END,
         CASE WHEN f.meetings = 0 THEN 'no meeting since the notice is recorded' ELSE format('%s since the notice, the last on %s; ', CASE f.meetings WHEN 1 THEN '1 meeting' ELSE f.meetings || ' meetings' END, to_char(f.last_held_on, 'FMDD FMMonth YYYY')) || format('there: %s of %s sectors and %s of 4 leaders who are held to account; %s', f.sectors_there, f.sectors_expected, f.leaders_there, CASE WHEN f.next_planned_on IS NULL THEN 'no next meeting is planned' ELSE 'the next is planned for ' || to_char(f.next_planned_on, 'FMDD FMMonth YYYY') || CASE WHEN f.next_agreed THEN ', agreed with the Department' ELSE '' END END) || CASE WHEN f.escalations > 0 THEN format('; %s of %s escalations resolved', f.escalations_resolved, f.escalations) ELSE '' END END,
         concat_ws('; ', CASE WHEN f.meetings = 0 THEN 'a meeting' END, 'at the last meeting: ' || f.sectors_missing, 'at the last meeting: ' || f.leaders_missing, CASE WHEN f.next_planned_on IS NULL THEN 'a date for the next meeting' WHEN NOT f.next_agreed THEN 'the agreement of the Department to the date of the next meeting' END)),
        ('actions have owners and areas have targets',
         CASE WHEN f.actions = 0 THEN 'not met' WHEN f.active_with_measure = f.active_areas THEN 'met' ELSE 'not met' END,
         format('%s of %s actions have an owner; %s of %s active areas have a measure with a target, %s in all', f.actions, f.actions, f.active_with_measure, f.active_areas, CASE f.measures WHEN 1 THEN '1 measure' ELSE f.measures || ' measures' END),
         concat_ws('; ', CASE WHEN f.actions = 0 THEN 'actions' END, 'a measure with a target for area ' || f.without_measure)),
        ('register and plans in step with the meetings',
         CASE WHEN f.meetings = 0 THEN 'due' WHEN f.risks_open = 0 THEN 'not met' WHEN f.register_in_time AND f.mitigation_in_time AND f.risks_assessed = f.risks_open AND f.actions_updated = f.actions_to_update THEN 'met' ELSE 'not met' END,
         CASE WHEN f.meetings = 0 THEN 'no meeting since the notice is recorded' ELSE format('for the meeting of %s: risk register %s, mitigation plan %s; %s of %s open risks assessed and %s of %s open actions with an entry in the log since the meeting before', to_char(f.last_held_on, 'FMDD FMMonth YYYY'), CASE WHEN f.register_sent_on IS NULL THEN 'not sent' ELSE 'sent on ' || to_char(f.register_sent_on, 'FMDD FMMonth YYYY') END, CASE WHEN f.mitigation_sent_on IS NULL THEN 'not sent' ELSE 'sent on ' || to_char(f.mitigation_sent_on, 'FMDD FMMonth YYYY') END, f.risks_assessed, f.risks_open, f.actions_updated, f.actions_to_update) END,
         CASE WHEN f.meetings = 0 THEN '' ELSE concat_ws('; ', CASE WHEN NOT f.register_in_time THEN 'the risk register in advance' END, CASE WHEN NOT f.mitigation_in_time THEN 'the mitigation plan in advance' END, CASE WHEN f.risks_open = 0 THEN 'risks on the register' WHEN f.risks_assessed < f.risks_open THEN format('an assessment of %s of the open risks', f.risks_open - f.risks_assessed) END, CASE WHEN f.actions_updated < f.actions_to_update THEN format('an entry for %s of the open actions', f.actions_to_update - f.actions_updated) END) END),
        ('reports hold data, analysis and lived experience',
         CASE WHEN f.meetings = 0 THEN 'due' WHEN f.papers_data > 0 AND f.papers_analysis > 0 AND f.papers_lives > 0 THEN 'met' ELSE 'not met' END,
         CASE WHEN f.meetings = 0 THEN 'no meeting since the notice is recorded' ELSE format('papers of the meeting of %s: data %s, analysis %s, lived experience %s', to_char(f.last_held_on, 'FMDD FMMonth YYYY'), f.papers_data, f.papers_analysis, f.papers_lives) END,
         CASE WHEN f.meetings = 0 THEN '' ELSE concat_ws('; ', CASE WHEN f.papers_data = 0 THEN 'data' END, CASE WHEN f.papers_analysis = 0 THEN 'analysis' END, CASE WHEN f.papers_lives = 0 THEN 'evidence of lived experience' END) END),
        ('the log is kept at each meeting',
         CASE WHEN f.meetings = 0 THEN 'due' WHEN f.meetings_with_entries = f.meetings THEN 'met' ELSE 'not met' END,
         CASE WHEN f.meetings = 0 THEN 'no meeting since the notice is recorded' ELSE format('%s of %s meetings have entries in the log, the last meeting %s; %s of these name what is slow or whose contribution is needed', f.meetings_with_entries, f.meetings, f.last_entries, f.last_highlights) END,
         CASE WHEN f.meetings = 0 THEN '' ELSE coalesce('entries for ' || f.without_entries, '') END),
        ('advisers are invited',
         CASE WHEN f.meetings = 0 THEN 'due' WHEN f.meetings_with_advisers = f.meetings THEN 'met' ELSE 'not met' END,
         CASE WHEN f.meetings = 0 THEN 'no meeting since the notice is recorded' ELSE format('all three were invited before %s of %s meetings', f.meetings_with_advisers, f.meetings) END,
         CASE WHEN f.meetings = 0 THEN '' ELSE coalesce('invitations in time to ' || f.without_advisers, '') END),
        ('advisers report',
         'not ours to show',
         CASE WHEN f.updates = 0 THEN 'no update of an adviser is recorded' ELSE format('%s recorded, the last of %s', CASE f.updates WHEN 1 THEN '1 update is' ELSE f.updates || ' updates are' END, to_char(f.last_update_on, 'FMDD FMMonth YYYY')) END,
         ''),
        ('the Department reviews',
         'not ours to show',
         format('%s held, %s', CASE f.reviews WHEN 1 THEN '1 review' ELSE f.reviews || ' reviews' END, CASE WHEN s.in_words IS NULL THEN 'the notice is no longer in force' ELSE 'the next is ' || s.in_words || coalesce(' (by ' || to_char(s.due_by, 'FMDD FMMonth YYYY') || ')', '') END),
         ''),
        ('topics of reviews',
         'not ours to show',
         format('reviews covered %s of %s topics', f.topics, (SELECT count(*) FROM review_topic)),
         ''),
        ('own assessment before each review',
         CASE WHEN f.reviews = 0 THEN 'due' WHEN f.reviews_with_assessment = f.reviews THEN 'met' ELSE 'not met' END,
         CASE WHEN f.reviews = 0 THEN 'no review under the notice is recorded' ELSE format('sent before %s of %s reviews', f.reviews_with_assessment, f.reviews) END || coalesce('; the next review is ' || s.in_words, ''),
         CASE WHEN f.reviews_with_assessment < f.reviews THEN format('the own assessment before %s of %s reviews', f.reviews - f.reviews_with_assessment, f.reviews) ELSE '' END),
        ('progress on objectives',
         CASE WHEN f.objectives > 0 AND f.objectives_with_entry = f.objectives THEN 'met' ELSE 'not met' END,
         format('%s of %s objectives have an entry in the log %s; %s of %s actions complete', f.objectives_with_entry, f.objectives, CASE WHEN f.last_review_on IS NULL THEN 'since the notice' ELSE 'since the review of ' || to_char(f.last_review_on, 'FMDD FMMonth YYYY') END, f.actions_complete, f.actions),
         CASE WHEN f.objectives = 0 THEN 'objectives' WHEN f.objectives_with_entry < f.objectives THEN format('an entry for %s of them', f.objectives - f.objectives_with_entry) ELSE '' END),
        ('feedback from families',
         CASE WHEN f.from_parents > 0 AND f.from_young_people > 0 THEN 'met' ELSE 'not met' END,
         format('heard %s: parents and carers (%s), children and young people (%s)', CASE WHEN f.last_review_on IS NULL THEN 'since the notice' ELSE 'since the review of ' || to_char(f.last_review_on, 'FMDD FMMonth YYYY') END, f.from_parents, f.from_young_people),
         concat_ws('; ', CASE WHEN f.from_parents = 0 THEN 'feedback of parents and carers' END, CASE WHEN f.from_young_people = 0 THEN 'feedback of children and young people' END)),
        ('accountability is clear',
         CASE WHEN f.leaders_recorded = 4 AND f.governance > 0 THEN 'met' ELSE 'not met' END,
         format('%s of 4 posts that are held to account are recorded; evidence on governance: %s', f.leaders_recorded, f.governance),
         concat_ws('; ', CASE WHEN f.leaders_recorded < 4 THEN format('%s of the posts', 4 - f.leaders_recorded) END, CASE WHEN f.governance = 0 THEN 'evidence of kind governance' END)),
        ('progress on areas',
         CASE WHEN f.areas = 0 THEN 'cannot be shown' WHEN f.active_with_entry = f.active_areas THEN 'met' ELSE 'not met' END,
         format('%s of %s active areas have an entry in the log %s; %s of %s areas are business as usual or closed', f.active_with_entry, f.active_areas, CASE WHEN f.last_review_on IS NULL THEN 'since the notice' ELSE 'since the review of ' || to_char(f.last_review_on, 'FMDD FMMonth YYYY') END, f.areas_done, f.areas),
         coalesce('an entry for area ' || f.without_entry, CASE WHEN f.areas = 0 THEN 'areas' ELSE '' END)),
        ('dashboard',
         CASE WHEN f.measures > 0 AND f.measures_without_recent_data = 0 THEN 'met' ELSE 'not met' END,
         format('%s, %s met or on track, %s without recent data', CASE f.measures WHEN 1 THEN '1 measure' ELSE f.measures || ' measures' END, f.measures_met_or_on_track, f.measures_without_recent_data),
         CASE WHEN f.measures = 0 THEN 'measures' ELSE coalesce('recent data: ' || f.without_recent_data, '') END),
        ('partners take part',
         CASE WHEN (f.co_production > 0 OR (f.from_schools > 0 AND f.from_parents + f.from_young_people > 0)) AND f.sectors_absent_in_year IS NULL AND f.meetings > 0 THEN 'met' ELSE 'not met' END,
         format('%s: evidence on co-production %s, feedback of schools %s, of families %s', CASE WHEN f.last_review_on IS NULL THEN 'since the notice' ELSE 'since the review of ' || to_char(f.last_review_on, 'FMDD FMMonth YYYY') END, f.co_production, f.from_schools, f.from_parents + f.from_young_people),
         concat_ws('; ', CASE WHEN f.co_production = 0 AND (f.from_schools = 0 OR f.from_parents + f.from_young_people = 0) THEN 'evidence on co-production, or feedback of schools and of families' END, 'attendance at the Board in 12 months: ' || f.sectors_absent_in_year, CASE WHEN f.meetings = 0 THEN 'a meeting of the Board' END)),
        ('diagnostic reviews',
         'not ours to show',
         CASE f.diagnostics WHEN 0 THEN 'none is recorded' ELSE f.diagnostics || ' held' END,
         ''),
        ('reviewers have access',
         CASE WHEN f.reviews = 0 THEN 'due' WHEN f.reviews_with_access = f.reviews THEN 'met' ELSE 'cannot be shown' END,
         CASE WHEN f.reviews = 0 THEN 'no review under the notice is recorded' ELSE format('evidence of it for %s of %s reviews', f.reviews_with_access, f.reviews) END,
         CASE WHEN f.reviews_with_access < f.reviews THEN format('evidence of kind access for %s of the reviews', f.reviews - f.reviews_with_access) ELSE '' END),
        ('reviewers have facilities',
         CASE WHEN f.reviews = 0 THEN 'due' WHEN f.reviews_with_facilities = f.reviews THEN 'met' ELSE 'cannot be shown' END,
         CASE WHEN f.reviews = 0 THEN 'no review under the notice is recorded' ELSE format('evidence of it for %s of %s reviews', f.reviews_with_facilities, f.reviews) END,
         CASE WHEN f.reviews_with_facilities < f.reviews THEN format('evidence of kind facilities for %s of the reviews', f.reviews - f.reviews_with_facilities) ELSE '' END),
        ('data are current',
         CASE WHEN f.measures = 0 THEN 'cannot be shown' WHEN f.measures_without_recent_data = 0 THEN 'met' ELSE 'not met' END,
         format('%s of %s measures have recent data', f.measures - f.measures_without_recent_data, f.measures),
         CASE WHEN f.measures = 0 THEN 'measures' ELSE coalesce('recent data: ' || f.without_recent_data, '') END),
        ('minutes are there',
         CASE WHEN f.meetings_to_minute = 0 THEN 'due' WHEN f.meetings_minuted = f.meetings_to_minute THEN 'met' ELSE 'not met' END,
         format('%s of %s meetings held more than 28 days ago have minutes', f.meetings_minuted, f.meetings_to_minute),
         coalesce('minutes of ' || f.without_minutes, '')),
        ('delivered on time',
         CASE WHEN f.actions > 0 AND f.actions_complete = f.actions AND f.measures_due_met = f.measures_due THEN 'met' WHEN f.measures_due_met < f.measures_due OR f.actions_due_on < sen.today() OR f.actions = 0 THEN 'not met' ELSE 'due' END,
         format('%s of %s actions complete, %s overdue; %s of %s measures have met their target, %s of the %s whose target day has come; %s', f.actions_complete, f.actions, f.actions_overdue, f.measures_met, f.measures, f.measures_due_met, f.measures_due, CASE WHEN f.actions_due_on IS NULL THEN 'the notice gives no day' ELSE 'the notice asks for delivery by ' || to_char(f.actions_due_on, 'FMDD FMMonth YYYY') || ', ' || CASE WHEN f.actions_due_on < sen.today() THEN sen.in_days(sen.today() - f.actions_due_on) || ' ago' ELSE sen.in_days(f.actions_due_on - sen.today()) || ' left' END END),
         concat_ws('; ', CASE WHEN f.actions = 0 THEN 'actions' WHEN f.actions_complete < f.actions THEN format('%s of the actions', f.actions - f.actions_complete) END, CASE WHEN f.measures_due_met < f.measures_due THEN format('%s of the targets whose day has come', f.measures_due - f.measures_due_met) END)),
        ('found done by a review',
         CASE WHEN w.found_on IS NOT NULL THEN 'met' ELSE 'cannot be shown' END,
         CASE WHEN w.found_on IS NOT NULL THEN 'the review reported on ' || to_char(w.found_on, 'FMDD FMMonth YYYY') || ' found it done' END,
         CASE WHEN w.found_on IS NULL THEN 'the report of a review as evidence for it' ELSE '' END)
    ) v (test, status, evidence, missing) ON v.test = q.test
), concluded AS MATERIALIZED (
    SELECT q.notice_id, q.paragraph, q.asks,
           CASE WHEN q.test IN ('all its parts', 'every other duty') THEN coalesce(c.status, 'cannot be shown') ELSE q.status END AS status,
           coalesce(CASE WHEN q.test IN ('all its parts', 'every other duty') THEN concat_ws('; ', format('%s of %s %s met', coalesce(c.met, 0), coalesce(c.parts, 0), CASE q.test WHEN 'all its parts' THEN 'parts' ELSE 'duties' END), q.evidence) ELSE q.evidence END, '') AS evidence,
           coalesce(CASE WHEN q.test IN ('all its parts', 'every other duty') THEN CASE WHEN c.parts = 0 THEN 'a paragraph that it sums up' ELSE c.open_parts END ELSE q.missing END, '') AS missing,
           q.test, q.position, q.kind
    FROM judged q
    LEFT JOIN LATERAL (
        SELECT count(*) AS parts, count(*) FILTER (WHERE p.status = 'met') AS met,
               CASE WHEN count(*) = 0 THEN NULL WHEN bool_or(p.status = 'not met') THEN 'not met' WHEN bool_or(p.status = 'cannot be shown') THEN 'cannot be shown' WHEN bool_or(p.status = 'due') THEN 'due' ELSE 'met' END AS status,
               string_agg(p.paragraph || ' ' || p.status, ', ' ORDER BY p.position) FILTER (WHERE p.status <> 'met') AS open_parts
        FROM judged p
        WHERE p.notice_id = q.notice_id AND p.status <> 'not ours to show' AND p.test IS DISTINCT FROM 'all its parts' AND p.test IS DISTINCT FROM 'every other duty'
          AND CASE q.test WHEN 'all its parts' THEN starts_with(p.paragraph, q.paragraph || '(') WHEN 'every other duty' THEN p.kind = 'duty' END
    ) c ON q.test IN ('all its parts', 'every other duty')
), duties AS MATERIALIZED (
    SELECT c.notice_id, count(*) AS duties, count(*) FILTER (WHERE c.status = 'met') AS met, string_agg(c.paragraph, ', ' ORDER BY c.position) FILTER (WHERE c.status <> 'met') AS open_duties
    FROM concluded c WHERE c.kind = 'duty' AND c.status <> 'not ours to show' AND c.test IS DISTINCT FROM 'every other duty' AND c.test IS DISTINCT FROM 'all its parts' GROUP BY c.notice_id
)
SELECT f.notice_id, f.issued_on, f.in_force, c.paragraph, c.asks, NULL::text AS condition, c.position::integer AS position, c.status, c.evidence, c.missing,
       coalesce(c.test IN ('progress on objectives', 'feedback from families', 'accountability is clear', 'progress on areas', 'dashboard', 'partners take part'), false) AS in_self_assessment
FROM concluded c JOIN facts f ON f.notice_id = c.notice_id
UNION ALL
SELECT f.notice_id, f.issued_on, f.in_force, NULL, NULL, v.condition, v.position, v.status, v.evidence, coalesce(v.missing, ''), false
FROM facts f
LEFT JOIN duties d ON d.notice_id = f.notice_id
CROSS JOIN LATERAL (VALUES
    (1, 'Every area is business as usual or closed', CASE WHEN f.areas > 0 AND f.areas_done = f.areas THEN 'met' ELSE 'not met' END, format('%s of %s areas', f.areas_done, f.areas), coalesce('areas ' || f.areas_open, CASE WHEN f.areas = 0 THEN 'areas' END)),
    (2, 'Every measure has met its target', CASE WHEN f.measures > 0 AND f.measures_met = f.measures THEN 'met' ELSE 'not met' END, format('%s of %s measures', f.measures_met, f.measures), CASE WHEN f.measures > f.measures_met THEN format('%s of the measures', f.measures - f.measures_met) WHEN f.measures = 0 THEN 'measures' END),
    (3, 'Every action is complete', CASE WHEN f.actions > 0 AND f.actions_complete = f.actions THEN 'met' ELSE 'not met' END, format('%s of %s actions', f.actions_complete, f.actions), CASE WHEN f.actions > f.actions_complete THEN format('%s of the actions', f.actions - f.actions_complete) WHEN f.actions = 0 THEN 'actions' END),
    (4, 'Every duty of the notice is met', CASE WHEN d.duties > 0 AND d.met = d.duties THEN 'met' ELSE 'not met' END, format('%s of %s duties', coalesce(d.met, 0), coalesce(d.duties, 0)), CASE WHEN d.duties IS NULL THEN 'duties' ELSE 'paragraphs ' || d.open_duties END),
    (5, 'The Department finds the progress sufficient, and the Minister agrees', 'not ours to show', '', '')
) v (position, condition, status, evidence, missing);
COMMENT ON VIEW notice_judged IS 'Every paragraph of every notice issued by sen.today(), and every condition for stepping it down, judged: what notice_compliance, self_assessment and step_down show.';
COMMENT ON COLUMN notice_judged.issued_on IS 'Date of the notice.';
COMMENT ON COLUMN notice_judged.paragraph IS 'The paragraph; empty for a condition.';
COMMENT ON COLUMN notice_judged.in_self_assessment IS 'True for a paragraph that is a part of the council''s own assessment.';
COMMENT ON COLUMN notice_judged.position IS 'Place of the paragraph in the notice, or of the condition in its list, from 1.';
