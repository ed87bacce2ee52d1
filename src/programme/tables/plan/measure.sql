-- read: analyst
-- write: editor
-- tracked

CREATE TABLE measure (
    measure_id           text PRIMARY KEY
        CONSTRAINT measure_id_not_blank CHECK (sen.check_value(measure_id ~ '\S', 'measure_id', measure_id,
                                                               'Give the measure a short name of your own, such '
                                                               'as M1.')),
    objective_id         text NOT NULL REFERENCES objective,
    title                text NOT NULL,
    topic                text REFERENCES review_topic,
    unit                 text NOT NULL REFERENCES unit
        CONSTRAINT measure_unit_not_blank CHECK (sen.check_value(unit ~ '\S', 'unit', unit,
                                                                 'Give the unit, such as percent, weeks or families.')),
    direction            text
        CONSTRAINT measure_direction_known CHECK (sen.check_value(direction IN ('increase', 'decrease'), 'direction',
                                                                  direction, 'Say which way is better: increase or '
                                                                  'decrease.')),
    baseline_on          date
        CONSTRAINT measure_baseline_on_range CHECK (sen.check_record_date(baseline_on, 'baseline_on')),
    baseline_value       numeric
        CONSTRAINT measure_baseline_value_finite CHECK (sen.check_value(baseline_value NOT IN ('NaN', 'Infinity',
                                                                '-Infinity'), 'baseline_value', baseline_value,
                                                            'Give a number.')),
    target_on            date
        CONSTRAINT measure_target_on_range CHECK (sen.check_record_date(target_on, 'target_on')),
    target_value         numeric
        CONSTRAINT measure_target_value_finite CHECK (sen.check_value(target_value NOT IN ('NaN', 'Infinity',
            '-Infinity'), 'target_value', target_value, 'Give a number.')),
    how_measured         text NOT NULL
        CONSTRAINT measure_how_measured_not_blank CHECK (sen.check_value(how_measured ~ '\S', 'how_measured',
                                                             how_measured,
                                                             'Say how the target is measured: what is counted, out of '
                                                             'what, by whom.')),
    every_months         smallint NOT NULL
        CONSTRAINT measure_every_months_range CHECK (sen.check_value(every_months BETWEEN 1 AND 60, 'every_months',
                                                                     every_months,
                                                                     'Give the number of months between two '
                                                                     'measurements, from 1 to 60.')),
    owner_post           text REFERENCES post,
    agreed_on            date
        CONSTRAINT measure_agreed_on_range CHECK (sen.check_record_date(agreed_on, 'agreed_on')),
    definition           text REFERENCES definition,
    local_authority      text
        CONSTRAINT measure_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$',
                                                           'local_authority', local_authority,
                                                           'Use the three-digit local authority code of DfE, such as '
                                                           '344.')),
    counted_over         text
        CONSTRAINT measure_counted_over_known CHECK (sen.check_value(counted_over IN ('month', 'twelve months', 'year'),
                                                                     'counted_over', counted_over,
                                                                     'Use one of: month, twelve months, year.')),
    excluding_exceptions boolean,
    evidence_id          text REFERENCES evidence,
    counts_events        boolean NOT NULL DEFAULT false,
    period_kind          text REFERENCES period_kind,
    CONSTRAINT measure_target_after_baseline CHECK (sen.check_value(target_on > baseline_on, 'target_on', target_on,
                                                                    'The target has to come after the baseline.')),
    CONSTRAINT measure_target_is_better CHECK
        (sen.check_value(CASE direction WHEN 'increase' THEN target_value >= baseline_value
                              ELSE target_value <= baseline_value END, 'target_value', target_value,
                         'The target is on the worse side of the baseline: correct a value, or the direction.')),
    CONSTRAINT measure_counted_complete CHECK (sen.check_value((definition IS NULL) = (counted_over IS NULL)
                                                               AND (definition IS NULL) = (local_authority IS NULL)
                                                               AND (definition IS NULL)
                                                               = (excluding_exceptions IS NULL), 'definition',
                                                               definition, 'A measure that is counted from the cases '
                                                               'needs definition, local_authority, counted_over and '
                                                               'excluding_exceptions; any other has none of them.')),
    CONSTRAINT measure_counted_in_percent CHECK (sen.check_value(definition IS NULL OR unit = 'percent', 'unit', unit,
                                                                 'A measure that is counted from the cases is in '
                                                                 'percent.')),
    CONSTRAINT measure_events_not_percent CHECK (sen.check_value(NOT counts_events OR unit <> 'percent',
                                                                 'counts_events', counts_events,
                                                                 'A percentage does not count events: give another '
                                                                 'unit, such as complaints.')),
    CONSTRAINT measure_period_kind_typed CHECK (sen.check_value(definition IS NULL OR period_kind IS NULL,
                                                                'period_kind', period_kind,
                                                                'Leave it empty: of a measure that is counted from '
                                                                'the cases, counted_over says how its periods lie.')),
    CONSTRAINT measure_unit_percent_word CHECK (sen.check_value(unit = 'percent'
                                                                OR unit !~* '%|^\W*p(er)?[ .]*c(en)?t', 'unit', unit,
                                                            'Write percent: by that word figures are known to be from '
                                                            '0 to 100. Other units are words of table unit.')),
    CONSTRAINT measure_baseline_complete CHECK (sen.check_value((baseline_on IS NULL) = (baseline_value IS NULL),
                                                                'baseline_value', baseline_value,
                                                                'Give the baseline with its day, or leave both empty '
                                                                'while it is still to be taken.')),
    CONSTRAINT measure_since_when CHECK (sen.check_value(baseline_on IS NOT NULL OR agreed_on IS NOT NULL,
                                                         'agreed_on', agreed_on,
                                                         'Give the day on which it was agreed, while the baseline is '
                                                         'still to be taken.')),
    CONSTRAINT measure_target_has_direction CHECK (sen.check_value(target_value IS NULL OR direction IS NOT NULL,
                                                                   'direction', direction,
                                                                   'Say which way is better, increase or decrease, '
                                                                   'since there is a target.')),
    CONSTRAINT measure_target_day_has_value CHECK (sen.check_value(target_on IS NULL OR target_value IS NOT NULL,
                                                                   'target_value', target_value,
                                                                   'Give the target that is to be reached by '
                                                                   'target_on, or leave both empty for a figure that '
                                                                   'is shown for context.'))
);
COMMENT ON TABLE measure IS
    'What tells whether an objective is being reached: unit, which way is better, baseline and target with their '
    'dates, and how the target is measured. Figures about training and workforce are measures too.';
