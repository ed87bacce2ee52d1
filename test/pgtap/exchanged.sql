-- Two columns of one kind do not change places: likelihood and impact of every score, who was present, a deputy, sent
-- apologies or was absent, what is inside an authority and outside. Every pair here is of unequal numbers, and where a
-- product or a band would hide the exchange, the matrix is one that tells likelihood from impact.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\set programme swap
\ir ../fixtures/ready_programme.sql
SELECT set_config('search_path', 'swap, ' || current_setting('search_path'), true) AS path \gset
SET LOCAL sen_improvement.as_of = '2025-06-30';

-- Risks: all 20 cells off the diagonal, each once as the current score, with
-- other cells as the inherent one and the target ---------
UPDATE risk_cell SET risk_band = CASE WHEN likelihood < impact THEN 'extreme' WHEN likelihood > impact THEN 'low'
                                      ELSE 'high' END;
CREATE TEMPORARY TABLE cell ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY l, i) AS n, l, i FROM generate_series(1, 5) l, generate_series(1, 5) i WHERE l <> i;
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('m', 'Meeting', '2025-05-20', '2025-05-20', 'test');
INSERT INTO risk (risk_id, title, opened_on) SELECT 'r' || to_char(n, 'FM00'), 'Risk', '2025-01-01' FROM cell;
CREATE TEMPORARY TABLE wanted ON COMMIT DROP AS
SELECT 'r' || to_char(c.n, 'FM00') AS risk_id, c.l, c.i, h.l AS il, h.i AS ii, t.l AS tl, t.i AS ti, b.l AS bl,
       b.i AS bi
FROM cell c JOIN cell h ON h.n = c.n % 20 + 1 JOIN cell t ON t.n = (c.n + 6) % 20 + 1
JOIN cell b ON b.n = (c.n + 12) % 20 + 1;
INSERT INTO risk_assessment (risk_id, assessed_on, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact, target_likelihood, target_impact, reason)
SELECT w.risk_id, d.d, w.il, w.ii, CASE WHEN d.now THEN w.l ELSE w.bl END, CASE WHEN d.now THEN w.i ELSE w.bi END, w.tl,
       w.ti, 'given' FROM wanted w, (VALUES (date '2025-05-01', false), ('2025-06-01', true)) d (d, now);
SELECT results_eq($$SELECT risk_id, inherent, inherent_band, current, current_band, target, target_band,
                    current_in_words, previous FROM risk_register ORDER BY risk_id$$, $$
    SELECT risk_id, il || 'x' || ii, CASE WHEN il < ii THEN 'extreme' ELSE 'low' END, l || 'x' || i,
           CASE WHEN l < i THEN 'extreme' ELSE 'low' END, tl || 'x' || ti,
           CASE WHEN tl < ti THEN 'extreme' ELSE 'low' END,
           (ARRAY['rare', 'unlikely', 'possible', 'likely', 'almost certain'])[l] || ', '
               || (ARRAY['negligible', 'minor', 'moderate', 'major', 'catastrophic'])[i], bl || 'x' || bi
    FROM wanted ORDER BY risk_id$$,
        'the register: likelihood x impact, before, now, with nothing done and as it should be');
SELECT results_eq($$SELECT risk_id, inherent, inherent_band, current, current_band, target, target_band,
                    current_likelihood, current_impact FROM risk_history WHERE assessed_on = '2025-06-01'
                    ORDER BY risk_id$$, $$
    SELECT risk_id, il || 'x' || ii, CASE WHEN il < ii THEN 'extreme' ELSE 'low' END, l || 'x' || i,
           CASE WHEN l < i THEN 'extreme' ELSE 'low' END, tl || 'x' || ti,
           CASE WHEN tl < ti THEN 'extreme' ELSE 'low' END, l::smallint, i::smallint
    FROM wanted ORDER BY risk_id$$, 'and the history');
SELECT results_eq($$SELECT risk_id, inherent_score::integer, current_score::integer, target_score::integer,
                    previous_score::integer FROM risk_register ORDER BY risk_id$$,
                  'SELECT risk_id, il * ii, l * i, tl * ti, bl * bi FROM wanted ORDER BY risk_id',
                  'the scores, each of its own two levels');
SELECT is((SELECT string_agg(current, ' ' ORDER BY n)
           FROM (SELECT current, row_number() OVER () AS n FROM risk_register) x),
          (SELECT string_agg(l || 'x' || i, ' ' ORDER BY l * i DESC, i DESC, risk_id) FROM wanted),
          'the highest score first, then the higher impact');
