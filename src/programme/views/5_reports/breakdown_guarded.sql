-- read: reader
-- meanings: breakdown_guarded, breakdown_by_year, breakdown_year

-- A table is one breakdown of one definition in one year, whose totals everybody may know: sen.hidden_rows() says
-- which of
-- its rows are hidden. Those that are not recorded come last, and are so the first that are hidden beside a small one.
CREATE VIEW breakdown_guarded AS
SELECT t.definition, f.title, t.local_authority, t.year, t.breakdown, r.word, r.meaning, r.is_hidden,
       n.finished, n.in_time, sen.percent(n.in_time, n.finished) AS percent_in_time
FROM (
    SELECT b.definition, b.local_authority, b.year, b.breakdown, s.rounded_to,
           array_agg(b.word ORDER BY b.position, b.word) AS words,
           array_agg(b.meaning ORDER BY b.position, b.word) AS meanings,
           array_agg(b.finished ORDER BY b.position, b.word) AS finished,
           array_agg(b.in_time ORDER BY b.position, b.word) AS in_time,
           sen.hidden_rows(array_agg(b.finished ORDER BY b.position, b.word),
                           array_agg(b.in_time ORDER BY b.position, b.word), s.shown_from, s.hides_another) AS hidden
    FROM breakdown_year b
    CROSS JOIN small_numbers s
    GROUP BY b.definition, b.local_authority, b.year, b.breakdown, s.only_row
) t
JOIN definition f ON f.definition = t.definition
CROSS JOIN LATERAL unnest(t.words, t.meanings, t.finished, t.in_time, t.hidden)
    WITH ORDINALITY r (word, meaning, finished, in_time, is_hidden, place)
LEFT JOIN LATERAL (SELECT (round(r.finished::numeric / t.rounded_to) * t.rounded_to)::bigint AS finished,
                          (round(r.in_time::numeric / t.rounded_to) * t.rounded_to)::bigint AS in_time
                   WHERE NOT r.is_hidden) n ON true
ORDER BY f.position, t.definition, t.local_authority, t.year, t.breakdown, r.place;
COMMENT ON VIEW breakdown_guarded IS
    'breakdown_by_year for readers, and for what leaves the programme: rows with a small number are hidden, and '
    'further '
    'ones so that no hidden number follows from the totals of compliance_by_year and what is shown, by the row of '
    'table '
    'small_numbers. All cases, also those under an exception: two counts that differ by a few would tell of those few.';
COMMENT ON COLUMN breakdown_guarded.is_hidden IS 'True if the numbers of the row are not shown.';
COMMENT ON COLUMN breakdown_guarded.finished IS
    'Cases finished, rounded as small_numbers says; empty if the row is hidden.';
COMMENT ON COLUMN breakdown_guarded.in_time IS
    'Of these, cases finished in time, rounded likewise; empty if the row is hidden.';
COMMENT ON COLUMN breakdown_guarded.percent_in_time IS
    'in_time as a share of finished as they are shown, in percent to one decimal. Empty if the row is hidden, or 0.';
