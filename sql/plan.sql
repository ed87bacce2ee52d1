-- The plan, the Board and its risks: what the tables of a programme take and
-- refuse. (Notice and cases are in programme.sql.)
\i sql/include/begin.sql
\set programme plan
\i test/fixtures/ready_programme.sql
SET search_path = plan;

-- Words, as laid out: those of doc/plan.md, in their order. A row below is a list that differs. ------
SELECT list, got, expected FROM (VALUES
    ('rag', (SELECT string_agg(concat_ws(' ', position, rag), ', ' ORDER BY position) FROM rag),
     '1 blue, 2 green, 3 amber, 4 red, 5 grey'),
    ('delivery_status, open', (SELECT string_agg(concat_ws(' ', position, delivery_status, rag), ', ' ORDER BY position)
                               FROM delivery_status WHERE is_open AND NOT is_complete),
     '1 not started grey, 2 on track green, 3 at risk amber, 4 off track red'),
    ('delivery_status, complete',
     (SELECT string_agg(concat_ws(' ', position, delivery_status, rag), ', ' ORDER BY position) FROM delivery_status
      WHERE is_complete AND NOT is_open),
     '5 complete blue, 6 complete and embedded blue'),
    ('delivery_status, given up',
     (SELECT string_agg(concat_ws(' ', position, delivery_status, rag), ', ' ORDER BY position) FROM delivery_status
      WHERE NOT is_complete AND NOT is_open), '7 stopped grey'),
    ('impact_status', (SELECT string_agg(concat_ws(' ', position, impact_status, rag), ', ' ORDER BY position)
                       FROM impact_status WHERE NOT is_evidenced),
     '1 too early to tell grey, 2 no impact yet red, 3 some impact amber'),
    ('impact_status, evidenced',
     (SELECT string_agg(concat_ws(' ', position, impact_status, rag), ', ' ORDER BY position) FROM impact_status
      WHERE is_evidenced),
     '4 clear impact green, 5 lasting impact blue'),
    ('verdict', (SELECT string_agg(concat_ws(' ', position, verdict, rag), ', ' ORDER BY position) FROM verdict),
     '1 met blue, 2 on track green, 3 at risk amber, 4 off track red, 5 no recent data grey'),
    ('period_kind, apart', (SELECT string_agg(concat_ws(' ', position, period_kind), ', ' ORDER BY position)
                            FROM period_kind WHERE NOT is_overlapping), '1 single periods, 2 on a day'),
    ('period_kind, overlapping', (SELECT string_agg(concat_ws(' ', position, period_kind), ', ' ORDER BY position)
                                  FROM period_kind WHERE is_overlapping), '3 rolling, 4 year to date, 5 cumulative'),
    ('sector, expected', (SELECT string_agg(concat_ws(' ', position, sector), ', ' ORDER BY position) FROM sector
                          WHERE expected_on_board AND NOT is_external),
     '1 education, 2 health, 3 care, 5 parents and carers, 6 elected members'),
    ('sector, not expected', (SELECT string_agg(concat_ws(' ', position, sector), ', ' ORDER BY position) FROM sector
                              WHERE NOT expected_on_board AND NOT is_external), '4 local government'),
    ('sector, external', (SELECT string_agg(concat_ws(' ', position, sector), ', ' ORDER BY position) FROM sector
                          WHERE NOT expected_on_board AND is_external), '7 DfE, 8 NHS England'),
    -- Paragraphs 5(a) and 6 of the 2025 notice.
    ('notice_role, held to account', (SELECT string_agg(concat_ws(' ', position, notice_role), ', ' ORDER BY position)
                                      FROM notice_role
                                      WHERE NOT is_external AND paragraph = '5(a)'),
     '1 council chief executive, 2 ICB chief executive, 3 children''s services accountable officer, 4 ICB accountable '
     'officer'),
    ('notice_role, invited', (SELECT string_agg(concat_ws(' ', position, notice_role), ', ' ORDER BY position)
                              FROM notice_role
                              WHERE is_external AND paragraph = '6'),
     '5 DfE SEND adviser, 6 NHS England adviser, 7 DfE case lead'),
    -- The seven topics of paragraph 9 of the 2025 notice.
    ('review_topic', (SELECT string_agg(concat_ws(' ', position, topic), ', ' ORDER BY position) FROM review_topic),
     '1 leadership, 2 governance, 3 co-production, 4 workforce, 5 multi-agency arrangements, 6 EHC plans, 7 '
     'engagement'),
    ('evidence_kind', (SELECT string_agg(concat_ws(' ', position, kind), ', ' ORDER BY position) FROM evidence_kind),
     '1 data, 2 analysis, 3 lived experience, 4 co-production, 5 governance, 6 plan, 7 minutes, 8 access, 9 '
     'facilities, 10 document'),
    ('feedback_theme', (SELECT string_agg(concat_ws(' ', position, theme, shown_from), ', ' ORDER BY position)
                        FROM feedback_theme WHERE position <= 3), '1 communication 5, 2 waiting 5, 3 provision 5'),
    -- Ofsted's four grades.
    ('audit_grade, good or better', (SELECT string_agg(concat_ws(' ', position, grade), ', ' ORDER BY position)
                                     FROM audit_grade WHERE good_or_better), '1 outstanding, 2 good'),
    ('audit_grade, others', (SELECT string_agg(concat_ws(' ', position, grade), ', ' ORDER BY position) FROM audit_grade
                             WHERE NOT good_or_better), '3 requires improvement, 4 inadequate'),
    ('wait_service', (SELECT string_agg(concat_ws(' ', service, within_weeks), ', ' ORDER BY service) FROM wait_service
                      WHERE source IS NOT NULL), 'neurodevelopmental 13, speech and language 18'),
    ('wait_service, no source', (SELECT string_agg(service, ', ') FROM wait_service WHERE source IS NULL), NULL),
    -- SEN2's codes of need; ages without a gap from 0 to 25.
    ('primary_need', (SELECT string_agg(primary_need, ' ' ORDER BY position) FROM primary_need),
     'ASD SEMH SLCN MLD SPLD SLD PMLD PD HI VI MSI DS OTH'),
    ('age_band', (SELECT string_agg(concat_ws(' ', from_age, to_age), ', ' ORDER BY position) FROM age_band),
     '0 4, 5 10, 11 15, 16 19, 20 25'),
    -- A child of 4 on 31 August is in Reception from September, one of 11 in Year 7, one of 16 in Year 12.
    ('school_phase', (SELECT string_agg(concat_ws(' ', school_phase, from_age, to_age), ', ' ORDER BY position)
                      FROM school_phase), 'early years 0 3, primary 4 10, secondary 11 15, post-16 16 25'),
    ('likelihood', (SELECT string_agg(concat_ws(' ', level, word), ', ' ORDER BY level) FROM risk_level
                    WHERE axis = 'likelihood'), '1 rare, 2 unlikely, 3 possible, 4 likely, 5 almost certain'),
    ('impact', (SELECT string_agg(concat_ws(' ', level, word), ', ' ORDER BY level) FROM risk_level
                WHERE axis = 'impact'), '1 negligible, 2 minor, 3 moderate, 4 major, 5 catastrophic'),
    ('risk_band', (SELECT string_agg(concat_ws(' ', position, risk_band, colour), ', ' ORDER BY position)
                   FROM risk_band), '1 low green, 2 moderate yellow, 3 high orange, 4 extreme red')
) w (list, got, expected) WHERE got IS DISTINCT FROM expected;
-- The matrix, the highest likelihood on top; and its scores: a row below is a band that does not say which it has.
SELECT likelihood, string_agg(risk_band, ' ' ORDER BY impact) AS by_impact FROM risk_cell GROUP BY likelihood
ORDER BY likelihood DESC;
SELECT risk_band, meaning, min(likelihood * impact), max(likelihood * impact) FROM risk_cell
JOIN risk_band USING (risk_band) GROUP BY risk_band, meaning
HAVING meaning <> format('Scores %s to %s.', min(likelihood * impact), max(likelihood * impact));

