-- read: nobody
-- meanings: notice_span

CREATE VIEW notice_voices AS
SELECT n.notice_id, f.from_parents, f.from_young_people, f.from_schools,
       f.parents_in_year, f.young_people_in_year, f.schools_in_year,
       (SELECT count(*) FROM evidence e
        WHERE e.kind = 'co-production' AND e.dated_on > n.since AND e.dated_on <= n.until) AS co_production,
       a.updates, a.last_update_on
FROM notice_span n
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE b.parents AND b.is_new) AS from_parents,
           count(*) FILTER (WHERE b.young_people AND b.is_new) AS from_young_people,
           count(*) FILTER (WHERE b.schools AND b.is_new) AS from_schools,
           count(*) FILTER (WHERE b.parents AND b.in_year) AS parents_in_year,
           count(*) FILTER (WHERE b.young_people AND b.in_year) AS young_people_in_year,
           count(*) FILTER (WHERE b.schools AND b.in_year) AS schools_in_year
    FROM (
        SELECT k.from_whom = 'parents and carers' AS parents, k.from_whom = 'children and young people' AS young_people,
               k.from_whom = 'schools' AS schools,
               k.received_on > n.since AS is_new, k.received_on > n.until - interval '12 months' AS in_year
        FROM feedback k
        WHERE k.received_on <= n.until
    ) b
) f
CROSS JOIN LATERAL (
    SELECT count(*) AS updates, max(u.given_on) AS last_update_on
    FROM adviser_update u
    WHERE u.notice_id = n.notice_id AND u.given_on <= n.until
) a;
COMMENT ON VIEW notice_voices IS 'Who was heard under each notice issued by sen.today(), while it was in force.';
COMMENT ON COLUMN notice_voices.from_parents IS 'Pieces of feedback of parents and carers since the last review.';
COMMENT ON COLUMN notice_voices.from_young_people IS 'The same of children and young people.';
COMMENT ON COLUMN notice_voices.from_schools IS 'The same of schools.';
COMMENT ON COLUMN notice_voices.parents_in_year IS 'Pieces of feedback of parents and carers in the last 12 months.';
COMMENT ON COLUMN notice_voices.young_people_in_year IS 'The same of children and young people.';
COMMENT ON COLUMN notice_voices.schools_in_year IS 'The same of schools.';
COMMENT ON COLUMN notice_voices.co_production IS 'Pieces of evidence of co-production since the last review.';
COMMENT ON COLUMN notice_voices.updates IS 'Updates that advisers gave on it.';
COMMENT ON COLUMN notice_voices.last_update_on IS 'Day of the last of these; empty if there is none.';