SELECT is((SELECT change || ': ' || movement FROM risk_register WHERE risk_id = w.risk_id),
          (SELECT m.change || ': ' || m.in_words
           FROM sen.risk_movement(format('%sx%s', bl, bi)::sen.risk_score, format('%sx%s', l, i)::sen.risk_score) m),
          'moved from ' || bl || 'x' || bi || ' to ' || l || 'x' || i) FROM wanted w;

-- Attendance: 1 present, 2 deputies, 3 apologies, 4 absent, 5 of whom
-- nothing is recorded ------------------------------
INSERT INTO partner VALUES ('icb', 'Board', 'health'), ('dfe', 'Department', 'DfE');
INSERT INTO post (post_id, partner_id, title, attends_as) SELECT 'p' || n, 'icb', 'Post', 'member'
FROM generate_series(1, 15) n;
INSERT INTO attendance
SELECT 'm', 'p' || n, CASE WHEN n <= 1 THEN 'present' WHEN n <= 3 THEN 'deputy' WHEN n <= 6 THEN 'apologies'
                           ELSE 'absent' END FROM generate_series(1, 10) n;
SELECT results_eq($$SELECT posts, present, deputies, apologies, absent, not_recorded FROM attendance_summary
                    WHERE sector = 'health'$$,
                  $$VALUES (15::bigint, 1::bigint, 2::bigint, 3::bigint, 4::bigint, 5::bigint)$$, 'who came, and how');
-- Invitations: of 6 from outside (of whom 3 by the notice) 2 are invited, of 15 members 7.
INSERT INTO post (post_id, partner_id, title, attends_as, notice_role)
SELECT 'x' || n, 'dfe', 'Post', 'external attendee',
    (ARRAY['DfE SEND adviser', 'NHS England adviser', 'DfE case lead'])[n] FROM generate_series(1, 6) n;
INSERT INTO invitation SELECT 'm', post_id, '2025-05-01' FROM post
WHERE post_id IN ('x1', 'x6', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7');
SELECT results_eq('SELECT external_expected, external_invited, notice_roles_invited, members_expected, members_invited '
                  'FROM meeting_readiness', 'VALUES (6::bigint, 2::bigint, 1::bigint, 15::bigint, 7::bigint)',
                  'who was invited');
-- Papers: three documents, sent on three days, in three states.
UPDATE meeting SET papers_days_ahead = 5, papers_sent_on = '2025-05-14', risk_register_sent_on = '2025-05-17',
    mitigation_plan_sent_on = '2025-05-22';
SELECT results_eq('SELECT papers, papers_sent_on, papers_days_in_advance, risk_register, risk_register_sent_on, '
                  'risk_register_days_in_advance, mitigation_plan, mitigation_plan_sent_on, '
                  'mitigation_plan_days_in_advance FROM meeting_readiness',
    $$VALUES ('in time', date '2025-05-14', 6, 'late', date '2025-05-17', 3, 'after the meeting', date '2025-05-22',
              -2)$$, 'which document was sent when');

-- Measures: baseline and target, counts, the interval and the trend, the
-- latest and the one before ----------------------------
INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('o', 'Plan', 'Objective', '2025-01-01');
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months) VALUES ('k', 'o', 'Measure', 'percent', 'increase',
                         '2025-01-01', 21, '2025-12-27', 83, 'Counted.', 1);
INSERT INTO measurement (measure_id, period_to, numerator, denominator) VALUES ('k', '2025-04-30', 30, 100),
    ('k', '2025-05-31', 45, 125);
SELECT results_eq('SELECT baseline_on, baseline_value, target_on, target_value, latest_on, latest_value, previous_on, '
                  'previous_value, latest_lower < 36 AND latest_upper > 36 FROM dashboard',
    $$VALUES (date '2025-01-01', 21::numeric, date '2025-12-27', 83::numeric, date '2025-05-31', 36::numeric,
              date '2025-04-30', 30::numeric, true)$$, 'a measure, from where to where');
SELECT results_eq('SELECT period_to, numerator, denominator, value FROM measure_value ORDER BY period_to',
                  $$VALUES (date '2025-04-30', 30::numeric, 100::numeric, 30::numeric), ('2025-05-31', 45, 125, 36)$$,
                  'and its counts');

SELECT * FROM finish();
ROLLBACK;
