-- Tables of one programme: the matrix, the risks, their scores from meeting to meeting, and what is done about them.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- The matrix is rows, so a council can have its own size and bands; a score outside it is refused.

CREATE TABLE risk_band (
    risk_band text PRIMARY KEY
        CONSTRAINT risk_band_not_blank CHECK (sen.check_value(risk_band ~ '\S', 'risk_band', risk_band, 'Give the band a name, such as high.')),
    position  smallint NOT NULL UNIQUE,
    colour    text NOT NULL,
    meaning   text NOT NULL
);
COMMENT ON TABLE risk_band IS 'The bands of the risk matrix. As laid out: National Patient Safety Agency, A risk matrix for risk managers, January 2008.';
COMMENT ON COLUMN risk_band.risk_band IS 'Name of the band, such as high.';
COMMENT ON COLUMN risk_band.position IS 'Place from the lowest band, from 1.';
COMMENT ON COLUMN risk_band.colour IS 'Colour in reports.';
COMMENT ON COLUMN risk_band.meaning IS 'What the band means in this programme.';
INSERT INTO risk_band VALUES
    ('low', 1, 'green', 'Scores 1 to 3.'),
    ('moderate', 2, 'yellow', 'Scores 4 to 6.'),
    ('high', 3, 'orange', 'Scores 8 to 12.'),
    ('extreme', 4, 'red', 'Scores 15 to 25.');

CREATE TABLE risk_level (
    axis  text NOT NULL
        CONSTRAINT risk_level_axis_known CHECK (sen.check_value(axis IN ('likelihood', 'impact'), 'axis', axis, 'Use one of: likelihood, impact.')),
    level smallint NOT NULL
        CONSTRAINT risk_level_positive CHECK (sen.check_value(level > 0, 'level', level, 'Number the levels from 1.')),
    word  text NOT NULL,
    PRIMARY KEY (axis, level)
);
COMMENT ON TABLE risk_level IS 'Words for the levels of likelihood and impact.';
COMMENT ON COLUMN risk_level.axis IS 'likelihood or impact.';
COMMENT ON COLUMN risk_level.level IS 'The level, from 1, the lowest.';
COMMENT ON COLUMN risk_level.word IS 'Word for it, such as likely or major.';
INSERT INTO risk_level VALUES
    ('likelihood', 1, 'rare'), ('likelihood', 2, 'unlikely'), ('likelihood', 3, 'possible'), ('likelihood', 4, 'likely'), ('likelihood', 5, 'almost certain'),
    ('impact', 1, 'negligible'), ('impact', 2, 'minor'), ('impact', 3, 'moderate'), ('impact', 4, 'major'), ('impact', 5, 'catastrophic');

CREATE TABLE risk_cell (
    likelihood smallint NOT NULL,
    impact     smallint NOT NULL,
    risk_band  text NOT NULL REFERENCES risk_band,
    PRIMARY KEY (likelihood, impact),
    CONSTRAINT risk_cell_likelihood_range CHECK (sen.check_value(likelihood BETWEEN 1 AND 25, 'likelihood', likelihood, 'Number the levels of likelihood from 1; sen.risk_matrix has at most 25.')),
    CONSTRAINT risk_cell_impact_range CHECK (sen.check_value(impact BETWEEN 1 AND 25, 'impact', impact, 'Number the levels of impact from 1; sen.risk_matrix has at most 25.'))
);
COMMENT ON TABLE risk_cell IS 'The risk matrix of this programme, a row for each cell; as laid out sen.npsa_matrix(). A matrix with a missing cell is reported by data_quality.';
COMMENT ON COLUMN risk_cell.likelihood IS 'Level of likelihood, from 1.';
COMMENT ON COLUMN risk_cell.impact IS 'Level of impact, from 1.';
COMMENT ON COLUMN risk_cell.risk_band IS 'The band of a risk with this likelihood and impact.';
INSERT INTO risk_cell (likelihood, impact, risk_band) SELECT c.likelihood, c.impact, c.label FROM sen.cells(sen.npsa_matrix()) c;

