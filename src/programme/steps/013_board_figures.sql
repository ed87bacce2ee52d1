-- title: record plans in force, population, budgets and complaints
-- version: 0.2.0

CREATE TABLE population (
    local_authority text NOT NULL
        CONSTRAINT population_local_authority_form CHECK (
            sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority,
                            'Use the three-digit local authority code of DfE, such as 344.')),
    on_day date NOT NULL
        CONSTRAINT population_on_day_range CHECK (sen.check_record_date(on_day, 'on_day', '')),
    people integer NOT NULL
        CONSTRAINT population_people_positive CHECK (sen.check_value(people > 0, 'people', people,
                                                                     'Give how many people from birth to 25 years live '
                                                                     'in the area.')),
    source text NOT NULL
        CONSTRAINT population_source_not_blank CHECK (sen.check_value(source ~ '\S', 'source', source,
                                                                      'Say where the number is from.')),
    PRIMARY KEY (local_authority, on_day)
);
COMMENT ON TABLE population IS
    'How many people from birth to 25 years live in the area of an authority, such as the estimate for the middle of a '
    'year: what plans are counted per 1,000 of.';
COMMENT ON COLUMN population.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN population.on_day IS 'Day that the number is for, such as 30 June.';
COMMENT ON COLUMN population.people IS 'People aged 0 to 25, both included.';
COMMENT ON COLUMN population.source IS 'Where the number is from.';
ALTER TABLE population SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('population'); END $track$;
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
ALTER TABLE plans_in_force SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('plans_in_force'); END $track$;
CREATE TABLE budget (
    objective_id text NOT NULL REFERENCES objective,
    year_from date NOT NULL
        CONSTRAINT budget_year_from_first CHECK (sen.check_value(year_from = sen.financial_year(year_from), 'year_from',
                                                                 year_from, 'Give the first day of the financial year, '
                                                                            'such as 2025-04-01.'))
        CONSTRAINT budget_year_from_range CHECK (sen.check_record_date(year_from, 'year_from', '')),
    planned numeric
        CONSTRAINT budget_planned_range CHECK (sen.check_value(planned >= 0 AND planned < 1e12, 'planned', planned,
                                                               'Give pounds, 0 or more, or leave it empty.')),
    spent numeric
        CONSTRAINT budget_spent_range CHECK (sen.check_value(spent >= 0 AND spent < 1e12, 'spent', spent,
                                                             'Give pounds, 0 or more, or leave it empty.')),
    spent_to date
        CONSTRAINT budget_spent_to_range CHECK (sen.check_record_date(spent_to, 'spent_to')),
    evidence_id text REFERENCES evidence,
    PRIMARY KEY (objective_id, year_from),
    CONSTRAINT budget_spent_says_to CHECK (sen.check_value((spent IS NULL) = (spent_to IS NULL), 'spent_to', spent_to,
                                                           'Give with what was spent the day to which it was counted, '
                                                           'or neither.')),
    CONSTRAINT budget_spent_in_year CHECK (sen.check_value(spent_to >= year_from, 'spent_to', spent_to,
                                                           'What is spent before the year is of another year.'))
);
COMMENT ON TABLE budget IS
    'Money for an objective in a financial year, from April to March: what was planned, and what has been spent.';
COMMENT ON COLUMN budget.objective_id IS 'The objective.';
COMMENT ON COLUMN budget.year_from IS 'First day of the financial year, 1 April.';
COMMENT ON COLUMN budget.planned IS 'Pounds that were planned for the year; empty if none is known.';
COMMENT ON COLUMN budget.spent IS 'Pounds of the year that had been spent by spent_to; empty if that is not known.';
COMMENT ON COLUMN budget.spent_to IS 'Day to which spent was counted.';
COMMENT ON COLUMN budget.evidence_id IS 'Where it is written.';
ALTER TABLE budget SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('budget'); END $track$;
CREATE TABLE complaint_theme (
    theme    text PRIMARY KEY
        CONSTRAINT complaint_theme_not_blank CHECK (sen.check_value(theme ~ '\S', 'theme', theme,
                                                                    'Give a word for what complaints are about, such '
                                                                    'as communication.')),
    position smallint NOT NULL UNIQUE
);
COMMENT ON TABLE complaint_theme IS
    'What complaints are about. The words are our choice: a council may change them.';
COMMENT ON COLUMN complaint_theme.theme IS 'The word, such as communication.';
COMMENT ON COLUMN complaint_theme.position IS 'Place in reports, from 1.';
INSERT INTO complaint_theme VALUES
    ('communication', 1), ('delay', 2), ('provision', 3), ('content of a plan', 4), ('placement', 5), ('staff', 6),
    ('other', 7);
ALTER TABLE complaint_theme SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('complaint_theme'); END $track$;
CREATE TABLE complaint (
    local_authority text NOT NULL
        CONSTRAINT complaint_local_authority_form CHECK (
            sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority,
                            'Use the three-digit local authority code of DfE, such as 344.')),
    complaint_ref text NOT NULL
        CONSTRAINT complaint_ref_not_blank CHECK (sen.check_value(complaint_ref ~ '\S', 'complaint_ref', complaint_ref,
                                                                  'Give the reference of the complaint.')),
    made_to text NOT NULL
        CONSTRAINT complaint_made_to_known CHECK (sen.check_value(made_to IN ('the authority', 'the Ombudsman'),
                                                                  'made_to', made_to,
                                                                  'Use one of: the authority, the Ombudsman.')),
    theme text NOT NULL REFERENCES complaint_theme,
    received_on date NOT NULL
        CONSTRAINT complaint_received_on_range CHECK (sen.check_record_date(received_on, 'received_on', '')),
    outcome text
        CONSTRAINT complaint_outcome_known CHECK (sen.check_value(outcome IN ('upheld', 'partly upheld', 'not upheld',
                                                                              'withdrawn'), 'outcome', outcome,
                                                                  'Use one of: upheld, partly upheld, not upheld, '
                                                                  'withdrawn.')),
    outcome_on date
        CONSTRAINT complaint_outcome_on_range CHECK (sen.check_record_date(outcome_on, 'outcome_on')),
    PRIMARY KEY (local_authority, complaint_ref),
    CONSTRAINT complaint_outcome_complete CHECK (sen.check_value((outcome IS NULL) = (outcome_on IS NULL), 'outcome_on',
                                                                 outcome_on, 'Give the outcome and its day, or '
                                                                             'neither.')),
    CONSTRAINT complaint_outcome_after_received CHECK (sen.check_value(outcome_on >= received_on, 'outcome_on',
                                                                       outcome_on, 'The outcome cannot come before the '
                                                                                   'complaint.'))
);
COMMENT ON TABLE complaint IS
    'A complaint about services for children with special educational needs: what it is about and how it ended. No '
    'personal data are needed.';
COMMENT ON COLUMN complaint.local_authority IS 'Three-digit local authority code of DfE (344 is Wirral).';
COMMENT ON COLUMN complaint.complaint_ref IS 'Reference of the complaint; unique within the authority.';
COMMENT ON COLUMN complaint.made_to IS 'the authority or the Ombudsman.';
COMMENT ON COLUMN complaint.theme IS 'What it is about: a row of complaint_theme.';
COMMENT ON COLUMN complaint.received_on IS 'Day on which it was received.';
COMMENT ON COLUMN complaint.outcome IS 'upheld, partly upheld, not upheld or withdrawn; empty while it is open.';
COMMENT ON COLUMN complaint.outcome_on IS 'Day of the outcome.';
ALTER TABLE complaint SET (autovacuum_analyze_threshold = 0);
