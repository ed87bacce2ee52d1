-- read: nobody
-- meanings: projection, scenario

CREATE VIEW projection_now AS
SELECT p.projection_id, p.scenario_id, s.title AS scenario, s.position, s.local_authority, s.is_illustrative,
       p.issue_order, p.made_on, p.stands_on, p.until_on, s.extra_stage, s.extra_from,
       p.runs, p.figures, p.by_order, p.by_extra, p.outcomes, p.overdue_before, p.arrivals
FROM scenario s
-- OFFSET 0: the arguments are large, and are taken apart for each projection once and not for each of its figures.
CROSS JOIN LATERAL (SELECT y.*, y.arguments ->> 'issue_order' AS issue_order, y.arguments -> 'arrivals' AS arrivals,
                           sen.open_over((y.arguments ->> 'queue')::sen.queue, 140) AS overdue_before
                    FROM (SELECT
--@columns projection of x
                          FROM projection x
                          WHERE x.scenario_id = s.scenario_id AND x.made_on <= sen.today()
                          ORDER BY x.projection_id DESC LIMIT 1) y OFFSET 0) p;
COMMENT ON VIEW projection_now IS 'The latest projection of each scenario, as on sen.today().';
COMMENT ON COLUMN projection_now.scenario IS 'Title of the scenario.';
COMMENT ON COLUMN projection_now.overdue_before IS 'Overdue cases on the day of the data that it starts from.';
COMMENT ON COLUMN projection_now.arrivals IS 'The lines of requests that it supposes, with their sources.';
