-- read: reader

-- The whole pack in one query. What several sections rest on comes first and is computed once; the views that read it
-- are taken over as text, so that their names for it stand for what comes first and not for the views again.
CREATE VIEW board_paper AS
WITH post_on_day AS MATERIALIZED (
    SELECT * FROM post_on_day
), partner_on_day AS MATERIALIZED (
    SELECT * FROM partner_on_day
), objective_on_day AS MATERIALIZED (
    SELECT * FROM objective_on_day
), risk_on_day AS MATERIALIZED (
    SELECT * FROM risk_on_day
), meeting_cycle AS MATERIALIZED (
--@query meeting_cycle
), entered_since AS MATERIALIZED (
    SELECT * FROM entered_since
), entered_late AS MATERIALIZED (
--@query entered_late
), entry_written AS (
--@query entry_written
), own_authority AS MATERIALIZED (
--@query own_authority
), definition_month AS MATERIALIZED (
    SELECT * FROM definition_month
), measurement_known AS MATERIALIZED (
    SELECT * FROM measurement_known
), measure_difference AS MATERIALIZED (
--@query measure_difference
), measure_year AS (
--@query measure_year
), measure_periods AS MATERIALIZED (
--@query measure_periods
), limits_decided AS (
--@query limits_decided
), role_title AS (
--@query role_title
), data_age AS MATERIALIZED (
--@query data_age
), chart_age AS MATERIALIZED (
--@query chart_age
), notice_span AS MATERIALIZED (
    SELECT * FROM notice_span
), expected_attendee AS MATERIALIZED (
--@query expected_attendee
), meeting_readiness AS MATERIALIZED (
--@query meeting_readiness
), measure_figure AS MATERIALIZED (
--@query measure_figure
), dashboard AS MATERIALIZED (
--@query dashboard beside measure_figure
), slippage AS MATERIALIZED (
    SELECT * FROM slippage
), action_status AS MATERIALIZED (
--@query action_status
), objective_status AS MATERIALIZED (
--@query objective_status
), open_escalations AS MATERIALIZED (
--@query open_escalations
), slow_progress AS MATERIALIZED (
--@query slow_progress
), contribution_gaps AS MATERIALIZED (
--@query contribution_gaps
), log_highlights AS MATERIALIZED (
--@query log_highlights
), notice_window AS MATERIALIZED (
--@query notice_window
), actions_by_status AS MATERIALIZED (
--@query actions_by_status
), action_log AS MATERIALIZED (
--@query action_log unordered
), notice_plan AS MATERIALIZED (
--@query notice_plan
), notice_measures AS MATERIALIZED (
--@query notice_measures
), notice_progress AS MATERIALIZED (
--@query notice_progress
), area_progress AS MATERIALIZED (
--@query area_progress
), notice_reviews AS MATERIALIZED (
--@query notice_reviews
), notice_voices AS MATERIALIZED (
--@query notice_voices
), attendance_summary AS MATERIALIZED (
--@query attendance_summary
), notice_meetings AS MATERIALIZED (
--@query notice_meetings
), notice_test AS MATERIALIZED (
--@query notice_test
), notice_judged AS MATERIALIZED (
--@query notice_verdict
), finding_in_plan AS MATERIALIZED (
--@query finding_in_plan
), data_quality AS MATERIALIZED (
--@query data_quality
), process_series AS MATERIALIZED (
--@query process_series
), process_summary AS MATERIALIZED (
--@query process_summary
-- The section shows the improvement since the notice alone.
), comparison AS MATERIALIZED (
    SELECT * FROM comparison c WHERE c.since = 'notice'
), improvement AS MATERIALIZED (
--@query improvement
), milestone_status AS MATERIALIZED (
--@query milestone_status beside measure_figure, dashboard
), risk_history AS (
--@query risk_history
), risk_register AS MATERIALIZED (
--@query risk_register
), mitigation_plan AS MATERIALIZED (
--@query mitigation_plan
), statutory_duties AS MATERIALIZED (
--@query statutory_duties
), overdue_duties AS MATERIALIZED (
--@query overdue_duties
), exception_report AS MATERIALIZED (
--@query exception_report
), measure_reconciliation AS MATERIALIZED (
--@query measure_reconciliation
), requests_by_quarter AS MATERIALIZED (
    SELECT * FROM requests_by_quarter
), board_decisions AS MATERIALIZED (
--@query board_decisions
), feedback_by_theme AS MATERIALIZED (
--@query feedback_by_theme
), recovery_summary AS MATERIALIZED (
    SELECT * FROM recovery_summary
), where_we_are AS (
--@query where_we_are
), attendance_by_post AS (
--@query attendance_by_post
), adviser_findings AS MATERIALIZED (
--@query adviser_findings
), invitation_gaps AS (
--@query invitation_gaps
), beside_others AS (
--@query beside_others
), objective_money AS (
--@query objective_money
), what_changed AS (
--@query what_changed
), first_page AS (
--@query first_page beside measure_figure, dashboard, milestone_status, exception_report
), several AS MATERIALIZED (
    -- Of more than one authority, a row says of which it is.
    SELECT CASE WHEN count(*) > 1 THEN 'Authority ' END AS says FROM own_authority
), recorded AS MATERIALIZED (
    -- What there is at all: a section without rows may be empty since all is well, or since nobody entered anything.
    SELECT EXISTS (SELECT FROM notice_judged j WHERE j.in_force) AS notice,
           EXISTS (SELECT FROM dashboard) AS measure,
           EXISTS (SELECT FROM action_status) OR EXISTS (SELECT FROM objective_status) AS plan,
           EXISTS (SELECT FROM risk_register) AS risk,
           EXISTS (SELECT FROM escalation e WHERE e.raised_on <= sen.today()) AS escalation,
           EXISTS (SELECT FROM board_decisions) AS decision,
           EXISTS (SELECT FROM meeting_readiness) AS meeting,
           EXISTS (SELECT FROM adviser_update u WHERE u.given_on <= sen.today()) AS advice,
           EXISTS (SELECT FROM feedback f WHERE f.received_on <= sen.today()) AS feedback,
           EXISTS (SELECT FROM milestone x JOIN measure m ON m.measure_id = x.measure_id)
               OR EXISTS (SELECT FROM worded_milestone w) AS milestone,
           EXISTS (SELECT FROM ehc_request) AS request,
           (SELECT c.last_held_on FROM meeting_cycle c) AS last_held_on
), stands (source, in_words) AS MATERIALIZED (
    SELECT a.source, lower(left(a.title, 1)) || substr(a.title, 2)
               || CASE a.basis WHEN 'stated' THEN ' complete to ' || sen.date_words(a.known_to)
                       ELSE coalesce(', of which nobody stated a day, with ' || sen.date_words(a.known_to) || ' as the '
                                     'latest day in it', ', of which nothing is recorded') END
               || CASE a.state WHEN 'no recent data' THEN ': no recent data' ELSE '' END
    FROM data_age a WHERE a.measure_id IS NULL
    UNION ALL
    SELECT 'measures', CASE WHEN count(*) = 0 THEN NULL ELSE 'the latest figure of each measure, counted or typed in'
               || CASE WHEN count(*) FILTER (WHERE d.verdict = 'no recent data') = 0 THEN ''
                       ELSE ', with no recent data for '
                            || sen.share_words(count(*) FILTER (WHERE d.verdict = 'no recent data'), count(*),
                                               'measure') END END
    FROM dashboard d
    UNION ALL
    SELECT 'published', coalesce('published releases that are loaded, the latest of '
                                     || sen.date_words(max(p.published_on)),
                                 'published releases, of which none is loaded')
    FROM release p WHERE p.published_on <= sen.today()
    UNION ALL
    SELECT 'records', 'what is recorded by ' || sen.date_words(sen.today())
), rests AS MATERIALIZED (
    SELECT r.source, r.in_words FROM stands r
    UNION ALL
    SELECT 'charts', string_agg(r.in_words, '; ' ORDER BY r.source = 'measures', r.source) FROM stands r
    WHERE r.source IN ('cases', 'waits', 'measures')
), section (section, part, heading, nothing, filled_by) AS (
    SELECT row_number() OVER (), s.part, s.heading, s.nothing, s.filled_by
    FROM recorded r
    CROSS JOIN LATERAL (VALUES
        ('first page', 'The first page', 'Nothing is recorded yet',
         'Measures, actions, risks, meetings and the notice would be counted here.'),
        ('where', 'Where we are', NULL, NULL),
        ('timeliness', 'EHC plans within 20 weeks, and the families who wait', 'No request for an EHC plan is recorded',
         'It is counted from the requests, decisions and plans that the council loads.'),
        ('requests', 'Requests, refusals, plans and reviews against the year before',
         'No request for an EHC plan is recorded',
         'It is counted from the requests, decisions, plans and review meetings that the council loads.'),
        ('recovery', 'The recovery plan, and when the backlog is cleared',
         CASE WHEN EXISTS (SELECT FROM scenario) THEN 'No scenario of a recovery plan has been projected'
              ELSE 'No scenario of a recovery plan is recorded' END,
         'What comes of each scenario of requests, capacity and order of issuing would stand here, once the scenarios '
         'are recorded and projected.'),
        ('in force', 'EHC plans in force', 'No number of plans in force is recorded',
         'The plans on the day of each yearly return, per 1,000 people of 0 to 25, would stand here.'),
        ('duties', 'Every other statutory duty', 'No case under any other duty is recorded',
         'It is counted from the decisions, advice, annual reviews, phase transfers, mediations and orders of the '
         'Tribunal that the council loads.'),
        ('others', 'Beside other areas', 'No published release with figures of the council is loaded',
         'What DfE and the Tribunal publish of the council, England, the region and its neighbours would stand here.'),
        ('waits', 'Children who wait for a specialist service', 'Nobody is recorded as waiting or assessed',
         'It is counted from the referrals to the services that health loads.'),
        ('quality', 'The quality of EHC plans', 'No audit of an EHC plan is recorded',
         'It is counted from the audits, with their grades.'),
        ('measures', 'Is it moving, is it on track', 'No measure is recorded',
         'The measures of the plans, with baseline, target and figures, would stand here.'),
        ('exceptions', 'Measures off track: why, and what is done',
         CASE WHEN r.measure THEN 'No measure is off track' ELSE 'No measure is recorded' END,
         'What the owner of each measure off track says of it would stand here.'),
        ('reconciled', 'Figures that were typed in, beside the cases',
         CASE WHEN EXISTS (SELECT FROM measure_count) THEN 'No such figure is recorded'
              ELSE 'No measure that is typed in is said to be counted from the cases' END,
         'Each such figure, beside what the cases of the same months say, would stand here.'),
        ('milestones', 'Milestones, and what was moved',
         CASE WHEN r.milestone THEN 'No milestone of an agreed measure is recorded, nor one in words that was agreed'
              ELSE 'No milestone is recorded' END,
         'Each milestone, reached or missed, and each day, target and owner that was moved would stand here.'),
        ('chance', 'Is it a change, or chance', 'No chart has enough figures to tell',
         'Limits need six figures of a measure, or six months of cases.'),
        ('families', 'What families, schools and others said',
         CASE WHEN r.feedback THEN 'No feedback is recorded in twelve months' ELSE 'No feedback is recorded' END,
         'Surveys, events and what the Parent Carer Forum reports would stand here, by theme.'),
        ('complaints', 'Complaints, by theme and outcome',
         CASE WHEN EXISTS (SELECT FROM complaint x WHERE x.received_on <= sen.today())
              THEN 'No complaint is recorded in two years' ELSE 'No complaint is recorded' END,
         'Complaints to the authority and to the Ombudsman, by what they are about, would stand here.'),
        ('advisers', 'What the advisers found',
         CASE WHEN r.advice THEN 'No update of an adviser is recorded in twelve months'
              ELSE 'No update of an adviser is recorded' END,
         'What the advisers of the Department and of NHS England say would stand here.'),
        ('areas', 'Areas of the notice',
         CASE WHEN r.notice THEN 'No area is recorded for the notice in force'
              ELSE 'No notice in force is recorded' END,
         'The areas of the notice, with how far their objectives have come, would stand here.'),
        ('actions', 'Actions, by how far they have come', 'No action is recorded',
         'The actions of the plans, counted by their status in the log, would stand here.'),
        ('money', 'Money, planned and spent', 'No budget of an objective is recorded',
         'What is planned and spent for each objective, by financial year, would stand here.'),
        ('slow', 'Slow to progress',
         CASE WHEN r.plan THEN 'No objective or action is slow' ELSE 'No objective or action is recorded' END,
         'Whatever is overdue, unmoved or without update would stand here.'),
        ('contributions', 'Where contributions need to be strengthened', 'No partner has a gap',
         'Who leads on what is late, was asked for more or did not come would stand here.'),
        ('changed', 'What changed, and what was corrected, since the last meeting',
         CASE WHEN r.last_held_on IS NULL THEN 'No meeting of the Board is recorded as held'
              ELSE 'Nothing is recorded as changed since the meeting of ' || sen.date_words(r.last_held_on) END,
         'What is new, changed, done, removed and corrected since the last meeting would stand here.'),
        ('log', 'What the log says since the last meeting',
         CASE WHEN r.last_held_on IS NULL THEN 'The log has no entry'
              ELSE 'The log has no entry since the meeting of ' || sen.date_words(r.last_held_on) END,
         'What those accountable enter about actions and objectives would stand here.'),
        ('risks', 'Risk register', 'No open risk is recorded',
         'The open risks, with their scores, would stand here.'),
        ('mitigation', 'Mitigation plan',
         CASE WHEN r.risk THEN 'No mitigation of an open risk is recorded' ELSE 'No open risk is recorded' END,
         'What is done about each open risk, by whom and by when, would stand here.'),
        ('escalations', 'Matters escalated and not resolved',
         CASE WHEN r.escalation THEN 'Every matter that was escalated is resolved' ELSE 'No escalation is recorded' END,
         'What the Board hands up, to whom and since when, would stand here.'),
        ('decisions', 'Decisions of the Board',
         CASE WHEN r.decision THEN 'Nothing is to be decided, and nothing was decided at the last meeting'
              ELSE 'No decision is recorded' END,
         'What the Board is asked to decide or approve, and what it decided, would stand here.'),
        ('attendance', 'Who came to the last meeting',
         CASE WHEN r.last_held_on IS NULL THEN 'No meeting of the Board is recorded as held'
              ELSE 'No member of the Board is recorded' END,
         'Each post at the Board, and whether it came, would stand here.'),
        ('readiness', 'Ready for the meeting', 'No meeting of the Board is recorded',
         'What went out in advance of the last meeting, and what is still to do for the next, would stand here.'),
        ('invitations', 'Invitations missing or late',
         CASE WHEN r.meeting THEN 'No invitation is missing or late' ELSE 'No meeting of the Board is recorded' END,
         'Whoever was not invited in time would stand here.'),
        ('notice', 'Is every paragraph of the notice met',
         CASE WHEN r.notice THEN 'No paragraph is recorded for the notice in force'
              ELSE 'No notice in force is recorded' END,
         'Each paragraph of the notice, and whether it is met, would stand here.'),
        ('assessment', 'The council''s own assessment for the next review',
         CASE WHEN r.notice THEN 'No paragraph of the notice asks for an own assessment'
              ELSE 'No notice in force is recorded' END,
         'What the notice asks to provide before a review, and whether it is ready, would stand here.'),
        ('step down', 'Can the notice be stepped down', 'No notice in force is recorded',
         'What speaks for stepping it down, and what is missing, would stand here.'),
        ('data quality', 'Our own data',
         CASE WHEN r.request OR r.measure OR r.plan OR r.risk OR r.meeting OR r.notice
              THEN 'No error and no query was found' ELSE 'Nothing is recorded that could be checked' END,
         'What is wrong with rows, or has to be asked about, would stand here.'),
        ('evidence', 'What this pack rests on', 'No evidence is recorded',
         'Each document and publication that figures, actions and entries name would stand here.')
    ) s (part, heading, nothing, filled_by)
-- A branch for each part. Where it numbers its rows without an order, it keeps that of the view. What is neither red
-- nor changed since the last meeting has a word by which printed pages count it.
), paper (part, line, item, in_words, detail, counted_as) AS (
    SELECT 'first page', row_number() OVER (ORDER BY f.position, f.item), f.item, f.in_words, f.detail,
           NULL::text
    FROM first_page f
    UNION ALL
    SELECT 'where', row_number() OVER (ORDER BY x.kind, x.position, x.place), x.item, x.in_words, x.detail, NULL
    FROM (
        SELECT 1 AS kind, w.position::numeric AS position, w.place, w.item, w.in_words, w.detail FROM where_we_are w
        UNION ALL
        SELECT 2, a.position, 1, 'Data: ' || a.title, a.state, a.in_words
        FROM data_age a WHERE a.measure_id IS NULL AND a.state <> 'nothing recorded'
        UNION ALL
        SELECT 3, 1, row_number() OVER (ORDER BY a.title, a.measure_id), 'Data: ' || a.title, a.state, a.in_words
        FROM data_age a WHERE a.measure_id IS NOT NULL AND a.state = 'no recent data'
    ) x
    UNION ALL
    SELECT 'timeliness', row_number() OVER (ORDER BY t.local_authority, v.place),
           coalesce(s.says || t.local_authority || ': ', '') || v.item, v.in_words, v.detail, NULL
    FROM timeliness_year_to_date t
    CROSS JOIN several s
    CROSS JOIN (SELECT a.state, a.in_words FROM data_age a WHERE a.source = 'cases' AND a.measure_id IS NULL) g
    CROSS JOIN LATERAL (VALUES
        (1, '1 January to ' || sen.date_words(t.to_day),
         CASE WHEN g.state = 'no recent data' THEN g.state
              ELSE coalesce(sen.percent_words(t.percent_in_time_excluding, t.finished) || ' of plans in time',
                            'no plan issued') END,
         sen.list_words('; ',
             CASE WHEN g.state = 'no recent data'
                  THEN sen.list_words('; ', g.in_words,
                                      sen.percent_words(t.percent_in_time_excluding, t.finished)
                                          || ' of plans in time by then')
             END,
             'leaving out cases under a permitted exception', t.change_in_words,
             'last year to the same day '
                 || sen.percent_words(t.percent_in_time_excluding_last_year, t.finished_last_year),
             sen.share_words(t.in_time, t.finished, 'plan', NULL, 'if all are counted'))),
        (2, 'Mean time from request to plan', coalesce(sen.count_words(t.mean_weeks, 'week'), 'no plan issued'),
         'last year to the same day ' || coalesce(sen.count_words(t.mean_weeks_last_year, 'week'), 'no plan issued')),
        (3, 'Requests still open on ' || sen.date_words(t.to_day), sen.number_words(t.open_at_end),
         sen.number_words(t.overdue_at_end) || ' over 20 weeks; a year before ' || sen.number_words(t.open_last_year)
             || ' open, ' || sen.number_words(t.overdue_last_year) || ' over 20 weeks')
    ) v (place, item, in_words, detail)
    UNION ALL
    SELECT 'duties', row_number() OVER (ORDER BY x.local_authority, x.place, x.item_position, x.overdue DESC, x.item),
           coalesce(s.says || x.local_authority || ': ', '') || x.item, x.in_words, x.detail, NULL
    FROM several s
    CROSS JOIN (
        SELECT d.local_authority, 1 AS place, d.position AS item_position, 0::numeric AS overdue, d.title AS item,
               coalesce(sen.percent_words(d.percent_in_time_excluding, d.finished_excluding) || ' in time',
                        'none finished this year') AS in_words,
               sen.list_words('; ',
                   sen.number_words(d.in_time_excluding) || ' of ' || sen.number_words(nullif(d.finished_excluding, 0))
                       || ' from 1 January to ' || sen.date_words(d.to_day),
                   sen.percent_words(d.percent_in_time_excluding_last_year, d.finished_excluding_last_year) || ' of '
                       || sen.number_words(d.finished_excluding_last_year) || ' last year',
                   CASE WHEN d.finished_excluding > 0 AND d.finished_excluding_last_year > 0 THEN d.change_in_words END,
                   -- Which open requests end without a plan nobody knows, so these are not overdue.
                   sen.share_words(d.overdue_at_end, d.open_at_end, 'open case', NULL,
                                   CASE d.definition WHEN 'no_plan_decisions_in_16_weeks'
                                        THEN 'past 16 weeks, in which a refusal would be late'
                                        ELSE 'past the time limit' END),
                   'at the end of last year ' || sen.share_words(d.overdue_last_year, d.open_last_year, 'open case'))
                   AS detail
        FROM statutory_duties d WHERE d.definition <> 'plans_in_20_weeks'
        UNION ALL
        SELECT o.local_authority, 2, 0, o.overdue,
               'Overdue on ' || sen.date_words(sen.data_day('cases', 'data_source')) || ': '
                   || split_part(o.duty, ';', 1),
               sen.number_words(o.overdue),
               'the longest by ' || sen.in_days(o.longest_days) || '; owed by: ' || o.owed_by
        FROM overdue_duties o
        WHERE o.time_limit <> 'final_plan'
    ) x
    UNION ALL
    -- Each scenario, the targets, and for the first scenario of an authority what another order would make of it.
    SELECT 'recovery', row_number() OVER (ORDER BY x.local_authority, x.place, x.position, x.scenario_id, x.month,
                                                   x.item_position, x.item),
           coalesce(v.says || x.local_authority || ': ', '') || x.item, x.in_words, x.detail, NULL
    FROM several v
    CROSS JOIN (
        SELECT s.local_authority, 1 AS place, s.position, s.scenario_id, s.until_on AS month, 1 AS item_position,
               s.scenario AS item,
               CASE WHEN s.overdue_before = 0 THEN 'no backlog on ' || sen.date_words(s.stands_on)
                    WHEN s.cleared_in IS NULL THEN 'not cleared by ' || sen.date_words(s.until_on)
                    ELSE 'cleared in ' || sen.month_words(s.cleared_in) || ' in half of the futures' END
                   AS in_words,
               s.in_words || CASE WHEN s.is_illustrative THEN ' (illustrative)' ELSE '' END AS detail
        FROM recovery_summary s
        UNION ALL
        SELECT n.local_authority, 2, n.position, n.scenario_id, n.month, 1,
               n.scenario || ': ' || n.measure_title || ', ' || n.target_in_words || ' in '
                   || sen.month_words(n.month),
               CASE WHEN n.probability IS NULL THEN 'no future has a figure'
                    ELSE coalesce(nullif(round(100 * n.probability), 0)::text, 'none') || ' of 100 futures' END,
               sen.list_words('; ',
                   CASE WHEN n.p10 <> n.p90 THEN '8 of 10 futures have ' || sen.number_words(n.p10) || ' to '
                        || sen.number_words(n.p90) || CASE n.unit WHEN 'percent' THEN '%' ELSE '' END END,
                   CASE WHEN n.further_plans IS NULL THEN NULL
                        WHEN n.needed_share IS NULL THEN 'not to be reached, be all further plans in time'
                        ELSE n.needed_share || '% of the further plans have to be in time' END,
                   CASE WHEN n.extra_stage IS NULL THEN NULL
                        ELSE 'of what was tried from ' || sen.date_words(n.extra_from) || ' on, '
                             || coalesce(CASE WHEN n.least_extra_half < 0
                                              THEN abs(n.least_extra_half) || ' a week less'
                                              ELSE n.least_extra_half || ' a week more' END
                                         || ' is the least with which half of the futures reach it',
                                         'nothing lets half of the futures reach it')
                   END,
                   sen.number_words(coalesce(n.over_52_weeks, 0)) || ' open over 52 weeks then, the oldest for '
                       || sen.in_days(coalesce(n.oldest_days, 0)::integer))
                   || CASE WHEN n.is_illustrative THEN ' (illustrative)' ELSE '' END
        FROM (SELECT d.*, CASE WHEN k.at_least THEN 'at least ' ELSE 'at most ' END || sen.number_words(d.target)
                          || CASE d.unit WHEN 'percent' THEN '%' WHEN 'days' THEN ' days' ELSE '' END
                          AS target_in_words
              FROM recovery_need d
              JOIN sen.projection_measures() k ON k.measure = d.measure
              WHERE d.extra_per_week = 0) n
        UNION ALL
        SELECT o.local_authority, 3, o.position, o.scenario_id, o.month,
               array_position('{oldest,newest,in_time_first,share,as_observed}', o.issue_order),
               o.scenario || ', if issued ' || sen.order_words(o.issue_order),
               coalesce(o.twelve_months_p50 || '% in time', 'no plan in twelve months'),
               'of the plans of twelve months to ' || sen.date_words(s.until_on) || ', median; then '
                   || sen.number_words(o.overdue) || ' overdue, ' || sen.number_words(o.over_52_weeks)
                   || ' open over 52 weeks, the oldest for ' || sen.in_days(coalesce(o.oldest_days, 0)::integer)
                   || CASE WHEN o.is_illustrative THEN ' (illustrative)' ELSE '' END
        FROM (SELECT DISTINCT ON (r.local_authority) r.projection_id, r.until_on FROM recovery_summary r
              ORDER BY r.local_authority, r.position, r.scenario_id) s
        JOIN recovery_orders o ON o.projection_id = s.projection_id
            AND o.month = date_trunc('month', s.until_on::timestamp)::date
    ) x
    UNION ALL
    SELECT 'others', row_number() OVER (ORDER BY b.position, b.local_authority),
           coalesce(s.says || b.local_authority || ': ', '') || b.title,
           sen.percent_words(b.percent, b.denominator) || ' in ' || b.period,
           sen.list_words('; ', b.in_words, b.source), NULL
    FROM beside_others b
    CROSS JOIN several s
    WHERE b.is_latest
    UNION ALL
    -- Years are made of their quarters; of the one that runs, and of the one before, both to the same day.
    SELECT 'requests', row_number() OVER (ORDER BY q.local_authority, q.place, q.to_day DESC),
           coalesce(s.says || q.local_authority || ': ', '') || q.item,
           sen.count_words(q.requests, 'request'),
           sen.list_words('; ', sen.number_words(q.requests_year_before) || ' a year before',
               CASE WHEN q.requests > 0 THEN
                   sen.share_words(q.refused, q.requests, 'request', NULL, 'refused')
                   || coalesce(' (' || sen.percent_words(sen.percent(q.refused, q.requests), q.requests) || ')', '')
                   || coalesce(', ' || sen.percent_words(sen.percent(q.refused_year_before, q.requests_year_before),
                                                         q.requests_year_before) || ' a year before', '') END,
               sen.count_words(q.plans_issued, 'plan') || ' issued'
                   || coalesce(', ' || sen.number_words(q.plans_issued_year_before) || ' a year before', ''),
               CASE WHEN q.reviews_held > 0 OR q.reviews_held_year_before > 0 THEN
                   sen.count_words(q.reviews_held, 'review') || ' held'
                   || coalesce(', ' || sen.number_words(q.reviews_held_year_before) || ' a year before', '')
               END), NULL
    FROM several s
    CROSS JOIN (
        SELECT r.local_authority, 1 AS place, max(r.to_day) AS to_day,
               '1 January to ' || sen.date_words(max(r.to_day)) AS item, sum(r.requests) AS requests,
               sum(r.refused) AS refused, sum(r.plans_issued) AS plans_issued, sum(r.reviews_held) AS reviews_held,
               sum(r.requests_year_before) AS requests_year_before, sum(r.refused_year_before) AS refused_year_before,
               sum(r.plans_issued_year_before) AS plans_issued_year_before,
               sum(r.reviews_held_year_before) AS reviews_held_year_before
        FROM requests_by_quarter r
        WHERE r.quarter >= sen.calendar_year(sen.data_day('cases', 'data_source'))
        GROUP BY r.local_authority
        UNION ALL
        SELECT r.local_authority, 2, r.to_day, sen.date_words(r.quarter) || ' to ' || sen.date_words(r.to_day),
               r.requests, r.refused, r.plans_issued, r.reviews_held, r.requests_year_before, r.refused_year_before,
               r.plans_issued_year_before, r.reviews_held_year_before
        FROM requests_by_quarter r
        WHERE r.quarter >= (sen.quarter(sen.data_day('cases', 'data_source')) - interval '9 months')::date
    ) q
    UNION ALL
    SELECT 'in force', row_number() OVER (ORDER BY p.local_authority),
           coalesce(s.says || p.local_authority || ': on ', 'On ') || sen.date_words(p.on_day),
           sen.count_words(p.plans, 'plan'),
           regexp_replace(p.in_words, '^[^;]*(; |$)', ''), NULL
    FROM several s
    CROSS JOIN (SELECT DISTINCT ON (x.local_authority) x.* FROM plans_per_1000 x
                ORDER BY x.local_authority, x.on_day DESC) p
    UNION ALL
    SELECT 'reconciled', row_number() OVER (ORDER BY m.counted_as IS NOT NULL, m.title, m.measure_id), m.title,
           'to ' || sen.date_words(m.period_to), m.in_words, m.counted_as
    FROM (SELECT DISTINCT ON (r.measure_id) r.*, CASE r.difference WHEN 0 THEN 'the same as counted' END AS counted_as
          FROM measure_reconciliation r
          ORDER BY r.measure_id, r.period_to DESC) m
    UNION ALL
    SELECT 'complaints', row_number() OVER (ORDER BY k.local_authority, k.made_to = 'the Ombudsman', k.received DESC,
                                                     h.position),
           coalesce(s.says || k.local_authority || ': to ', 'To ') || k.made_to || ': ' || k.theme,
           split_part(k.in_words, ' in twelve months', 1),
           'in twelve months' || substr(k.in_words, strpos(k.in_words, ' in twelve months') + 17), NULL
    FROM several s
    CROSS JOIN complaints_by_theme k
    JOIN complaint_theme h ON h.theme = k.theme
    WHERE k.received > 0 OR k.received_year_before > 0 OR k.decided > 0 OR k.open > 0
    UNION ALL
    SELECT 'money', row_number() OVER (), b.title, b.year,
           b.in_words || CASE WHEN b.illustrative THEN ' (illustrative)' ELSE '' END, NULL
    FROM objective_money b
    WHERE b.year_from > (sen.today() - interval '2 years')::date
    UNION ALL
    SELECT 'waits', row_number() OVER (ORDER BY w.local_authority, w.service),
           coalesce(s.says || w.local_authority || ': ' || w.service,
                    upper(left(w.service, 1)) || substr(w.service, 2)), sen.number_words(w.waiting) || ' waiting',
           sen.list_words('; ',
               coalesce(nullif(sen.number_words(w.waiting_over_measure), '0'), 'none') || ' for more than '
                   || sen.count_words(w.within_weeks, 'week'),
               CASE WHEN w.waiting > 0 THEN coalesce(nullif(sen.number_words(w.waiting_over_52_weeks), '0'), 'none')
                                            || ' for more than 52 weeks' END,
               'longest wait ' || sen.count_words(w.longest_weeks, 'week') || ', median '
                   || sen.number_words(w.median_weeks_waiting),
               'NHS England counts ' || sen.number_words(w.published_waiting) || ' at ' || w.published_of || ' in '
                   || sen.month_words(w.published_month),
               sen.percent_words(w.percent_in_touch, w.waiting)
                   || ' were referred, or heard from the service, in three months',
               sen.percent_words(w.percent_assessed_within, w.assessed_12_months) || ' of '
                   || sen.number_words(nullif(w.assessed_12_months, 0)) || ' assessed in twelve months waited no '
                   'longer than ' || sen.count_words(w.within_weeks, 'week')), NULL
    FROM waits w
    CROSS JOIN several s
    UNION ALL
    SELECT 'quality', row_number() OVER (ORDER BY q.local_authority),
           coalesce(s.says || q.local_authority || ': audited', 'Audited') || ' as good or better, in three months',
           coalesce(sen.percent_words(q.percent_good_3_months, q.audited_3_months), 'none audited'),
           sen.list_words('; ',
               sen.share_words(q.good_or_better_3_months, nullif(q.audited_3_months, 0), 'plan') || ', to '
                   || sen.date_words(q.to_day),
               CASE WHEN q.audited_3_months > 0
                    THEN '95% interval ' || sen.number_words(q.lower) || ' to ' || sen.number_words(q.upper) END,
               'against the three months before: ' || q.change_in_words,
               sen.share_words(q.multi_agency_3_months, nullif(q.audited_3_months, 0), 'plan', NULL,
                               'audited by several agencies')), NULL
    FROM several s
    CROSS JOIN (SELECT DISTINCT ON (p.local_authority) p.*, sen.data_day('audits', 'data_source') AS to_day
                FROM plan_quality p
                ORDER BY p.local_authority, p.month DESC) q
    UNION ALL
    SELECT 'exceptions', row_number() OVER (), e.title, e.in_words,
           e.said || CASE WHEN e.illustrative THEN ' (illustrative)' ELSE '' END, NULL
    FROM exception_report e
    UNION ALL
    SELECT 'milestones', row_number() OVER (ORDER BY x.place, x.position, x.item, x.on_day, x.detail), x.item,
           x.in_words, x.detail, x.counted_as
    FROM (
        -- What was missed and what comes next, before what is settled or far off.
        SELECT 1 AS place,
               array_position('{missed,no figure,reached late,next,reached,later}', m.state) AS position,
               m.due_on AS on_day, m.title || coalesce(': ' || m.milestone, '') AS item,
               m.state || CASE WHEN m.at_risk THEN ', at risk'
                               WHEN m.state = 'next' AND m.at_risk IS NULL AND m.measure_id IS NOT NULL
                               THEN ', without recent data' ELSE '' END || ', due on ' || sen.date_words(m.due_on)
                   AS in_words,
               m.in_words AS detail,
               CASE WHEN m.state IN ('reached', 'later') THEN m.state
                    WHEN m.state = 'next' AND NOT m.at_risk THEN 'next, and not at risk' END AS counted_as
        FROM milestone_status m
        UNION ALL
        SELECT 2, -coalesce(abs(s.days_moved), -1), s.last_moved_on, s.title, 'moved', s.what || ': ' || s.in_words,
               NULL
        FROM slippage s WHERE s.times_moved > 0
    ) x
    UNION ALL
    SELECT 'families', row_number() OVER (),
           upper(left(f.from_whom, 1)) || substr(f.from_whom, 2) || ': ' || f.theme, f.in_words,
           f.said || CASE WHEN f.illustrative THEN ' (illustrative)' ELSE '' END, NULL
    FROM feedback_by_theme f
    UNION ALL
    SELECT 'advisers', row_number() OVER (), sen.date_words(a.given_on) || ', ' || a.adviser, a.finding,
           coalesce(upper(left(a.entered_late, 1)) || substr(a.entered_late, 2) || '. ', '')
               || coalesce(a.area_number || ' ' || a.area || ': ', '') || a.summary
               || CASE WHEN a.illustrative THEN ' (illustrative)' ELSE '' END, NULL
    FROM adviser_findings a
    WHERE a.given_on > (sen.today() - interval '12 months')::date
    UNION ALL
    SELECT 'changed',
           row_number() OVER (ORDER BY w.kind_position, w.subject_position, w.title, w.on_day, w.in_words),
           -- A risk is named by what may happen, which is not what did.
           CASE w.subject WHEN 'Risks' THEN 'Risk: ' ELSE '' END || w.title,
           CASE WHEN w.in_words LIKE 'cannot be shown: %' THEN 'cannot be shown' ELSE w.kind END,
           sen.list_words('; ', regexp_replace(w.in_words, '^cannot be shown: ', ''), w.entered), NULL
    FROM what_changed w
    UNION ALL
    SELECT 'mitigation', row_number() OVER (), m.what, m.in_words,
           sen.list_words('; ',
                          'against: ' || m.title
                              || coalesce(', score ' || m.current_score || ', ' || m.current_band, ''),
                          'owner: ' || m.owner),
           CASE WHEN m.done_on < c.last_held_on THEN 'done before the last meeting' END
    FROM mitigation_plan m
    CROSS JOIN meeting_cycle c
    UNION ALL
    SELECT 'decisions', row_number() OVER (), rtrim(b.what, '. '), b.in_words,
           sen.list_words(' ', rtrim(b.decided, '. ') || '.', 'About: ' || b.about || '.',
                          'Put by: ' || b.put_by || '.',
                          CASE WHEN b.illustrative THEN '(illustrative)' END), NULL
    FROM board_decisions b WHERE b.state NOT IN ('decided', 'put off') OR b.at_last_meeting
    UNION ALL
    SELECT 'attendance', row_number() OVER (), a.post || ' (' || a.partner || ')', a.in_words,
           CASE WHEN a.meetings_expected = 0 THEN 'expected at no other meeting in twelve months'
                ELSE sen.list_words('; ', 'came to ' || a.present || ' of '
                                    || sen.count_words(a.meetings_expected, 'meeting') || ' in twelve months',
                                    'a deputy came to ' || nullif(a.deputies, 0),
                                    'apologies for ' || nullif(a.apologies, 0), 'absent from ' || nullif(a.absent, 0),
                                    'not recorded for ' || nullif(a.not_recorded, 0)) END,
           CASE WHEN a.at_last_meeting = 'present' AND a.present = a.meetings_expected
                THEN 'came to every meeting in twelve months' END
    FROM attendance_by_post a WHERE a.last_meeting_id IS NOT NULL
    UNION ALL
    SELECT 'measures', row_number() OVER (ORDER BY v.position DESC, d.title, d.measure_id), d.title, d.verdict,
           d.because || coalesce(' Of the same months the cases say ' || sen.percent_words(k.counted_value,
                                                                                           k.counted_denominator)
                                 || '.', '') || CASE WHEN d.illustrative THEN ' (illustrative)' ELSE '' END,
           CASE WHEN d.verdict IN ('met', 'on track') AND coalesce(d.moving NOT IN ('better', 'worse'), true)
                 AND k.measure_id IS NULL THEN d.verdict END
    FROM dashboard d
    LEFT JOIN measure_reconciliation k ON k.measure_id = d.measure_id AND k.period_to = d.latest_on
        AND k.difference <> 0
    LEFT JOIN verdict v ON v.verdict = d.verdict
    UNION ALL
    SELECT 'areas', row_number() OVER (ORDER BY s.issued_on, a.area_number), a.area_number || ' ' || a.title,
           coalesce(a.status, 'not recorded'),
           concat_ws('; ', 'since ' || sen.date_words(a.since), x.in_words,
                     regexp_replace(a.in_words, '^(business as usual|closed); ', '')), NULL
    FROM area_progress a
    LEFT JOIN entered_late x ON x.record_table = 'area_status' AND x.column_name = 'since' AND x.day = a.since
        AND x.key = jsonb_build_object('notice_id', a.notice_id, 'area_number', a.area_number::text, 'since',
                                       to_char(a.since, 'YYYY-MM-DD'))
    JOIN review_schedule s ON s.notice_id = a.notice_id
    UNION ALL
    SELECT 'slow', row_number() OVER (), s.title, s.owner, s.reasons,
           -- Their measures are told in the section of the measures off track.
           CASE WHEN NOT (s.overdue OR s.unmoved OR s.without_update OR s.without_measurable_target)
                THEN 'slow by a measure alone' END
    FROM slow_progress s
    UNION ALL
    SELECT 'contributions', row_number() OVER (), coalesce(g.partner, upper(left(g.sector, 1)) || substr(g.sector, 2)),
           CASE WHEN g.partner IS NULL THEN 'no partner' ELSE g.sector END, g.gap, NULL
    FROM contribution_gaps g
    WHERE g.gaps > 0
    UNION ALL
    SELECT 'risks', row_number() OVER (), r.title,
           coalesce('score ' || r.current_score || coalesce(', ' || r.current_band, ''), 'not scored'),
           concat_ws('; ', r.movement, 'without what is done about it ' || r.inherent_score,
                     'target ' || r.target_score, r.attention, 'response: ' || r.risk_response, 'owner: ' || r.owner),
           NULL
    FROM risk_register r
    UNION ALL
    SELECT 'actions', row_number() OVER (), s.delivery_status, s.actions::text,
           sen.list_words('; ', nullif(s.overdue, 0) || ' overdue',
                          nullif(s.with_impact, 0) || ' with evidence of impact'), NULL
    FROM actions_by_status s
    UNION ALL
    SELECT 'log', row_number() OVER (ORDER BY l.held_on DESC NULLS FIRST, l.entered_on DESC NULLS FIRST, l.kind DESC,
                                              l.id, l.log_entry_id DESC), l.title,
           concat_ws(', ', l.delivery_status,
                     CASE WHEN l.impact_status ~ 'impact' THEN '' ELSE 'impact: ' END || l.impact_status),
           concat_ws(' ', 'Entry of ' || sen.date_words(l.entered_on) || coalesce(', ' || l.entered_late, '') || '.',
                     l.progress, l.impact,
                     'More is needed from ' || l.needs_more_from || '.',
                     CASE WHEN l.illustrative THEN '(illustrative)' END),
           CASE WHEN l.rag IS DISTINCT FROM 'red' AND l.rag IS DISTINCT FROM 'amber' THEN l.delivery_status END
    FROM action_log l
    CROSS JOIN meeting_cycle c
    WHERE l.entered_on IS NOT NULL AND coalesce(l.held_on, l.entered_on) >= coalesce(c.last_held_on, '-infinity')
    UNION ALL
    SELECT 'escalations', row_number() OVER (), e.what, 'to ' || e.to_post,
           'raised on ' || sen.date_words(e.raised_on) || ', ' || sen.in_days(e.days_open) || ' ago'
               || coalesce('; ' || e.entered_late, ''), NULL
    FROM open_escalations e
    UNION ALL
    SELECT 'notice', row_number() OVER (ORDER BY j.issued_on DESC, j.position),
           j.paragraph || ' ' || rtrim(j.asks, '. '), j.status,
           concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, '')),
           CASE j.status WHEN 'met' THEN 'of the paragraphs met' WHEN 'not ours to show' THEN j.status END
    FROM notice_judged j
    WHERE j.in_force AND j.paragraph IS NOT NULL
    UNION ALL
    SELECT 'readiness', row_number() OVER (ORDER BY r.meets_on DESC, r.meeting_id), r.title, r.status, r.in_words, NULL
    FROM meeting_readiness r
    JOIN meeting_cycle c ON r.meeting_id IN (c.next_meeting_id, c.last_meeting_id)
    UNION ALL
    SELECT 'invitations', row_number() OVER (), g.post, g.title, g.gap, NULL
    FROM invitation_gaps g
    JOIN meeting_cycle c ON g.meeting_id IN (c.next_meeting_id, c.last_meeting_id)
    UNION ALL
    SELECT 'assessment', row_number() OVER (ORDER BY j.issued_on, j.position),
           j.paragraph || ' ' || rtrim(j.asks, '. '), CASE j.status WHEN 'met' THEN 'ready' ELSE 'not ready' END,
           concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, '')),
           CASE j.status WHEN 'met' THEN 'ready' END
    FROM notice_judged j
    WHERE j.in_force AND j.in_self_assessment
    UNION ALL
    SELECT 'step down', row_number() OVER (ORDER BY j.issued_on, j.position), j.condition, j.status,
           concat_ws('. ', nullif(j.evidence, ''), 'Missing: ' || nullif(j.missing, '')), NULL
    FROM notice_judged j
    WHERE j.in_force AND j.condition IS NOT NULL
    UNION ALL
    SELECT 'data quality', row_number() OVER (),
           -- A council knows its own number.
           CASE WHEN n.authorities = 1 THEN regexp_replace(q.subject, ' of authority \d+$', '') ELSE q.subject END
               || ': ' || q.finding, q.severity,
           CASE WHEN q.out_of IS NOT NULL OR q.how_many <> 1
                THEN sen.number_words(q.how_many) || coalesce(' of ' || sen.number_words(q.out_of), '') END, NULL
    FROM data_quality q
    CROSS JOIN (SELECT count(*) AS authorities FROM own_authority) n
    WHERE q.severity <> 'information'
    UNION ALL
    SELECT 'evidence', row_number() OVER (), e.title,
           CASE WHEN e.illustrative THEN 'illustrative' ELSE sen.date_words(e.dated_on) END,
           sen.list_words('; ', e.held_at, x.in_words),
           CASE WHEN e.dated_on < c.last_held_on THEN 'dated before the last meeting' END
    FROM evidence_in_use e
    CROSS JOIN meeting_cycle c
    LEFT JOIN entered_late x ON x.record_table = 'evidence' AND x.column_name = 'dated_on'
        AND x.day = e.dated_on AND x.key = jsonb_build_object('evidence_id', e.evidence_id)
    UNION ALL
    SELECT 'chance', row_number() OVER (ORDER BY x.place, x.item, x.series), x.item, x.in_words, x.detail, NULL
    FROM (
        SELECT 1 AS place, '' AS series, 'Charts that show a change' AS item,
               sen.share_words(max(p.changes), max(p.charts), 'chart') AS in_words,
               'by chance alone ' || coalesce(sen.number_words(nullif(max(p.expected_by_chance), 0)), 'none')
                   || ' would' AS detail
        FROM process_summary p
        HAVING max(p.charts) > 0
        UNION ALL
        SELECT CASE split_part(p.variation, '_', 1) WHEN 'concern' THEN 2 WHEN 'improvement' THEN 4 ELSE 3 END,
               p.series, p.title,
               CASE WHEN p.in_words LIKE 'No recent data:%' THEN 'no recent data' ELSE v.in_words END,
               -- The words before it say so already.
               regexp_replace(p.in_words, '^A change for the (better|worse) since', 'Since')
        FROM process_summary p
        JOIN sen.variations() v ON v.variation::text = p.variation
        WHERE p.variation <> 'common_cause' OR p.is_concern_gone
        UNION ALL
        SELECT 5, i.series, i.title, 'significant improvement',
               regexp_replace(i.in_words, '^Significant improvement since', 'Since')
        FROM improvement i
        WHERE i.is_significant AND i.since = 'notice'
    ) x
)
SELECT s.section::integer AS section, s.heading, coalesce(p.line, 1)::integer AS line,
       CASE WHEN p.line IS NULL THEN s.nothing ELSE p.item END AS item, p.in_words,
       CASE WHEN p.line IS NULL THEN s.filled_by ELSE p.detail END AS detail,
       r.in_words AS rests_on, p.counted_as
