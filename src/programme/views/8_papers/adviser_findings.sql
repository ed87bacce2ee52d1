-- read: reader
-- meanings: adviser_update

CREATE VIEW adviser_findings AS
SELECT u.adviser_update_id, u.given_on, p.title AS adviser, r.name AS partner, u.notice_id, u.area_number,
       a.title AS area, u.finding,
       coalesce(u.summary, 'What it said has been deleted since.') AS summary,
       coalesce(u.given_on >= c.last_held_on, true) AS is_new,
       e.title AS evidence, coalesce(e.illustrative, false) AS illustrative, x.in_words AS entered_late
FROM adviser_update u
JOIN post p ON p.post_id = u.post_id
JOIN partner r ON r.partner_id = p.partner_id
CROSS JOIN meeting_cycle c
LEFT JOIN area a ON a.notice_id = u.notice_id AND a.area_number = u.area_number
LEFT JOIN evidence e ON e.evidence_id = u.evidence_id
LEFT JOIN entered_late x ON x.record_table = 'adviser_update' AND x.column_name = 'given_on'
    AND x.day = u.given_on AND x.key = jsonb_build_object('adviser_update_id', u.adviser_update_id::text)
WHERE u.given_on <= c.today
ORDER BY u.given_on DESC, u.adviser_update_id;
COMMENT ON VIEW adviser_findings IS
    'What the advisers of DfE and NHS England reported (paragraph 7 of the 2025 notice), by sen.today(): who, of which '
    'area, whether progress or concern, and in what words. The newest first.';
COMMENT ON COLUMN adviser_findings.adviser IS 'The adviser, by the title of the post.';
COMMENT ON COLUMN adviser_findings.partner IS 'The body that the post belongs to.';
COMMENT ON COLUMN adviser_findings.area IS 'Title of the area; empty if it is about several.';
COMMENT ON COLUMN adviser_findings.is_new IS 'True if given on the day of the last meeting of the Board or later.';
COMMENT ON COLUMN adviser_findings.evidence IS 'Where it is written.';
COMMENT ON COLUMN adviser_findings.illustrative IS 'True if it is invented to show how the programme works.';
COMMENT ON COLUMN adviser_findings.entered_late IS
    'If it was entered after a meeting of the Board that was held since that day: when, and after which; else empty.';
