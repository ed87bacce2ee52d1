-- read: nobody
-- meanings: mitigation

CREATE VIEW mitigation_on_day AS
SELECT
--@columns mitigation by k.words: what owner_post due_on done_on
FROM mitigation t
CROSS JOIN LATERAL (SELECT 'mitigation_number ' || t.mitigation_number || ', risk_id ' || t.risk_id AS words) k
--@deleted mitigation;
COMMENT ON VIEW mitigation_on_day IS
    'Table mitigation as on sen.today(): words, owner, due day and day done are what they were at the end of that '
    'day, by changed_later. Views of the higher floors read it where they name mitigation.';
