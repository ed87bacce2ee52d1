-- A programme as large as a council's in its second year of a notice: psql variables :programme (a name),
-- :cases (how many requests), :actions, :measures, :months, :risks, :meetings. The same on every machine.
-- It ends with December 2025. Loaded as the documentation says: rows into the tables, then sen.analyse_programme().
SET client_min_messages = warning;
SET sen_improvement.as_of = '2025-12-31';
SELECT :'programme' || '_reports' AS reports \gset
DROP SCHEMA IF EXISTS :programme, :reports CASCADE;
-- In so many partitions, where the variable says so; since 0.2.0.
\if :{?partitions}
SELECT sen.create_programme(:'programme', :partitions) \gset
\else
SELECT sen.create_programme(:'programme') \gset
\endif
SET search_path = :programme, public;
-- References are given in the order in which requests come and reviews are held, with :in_order; else in none.
\if :{?in_order}
\set received 'g * 2500 / (' :cases ' + 1)'
\set met 'g * 2 * 1400 / (' :cases ' + 2)'
\else
\set received 'g * 15485863 % 2500'
\set met 'g * 15485863 % 1400'
\endif

INSERT INTO ehc_request (local_authority, request_ref, received_on, request_outcome, request_outcome_on,
                         assessment_outcome, assessment_outcome_on, week20)
SELECT '344', g::text, d.received, 'Y', d.received + 40,
       CASE WHEN g % 8 <> 0 THEN 'Y' END, CASE WHEN g % 8 <> 0 THEN d.received + 60 + (g * 104729 % 500)::integer END,
           g % 37 = 0
FROM generate_series(1::bigint, :cases) g,
    LATERAL (SELECT date '2019-01-01' + (:received)::integer AS received) d;
INSERT INTO advice_request (local_authority, request_ref, body, asked_on, responded_on)
SELECT '344', r.request_ref, b.body, r.received_on + 42,
       CASE WHEN r.request_ref::bigint % 5 > 0
            THEN r.received_on + 60 + (r.request_ref::bigint * b.n * 7919 % 60)::integer END
FROM ehc_request r CROSS JOIN (VALUES ('educational psychology', 1), ('health', 2), ('social care', 3)) b (body, n);
INSERT INTO annual_review (local_authority, review_ref, meeting_on, report_sent_on, decision_sent_on, outcome)
SELECT '344', g::text, d.met, d.met + (g % 25)::integer, CASE WHEN g % 4 > 0 THEN d.met + (g * 31 % 60)::integer END,
       CASE WHEN g % 4 > 0 THEN 'M' END
FROM generate_series(1::bigint, :cases / 2) g,
    LATERAL (SELECT date '2022-01-01' + (:met)::integer AS met) d;
INSERT INTO plan_audit (local_authority, audit_ref, audited_on, grade, multi_agency)
SELECT '344', g::text, date '2024-01-01' + (g * 7919 % 700)::integer,
       (ARRAY['good', 'requires improvement', 'inadequate', 'outstanding'])[1 + g % 4], g % 3 > 0
FROM generate_series(1::bigint, :cases / 10) g;
INSERT INTO wait (local_authority, wait_ref, service, referred_on, assessed_on, last_contact_on)
SELECT '344', g::text, (ARRAY['speech and language', 'neurodevelopmental'])[1 + g % 2], d.day,
       CASE WHEN g % 5 > 0 THEN d.day + (g * 104729 % 500)::integer END, d.day + 30
FROM generate_series(1::bigint, :cases / 5) g,
    LATERAL (SELECT date '2023-01-01' + (g * 15485863 % 1000)::integer AS day) d;

INSERT INTO notice (notice_id, title, issued_by, issued_to, issued_on, actions_due_on, review_every_months, source)
VALUES ('2025', 'Improvement Notice', 'DfE', 'Council', '2024-01-15', '2026-08-31', 6, 'generated');
INSERT INTO partner VALUES ('council', 'Council', 'local government'), ('care', 'Social care', 'care'),
    ('icb', 'ICB', 'health'), ('schools', 'Schools', 'education'),
    ('forum', 'Parent Carer Forum', 'parents and carers'), ('members', 'Elected members', 'elected members'),
    ('dfe', 'DfE', 'DfE'), ('nhse', 'NHS England', 'NHS England');
