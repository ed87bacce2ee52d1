-- read: bi

CREATE VIEW bridge_definition_time_limit AS
SELECT DISTINCT f.definition, l.time_limit
FROM definition f
CROSS JOIN LATERAL unnest(f.time_limits) l (time_limit);
COMMENT ON VIEW bridge_definition_time_limit IS
    'Which definition rests on which time limits: many meet many. Counts must not be added up over it.';
COMMENT ON COLUMN bridge_definition_time_limit.definition IS 'The definition, of dim_definition.';
COMMENT ON COLUMN bridge_definition_time_limit.time_limit IS 'The time limit, of dim_time_limit.';
