-- read: analyst
-- write: editor
-- tracked

CREATE TABLE school_holiday (
    local_authority text NOT NULL
        CONSTRAINT school_holiday_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$',
                                                                  'local_authority', local_authority,
                                                                  'Use the three-digit local authority code of DfE, '
                                                                  'such as 344.')),
    from_on         date NOT NULL
        CONSTRAINT school_holiday_from_on_range CHECK (sen.check_record_date(from_on, 'from_on', '')),
    to_on           date NOT NULL
        CONSTRAINT school_holiday_to_on_range CHECK (sen.check_record_date(to_on, 'to_on', '')),
    title           text,
    source          text NOT NULL
        CONSTRAINT school_holiday_source_not_blank CHECK (sen.check_value(source ~ '\S', 'source', source,
                                                                          'Say where the days are from, such as the '
                                                                          'term dates that the council publishes.')),
    PRIMARY KEY (local_authority, from_on),
    CONSTRAINT school_holiday_in_order CHECK (sen.check_value(to_on >= from_on, 'to_on', to_on,
                                                              'A holiday cannot end before it begins.')),
    CONSTRAINT school_holiday_length CHECK (sen.check_value(to_on - from_on < 100, 'to_on', to_on,
                                                            'A holiday of 100 days or more is none: give each one a '
                                                            'row of its own.'))
);
CREATE TRIGGER refuse_overlap BEFORE INSERT OR UPDATE ON school_holiday
    FOR EACH ROW EXECUTE FUNCTION sen.refuse_overlap('local_authority');
COMMENT ON TRIGGER refuse_overlap ON school_holiday IS 'Refuses two holidays of one authority on the same day.';
COMMENT ON TABLE school_holiday IS
    'The school holidays of an authority, by its term dates: in them, teams that work in term time only do nothing.';
COMMENT ON COLUMN school_holiday.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN school_holiday.from_on IS 'First day without school.';
COMMENT ON COLUMN school_holiday.to_on IS 'Last day without school.';
COMMENT ON COLUMN school_holiday.title IS 'Its name, such as summer; may be empty.';
COMMENT ON COLUMN school_holiday.source IS 'Where the days are from.';
