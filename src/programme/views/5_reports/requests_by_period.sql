-- read: reader
-- meanings: requests_by_quarter

-- Each day counts in its own period, and once more a year later as what there was a year before: up to the same day,
-- since a period that runs cannot be held against a whole one.
--@for view period first length shown
--@ requests_by_quarter quarter sen.quarter interval'3months' p.first_day
--@ requests_by_year year sen.calendar_year interval'1year' date_part('year',p.first_day)::integer
CREATE VIEW {view} AS
SELECT p.local_authority, {shown} AS {period}, p.to_day,
       p.requests, p.refused, sen.percent(p.refused, p.requests) AS percent_refused, p.plans_issued, p.plans_refused,
       p.reviews_held,
       b.requests AS requests_year_before, b.refused AS refused_year_before,
       sen.percent(b.refused, b.requests) AS percent_refused_year_before, b.plans_issued AS plans_issued_year_before,
       b.plans_refused AS plans_refused_year_before, b.reviews_held AS reviews_held_year_before,
       sen.list_words('; ', w.requests_words,
                      CASE WHEN p.requests > 0 THEN sen.share_words(p.refused, p.requests, 'request', NULL, 'refused')
                      END,
                      w.plans_words, w.reviews_words) AS in_words
FROM (
    SELECT g.local_authority, {first}(k.day) AS first_day,
           least(({first}(k.day) + {length})::date - 1, t.data_on) AS to_day,
           -- The period a year before lies in the data if they begin by then.
           ({first}(k.day) - interval '1 year')::date >= {first}(min(g.first_day)) AS has_before,
           coalesce(sum(g.requests) FILTER (WHERE NOT k.before), 0)::bigint AS requests,
           coalesce(sum(g.refused) FILTER (WHERE NOT k.before), 0)::bigint AS refused,
           coalesce(sum(g.plans_issued) FILTER (WHERE NOT k.before), 0)::bigint AS plans_issued,
           coalesce(sum(g.plans_refused) FILTER (WHERE NOT k.before), 0)::bigint AS plans_refused,
           coalesce(sum(g.reviews_held) FILTER (WHERE NOT k.before), 0)::bigint AS reviews_held,
           coalesce(sum(g.requests) FILTER (WHERE k.before), 0)::bigint AS requests_before,
           coalesce(sum(g.refused_then) FILTER (WHERE k.before), 0)::bigint AS refused_before,
           coalesce(sum(g.plans_issued) FILTER (WHERE k.before), 0)::bigint AS plans_issued_before,
           coalesce(sum(g.plans_refused) FILTER (WHERE k.before), 0)::bigint AS plans_refused_before,
           coalesce(sum(g.reviews_held) FILTER (WHERE k.before), 0)::bigint AS reviews_held_before
    FROM (
        SELECT e.*, min(e.day) OVER (PARTITION BY e.local_authority) AS first_day
        FROM (
            SELECT r.local_authority, r.received_on AS day, count(*) AS requests,
                   count(*) FILTER (WHERE r.request_outcome = 'N'
                                    AND coalesce(r.request_outcome_on <= t.data_on, true)) AS refused,
                   count(*) FILTER (WHERE r.request_outcome = 'N'
                                    AND coalesce(r.request_outcome_on <= (t.data_on - interval '1 year')::date, true))
                       AS refused_then,
                   0 AS plans_issued, 0 AS plans_refused, 0 AS reviews_held
            FROM ehc_request r
            CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS data_on) t
            WHERE r.received_on <= t.data_on
            GROUP BY r.local_authority, r.received_on
            UNION ALL
            SELECT r.local_authority, r.assessment_outcome_on, 0, 0, 0,
                   count(*) FILTER (WHERE r.assessment_outcome = 'Y'),
                   count(*) FILTER (WHERE r.assessment_outcome = 'N'), 0
            FROM ehc_request r
            WHERE r.assessment_outcome IN ('Y', 'N') AND r.assessment_outcome_on <= sen.data_day('cases', 'data_source')
            GROUP BY r.local_authority, r.assessment_outcome_on
            UNION ALL
            SELECT v.local_authority, v.meeting_on, 0, 0, 0, 0, 0, count(*)
            FROM annual_review v
            WHERE v.meeting_on <= sen.data_day('cases', 'data_source')
            GROUP BY v.local_authority, v.meeting_on
        ) e
    ) g
    CROSS JOIN (SELECT sen.data_day('cases', 'data_source') AS data_on) t
    CROSS JOIN LATERAL (VALUES (g.day, false), ((g.day + interval '1 year')::date, true)) k (day, before)
    WHERE k.day <= t.data_on
    GROUP BY g.local_authority, {first}(k.day), t.data_on
) p
LEFT JOIN LATERAL (SELECT p.requests_before AS requests, p.refused_before AS refused,
                          p.plans_issued_before AS plans_issued, p.plans_refused_before AS plans_refused,
                          p.reviews_held_before AS reviews_held WHERE p.has_before) b ON true
