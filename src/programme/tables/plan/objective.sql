-- read: analyst
-- write: editor
-- tracked

CREATE TABLE objective (
    objective_id text PRIMARY KEY
        CONSTRAINT objective_id_not_blank CHECK (sen.check_value(objective_id ~ '\S', 'objective_id', objective_id,
                                                                 'Give the objective a short name of your own, such '
                                                                 'as O1.')),
    plan         text NOT NULL,
    title        text NOT NULL,
    owner_post   text REFERENCES post,
    co_produced  boolean,
    agreed_on    date NOT NULL
        CONSTRAINT objective_agreed_on_range CHECK (sen.check_record_date(agreed_on, 'agreed_on', '')),
    evidence_id  text REFERENCES evidence,
    success_criteria text
        CONSTRAINT objective_success_criteria_not_blank CHECK (sen.check_value(success_criteria ~ '\S',
                                                                   'success_criteria', success_criteria,
                                                                   'Say by what it is known that the objective is '
                                                                   'reached, or leave it empty.'))
);
COMMENT ON TABLE objective IS
    'An objective of the improvement plans. Its status is in log_entry, what it is measured by in measure.';
COMMENT ON COLUMN objective.objective_id IS 'Short name of the objective within this programme.';
COMMENT ON COLUMN objective.plan IS 'The plan in which it stands, such as Priority Action Plan or Strategic Plan.';
COMMENT ON COLUMN objective.title IS 'What is to be reached.';
COMMENT ON COLUMN objective.owner_post IS
    'The post that leads on it; empty if none is named, which data_quality reports.';
COMMENT ON COLUMN objective.co_produced IS 'True if it was made together with families; empty if that is not recorded.';
COMMENT ON COLUMN objective.agreed_on IS 'Day on which it was agreed.';
COMMENT ON COLUMN objective.evidence_id IS 'Where it is written.';
COMMENT ON COLUMN objective.success_criteria IS
    'By what it is known that the objective is reached, as the plan has it; empty if it says nothing.';
