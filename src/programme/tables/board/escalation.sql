-- read: analyst
-- write: editor
-- tracked

CREATE TABLE escalation (
    escalation_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    raised_on     date NOT NULL
        CONSTRAINT escalation_raised_on_range CHECK (sen.check_record_date(raised_on, 'raised_on', '')),
    meeting_id    text REFERENCES meeting,
    what          text NOT NULL,
    objective_id  text REFERENCES objective,
    action_id     text REFERENCES action,
    risk_id       text REFERENCES risk,
    escalated_to  text NOT NULL REFERENCES post,
    resolved_on   date
        CONSTRAINT escalation_resolved_on_range CHECK (sen.check_record_date(resolved_on, 'resolved_on')),
    resolution    text,
    evidence_id   text REFERENCES evidence,
    CONSTRAINT escalation_about_at_most_one CHECK (sen.check_value(num_nonnulls(objective_id, action_id, risk_id) <= 1,
                                                                   CASE WHEN risk_id IS NULL THEN 'action_id'
                                                                        ELSE 'risk_id' END,
                                                                   coalesce(risk_id, action_id),
                                                                   'Give at most one of objective_id, action_id and '
                                                                   'risk_id.')),
    CONSTRAINT escalation_resolved_after_raised CHECK (sen.check_value(resolved_on >= raised_on, 'resolved_on',
                                                           resolved_on, 'A matter cannot be resolved before it was '
                                                           'raised.'))
);
COMMENT ON TABLE escalation IS
    'A matter that the Board escalated, to whom, and how it was resolved (paragraph 5(a) of the 2025 notice).';
COMMENT ON SEQUENCE escalation_escalation_id_seq IS 'Numbers the escalations.';
COMMENT ON COLUMN escalation.escalation_id IS 'Number of the escalation, given by the database.';
COMMENT ON COLUMN escalation.raised_on IS 'Day on which it was raised.';
COMMENT ON COLUMN escalation.meeting_id IS 'Meeting at which it was raised; empty between meetings.';
COMMENT ON COLUMN escalation.what IS 'What the matter is.';
COMMENT ON COLUMN escalation.objective_id IS 'The objective that it is about; empty if none.';
COMMENT ON COLUMN escalation.action_id IS 'The action that it is about; empty if none.';
COMMENT ON COLUMN escalation.risk_id IS 'The risk that it is about; empty if none.';
COMMENT ON COLUMN escalation.escalated_to IS 'The post that has to resolve it.';
COMMENT ON COLUMN escalation.resolved_on IS 'Day on which it was resolved; empty while it is not.';
COMMENT ON COLUMN escalation.resolution IS 'How it was resolved.';
COMMENT ON COLUMN escalation.evidence_id IS 'Where it is written.';
