-- read: analyst
-- write: editor
-- tracked

CREATE TABLE risk (
    risk_id      text PRIMARY KEY
        CONSTRAINT risk_id_not_blank CHECK (sen.check_value(risk_id ~ '\S', 'risk_id', risk_id,
                                                            'Give the risk a short name of your own, such as R1.')),
    title        text NOT NULL,
    cause        text,
    effect       text,
    objective_id text REFERENCES objective,
    owner_post   text REFERENCES post,
    appetite     smallint
        CONSTRAINT risk_appetite_range CHECK (sen.check_value(appetite > 0, 'appetite', appetite,
                                                              'Give the highest score that the Board accepts, 1 or '
                                                              'more, or leave it empty.')),
    opened_on    date NOT NULL
        CONSTRAINT risk_opened_on_range CHECK (sen.check_record_date(opened_on, 'opened_on', '')),
    closed_on    date
        CONSTRAINT risk_closed_on_range CHECK (sen.check_record_date(closed_on, 'closed_on')),
    evidence_id  text REFERENCES evidence,
    risk_response text REFERENCES risk_response,
    CONSTRAINT risk_closed_after_opened CHECK (sen.check_value(closed_on >= opened_on, 'closed_on', closed_on,
                                                               'A risk cannot be closed before it was opened.'))
);
COMMENT ON TABLE risk IS
    'A risk of the programme. Its scores are in risk_assessment, what is done about it in mitigation.';
COMMENT ON COLUMN risk.risk_id IS 'Short name of the risk within this programme.';
COMMENT ON COLUMN risk.title IS 'What may happen.';
COMMENT ON COLUMN risk.cause IS 'What it would come from.';
COMMENT ON COLUMN risk.effect IS 'What it would lead to.';
COMMENT ON COLUMN risk.objective_id IS 'The objective that it threatens; empty if none in particular.';
COMMENT ON COLUMN risk.owner_post IS 'The post that answers for it; empty is reported by data_quality.';
COMMENT ON COLUMN risk.appetite IS
    'Highest score (likelihood times impact) that the Board accepts for it; empty if none was set.';
COMMENT ON COLUMN risk.opened_on IS 'Day on which it was put on the register.';
COMMENT ON COLUMN risk.closed_on IS 'Day on which it was taken off; empty while it is open.';
COMMENT ON COLUMN risk.evidence_id IS 'Where it is written.';
COMMENT ON COLUMN risk.risk_response IS
    'What was decided about it: treat, tolerate, transfer or terminate; empty if that is not recorded.';