-- Rows that are right ------------------------------------------------------------
\set ECHO none
INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, source)
VALUES ('2025', 'Notice', 'DfE', 'Council', '2025-06-06', 'GOV.UK');
INSERT INTO partner VALUES ('council', 'Council', 'local government'), ('ICB', 'Integrated Care Board', 'health'),
    ('DfE', 'Department for Education', 'DfE'), ('NHSE', 'NHS England', 'NHS England');
INSERT INTO post (post_id, partner_id, title, attends_as, notice_role) VALUES
    ('DCS', 'council', 'Director of Children''s Services', 'member', 'children''s services accountable officer'),
    ('CNO', 'ICB', 'Chief Nurse', 'member', 'ICB accountable officer'),
    ('adviser', 'DfE', 'SEND adviser', 'external attendee', 'DfE SEND adviser'),
    ('observer', 'NHSE', 'Regional lead', 'none', NULL);
INSERT INTO requirement (notice_id, paragraph, position, heading, kind, asks)
VALUES ('2025', '5(c)', 1, 'Board', 'duty', 'Meet.');
INSERT INTO area VALUES ('2025', 1, 'priority action', 'Timeliness', '5(c)');
INSERT INTO review (review_id, notice_id, kind, held_on, source)
VALUES ('r1', '2025', 'stocktake', '2025-10-01', 'Letter');
INSERT INTO review_covers VALUES ('r1', 'workforce');
INSERT INTO meeting (meeting_id, title, planned_on, source) VALUES ('b1', 'Board', '2025-09-10', 's');
INSERT INTO meeting VALUES ('b0', 'Board', '1990-01-01', '1990-01-01', 0, '1990-01-01', '1990-01-01', '1990-01-01',
                            '1990-01-01', NULL, '1990-01-01', 's', 'minuted on the day'),
                           ('b9', 'Board', '2199-12-31', '2199-12-31', 60, '2199-12-31', '2199-12-31', '2199-12-31',
                            NULL, '2199-12-31', NULL, 's', NULL);
INSERT INTO evidence (evidence_id, kind, title, dated_on) VALUES ('e1', 'data', 'Figures', '2025-06-06');
INSERT INTO evidence VALUES ('e2', 'minutes', 'Minutes', '2199-12-31', 'GOV.UK', 'governance', 'b1', 'r1', true, 'r');
INSERT INTO evidence_requirement VALUES ('e1', '2025', '5(c)');
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O1', 'Plan', 'Plans in time', '2025-07-01');
INSERT INTO objective VALUES ('O2', 'Plan', 'A trained workforce', 'DCS', true, '1990-01-01', 'e1');
INSERT INTO objective_area VALUES ('O1', '2025', 1), ('O2', '2025', 1);
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, period_kind) VALUES
    ('up', 'O1', 't', 'percent', 'increase', '2025-01-01', 6.9, '2026-08-31', 60, 'Counted.', 1, 'single periods'),
    ('down', 'O1', 't', 'weeks', 'decrease', '2025-01-01', 52, '2025-01-02', -0.5, 'Counted.', 60, NULL),
    ('kept up', 'O1', 't', 'families', 'increase', '2025-01-01', 5, '2026-01-01', 5, 'Counted.', 12, NULL),
    ('kept down', 'O1', 't', 'families', 'decrease', '1990-01-01', 0, '2199-12-31', 0, 'Counted.', 12, NULL);
INSERT INTO measure VALUES ('counted', 'O1', 't', 'EHC plans', 'percent', 'increase', '2024-12-31', 6.9, '2026-08-31',
                            60, 'Counted.', 1, 'DCS', '2025-07-01', 'plans_in_20_weeks', '344', 'twelve months', true,
                            'e1');
INSERT INTO measurement (measure_id, period_to, value) VALUES ('up', '2025-06-30', 45.5), ('down', '1990-01-01', -1e30);
INSERT INTO measurement VALUES ('up', '2025-07-31', '2025-07-31', NULL, 0, 0, '2025-08-10', 'e1', 'nothing to count'),
    ('up', '2025-08-31', '2025-08-01', NULL, 20, 20, '2199-12-31', NULL, NULL),
    ('up', '2025-09-30', NULL, NULL, 0, 0.5, NULL, NULL, NULL);
-- Outside the dates of its measure: kept, since targets are agreed anew; data_quality reports it.
INSERT INTO milestone VALUES ('up', '2025-12-31', 30, 'half way'), ('up', '2027-12-31', 95, NULL),
    ('up', '2024-01-01', 0, NULL);
INSERT INTO population VALUES ('344', '2024-06-30', 96000, 's');
INSERT INTO plans_in_force VALUES ('344', '2025-01-16', 3200, 's');
INSERT INTO budget VALUES ('O1', '2025-04-01', 120000, 45500.5, '2025-06-30', 'e1');
INSERT INTO complaint VALUES ('344', 'C1', 'the Ombudsman', 'delay', '2025-06-01', 'partly upheld', '2025-07-01');
INSERT INTO measure_count VALUES ('up', 'plans_in_20_weeks', '344', true);
INSERT INTO recalculation VALUES ('up', '2025-07-01', 'A new way of working', 'DCS', 'b1', 'e1');
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on)
VALUES ('A1', 'O1', 't', 'DCS', '2025-07-01');
INSERT INTO action VALUES ('A2', 'O2', 't', 'CNO', '2025-07-01', '2025-07-01', '2025-07-01', 'up', 'e1', 'DCS',
                           'Nobody waits.');
INSERT INTO contribution VALUES ('A1', 'ICB', 'Advice in time');
-- After the meeting: kept as the fact that it is.
INSERT INTO invitation VALUES ('b0', 'adviser', '1990-01-02'), ('b1', 'adviser', '2025-09-01');
INSERT INTO attendance
SELECT 'b0', post_id, a
FROM (VALUES ('DCS', 'present'), ('CNO', 'deputy'), ('adviser', 'apologies'), ('observer', 'absent')) v (post_id, a);
-- Each of the five things that an entry may say, alone; and all of them.
INSERT INTO log_entry (entered_on, action_id, delivery_status, impact_status, progress, impact, needs_more_from) VALUES
    ('2025-09-01', 'A1', 'on track', NULL, NULL, NULL, NULL),
    ('2025-09-01', 'A1', NULL, 'some impact', NULL, NULL, NULL), ('2025-09-01', 'A1', NULL, NULL, 'p', NULL, NULL),
    ('2025-09-01', 'A1', NULL, NULL, NULL, 'i', NULL), ('2025-09-01', 'A1', NULL, NULL, NULL, NULL, 'ICB');
INSERT INTO log_entry (meeting_id, entered_on, objective_id, delivery_status, impact_status, progress, impact,
                       needs_more_from, evidence_id) VALUES ('b1', '2199-12-31', 'O1', 'complete', 'no impact yet', 'p',
                                                             'i', 'ICB', 'e1');
INSERT INTO adviser_update (post_id, given_on, notice_id, finding, summary)
VALUES ('adviser', '2025-08-01', '2025', 'concern', 's');
INSERT INTO adviser_update (post_id, given_on, notice_id, area_number, finding, summary, evidence_id)
SELECT 'adviser', '2025-08-01', '2025', 1, f, 's', 'e1'
FROM unnest('{progress,concern,progress and concern}'::text[]) f;
INSERT INTO feedback (received_on, from_whom, channel, tone, summary) SELECT '2025-08-01', w, 'forum', t, 's'
FROM unnest('{parents and carers,children and young people,schools,other partners,staff}'::text[]) w
    CROSS JOIN unnest('{positive,mixed,negative}'::text[]) t;
