-- read: analyst
-- write: editor
-- tracked

CREATE TABLE partner (
    partner_id text PRIMARY KEY
        CONSTRAINT partner_id_not_blank CHECK (sen.check_value(partner_id ~ '\S', 'partner_id', partner_id,
                                                               'Give the partner a short name of your own, such as '
                                                               'council.')),
    name       text NOT NULL,
    sector     text NOT NULL REFERENCES sector
);
COMMENT ON TABLE partner IS 'A body that takes part in the improvement programme, or that oversees it.';
COMMENT ON COLUMN partner.partner_id IS 'Short name of the partner within this programme, such as council.';
COMMENT ON COLUMN partner.name IS 'Full name of the body.';
COMMENT ON COLUMN partner.sector IS 'The sector that it belongs to: a row of table sector.';
CREATE TRIGGER outside_is_external AFTER UPDATE ON partner
    FOR EACH STATEMENT EXECUTE FUNCTION sen.outside_is_external();
COMMENT ON TRIGGER outside_is_external ON partner IS
    'Refuses a change after which a Board member would be from a sector that attends from outside.';
