-- read: bi

CREATE VIEW dim_time_limit AS
SELECT c.time_limit, c.section, (min(p.ordinality) OVER (PARTITION BY c.section))::smallint AS section_position, c.duty,
       c.clock_starts, c.sense,
       CASE c.sense WHEN 'at most' THEN 1 WHEN 'at least' THEN 2 ELSE 0 END::smallint AS sense_position,
       c.length::integer AS length, c.unit,
       CASE WHEN c.unit IS NULL THEN 0
            ELSE min(p.ordinality) OVER (PARTITION BY c.unit) END::smallint AS unit_position,
       c.owed_by, (min(p.ordinality) OVER (PARTITION BY c.owed_by))::smallint AS owed_by_position, c.citation,
       c.standing,
       array_position('{statute,tribunal rule,case law,guidance,practice}', c.standing)::smallint
           AS standing_position,
       p.ordinality::smallint AS position
FROM sen.time_limit_catalogue c
JOIN sen.time_limits() WITH ORDINALITY p ON p.name::text = c.time_limit;
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
COMMENT ON COLUMN dim_time_limit.section_position IS 'Place of section in reports: that of its first limit.';
COMMENT ON COLUMN dim_time_limit.sense_position IS
    'Place of sense in lists: 1 at most, 2 at least; 0 where the limit has no figure.';
COMMENT ON COLUMN dim_time_limit.unit_position IS
    'Place of unit in lists: that of its first limit; 0 where the limit has no figure.';
COMMENT ON COLUMN dim_time_limit.owed_by_position IS 'Place of owed_by in lists: that of its first limit.';
COMMENT ON COLUMN dim_time_limit.standing_position IS 'Place of standing in lists, from 1, statute first.';
COMMENT ON COLUMN dim_time_limit.position IS 'Place in the order of the process, from 1.';