FROM section s
LEFT JOIN paper p ON p.part = s.part
LEFT JOIN rests r ON r.source = CASE
    WHEN s.part IN ('timeliness', 'requests', 'duties', 'reconciled', 'recovery') THEN 'cases'
    WHEN s.part = 'chance' THEN 'charts'
    WHEN s.part = 'waits' THEN 'waits' WHEN s.part = 'quality' THEN 'audits' WHEN s.part = 'others' THEN 'published'
    WHEN s.part IN ('measures', 'exceptions', 'milestones') THEN 'measures'
    WHEN s.part NOT IN ('first page', 'where') THEN 'records' END
ORDER BY s.section, p.line;
COMMENT ON VIEW board_paper IS
    'The pack of papers for the Board as on sen.today(): what stands where, and why, as sections and rows. '
    'sen.board_pack() gives it for a meeting. Every section is also a view of the programme, with more columns.';
COMMENT ON COLUMN board_paper.section IS 'Number of the section, from 1.';
COMMENT ON COLUMN board_paper.heading IS 'Its title.';
COMMENT ON COLUMN board_paper.line IS 'Number of the row in the section, from 1.';
COMMENT ON COLUMN board_paper.item IS
    'What it is about. If the section has no other row: whether nothing is recorded, or all is well.';
COMMENT ON COLUMN board_paper.in_words IS 'How it stands, in words or as a number or date; may be empty.';
COMMENT ON COLUMN board_paper.detail IS
    'Why, or what else to know; may be empty. If nothing is recorded: what would stand here.';
COMMENT ON COLUMN board_paper.rests_on IS
    'What the section rests on, with the day of its data; empty for the first two, which show it in rows.';
COMMENT ON COLUMN board_paper.counted_as IS
    'Empty for what a Board has to see: red, late, missing, or changed since the last meeting. Else how the row '
    'stands, such as on track: sen.board_pages() counts the rows of one kind instead of printing them.';