INSERT INTO post (post_id, partner_id, title, attends_as, notice_role) VALUES
    ('ce', 'council', 'Chief Executive', 'member', 'council chief executive'),
    ('dcs', 'care', 'Director', 'member', 'children''s services accountable officer'),
    ('icb-ce', 'icb', 'ICB Chief Executive', 'member', 'ICB chief executive'),
    ('icb-ao', 'icb', 'ICB Accountable Officer', 'member', 'ICB accountable officer'),
    ('head', 'schools', 'Head', 'member', NULL), ('forum', 'forum', 'Chair of the forum', 'member', NULL),
    ('leader', 'members', 'Leader', 'member', NULL),
    ('dfe-adviser', 'dfe', 'SEND adviser', 'external attendee', 'DfE SEND adviser'),
    ('nhse-adviser', 'nhse', 'Adviser', 'external attendee', 'NHS England adviser'),
    ('dfe-lead', 'dfe', 'Case lead', 'external attendee', 'DfE case lead');
INSERT INTO requirement (notice_id, paragraph, position, heading, kind, asks, test)
SELECT '2025', CASE WHEN t.position <= 4 THEN '3(' || chr(96 + t.position) || ')' ELSE t.position::text END, t.position,
       'Heading', 'duty', t.test, CASE WHEN t.position <= 4 THEN 'the area improves' ELSE t.test END
FROM compliance_test t;
INSERT INTO area SELECT '2025', g, 'priority action', 'Area ' || g, '3(' || chr(96 + g) || ')'
FROM generate_series(1, 4) g;
INSERT INTO area_status SELECT '2025', g, '2024-01-15', 'active', 'generated' FROM generate_series(1, 4) g;
INSERT INTO meeting (meeting_id, title, planned_on, held_on, papers_sent_on, risk_register_sent_on,
                     mitigation_plan_sent_on, agreed_with_dfe_on, minutes_sent_on, source)
SELECT 'm' || g, 'Board ' || g, d.day, d.day, d.day - 5, d.day - 5, d.day - 5, d.day - 40, d.day + 10, 'generated'
FROM generate_series(1, :meetings) g, LATERAL (SELECT date '2025-12-20' - 30 * (:meetings - g) AS day) d;
INSERT INTO meeting (meeting_id, title, planned_on, agreed_with_dfe_on, source)
VALUES ('next', 'Next Board', '2026-01-20', '2025-12-01', 'generated');
INSERT INTO invitation SELECT m.meeting_id, p.post_id, m.planned_on - 14 FROM meeting m CROSS JOIN post p
WHERE m.held_on IS NOT NULL;
INSERT INTO attendance
SELECT m.meeting_id, p.post_id,
    CASE WHEN (m.planned_on - date '2020-01-01' + length(p.post_id)) % 7 = 0 THEN 'apologies' ELSE 'present' END
FROM meeting m CROSS JOIN post p WHERE m.held_on IS NOT NULL;
INSERT INTO evidence (evidence_id, kind, title, dated_on) VALUES ('e', 'data', 'Generated', '2020-01-01');
INSERT INTO evidence (evidence_id, kind, title, dated_on, meeting_id)
SELECT m.meeting_id || k.kind, k.kind, 'Papers', m.planned_on - 5, m.meeting_id FROM meeting m
    CROSS JOIN (VALUES ('data'), ('analysis'), ('lived experience')) k (kind) WHERE m.held_on IS NOT NULL;

INSERT INTO objective (objective_id, plan, title, owner_post, co_produced, agreed_on, evidence_id)
SELECT 'o' || g, 'Plan', 'Objective ' || g, 'dcs', g % 2 = 0, '2024-01-20', 'e'
FROM generate_series(1, greatest(1, :actions / 10)) g;
INSERT INTO objective_area SELECT 'o' || g, '2025', 1 + g % 4 FROM generate_series(1, greatest(1, :actions / 10)) g;
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, evidence_id)
SELECT 'm' || g, 'o' || 1 + g % greatest(1, :actions / 10), 'Measure ' || g, 'percent',
       CASE WHEN g % 3 = 0 THEN 'decrease' ELSE 'increase' END, date '2026-01-01' - 31 * :months,
       CASE WHEN g % 3 = 0 THEN 90 ELSE 10 END, '2026-08-31',
       CASE WHEN g % 3 = 0 THEN 20 ELSE 80 END, 'counted', 1, 'e'
