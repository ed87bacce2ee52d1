-- read: analyst
-- write: editor
-- tracked

CREATE TABLE action (
    action_id    text PRIMARY KEY
        CONSTRAINT action_id_not_blank CHECK (sen.check_value(action_id ~ '\S', 'action_id', action_id,
                                                              'Give the action a short name of your own, such as A1.')),
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
    lead_post    text REFERENCES post,
    success_criteria text
        CONSTRAINT action_success_criteria_not_blank CHECK (sen.check_value(success_criteria ~ '\S', 'success_criteria',
                                                                success_criteria, 'Say by what it is known that the '
                                                                'action has worked, or leave it empty.')),
    CONSTRAINT action_due_after_agreed CHECK (sen.check_value(due_on >= agreed_on, 'due_on', due_on,
                                                              'An action cannot be due before it was agreed.')),
    CONSTRAINT action_done_after_agreed CHECK (sen.check_value(done_on >= agreed_on, 'done_on', done_on,
                                                               'An action cannot have been done before it was agreed.'))
);
CREATE INDEX action_objective_id ON action (objective_id);
COMMENT ON TABLE action IS
    'An action of the plan, with the one post that answers for it. How it stands is in log_entry.';
COMMENT ON INDEX action_objective_id IS 'Finds the actions of an objective.';
COMMENT ON COLUMN action.action_id IS 'Short name of the action within this programme.';
COMMENT ON COLUMN action.objective_id IS 'The objective that it serves.';
COMMENT ON COLUMN action.title IS 'What is to be done.';
COMMENT ON COLUMN action.owner_post IS
    'The one post that answers for it (paragraph 5(b) of the 2025 notice: clearly assigned accountabilities for all '
    'actions).';
COMMENT ON COLUMN action.agreed_on IS 'Day on which it was agreed.';
COMMENT ON COLUMN action.due_on IS 'Day by which it is to be delivered; empty is reported by data_quality.';
COMMENT ON COLUMN action.done_on IS 'Day on which it was delivered; empty while it has not been.';
COMMENT ON COLUMN action.measure_id IS 'The measure that it is meant to move; empty if none is named.';
COMMENT ON COLUMN action.evidence_id IS 'Where it is written.';
COMMENT ON COLUMN action.lead_post IS
    'The post that does the work, where that is another than the one that answers for it; empty if none is named.';
COMMENT ON COLUMN action.success_criteria IS
    'By what it is known that the action has worked, as the plan has it; empty if it says nothing.';
