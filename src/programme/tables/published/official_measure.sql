-- read: reader
-- write: editor
-- filled

CREATE TABLE official_measure (
    official_measure     text PRIMARY KEY
        CONSTRAINT official_measure_form CHECK (sen.check_value(official_measure ~ '^[a-z][a-z0-9_]*$',
                                                                'official_measure', official_measure,
                                                                'Use lower-case letters, digits and underscores, '
                                                                'beginning with a letter.')),
    position             smallint NOT NULL UNIQUE
        CONSTRAINT official_measure_position_positive CHECK (sen.check_value(position > 0, 'position', position,
                                                                             'Number the measures from 1 in the order '
                                                                             'in which reports show them.')),
    title                text NOT NULL
        CONSTRAINT official_measure_title_not_blank CHECK (sen.check_value(title ~ '\S', 'title', title,
                                                                           'Give the title that reports show.')),
    numerator            text NOT NULL,
    denominator          text[] NOT NULL
        CONSTRAINT official_measure_denominator_named CHECK (sen.check_value(cardinality(denominator) > 0
                                                                 AND array_position(denominator, NULL) IS NULL,
                                                                 'denominator', denominator,
                                                                 'Name the measures whose sum is the denominator.')),
    published_rate       text,
    direction            text
        CONSTRAINT official_measure_direction_known CHECK (sen.check_value(direction IN ('increase', 'decrease'),
                                                                           'direction', direction,
                                                                           'Use one of: increase, decrease; or leave '
                                                                           'it empty.')),
    definition           text REFERENCES definition,
    excluding_exceptions boolean,
    source               text NOT NULL,
    CONSTRAINT official_measure_definition_complete CHECK (sen.check_value((definition IS NULL)
                                                                           = (excluding_exceptions IS NULL),
                                                                           'excluding_exceptions',
                                                                           excluding_exceptions,
                                                                           'Give excluding_exceptions with a '
                                                                           'definition, and only with one.'))
);
COMMENT ON TABLE official_measure IS
    'The rates that are compared with other areas: which published counts make each, which way is better, and which '
    'definition counts the same from the council''s own cases.';
COMMENT ON COLUMN official_measure.official_measure IS 'Short name of the measure.';
COMMENT ON COLUMN official_measure.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN official_measure.title IS 'Title in reports.';
COMMENT ON COLUMN official_measure.numerator IS 'The published measure that is the numerator, as in benchmark.measure.';
COMMENT ON COLUMN official_measure.denominator IS 'The published measures whose sum is the denominator.';
COMMENT ON COLUMN official_measure.published_rate IS
    'The published measure that has the rate as printed, in percent, against which it is checked; empty if none has.';
COMMENT ON COLUMN official_measure.direction IS 'Which way is better: increase or decrease. Empty where neither is.';
COMMENT ON COLUMN official_measure.definition IS
    'The definition that counts the same from the cases: a row of table definition. Empty if none does.';
COMMENT ON COLUMN official_measure.excluding_exceptions IS
    'True if cases under a permitted exception are left out of it. Only with definition.';
COMMENT ON COLUMN official_measure.source IS 'In which publication it stands.';
INSERT INTO official_measure VALUES
    ('plans_in_20_weeks_excluding', 1, 'EHC plans issued within 20 weeks, without exceptions',
     'plans_issued_20_weeks_ex', '{plans_issued_den_ex}', 'pc_plans_issued_20_weeks_ex', 'increase',
     'plans_in_20_weeks', true,
     'DfE, Education, health and care plans: timeliness_20_week, the rate that DfE leads with.'),
    ('plans_in_20_weeks', 2, 'EHC plans issued within 20 weeks, with exceptions', 'plans_issued_within_20_weeks',
     '{plans_issued_den}', 'pc_plans_issued_within_20_weeks', 'increase', 'plans_in_20_weeks', false,
     'DfE, Education, health and care plans: timeliness_20_week.'),
    ('plans_after_52_weeks', 3, 'EHC plans issued after more than 52 weeks, without exceptions',
     'plans_issued_gt_1_year_ex', '{plans_issued_den_ex}', 'pc_plans_issued_gt_1_year_ex', 'decrease', NULL, NULL,
     'DfE, Education, health and care plans: timeliness_20_week, from 2023 on.'),
    ('decisions_in_6_weeks', 4, 'Decisions whether to assess within 6 weeks', 'request_outcome_six_weeks',
     '{request_outcome_six_weeks,request_outcome_over_6_weeks}', 'request_outcome_six_weeks_pc', 'increase',
     'decisions_in_6_weeks', false,
     'DfE, Education, health and care plans: requests. For one authority in ten the printed rate rests on a few more '
     'decisions than the two counts make.'),
    ('requests_refused', 5, 'Requests refused an assessment', 'requests_decided_not_to_assess',
     '{requests_received_in_year}', 'request_not_assess_pc', NULL, NULL, NULL,
     'DfE, Education, health and care plans: requests.'),
    ('no_plan_decisions_in_16_weeks', 6, 'Families told within 16 weeks that there will be no plan',
     'outcome_decision_within_time', '{outcome_decision_within_time,outcome_decision_over_time}',
     'outcome_decision_within_time_pc', 'increase', 'no_plan_decisions_in_16_weeks', false,
     'DfE, Education, health and care plans: assessments.'),
    ('review_decisions_in_4_weeks', 7, 'Annual-review decisions within 4 weeks', 'decision_4_weeks',
     '{decision_4_weeks,decision_over_4_weeks}', 'decision_4_weeks_pc', 'increase', 'review_decisions_in_4_weeks',
     false, 'DfE, Education, health and care plans: annual_reviews, first published in 2025 and revised since.'),
    ('appeals', 8, 'Appeals to the Tribunal out of decisions that can be appealed', 'appeals_registered',
     '{appealable_decisions}', 'appeal_rate', NULL, NULL, NULL,
     'HM Courts and Tribunals Service, SEND appeals by authority. From 2024 on the decisions include annual reviews in '
     'place of all plans, so that the rates of 2023 and 2024 are not one series.');
