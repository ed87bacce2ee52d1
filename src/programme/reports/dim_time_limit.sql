-- read: bi

CREATE VIEW dim_time_limit AS
SELECT c.time_limit, c.section, c.duty, c.clock_starts, c.sense, c.length::integer AS length, c.unit, c.owed_by,
       c.citation, c.standing,
       array_position(ARRAY(SELECT n.name::text FROM sen.time_limits() WITH ORDINALITY n
                            ORDER BY n.ordinality), c.time_limit)::smallint AS position
FROM sen.time_limit_catalogue c;
COMMENT ON VIEW dim_time_limit IS 'Every statutory time limit. bridge_definition_time_limit leads to what is counted.';
COMMENT ON COLUMN dim_time_limit.time_limit IS 'The time limit. Key: bridge_definition_time_limit refers to it.';
COMMENT ON COLUMN dim_time_limit.section IS 'Part of the process.';
COMMENT ON COLUMN dim_time_limit.duty IS 'What has to be done.';
COMMENT ON COLUMN dim_time_limit.clock_starts IS 'What starts the clock.';
COMMENT ON COLUMN dim_time_limit.sense IS 'at most, or at least; empty where the limit has no figure.';
COMMENT ON COLUMN dim_time_limit.length IS 'How many units; empty where the limit has no figure.';
COMMENT ON COLUMN dim_time_limit.unit IS 'days, weeks, months or working days; empty where the limit has no figure.';
COMMENT ON COLUMN dim_time_limit.owed_by IS 'Who has to act.';
COMMENT ON COLUMN dim_time_limit.citation IS 'Where the law, rule or guidance says so.';
COMMENT ON COLUMN dim_time_limit.standing IS 'statute, tribunal rule, case law, guidance or practice.';
COMMENT ON COLUMN dim_time_limit.position IS 'Place in the order of the process, from 1.';
