-- read: reader
-- meanings: review, measure

-- For every review, not only the last one under a notice in force, with which measure_change compares.
CREATE VIEW measure_since_review AS
WITH figure AS MATERIALIZED (
    SELECT f.measure_id, f.period_from, f.period_to, f.exact, f.known_on,
           CASE WHEN f.denominator < 1e15 THEN f.numerator END AS numerator,
           CASE WHEN f.denominator < 1e15 THEN f.denominator END AS denominator
    FROM measure_figure f
    JOIN measure m ON m.measure_id = f.measure_id
    WHERE f.is_own AND (m.counted_over = 'month' AND f.running) IS NOT TRUE
      AND coalesce(m.agreed_on, m.baseline_on) <= sen.today()
), latest AS (
    SELECT DISTINCT ON (f.measure_id) f.* FROM figure f ORDER BY f.measure_id, f.period_to DESC
), earlier AS (
    SELECT DISTINCT ON (r.review_id, f.measure_id) r.review_id, f.*
    FROM review r
    JOIN figure f ON f.known_on <= r.held_on
    WHERE r.held_on <= sen.today()
    ORDER BY r.review_id, f.measure_id, f.period_to DESC
)
SELECT r.review_id, r.held_on, m.measure_id, m.title, m.objective_id, e.period_to AS from_on,
       w.from_in_words, l.period_to AS to_on, w.to_in_words,
       CASE
           WHEN l.period_to IS NULL THEN 'no figure yet'
           WHEN e.period_to IS NULL THEN 'no figure was known at the review; now ' || w.to_in_words
           WHEN e.period_to = l.period_to THEN 'no new figure since the review: ' || w.to_in_words
           ELSE w.from_in_words || ' was known at the review, now ' || w.to_in_words || coalesce('; ' || c.in_words, '')
       END AS in_words,
       m.local_authority
FROM review r
JOIN measure m ON coalesce(m.agreed_on, m.baseline_on) <= sen.today()
JOIN measure_periods p ON p.measure_id = m.measure_id
LEFT JOIN earlier e ON e.review_id = r.review_id AND e.measure_id = m.measure_id
LEFT JOIN latest l ON l.measure_id = m.measure_id
CROSS JOIN LATERAL (SELECT sen.figure_words(e.exact, m.unit, e.denominator, l.exact) || ' on '
                               || sen.date_words(e.period_to) AS from_in_words,
                           sen.figure_words(l.exact, m.unit, l.denominator, e.exact) || ' on '
                               || sen.date_words(l.period_to) AS to_in_words) w
-- Whether it is chance can be told of figures that share no cases.
LEFT JOIN LATERAL sen.proportion_change(e.numerator::double precision, e.denominator::double precision,
                                        l.numerator::double precision, l.denominator::double precision) c
    ON e.denominator > 0 AND l.denominator > 0 AND e.numerator <= e.denominator AND l.numerator <= l.denominator
       AND e.period_to < coalesce(l.period_from, l.period_to) AND NOT coalesce(p.is_overlapping, true)
WHERE r.held_on <= sen.today()
ORDER BY r.held_on DESC, r.review_id, m.title, m.measure_id;
COMMENT ON VIEW measure_since_review IS
    'Each measure since each review held by sen.today(): the figure that was known on the day of the review and the '
    'latest one. measure_change compares with more days, but with the last review under a notice in force alone.';
COMMENT ON COLUMN measure_since_review.from_on IS
    'Last day of the period of the figure that was known at the review; empty if none was.';
COMMENT ON COLUMN measure_since_review.from_in_words IS 'That figure with its unit and day.';
COMMENT ON COLUMN measure_since_review.to_on IS 'Last day of the period of the latest figure; empty if there is none.';
COMMENT ON COLUMN measure_since_review.to_in_words IS 'That figure with its unit and day.';
COMMENT ON COLUMN measure_since_review.in_words IS
    'Both in words; and the change with its interval, where the two are of counted cases that they do not share.';
