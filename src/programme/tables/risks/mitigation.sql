-- read: analyst
-- write: editor
-- tracked

CREATE TABLE mitigation (
    risk_id           text NOT NULL REFERENCES risk,
    mitigation_number smallint NOT NULL
        CONSTRAINT mitigation_number_positive CHECK (sen.check_value(mitigation_number > 0, 'mitigation_number',
                                                                     mitigation_number,
                                                                     'Number the mitigations of a risk from 1.')),
    what              text NOT NULL,
    owner_post        text REFERENCES post,
    due_on            date
        CONSTRAINT mitigation_due_on_range CHECK (sen.check_record_date(due_on, 'due_on')),
    done_on           date
        CONSTRAINT mitigation_done_on_range CHECK (sen.check_record_date(done_on, 'done_on')),
    PRIMARY KEY (risk_id, mitigation_number)
);
COMMENT ON TABLE mitigation IS
    'What is done about a risk: together these rows are the mitigation plan (paragraph 5(c) of the 2025 notice).';
COMMENT ON COLUMN mitigation.risk_id IS 'The risk.';
COMMENT ON COLUMN mitigation.mitigation_number IS 'Number of the mitigation within the risk, from 1.';
COMMENT ON COLUMN mitigation.what IS 'What is done.';
COMMENT ON COLUMN mitigation.owner_post IS 'The post that answers for it; empty is reported by data_quality.';
COMMENT ON COLUMN mitigation.due_on IS 'Day by which it is to be in place; empty if it is standing.';
COMMENT ON COLUMN mitigation.done_on IS 'Day on which it was in place; empty while it is not.';
