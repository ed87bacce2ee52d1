-- read: analyst
-- write: editor
-- tracked

CREATE TABLE post (
    post_id     text PRIMARY KEY
        CONSTRAINT post_id_not_blank CHECK (sen.check_value(post_id ~ '\S', 'post_id', post_id, 'Give the post a short name of your own, such as DCS.')),
    partner_id  text NOT NULL REFERENCES partner,
    title       text NOT NULL,
    attends_as  text NOT NULL DEFAULT 'none'
        CONSTRAINT post_attends_as_known CHECK (sen.check_value(attends_as IN ('member', 'external attendee', 'none'),
            'attends_as', attends_as, 'Use one of: member, external attendee, none.')),
    notice_role text
        CONSTRAINT post_notice_role_known CHECK (sen.check_value(notice_role IN ('council chief executive', 'ICB chief executive', 'children''s services accountable officer', 'ICB accountable officer', 'DfE SEND adviser', 'NHS England adviser', 'DfE case lead'),
            'notice_role', notice_role, 'Use one of: council chief executive, ICB chief executive, children''s services accountable officer, ICB accountable officer, DfE SEND adviser, NHS England adviser, DfE case lead; or leave it empty.')),
    remark      text,
    CONSTRAINT post_adviser_is_external CHECK (sen.check_value(notice_role NOT IN ('DfE SEND adviser', 'NHS England adviser', 'DfE case lead') OR attends_as = 'external attendee',
        'attends_as', attends_as, 'The advisers of DfE and NHS England and the DfE case lead attend as external attendees, not as members (paragraph 6 of the 2025 notice).'))
);

-- The same for every post of a sector that attends from outside, whichever of the three rows changes.
CREATE TRIGGER outside_is_external AFTER INSERT OR UPDATE ON post FOR EACH STATEMENT EXECUTE FUNCTION sen.outside_is_external();
COMMENT ON TRIGGER outside_is_external ON post IS 'Refuses a Board member from a sector that attends from outside.';
COMMENT ON TABLE post IS 'An accountable role. A post is not a person: no personal name is needed anywhere in a programme.';
COMMENT ON COLUMN post.post_id IS 'Short name of the post within this programme, such as DCS.';
COMMENT ON COLUMN post.partner_id IS 'The body that the post belongs to.';
COMMENT ON COLUMN post.title IS 'Title of the post.';
COMMENT ON COLUMN post.attends_as IS 'How the post attends the Improvement Board: member, external attendee (invited each time, not a member) or none.';
COMMENT ON COLUMN post.notice_role IS 'The role in which a notice names the post (paragraphs 5(a) and 6 of the 2025 notice): held to account through the Board, or invited from outside; empty for others.';
COMMENT ON COLUMN post.remark IS 'Anything that a reader should know, such as where the post is named.';
