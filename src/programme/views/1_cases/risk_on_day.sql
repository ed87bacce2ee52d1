-- read: nobody
-- meanings: risk

CREATE VIEW risk_on_day AS
SELECT
--@columns risk by k.words: title owner_post appetite opened_on closed_on
FROM risk t
CROSS JOIN LATERAL (SELECT 'risk_id ' || t.risk_id AS words) k
--@deleted risk;
COMMENT ON VIEW risk_on_day IS
    'Table risk as on sen.today(): title, owner, appetite and days are what they were at the end of that day, by '
    'changed_later. Views of the higher floors read it where they name risk.';
