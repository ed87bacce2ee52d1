-- read: analyst
-- write: editor
-- tracked

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
