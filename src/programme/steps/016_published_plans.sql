-- title: give what published plans have its place
-- version: 0.2.0

CREATE TABLE unit (
    unit     text PRIMARY KEY
        CONSTRAINT unit_not_blank CHECK (sen.check_value(unit ~ '\S' AND unit = btrim(unit), 'unit', unit,
                                                         'Give a word for the unit, such as weeks or families, '
                                                         'without blanks before or after it.'))
        CONSTRAINT unit_percent_word CHECK (sen.check_value(unit = 'percent' OR unit !~* '%|^\W*p(er)?[ .]*c(en)?t',
                                                            'unit', unit, 'Write percent: by that word figures are '
                                                            'known to be from 0 to 100.')),
    position smallint NOT NULL UNIQUE,
    meaning  text NOT NULL
);
COMMENT ON TABLE unit IS
    'The units of measures. percent is one that every check and view knows: 0 to 100, with points for differences. '
    'Others are words that reports print; add those that your plans have.';
COMMENT ON COLUMN unit.unit IS 'The word, such as percent, weeks or families.';
COMMENT ON COLUMN unit.position IS 'Place in lists, from 1.';
COMMENT ON COLUMN unit.meaning IS 'What it counts.';
INSERT INTO unit VALUES
    ('percent', 1, 'A share of a whole: 0 to 100 of 100.'),
    ('days', 2, 'Days, as a median or a mean.'),
    ('weeks', 3, 'Weeks, as a median or a mean.'),
    ('months', 4, 'Months, as a median or a mean.'),
    ('children', 5, 'Children and young people.'),
    ('pupils', 6, 'Pupils.'),
    ('families', 7, 'Families.'),
    ('people', 8, 'People, such as staff trained or parents who took part.'),
    ('posts', 9, 'Posts, filled or vacant.'),
    ('plans', 10, 'EHC plans.'),
    ('requests', 11, 'Requests for an EHC needs assessment.'),
    ('appeals', 12, 'Appeals to the Tribunal.'),
    ('complaints', 13, 'Complaints.'),
    ('exclusions', 14, 'Permanent exclusions.'),
    ('suspensions', 15, 'Suspensions.'),
    ('suspensions per 100 pupils', 16, 'Suspensions for each 100 pupils, in the year so far or in a year.'),
    ('per pupil', 17, 'So many for each pupil.'),
    ('visits', 18, 'Visits, such as to the local offer.'),
    ('visits a month', 19, 'Visits in a month.'),
    ('packages', 20, 'Packages of care or support.'),
    ('places', 21, 'Places in schools or settings.'),
    ('schools', 22, 'Schools or settings.'),
    ('meetings', 23, 'Meetings.'),
    ('pounds', 24, 'Pounds.');
ALTER TABLE unit SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('unit'); END $track$;
-- Every unit that means percent becomes the word; others stay, and are words of the list.
INSERT INTO unit
SELECT m.unit, (SELECT max(u.position) FROM unit u) + row_number() OVER (ORDER BY m.unit), 'As the council has it.'
FROM (SELECT DISTINCT btrim(x.unit) AS unit FROM measure x
      WHERE x.unit !~* '%|^\W*p(er)?[ .]*c(en)?t' AND btrim(x.unit) NOT IN (SELECT u.unit FROM unit u)) m;
UPDATE measure SET unit = CASE WHEN unit ~* '%|^\W*p(er)?[ .]*c(en)?t' THEN 'percent' ELSE btrim(unit) END,
    counts_events = counts_events AND unit !~* '%|^\W*p(er)?[ .]*c(en)?t'
WHERE unit <> btrim(unit) OR (unit <> 'percent' AND unit ~* '%|^\W*p(er)?[ .]*c(en)?t');
ALTER TABLE measure
    ADD FOREIGN KEY (unit) REFERENCES unit,
    ALTER COLUMN direction DROP NOT NULL,
    ALTER COLUMN baseline_on DROP NOT NULL,
    ALTER COLUMN baseline_value DROP NOT NULL,
    ALTER COLUMN target_on DROP NOT NULL,
    ALTER COLUMN target_value DROP NOT NULL,
    DROP CONSTRAINT measure_baseline_on_range,
    ADD CONSTRAINT measure_baseline_on_range CHECK (sen.check_record_date(baseline_on, 'baseline_on')),
    DROP CONSTRAINT measure_target_on_range,
    ADD CONSTRAINT measure_target_on_range CHECK (sen.check_record_date(target_on, 'target_on')),
    ADD CONSTRAINT measure_unit_percent_word CHECK (sen.check_value(unit = 'percent'
                                                                OR unit !~* '%|^\W*p(er)?[ .]*c(en)?t', 'unit', unit,
                                                            'Write percent: by that word figures are known to be from '
                                                            '0 to 100. Other units are words of table unit.')),
    ADD CONSTRAINT measure_baseline_complete CHECK (sen.check_value((baseline_on IS NULL) = (baseline_value IS NULL),
                                                                'baseline_value', baseline_value,
                                                                'Give the baseline with its day, or leave both empty '
                                                                'while it is still to be taken.')),
    ADD CONSTRAINT measure_since_when CHECK (sen.check_value(baseline_on IS NOT NULL OR agreed_on IS NOT NULL,
                                                         'agreed_on', agreed_on,
                                                         'Give the day on which it was agreed, while the baseline is '
                                                         'still to be taken.')),
    ADD CONSTRAINT measure_target_has_direction CHECK (sen.check_value(target_value IS NULL OR direction IS NOT NULL,
                                                                   'direction', direction,
                                                                   'Say which way is better, increase or decrease, '
                                                                   'since there is a target.')),
    ADD CONSTRAINT measure_target_day_has_value CHECK (sen.check_value(target_on IS NULL OR target_value IS NOT NULL,
                                                                   'target_value', target_value,
                                                                   'Give the target that is to be reached by '
                                                                   'target_on, or leave both empty for a figure that '
                                                                   'is shown for context.'));
