-- title: record milestones in words
-- version: 0.2.0

CREATE TABLE worded_milestone (
    milestone_id text PRIMARY KEY
        CONSTRAINT worded_milestone_id_not_blank CHECK (sen.check_value(milestone_id ~ '\S', 'milestone_id',
                                                            milestone_id, 'Give the milestone a short name of your '
                                                            'own, such as framework.')),
    objective_id text NOT NULL REFERENCES objective,
    title        text NOT NULL
        CONSTRAINT worded_milestone_title_not_blank CHECK (sen.check_value(title ~ '\S', 'title', title,
                                                               'Say what is there once it is reached, such as: a '
                                                               'joint framework is agreed.')),
    due_on       date NOT NULL
        CONSTRAINT worded_milestone_due_on_range CHECK (sen.check_record_date(due_on, 'due_on', '')),
    done_on      date
        CONSTRAINT worded_milestone_done_on_range CHECK (sen.check_record_date(done_on, 'done_on')),
    agreed_on    date NOT NULL
        CONSTRAINT worded_milestone_agreed_on_range CHECK (sen.check_record_date(agreed_on, 'agreed_on', '')),
    owner_post   text REFERENCES post,
    evidence_id  text REFERENCES evidence,
    CONSTRAINT worded_milestone_due_after_agreed CHECK
        (sen.check_value(due_on >= agreed_on, 'due_on', due_on, 'A milestone cannot be due before it was agreed.')),
    CONSTRAINT worded_milestone_done_after_agreed CHECK
        (sen.check_value(done_on >= agreed_on, 'done_on', done_on, 'A milestone cannot have been reached before it was '
                                                                   'agreed.'))
);
COMMENT ON TABLE worded_milestone IS
    'A milestone in words: what is to be there by a day on the way to an objective, such as a framework that is '
    'agreed. One that is a figure of a measure is in milestone.';
COMMENT ON COLUMN worded_milestone.milestone_id IS 'Short name of the milestone within this programme.';
COMMENT ON COLUMN worded_milestone.objective_id IS 'The objective that it leads to.';
COMMENT ON COLUMN worded_milestone.title IS 'What is there once it is reached.';
COMMENT ON COLUMN worded_milestone.due_on IS 'Day by which it is to be reached.';
COMMENT ON COLUMN worded_milestone.done_on IS 'Day on which it was reached; empty while it has not been.';
COMMENT ON COLUMN worded_milestone.agreed_on IS 'Day on which it was agreed.';
COMMENT ON COLUMN worded_milestone.owner_post IS 'The post that answers for it; empty if none is named.';
COMMENT ON COLUMN worded_milestone.evidence_id IS 'What shows that it was reached, or where it is written.';
ALTER TABLE worded_milestone SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('worded_milestone'); END $track$;
