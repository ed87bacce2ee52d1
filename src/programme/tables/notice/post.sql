-- read: analyst
-- write: editor
-- tracked

CREATE TABLE post (
    post_id     text PRIMARY KEY
        CONSTRAINT post_id_not_blank CHECK (sen.check_value(post_id ~ '\S', 'post_id', post_id,
                                                            'Give the post a short name of your own, such as DCS.')),
    partner_id  text NOT NULL REFERENCES partner,
    title       text NOT NULL,
    attends_as  text NOT NULL DEFAULT 'none'
        CONSTRAINT post_attends_as_known CHECK (sen.check_value(attends_as IN ('member', 'external attendee', 'none'),
            'attends_as', attends_as, 'Use one of: member, external attendee, none.')),
    notice_role text REFERENCES notice_role,
    remark      text,
    enters_as   text UNIQUE
        CONSTRAINT post_enters_as_not_blank CHECK (sen.check_value(enters_as ~ '\S', 'enters_as', enters_as,
                                                                   'Give the database role that the post enters '
                                                                   'with, or leave it empty.'))
);

-- Who attends from outside is no member: as sector and notice_role say, whichever of the rows changes.
CREATE TRIGGER outside_is_external AFTER INSERT OR UPDATE ON post
    FOR EACH STATEMENT EXECUTE FUNCTION sen.outside_is_external();
COMMENT ON TRIGGER outside_is_external ON post IS
    'Refuses a Board member from a sector that attends from outside, and anything but an external attendee for a role '
    'that the notice asks to invite.';
COMMENT ON TABLE post IS
    'An accountable role. A post is not a person: no personal name is needed anywhere in a programme.';
COMMENT ON COLUMN post.post_id IS 'Short name of the post within this programme, such as DCS.';
COMMENT ON COLUMN post.partner_id IS 'The body that the post belongs to.';
COMMENT ON COLUMN post.title IS 'Title of the post.';
COMMENT ON COLUMN post.attends_as IS
    'How the post attends the Improvement Board: member, external attendee (invited each time, not a member) or none.';
COMMENT ON COLUMN post.notice_role IS
    'The role in which a notice names the post: held to account through the Board, or invited from outside; empty for '
    'others.';
COMMENT ON COLUMN post.remark IS 'Anything that a reader should know, such as where the post is named.';
COMMENT ON COLUMN post.enters_as IS
    'Database role with which its holder, or whoever works for the post, enters records: papers then say the title of '
    'the post in place of the role. Empty if none is named.';
