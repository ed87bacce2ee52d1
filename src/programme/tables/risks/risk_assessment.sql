-- read: analyst
-- write: editor
-- tracked

CREATE TABLE risk_assessment (
    risk_id             text NOT NULL REFERENCES risk,
    assessed_on         date NOT NULL
        CONSTRAINT risk_assessment_assessed_on_range CHECK (sen.check_record_date(assessed_on, 'assessed_on', '')),
    meeting_id          text REFERENCES meeting,
    inherent_likelihood smallint,
    inherent_impact     smallint,
    current_likelihood  smallint NOT NULL,
    current_impact      smallint NOT NULL,
    target_likelihood   smallint,
    target_impact       smallint,
    reason              text
        CONSTRAINT risk_assessment_reason_not_blank CHECK (sen.check_value(reason ~ '\S', 'reason', reason,
                                                               'Give the reason in words, or leave it empty.')),
    PRIMARY KEY (risk_id, assessed_on),
    UNIQUE (risk_id, meeting_id),
    CONSTRAINT risk_assessment_inherent_in_matrix FOREIGN KEY (inherent_likelihood,
                                                               inherent_impact) REFERENCES risk_cell (likelihood,
                                                                   impact),
    CONSTRAINT risk_assessment_current_in_matrix FOREIGN KEY (current_likelihood,
                                                              current_impact) REFERENCES risk_cell (likelihood, impact),
    CONSTRAINT risk_assessment_target_in_matrix FOREIGN KEY (target_likelihood,
                                                             target_impact) REFERENCES risk_cell (likelihood, impact),
    CONSTRAINT risk_assessment_target_complete CHECK
        (sen.check_value((target_likelihood IS NULL) = (target_impact IS NULL), 'target_impact', target_impact,
                         'Give target_likelihood and target_impact together, or neither.')),
    CONSTRAINT risk_assessment_residual_explained CHECK (sen.check_value(reason IS NOT NULL
                                                             OR current_likelihood * current_impact
                                                             <= inherent_likelihood * inherent_impact, 'current_impact',
                                                             current_impact,
                                                             'The score with what is done about it is above the score '
                                                             'without: correct one of them, or give a reason.')),
    CONSTRAINT risk_assessment_inherent_complete CHECK
        (sen.check_value((inherent_likelihood IS NULL) = (inherent_impact IS NULL), 'inherent_impact', inherent_impact,
                         'Give inherent_likelihood and inherent_impact together, or neither where the register has '
                         'the current score only.'))
);
COMMENT ON TABLE risk_assessment IS
    'The scores of a risk on one day, as a rule for a meeting: inherent (without what is done about it), current (with '
    'it: the residual risk) and target. A change is a new row.';
COMMENT ON COLUMN risk_assessment.risk_id IS 'The risk.';
COMMENT ON COLUMN risk_assessment.assessed_on IS 'Day of the assessment.';
COMMENT ON COLUMN risk_assessment.meeting_id IS 'The meeting for which it was made; empty between meetings.';
COMMENT ON COLUMN risk_assessment.inherent_likelihood IS
    'Likelihood without what is done about it: a level of the matrix. Empty where the register has the current score '
    'only.';
COMMENT ON COLUMN risk_assessment.inherent_impact IS
    'Impact without what is done about it: a level of the matrix. Empty as inherent_likelihood.';
COMMENT ON COLUMN risk_assessment.current_likelihood IS 'Likelihood as it is now, with what is done about it.';
COMMENT ON COLUMN risk_assessment.current_impact IS 'Impact as it is now, with what is done about it.';
COMMENT ON COLUMN risk_assessment.target_likelihood IS 'Likelihood that is aimed at; empty if none was set.';
COMMENT ON COLUMN risk_assessment.target_impact IS 'Impact that is aimed at; empty if none was set.';
COMMENT ON COLUMN risk_assessment.reason IS
    'Why the scores are as they are. Needed where the current score is above the inherent one.';
