-- read: analyst
-- write: editor
-- tracked

CREATE TABLE decision (
    decision_id  integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    put_on       date NOT NULL
        CONSTRAINT decision_put_on_range CHECK (sen.check_record_date(put_on, 'put_on', '')),
    put_by       text REFERENCES post,
    meeting_id   text NOT NULL REFERENCES meeting,
    what         text NOT NULL
        CONSTRAINT decision_what_not_blank CHECK (sen.check_value(what ~ '\S', 'what', what,
                                                                  'Say what the Board is asked to decide or to '
                                                                  'approve.')),
    outcome      text
        CONSTRAINT decision_outcome_known CHECK (sen.check_value(outcome IN ('approved', 'approved with changes',
                                                     'refused', 'put off', 'noted'), 'outcome', outcome,
                                                     'Use one of: approved, approved with changes, refused, put off, '
                                                     'noted; or leave it empty until the Board has met.')),
    decided      text,
    objective_id text REFERENCES objective,
    action_id    text REFERENCES action,
    risk_id      text REFERENCES risk,
    evidence_id  text REFERENCES evidence,
    CONSTRAINT decision_about_at_most_one CHECK (sen.check_value(num_nonnulls(objective_id, action_id, risk_id) <= 1,
                                                                 CASE WHEN risk_id IS NULL THEN 'action_id'
                                                                      ELSE 'risk_id' END,
                                                                 coalesce(risk_id, action_id),
                                                                 'Give at most one of objective_id, action_id and '
                                                                 'risk_id.')),
    CONSTRAINT decision_decided_with_outcome CHECK (sen.check_value(decided IS NULL OR outcome IS NOT NULL, 'decided',
                                                                    decided, 'What was decided has an outcome: give '
                                                                             'both, or leave both empty.'))
);
COMMENT ON TABLE decision IS
    'What the Board is asked to decide or approve, at which meeting, and what it decided. What was put off is a row of '
    'its own again for the meeting at which it comes back.';
COMMENT ON SEQUENCE decision_decision_id_seq IS 'Numbers the decisions.';
COMMENT ON COLUMN decision.decision_id IS 'Number of the decision, given by the database.';
COMMENT ON COLUMN decision.put_on IS 'Day on which it was put to the Board: from this day papers ask for it.';
COMMENT ON COLUMN decision.put_by IS 'The post that asks for it; empty if that is not recorded.';
COMMENT ON COLUMN decision.meeting_id IS
    'The meeting that is to decide, or that decided. The outcome counts after the day on which it was held.';
COMMENT ON COLUMN decision.what IS 'What the Board is asked to decide or to approve.';
COMMENT ON COLUMN decision.outcome IS
    'approved, approved with changes, refused, put off or noted; empty until the Board has met.';
COMMENT ON COLUMN decision.decided IS
    'What was decided, in short words of the programme; empty if the outcome says it all.';
COMMENT ON COLUMN decision.objective_id IS 'The objective that it is about; empty if none.';
COMMENT ON COLUMN decision.action_id IS 'The action that it is about; empty if none.';
COMMENT ON COLUMN decision.risk_id IS 'The risk that it is about; empty if none.';
COMMENT ON COLUMN decision.evidence_id IS 'Where it is written, such as the minutes.';
