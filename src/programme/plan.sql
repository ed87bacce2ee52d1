-- Tables of one programme: the plan, with what is to be reached and how far it has come.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE TABLE objective (
    objective_id text PRIMARY KEY
        CONSTRAINT objective_id_not_blank CHECK (sen.check_value(objective_id ~ '\S', 'objective_id', objective_id, 'Give the objective a short name of your own, such as O1.')),
    plan         text NOT NULL,
    title        text NOT NULL,
    owner_post   text REFERENCES post,
    co_produced  boolean,
    agreed_on    date NOT NULL
        CONSTRAINT objective_agreed_on_range CHECK (sen.check_record_date(agreed_on, 'agreed_on', '')),
    evidence_id  text REFERENCES evidence
);
COMMENT ON TABLE objective IS 'An objective of the improvement plans. Its standing is in log_entry, what it is measured by in measure.';
COMMENT ON COLUMN objective.objective_id IS 'Short name of the objective within this programme.';
COMMENT ON COLUMN objective.plan IS 'The plan in which it stands, such as Priority Action Plan or Strategic Plan.';
COMMENT ON COLUMN objective.title IS 'What is to be reached.';
COMMENT ON COLUMN objective.owner_post IS 'The post that leads on it; empty if none is named, which data_quality reports.';
COMMENT ON COLUMN objective.co_produced IS 'True if it was made together with families; empty if that is not recorded.';
COMMENT ON COLUMN objective.agreed_on IS 'Day on which it was agreed.';
COMMENT ON COLUMN objective.evidence_id IS 'Where it is written.';

CREATE TABLE objective_area (
    objective_id text NOT NULL REFERENCES objective,
    notice_id    text NOT NULL,
    area_number  smallint NOT NULL,
    PRIMARY KEY (objective_id, notice_id, area_number),
    FOREIGN KEY (notice_id, area_number) REFERENCES area (notice_id, area_number)
);
COMMENT ON TABLE objective_area IS 'Which areas of a notice an objective serves.';
COMMENT ON COLUMN objective_area.objective_id IS 'The objective.';
COMMENT ON COLUMN objective_area.notice_id IS 'The notice.';
COMMENT ON COLUMN objective_area.area_number IS 'The area within the notice.';

