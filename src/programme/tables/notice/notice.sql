-- read: analyst
-- write: editor
-- tracked

CREATE TABLE notice (
    notice_id             text PRIMARY KEY
        CONSTRAINT notice_id_not_blank CHECK (sen.check_value(notice_id ~ '\S', 'notice_id', notice_id,
                                                              'Give the notice a short name of your own, such as '
                                                              '2025.')),
    title                 text NOT NULL,
    issued_by             text NOT NULL,
    issued_to             text NOT NULL,
    issued_on             date NOT NULL
        CONSTRAINT notice_issued_on_range CHECK (sen.check_record_date(issued_on, 'issued_on', '')),
    replaced_on           date
        CONSTRAINT notice_replaced_on_range CHECK (sen.check_record_date(replaced_on, 'replaced_on')),
    stepped_down_on       date
        CONSTRAINT notice_stepped_down_on_range CHECK (sen.check_record_date(stepped_down_on, 'stepped_down_on')),
    actions_due_on        date
        CONSTRAINT notice_actions_due_on_range CHECK (sen.check_record_date(actions_due_on, 'actions_due_on')),
    review_every_months   smallint
        CONSTRAINT notice_review_every_months_range CHECK (sen.check_value(review_every_months BETWEEN 1 AND 60,
                                                               'review_every_months', review_every_months,
                                                               'Give the number of months, from 1 to 60, or leave it '
                                                               'empty.')),
    source                text NOT NULL,
    remark                text,
    CONSTRAINT notice_replaced_after_issue CHECK (sen.check_value(replaced_on >= issued_on, 'replaced_on', replaced_on,
                                                                  'A notice cannot be replaced before it was issued.')),
    CONSTRAINT notice_stepped_down_after_issue CHECK (sen.check_value(stepped_down_on >= issued_on, 'stepped_down_on',
                                                                      stepped_down_on,
                                                                      'A notice cannot be stepped down before it was '
                                                                      'issued.'))
);
COMMENT ON TABLE notice IS 'An Improvement Notice: who issued it to whom and when, and its dates.';
COMMENT ON COLUMN notice.notice_id IS 'Short name of the notice within this programme, such as 2025.';
COMMENT ON COLUMN notice.title IS 'Title of the notice.';
COMMENT ON COLUMN notice.issued_by IS 'Who issued it.';
COMMENT ON COLUMN notice.issued_to IS 'To whom it was issued.';
COMMENT ON COLUMN notice.issued_on IS 'Date of the notice.';
COMMENT ON COLUMN notice.replaced_on IS
    'Date on which a later notice took its place; empty while it has not been replaced.';
COMMENT ON COLUMN notice.stepped_down_on IS 'Date on which it was stepped down; empty while it has not been.';
COMMENT ON COLUMN notice.actions_due_on IS 'Day by which the notice asks for the planned actions to be delivered.';
COMMENT ON COLUMN notice.review_every_months IS
    'Longest time between two reviews by the Department, in months; empty if the notice does not say.';
COMMENT ON COLUMN notice.source IS 'The document that these facts were taken from.';
COMMENT ON COLUMN notice.remark IS 'Anything that a reader should know, such as sources that disagree.';
