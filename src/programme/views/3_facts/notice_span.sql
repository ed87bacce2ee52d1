-- read: nobody

CREATE VIEW notice_span AS
SELECT n.notice_id, n.issued_on, n.actions_due_on, t.today, least(t.today, n.replaced_on, n.stepped_down_on) AS until,
       coalesce(n.replaced_on > t.today, true) AND coalesce(n.stepped_down_on > t.today, true) AS in_force,
       r.last_review_on, coalesce(r.last_review_on, n.issued_on) AS since,
       CASE WHEN r.last_review_on IS NULL THEN 'since the notice'
            ELSE 'since the review of ' || sen.date_words(r.last_review_on) END AS since_in_words
FROM notice n
CROSS JOIN (SELECT sen.today() AS today) t
LEFT JOIN LATERAL (
    SELECT max(v.held_on) AS last_review_on FROM review v
    WHERE v.notice_id = n.notice_id AND v.held_on <= least(t.today, n.replaced_on, n.stepped_down_on)
) r ON true
WHERE n.issued_on <= t.today;
COMMENT ON VIEW notice_span IS
    'Every notice issued by sen.today(): until which day what happens counts for it, and since when.';
COMMENT ON COLUMN notice_span.notice_id IS 'The notice.';
COMMENT ON COLUMN notice_span.issued_on IS 'Date of the notice.';
COMMENT ON COLUMN notice_span.actions_due_on IS 'Day by which it asks for delivery; empty if it gives none.';
COMMENT ON COLUMN notice_span.today IS 'sen.today().';
COMMENT ON COLUMN notice_span.until IS
    'The last day that counts for it: sen.today(), or the day on which it was replaced or stepped down.';
COMMENT ON COLUMN notice_span.in_force IS 'True if it is in force on sen.today(): not replaced, not stepped down.';
COMMENT ON COLUMN notice_span.last_review_on IS 'Day of the last review held under it; empty if none is recorded.';
COMMENT ON COLUMN notice_span.since IS
    'What is new is later than this day: last_review_on, before any review the date of the notice.';
COMMENT ON COLUMN notice_span.since_in_words IS 'The same in words.';