CREATE TABLE measure (
    measure_id           text PRIMARY KEY
        CONSTRAINT measure_id_not_blank CHECK (sen.check_value(measure_id ~ '\S', 'measure_id', measure_id, 'Give the measure a short name of your own, such as M1.')),
    objective_id         text NOT NULL REFERENCES objective,
    title                text NOT NULL,
    topic                text REFERENCES review_topic,
    unit                 text NOT NULL
        CONSTRAINT measure_unit_not_blank CHECK (sen.check_value(unit ~ '\S', 'unit', unit, 'Give the unit, such as percent, weeks or families.')),
    direction            text NOT NULL
        CONSTRAINT measure_direction_known CHECK (sen.check_value(direction IN ('increase', 'decrease'), 'direction', direction, 'Say which way is better: increase or decrease.')),
    baseline_on          date NOT NULL
        CONSTRAINT measure_baseline_on_range CHECK (sen.check_record_date(baseline_on, 'baseline_on', '')),
    baseline_value       numeric NOT NULL
        CONSTRAINT measure_baseline_value_finite CHECK (sen.check_value(baseline_value NOT IN ('NaN', 'Infinity', '-Infinity'), 'baseline_value', baseline_value, 'Give a number.')),
    target_on            date NOT NULL
        CONSTRAINT measure_target_on_range CHECK (sen.check_record_date(target_on, 'target_on', '')),
    target_value         numeric NOT NULL
        CONSTRAINT measure_target_value_finite CHECK (sen.check_value(target_value NOT IN ('NaN', 'Infinity', '-Infinity'), 'target_value', target_value, 'Give a number.')),
    how_measured         text NOT NULL
        CONSTRAINT measure_how_measured_not_blank CHECK (sen.check_value(how_measured ~ '\S', 'how_measured', how_measured, 'Say how the target is measured: what is counted, out of what, by whom.')),
    every_months         smallint NOT NULL
        CONSTRAINT measure_every_months_range CHECK (sen.check_value(every_months BETWEEN 1 AND 60, 'every_months', every_months, 'Give the number of months between two measurements, from 1 to 60.')),
    owner_post           text REFERENCES post,
    agreed_on            date
        CONSTRAINT measure_agreed_on_range CHECK (sen.check_record_date(agreed_on, 'agreed_on')),
    definition           text REFERENCES definition,
    local_authority      text
        CONSTRAINT measure_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority, 'Use the three-digit local authority code of DfE, such as 344.')),
    counted_over         text
        CONSTRAINT measure_counted_over_known CHECK (sen.check_value(counted_over IN ('month', 'twelve months', 'year'), 'counted_over', counted_over, 'Use one of: month, twelve months, year.')),
    excluding_exceptions boolean,
    evidence_id          text REFERENCES evidence,
    CONSTRAINT measure_target_after_baseline CHECK (sen.check_value(target_on > baseline_on, 'target_on', target_on, 'The target has to come after the baseline.')),
    CONSTRAINT measure_target_is_better CHECK (sen.check_value(CASE direction WHEN 'increase' THEN target_value >= baseline_value ELSE target_value <= baseline_value END, 'target_value', target_value, 'The target is on the worse side of the baseline: correct a value, or the direction.')),
    CONSTRAINT measure_counted_complete CHECK (sen.check_value((definition IS NULL) = (counted_over IS NULL) AND (definition IS NULL) = (local_authority IS NULL) AND (definition IS NULL) = (excluding_exceptions IS NULL), 'definition', definition, 'A measure that is counted from the cases needs definition, local_authority, counted_over and excluding_exceptions; any other has none of them.')),
    CONSTRAINT measure_counted_in_percent CHECK (sen.check_value(definition IS NULL OR unit = 'percent', 'unit', unit, 'A measure that is counted from the cases is in percent.'))
);
COMMENT ON TABLE measure IS 'What tells whether an objective is being reached: unit, which way is better, baseline and target with their dates, and how the target is measured. Figures about training and workforce are measures too.';
COMMENT ON COLUMN measure.measure_id IS 'Short name of the measure within this programme.';
COMMENT ON COLUMN measure.objective_id IS 'The objective that it measures.';
COMMENT ON COLUMN measure.title IS 'Title in reports.';
COMMENT ON COLUMN measure.topic IS 'The topic under which it is filed, such as workforce; empty if none.';
COMMENT ON COLUMN measure.unit IS 'Unit of the values. percent: 0 to 100.';
COMMENT ON COLUMN measure.direction IS 'Which way is better: increase or decrease.';
COMMENT ON COLUMN measure.baseline_on IS 'Day of the baseline.';
COMMENT ON COLUMN measure.baseline_value IS 'Value at the baseline, in the unit.';
COMMENT ON COLUMN measure.target_on IS 'Day by which the target is to be reached.';
COMMENT ON COLUMN measure.target_value IS 'The target, in the unit.';
COMMENT ON COLUMN measure.how_measured IS 'How the target is measured: what is counted, out of what, by whom.';
COMMENT ON COLUMN measure.every_months IS 'Longest time between two measurements, in months: what is older than that is stale.';
COMMENT ON COLUMN measure.owner_post IS 'The post that reports it; empty if none is named, which data_quality reports.';
COMMENT ON COLUMN measure.agreed_on IS 'Day on which the Board agreed it: from then on it is in reports. Empty: from baseline_on.';
COMMENT ON COLUMN measure.definition IS 'For a measure that is counted from the cases: a row of table definition. Then nobody types its figures. Empty: its figures are in measurement.';
COMMENT ON COLUMN measure.local_authority IS 'Whose cases are counted: three-digit code. Only with definition.';
COMMENT ON COLUMN measure.counted_over IS 'The cases of which time are counted: of each month, of the twelve months to the end of each month, or of each calendar year. Only with definition.';
COMMENT ON COLUMN measure.excluding_exceptions IS 'True if cases under a permitted exception are left out. Only with definition.';
COMMENT ON COLUMN measure.evidence_id IS 'Where baseline and target are written.';

CREATE TABLE measurement (
    measure_id  text NOT NULL REFERENCES measure,
    period_to   date NOT NULL
        CONSTRAINT measurement_period_to_range CHECK (sen.check_record_date(period_to, 'period_to', '')),
    period_from date
        CONSTRAINT measurement_period_from_range CHECK (sen.check_record_date(period_from, 'period_from')),
    value       numeric
        CONSTRAINT measurement_value_finite CHECK (sen.check_value(value NOT IN ('NaN', 'Infinity', '-Infinity'), 'value', value, 'Give a number, or leave it empty and give numerator and denominator.')),
    numerator   numeric
        CONSTRAINT measurement_numerator_range CHECK (sen.check_value(numerator >= 0 AND numerator < 'Infinity', 'numerator', numerator, 'Give a count, 0 or more.')),
    denominator numeric
        CONSTRAINT measurement_denominator_range CHECK (sen.check_value(denominator >= 0 AND denominator < 'Infinity', 'denominator', denominator, 'Give a count, 0 or more.')),
    reported_on date
        CONSTRAINT measurement_reported_on_range CHECK (sen.check_record_date(reported_on, 'reported_on')),
    evidence_id text REFERENCES evidence,
    remark      text,
    PRIMARY KEY (measure_id, period_to),
    CONSTRAINT measurement_value_or_counts CHECK (sen.check_value(CASE WHEN value IS NULL THEN numerator IS NOT NULL AND denominator IS NOT NULL ELSE numerator IS NULL AND denominator IS NULL END, 'value', value, 'Give either value, or numerator and denominator, from which the percentage is computed.')),
    CONSTRAINT measurement_numerator_within CHECK (sen.check_value(numerator <= denominator, 'numerator', numerator, 'The numerator counts a part of the denominator, so it cannot be larger. Give a rate of another kind as value.')),
    CONSTRAINT measurement_period_in_order CHECK (sen.check_value(period_from <= period_to, 'period_from', period_from, 'The period cannot begin after it ends.'))
);
COMMENT ON TABLE measurement IS 'A figure of a measure for one period, as a value or as two counts. Measures with a definition have none: they are counted from the cases.';
COMMENT ON COLUMN measurement.measure_id IS 'The measure.';
COMMENT ON COLUMN measurement.period_to IS 'Last day of the period, or the day that the figure is for.';
COMMENT ON COLUMN measurement.period_from IS 'First day of the period; empty if the figure is for one day.';
COMMENT ON COLUMN measurement.value IS 'The value in the unit of the measure. Empty if counts are given.';
COMMENT ON COLUMN measurement.numerator IS 'How many of the denominator: with it the value is 100 * numerator / denominator, in percent.';
COMMENT ON COLUMN measurement.denominator IS 'Out of how many; 0 if there was nothing to count, and then there is no value.';
COMMENT ON COLUMN measurement.reported_on IS 'Day from which the figure was known; empty: from period_to.';
COMMENT ON COLUMN measurement.evidence_id IS 'The source of the figure; empty is reported by data_quality.';
COMMENT ON COLUMN measurement.remark IS 'Anything that a reader should know.';