COMMENT ON COLUMN measure.measure_id IS 'Short name of the measure within this programme.';
COMMENT ON COLUMN measure.objective_id IS 'The objective that it measures.';
COMMENT ON COLUMN measure.title IS 'Title in reports.';
COMMENT ON COLUMN measure.topic IS 'The topic under which it is filed, such as workforce; empty if none.';
COMMENT ON COLUMN measure.unit IS 'Unit of the values: a row of unit. percent: 0 to 100.';
COMMENT ON COLUMN measure.direction IS
    'Which way is better: increase or decrease. Empty for a figure that is shown for context only.';
COMMENT ON COLUMN measure.baseline_on IS 'Day of the baseline; empty while it is still to be taken.';
COMMENT ON COLUMN measure.baseline_value IS 'Value at the baseline, in the unit; empty as baseline_on.';
COMMENT ON COLUMN measure.target_on IS
    'Day by which the target is to be reached; empty if none was set, which data_quality reports.';
COMMENT ON COLUMN measure.target_value IS 'The target, in the unit; empty for a figure that is shown for context.';
COMMENT ON COLUMN measure.how_measured IS 'How the target is measured: what is counted, out of what, by whom.';
COMMENT ON COLUMN measure.every_months IS
    'Longest time between two measurements, in months: what is older than that is stale.';
COMMENT ON COLUMN measure.owner_post IS 'The post that reports it; empty if none is named, which data_quality reports.';
COMMENT ON COLUMN measure.agreed_on IS
    'Day on which the Board agreed it: from then on it is in reports. Empty: from baseline_on.';
COMMENT ON COLUMN measure.definition IS
    'For a measure that is counted from the cases: a row of table definition. Then nobody types its figures. Empty: '
    'its figures are in measurement.';
COMMENT ON COLUMN measure.local_authority IS 'Whose cases are counted: three-digit code. Only with definition.';
COMMENT ON COLUMN measure.counted_over IS
    'The cases of which time are counted: of each month, of the twelve months to the end of each month, or of each '
    'calendar year. Only with definition.';
COMMENT ON COLUMN measure.excluding_exceptions IS
    'True if cases under a permitted exception are left out. Only with definition.';
COMMENT ON COLUMN measure.counts_events IS
    'True if a figure is how many events there were in its period, such as complaints, of which any number can happen: '
    'its control chart has the limits of such counts. A figure for one day alone is an event on that day, and what is '
    'charted is the days from one to the next.';
COMMENT ON COLUMN measure.evidence_id IS 'Where baseline and target are written.';
COMMENT ON COLUMN measure.period_kind IS
    'How the periods of its figures lie to each other: single periods, on a day, rolling, year to date or cumulative. '
    'A trend is drawn only where they do not overlap. Empty for a measure with a definition, of which counted_over '
    'says it; for others that means not said, and then no trend is drawn.';
