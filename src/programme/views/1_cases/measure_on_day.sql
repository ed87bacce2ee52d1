-- read: nobody
-- meanings: measure

CREATE VIEW measure_on_day AS
SELECT
--@columns measure by k.words: title owner_post baseline_on baseline_value target_on target_value
FROM measure t
CROSS JOIN LATERAL (SELECT 'measure_id ' || t.measure_id AS words) k
--@deleted measure;
COMMENT ON VIEW measure_on_day IS
    'Table measure as on sen.today(): title, owner, baseline and target are what they were at the end of that day, '
    'by changed_later. Views of the higher floors read it where they name measure.';