INSERT INTO feedback (received_on, from_whom, channel, respondents, satisfied, tone, summary, objective_id, evidence_id)
VALUES ('2025-08-01', 'staff', 'survey', 0, 0, 'mixed', 's', 'O1', 'e1'),
    ('2025-08-01', 'staff', 'survey', 12, NULL, 'mixed', 's', NULL, NULL),
    ('2025-08-01', 'staff', 'survey', 12, 12, 'mixed', 's', NULL, NULL);
INSERT INTO risk (risk_id, title, opened_on) VALUES ('R1', 't', '2025-07-01');
INSERT INTO risk VALUES ('R2', 't', 'c', 'e', 'O1', 'DCS', 1, '2025-07-01', '2025-07-01', 'e1', 'treat');
-- Every score of the matrix; current above inherent with a reason.
INSERT INTO risk_assessment (risk_id, assessed_on, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact) SELECT 'R1', date '2025-01-01' + likelihood * 10 + impact, likelihood,
    impact, likelihood, impact FROM risk_cell;
INSERT INTO risk_assessment VALUES ('R2', '2025-07-01', 'b0', 4, 4, 2, 4, 1, 4, NULL),
    ('R2', '2025-09-10', 'b1', 4, 4, 4, 5, 5, 5, 'A tribunal ruled.'),
    ('R2', '2025-09-11', NULL, 4, 4, 4, 4, NULL, NULL, NULL);
INSERT INTO mitigation VALUES ('R1', 1, 'Recruit.', 'DCS', '2025-12-31', '1990-01-01'),
    ('R1', 2, 'Standing.', NULL, NULL, NULL);
INSERT INTO escalation (raised_on, what, escalated_to) VALUES ('2025-09-10', 'w', 'DCS');
INSERT INTO escalation (raised_on, meeting_id, what, objective_id, action_id, risk_id, escalated_to, resolved_on,
                        resolution, evidence_id) VALUES
    ('2025-09-10', 'b1', 'w', 'O1', NULL, NULL, 'DCS', '2025-09-10', 'r', 'e1'),
    ('2025-09-10', 'b1', 'w', NULL, 'A1', NULL, 'DCS', NULL, NULL, NULL),
    ('2025-09-10', 'b1', 'w', NULL, NULL, 'R1', 'DCS', NULL, NULL, NULL);
INSERT INTO decision (put_on, meeting_id, what) VALUES ('2025-09-03', 'b1', 'w');
INSERT INTO decision (put_on, put_by, meeting_id, what, outcome, decided, objective_id, action_id, risk_id, evidence_id)
VALUES ('2025-09-03', 'DCS', 'b1', 'o', 'noted', NULL, 'O1', NULL, NULL, 'e1'),
    ('2025-09-03', 'DCS', 'b1', 'a', 'put off', 'd', NULL, 'A1', NULL, NULL),
    ('2025-09-03', 'DCS', 'b1', 'r', NULL, NULL, NULL, NULL, 'R1', NULL);
INSERT INTO commentary VALUES ('up', '2025-08-31', 'DCS', '2025-08-31', 'w', 'd', NULL, 'e1'),
    ('up', '2025-09-01', 'DCS', '2025-08-31', 'w', 'd', '2025-12-31', NULL);
INSERT INTO feedback_theme (theme, position, shown_from, meaning)
VALUES ('buses', 10, 1, 'm'), ('meals', 11, 1000, 'm');
INSERT INTO feedback (received_on, from_whom, channel, tone, summary, theme, speaks_for_many)
VALUES ('2025-09-01', 'schools', 'forum', 'mixed', 's', 'buses', true);
INSERT INTO ehc_request (local_authority, request_ref) VALUES ('344', 'Q1');
INSERT INTO export_column VALUES ('casework', 'ehc_request', 'request_source', 'Who asked', 'codes', NULL, false),
    ('casework', 'ehc_request', 'local_authority', NULL, 'as it is', '344', false);
INSERT INTO export_code VALUES ('casework', 'ehc_request', 'request_source', 'School', '2');
INSERT INTO ehc_request (local_authority, request_ref) VALUES ('344', 'Q0');
INSERT INTO case_characteristic VALUES ('344', 'Q1', 'ASD', '2015-06-01', NULL, 'primary', 's'),
    ('344', 'Q0', NULL, NULL, 'under 5', NULL, NULL);
INSERT INTO plan_audit VALUES ('344', 'Q1', NULL, '1990-01-01', 'good', NULL),
    ('344', 'Q2', 'Q1', '2025-07-01', 'inadequate', true);
INSERT INTO wait_service VALUES ('occupational therapy', 1, NULL), ('dietetics', 520, 's'), ('audiology', NULL, NULL);
INSERT INTO wait (local_authority, wait_ref, service, referred_on)
VALUES ('344', 'W1', 'neurodevelopmental', '2025-01-01');
INSERT INTO wait VALUES ('344', 'W2', 'c', 'audiology', '2025-01-01', '2025-01-01', NULL, '2024-12-31'),
    ('000', 'W2', 'c', 'audiology', '1990-01-01', NULL, '1990-01-01', NULL);
-- Words of one's own, and another matrix: six levels of likelihood.
INSERT INTO risk_level VALUES ('likelihood', 6, 'has happened');
INSERT INTO risk_cell SELECT 6, i, 'extreme' FROM generate_series(1, 5) i;
INSERT INTO risk_assessment (risk_id, assessed_on, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact) VALUES ('R1', '2025-12-01', 6, 5, 6, 5);
DELETE FROM risk_assessment WHERE inherent_likelihood = 6;
DELETE FROM risk_cell WHERE likelihood = 6;
DELETE FROM risk_level WHERE level = 6;
\set ECHO all

-- One row against each CHECK -------------------------------------------------------
-- As in programme.sql. Each differs from a right row in one thing; the
-- message names the value, the hint says what to write.
\set ECHO none
CREATE TEMPORARY TABLE attempt (place integer GENERATED ALWAYS AS IDENTITY, name text, statement text, of_table text,
                                of_column text, bad text);
-- A table, one column of a right row, and the values that it does not take.
CREATE FUNCTION pg_temp.refuses(name text, of_table text, of_column text, VARIADIC bad text[]) RETURNS void
    LANGUAGE sql AS $$
    INSERT INTO attempt (name, statement, of_table, of_column, bad)
    SELECT name, format('UPDATE %I SET %I = %L WHERE ctid = (SELECT min(ctid) FROM %1$I)', of_table, of_column, b),
           of_table, of_column, b FROM unnest(bad) WITH ORDINALITY u (b, n) ORDER BY n
