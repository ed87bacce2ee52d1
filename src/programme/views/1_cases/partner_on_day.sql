-- read: nobody
-- meanings: partner

CREATE VIEW partner_on_day AS
SELECT
--@columns partner by k.words: name sector
FROM partner t
CROSS JOIN LATERAL (SELECT 'partner_id ' || t.partner_id AS words) k
--@deleted partner;
COMMENT ON VIEW partner_on_day IS
    'Table partner as on sen.today(): name and sector are what they were at the end of that day, by changed_later. '
    'Views of the higher floors read it where they name partner.';
