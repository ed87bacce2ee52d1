-- read: nobody
-- meanings: compared_day

CREATE VIEW comparison AS
SELECT c.since, c.position, c.on_day FROM compared_day c
UNION ALL
SELECT 'baseline', 4, NULL;
COMMENT ON VIEW comparison IS
    'What a figure is compared with: the days of compared_day, and the baseline of its measure. Not meant to be '
    'granted to anyone.';
COMMENT ON COLUMN comparison.on_day IS 'The day; empty for the baseline, which each measure has its own of.';
