-- Part of check.sql: does the programme tell what the two documents tell, as on their days, and do plan and
-- log add up to the published counts? A row for each fact, with what is expected and what is found.
SELECT current_setting('sen_improvement.as_of') AS as_of_before \gset

CREATE TEMPORARY TABLE check_fact (fact text PRIMARY KEY, expected text, found text);

SET sen_improvement.as_of = '2024-11-26';
INSERT INTO check_fact
SELECT 'on the day of the stocktake: ' || f.fact, f.expected, f.found
FROM (VALUES
    ('areas that are business as usual', '4, 8, 9', (SELECT string_agg(area_number::text, ', ' ORDER BY area_number)
                                                     FROM area_status_now WHERE notice_id = '2024'
                                                     AND status = 'business as usual')),
    ('staff trained in co-production, target, still to go', '45 of 95, 50 to go',
     (SELECT format('%s of %s, %s to go', latest_value, target_value, gap_to_target) FROM dashboard
      WHERE measure_id = 'co-production-training')),
    ('of the baseline of co-production training alone there is no verdict', 'no recent data',
     (SELECT verdict FROM dashboard WHERE measure_id = 'co-production-training')),
    ('co-production training rests on the documents', 'yes', (SELECT CASE WHEN illustrative THEN 'no' ELSE 'yes' END
                                                              FROM dashboard
                                                              WHERE measure_id = 'co-production-training')),
    ('plans within 20 weeks are more than a year ago, and not by chance', 'no',
     (SELECT CASE WHEN change_in_words LIKE 'rose%' THEN 'yes' ELSE 'no' END FROM timeliness_year_to_date
      WHERE local_authority = '344')),
    ('plans within 20 weeks against the year before, in points', '-20.8',
     (SELECT change_in_points::text FROM timeliness_year_to_date WHERE local_authority = '344')),
    ('next steps that are actions for an area that the letter names', '14 of 14', (
        SELECT count(DISTINCT n.step_number) FILTER (WHERE o.objective_id IS NOT NULL) || ' of '
               || count(DISTINCT n.step_number)
        FROM next_step_area n
        LEFT JOIN action_status a ON a.action_id = 'step-' || lpad(n.step_number::text, 2, '0')
            AND a.agreed_on = '2024-11-26'
        LEFT JOIN objective_area o ON o.objective_id = a.objective_id AND o.notice_id = n.notice_id
            AND o.area_number = n.area_number)),
    ('next review planned from', '2025-05-01', (SELECT next_planned_from::text FROM review_schedule
                                                WHERE notice_id = '2024'))
) f (fact, expected, found);

SET sen_improvement.as_of = '2025-01-10';
INSERT INTO check_fact VALUES
    ('on the day of the letter: section 5 of the notice of 2024', 'met', (SELECT status FROM notice_compliance
         WHERE notice_id = '2024' AND paragraph = '5')),
    ('documents for section 5 of the notice of 2024', 'hwb-2024-07-terms, letter-2025-01, stocktake-2024-11',
     (SELECT string_agg(evidence_id, ', ' ORDER BY evidence_id) FROM evidence_requirement
      WHERE notice_id = '2024' AND paragraph = '5'));

SET sen_improvement.as_of = '2025-06-06';
INSERT INTO check_fact
SELECT 'on the day of the notice: ' || f.fact, f.expected, f.found
FROM (VALUES
    ('in force, delivery by, next review by', '2025, 2026-08-31, 2025-12-06',
     (SELECT string_agg(concat_ws(', ', n.notice_id, n.actions_due_on, s.due_by), '; ') FROM review_schedule s
      JOIN notice n USING (notice_id))),
    ('active areas with an objective', '4', (SELECT count(*)::text FROM area_progress
                                             WHERE notice_id = '2025' AND status = 'active' AND objectives > 0)),
    ('actions of the new plans due after the day of the notice', '0', (SELECT count(*)::text FROM action_status a
         JOIN objective o USING (objective_id) WHERE o.plan IN ('Priority Action Plan', 'Strategic Plan')
         AND a.due_on > '2026-08-31')),
    ('plans within 20 weeks are more than a year ago, and not by chance', 'no',
     (SELECT CASE WHEN change_in_words LIKE 'rose%' THEN 'yes' ELSE 'no' END FROM timeliness_year_to_date
      WHERE local_authority = '344'))
) f (fact, expected, found);

