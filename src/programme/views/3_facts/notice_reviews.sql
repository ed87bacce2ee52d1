-- read: nobody
-- meanings: notice_span

CREATE VIEW notice_reviews AS
SELECT n.notice_id, count(r.review_id) AS reviews, count(*) FILTER (WHERE r.kind = 'diagnostic') AS diagnostics,
       count(*) FILTER (WHERE r.self_assessment_sent_on <= r.held_on) AS reviews_with_assessment,
       count(*) FILTER (WHERE e.access) AS reviews_with_access,
       count(*) FILTER (WHERE e.facilities) AS reviews_with_facilities,
       (SELECT count(DISTINCT c.topic) FROM review v JOIN review_covers c ON c.review_id = v.review_id
        WHERE v.notice_id = n.notice_id AND v.held_on <= n.until) AS topics,
       s.in_words AS next_review, s.due_by AS next_review_due_by
FROM notice_span n
LEFT JOIN review r ON r.notice_id = n.notice_id AND r.held_on <= n.until
LEFT JOIN LATERAL (
    SELECT bool_or(e.kind = 'access') AS access, bool_or(e.kind = 'facilities') AS facilities
    FROM evidence e
    WHERE e.review_id = r.review_id AND e.dated_on <= n.today
) e ON true
LEFT JOIN review_schedule s ON s.notice_id = n.notice_id
GROUP BY n.notice_id, n.until, s.in_words, s.due_by;
COMMENT ON VIEW notice_reviews IS 'The reviews held under each notice issued by sen.today(), while it was in force.';
COMMENT ON COLUMN notice_reviews.reviews IS 'Reviews held.';
COMMENT ON COLUMN notice_reviews.diagnostics IS 'Of these, diagnostic reviews.';
COMMENT ON COLUMN notice_reviews.reviews_with_assessment IS
    'Reviews by whose day the council''s own assessment was sent.';
COMMENT ON COLUMN notice_reviews.reviews_with_access IS 'Reviews with evidence that the reviewers had access.';
COMMENT ON COLUMN notice_reviews.reviews_with_facilities IS 'Reviews with evidence that the reviewers had facilities.';
COMMENT ON COLUMN notice_reviews.topics IS 'Topics that the reviews covered.';
COMMENT ON COLUMN notice_reviews.next_review IS
    'When the next review is due, in words; empty if the notice is no longer in force.';
COMMENT ON COLUMN notice_reviews.next_review_due_by IS
    'Last day on which the next review would be in time; empty if the notice sets no interval or is no longer in '
    'force.';
