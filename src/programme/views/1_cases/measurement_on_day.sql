-- read: nobody
-- meanings: measurement

CREATE VIEW measurement_on_day AS
SELECT
--@columns measurement by k.words: period_from value numerator denominator reported_on
FROM measurement t
CROSS JOIN LATERAL (SELECT 'measure_id ' || t.measure_id || ', period_to '
                           || to_char(t.period_to, 'YYYY-MM-DD') AS words) k
--@deleted measurement;
COMMENT ON VIEW measurement_on_day IS
    'Table measurement as on sen.today(): figures, and their days but the end of the period, are what they were at '
    'the end of that day, by changed_later; rows that have been deleted since are there. Views of the higher floors '
    'read it where they name measurement.';
