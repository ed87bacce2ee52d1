-- Room board: the risk register and its history.
\i sql/include/begin.sql
\set programme risks
\i test/fixtures/ready_programme.sql
SET search_path = risks;
SET sen_improvement.as_of = '2025-08-14';
SELECT (SELECT count(*) FROM risk_register) + (SELECT count(*) FROM risk_history) AS rows;

\set ECHO none
INSERT INTO partner VALUES ('council', 'The council', 'local government');
INSERT INTO post (post_id, partner_id, title) VALUES ('DCS', 'council', 'Director');
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
VALUES ('june', 'June', '2025-06-03', '2025-06-03', 'test'), ('july', 'July', '2025-07-15', '2025-07-15', 'test'),
    ('september', 'September', '2025-09-12', '2025-09-12', 'test');
INSERT INTO risk (risk_id, title, cause, effect, owner_post, appetite, opened_on, closed_on) VALUES
    ('rose', 'Too few psychologists.', 'a national shortage.', 'late plans', 'DCS', 8, '2025-01-10', NULL),
    ('fell', 'Data go astray', NULL, 'decisions without figures', NULL, 12, '2025-01-10', NULL),
    ('same', 'Staff leave', 'pay', NULL, 'DCS', NULL, '2025-01-10', NULL),
    ('reshaped', 'Money runs out', NULL, NULL, 'DCS', 12, '2025-01-10', NULL),
    ('forgotten', 'Schools do not take part', NULL, NULL, 'DCS', 5, '2025-01-10', NULL),
    ('minuted', 'Minuted after the meeting', NULL, NULL, 'DCS', NULL, '2025-01-10', NULL),
    ('new', 'New since', NULL, NULL, 'DCS', NULL, '2025-07-15', NULL),
    ('never', 'Never assessed', NULL, NULL, NULL, NULL, '2025-01-10', NULL),
    ('closed', 'Closed', NULL, NULL, 'DCS', NULL, '2025-01-10', '2025-08-14'),
    ('closes', 'Closed tomorrow', NULL, NULL, 'DCS', NULL, '2025-01-10', '2025-08-15'),
    ('opens', 'Opened tomorrow', NULL, NULL, 'DCS', NULL, '2025-08-15', NULL);
INSERT INTO risk_assessment (risk_id, assessed_on, meeting_id, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact, target_likelihood, target_impact, reason) VALUES
    ('rose', '2025-01-10', NULL, 4, 5, 3, 4, 2, 3, NULL), ('rose', '2025-07-08', 'july', 4, 5, 3, 4, 2, 3, NULL),
    ('rose', '2025-08-14', 'september', 4, 5, 4, 5, 2, 3, NULL), ('rose', '2025-08-15', NULL, 5, 5, 5, 5, 2, 3, NULL),
    ('fell', '2025-05-27', 'june', 5, 5, 4, 4, 1, 1, NULL), ('fell', '2025-06-20', NULL, 5, 5, 3, 4, 1, 1, NULL),
    ('fell', '2025-07-16', NULL, 5, 5, 2, 4, 1, 1, NULL),
    ('same', '2025-05-27', 'june', 2, 3, 3, 3, NULL, NULL, 'Posts are frozen.'),
    ('same', '2025-07-15', NULL, 2, 3, 3, 3, NULL, NULL, 'Posts are still frozen.'),
    ('same', '2025-08-01', NULL, 2, 3, 3, 3, NULL, NULL, 'Posts are still frozen.'),
    ('reshaped', '2025-07-15', 'july', 5, 5, 3, 4, NULL, NULL, NULL),
    ('reshaped', '2025-07-16', NULL, 5, 5, 4, 3, NULL, NULL, NULL),
    ('forgotten', '2025-06-03', 'june', 3, 2, 3, 2, 1, 1, NULL),
    ('minuted', '2025-06-05', 'june', 1, 1, 1, 1, NULL, NULL, NULL),
    ('new', '2025-07-20', NULL, 5, 5, 5, 5, NULL, NULL, NULL),
    ('closed', '2025-06-03', NULL, 5, 5, 5, 5, NULL, NULL, NULL),
    ('closes', '2025-06-03', NULL, 1, 5, 1, 5, NULL, NULL, NULL);
INSERT INTO mitigation VALUES ('rose', 1, 'locums', 'DCS', '2025-08-13', NULL),
    ('rose', 2, 'training', 'DCS', '2025-08-14', NULL), ('rose', 3, 'a plan', 'DCS', '2025-01-31', '2025-08-14'),
    ('rose', 4, 'done tomorrow', 'DCS', '2025-08-01', '2025-08-15'), ('rose', 5, 'standing', NULL, NULL, NULL);
\set ECHO all

SELECT risk_id, statement, owner, inherent, inherent_score, inherent_band, current, current_score, current_band,
       current_in_words, target, target_score, target_band FROM risk_register;
SELECT risk_id, appetite, above_appetite, above_inherent, assessed_on, previous_on, previous, previous_score, change,
       movement, unchanged_since, months_without_movement AS months FROM risk_register;
SELECT risk_id, assessed_for_last_meeting, assessed_since_last_meeting, mitigations, mitigations_open,
       mitigations_overdue, attention FROM risk_register;
SELECT risk_id, assessed_on, counts_on, inherent, current, current_band, target_band, change, movement, unchanged_since
FROM risk_history;

-- The register as it stood on the day of the meeting: the meeting before was the last one then.
SET sen_improvement.as_of = '2025-07-15';
SELECT risk_id, current, previous, movement, assessed_for_last_meeting, assessed_since_last_meeting FROM risk_register;
-- Before any meeting.
SET sen_improvement.as_of = '2025-06-03';
SELECT risk_id, current, previous, movement, assessed_for_last_meeting, assessed_since_last_meeting, attention
FROM risk_register;
SET sen_improvement.as_of = '0001-01-01';
SELECT (SELECT count(*) FROM risk_register) + (SELECT count(*) FROM risk_history) AS rows;
SET sen_improvement.as_of = '9999-12-31';
SELECT risk_id, months_without_movement FROM risk_register WHERE risk_id = 'same';

-- A council's own matrix: its own bands, and words for some of its levels only.
SET sen_improvement.as_of = '2025-08-14';
INSERT INTO risk_band VALUES ('critical', 5, 'black', 'test');
UPDATE risk_cell SET risk_band = 'critical' WHERE likelihood = 4 AND impact = 5;
DELETE FROM risk_level WHERE axis = 'impact' AND level = 5;
SELECT risk_id, current_score, current_band, inherent_band, current_in_words FROM risk_register
WHERE risk_id IN ('rose', 'new');
-- What the matrix does not have is refused, and so are levels beyond those of sen.risk_matrix.
SELECT pg_temp.answers(
    $$INSERT INTO risk_assessment (risk_id, assessed_on, inherent_likelihood, inherent_impact, current_likelihood,
                                   current_impact) VALUES ('new', '2025-08-01', 6, 5, 1, 1)$$,
    $$INSERT INTO risk_cell VALUES (26, 1, 'low')$$,
    $$INSERT INTO risk_cell VALUES (1, 0, 'low')$$,
    $$INSERT INTO risk_assessment (risk_id, assessed_on, inherent_likelihood, inherent_impact, current_likelihood,
                                   current_impact) VALUES ('new', '2025-08-01', 2, 2, 3, 3)$$
);
RESET sen_improvement.as_of;
RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA risks CASCADE;
