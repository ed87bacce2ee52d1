-- read: analyst
-- write: editor
-- tracked

CREATE TABLE milestone (
    measure_id text NOT NULL REFERENCES measure,
    due_on     date NOT NULL
        CONSTRAINT milestone_due_on_range CHECK (sen.check_record_date(due_on, 'due_on', '')),
    value      numeric NOT NULL
        CONSTRAINT milestone_value_finite CHECK (sen.check_value(value NOT IN ('NaN', 'Infinity', '-Infinity'), 'value',
                                                                 value, 'Give a number.')),
    title      text,
    PRIMARY KEY (measure_id, due_on)
);
COMMENT ON TABLE milestone IS
    'A value that a measure is to reach on the way to its target. One outside the dates of its measure is kept and '
    'reported by data_quality, since targets are agreed anew.';
COMMENT ON COLUMN milestone.measure_id IS 'The measure.';
COMMENT ON COLUMN milestone.due_on IS 'Day by which the value is to be reached.';
COMMENT ON COLUMN milestone.value IS 'The value, in the unit of the measure.';
COMMENT ON COLUMN milestone.title IS 'Words for the milestone; may be empty.';
