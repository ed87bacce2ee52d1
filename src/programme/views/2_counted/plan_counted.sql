-- read: nobody
-- meanings: definition_case, case_time_limit

-- The time limit beside the definition, so that the planner leaves out all branches but one: they would all be
-- planned and compiled before it turns out, from a row of table definition, that they are not asked for.
CREATE VIEW plan_counted AS
SELECT c.definition, c.local_authority, c.case_ref, c.detail, c.started_on, c.opened_on, c.due_on, c.finished_on,
       c.closed_on, c.counted_on, c.has_exception
FROM limit_case c WHERE c.definition = 'plans_in_20_weeks' AND c.time_limit = 'final_plan';
COMMENT ON VIEW plan_counted IS
    'The cases of the definition plans_in_20_weeks: what the views named timeliness_... are counted from. Columns as '
    'in definition_case.';
