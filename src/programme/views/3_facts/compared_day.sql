-- read: reader

CREATE VIEW compared_day AS
SELECT 'last meeting' AS since, 1 AS position, c.last_held_on AS on_day FROM meeting_cycle c
UNION ALL
SELECT 'last review', 2, max(n.last_review_on) FROM notice_span n WHERE n.in_force
UNION ALL
SELECT 'notice', 3, max(n.issued_on) FROM notice_span n WHERE n.in_force
UNION ALL
SELECT 'year before', 5, (sen.today() - interval '1 year')::date;
COMMENT ON VIEW compared_day IS
    'The days that a figure of today can be compared with: those of the last meeting of the Board, the last review '
    'under a notice in force, the latest notice in force, and a year before sen.today(). measure_change has the '
    'baseline of each measure besides.';
COMMENT ON COLUMN compared_day.since IS 'Name of the comparison: last meeting, last review, notice, year before.';
COMMENT ON COLUMN compared_day.position IS 'Place in reports; 4 is that of the baseline.';
COMMENT ON COLUMN compared_day.on_day IS 'The day; empty if there was no such meeting, review or notice.';
