-- read: reader
-- write: editor
-- filled

CREATE TABLE official_column (
    column_name text NOT NULL
        CONSTRAINT official_column_name_lower CHECK (sen.check_value(column_name = lower(column_name), 'column_name',
                                                                     column_name, 'Write the name in lower case.')),
    occurrence  smallint NOT NULL DEFAULT 1
        CONSTRAINT official_column_occurrence_positive CHECK (sen.check_value(occurrence > 0, 'occurrence', occurrence,
                                                                              'Count the columns of the same name '
                                                                              'from 1.')),
    measure     text NOT NULL
        CONSTRAINT official_column_measure_form CHECK (sen.check_value(measure ~ '^[a-z][a-z0-9_]*$', 'measure',
                                                                       measure, 'Use lower-case letters, digits and '
                                                                       'underscores.')),
    releases    text NOT NULL,
    PRIMARY KEY (column_name, occurrence)
);
COMMENT ON TABLE official_column IS
    'What the columns of DfE''s files are called in one release and another: a name, and which column of that name, '
    'for '
    'a measure. A column that is not here is the measure of its own name in lower case. Rows may be added before a '
    'file '
    'with new names is loaded.';
COMMENT ON COLUMN official_column.column_name IS 'Name in the header of a file, in lower case.';
COMMENT ON COLUMN official_column.occurrence IS 'Which column of that name in the file, from 1.';
COMMENT ON COLUMN official_column.measure IS 'The measure: one name for the same thing in every release.';
COMMENT ON COLUMN official_column.releases IS 'In which releases of EHC plans the column has that name.';
INSERT INTO official_column (column_name, measure, releases) VALUES
    ('number_decsion_4weeks', 'decision_4_weeks', '2025'),
    ('number_decision_gt_4weeks', 'decision_over_4_weeks', '2025'),
    ('pc_decsion_4weeks', 'decision_4_weeks_pc', '2025'),
    ('pc_decision_gt_4weeks', 'decision_over_4_weeks_pc', '2025'),
    ('outcome_amend', 'outcome_amended', '2025'),
    ('outcome_cease', 'outcome_ceased', '2025'),
    ('outcome_maintan', 'outcome_maintained', '2025'),
    ('no_outcome', 'no_outcome_recorded', '2025'),
    ('review_expected_2025', 'review_expected', '2026'),
    ('number_asssess_mediation_tribunal', 'number_assess_mediation_tribunal', '2025'),
    ('inreq_ehc', 'requests_received_in_year', 'to 2024'),
    ('inreqehc', 'requests_received_in_year', '2021 and 2022'),
    ('new_all_ehc', 'new_ehc_plans', 'to 2024'),
    ('tot_inc_exc_ehc', 'plans_issued_den', 'to 2024'),
    ('totincexcehc', 'plans_issued_den', '2021 and 2022'),
    ('inc_exc_20week_ehc', 'plans_issued_within_20_weeks', 'to 2024'),
    ('incexc20weekehc', 'plans_issued_within_20_weeks', '2021 and 2022'),
    ('inc_exc_20week_rate', 'pc_plans_issued_within_20_weeks', 'to 2024'),
    ('incexc20weekrate', 'pc_plans_issued_within_20_weeks', '2021 and 2022'),
    ('tot_no_exc_ehc', 'plans_issued_den_ex', 'to 2024'),
    ('no_exc_20week_ehc', 'plans_issued_20_weeks_ex', 'to 2024'),
    ('no_exc_20week_rate', 'pc_plans_issued_20_weeks_ex', 'to 2024'),
    ('noexc20weekrate', 'pc_plans_issued_20_weeks_ex', '2021 and 2022');
