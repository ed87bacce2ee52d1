-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE data_source (
    source       text PRIMARY KEY
        CONSTRAINT data_source_known CHECK (sen.check_value(source IN ('cases', 'waits', 'audits', 'measures'),
                                                            'source', source,
                                                            'Use one of: cases, waits, audits, measures.')),
    position     smallint NOT NULL UNIQUE,
    title        text NOT NULL
        CONSTRAINT data_source_title_not_blank CHECK (sen.check_value(title ~ '\S', 'title', title,
                                                                      'Give the words that reports use for the '
                                                                      'source, such as Cases.')),
    every_months smallint
        CONSTRAINT data_source_every_months_range CHECK (sen.check_value(every_months BETWEEN 1 AND 60, 'every_months',
                                                                         every_months,
                                                                         'Give the months from one extract to the '
                                                                         'next, from 1 to 60.')),
    periods      smallint NOT NULL DEFAULT 2
        CONSTRAINT data_source_periods_range CHECK (sen.check_value(periods BETWEEN 1 AND 12, 'periods', periods,
                                                                    'Give how many periods old a figure may be, '
                                                                    'from 1 to 12.')),
    complete_to  date
        CONSTRAINT data_source_complete_to_range CHECK (sen.check_record_date(complete_to, 'complete_to')),
    stated_on    date
        CONSTRAINT data_source_stated_on_range CHECK (sen.check_record_date(stated_on, 'stated_on')),
    stated_by    text,
    CONSTRAINT data_source_stated_in_full CHECK (sen.check_value((complete_to IS NULL) = (stated_on IS NULL)
                                                                 AND (complete_to IS NULL)
                                                                     = (stated_by IS NULL OR stated_by !~ '\S'),
                                                                 'complete_to', complete_to,
                                                                 'Say with the day who stated it and when: '
                                                                 'sen.state_data_day() does.')),
    CONSTRAINT data_source_measures_say CHECK (sen.check_value((source = 'measures') = (every_months IS NULL)
                                                               AND (source <> 'measures' OR complete_to IS NULL),
                                                               'source', source,
                                                               'Each measure has months between its figures, and '
                                                               'the figures their days: leave every_months and '
                                                               'complete_to empty for measures, and give '
                                                               'every_months for any other source.'))
);
COMMENT ON TABLE data_source IS
    'What figures are taken from, and the day to which each source is complete: its figures stand on that day, or on '
    'sen.today() if that is earlier, or if none is stated. How old a figure may be is our choice: a council may set '
    'every_months and periods.';
COMMENT ON COLUMN data_source.source IS
    'The source: cases (requests with their exceptions and advice, reviews, mediation, appeals and events; of several '
    'extracts the one that ends first), waits, audits, or measures (figures that are typed in).';
COMMENT ON COLUMN data_source.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN data_source.title IS 'Title in reports.';
COMMENT ON COLUMN data_source.every_months IS
    'Months from one extract to the next. Empty for measures: each says its own (measure.every_months).';
COMMENT ON COLUMN data_source.periods IS
    'How many times every_months after its day data are recent: 2, so that one may be missed. After that there is no '
    'recent data.';
COMMENT ON COLUMN data_source.complete_to IS
    'Last day of which everything is in. Empty if nobody stated it. sen.state_data_day() sets it.';
COMMENT ON COLUMN data_source.stated_on IS 'Day on which that was stated; empty if it was not.';
COMMENT ON COLUMN data_source.stated_by IS 'Who stated it, a role or a name; empty if nobody did.';
INSERT INTO data_source (source, position, title, every_months) VALUES
    ('cases', 1, 'Cases', 1), ('waits', 2, 'Waits for specialist assessment', 1), ('audits', 3, 'Audits of plans', 1),
    ('measures', 4, 'Measures', NULL);