CREATE TABLE risk (
    risk_id      text PRIMARY KEY
        CONSTRAINT risk_id_not_blank CHECK (sen.check_value(risk_id ~ '\S', 'risk_id', risk_id, 'Give the risk a short name of your own, such as R1.')),
    title        text NOT NULL,
    cause        text,
    effect       text,
    objective_id text REFERENCES objective,
    owner_post   text REFERENCES post,
    appetite     smallint
        CONSTRAINT risk_appetite_range CHECK (sen.check_value(appetite > 0, 'appetite', appetite, 'Give the highest score that the Board accepts, 1 or more, or leave it empty.')),
    opened_on    date NOT NULL
        CONSTRAINT risk_opened_on_range CHECK (sen.check_record_date(opened_on, 'opened_on', '')),
    closed_on    date
        CONSTRAINT risk_closed_on_range CHECK (sen.check_record_date(closed_on, 'closed_on')),
    evidence_id  text REFERENCES evidence,
    CONSTRAINT risk_closed_after_opened CHECK (sen.check_value(closed_on >= opened_on, 'closed_on', closed_on, 'A risk cannot be closed before it was opened.'))
);
COMMENT ON TABLE risk IS 'A risk of the programme. Its scores are in risk_assessment, what is done about it in mitigation.';
COMMENT ON COLUMN risk.risk_id IS 'Short name of the risk within this programme.';
COMMENT ON COLUMN risk.title IS 'What may happen.';
COMMENT ON COLUMN risk.cause IS 'What it would come from.';
COMMENT ON COLUMN risk.effect IS 'What it would lead to.';
COMMENT ON COLUMN risk.objective_id IS 'The objective that it threatens; empty if none in particular.';
COMMENT ON COLUMN risk.owner_post IS 'The post that answers for it; empty is reported by data_quality.';
COMMENT ON COLUMN risk.appetite IS 'Highest score (likelihood times impact) that the Board accepts for it; empty if none was set.';
COMMENT ON COLUMN risk.opened_on IS 'Day on which it was put on the register.';
COMMENT ON COLUMN risk.closed_on IS 'Day on which it was taken off; empty while it is open.';
COMMENT ON COLUMN risk.evidence_id IS 'Where it is written.';