$$;
-- Every name: not blank.
SELECT pg_temp.refuses(k, t, c, E' \t') FROM (VALUES
    ('rag_not_blank', 'rag', 'rag'), ('delivery_status_not_blank', 'delivery_status', 'delivery_status'),
    ('impact_status_not_blank', 'impact_status', 'impact_status'), ('sector_not_blank', 'sector', 'sector'),
    ('notice_role_not_blank', 'notice_role', 'notice_role'),
    ('period_kind_not_blank', 'period_kind', 'period_kind'),
    ('review_topic_not_blank', 'review_topic', 'topic'), ('evidence_kind_not_blank', 'evidence_kind', 'kind'),
    ('meeting_id_not_blank', 'meeting', 'meeting_id'), ('evidence_id_not_blank', 'evidence', 'evidence_id'),
    ('objective_id_not_blank', 'objective', 'objective_id'), ('measure_id_not_blank', 'measure', 'measure_id'),
    ('measure_unit_not_blank', 'measure', 'unit'), ('measure_how_measured_not_blank', 'measure', 'how_measured'),
    ('action_id_not_blank', 'action', 'action_id'), ('risk_band_not_blank', 'risk_band', 'risk_band'),
    ('recalculation_reason_not_blank', 'recalculation', 'reason'), ('decision_what_not_blank', 'decision', 'what'),
    ('commentary_why_not_blank', 'commentary', 'why'), ('feedback_theme_not_blank', 'feedback_theme', 'theme'),
    ('commentary_what_is_done_not_blank', 'commentary', 'what_is_done'),
    ('risk_id_not_blank', 'risk', 'risk_id'), ('risk_assessment_reason_not_blank', 'risk_assessment', 'reason'),
    ('audit_grade_not_blank', 'audit_grade', 'grade'), ('plan_audit_ref_not_blank', 'plan_audit', 'audit_ref'),
    ('wait_service_not_blank', 'wait_service', 'service'), ('age_band_not_blank', 'age_band', 'age_band'),
    ('school_phase_not_blank', 'school_phase', 'school_phase'),
    ('export_column_export_not_blank', 'export_column', 'export'),
    ('export_column_table_name_not_blank', 'export_column', 'table_name'),
    ('export_column_our_column_not_blank', 'export_column', 'our_column'),
    ('export_column_their_column_not_blank', 'export_column', 'their_column'),
    ('export_code_their_code_not_blank', 'export_code', 'their_code'),
    ('case_characteristic_source_not_blank', 'case_characteristic', 'source'),
    ('data_source_title_not_blank', 'data_source', 'title'),
    ('population_source_not_blank', 'population', 'source'),
    ('plans_in_force_source_not_blank', 'plans_in_force', 'source'),
    ('complaint_theme_not_blank', 'complaint_theme', 'theme'),
    ('complaint_ref_not_blank', 'complaint', 'complaint_ref'),
    ('unit_not_blank', 'unit', 'unit'),
    ('risk_response_not_blank', 'risk_response', 'risk_response'),
    ('action_success_criteria_not_blank', 'action', 'success_criteria'),
    ('objective_success_criteria_not_blank', 'objective', 'success_criteria'),
    ('wait_ref_not_blank', 'wait', 'wait_ref')) v (k, t, c) \g /dev/null
-- Every date: the day before the first, and the day after the last.
SELECT pg_temp.refuses(t || '_' || c || '_range', t, c, '1989-12-31', '2200-01-01') FROM (VALUES
    ('meeting', 'planned_on'), ('meeting', 'agreed_with_dfe_on'), ('meeting', 'papers_sent_on'),
    ('meeting', 'risk_register_sent_on'), ('meeting', 'mitigation_plan_sent_on'), ('meeting', 'held_on'),
    ('meeting', 'cancelled_on'),
    ('evidence', 'dated_on'), ('objective', 'agreed_on'), ('measure', 'baseline_on'), ('measure', 'agreed_on'),
    ('measurement', 'reported_on'), ('milestone', 'due_on'), ('recalculation', 'starts_on'), ('action', 'agreed_on'),
    ('invitation', 'sent_on'), ('log_entry', 'entered_on'), ('adviser_update', 'given_on'), ('feedback', 'received_on'),
    ('risk', 'opened_on'), ('risk_assessment', 'assessed_on'),
    ('mitigation', 'due_on'), ('mitigation', 'done_on'), ('escalation', 'raised_on'), ('plan_audit', 'audited_on'),
    ('data_source', 'complete_to'), ('population', 'on_day'), ('plans_in_force', 'on_day'),
    ('decision', 'put_on'), ('commentary', 'figure_on'), ('commentary', 'back_on'),
    ('wait', 'referred_on'), ('wait', 'last_contact_on')) v (t, c) \g /dev/null
-- Dates that must come after another one: only too late can be tried.
SELECT pg_temp.refuses(t || '_' || c || '_range', t, c, 'infinity') FROM (VALUES
    ('measure', 'target_on'), ('measurement', 'period_to'), ('action', 'due_on'), ('action', 'done_on'),
    ('risk', 'closed_on'), ('escalation', 'resolved_on'), ('complaint', 'outcome_on'), ('budget', 'spent_to'),
    ('wait', 'assessed_on'), ('commentary', 'written_on'),
    ('wait', 'left_on')) v (t, c) \g /dev/null
-- Every word of a closed list: one in capitals.
SELECT pg_temp.refuses(k, t, c, bad) FROM (VALUES
    ('verdict_known', 'verdict', 'verdict', 'Met'), ('measure_direction_known', 'measure', 'direction', 'up'),
    ('attendance_known', 'attendance', 'attendance', 'Present'),
    ('adviser_update_finding_known', 'adviser_update', 'finding', 'good'),
    ('feedback_from_whom_known', 'feedback', 'from_whom', 'parents'),
    ('data_source_known', 'data_source', 'source', 'Cases'),
    ('feedback_tone_known', 'feedback', 'tone', 'neutral'), ('decision_outcome_known', 'decision', 'outcome', 'agreed'),
    ('complaint_made_to_known', 'complaint', 'made_to', 'the authority '),
    ('export_column_reading_known', 'export_column', 'reading', 'Codes'),
    ('primary_need_form', 'primary_need', 'primary_need', 'asd'),
    ('complaint_outcome_known', 'complaint', 'outcome', 'Upheld'),
    ('risk_level_axis_known', 'risk_level', 'axis', 'probability')) v (k, t, c, bad) \g /dev/null
-- Every number.
SELECT pg_temp.refuses('meeting_papers_days_ahead_range', 'meeting', 'papers_days_ahead', '-1', '61'),
       pg_temp.refuses('measure_baseline_value_finite', 'measure', 'baseline_value', 'NaN', '-Infinity'),
       pg_temp.refuses('measure_target_value_finite', 'measure', 'target_value', 'NaN', 'Infinity'),
       pg_temp.refuses('measure_every_months_range', 'measure', 'every_months', '0', '61'),
       pg_temp.refuses('population_people_positive', 'population', 'people', '0'),
       pg_temp.refuses('plans_in_force_plans_range', 'plans_in_force', 'plans', '-1'),
       pg_temp.refuses('budget_planned_range', 'budget', 'planned', '-0.01', '1000000000000', 'NaN', 'Infinity'),
       pg_temp.refuses('budget_spent_range', 'budget', 'spent', '-1', 'NaN'),
       pg_temp.refuses('population_local_authority_form', 'population', 'local_authority', '34'),
       pg_temp.refuses('plans_in_force_local_authority_form', 'plans_in_force', 'local_authority', '34'),
       pg_temp.refuses('complaint_local_authority_form', 'complaint', 'local_authority', '3444'),
       pg_temp.refuses('data_source_every_months_range', 'data_source', 'every_months', '0', '61'),
       pg_temp.refuses('data_source_periods_range', 'data_source', 'periods', '0', '13'),
       pg_temp.refuses('measurement_value_finite', 'measurement', 'value', 'NaN', 'Infinity', '-Infinity'),
       pg_temp.refuses('milestone_value_finite', 'milestone', 'value', 'NaN', 'Infinity'),
       pg_temp.refuses('feedback_respondents_range', 'feedback', 'respondents', '-1'),
       pg_temp.refuses('feedback_theme_shown_from_range', 'feedback_theme', 'shown_from', '0', '1001'),
       pg_temp.refuses('risk_level_positive', 'risk_level', 'level', '0'),
       pg_temp.refuses('risk_cell_likelihood_range', 'risk_cell', 'likelihood', '0', '26'),
       pg_temp.refuses('risk_cell_impact_range', 'risk_cell', 'impact', '-1', '26'),
       pg_temp.refuses('risk_appetite_range', 'risk', 'appetite', '0'),
       pg_temp.refuses('mitigation_number_positive', 'mitigation', 'mitigation_number', '0'),
       pg_temp.refuses('small_numbers_shown_from_range', 'small_numbers', 'shown_from', '0', '2', '1001'),
       pg_temp.refuses('small_numbers_rounded_to_range', 'small_numbers', 'rounded_to', '0', '101'),
       pg_temp.refuses('age_band_from_age_range', 'age_band', 'from_age', '-1', '31'),
       pg_temp.refuses('age_band_to_age_range', 'age_band', 'to_age', '-1', '31'),
       pg_temp.refuses('school_phase_from_age_range', 'school_phase', 'from_age', '-1', '31'),
       pg_temp.refuses('school_phase_to_age_range', 'school_phase', 'to_age', '-1', '31'),
       pg_temp.refuses('case_characteristic_birth_month_first', 'case_characteristic', 'birth_month', '2015-06-02'),
       pg_temp.refuses('wait_service_within_weeks_range', 'wait_service', 'within_weeks', '0', '521'),
       pg_temp.refuses('plan_audit_local_authority_form', 'plan_audit', 'local_authority', '34', 'E08000015'),
       pg_temp.refuses('wait_local_authority_form', 'wait', 'local_authority', '3444') \g /dev/null
