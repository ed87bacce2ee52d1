-- read: analyst
-- meanings: breakdown_by_year, breakdown_year

CREATE VIEW breakdown_by_year AS
SELECT b.definition, f.title, b.local_authority, b.year, b.breakdown, b.word, b.meaning, b.finished, b.in_time,
       sen.percent(b.in_time, b.finished) AS percent_in_time, b.finished_excluding, b.in_time_excluding,
       sen.percent(b.in_time_excluding, b.finished_excluding) AS percent_in_time_excluding
FROM breakdown_year b
JOIN definition f ON f.definition = b.definition
ORDER BY f.position, b.definition, b.local_authority, b.year, b.breakdown, b.position, b.word;
COMMENT ON VIEW breakdown_by_year IS
    'The measures that rest on requests (plans, decisions to assess, decisions not to make a plan) by calendar year '
    'and '
    'by need, age and phase of school. Exact, also where a number is one child: for the staff of the programme. What '
    'may be shown further is in breakdown_guarded.';
COMMENT ON COLUMN breakdown_by_year.definition IS 'Short name of the definition.';
COMMENT ON COLUMN breakdown_by_year.title IS 'Title of the definition.';
COMMENT ON COLUMN breakdown_by_year.percent_in_time IS
    'in_time as a share of finished, in percent to one decimal. Empty if nothing was finished.';
COMMENT ON COLUMN breakdown_by_year.percent_in_time_excluding IS
    'in_time_excluding as a share of finished_excluding, in percent to one decimal. Empty if there is none.';