SET sen_improvement.as_of = '2025-12-31';
-- The log of the Board as it stood at three meetings: counted from its entries, and as the measure says.
INSERT INTO check_fact
SELECT 'action log at ' || e.meeting_id || ': complete, open, of these due', e.expected, (
    SELECT format('%s complete, %s open, %s due', count(*) FILTER (WHERE s.is_complete),
                  count(*) FILTER (WHERE s.is_open), count(*) FILTER (WHERE s.is_open AND a.due_on <= l.entered_on))
    FROM log_entry l JOIN action a USING (action_id) JOIN delivery_status s USING (delivery_status)
    WHERE l.meeting_id = e.meeting_id AND a.objective_id = 'board-log')
FROM (VALUES ('board-2024-07', '13 complete, 9 open, 0 due'), ('board-2024-12', '5 complete, 11 open, 3 due'),
      ('board-2025-02', '14 complete, 2 open, 2 due')) e (meeting_id, expected);
INSERT INTO check_fact
SELECT 'figure of ' || e.measure_id || ' to ' || e.period_to, e.expected, (
    -- From the counts, if there are any: what is rounded twice may not be what DfE publishes.
    SELECT round(coalesce(100 * v.numerator / v.denominator, v.value), 1)
           || coalesce(': ' || v.numerator || ' of ' || v.denominator, '') FROM measure_value v
    WHERE v.measure_id = e.measure_id AND v.period_to = e.period_to)
FROM (VALUES ('board-actions', date '2024-07-25', '59.1: 13 of 22'), ('board-actions', '2024-12-12', '31.3: 5 of 16'),
      ('board-actions', '2025-02-13', '87.5: 14 of 16'), ('areas-on-track', '2024-09-30', '74.1: 20 of 27'),
             ('reviews-4-weeks', '2024-12-31', '38.6'), ('reviews-4-weeks', '2025-12-31', '44.3: 893 of 2016'),
             ('decisions-6-weeks', '2023-12-31', '63.0'), ('decisions-6-weeks', '2024-12-31', '37.9: 549 of 1449'),
             ('decisions-6-weeks', '2025-12-31', '81.1'),
             ('slt-over-18-weeks', '2023-10-31', '65.9: 1268 of 1924'), ('persistent-absence', '2025-07-31', '34.4'),
             ('plan-growth', '2025-01-31', '9.7'),
             ('plans-20-weeks', '2024-12-31', '12.6: 90 of 716'),
             ('plans-20-weeks-year', '2025-12-31', '8.2: 109 of 1322')) e (measure_id, period_to, expected);
INSERT INTO check_fact
SELECT 'children waiting for speech and language on 31 October 2023, 18 to 52 weeks, longer', '1924, 995, 273',
       format('%s, %s, %s', count(*), count(*) FILTER (WHERE '2023-10-31' - referred_on BETWEEN 127 AND 364),
              count(*) FILTER (WHERE '2023-10-31' - referred_on > 364))
FROM wait WHERE service = 'speech and language' AND referred_on <= '2023-10-31'
    AND coalesce(assessed_on > '2023-10-31', true) AND coalesce(left_on > '2023-10-31', true);

-- Figures that measurement.csv takes from the rows of single children: no other than these rows give.
INSERT INTO check_fact
SELECT 'figures of ' || m.measure_id || ' that its rows do not give, of all', '0 of ' || e.figures,
       count(*) FILTER (WHERE (m.numerator, m.denominator) IS DISTINCT FROM (r.numerator, r.denominator)) || ' of '
           || count(*)
FROM (VALUES ('slt-over-18-weeks', 9), ('nd-over-13-weeks', 9), ('plans-good', 5)) e (measure_id, figures)
JOIN measurement m ON m.measure_id = e.measure_id AND m.denominator IS NOT NULL
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE m.period_to - w.referred_on > 7 * s.within_weeks) AS numerator,
           count(*) AS denominator
    FROM wait w JOIN wait_service s USING (service)
    WHERE w.service = CASE m.measure_id WHEN 'slt-over-18-weeks' THEN 'speech and language'
                           WHEN 'nd-over-13-weeks' THEN 'neurodevelopmental' END
      AND w.referred_on <= m.period_to AND coalesce(w.assessed_on > m.period_to, true)
          AND coalesce(w.left_on > m.period_to, true)
    HAVING m.measure_id <> 'plans-good'
    UNION ALL
    SELECT count(*) FILTER (WHERE g.good_or_better), count(*)
    FROM plan_audit a JOIN audit_grade g USING (grade)
    WHERE m.measure_id = 'plans-good' AND a.audited_on BETWEEN m.period_from AND m.period_to
    HAVING m.measure_id = 'plans-good'
) r
GROUP BY m.measure_id, e.figures;

