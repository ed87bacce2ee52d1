-- read: bi
-- meanings: partner

CREATE VIEW dim_partner AS
SELECT p.partner_id, p.name, p.sector, coalesce(s.position, 0::smallint) AS sector_position,
       row_number() OVER (ORDER BY s.position, p.name, p.partner_id)::integer AS position
FROM partner p
LEFT JOIN sector s ON s.sector = p.sector;
COMMENT ON VIEW dim_partner IS 'The bodies that take part in the programme or oversee it.';
COMMENT ON COLUMN dim_partner.partner_id IS
    'The partner. Key: dim_objective, dim_action, dim_risk and fact_log refer to it.';
COMMENT ON COLUMN dim_partner.sector_position IS 'Place of sector in reports; 0 without one.';
COMMENT ON COLUMN dim_partner.position IS 'Place in reports, from 1: by sector and name.';
