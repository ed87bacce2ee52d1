-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE sector (
    sector            text PRIMARY KEY
        CONSTRAINT sector_not_blank CHECK (sen.check_value(sector ~ '\S', 'sector', sector,
                                                           'Give the sector a name, such as health.')),
    position          smallint NOT NULL UNIQUE,
    expected_on_board boolean NOT NULL,
    is_external       boolean NOT NULL,
    meaning           text NOT NULL,
    CONSTRAINT sector_external_not_expected CHECK (sen.check_value(NOT (expected_on_board AND is_external),
                                                                   'is_external', is_external,
                                                                   'A sector that attends from outside has no member '
                                                                   'on the Board: is_external or expected_on_board has '
                                                                   'to be false.'))
);
COMMENT ON TABLE sector IS 'The sectors that partners belong to, and how each takes part in the Improvement Board.';
COMMENT ON COLUMN sector.sector IS 'Name of the sector, such as health.';
COMMENT ON COLUMN sector.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN sector.expected_on_board IS
    'True if the notice expects leaders of this sector at the Improvement Board (paragraph 5(a) of the 2025 notice).';
COMMENT ON COLUMN sector.is_external IS
    'True if it attends from outside: none of its posts can be a member of the Board (paragraph 6 of the 2025 notice).';
COMMENT ON COLUMN sector.meaning IS 'What belongs to it.';
INSERT INTO sector VALUES
    ('education', 1, true, false, 'Schools, trusts, colleges and other settings.'),
    ('health', 2, true, false, 'The Integrated Care Board and providers of health care.'),
    ('care', 3, true, false, 'Social care for children and adults.'),
    ('local government', 4, false, false, 'The council as a whole.'),
    ('parents and carers', 5, true, false, 'The Parent Carer Forum.'),
    ('elected members', 6, true, false, 'Councillors.'),
    ('DfE', 7, false, true, 'The Department for Education and those whom it appoints.'),
    ('NHS England', 8, false, true, 'NHS England and those whom it appoints.');
CREATE TRIGGER outside_is_external AFTER UPDATE ON sector FOR EACH STATEMENT EXECUTE FUNCTION sen.outside_is_external();
COMMENT ON TRIGGER outside_is_external ON sector IS
    'Refuses a change after which a Board member would be from a sector that attends from outside.';
