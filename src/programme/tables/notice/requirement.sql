-- read: analyst
-- write: editor
-- tracked

CREATE TABLE requirement (
    notice_id    text NOT NULL REFERENCES notice,
    paragraph    text NOT NULL
        CONSTRAINT requirement_paragraph_form CHECK (sen.check_value(paragraph ~ '^[0-9]+(\([a-z]+\))*$', 'paragraph',
                                                                     paragraph, 'Write the paragraph as the notice '
                                                                     'numbers it, such as 5(c) or 10(d)(ii).')),
    position     smallint NOT NULL
        CONSTRAINT requirement_position_positive CHECK (sen.check_value(position > 0, 'position', position,
                                                            'Number the paragraphs from 1 in the order of the '
                                                            'notice.')),
    heading      text NOT NULL,
    kind         text NOT NULL
        CONSTRAINT requirement_kind_known CHECK (sen.check_value(kind IN ('duty', 'expectation', 'arrangement',
            'consequence'),
            'kind', kind, 'Use one of: duty, expectation, arrangement, consequence.')),
    on_partner   text REFERENCES partner,
    asks         text NOT NULL,
    due_on       date
        CONSTRAINT requirement_due_on_range CHECK (sen.check_record_date(due_on, 'due_on')),
    how_often    text,
    test         text REFERENCES compliance_test,
    PRIMARY KEY (notice_id, paragraph),
    UNIQUE (notice_id, position)
);
COMMENT ON TABLE requirement IS 'One row for each paragraph of a notice: what it asks, of whom, by when or how often.';
COMMENT ON COLUMN requirement.notice_id IS 'The notice.';
COMMENT ON COLUMN requirement.paragraph IS 'Paragraph as the notice numbers it, such as 5(c).';
COMMENT ON COLUMN requirement.position IS 'Place of the paragraph in the notice, from 1; sorts the paragraphs.';
COMMENT ON COLUMN requirement.heading IS 'The heading of the notice under which the paragraph stands.';
COMMENT ON COLUMN requirement.kind IS
    'duty (must), expectation (should), arrangement (how progress will be assessed) or consequence (what may follow).';
COMMENT ON COLUMN requirement.on_partner IS 'The body that has to act; empty where no single body is named.';
COMMENT ON COLUMN requirement.asks IS 'What the paragraph asks, in short words of the programme, not a quotation.';
COMMENT ON COLUMN requirement.due_on IS 'Day by which it is asked; empty where the paragraph gives no date.';
COMMENT ON COLUMN requirement.how_often IS
    'How often it is asked, such as at each meeting; empty where it is not repeated.';
COMMENT ON COLUMN requirement.test IS
    'How view notice_compliance tells whether it is met; empty: it cannot, and says what evidence is recorded.';
