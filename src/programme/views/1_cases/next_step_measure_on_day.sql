-- read: nobody
-- meanings: next_step_measure

CREATE VIEW next_step_measure_on_day AS
SELECT
--@columns next_step_measure of t
FROM next_step_measure t
CROSS JOIN LATERAL (SELECT 'measure_id ' || t.measure_id || ', review_id ' || t.review_id || ', step_number '
                           || t.step_number AS words) k
WHERE
--@there next_step_measure by k.words
--@deleted next_step_measure;
COMMENT ON VIEW next_step_measure_on_day IS
    'Table next_step_measure as on sen.today(): the rows that were there at the end of that day, by changed_later. '
    'Views of the higher floors read it where they name next_step_measure.';