FROM generate_series(1, :measures - 2) g;
-- How the periods of a measure lie to each other: said since 0.2.0.
SELECT to_regclass('period_kind') IS NOT NULL AS has_kinds \gset
\if :has_kinds
UPDATE measure SET period_kind = 'single periods';
\endif
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, definition, local_authority, counted_over,
                     excluding_exceptions, evidence_id) VALUES
    ('plans', 'o1', '20 weeks', 'percent', 'increase', '2023-12-31', 10, '2026-08-31', 60, 'counted from the cases', 1,
     'plans_in_20_weeks', '344', 'twelve months', true, 'e'),
    ('decisions', 'o1', '6 weeks', 'percent', 'increase', '2023-12-31', 10, '2026-08-31', 60, 'counted from the cases',
     1, 'decisions_in_6_weeks', '344', 'month', true, 'e');
INSERT INTO measurement (measure_id, period_to, numerator, denominator, evidence_id)
SELECT 'm' || g, (date '2025-12-31' - make_interval(months => :months - n))::date,
       greatest(0, least(100, CASE WHEN g % 3 = 0 THEN 90 - n ELSE 10 + n END + (g * n * 7919) % 9 - 4)), 100, 'e'
FROM generate_series(1, :measures - 2) g CROSS JOIN generate_series(1, :months) n;
INSERT INTO milestone SELECT 'm' || g, '2026-03-31', 50 FROM generate_series(1, :measures - 2) g;
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on, done_on, measure_id, evidence_id)
SELECT 'a' || g, 'o' || 1 + g % greatest(1, :actions / 10), 'Action ' || g,
       (ARRAY['dcs', 'icb-ao', 'head', 'ce'])[1 + g % 4], '2024-02-01', date '2025-06-01' + g % 500,
       CASE WHEN g % 3 = 0 THEN date '2025-02-01' + g % 300 END, 'm' || 1 + g % (:measures - 2), 'e'
FROM generate_series(1, :actions) g;
INSERT INTO contribution SELECT 'a' || g, 'forum', 'Views' FROM generate_series(1, :actions, 5) g;
INSERT INTO log_entry (meeting_id, entered_on, action_id, delivery_status, impact_status, progress, needs_more_from,
                       evidence_id)
SELECT m.meeting_id, m.held_on, 'a' || g,
       (ARRAY['not started', 'on track', 'at risk', 'off track', 'on track'])[1 + (g + n.n) % 5],
       CASE WHEN g % 2 = 0 THEN 'some impact' END, CASE WHEN (g + n.n) % 3 > 0 THEN 'Progress' END,
       CASE WHEN g % 20 = 0 THEN 'icb' END, 'e'
FROM (SELECT meeting_id, held_on, row_number() OVER (ORDER BY held_on DESC) AS n FROM meeting
      WHERE held_on IS NOT NULL) n JOIN meeting m USING (meeting_id) CROSS JOIN generate_series(1, :actions) g
WHERE n.n <= 10;
INSERT INTO risk (risk_id, title, cause, effect, owner_post, appetite, opened_on, evidence_id)
SELECT 'r' || g, 'Risk ' || g, 'cause', 'effect', 'dcs', 8, '2024-02-01', 'e' FROM generate_series(1, :risks) g;
INSERT INTO risk_assessment (risk_id, assessed_on, meeting_id, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact, target_likelihood, target_impact)
SELECT 'r' || g, m.held_on, m.meeting_id, 5, 1 + g % 5, 1 + (g + m.held_on - date '2020-01-01') % 5, 1 + g % 5, 1,
       1 + g % 5 FROM generate_series(1, :risks) g CROSS JOIN meeting m WHERE m.held_on IS NOT NULL;
INSERT INTO mitigation (risk_id, mitigation_number, what, owner_post, due_on, done_on)
SELECT 'r' || g, n, 'Mitigation', 'dcs', date '2025-01-01' + 100 * n,
    CASE WHEN g % 2 = 0 THEN date '2025-01-01' + 90 * n END FROM generate_series(1, :risks) g
    CROSS JOIN generate_series(1, 3) n;
INSERT INTO feedback (received_on, from_whom, channel, tone, summary)
SELECT date '2025-12-31' - 30 * g, (ARRAY['parents and carers', 'children and young people', 'schools'])[1 + g % 3],
    'survey', 'mixed', 'Views' FROM generate_series(1, 12) g;
INSERT INTO adviser_update (post_id, given_on, notice_id, finding, summary)
VALUES ('dfe-adviser', '2025-11-01', '2025', 'progress', 'Words');
SELECT sen.analyse_programme(:'programme') \gset
