-- title: record decisions of the Board, commentary on measures off track, and themes of feedback
-- version: 0.2.0

CREATE TABLE feedback_theme (
    theme      text PRIMARY KEY
        CONSTRAINT feedback_theme_not_blank CHECK (sen.check_value(theme ~ '\S', 'theme', theme,
                                                                   'Give what feedback is about in a word or two, '
                                                                   'such as communication.')),
    position   smallint NOT NULL UNIQUE,
    shown_from smallint NOT NULL DEFAULT 5
        CONSTRAINT feedback_theme_shown_from_range CHECK (sen.check_value(shown_from BETWEEN 1 AND 1000,
                                                              'shown_from', shown_from,
                                                              'Give the fewest people whose words are shown, from 1 '
                                                              'to 1000.')),
    meaning    text NOT NULL
);
COMMENT ON TABLE feedback_theme IS
    'What families, schools and others speak of: view feedback_by_theme adds up what they said by these words. They, '
    'and the fewest people whose words are shown, are this programme''s own choice.';
COMMENT ON COLUMN feedback_theme.theme IS 'The theme, such as communication.';
COMMENT ON COLUMN feedback_theme.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN feedback_theme.shown_from IS
    'Fewest people who said something, for their words to be shown in reports: of fewer, somebody might be recognised.';
COMMENT ON COLUMN feedback_theme.meaning IS 'What belongs to the theme.';
INSERT INTO feedback_theme (theme, position, meaning) VALUES
    ('communication', 1, 'Whether families are told what happens, in time and clearly, and are answered.'),
    ('waiting', 2, 'How long assessments, plans and services take.'),
    ('provision', 3, 'Whether there are the places, schools and services that are needed.'),
    ('staff', 4, 'How staff deal with families, and how often they change.'),
    ('being heard', 5, 'Co-production: whether views count in what is planned and decided.'),
    ('plans and reviews', 6, 'What EHC plans and annual reviews say, and whether it is done.'),
    ('preparation for adulthood', 7, 'The way from school into adult life.'),
    ('leadership', 8, 'Whether those in charge know what is wrong, and act.'),
    ('something else', 9, 'None of the others.');
ALTER TABLE feedback_theme SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('feedback_theme'); END $track$;

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
ALTER TABLE decision SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('decision'); END $track$;

CREATE TABLE commentary (
    measure_id   text NOT NULL REFERENCES measure,
    written_on   date NOT NULL
        CONSTRAINT commentary_written_on_range CHECK (sen.check_record_date(written_on, 'written_on', '')),
    written_by   text NOT NULL REFERENCES post,
    figure_on    date NOT NULL
        CONSTRAINT commentary_figure_on_range CHECK (sen.check_record_date(figure_on, 'figure_on', '')),
    why          text NOT NULL
        CONSTRAINT commentary_why_not_blank CHECK (sen.check_value(why ~ '\S', 'why', why,
                                                                   'Say why the figure is what it is.')),
    what_is_done text NOT NULL
        CONSTRAINT commentary_what_is_done_not_blank CHECK (sen.check_value(what_is_done ~ '\S', 'what_is_done',
                                                                what_is_done, 'Say what is done about it.')),
    back_on      date
        CONSTRAINT commentary_back_on_range CHECK (sen.check_record_date(back_on, 'back_on')),
    evidence_id  text REFERENCES evidence,
    PRIMARY KEY (measure_id, written_on),
    CONSTRAINT commentary_written_after_figure CHECK (sen.check_value(written_on >= figure_on, 'written_on', written_on,
                                                                      'A figure is commented on after its period: '
                                                                      'give a day from figure_on on.'))
);
COMMENT ON TABLE commentary IS
    'What the accountable owner of a measure says of a figure that is off track: why, what is done, and by when it is '
    'to be back. View exception_report names each measure off track that has none.';
COMMENT ON COLUMN commentary.measure_id IS 'The measure.';
COMMENT ON COLUMN commentary.written_on IS 'Day on which it was written.';
COMMENT ON COLUMN commentary.written_by IS 'The post that wrote it.';
COMMENT ON COLUMN commentary.figure_on IS 'Last day of the period of the figure that it is about.';
COMMENT ON COLUMN commentary.why IS 'Why the figure is what it is.';
COMMENT ON COLUMN commentary.what_is_done IS 'What is done about it.';
COMMENT ON COLUMN commentary.back_on IS
    'Day by which the measure is to be on track again; empty if that is not said.';
COMMENT ON COLUMN commentary.evidence_id IS 'Where it is written; empty if nothing is named.';
ALTER TABLE commentary SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('commentary'); END $track$;

ALTER TABLE feedback
    ADD COLUMN theme text REFERENCES feedback_theme,
    ADD COLUMN speaks_for_many boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN feedback.theme IS 'What it is about, a row of feedback_theme; empty if that was not said.';
COMMENT ON COLUMN feedback.speaks_for_many IS
    'True if a body such as the Parent Carer Forum says it for many people: then its words are shown though nobody was '
    'counted. False for all else, so that of few or uncounted people no words are shown.';
