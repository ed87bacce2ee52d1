-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE notice_role (
    notice_role text PRIMARY KEY
        CONSTRAINT notice_role_not_blank CHECK (sen.check_value(notice_role ~ '\S', 'notice_role', notice_role,
            'Give the role in the words of the notice, such as council chief executive.')),
    position    smallint NOT NULL UNIQUE,
    is_external boolean NOT NULL,
    paragraph   text NOT NULL,
    meaning     text NOT NULL
);
COMMENT ON TABLE notice_role IS
    'The roles that a notice names: those whom it holds to account through the Board, and those whom it asks to '
    'invite.';
COMMENT ON COLUMN notice_role.notice_role IS 'The role, such as council chief executive.';
COMMENT ON COLUMN notice_role.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN notice_role.is_external IS
    'True if whoever holds it is invited from outside, and so is not a member of the Board; false if the notice holds '
    'it to account.';
COMMENT ON COLUMN notice_role.paragraph IS 'Paragraph that names it, of the 2025 notice as laid out.';
COMMENT ON COLUMN notice_role.meaning IS 'Who it is.';
INSERT INTO notice_role VALUES
    ('council chief executive', 1, false, '5(a)', 'The chief executive of the council.'),
    ('ICB chief executive', 2, false, '5(a)', 'The chief executive of the Integrated Care Board.'),
    ('children''s services accountable officer', 3, false, '5(a)', 'The director of children''s services.'),
    ('ICB accountable officer', 4, false, '5(a)', 'Whoever answers for SEND in the Integrated Care Board.'),
    ('DfE SEND adviser', 5, true, '6', 'The SEND adviser of the Department.'),
    ('NHS England adviser', 6, true, '6', 'The adviser of NHS England.'),
    ('DfE case lead', 7, true, '6', 'The case lead of the Department.');
CREATE TRIGGER outside_is_external AFTER UPDATE ON notice_role
    FOR EACH STATEMENT EXECUTE FUNCTION sen.outside_is_external();
COMMENT ON TRIGGER outside_is_external ON notice_role IS
    'Refuses a change after which a post of an external role would not be an external attendee.';
