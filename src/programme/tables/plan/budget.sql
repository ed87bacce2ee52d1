-- read: analyst
-- write: editor
-- tracked

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
