-- The mitigation plan row by row: done, overdue, open and standing, on the day before, on it and after it.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\set programme mitigations
\ir ../fixtures/ready_programme.sql
SELECT set_config('search_path', 'mitigations, ' || current_setting('search_path'), true) AS path \gset
INSERT INTO partner (partner_id, name, sector) VALUES ('la', 'Council', 'local government');
INSERT INTO post (post_id, partner_id, title, attends_as) VALUES ('head', 'la', 'Head of SEND', 'member');
INSERT INTO risk (risk_id, title, owner_post, opened_on, closed_on)
VALUES ('R1', 'Too few psychologists', 'head', '2025-01-10', NULL), ('R2', 'Weak plans', 'head', '2025-01-10', NULL),
       ('R3', 'Closed', 'head', '2025-01-10', '2025-07-01'), ('R4', 'Not open yet', 'head', '2025-07-02', NULL);
INSERT INTO risk_assessment (risk_id, assessed_on, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact)
VALUES ('R1', '2025-02-01', 4, 4, 3, 3), ('R2', '2025-02-01', 5, 4, 5, 4);
INSERT INTO mitigation (risk_id, mitigation_number, what, owner_post, due_on, done_on)
VALUES ('R1', 1, 'Recovery plan', 'head', NULL, NULL), ('R1', 2, 'Recruit', NULL, '2025-06-30', NULL),
       ('R1', 3, 'Short contracts', 'head', '2025-07-01', '2025-07-02'),
       ('R1', 4, 'Agency', 'head', '2025-06-20', '2025-06-30'),
       ('R1', 5, 'Training', 'head', '2025-06-30', '2025-06-30'),
       ('R2', 1, 'Audits', 'head', '2025-07-01', NULL), ('R3', 1, 'Closed', 'head', '2025-06-01', NULL),
       ('R4', 1, 'Not yet', 'head', '2025-06-01', NULL);
SET LOCAL sen_improvement.as_of = '2025-07-01';
SELECT results_eq('SELECT risk_id || mitigation_number, owner, done_on, state, days_overdue, in_words '
                  'FROM mitigation_plan', $$VALUES
    ('R21', 'Head of SEND', NULL::date, 'open', NULL::integer, 'due today'),
    ('R11', 'Head of SEND', NULL, 'standing', NULL, 'standing: no day is set'),
    ('R12', NULL, NULL, 'overdue', 1, '1 day overdue (due 30 June 2025); nobody answers for it'),
    ('R13', 'Head of SEND', NULL, 'open', NULL, 'due today'),
    ('R14', 'Head of SEND', '2025-06-30', 'done', NULL, 'done on 30 June 2025, 10 days late'),
    ('R15', 'Head of SEND', '2025-06-30', 'done', NULL, 'done on 30 June 2025')$$,
    'each mitigation of a risk on the register, the highest score first');
SET LOCAL sen_improvement.as_of = '2025-06-30';
SELECT results_eq('SELECT risk_id || mitigation_number, state, in_words FROM mitigation_plan', $$VALUES
    ('R21', 'open', 'due in 1 day, on 1 July 2025'), ('R11', 'standing', 'standing: no day is set'),
    ('R12', 'open', 'due today; nobody answers for it'), ('R13', 'open', 'due in 1 day, on 1 July 2025'),
    ('R14', 'done', 'done on 30 June 2025, 10 days late'), ('R15', 'done', 'done on 30 June 2025'),
    ('R31', 'overdue', '29 days overdue (due 1 June 2025)')$$, 'the day before');
SET LOCAL sen_improvement.as_of = '2025-07-02';
SELECT results_eq('SELECT risk_id || mitigation_number, state, in_words FROM mitigation_plan WHERE risk_id <> ''R4''',
    $$VALUES ('R21', 'overdue', '1 day overdue (due 1 July 2025)'), ('R11', 'standing', 'standing: no day is set'),
    ('R12', 'overdue', '2 days overdue (due 30 June 2025); nobody answers for it'),
    ('R13', 'done', 'done on 2 July 2025, 1 day late'), ('R14', 'done', 'done on 30 June 2025, 10 days late'),
    ('R15', 'done', 'done on 30 June 2025')$$, 'the day after');
SELECT is((SELECT string_agg(r.risk_id || ' ' || r.mitigations || ' ' || r.mitigations_open || ' '
                             || r.mitigations_overdue, ', ' ORDER BY r.risk_id) FROM risk_register r),
          (SELECT string_agg(s.text, ', ' ORDER BY s.text)
           FROM (SELECT risk_id || ' ' || count(*) || ' ' || count(*) FILTER (WHERE state <> 'done') || ' '
                     || count(*) FILTER (WHERE state = 'overdue') AS text FROM mitigation_plan GROUP BY risk_id) s),
          'risk_register counts the same');
SELECT * FROM finish();
ROLLBACK;
