-- read: nobody
-- meanings: notice_span

CREATE VIEW notice_reviews AS
SELECT n.notice_id, count(r.review_id) AS reviews, count(*) FILTER (WHERE r.kind = 'diagnostic') AS diagnostics,
       count(*) FILTER (WHERE j.for_assessment) AS reviews_for_assessment,
       count(*) FILTER (WHERE j.for_assessment
                        AND r.self_assessment_sent_on <= r.held_on) AS reviews_with_assessment,
       count(*) FILTER (WHERE j.for_access) AS reviews_for_access,
       count(*) FILTER (WHERE j.for_access AND e.access) AS reviews_with_access,
       count(*) FILTER (WHERE j.for_facilities) AS reviews_for_facilities,
       count(*) FILTER (WHERE j.for_facilities AND e.facilities) AS reviews_with_facilities,
       (SELECT count(DISTINCT c.topic) FROM review v JOIN review_covers c ON c.review_id = v.review_id
        WHERE v.notice_id = n.notice_id AND v.held_on <= n.until) AS topics,
       CASE WHEN s.notice_id IS NULL THEN NULL
            WHEN s.due_by IS NULL THEN 'has no day: the notice sets no interval'
            WHEN s.days_left < 0 THEN 'was due by ' || sen.date_words(s.due_by) || ', ' || sen.in_days(-s.days_left)
                                      || ' ago'
            ELSE 'is due by ' || sen.date_words(s.due_by) || ', '
                 || CASE s.days_left WHEN 0 THEN 'today' ELSE 'in ' || sen.in_days(s.days_left) END END AS next_review
FROM notice_span n
LEFT JOIN (
    SELECT t.notice_id,
           max(t.recent_after) FILTER (WHERE t.test = 'own assessment before each review') AS assessment_after,
           max(t.recent_after) FILTER (WHERE t.test = 'reviewers have access') AS access_after,
           max(t.recent_after) FILTER (WHERE t.test = 'reviewers have facilities') AS facilities_after
    FROM notice_window t
    GROUP BY t.notice_id
) w ON w.notice_id = n.notice_id
LEFT JOIN review r ON r.notice_id = n.notice_id AND r.held_on <= n.until
CROSS JOIN LATERAL (
    SELECT r.held_on > least(w.assessment_after, n.last_review_on - 1) AS for_assessment,
           r.held_on > least(w.access_after, n.last_review_on - 1) AS for_access,
           r.held_on > least(w.facilities_after, n.last_review_on - 1) AS for_facilities
) j
LEFT JOIN LATERAL (
    SELECT bool_or(e.kind = 'access') AS access, bool_or(e.kind = 'facilities') AS facilities
    FROM evidence e
    WHERE e.review_id = r.review_id AND e.dated_on <= n.today
) e ON true
LEFT JOIN review_schedule s ON s.notice_id = n.notice_id
GROUP BY n.notice_id, n.until, s.notice_id, s.due_by, s.days_left;
COMMENT ON VIEW notice_reviews IS 'The reviews held under each notice issued by sen.today(), while it was in force.';
COMMENT ON COLUMN notice_reviews.reviews IS 'Reviews held.';
COMMENT ON COLUMN notice_reviews.diagnostics IS 'Of these, diagnostic reviews.';
COMMENT ON COLUMN notice_reviews.reviews_for_assessment IS
    'Reviews that the test own assessment before each review looks at: the recent ones (notice_window), at least the '
    'last.';
COMMENT ON COLUMN notice_reviews.reviews_with_assessment IS
    'Of these, reviews by whose day the council''s own assessment was sent.';
COMMENT ON COLUMN notice_reviews.reviews_for_access IS 'The same for the test reviewers have access.';
COMMENT ON COLUMN notice_reviews.reviews_with_access IS 'Of these, with evidence that the reviewers had access.';
COMMENT ON COLUMN notice_reviews.reviews_for_facilities IS 'The same for the test reviewers have facilities.';
COMMENT ON COLUMN notice_reviews.reviews_with_facilities IS
    'Of these, with evidence that the reviewers had facilities.';
COMMENT ON COLUMN notice_reviews.topics IS 'Topics that the reviews covered.';
COMMENT ON COLUMN notice_reviews.next_review IS
    'When the next review is due, in words that follow it: is due by 8 September 2025, in 70 days; empty if the notice '
    'is no longer in force.';