-- What hangs together.
INSERT INTO attempt (name, statement) VALUES
    ('budget_year_from_first', $$UPDATE budget SET year_from = '2025-01-01'$$),
    ('budget_year_from_range', $$UPDATE budget SET year_from = '2200-04-01', spent = NULL, spent_to = NULL$$),
    ('budget_spent_says_to', $$UPDATE budget SET spent_to = NULL$$),
    ('budget_spent_in_year', $$UPDATE budget SET spent_to = '2025-03-31'$$),
    ('export_column_one_source', $$UPDATE export_column SET fixed_value = '1'$$),
    ('small_numbers_only_row', $$INSERT INTO small_numbers VALUES (false)$$),
    ('age_band_in_order', $$INSERT INTO age_band VALUES ('x', 9, 27, 26)$$),
    ('age_band_no_overlap', $$INSERT INTO age_band VALUES ('x', 9, 25, 26)$$),
    ('school_phase_in_order', $$INSERT INTO school_phase VALUES ('x', 9, 27, 26, 'm')$$),
    ('school_phase_no_overlap', $$INSERT INTO school_phase VALUES ('x', 9, 25, 26, 'm')$$),
    ('case_characteristic_birth_month_range', $$UPDATE case_characteristic SET birth_month = '1989-12-01'$$),
    ('case_characteristic_one_age', $$UPDATE case_characteristic SET age_band = '5 to 10'$$),
    ('complaint_received_on_range', $$INSERT INTO complaint
                                      VALUES ('344', 'C2', 'the Ombudsman', 'delay', '2200-01-01')$$),
    ('complaint_outcome_complete', $$UPDATE complaint SET outcome_on = NULL$$),
    ('complaint_outcome_after_received', $$UPDATE complaint SET outcome_on = '2025-05-31'$$),
    ('data_source_stated_on_range', $$UPDATE data_source SET complete_to = '2025-01-01', stated_on = '2200-01-01',
                                      stated_by = 'DCS' WHERE source = 'cases'$$),
    ('data_source_stated_in_full', $$UPDATE data_source SET complete_to = '2025-01-01' WHERE source = 'cases'$$),
    ('data_source_stated_in_full', $$UPDATE data_source SET complete_to = '2025-01-01', stated_on = '2025-01-01',
                                     stated_by = ' ' WHERE source = 'cases'$$),
    ('data_source_measures_say', $$UPDATE data_source SET every_months = 1 WHERE source = 'measures'$$),
    ('data_source_measures_say', $$UPDATE data_source SET every_months = NULL WHERE source = 'cases'$$),
    ('data_source_measures_say', $$UPDATE data_source SET complete_to = '2025-01-01', stated_on = '2025-01-01',
                                   stated_by = 'DCS' WHERE source = 'measures'$$),
    ('slow_reason_known', $$INSERT INTO slow_reason VALUES ('boring', 9, 1, 'm')$$),
    ('slow_reason_points_range', $$UPDATE slow_reason SET points = -1 WHERE reason = 'overdue'$$),
    ('slow_reason_points_range', $$UPDATE slow_reason SET points = 101 WHERE reason = 'overdue'$$),
    ('compliance_test_known', $$INSERT INTO compliance_test VALUES ('all is well', 99, 'Met.')$$),
    ('delivery_status_complete_not_open', $$UPDATE delivery_status SET is_open = true
                                            WHERE delivery_status = 'complete'$$),
    ('sector_external_not_expected', $$UPDATE sector SET expected_on_board = true WHERE sector = 'DfE'$$),
    ('meeting_minutes_sent_on_range', $$UPDATE meeting SET minutes_sent_on = '2200-01-01' WHERE meeting_id = 'b0'$$),
    ('meeting_minuted_after_held', $$UPDATE meeting SET held_on = '2025-09-10', minutes_sent_on = '2025-09-09'
                                     WHERE meeting_id = 'b1'$$),
    ('meeting_minuted_after_held', $$UPDATE meeting SET minutes_sent_on = '2025-09-11' WHERE meeting_id = 'b1'$$),
    ('meeting_held_or_cancelled', $$UPDATE meeting SET held_on = '2025-09-10', cancelled_on = '2025-09-10'
                                    WHERE meeting_id = 'b1'$$),
    ('measure_target_after_baseline', $$UPDATE measure SET target_on = baseline_on WHERE measure_id = 'up'$$),
    ('measure_target_after_baseline', $$UPDATE measure SET target_on = '2024-12-31' WHERE measure_id = 'up'$$),
    ('measure_target_is_better', $$UPDATE measure SET target_value = 6.8 WHERE measure_id = 'up'$$),
    ('measure_target_is_better', $$UPDATE measure SET target_value = 52.1 WHERE measure_id = 'down'$$),
    ('measure_target_is_better', $$UPDATE measure SET direction = 'decrease' WHERE measure_id = 'up'$$),
    ('measure_local_authority_form', $$UPDATE measure SET local_authority = 'Wirral' WHERE measure_id = 'counted'$$),
    ('measure_counted_over_known', $$UPDATE measure SET counted_over = 'quarter' WHERE measure_id = 'counted'$$),
    ('measure_counted_complete', $$UPDATE measure SET definition = NULL WHERE measure_id = 'counted'$$),
    ('measure_counted_complete', $$UPDATE measure SET local_authority = NULL WHERE measure_id = 'counted'$$),
    ('measure_counted_complete', $$UPDATE measure SET counted_over = NULL WHERE measure_id = 'counted'$$),
    ('measure_counted_complete', $$UPDATE measure SET excluding_exceptions = NULL WHERE measure_id = 'counted'$$),
    ('measure_counted_complete', $$UPDATE measure SET excluding_exceptions = false WHERE measure_id = 'up'$$),
    ('measure_period_kind_typed', $$UPDATE measure SET period_kind = 'rolling' WHERE measure_id = 'counted'$$),
    ('measure_unit_percent_word', $$UPDATE measure SET unit = '%' WHERE measure_id = 'up'$$),
    ('unit_percent_word', $$INSERT INTO unit VALUES ('per cent', 99, 'm')$$),
    ('post_enters_as_not_blank', $$UPDATE post SET enters_as = ''$$),
    ('measure_baseline_complete', $$UPDATE measure SET baseline_value = NULL WHERE measure_id = 'counted'$$),
    ('measure_since_when', $$UPDATE measure SET baseline_on = NULL, baseline_value = NULL WHERE measure_id = 'up'$$),
    ('measure_target_day_has_value', $$UPDATE measure SET target_value = NULL WHERE measure_id = 'up'$$),
    ('measure_target_has_direction', $$UPDATE measure SET direction = NULL WHERE measure_id = 'up'$$),
    ('measure_count_local_authority_form', $$UPDATE measure_count SET local_authority = '34'$$),
    ('risk_assessment_inherent_complete', $$UPDATE risk_assessment SET inherent_impact = NULL$$),
    ('measure_counted_in_percent', $$UPDATE measure SET unit = 'plans' WHERE measure_id = 'counted'$$),
    ('measure_events_not_percent', $$UPDATE measure SET counts_events = true WHERE measure_id = 'up'$$),
    ('measurement_period_from_range', $$UPDATE measurement SET period_from = '1989-12-31'$$),
    ('measurement_period_in_order', $$UPDATE measurement SET period_from = '2025-09-01'
                                      WHERE period_to = '2025-08-31'$$),
    ('measurement_numerator_range', $$UPDATE measurement SET numerator = -1 WHERE period_to = '2025-08-31'$$),
    ('measurement_numerator_range', $$UPDATE measurement SET numerator = 'NaN' WHERE period_to = '2025-08-31'$$),
    ('measurement_numerator_range', $$UPDATE measurement SET numerator = 'Infinity' WHERE period_to = '2025-08-31'$$),
    ('measurement_numerator_within', $$UPDATE measurement SET numerator = 21 WHERE period_to = '2025-08-31'$$),
    ('measurement_denominator_range', $$UPDATE measurement SET denominator = 'Infinity'
                                        WHERE period_to = '2025-08-31'$$),
    ('measurement_denominator_range', $$UPDATE measurement SET denominator = 'NaN', numerator = 1
                                        WHERE period_to = '2025-08-31'$$),
    ('measurement_value_or_counts', $$INSERT INTO measurement (measure_id, period_to) VALUES ('up', '2025-12-31')$$),
    ('measurement_value_or_counts',
     $$INSERT INTO measurement (measure_id, period_to, numerator) VALUES ('up', '2025-12-31', 1)$$),
    ('measurement_value_or_counts',
     $$INSERT INTO measurement (measure_id, period_to, denominator) VALUES ('up', '2025-12-31', 1)$$),
    ('measurement_value_or_counts', $$INSERT INTO measurement (measure_id, period_to, value, denominator)
                                      VALUES ('up', '2025-12-31', 50, 2)$$),
    ('measurement_value_or_counts',
     $$INSERT INTO measurement (measure_id, period_to, value, numerator) VALUES ('up', '2025-12-31', 50, 1)$$),
    ('action_due_after_agreed', $$UPDATE action SET due_on = '2025-06-30' WHERE action_id = 'A1'$$),
    ('action_done_after_agreed', $$UPDATE action SET done_on = '2025-06-30' WHERE action_id = 'A1'$$),
    ('log_entry_about_one', $$INSERT INTO log_entry (entered_on, objective_id, action_id, progress)
                              VALUES ('2025-09-01', 'O1', 'A1', 'p')$$),
    ('log_entry_about_one', $$INSERT INTO log_entry (entered_on, progress) VALUES ('2025-09-01', 'p')$$),
    ('log_entry_says_something', $$INSERT INTO log_entry (entered_on, action_id, evidence_id, meeting_id)
                                   VALUES ('2025-09-01', 'A1', 'e1', 'b1')$$),
    ('feedback_satisfied_range', $$UPDATE feedback SET satisfied = -1 WHERE respondents = 12$$),
    ('feedback_satisfied_within', $$UPDATE feedback SET satisfied = 13 WHERE respondents = 12$$),
    ('feedback_satisfied_within', $$UPDATE feedback SET satisfied = 1 WHERE respondents IS NULL$$),
    ('risk_closed_after_opened', $$UPDATE risk SET closed_on = '2025-06-30' WHERE risk_id = 'R1'$$),
    ('risk_assessment_target_complete', $$UPDATE risk_assessment SET target_impact = NULL
                                          WHERE assessed_on = '2025-07-01'$$),
    ('risk_assessment_target_complete', $$UPDATE risk_assessment SET target_likelihood = NULL
                                          WHERE assessed_on = '2025-07-01'$$),
    ('risk_assessment_residual_explained', $$UPDATE risk_assessment SET reason = NULL
                                             WHERE assessed_on = '2025-09-10'$$),
    ('risk_assessment_residual_explained', $$UPDATE risk_assessment SET inherent_impact = 1
                                             WHERE assessed_on = '2025-07-01'$$),
    ('escalation_about_at_most_one', $$UPDATE escalation SET risk_id = 'R1' WHERE action_id = 'A1'$$),
    ('escalation_about_at_most_one', $$UPDATE escalation SET action_id = 'A1' WHERE objective_id = 'O1'$$),
    ('escalation_about_at_most_one', $$UPDATE escalation SET objective_id = 'O1' WHERE risk_id = 'R1'$$),
    ('escalation_resolved_after_raised', $$UPDATE escalation SET resolved_on = '2025-09-09'$$),
    ('decision_about_at_most_one', $$UPDATE decision SET risk_id = 'R1' WHERE action_id = 'A1'$$),
    ('decision_about_at_most_one', $$UPDATE decision SET action_id = 'A1' WHERE objective_id = 'O1'$$),
    ('decision_decided_with_outcome', $$UPDATE decision SET decided = 'd' WHERE risk_id = 'R1'$$),
    ('commentary_written_after_figure', $$UPDATE commentary SET figure_on = '2025-09-02'$$),
    ('wait_assessed_after_referred', $$UPDATE wait SET assessed_on = '2024-12-31' WHERE wait_ref = 'W1'$$),
    ('wait_left_after_referred', $$UPDATE wait SET left_on = '2024-12-31' WHERE wait_ref = 'W1'$$);
