-- read: analyst
-- write: editor
-- tracked

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