CREATE TABLE risk_assessment (
    risk_id             text NOT NULL REFERENCES risk,
    assessed_on         date NOT NULL
        CONSTRAINT risk_assessment_assessed_on_range CHECK (sen.check_record_date(assessed_on, 'assessed_on', '')),
    meeting_id          text REFERENCES meeting,
    inherent_likelihood smallint NOT NULL,
    inherent_impact     smallint NOT NULL,
    current_likelihood  smallint NOT NULL,
    current_impact      smallint NOT NULL,
    target_likelihood   smallint,
    target_impact       smallint,
    reason              text
        CONSTRAINT risk_assessment_reason_not_blank CHECK (sen.check_value(reason ~ '\S', 'reason', reason, 'Give the reason in words, or leave it empty.')),
    PRIMARY KEY (risk_id, assessed_on),
    UNIQUE (risk_id, meeting_id),
    CONSTRAINT risk_assessment_inherent_in_matrix FOREIGN KEY (inherent_likelihood, inherent_impact) REFERENCES risk_cell (likelihood, impact),
    CONSTRAINT risk_assessment_current_in_matrix FOREIGN KEY (current_likelihood, current_impact) REFERENCES risk_cell (likelihood, impact),
    CONSTRAINT risk_assessment_target_in_matrix FOREIGN KEY (target_likelihood, target_impact) REFERENCES risk_cell (likelihood, impact),
    CONSTRAINT risk_assessment_target_complete CHECK (sen.check_value((target_likelihood IS NULL) = (target_impact IS NULL), 'target_impact', target_impact, 'Give target_likelihood and target_impact together, or neither.')),
    CONSTRAINT risk_assessment_residual_explained CHECK (sen.check_value(reason IS NOT NULL OR current_likelihood * current_impact <= inherent_likelihood * inherent_impact, 'current_impact', current_impact, 'The score with what is done about it is above the score without: correct one of them, or give a reason.'))
);
COMMENT ON TABLE risk_assessment IS 'The scores of a risk on one day, as a rule for a meeting: inherent (without what is done about it), current (with it: the residual risk) and target. A change is a new row.';
COMMENT ON COLUMN risk_assessment.risk_id IS 'The risk.';
COMMENT ON COLUMN risk_assessment.assessed_on IS 'Day of the assessment.';
COMMENT ON COLUMN risk_assessment.meeting_id IS 'The meeting for which it was made; empty between meetings.';
COMMENT ON COLUMN risk_assessment.inherent_likelihood IS 'Likelihood without what is done about it: a level of the matrix.';
COMMENT ON COLUMN risk_assessment.inherent_impact IS 'Impact without what is done about it: a level of the matrix.';
COMMENT ON COLUMN risk_assessment.current_likelihood IS 'Likelihood as it is now, with what is done about it.';
COMMENT ON COLUMN risk_assessment.current_impact IS 'Impact as it is now, with what is done about it.';
COMMENT ON COLUMN risk_assessment.target_likelihood IS 'Likelihood that is aimed at; empty if none was set.';
COMMENT ON COLUMN risk_assessment.target_impact IS 'Impact that is aimed at; empty if none was set.';
COMMENT ON COLUMN risk_assessment.reason IS 'Why the scores are as they are. Needed where the current score is above the inherent one.';

CREATE TABLE mitigation (
    risk_id           text NOT NULL REFERENCES risk,
    mitigation_number smallint NOT NULL
        CONSTRAINT mitigation_number_positive CHECK (sen.check_value(mitigation_number > 0, 'mitigation_number', mitigation_number, 'Number the mitigations of a risk from 1.')),
    what              text NOT NULL,
    owner_post        text REFERENCES post,
    due_on            date
        CONSTRAINT mitigation_due_on_range CHECK (sen.check_record_date(due_on, 'due_on')),
    done_on           date
        CONSTRAINT mitigation_done_on_range CHECK (sen.check_record_date(done_on, 'done_on')),
    PRIMARY KEY (risk_id, mitigation_number)
);
COMMENT ON TABLE mitigation IS 'What is done about a risk: together these rows are the mitigation plan (paragraph 5(c) of the 2025 notice).';
COMMENT ON COLUMN mitigation.risk_id IS 'The risk.';
COMMENT ON COLUMN mitigation.mitigation_number IS 'Number of the mitigation within the risk, from 1.';
COMMENT ON COLUMN mitigation.what IS 'What is done.';
COMMENT ON COLUMN mitigation.owner_post IS 'The post that answers for it; empty is reported by data_quality.';
COMMENT ON COLUMN mitigation.due_on IS 'Day by which it is to be in place; empty if it is standing.';
COMMENT ON COLUMN mitigation.done_on IS 'Day on which it was in place; empty while it is not.';

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
    CONSTRAINT escalation_about_at_most_one CHECK (sen.check_value(num_nonnulls(objective_id, action_id, risk_id) <= 1, CASE WHEN risk_id IS NULL THEN 'action_id' ELSE 'risk_id' END, coalesce(risk_id, action_id), 'Give at most one of objective_id, action_id and risk_id.')),
    CONSTRAINT escalation_resolved_after_raised CHECK (sen.check_value(resolved_on >= raised_on, 'resolved_on', resolved_on, 'A matter cannot be resolved before it was raised.'))
);
COMMENT ON TABLE escalation IS 'A matter that the Board escalated, to whom, and how it was resolved (paragraph 5(a) of the 2025 notice).';
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