\set ECHO all
CREATE TEMPORARY TABLE answered AS SELECT *, pg_temp.answer(statement) AS answer FROM attempt;
-- An answer names the value and the column, and of a date the range. A row below is one that does not.
SELECT name, bad, answer, expected FROM answered JOIN pg_attribute ON attrelid = of_table::regclass
       AND attname = of_column,
    LATERAL (SELECT format('23514 | value "%s" is not allowed in column "%s" | ', bad, of_column)
        || CASE WHEN name ~ '_on_range|_to_range' THEN 'Use a date from 1990-01-01 to 2199-12-31'
                || CASE WHEN attnotnull THEN '.' ELSE ', or leave it empty.' END ELSE '' END AS expected) e
WHERE NOT starts_with(answer, expected) OR name ~ '_on_range|_to_range' AND answer <> expected;
-- What else each CHECK says.
SELECT name, split_part(answer, ' | ', 3) AS hint FROM answered WHERE bad IS NOT NULL AND name !~ '_on_range|_to_range'
GROUP BY 1, 2 ORDER BY min(place);
SELECT name, answer FROM answered WHERE bad IS NULL GROUP BY name, answer ORDER BY min(place);
-- No CHECK of a table that no other file tries without its row here; a row below is one.
SELECT conrelid::regclass, conname FROM pg_constraint
WHERE connamespace = 'plan'::regnamespace AND contype = 'c' AND conname NOT IN (SELECT name FROM attempt)
  -- these are in duties.sql and definitions.sql,
  AND conrelid::regclass::text NOT IN ('advice_request', 'annual_review', 'case_event', 'mediation', 'appeal',
      'definition',
      -- and these in programme.sql
      'programme', 'notice', 'partner', 'post', 'requirement', 'area', 'area_status', 'review', 'next_step',
      'next_step_area', 'ehc_request', 'assessment_exception', 'ledger_block', 'ledger_version', 'ledger_tile')