-- Whatever is written names its evidence; what has none says itself where it is from.
INSERT INTO check_fact
SELECT f.what, '0', f.rows::text
FROM (VALUES
    ('objectives without evidence', (SELECT count(*) FROM objective WHERE evidence_id IS NULL)),
    ('measures without evidence', (SELECT count(*) FROM measure WHERE evidence_id IS NULL)),
    ('figures without evidence', (SELECT count(*) FROM measurement WHERE evidence_id IS NULL)),
    ('actions without evidence', (SELECT count(*) FROM action WHERE evidence_id IS NULL)),
    ('entries of the log without evidence', (SELECT count(*) FROM log_entry WHERE evidence_id IS NULL)),
    ('risks without evidence', (SELECT count(*) FROM risk WHERE evidence_id IS NULL)),
    ('escalations without evidence', (SELECT count(*) FROM escalation WHERE evidence_id IS NULL)),
    ('updates of advisers without evidence', (SELECT count(*) FROM adviser_update WHERE evidence_id IS NULL)),
    ('decisions without evidence', (SELECT count(*) FROM decision WHERE evidence_id IS NULL)),
    ('commentary without evidence', (SELECT count(*) FROM commentary WHERE evidence_id IS NULL)),
    ('feedback without evidence', (SELECT count(*) FROM feedback WHERE evidence_id IS NULL)),
    ('posts that do not say where they are from', (SELECT count(*) FROM post WHERE remark IS NULL)),
    ('milestones not named illustrative',
     (SELECT count(*) FROM milestone WHERE coalesce(title, '') NOT LIKE 'Illustrative: %')),
    ('milestones in words that are not named illustrative',
     (SELECT count(*) FROM worded_milestone WHERE title NOT LIKE 'Illustrative: %')),
    ('meetings whose day is not named illustrative', (SELECT count(*) FROM meeting WHERE source !~* 'illustrative')),
    ('evidence that is invented and not named so, or the other way round',
     (SELECT count(*) FROM evidence WHERE illustrative <> (title LIKE 'Invented: %')
      OR illustrative <> (evidence_id LIKE 'illustrative-%')))
) f (what, rows);
-- With the cases of 31 December, whatever the day of the report: first as on that day, then later.
SET sen_improvement.as_of = '2025-12-31';
CREATE TEMPORARY TABLE check_backlog AS SELECT * FROM backlog;
CREATE TEMPORARY TABLE check_waits AS SELECT * FROM waits;
SET sen_improvement.as_of = '2026-01-15';
INSERT INTO check_fact
SELECT 'on 15 January, with the cases of 31 December: ' || f.fact, f.expected, f.found
FROM (VALUES
    ('day, plans of the year, open and over 20 weeks', '2025-12-31, 1328, 1262, 847',
     (SELECT concat_ws(', ', to_day, finished, open_at_end, overdue_at_end) FROM timeliness_year_to_date
      WHERE local_authority = '344')),
    ('rows of the backlog that are not those of 31 December', '0',
     (SELECT count(*)::text FROM (TABLE backlog EXCEPT TABLE check_backlog) x)),
    ('rows of the waits that are not those of 31 December', '0',
     (SELECT count(*)::text FROM (TABLE waits EXCEPT TABLE check_waits) x)),
    ('decisions that are typed in, beside those that are counted', 'typed in 81.1%, counted from the cases 69.8% '
     '(1,115 of 1,597 cases in time): 11.3 points lower',
     (SELECT in_words FROM measure_reconciliation WHERE measure_id = 'decisions-6-weeks'
      AND period_to = '2025-12-31')),
    ('how old the cases are', 'recent: complete to 31 December 2025, 15 days ago, as the data team (invented) stated '
     'on 31 December 2025', (SELECT state || ': ' || in_words FROM data_age WHERE source = 'cases'))
) f (fact, expected, found);
SET sen_improvement.as_of = '2026-07-15';
INSERT INTO check_fact
SELECT 'in July, with the cases of 31 December: ' || f.fact, f.expected, f.found
FROM (VALUES
    ('the plans in 20 weeks', 'no recent data, no recent data',
     (SELECT string_agg(verdict, ', ') FROM dashboard WHERE measure_id LIKE 'plans-20-weeks%')),
    ('sources that are recent', '0',
     (SELECT count(*)::text FROM data_age WHERE measure_id IS NULL AND state = 'recent'))
) f (fact, expected, found);
-- What changed since the last meeting of the Board, by the days of the records: the log of the example begins later.
SET sen_improvement.as_of = '2024-11-26';
INSERT INTO check_fact
SELECT 'since the last meeting, on 2024-11-26: ' || f.fact, f.expected, f.found
FROM (VALUES
    ('what changed', '10 changed', (
        SELECT string_agg(k.changes || ' ' || k.kind, ', ' ORDER BY k.kind_position)
        FROM (SELECT w.kind, w.kind_position, count(*) AS changes FROM what_changed w WHERE w.kind = 'changed'
              GROUP BY w.kind, w.kind_position) k)),
    ('EHC plans and annual reviews are good and in time',
     'went from on track to at risk; impact went from too early to tell to no impact yet',
     (SELECT string_agg(w.in_words, ' and ') FROM what_changed w
      WHERE w.title = 'EHC plans and annual reviews are good and in time'))
) f (fact, expected, found);
-- Before it was moved: the day, the target and the value of then.
SET sen_improvement.as_of = '2025-09-18';
INSERT INTO check_fact
SELECT 'on the day of the Board of September 2025: ' || f.fact, f.expected, f.found
FROM (VALUES
    ('due day of an action, target, value of a milestone, day of one in words', '2025-12-15, 100, 90, 2025-09-30',
     concat_ws(', ', (SELECT due_on FROM action_status WHERE action_id = 'plan-23'),
               (SELECT target_value FROM dashboard WHERE measure_id = 'waiting-contacted'),
               (SELECT value FROM milestone_status WHERE measure_id = 'co-production-training'
                AND due_on = '2025-12-31'),
               (SELECT due_on FROM milestone_status WHERE milestone_id = 'illustrative-pathway'))),
    ('what was moved', '0', (SELECT count(*)::text FROM slippage WHERE times_moved > 0))
) f (fact, expected, found);
SET sen_improvement.as_of = '2025-06-06';
INSERT INTO check_fact
SELECT 'since the last meeting, on 2025-06-06: ' || f.fact, f.expected, f.found
FROM (VALUES
    ('what changed', '15 changed', (
        SELECT string_agg(k.changes || ' ' || k.kind, ', ' ORDER BY k.kind_position)
        FROM (SELECT w.kind, w.kind_position, count(*) AS changes FROM what_changed w WHERE w.kind = 'changed'
              GROUP BY w.kind, w.kind_position) k)),
    ('SEND Improvement Notice (2024)', 'replaced on 6 June 2025',
     (SELECT string_agg(w.in_words, ' and ') FROM what_changed w
      WHERE w.title = 'SEND Improvement Notice (2024)'))
) f (fact, expected, found);
SET sen_improvement.as_of = '2025-12-31';
INSERT INTO check_fact
SELECT 'since the last meeting, on 2025-12-31: ' || f.fact, f.expected, f.found
FROM (VALUES
    ('what changed', '16 changed', (
        SELECT string_agg(k.changes || ' ' || k.kind, ', ' ORDER BY k.kind_position)
        FROM (SELECT w.kind, w.kind_position, count(*) AS changes FROM what_changed w WHERE w.kind = 'changed'
              GROUP BY w.kind, w.kind_position) k)),
    ('what was moved, by the log', 'action: moved by 136 days from 15 December 2025 to 30 April 2026; measure: lowered '
     'from 100% to 95%, which is easier to reach; milestone: lowered from 90% to 85%, which is easier to reach; '
     'milestone: moved by 76 days from 30 September 2025 to 15 December 2025',
     (SELECT string_agg(kind || ': ' || substring(in_words FROM '^[^;]*'), '; ' ORDER BY kind, in_words)
      FROM slippage WHERE times_moved > 0)),
    ('what was moved, in the pack', '4, of these for the Board of November: 4',
     (SELECT format('%s, of these for the Board of November: %s', count(*),
                    count(*) FILTER (WHERE detail LIKE '%, for Improvement Board, November 2025'))
      FROM sen.board_pack('wirral') WHERE in_words = 'moved')),
    ('an action whose day was moved', '120 days to go, moved by 136 days from 15 December 2025',
     (SELECT due_in_words FROM action_status WHERE action_id = 'plan-23')),
    ('milestones in words', 'missed, next, reached late',
     (SELECT string_agg(state, ', ' ORDER BY state) FROM milestone_status WHERE milestone_id IS NOT NULL)),
    ('Issue the plans that are over 20 weeks', 'went from on track to at risk',
     (SELECT string_agg(w.in_words, ' and ') FROM what_changed w
      WHERE w.title = 'Issue the plans that are over 20 weeks'))
) f (fact, expected, found);
SET sen_improvement.as_of = :'as_of_before';
