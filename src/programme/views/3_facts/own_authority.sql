-- read: reader

-- The authorities of the cases by steps along the key, since there are few of them in many rows.
CREATE VIEW own_authority AS
WITH RECURSIVE of_cases (local_authority) AS (
    SELECT min(e.local_authority) FROM ehc_request e
    UNION ALL
    SELECT (SELECT min(e.local_authority) FROM ehc_request e WHERE e.local_authority > c.local_authority)
    FROM of_cases c WHERE c.local_authority IS NOT NULL
)
SELECT c.local_authority FROM of_cases c WHERE c.local_authority IS NOT NULL
UNION
SELECT m.local_authority FROM measure m WHERE m.local_authority IS NOT NULL
UNION
SELECT p.local_authority FROM plans_in_force p
UNION
SELECT n.local_authority FROM neighbour n;
COMMENT ON VIEW own_authority IS
    'The authorities that the programme is about: those of its requests, of its measures, of its plans in force, and '
    'those whose neighbours it holds.';
COMMENT ON COLUMN own_authority.local_authority IS 'Three-digit local authority code.';