ORDER BY conrelid::regclass::text COLLATE "C", conname;
SELECT name FROM attempt
WHERE name NOT IN (SELECT conname FROM pg_constraint WHERE connamespace = 'plan'::regnamespace);
-- Refused by no other rule: without its CHECK each gets through. A row below falls under a second rule: its name is
-- referred to, or it upsets the order or side of a target, or what is infinite is larger than anything.
\set ECHO none
CREATE FUNCTION pg_temp.without(name text, statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    refused_by text;
BEGIN
    EXECUTE (SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) FROM pg_constraint
             WHERE connamespace = 'plan'::regnamespace AND conname = name);
    EXECUTE statement;
    RAISE EXCEPTION 'no error' USING ERRCODE = 'ZZ999';
EXCEPTION WHEN SQLSTATE 'ZZ999' THEN
    RETURN NULL;
WHEN others THEN
    GET STACKED DIAGNOSTICS refused_by = CONSTRAINT_NAME;
    -- Which of several foreign keys to a row is asked first depends on the numbers that their triggers have.
    RETURN CASE WHEN SQLERRM ~ '^update or delete on table' THEN 'what refers to it'
                ELSE coalesce(nullif(refused_by, ''), SQLERRM) END;
END $$;
\set ECHO all
SELECT name, w AS refused_by FROM attempt, LATERAL pg_temp.without(name, statement) w WHERE w IS NOT NULL
ORDER BY place;

-- What refers to what ---------------------------------------------------------------
-- Each foreign key, with a value that is not there: a row below is one that takes it, or says otherwise. (One column of
-- a key is enough to miss. current_impact has a CHECK that comes first.)
\set ECHO none
CREATE TEMPORARY VIEW reference AS
SELECT k.conname, k.conrelid::regclass::text AS t, a.attname AS c, k.confrelid::regclass::text AS other,
       format('UPDATE %s SET %I = %L WHERE ctid = (SELECT min(ctid) FROM %1$s WHERE %2$I IS NOT NULL)',
              k.conrelid::regclass, a.attname, CASE typname WHEN 'text' THEN 'nobody' ELSE '99' END) AS statement
FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[cardinality(k.conkey)]
JOIN pg_type y ON y.oid = a.atttypid
WHERE k.connamespace = 'plan'::regnamespace AND k.contype = 'f'
  AND k.conrelid::regclass::text NOT IN ('advice_request', 'annual_review', 'mediation', 'appeal',
                                         'assessment_exception', 'requirement', 'area', 'area_status', 'review',
                                         'next_step', 'next_step_area');
\set ECHO all
SELECT t, c, answer FROM (SELECT *, pg_temp.answer(statement) FROM reference) r
WHERE answer !~ format('^23503 \| insert or update on table "%s" violates foreign key constraint "%s" \| Key \([a-z_, '
                       ']*\m%s\)=\(.*\) is not present in table "%s"\.$', t, conname, c, other)
ORDER BY t COLLATE "C", c COLLATE "C";
SELECT t, string_agg(CASE c WHEN other || '_id' THEN other ELSE format('%s (%s)', other, c) END, ', '
                     ORDER BY c COLLATE "C") AS refers_to FROM reference GROUP BY t ORDER BY t COLLATE "C";
-- A score outside the matrix, as inherent, current and target.
SELECT pg_temp.answer(format('INSERT INTO risk_assessment VALUES (''R1'', ''2026-01-01'', NULL, %s)', s))
FROM unnest('{"6, 5, 1, 1","5, 6, 1, 1","5, 5, 6, 5","5, 5, 5, 6","5, 5, 1, 1, 6, 5","5, 5, 1, 1, 0, 1","0, 1, 1, '
            '1","5, 5, -1, -1"}'::text[]) s;
-- One post answers for an action: no second one, and never none.
SELECT pg_temp.answers(
    $$INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on)
      VALUES ('x', 'O1', 't', 'DCS, CNO', '2025-07-01')$$,
    $$INSERT INTO action (action_id, objective_id, title, agreed_on) VALUES ('x', 'O1', 't', '2025-07-01')$$,
    $$UPDATE action SET owner_post = NULL$$,
    $$DELETE FROM post WHERE post_id = 'CNO'$$
);
-- A measure has a unit, and says how it is measured and how often; a target has a direction, a baseline its value. Its
-- day a target may lack.
-- A row below is a column that may be empty.
SELECT c, answer
FROM unnest('{objective_id,title,unit,direction,baseline_on,baseline_value,target_on,target_value,how_measured,'
            'every_months}'::text[]) c,
       LATERAL pg_temp.answer(format('UPDATE measure SET %I = NULL WHERE measure_id = ''up''', c))
WHERE answer <> format('23502 | null value in column "%s" of relation "measure" violates not-null constraint', c);
-- Once only.
SELECT pg_temp.answers(
    $$INSERT INTO risk_assessment VALUES ('R2', '2025-10-01', 'b1', 4, 4, 4, 4)$$,
    $$INSERT INTO risk_assessment VALUES ('R2', '2025-09-11', NULL, 4, 4, 4, 4)$$,
    $$INSERT INTO measurement (measure_id, period_to, value) VALUES ('up', '2025-06-30', 1)$$,
    $$INSERT INTO invitation VALUES ('b1', 'adviser', '2025-09-02')$$,
    $$INSERT INTO rag VALUES ('purple', 1, 'm')$$
);
-- What else must be there.
SELECT c.relname, string_agg(a.attname, ', ' ORDER BY a.attnum) AS not_null FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relnamespace = 'plan'::regnamespace AND c.relkind = 'r' AND a.attnotnull AND a.attnum > 0
    AND c.relname NOT LIKE 'ledger%'
  AND c.relname NOT IN ('advice_request', 'annual_review', 'case_event', 'mediation', 'appeal', 'definition',
                        'programme',
                        'notice', 'partner', 'post', 'requirement', 'area', 'area_status', 'review', 'next_step',
                        'next_step_area', 'ehc_request', 'assessment_exception')
GROUP BY c.relname ORDER BY c.relname COLLATE "C";

