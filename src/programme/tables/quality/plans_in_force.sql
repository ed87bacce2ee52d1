-- read: reader
-- write: editor
-- tracked

CREATE TABLE plans_in_force (
    local_authority text NOT NULL
        CONSTRAINT plans_in_force_local_authority_form CHECK (
            sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority,
                            'Use the three-digit local authority code of DfE, such as 344.')),
    on_day date NOT NULL
        CONSTRAINT plans_in_force_on_day_range CHECK (sen.check_record_date(on_day, 'on_day', '')),
    plans integer NOT NULL
        CONSTRAINT plans_in_force_plans_range CHECK (sen.check_value(plans >= 0, 'plans', plans,
                                                                     'Give the number of plans, 0 or more.')),
    source text NOT NULL
        CONSTRAINT plans_in_force_source_not_blank CHECK (sen.check_value(source ~ '\S', 'source', source,
                                                                          'Say where the number is from.')),
    PRIMARY KEY (local_authority, on_day)
);
COMMENT ON TABLE plans_in_force IS
    'How many EHC plans an authority maintained on a day, such as that of the yearly SEN2 return. It cannot be counted '
    'from the requests: plans that came from elsewhere, ceased or were made long ago are not among them.';
COMMENT ON COLUMN plans_in_force.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN plans_in_force.on_day IS 'The day.';
COMMENT ON COLUMN plans_in_force.plans IS 'Plans that were maintained on that day.';
COMMENT ON COLUMN plans_in_force.source IS 'Where the number is from.';
