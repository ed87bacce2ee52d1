-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE delivery_status (
    delivery_status text PRIMARY KEY
        CONSTRAINT delivery_status_not_blank CHECK (sen.check_value(delivery_status ~ '\S', 'delivery_status',
                                                                    delivery_status,
                                                                    'Give the word for the status, such as on track.')),
    position        smallint NOT NULL UNIQUE,
    rag             text NOT NULL REFERENCES rag,
    is_open         boolean NOT NULL,
    is_complete     boolean NOT NULL,
    meaning         text NOT NULL,
    CONSTRAINT delivery_status_complete_not_open CHECK (sen.check_value(NOT (is_open AND is_complete), 'is_open',
                                                            is_open, 'What is complete is no longer open: is_open or '
                                                                     'is_complete has to be false.'))
);
COMMENT ON TABLE delivery_status IS
    'How far the work on an action or objective has come: the words, their colours and what they mean. Whether it '
    'helped anyone is another question: see impact_status.';
COMMENT ON COLUMN delivery_status.delivery_status IS 'Word for the status, such as on track.';
COMMENT ON COLUMN delivery_status.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN delivery_status.rag IS 'Colour of the status.';
COMMENT ON COLUMN delivery_status.is_open IS 'True if work is still expected: then it can be overdue or slow.';
COMMENT ON COLUMN delivery_status.is_complete IS
    'True if everything is delivered. Neither open nor complete: given up.';
COMMENT ON COLUMN delivery_status.meaning IS 'What the word means in this programme.';
INSERT INTO delivery_status VALUES
    ('not started', 1, 'grey', true, false, 'Agreed, and nothing has been done yet.'),
    ('on track', 2, 'green', true, false, 'Under way and expected by the due day.'),
    ('at risk', 3, 'amber', true, false, 'Under way; it will be late unless what is planned against it works.'),
    ('off track', 4, 'red', true, false, 'Late, or certain to be late.'),
    ('complete', 5, 'blue', false, true, 'Everything that was agreed is delivered.'),
    ('complete and embedded', 6, 'blue', false, true, 'Delivered, and part of the daily work.'),
    ('stopped', 7, 'grey', false, false, 'Given up by decision of the Board.');
