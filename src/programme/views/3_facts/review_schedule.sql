-- read: reader

CREATE VIEW review_schedule AS
SELECT n.notice_id, n.issued_on, n.review_every_months,
       r.last_held_on,
       p.next_planned_from,
       d.due_by,
       d.due_by - t.today AS days_left,
       CASE
           WHEN d.due_by IS NULL THEN 'the notice sets no interval'
           WHEN d.due_by < t.today THEN 'overdue by ' || sen.in_days(t.today - d.due_by)
           WHEN d.due_by = t.today THEN 'due today'
           ELSE 'due in ' || sen.in_days(d.due_by - t.today)
       END || CASE WHEN r.last_held_on IS NULL THEN '; no review under this notice is recorded' ELSE '' END AS in_words
FROM notice n
CROSS JOIN (SELECT sen.today() AS today) t
LEFT JOIN LATERAL (SELECT max(v.held_on) AS last_held_on FROM review v
                   WHERE v.notice_id = n.notice_id AND v.held_on <= t.today) r ON true
LEFT JOIN LATERAL (SELECT min(v.planned_from) AS next_planned_from FROM review v
                   WHERE v.notice_id = n.notice_id AND coalesce(v.held_on > t.today, true)
                       AND coalesce(v.planned_to, v.planned_from) >= t.today) p ON true
CROSS JOIN LATERAL
    (SELECT (coalesce(r.last_held_on, n.issued_on) + make_interval(months => n.review_every_months))::date AS due_by) d
WHERE n.issued_on <= t.today
  AND (n.replaced_on IS NULL OR n.replaced_on > t.today)
  AND (n.stepped_down_on IS NULL OR n.stepped_down_on > t.today)
ORDER BY n.issued_on;
COMMENT ON VIEW review_schedule IS
    'For each notice in force on sen.today(): when the next review by the Department is due at the latest, counted '
    'from the last review held under it, else from the date of the notice.';
COMMENT ON COLUMN review_schedule.notice_id IS 'The notice.';
COMMENT ON COLUMN review_schedule.issued_on IS 'Date of the notice.';
COMMENT ON COLUMN review_schedule.review_every_months IS
    'Longest time between reviews that the notice allows, in months.';
COMMENT ON COLUMN review_schedule.last_held_on IS
    'Day of the last review held under the notice; empty if none is recorded.';
COMMENT ON COLUMN review_schedule.next_planned_from IS
    'First day of the next planned review; empty if none is planned.';
COMMENT ON COLUMN review_schedule.due_by IS
    'Last day on which the next review would be in time: the same day of the month, review_every_months later.';
COMMENT ON COLUMN review_schedule.days_left IS 'Days from sen.today() to due_by; negative when overdue.';
COMMENT ON COLUMN review_schedule.in_words IS 'The same in words.';
