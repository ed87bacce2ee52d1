-- read: analyst
-- write: editor
-- tracked

CREATE TABLE evidence_requirement (
    evidence_id text NOT NULL REFERENCES evidence,
    notice_id   text NOT NULL,
    paragraph   text NOT NULL,
    PRIMARY KEY (evidence_id, notice_id, paragraph),
    FOREIGN KEY (notice_id, paragraph) REFERENCES requirement (notice_id, paragraph)
);
COMMENT ON TABLE evidence_requirement IS 'Which paragraphs of a notice a piece of evidence is for.';
COMMENT ON COLUMN evidence_requirement.evidence_id IS 'The evidence.';
COMMENT ON COLUMN evidence_requirement.notice_id IS 'The notice.';
COMMENT ON COLUMN evidence_requirement.paragraph IS 'The paragraph, as the notice numbers it.';