-- DfE and NHS England attend from outside ------------------------------------------------
-- Whichever of the three rows is changed, by whichever statement; as the owner, and as an editor.
CREATE ROLE regress_plan_editor;
SELECT sen.grant_access('plan', 'regress_plan_editor', 'editor') ~ '^role regress_plan_editor is editor' AS granted;
\set ECHO none
CREATE TEMPORARY TABLE way (place integer GENERATED ALWAYS AS IDENTITY, statement text);
INSERT INTO way (statement) VALUES
    ($$INSERT INTO post (post_id, partner_id, title, attends_as) VALUES ('x', 'DfE', 't', 'member')$$),
    ($$INSERT INTO post (post_id, partner_id, title, attends_as) VALUES ('y', 'council', 't', 'member'),
       ('x', 'NHSE', 't', 'member')$$),
    ($$INSERT INTO post (post_id, partner_id, title, attends_as)
       VALUES ('observer', 'NHSE', 't', 'none') ON CONFLICT (post_id) DO UPDATE SET attends_as = 'member'$$),
    ($$UPDATE post SET attends_as = 'member' WHERE post_id = 'observer'$$),
    ($$UPDATE post SET partner_id = 'NHSE' WHERE post_id = 'CNO'$$),
    ($$WITH n AS (INSERT INTO post (post_id, partner_id, title) VALUES ('x', 'DfE', 't') RETURNING 1) UPDATE post
       SET partner_id = 'DfE' WHERE post_id = 'DCS'$$),
    ($$UPDATE partner SET sector = 'NHS England' WHERE partner_id = 'ICB'$$),
    ($$INSERT INTO partner
       VALUES ('ICB', 'n', 'DfE') ON CONFLICT (partner_id) DO UPDATE SET sector = excluded.sector$$),
    ($$UPDATE sector SET is_external = true, expected_on_board = false WHERE sector = 'health'$$),
    -- The three whom paragraph 6 names, whatever their sector.
    ($$UPDATE post SET attends_as = 'member' WHERE post_id = 'adviser'$$),
    ($$UPDATE post SET attends_as = 'none' WHERE post_id = 'adviser'$$),
    ($$INSERT INTO post (post_id, partner_id, title, attends_as, notice_role)
       VALUES ('x', 'council', 't', 'member', 'DfE case lead')$$),
    ($$INSERT INTO post (post_id, partner_id, title, notice_role)
       VALUES ('x', 'council', 't', 'NHS England adviser')$$),
    ($$UPDATE post SET notice_role = 'ICB chief executive'; UPDATE notice_role SET is_external = true
       WHERE notice_role = 'ICB chief executive'$$),
    -- And these are right.
    ($$UPDATE post SET attends_as = 'external attendee' WHERE post_id = 'observer'$$),
    ($$UPDATE partner SET sector = 'care' WHERE partner_id = 'ICB'$$),
    ($$UPDATE sector SET is_external = false WHERE sector = 'NHS England'; UPDATE post SET attends_as = 'member'
       WHERE post_id = 'observer'$$),
    ($$UPDATE post SET attends_as = 'external attendee' WHERE partner_id = 'ICB';
       UPDATE partner SET sector = 'NHS England' WHERE partner_id = 'ICB'$$);
CREATE TEMPORARY TABLE said AS SELECT place, statement, pg_temp.answer(statement) AS answer FROM way;
GRANT SELECT ON said TO regress_plan_editor;
\set ECHO all
\pset tuples_only on
SELECT statement || E'\n    ' || answer FROM said ORDER BY place;
\pset tuples_only off
SET ROLE regress_plan_editor;
SELECT current_user, statement, pg_temp.answer(statement) FROM said WHERE pg_temp.answer(statement) <> answer;
-- A programme of the same database is another programme.
RESET ROLE;
SELECT sen.create_programme('plan_2') IS NOT NULL AS made;
UPDATE plan_2.sector SET is_external = false WHERE sector = 'DfE';
INSERT INTO plan_2.partner VALUES ('DfE', 'Department for Education', 'DfE');
INSERT INTO plan_2.post (post_id, partner_id, title, attends_as) VALUES ('lead', 'DfE', 'Lead', 'member');
UPDATE post SET title = 'Director' WHERE post_id = 'DCS';
UPDATE plan_2.post SET title = 'Case lead';

-- Numbers that the database gives: an editor needs no right to the sequence --------------------------
SET ROLE regress_plan_editor;
INSERT INTO log_entry (entered_on, action_id, progress) VALUES ('2025-09-02', 'A1', 'p')
RETURNING log_entry_id > (SELECT max(log_entry_id) FROM log_entry) AS next;
INSERT INTO adviser_update (post_id, given_on, notice_id, finding, summary)
VALUES ('adviser', '2025-09-02', '2025', 'progress', 's') RETURNING adviser_update_id > (SELECT max(adviser_update_id)
    FROM adviser_update) AS next;
INSERT INTO feedback (received_on, from_whom, channel, tone, summary)
VALUES ('2025-09-02', 'schools', 'event', 'mixed', 's') RETURNING feedback_id > (SELECT max(feedback_id)
    FROM feedback) AS next;
INSERT INTO escalation (raised_on, what, escalated_to) VALUES ('2025-09-11', 'w', 'DCS')
RETURNING escalation_id > (SELECT max(escalation_id) FROM escalation) AS next;
COPY log_entry (entered_on, action_id, progress) FROM stdin WITH (FORMAT csv);
2025-09-03,A1,first
2025-09-03,A2,second
\.
SELECT count(*) = count(DISTINCT log_entry_id) AS all_differ,
       count(*) FILTER (WHERE entered_on = '2025-09-03') AS copied FROM log_entry;
\pset tuples_only on
SELECT pg_temp.answers(
    $$INSERT INTO log_entry (log_entry_id, entered_on, action_id, progress) VALUES (1000, '2025-09-02', 'A1', 'p')$$,
    $$UPDATE log_entry SET log_entry_id = 1000 WHERE log_entry_id = 1$$,
    $$SELECT setval('log_entry_log_entry_id_seq', 1)$$,
    $$TRUNCATE log_entry$$
);
\pset tuples_only off
-- An editor changes words, too, and rows that refer to them follow no rename: the word is in use.
INSERT INTO delivery_status VALUES ('paused', 8, 'amber', true, false, 'Waits for a decision.');
INSERT INTO log_entry (entered_on, action_id, delivery_status) VALUES ('2025-09-04', 'A1', 'paused');
UPDATE delivery_status SET delivery_status = 'on hold' WHERE delivery_status = 'paused';
RESET ROLE;
-- All of it is in the log of versions; waits and audits are not, since they are about single children.
SELECT count(*) AS entries_by_the_editor FROM log_leaves WHERE acting_role = 'regress_plan_editor'
       AND log_table IN ('log_entry', 'adviser_update', 'feedback', 'escalation', 'delivery_status');
SELECT c.relname AS not_tracked FROM pg_class c WHERE c.relnamespace = 'plan'::regnamespace AND c.relkind = 'r'
       AND c.relname NOT LIKE 'ledger%'
    AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid AND t.tgname = 'sen_track') ORDER BY 1;

-- The meeting cycle: a meeting is the last one from the day after it was held ------------------------
\set ECHO none
DELETE FROM evidence_requirement; DELETE FROM attendance; DELETE FROM invitation;
CREATE TEMPORARY TABLE day AS SELECT d::date AS d
    FROM unnest('{1990-01-01,1990-01-02,2025-09-09,2025-09-10,2025-09-11,2025-10-08,2025-10-09,2025-11-12,'
                '2025-11-13}'::text[]) d;
INSERT INTO meeting (meeting_id, title, planned_on, held_on, cancelled_on, source)
VALUES ('b2', 'Board', '2025-10-08', NULL, '2025-10-01', 's'), ('b3', 'Board', '2025-11-12', '2025-11-12', NULL, 's'),
    ('b3 again', 'Board', '2025-11-12', NULL, NULL, 's');
UPDATE meeting SET held_on = '2025-09-10' WHERE meeting_id = 'b1';
CREATE FUNCTION pg_temp.cycle(day date) RETURNS SETOF meeting_cycle LANGUAGE plpgsql AS $$
BEGIN
    PERFORM set_config('sen_improvement.as_of', day::text, false);
    RETURN QUERY SELECT * FROM meeting_cycle;
END $$;
\set ECHO all
SELECT c.* FROM day, LATERAL pg_temp.cycle(d) c ORDER BY d;
RESET sen_improvement.as_of;

-- A programme cannot lose the extension by an oversight; and it goes as one schema. ---------------------
\set VERBOSITY terse
DROP FUNCTION sen.outside_is_external();
\set VERBOSITY default
RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA plan, plan_2 CASCADE;
DROP OWNED BY regress_plan_editor;
DROP ROLE regress_plan_editor;