COMMENT ON COLUMN measure.unit IS 'Unit of the values: a row of unit. percent: 0 to 100.';
COMMENT ON COLUMN measure.direction IS
    'Which way is better: increase or decrease. Empty for a figure that is shown for context only.';
COMMENT ON COLUMN measure.baseline_on IS 'Day of the baseline; empty while it is still to be taken.';
COMMENT ON COLUMN measure.baseline_value IS 'Value at the baseline, in the unit; empty as baseline_on.';
COMMENT ON COLUMN measure.target_on IS
    'Day by which the target is to be reached; empty if none was set, which data_quality reports.';
COMMENT ON COLUMN measure.target_value IS 'The target, in the unit; empty for a figure that is shown for context.';

CREATE TABLE measure_count (
    measure_id           text PRIMARY KEY REFERENCES measure,
    definition           text NOT NULL REFERENCES definition,
    local_authority      text NOT NULL
        CONSTRAINT measure_count_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$',
                                                                 'local_authority', local_authority,
                                                                 'Use the three-digit local authority code of DfE, '
                                                                 'such as 344.')),
    excluding_exceptions boolean NOT NULL
);
COMMENT ON TABLE measure_count IS
    'For a measure whose figures are typed in, such as those that DfE publishes: what is counted from the cases of the '
    'same thing. View measure_reconciliation shows the difference.';
COMMENT ON COLUMN measure_count.measure_id IS 'The measure, of which the figures are typed in.';
COMMENT ON COLUMN measure_count.definition IS 'What is counted of the same thing.';
COMMENT ON COLUMN measure_count.local_authority IS 'Whose cases are counted: three-digit code.';
COMMENT ON COLUMN measure_count.excluding_exceptions IS 'True if cases under a permitted exception are left out.';
ALTER TABLE measure_count SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('measure_count'); END $track$;

ALTER TABLE action
    ADD COLUMN lead_post text REFERENCES post,
    ADD COLUMN success_criteria text
        CONSTRAINT action_success_criteria_not_blank CHECK (sen.check_value(success_criteria ~ '\S', 'success_criteria',
                                                                success_criteria, 'Say by what it is known that the '
                                                                'action has worked, or leave it empty.'));
COMMENT ON COLUMN action.lead_post IS
    'The post that does the work, where that is another than the one that answers for it; empty if none is named.';
COMMENT ON COLUMN action.success_criteria IS
    'By what it is known that the action has worked, as the plan has it; empty if it says nothing.';
ALTER TABLE objective
    ADD COLUMN success_criteria text
        CONSTRAINT objective_success_criteria_not_blank CHECK (sen.check_value(success_criteria ~ '\S',
                                                                   'success_criteria', success_criteria,
                                                                   'Say by what it is known that the objective is '
                                                                   'reached, or leave it empty.'));
COMMENT ON COLUMN objective.success_criteria IS
    'By what it is known that the objective is reached, as the plan has it; empty if it says nothing.';

CREATE TABLE risk_response (
    risk_response text PRIMARY KEY
        CONSTRAINT risk_response_not_blank CHECK (sen.check_value(risk_response ~ '\S', 'risk_response', risk_response,
                                                                  'Give a word for what is done about a risk, such as '
                                                                  'treat.')),
    position      smallint NOT NULL UNIQUE,
    meaning       text NOT NULL
);
COMMENT ON TABLE risk_response IS
    'What can be decided about a risk, as registers of public bodies have it: treat, tolerate, transfer, terminate.';
COMMENT ON COLUMN risk_response.risk_response IS 'The word, such as treat.';
COMMENT ON COLUMN risk_response.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN risk_response.meaning IS 'What the word means.';
INSERT INTO risk_response VALUES
    ('treat', 1, 'Something is done so that it becomes less likely, or does less harm.'),
    ('tolerate', 2, 'It is borne as it is, and watched.'),
    ('transfer', 3, 'Somebody else bears it, such as an insurer or another partner.'),
    ('terminate', 4, 'What it comes from is ended.');
ALTER TABLE risk_response SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('risk_response'); END $track$;
ALTER TABLE risk ADD COLUMN risk_response text REFERENCES risk_response;
COMMENT ON COLUMN risk.risk_response IS
    'What was decided about it: treat, tolerate, transfer or terminate; empty if that is not recorded.';
ALTER TABLE risk_assessment
    ALTER COLUMN inherent_likelihood DROP NOT NULL,
    ALTER COLUMN inherent_impact DROP NOT NULL,
    ADD CONSTRAINT risk_assessment_inherent_complete CHECK
        (sen.check_value((inherent_likelihood IS NULL) = (inherent_impact IS NULL), 'inherent_impact', inherent_impact,
                         'Give inherent_likelihood and inherent_impact together, or neither where the register has '
                         'the current score only.'));
COMMENT ON COLUMN risk_assessment.inherent_likelihood IS
    'Likelihood without what is done about it: a level of the matrix. Empty where the register has the current score '
    'only.';
COMMENT ON COLUMN risk_assessment.inherent_impact IS
    'Impact without what is done about it: a level of the matrix. Empty as inherent_likelihood.';
