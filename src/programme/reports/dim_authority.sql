-- read: bi

CREATE VIEW dim_authority AS
SELECT a.local_authority, coalesce(n.area_name, a.local_authority) AS authority,
       row_number() OVER (ORDER BY a.local_authority)::integer AS position
FROM (SELECT o.local_authority FROM own_authority o
      UNION SELECT m.local_authority FROM definition_month m
      UNION SELECT w.local_authority FROM wait w) a
LEFT JOIN (SELECT DISTINCT ON (r.local_authority) r.local_authority, r.area_name FROM release_area r
           WHERE r.local_authority IS NOT NULL
           ORDER BY r.local_authority, r.valid_to DESC, r.area_code) n ON n.local_authority = a.local_authority;
COMMENT ON VIEW dim_authority IS 'The authorities that the programme has cases, measures or waits of.';
COMMENT ON COLUMN dim_authority.local_authority IS
    'Three-digit local authority code of DfE. Key: fact_compliance, fact_plan and fact_control refer to it.';
COMMENT ON COLUMN dim_authority.authority IS
    'Its name, by the published files that are loaded (release_area); else the code.';
COMMENT ON COLUMN dim_authority.position IS 'Place in reports, from 1: by the code.';
