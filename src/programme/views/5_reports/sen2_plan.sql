-- read: analyst
-- meanings: sen2_submission, sen2_person, sen2_request, sen2_placement

CREATE VIEW sen2_plan WITH (security_invoker = true) AS
SELECT r.submission, s.local_authority, s.return_year, s.reference_date, r.person, r.request, p.child_ref, p.age,
       p.school_phase, p.sex, p.ethnicity, r.plan_start_on, r.came_from, n.primary_need, n.secondary_need, a.urn,
       a.ukprn, a.setting, a.sen_unit, a.resourced_provision, a.residential, r.personal_budget,
       r.decision_on, r.review_outcome
FROM sen2_request r
JOIN sen2_submission s ON s.submission = r.submission
JOIN sen2_person p ON p.submission = r.submission AND p.person = r.person
LEFT JOIN LATERAL (
    SELECT max(x.need) FILTER (WHERE x.rank = 1) AS primary_need,
           max(x.need) FILTER (WHERE x.rank = 2) AS secondary_need
    FROM sen2_need x
    WHERE x.submission = r.submission AND x.person = r.person AND x.request = r.request
) n ON true
LEFT JOIN LATERAL (
    SELECT x.urn, x.ukprn, x.setting, x.sen_unit, x.resourced_provision, x.residential
    FROM sen2_placement x
    WHERE x.submission = r.submission AND x.person = r.person AND x.request = r.request AND NOT x.is_named
      AND coalesce(x.entered_on <= s.reference_date, true) AND coalesce(x.left_on > s.reference_date, true)
    ORDER BY x.rank NULLS LAST, x.entered_on DESC NULLS LAST, x.place
    LIMIT 1
) a ON true
WHERE r.is_active AND coalesce(r.ceased_on > s.reference_date, true);
COMMENT ON VIEW sen2_plan IS
    'The plans in force on the day of each SEN2 return: with need, age, phase, and the primary placement on that day. '
    'A return that counts a child twice has it twice here: see sen2_finding.';
COMMENT ON COLUMN sen2_plan.primary_need IS 'Need of rank 1.';
COMMENT ON COLUMN sen2_plan.secondary_need IS 'Need of rank 2; empty if there is none.';
COMMENT ON COLUMN sen2_plan.urn IS 'Of the placement on the day of the return: unique reference number.';
COMMENT ON COLUMN sen2_plan.ukprn IS 'Of that placement: UK provider reference number.';
