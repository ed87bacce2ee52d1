-- read: nobody
-- meanings: notice_span

CREATE VIEW notice_voices AS
SELECT n.notice_id, f.from_parents, f.from_young_people, f.schools_with_partners, f.families_with_partners,
       f.parents_on_plans, f.young_people_on_plans, f.schools_on_plans,
       (SELECT count(*) FROM evidence e
        WHERE e.kind = 'co-production' AND e.dated_on > w.partners_after AND e.dated_on <= n.until) AS co_production,
       a.updates, a.last_update_on
FROM notice_span n
LEFT JOIN (
    SELECT t.notice_id, max(t.new_after) FILTER (WHERE t.test = 'feedback from families') AS families_after,
           max(t.new_after) FILTER (WHERE t.test = 'partners take part') AS partners_after,
           max(t.recent_after) FILTER (WHERE t.test = 'plans cover every area') AS plans_after
    FROM notice_window t
    GROUP BY t.notice_id
) w ON w.notice_id = n.notice_id
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE b.parents AND b.received_on > w.families_after) AS from_parents,
           count(*) FILTER (WHERE b.young_people AND b.received_on > w.families_after) AS from_young_people,
           count(*) FILTER (WHERE b.schools AND b.received_on > w.partners_after) AS schools_with_partners,
           count(*) FILTER (WHERE (b.parents OR b.young_people)
                            AND b.received_on > w.partners_after) AS families_with_partners,
           count(*) FILTER (WHERE b.parents AND b.received_on > w.plans_after) AS parents_on_plans,
           count(*) FILTER (WHERE b.young_people AND b.received_on > w.plans_after) AS young_people_on_plans,
           count(*) FILTER (WHERE b.schools AND b.received_on > w.plans_after) AS schools_on_plans
    FROM (
        SELECT k.from_whom = 'parents and carers' AS parents, k.from_whom = 'children and young people' AS young_people,
               k.from_whom = 'schools' AS schools, k.received_on
        FROM feedback k
        WHERE k.received_on <= n.until
          AND (k.summary ~ '\S' OR k.summary IS NULL)   -- of one that was deleted since: see feedback_on_day
    ) b
) f
CROSS JOIN LATERAL (
    SELECT count(*) AS updates, max(u.given_on) AS last_update_on
    FROM adviser_update u
    WHERE u.notice_id = n.notice_id AND u.given_on <= n.until
) a;
COMMENT ON VIEW notice_voices IS 'Who was heard under each notice issued by sen.today(), while it was in force.';
COMMENT ON COLUMN notice_voices.from_parents IS
    'Pieces of feedback of parents and carers that are new for the test feedback from families (notice_window).';
COMMENT ON COLUMN notice_voices.from_young_people IS 'The same of children and young people.';
COMMENT ON COLUMN notice_voices.schools_with_partners IS
    'Pieces of feedback of schools that are new for the test partners take part.';
COMMENT ON COLUMN notice_voices.families_with_partners IS 'The same of families.';
COMMENT ON COLUMN notice_voices.parents_on_plans IS
    'Pieces of feedback of parents and carers that are recent for the test plans cover every area.';
COMMENT ON COLUMN notice_voices.young_people_on_plans IS 'The same of children and young people.';
COMMENT ON COLUMN notice_voices.schools_on_plans IS 'The same of schools.';
COMMENT ON COLUMN notice_voices.co_production IS
    'Pieces of evidence of co-production that are new for the test partners take part.';
COMMENT ON COLUMN notice_voices.updates IS 'Updates that advisers gave on it.';
COMMENT ON COLUMN notice_voices.last_update_on IS 'Day of the last of these; empty if there is none.';
