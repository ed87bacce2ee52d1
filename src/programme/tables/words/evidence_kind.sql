-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE evidence_kind (
    kind     text PRIMARY KEY
        CONSTRAINT evidence_kind_not_blank CHECK (sen.check_value(kind ~ '\S', 'kind', kind,
                                                                  'Give the kind of evidence a name, such as data.')),
    position smallint NOT NULL UNIQUE,
    meaning  text NOT NULL
);
COMMENT ON TABLE evidence_kind IS
    'Kinds of evidence. Views look for the kinds that a paragraph of the notice asks for, by these names.';
COMMENT ON COLUMN evidence_kind.kind IS 'Name of the kind.';
COMMENT ON COLUMN evidence_kind.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN evidence_kind.meaning IS 'What belongs to it.';
INSERT INTO evidence_kind VALUES
    ('data', 1, 'Figures as published or as counted (paragraph 5(d): data).'),
    ('analysis', 2, 'What the figures mean (paragraph 5(d): analysis).'),
    ('lived experience', 3, 'What has changed in the lives of children and families (paragraph 5(d)).'),
    ('co-production', 4, 'That families and partners take an active part (paragraphs 3 and 10(d)(iii)).'),
    ('governance', 5, 'Who answers for what: terms of reference, structures (paragraph 10(c)).'),
    ('plan', 6, 'The improvement plans themselves (paragraph 3).'),
    ('minutes', 7, 'Minutes and papers of meetings (paragraph 12(d)).'),
    ('access', 8, 'That reviewers had access to staff and leaders (paragraph 12(a)).'),
    ('facilities', 9, 'That reviewers had what they needed (paragraph 12(c)).'),
    ('document', 10, 'Anything else in writing: notices, letters, reports.');
