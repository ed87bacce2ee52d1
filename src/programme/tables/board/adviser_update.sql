-- read: analyst
-- write: editor
-- tracked

CREATE TABLE adviser_update (
    adviser_update_id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    post_id           text NOT NULL REFERENCES post,
    given_on          date NOT NULL
        CONSTRAINT adviser_update_given_on_range CHECK (sen.check_record_date(given_on, 'given_on', '')),
    notice_id         text NOT NULL REFERENCES notice,
    area_number       smallint,
    finding           text NOT NULL
        CONSTRAINT adviser_update_finding_known CHECK (sen.check_value(finding IN ('progress', 'concern',
                                                               'progress and concern'), 'finding', finding,
                                                           'Use one of: progress, concern, progress and concern.')),
    summary           text NOT NULL,
    evidence_id       text REFERENCES evidence,
    FOREIGN KEY (notice_id, area_number) REFERENCES area (notice_id, area_number)
);
COMMENT ON TABLE adviser_update IS
    'What an adviser of DfE or NHS England reported on progress or concern (paragraph 7 of the 2025 notice), as far as '
    'the council knows it.';
COMMENT ON SEQUENCE adviser_update_adviser_update_id_seq IS 'Numbers the updates.';
COMMENT ON COLUMN adviser_update.adviser_update_id IS 'Number of the update, given by the database.';
COMMENT ON COLUMN adviser_update.post_id IS 'The adviser.';
COMMENT ON COLUMN adviser_update.given_on IS 'Day of the update.';
COMMENT ON COLUMN adviser_update.notice_id IS 'The notice.';
COMMENT ON COLUMN adviser_update.area_number IS 'The area that it is about; empty if it is about several.';
COMMENT ON COLUMN adviser_update.finding IS 'progress, concern, or progress and concern.';
COMMENT ON COLUMN adviser_update.summary IS 'What was reported, in short words of the programme.';
COMMENT ON COLUMN adviser_update.evidence_id IS 'Where it is written.';
