-- read: reader
-- meanings: plans_per_1000, plans_in_force

CREATE VIEW total_plans_per_1000 AS
SELECT p.on_day, count(*) AS authorities, sum(p.plans)::bigint AS plans, count(p.people) AS authorities_with_people,
       sum(p.people)::bigint AS people,
       round(1000.0 * sum(p.plans) FILTER (WHERE p.people IS NOT NULL) / sum(p.people), 1) AS per_1000,
       count(p.plans_before) AS authorities_before, sum(p.plans_before)::bigint AS plans_before,
       sen.percent(sum(p.plans - p.plans_before), nullif(sum(p.plans_before), 0)) AS percent_growth
FROM plans_per_1000 p
GROUP BY p.on_day
ORDER BY p.on_day;
COMMENT ON VIEW total_plans_per_1000 IS
    'EHC plans in force on each day that is recorded, over all authorities that are shown and have a number of that '
    'day; per 1,000 people and growth are of all their plans, not the mean of theirs.';
COMMENT ON COLUMN total_plans_per_1000.authorities IS 'Authorities with a number of plans on that day.';
COMMENT ON COLUMN total_plans_per_1000.plans IS 'Their plans in force.';
COMMENT ON COLUMN total_plans_per_1000.authorities_with_people IS
    'Of these authorities, those whose population is recorded.';
COMMENT ON COLUMN total_plans_per_1000.people IS 'People of 0 to 25 in these.';
COMMENT ON COLUMN total_plans_per_1000.per_1000 IS
    'Plans of the authorities with a population per 1,000 of its people, to one decimal. Empty if there is none.';
COMMENT ON COLUMN total_plans_per_1000.authorities_before IS
    'Of the authorities, those with a number of plans a year before.';
COMMENT ON COLUMN total_plans_per_1000.plans_before IS 'Plans in force in these a year before.';
COMMENT ON COLUMN total_plans_per_1000.percent_growth IS
    'Growth of the plans of these authorities, in percent to one decimal. Empty if there is none.';
