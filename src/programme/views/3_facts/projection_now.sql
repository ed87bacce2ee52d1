-- read: nobody
-- meanings: projection, scenario

CREATE VIEW projection_now AS
SELECT p.projection_id, p.scenario_id, s.title AS scenario, s.position, s.local_authority, s.is_illustrative,
       p.arguments ->> 'issue_order' AS issue_order, p.made_on, p.stands_on, p.until_on, s.extra_stage, s.extra_from,
       p.runs, p.figures, p.by_order, p.by_extra, p.outcomes
FROM scenario s
CROSS JOIN LATERAL (SELECT * FROM projection x
                    WHERE x.scenario_id = s.scenario_id AND x.made_on <= sen.today()
                    ORDER BY x.projection_id DESC LIMIT 1) p;
COMMENT ON VIEW projection_now IS 'The latest projection of each scenario, as on sen.today().';
COMMENT ON COLUMN projection_now.scenario IS 'Title of the scenario.';