CROSS JOIN LATERAL (SELECT sen.count_words(p.requests, 'request')
                               || coalesce(', ' || sen.number_words(b.requests) || ' a year before', '')
                               AS requests_words,
                           sen.count_words(p.plans_issued, 'plan') || ' issued'
                               || coalesce(', ' || sen.number_words(b.plans_issued) || ' a year before', '')
                               AS plans_words,
                           CASE WHEN p.reviews_held > 0 OR b.reviews_held > 0
                                THEN sen.count_words(p.reviews_held, 'review') || ' held'
                                     || coalesce(', ' || sen.number_words(b.reviews_held) || ' a year before', '') END
                               AS reviews_words) w
ORDER BY p.local_authority, p.first_day;
--@end
COMMENT ON VIEW requests_by_quarter IS
    'Requests received, refusals, plans and review meetings by calendar quarter to the day of the data, against the '
    'same quarter of the year before; of a quarter that runs, to the same day.';
COMMENT ON COLUMN requests_by_quarter.local_authority IS 'Three-digit local authority code.';
COMMENT ON COLUMN requests_by_quarter.quarter IS 'First day of the quarter.';
COMMENT ON COLUMN requests_by_quarter.to_day IS 'Its last day, or the day of the data if it still runs.';
COMMENT ON COLUMN requests_by_quarter.requests IS 
    'Requests for an EHC needs assessment that were received. One whose day is unknown is in no quarter.';
COMMENT ON COLUMN requests_by_quarter.refused IS
    'Of these requests, those in which an assessment was refused by the day of the data, also if that was reversed '
    'later.';
COMMENT ON COLUMN requests_by_quarter.percent_refused IS
    'refused as a share of requests, in percent to one decimal. Empty if there was none. Some may not be decided yet.';
COMMENT ON COLUMN requests_by_quarter.plans_issued IS 'Plans issued, whenever the request was received.';
COMMENT ON COLUMN requests_by_quarter.plans_refused IS 'Decisions not to issue a plan, after an assessment.';
COMMENT ON COLUMN requests_by_quarter.reviews_held IS 'Meetings of annual reviews.';
COMMENT ON COLUMN requests_by_quarter.requests_year_before IS
    'requests a year before, to the same day. Empty if the data begin later.';
COMMENT ON COLUMN requests_by_quarter.refused_year_before IS
    'refused a year before, as it stood on the day a year before that of the data. Empty as requests_year_before.';
COMMENT ON COLUMN requests_by_quarter.percent_refused_year_before IS
    'percent_refused a year before. Empty as requests_year_before.';
COMMENT ON COLUMN requests_by_quarter.plans_issued_year_before IS
    'plans_issued a year before, to the same day. Empty as requests_year_before.';
COMMENT ON COLUMN requests_by_quarter.plans_refused_year_before IS
    'plans_refused a year before, to the same day. Empty as requests_year_before.';
COMMENT ON COLUMN requests_by_quarter.reviews_held_year_before IS
    'reviews_held a year before, to the same day. Empty as requests_year_before.';
COMMENT ON COLUMN requests_by_quarter.in_words IS 'The same in words.';
COMMENT ON VIEW requests_by_year IS 'requests_by_quarter, by calendar year. Columns as there.';
COMMENT ON COLUMN requests_by_year.year IS 'Calendar year.';