CREATE TABLE milestone (
    measure_id text NOT NULL REFERENCES measure,
    due_on     date NOT NULL
        CONSTRAINT milestone_due_on_range CHECK (sen.check_record_date(due_on, 'due_on', '')),
    value      numeric NOT NULL
        CONSTRAINT milestone_value_finite CHECK (sen.check_value(value NOT IN ('NaN', 'Infinity', '-Infinity'), 'value', value, 'Give a number.')),
    title      text,
    PRIMARY KEY (measure_id, due_on)
);
COMMENT ON TABLE milestone IS 'A value that a measure is to reach on the way to its target. One outside the dates of its measure is kept and reported by data_quality, since targets are agreed anew.';
COMMENT ON COLUMN milestone.measure_id IS 'The measure.';
COMMENT ON COLUMN milestone.due_on IS 'Day by which the value is to be reached.';
COMMENT ON COLUMN milestone.value IS 'The value, in the unit of the measure.';
COMMENT ON COLUMN milestone.title IS 'Words for the milestone; may be empty.';

CREATE TABLE action (
    action_id    text PRIMARY KEY
        CONSTRAINT action_id_not_blank CHECK (sen.check_value(action_id ~ '\S', 'action_id', action_id, 'Give the action a short name of your own, such as A1.')),
    objective_id text NOT NULL REFERENCES objective,
    title        text NOT NULL,
    owner_post   text NOT NULL REFERENCES post,
    agreed_on    date NOT NULL
        CONSTRAINT action_agreed_on_range CHECK (sen.check_record_date(agreed_on, 'agreed_on', '')),
    due_on       date
        CONSTRAINT action_due_on_range CHECK (sen.check_record_date(due_on, 'due_on')),
    done_on      date
        CONSTRAINT action_done_on_range CHECK (sen.check_record_date(done_on, 'done_on')),
    measure_id   text REFERENCES measure,
    evidence_id  text REFERENCES evidence,
    CONSTRAINT action_due_after_agreed CHECK (sen.check_value(due_on >= agreed_on, 'due_on', due_on, 'An action cannot be due before it was agreed.')),
    CONSTRAINT action_done_after_agreed CHECK (sen.check_value(done_on >= agreed_on, 'done_on', done_on, 'An action cannot have been done before it was agreed.'))
);
CREATE INDEX action_objective_id ON action (objective_id);
COMMENT ON TABLE action IS 'An action of the plan, with the one post that answers for it. How it stands is in log_entry.';
COMMENT ON INDEX action_objective_id IS 'Finds the actions of an objective.';
COMMENT ON COLUMN action.action_id IS 'Short name of the action within this programme.';
COMMENT ON COLUMN action.objective_id IS 'The objective that it serves.';
COMMENT ON COLUMN action.title IS 'What is to be done.';
COMMENT ON COLUMN action.owner_post IS 'The one post that answers for it (paragraph 5(b) of the 2025 notice: clearly assigned accountabilities for all actions).';
COMMENT ON COLUMN action.agreed_on IS 'Day on which it was agreed.';
COMMENT ON COLUMN action.due_on IS 'Day by which it is to be delivered; empty is reported by data_quality.';
COMMENT ON COLUMN action.done_on IS 'Day on which it was delivered; empty while it has not been.';
COMMENT ON COLUMN action.measure_id IS 'The measure that it is meant to move; empty if none is named.';
COMMENT ON COLUMN action.evidence_id IS 'Where it is written.';

CREATE TABLE contribution (
    action_id  text NOT NULL REFERENCES action,
    partner_id text NOT NULL REFERENCES partner,
    what       text NOT NULL,
    PRIMARY KEY (action_id, partner_id)
);
COMMENT ON TABLE contribution IS 'What a partner other than the owner''s contributes to an action.';
COMMENT ON COLUMN contribution.action_id IS 'The action.';
COMMENT ON COLUMN contribution.partner_id IS 'The partner.';
COMMENT ON COLUMN contribution.what IS 'What it contributes.';
