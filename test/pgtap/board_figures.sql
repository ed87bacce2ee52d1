-- Plans in force per 1,000, money per objective, complaints by theme: days at each end, and what is not known yet.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\set programme figures
\ir ../fixtures/ready_programme.sql
SET LOCAL search_path = figures, public;
SET LOCAL sen_improvement.as_of = '2025-06-30';

INSERT INTO population (local_authority, on_day, people, source) VALUES
    ('344', '2023-06-30', 100000, 's'), ('344', '2025-01-16', 80000, 's'), ('344', '2025-01-17', 1, 's'),
    ('345', '2020-06-30', 1, 's');
INSERT INTO plans_in_force (local_authority, on_day, plans, source) VALUES
    ('344', '2023-12-15', 1, 's'), ('344', '2023-12-17', 2500, 's'), ('344', '2024-01-18', 3000, 's'),
    ('344', '2025-01-16', 3601, 's'), ('344', '2025-07-01', 9, 's'), ('346', '2025-01-16', 0, 's'),
    ('346', '2025-06-30', 5, 's');
SELECT results_eq('SELECT local_authority, on_day, population_on, people, per_1000, before_on, percent_growth, in_words
                   FROM plans_per_1000',
    $$VALUES ('344', date '2023-12-15', date '2023-06-30', 100000, 0.0, NULL::date, NULL::numeric,
              '1 plan in force on 15 December 2023; 0 per 1,000 people of 0 to 25'),
             ('344', '2023-12-17', '2023-06-30', 100000, 25.0, NULL, NULL,
              '2,500 plans in force on 17 December 2023; 25 per 1,000 people of 0 to 25'),
             ('344', '2024-01-18', '2023-06-30', 100000, 30.0, NULL, NULL,
              '3,000 plans in force on 18 January 2024; 30 per 1,000 people of 0 to 25'),
             ('344', '2025-01-16', '2025-01-16', 80000, 45.0, '2024-01-18', 20.0,
              '3,601 plans in force on 16 January 2025; 45 per 1,000 people of 0 to 25; 20% more than on 18 January '
              '2024'),
             ('346', '2025-01-16', NULL, NULL, NULL, NULL, NULL, '0 plans in force on 16 January 2025'),
             ('346', '2025-06-30', NULL, NULL, NULL, NULL, NULL, '5 plans in force on 30 June 2025')$$,
    'plans per 1,000 by the latest population, and their growth in a year');
DELETE FROM plans_in_force WHERE on_day IN ('2024-01-18', '2023-12-17');
SELECT is((SELECT before_on FROM plans_per_1000 WHERE on_day = '2025-01-16' AND local_authority = '344'), NULL,
          'more than 13 months before is not a year before');
INSERT INTO plans_in_force (local_authority, on_day, plans, source) VALUES ('344', '2023-12-16', 3601, 's');
SELECT is((SELECT in_words FROM plans_per_1000 WHERE on_day = '2025-01-16' AND local_authority = '344'),
          '3,601 plans in force on 16 January 2025; 45 per 1,000 people of 0 to 25; as many as on 16 December 2023',
          '13 months before is');
UPDATE plans_in_force SET plans = 4000 WHERE on_day = '2023-12-16';
SELECT matches((SELECT in_words FROM plans_per_1000 WHERE on_day = '2025-01-16' AND local_authority = '344'),
               '; 10% fewer than on 16 December 2023$', 'fewer');

INSERT INTO evidence (evidence_id, kind, title, dated_on, illustrative) VALUES ('e', 'data', 'E', '2025-01-01', true);
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O', 'Plan', 'Plans in time', '2025-01-01'),
    ('P', 'Plan', 'Staff', '2025-01-01'), ('later', 'Plan', 'Later', '2025-07-01');
INSERT INTO budget (objective_id, year_from, planned, spent, spent_to, evidence_id) VALUES
    ('O', '2025-04-01', 120000, 45500.5, '2025-06-30', 'e'), ('P', '2025-04-01', 1000, 1201, '2025-06-29', NULL),
    ('O', '2024-04-01', NULL, 1, '2024-05-01', NULL), ('P', '2024-04-01', 0, NULL, NULL, NULL),
    ('later', '2025-04-01', 1, NULL, NULL, NULL), ('O', '2026-04-01', 5, NULL, NULL, NULL);
SELECT results_eq('SELECT objective_id, year, spent, percent_spent, left_to_spend, in_words, illustrative
                   FROM objective_money',
    $$VALUES ('O', '2025-26', 45500.5, 37.9, 74499.5,
              '120,000 pounds planned, 45,501 pounds spent by 30 June 2025 (37.9%)', true),
             ('P', '2025-26', 1201, 120.1, -201,
              '1,000 pounds planned, 1,201 pounds spent by 29 June 2025 (120.1%), 201 pounds more than planned', false),
             ('P', '2024-25', NULL, NULL, NULL, '0 pounds planned, what was spent is not recorded', false),
             ('O', '2024-25', 1, NULL, NULL, 'no plan is recorded, 1 pound spent by 1 May 2024', false)$$,
    'money by year and objective');
SET LOCAL sen_improvement.as_of = '2025-06-29';
SELECT is((SELECT in_words FROM objective_money WHERE objective_id = 'O' AND year = '2025-26'),
          '120,000 pounds planned, what was spent is not recorded', 'what was counted later is not known yet');
SET LOCAL sen_improvement.as_of = '2025-06-30';

INSERT INTO complaint (local_authority, complaint_ref, made_to, theme, received_on, outcome, outcome_on) VALUES
    ('344', '1', 'the authority', 'delay', '2023-06-30', 'upheld', '2024-06-30'),
    ('344', '2', 'the authority', 'delay', '2023-07-01', 'upheld', '2024-07-01'),
    ('344', '3', 'the authority', 'delay', '2024-06-30', 'not upheld', '2025-06-30'),
    ('344', '4', 'the authority', 'delay', '2024-07-01', 'partly upheld', '2024-08-01'),
    ('344', '5', 'the authority', 'delay', '2025-06-30', 'withdrawn', '2025-06-30'),
    ('344', '6', 'the authority', 'delay', '2025-05-30', 'upheld', '2025-07-01'),
    ('344', '7', 'the authority', 'delay', '2025-07-01', NULL, NULL),
    ('344', '8', 'the authority', 'staff', '2025-06-01', NULL, NULL),
    ('344', '9', 'the Ombudsman', 'delay', '2025-06-01', 'upheld', '2025-06-02');
SELECT results_eq('SELECT made_to, theme, received, received_year_before, decided, upheld, percent_upheld, open,
                          in_words
                   FROM complaints_by_theme',
    $$VALUES ('the authority', 'delay', 3::bigint, 2::bigint, 3::bigint, 2::bigint, 66.7, 1::bigint,
              '3 complaints in twelve months, 2 in those before; 2 of 3 decided upheld at least in part; 1 open'),
             ('the authority', 'staff', 1, 0, 0, 0, NULL, 1, '1 complaint in twelve months, 0 in those before; none '
              'decided; 1 open'),
             ('the Ombudsman', 'delay', 1, 0, 1, 1, 100.0, 0,
              '1 complaint in twelve months, 0 in those before; 1 of 1 decided upheld at least in part')$$,
    'complaints by theme and outcome');
SELECT * FROM finish();
ROLLBACK;
