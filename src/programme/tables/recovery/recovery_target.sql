-- read: analyst
-- write: editor
-- tracked

CREATE TABLE recovery_target (
    local_authority text NOT NULL
        CONSTRAINT recovery_target_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$',
                                                                   'local_authority', local_authority,
                                                                   'Use the three-digit local authority code of DfE, '
                                                                   'such as 344.')),
    measure         text NOT NULL
        CONSTRAINT recovery_target_measure_known CHECK (sen.check_value(measure IN ('advice', 'plans', 'in_time',
                                                            'rate', 'rate_12_months', 'rate_year', 'rate_due', 'open',
                                                            'overdue', 'over_52_weeks', 'oldest_days'), 'measure',
                                                            measure, 'Use one of: advice, plans, in_time, rate, '
                                                            'rate_12_months, rate_year, rate_due, open, overdue, '
                                                            'over_52_weeks, oldest_days.')),
    due_on          date NOT NULL
        CONSTRAINT recovery_target_due_on_range CHECK (sen.check_record_date(due_on, 'due_on', '')),
    target_value    numeric NOT NULL
        CONSTRAINT recovery_target_value_range CHECK (sen.check_value(target_value >= 0
                                                          AND target_value <= CASE WHEN measure ~ '^rate' THEN 100
                                                                                   ELSE 1000000 END, 'target_value',
                                                          target_value, 'Give a rate in percent, from 0 to 100; '
                                                          'anything else as a number from 0 to 1000000.')),
    source          text NOT NULL
        CONSTRAINT recovery_target_source_not_blank CHECK (sen.check_value(source ~ '\S', 'source', source,
                                                                           'Say where the target is written.')),
    PRIMARY KEY (local_authority, measure, due_on)
);
COMMENT ON TABLE recovery_target IS
    'What a recovery is to reach, besides the targets and milestones of the measures that count plans within 20 '
    'weeks, which are taken over by themselves: such as at most 30 overdue cases by a day.';
COMMENT ON COLUMN recovery_target.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN recovery_target.measure IS
    'What is to reach it, by its name in sen.project(). Rates and work done are to be at least the target; open, '
    'overdue, over_52_weeks and oldest_days at most.';
COMMENT ON COLUMN recovery_target.due_on IS
    'Day by which it is to be reached: the last month that ends by then counts.';
COMMENT ON COLUMN recovery_target.target_value IS 'The target; rates in percent.';
COMMENT ON COLUMN recovery_target.source IS 'Where it is written.';
