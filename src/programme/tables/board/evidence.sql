-- read: analyst
-- write: editor
-- tracked

CREATE TABLE evidence (
    evidence_id  text PRIMARY KEY
        CONSTRAINT evidence_id_not_blank CHECK (sen.check_value(evidence_id ~ '\S', 'evidence_id', evidence_id,
                                                                'Give the evidence a short name of your own, such as '
                                                                'sen2-2025.')),
    kind         text NOT NULL REFERENCES evidence_kind,
    title        text NOT NULL,
    dated_on     date NOT NULL
        CONSTRAINT evidence_dated_on_range CHECK (sen.check_record_date(dated_on, 'dated_on', '')),
    held_at      text,
    topic        text REFERENCES review_topic,
    meeting_id   text REFERENCES meeting,
    review_id    text REFERENCES review,
    illustrative boolean NOT NULL DEFAULT false,
    remark       text
);
COMMENT ON TABLE evidence IS
    'A document, publication or record on which something in this programme rests. Figures, actions and entries of the '
    'log name theirs.';
COMMENT ON COLUMN evidence.evidence_id IS 'Short name of the evidence within this programme.';
COMMENT ON COLUMN evidence.kind IS 'What kind of evidence it is.';
COMMENT ON COLUMN evidence.title IS 'Title, as a reader would look for it.';
COMMENT ON COLUMN evidence.dated_on IS 'Date of the evidence: from this day it exists in reports.';
COMMENT ON COLUMN evidence.held_at IS 'Where it is kept or published; empty if the title says it.';
COMMENT ON COLUMN evidence.topic IS 'The topic under which it is filed; empty if none.';
COMMENT ON COLUMN evidence.meeting_id IS 'Meeting to whose papers it belonged; empty if none.';
COMMENT ON COLUMN evidence.review_id IS 'Review to which it was given; empty if none.';
COMMENT ON COLUMN evidence.illustrative IS
    'True if it is invented to show how the programme works. Reports mark what rests on it.';
COMMENT ON COLUMN evidence.remark IS 'Anything that a reader should know.';
