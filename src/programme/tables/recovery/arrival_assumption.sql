-- read: analyst
-- write: editor
-- tracked

CREATE TABLE arrival_assumption (
    scenario_id    text NOT NULL REFERENCES scenario,
    from_on        date NOT NULL
        CONSTRAINT arrival_assumption_from_on_range CHECK (sen.check_record_date(from_on, 'from_on', '')),
    to_on          date
        CONSTRAINT arrival_assumption_to_on_range CHECK (sen.check_record_date(to_on, 'to_on')),
    per_week       numeric
        CONSTRAINT arrival_assumption_per_week_range CHECK (sen.check_value(per_week BETWEEN 0 AND 10000, 'per_week',
                                                                per_week, 'Give requests in seven days, from 0 to '
                                                                '10000.')),
    growth_percent numeric
        CONSTRAINT arrival_assumption_growth_range CHECK (sen.check_value(growth_percent BETWEEN -100 AND 1000,
                                                              'growth_percent', growth_percent, 'Give the change '
                                                              'against the last twelve months in percent, from -100 '
                                                              'to 1000: 5 is a twentieth more.')),
    source         text NOT NULL
        CONSTRAINT arrival_assumption_source_not_blank CHECK (sen.check_value(source ~ '\S', 'source', source,
                                                                  'Say what the assumption rests on: a count, a '
                                                                  'publication, or an agreement.')),
    PRIMARY KEY (scenario_id, from_on),
    CONSTRAINT arrival_assumption_in_order CHECK (sen.check_value(to_on >= from_on, 'to_on', to_on,
                                                                  'A line cannot end before it begins.')),
    CONSTRAINT arrival_assumption_said_once CHECK (sen.check_value(num_nonnulls(per_week, growth_percent) = 1,
                                                                   'per_week', per_week,
                                                                   'Give per_week or growth_percent, and not both.'))
);
CREATE TRIGGER refuse_overlap BEFORE INSERT OR UPDATE ON arrival_assumption
    FOR EACH ROW EXECUTE FUNCTION sen.refuse_overlap('scenario_id');
COMMENT ON TRIGGER refuse_overlap ON arrival_assumption IS 'Refuses two assumptions of one scenario for the same day.';
COMMENT ON TABLE arrival_assumption IS
    'How many requests a scenario supposes, in a span of days, and what that rests on. Days without a line have what '
    'sen.expected_requests() makes of the record: the last twelve months, the season, and half of the growth of '
    'England where a release is loaded. View recovery_requests shows all of it.';
COMMENT ON COLUMN arrival_assumption.scenario_id IS 'The scenario.';
COMMENT ON COLUMN arrival_assumption.from_on IS 'First day of the line.';
COMMENT ON COLUMN arrival_assumption.to_on IS 'Last day of the line; empty: to the end.';
COMMENT ON COLUMN arrival_assumption.per_week IS 'Requests in seven days; empty if growth_percent says it.';
COMMENT ON COLUMN arrival_assumption.growth_percent IS
    'Change against the last twelve months, in percent, with the season of the record; empty if per_week says it.';
COMMENT ON COLUMN arrival_assumption.source IS 'What it rests on.';
