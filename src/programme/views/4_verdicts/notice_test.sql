-- read: nobody
-- meanings: requirement, notice_judged

-- A branch for each test that table compliance_test has in words: its name, whether the council's own assessment has it
-- as a part, the status, what was found and what is missing. A branch sees the facts of its notice (f); those about
-- single paragraphs come last. The tests that sum up other paragraphs are in notice_judged. The numbers of a test are
-- columns of its row in compliance_test; what says from when on by them is f.recent and f.new, its share f.share, each
-- by the name of the test.
CREATE VIEW notice_test AS
WITH progress AS MATERIALIZED (
    SELECT * FROM notice_progress
), area_facts AS (
    -- The row for the whole is neither done nor not.
    SELECT p.notice_id, count(p.done) AS areas, count(*) FILTER (WHERE p.done) AS areas_done,
           string_agg(p.area_number::text, ', ' ORDER BY p.area_number) FILTER (WHERE NOT p.done) AS areas_open,
           count(*) FILTER (WHERE NOT p.done) AS active_areas,
           count(*) FILTER (WHERE NOT p.done AND p.objectives > 0) AS active_with_objective,
           string_agg(p.area_number::text, ', ' ORDER BY p.area_number)
               FILTER (WHERE NOT p.done AND p.objectives = 0) AS without_objective,
           count(*) FILTER (WHERE NOT p.done AND p.is_measurable) AS active_with_measure,
           string_agg(p.area_number::text, ', ' ORDER BY p.area_number)
               FILTER (WHERE NOT p.done AND NOT p.is_measurable) AS without_measure,
           count(*) FILTER (WHERE NOT p.done AND p.has_entry) AS active_with_entry,
           string_agg(p.area_number::text, ', ' ORDER BY p.area_number)
               FILTER (WHERE NOT p.done AND NOT p.has_entry) AS without_entry,
           count(*) FILTER (WHERE p.kind = 'DfE recommendation') AS recommendations,
           count(*) FILTER (WHERE p.kind = 'DfE recommendation' AND p.objectives > 0) AS recommendations_in_plans
    FROM progress p
    GROUP BY p.notice_id
), facts AS MATERIALIZED (
    SELECT *,
           CASE WHEN m.meetings = 0 THEN 'no meeting since the notice is recorded' END AS no_meeting,
           CASE WHEN m.meetings = 0 THEN CASE WHEN m.meeting_is_late THEN 'not met' ELSE 'due' END
           END AS without_meeting,
           CASE WHEN m.meetings = 0 AND m.meeting_is_late THEN 'a meeting' END AS a_meeting,
           CASE WHEN r.reviews = 0 THEN 'no review under the notice is recorded' END AS no_review
    FROM notice_span n
    JOIN (
        SELECT w.notice_id, jsonb_object_agg(w.test, w.recent_in_words) AS recent,
               jsonb_object_agg(w.test, w.new_in_words) AS new, jsonb_object_agg(w.test, w.percent) AS share,
               jsonb_object_agg(w.test, w.days) AS days, jsonb_object_agg(w.test, w.months) AS months,
               jsonb_object_agg(w.test, w.points) AS points
        FROM notice_window w
        GROUP BY w.notice_id
    ) w USING (notice_id)
    JOIN area_facts a USING (notice_id)
    JOIN (
        SELECT p.notice_id, p.objectives, p.objectives_co_produced, p.objectives_with_action, p.without_action,
               p.objectives_with_entry, p.plans, p.actions, p.actions_complete, p.actions_overdue, p.actions_stopped,
               p.actions_complete + p.actions_stopped AS actions_settled,
               p.actions_given_up - p.actions_stopped AS actions_dropped,
               p.actions_to_measure, p.actions_measurable, p.not_measurable, p.measures,
               p.measures_met, p.measures_met + p.measures_on_track AS measures_met_or_on_track,
               p.measures_old, p.old_in_words, p.measures_old_on_dashboard, p.old_on_dashboard_in_words,
               p.measures_due, p.measures_due_met
        FROM progress p
        WHERE p.area_number = 0
    ) p USING (notice_id)
    JOIN notice_reviews r USING (notice_id)
    JOIN notice_voices v USING (notice_id)
    JOIN notice_meetings m USING (notice_id)
    CROSS JOIN log_highlights h
    CROSS JOIN (
        SELECT count(*) FILTER (WHERE a.state = 'no recent data') AS sources_old,
               string_agg(a.title || ': ' || a.in_words, '; ' ORDER BY a.position)
                   FILTER (WHERE a.state = 'no recent data') AS old_sources
        FROM data_age a
        WHERE a.measure_id IS NULL
    ) d
)
SELECT f.notice_id, NULL::text AS paragraph, t.test, t.in_self_assessment,
       NULL::text AS condition, NULL::integer AS position, t.status, t.evidence, t.missing
FROM facts f
CROSS JOIN LATERAL (VALUES
    ('plans cover every area', false,
     CASE WHEN f.areas = 0 THEN 'cannot be shown'
          WHEN f.active_with_objective = f.active_areas AND f.objectives_with_action = f.objectives AND f.objectives > 0
               AND f.parents_on_plans > 0 AND f.young_people_on_plans > 0 AND f.schools_on_plans > 0 THEN 'met'
          ELSE 'not met' END,
     format('%s; %s; plans: %s; heard %s: parents and carers (%s), children and young people (%s), schools (%s)',
            sen.share_words(f.active_with_objective, f.active_areas, 'active area', says => 'with an objective'),
            sen.share_words(f.objectives_with_action, f.objectives, 'objective', says => 'with an action')
                || CASE WHEN f.objectives > 0 THEN ', ' || f.objectives_co_produced || ' made together with families'
                        ELSE '' END,
            coalesce(f.plans, 'none'), f.recent ->> 'plans cover every area',
            f.parents_on_plans, f.young_people_on_plans, f.schools_on_plans),
     concat_ws('; ', CASE WHEN f.areas = 0 THEN 'no area is recorded' END,
               'an objective for ' || CASE WHEN f.without_objective ~ ',' THEN 'areas ' ELSE 'area ' END
                   || f.without_objective, 'an action for the objective ' || f.without_action,
               CASE WHEN f.objectives = 0 AND f.active_areas = 0 THEN 'objectives' END,
               CASE WHEN f.parents_on_plans = 0 THEN 'the views of parents and carers' END,
               CASE WHEN f.young_people_on_plans = 0 THEN 'the views of children and young people' END,
               CASE WHEN f.schools_on_plans = 0 THEN 'the views of schools' END)),

    ('recommendations are in the plans', false,
     CASE WHEN f.recommendations = 0 THEN 'due'
          WHEN f.recommendations_in_plans = f.recommendations THEN 'met'
          ELSE 'not met' END,
     CASE WHEN f.recommendations = 0 THEN 'no recommendation of the Department is recorded'
          ELSE sen.share_words(f.recommendations_in_plans, f.recommendations, 'recommendation',
                               says => 'with an objective') END,
     CASE WHEN f.recommendations_in_plans < f.recommendations
          THEN format('an objective for %s of them', f.recommendations - f.recommendations_in_plans) END),

    ('the Board meets with its leaders', false,
     CASE WHEN f.meetings > 0 AND NOT f.meeting_is_late AND f.sectors_missing IS NULL AND f.leaders_missing IS NULL
               AND f.next_agreed THEN 'met'
          ELSE 'not met' END,
     coalesce(f.no_meeting,
              format('%s since the notice, the last on %s; '
                     'there: %s and %s; %s',
                     sen.count_words(f.meetings, 'meeting'), sen.date_words(f.last_held_on),
                     sen.share_words(f.sectors_there, f.sectors_expected, 'sector'),
                     sen.share_words(f.leaders_there, f.leaders, 'leader', says => 'held to account'),
                     CASE WHEN f.next_planned_on IS NULL THEN 'no next meeting is planned'
                          ELSE 'the next is planned for ' || sen.date_words(f.next_planned_on)
                               || CASE WHEN f.next_agreed THEN ', agreed with the Department' ELSE '' END END)
              || CASE WHEN f.escalations > 0
                      THEN '; ' || sen.share_words(f.escalations_resolved, f.escalations, 'escalation',
                                                   says => 'resolved')
                      ELSE '' END),
     concat_ws('; ', CASE WHEN f.meetings = 0 THEN 'a meeting'
                          WHEN f.meeting_is_late THEN 'a meeting ' || (f.recent ->> 'the Board meets with its leaders')
                     END,
               'at the last meeting: ' || f.sectors_missing, 'at the last meeting: ' || f.leaders_missing,
               CASE WHEN f.next_planned_on IS NULL THEN 'a date for the next meeting'
                    WHEN NOT f.next_agreed THEN 'the agreement of the Department to the date of the next meeting' END)),

    ('actions have owners and areas have targets', false,
     CASE WHEN f.actions_to_measure > 0 AND f.active_with_measure = f.active_areas
               AND 100 * f.actions_measurable
                   >= (f.share ->> 'actions have owners and areas have targets')::integer * f.actions_to_measure
          THEN 'met' ELSE 'not met' END,
     format('%s; %s%s; %s, %s in all', sen.share_words(f.actions, f.actions, 'action', says => 'with an owner'),
            sen.share_words(f.actions_measurable, f.actions_to_measure, 'action that was not given up',
                            'actions that were not given up',
                            'under an objective with a measure that has unit, baseline, target and their days'),
            ' (asked of '
            || nullif((f.share ->> 'actions have owners and areas have targets')::integer, 100) || '%)',
            sen.share_words(f.active_with_measure, f.active_areas, 'active area', says => 'with such a measure'),
            sen.count_words(f.measures, 'measure')),
     concat_ws('; ', CASE WHEN f.actions_to_measure = 0 THEN 'actions' END,
               'a measure with a target for ' || CASE WHEN f.without_measure ~ ',' THEN 'areas ' ELSE 'area ' END
                   || f.without_measure,
               'a measure with a target for the objective ' || f.not_measurable)),

    ('register and plans in step with the meetings', false,
     CASE WHEN f.meetings = 0 THEN f.without_meeting
          WHEN f.register_in_time AND f.mitigation_in_time AND f.risks_open > 0
               AND 100 * f.risks_assessed
                   >= (f.share ->> 'register and plans in step with the meetings')::integer * f.risks_open
               AND 100 * f.actions_updated
                   >= (f.share ->> 'register and plans in step with the meetings')::integer * f.actions_to_update
          THEN 'met'
          ELSE 'not met' END,
     coalesce(f.no_meeting,
              format('for the meeting of %s: risk register %s, mitigation plan %s; '
                     '%s and %s%s',
                     sen.date_words(f.last_held_on),
                     coalesce('sent on ' || sen.date_words(f.register_sent_on), 'not sent'),
                     coalesce('sent on ' || sen.date_words(f.mitigation_sent_on), 'not sent'),
                     sen.share_words(f.risks_assessed, f.risks_open, 'open risk', says => 'assessed'),
                     sen.share_words(f.actions_updated, f.actions_to_update, 'open action',
                                     says => 'with an entry in the log since the meeting before'),
                     ' (asked of '
                     || nullif((f.share ->> 'register and plans in step with the meetings')::integer, 100) || '%)')),
     concat_ws('; ', f.a_meeting, CASE WHEN NOT f.register_in_time THEN 'the risk register in advance' END,
               CASE WHEN NOT f.mitigation_in_time THEN 'the mitigation plan in advance' END,
               CASE WHEN f.risks_open = 0 THEN 'risks on the register'
                    WHEN f.risks_assessed < f.risks_open
                    THEN format('an assessment of %s of the open risks', f.risks_open - f.risks_assessed) END,
               CASE WHEN f.actions_updated < f.actions_to_update
                    THEN format('an entry for %s of the open actions', f.actions_to_update - f.actions_updated) END)),

    ('reports hold data, analysis and lived experience', false,
     CASE WHEN f.meetings = 0 THEN f.without_meeting
          WHEN f.papers_data > 0 AND f.papers_analysis > 0 AND f.papers_lives > 0 THEN 'met'
          ELSE 'not met' END,
     coalesce(f.no_meeting,
              format('papers of the meeting of %s, not older than %s: data %s, analysis %s, lived experience %s',
                     sen.date_words(f.last_held_on),
                     sen.count_words((f.months ->> 'reports hold data, analysis and lived experience')::integer,
                                     'month'),
                     f.papers_data, f.papers_analysis, f.papers_lives)),
     concat_ws('; ', f.a_meeting, CASE WHEN f.papers_data = 0 THEN 'data' END,
               CASE WHEN f.papers_analysis = 0 THEN 'analysis' END,
               CASE WHEN f.papers_lives = 0 THEN 'evidence of lived experience' END)),

    ('the log is kept at each meeting', false,
     CASE WHEN f.meetings = 0 THEN f.without_meeting
          WHEN f.meetings_logged = f.meetings_to_log AND f.slow_named = f.slow
               AND f.partners_named = f.partners_with_gaps THEN 'met'
          ELSE 'not met' END,
     coalesce(f.no_meeting,
              format('%s%s, at the last %s; %s; %s',
                     sen.share_words(f.meetings_logged, f.meetings_to_log, 'meeting',
                         says => (f.recent ->> 'the log is kept at each meeting') || ' with an entry for '
                                 || CASE f.share ->> 'the log is kept at each meeting' WHEN '100' THEN 'every'
                                         ELSE (f.share ->> 'the log is kept at each meeting') || '% of the' END
                                 || ' open action' || CASE f.share ->> 'the log is kept at each meeting'
                                                           WHEN '100' THEN '' ELSE 's' END
                                 || ', made within '
                                 || sen.count_words((f.days ->> 'the log is kept at each meeting')::integer, 'day')
                                 || ' of it'),
                     '; so at each since that of ' || sen.date_words(f.logged_since),
                     sen.share_words(f.last_logged, f.actions_to_update, 'open action'),
                     sen.share_words(f.slow_named, f.slow,
                         'objective slow by then (' || (f.points ->> 'the log is kept at each meeting') || ' points)',
                         'objectives slow by then (' || (f.points ->> 'the log is kept at each meeting') || ' points)',
                         'named in the log'),
                     sen.share_words(f.partners_named, f.partners_with_gaps,
                         'partner with gaps (' || (f.points ->> 'the log is kept at each meeting') || ' kinds)',
                         'partners with gaps (' || (f.points ->> 'the log is kept at each meeting') || ' kinds)',
                         'named in the log'))),
     concat_ws('; ', f.a_meeting, 'entries in time for ' || f.not_logged,
               CASE WHEN f.meetings > 0 THEN 'the log does not name as slow: ' || f.slow_not_named END,
               CASE WHEN f.meetings > 0 THEN 'the log does not name as needed: ' || f.partners_not_named END)),

    ('advisers are invited', false,
     CASE WHEN f.meetings = 0 THEN f.without_meeting
          WHEN f.meetings_with_advisers = f.meetings_to_invite THEN 'met' ELSE 'not met' END,
     coalesce(f.no_meeting,
              format('all %s were invited before %s%s',
                     CASE f.advisers WHEN 3 THEN 'three' ELSE f.advisers::text END,
                     sen.share_words(f.meetings_with_advisers, f.meetings_to_invite, 'meeting',
                                     says => f.recent ->> 'advisers are invited'),
                     '; kept since the meeting of ' || sen.date_words(f.invited_since))),
     concat_ws('; ', f.a_meeting, 'invitations in time to ' || f.without_advisers)),

    ('advisers report', false,
     'not ours to show',
     CASE WHEN f.updates = 0 THEN 'no update of an adviser is recorded'
          ELSE format('%s recorded, the last of %s', sen.count_words(f.updates, 'update is', 'updates are'),
                      sen.date_words(f.last_update_on)) END,
     NULL),

    ('the Department reviews', false,
     'not ours to show',
     format('%s held; %s', CASE f.reviews WHEN 0 THEN 'no review' ELSE sen.count_words(f.reviews, 'review') END,
            coalesce('the next ' || f.next_review, 'the notice is no longer in force')),
     NULL),

    ('topics of reviews', false,
     'not ours to show',
     'reviews covered ' || sen.share_words(f.topics, (SELECT count(*) FROM review_topic), 'topic'),
     NULL),

    ('own assessment before each review', false,
     CASE WHEN f.reviews = 0 THEN 'due'
          WHEN f.reviews_with_assessment = f.reviews_for_assessment THEN 'met'
          ELSE 'not met' END,
     sen.list_words('; ',
         CASE WHEN f.reviews > 0
              THEN 'sent before ' || sen.share_words(f.reviews_with_assessment, f.reviews_for_assessment, 'review',
                                                     says => f.recent ->> 'own assessment before each review')
              ELSE f.no_review END,
         'the next review ' || f.next_review),
     CASE WHEN f.reviews_with_assessment < f.reviews_for_assessment
          THEN 'the own assessment before '
               || sen.share_words(f.reviews_for_assessment - f.reviews_with_assessment, f.reviews_for_assessment,
                                  'review') END),

    ('progress on objectives', true,
     CASE WHEN f.objectives > 0 AND 100 * f.objectives_with_entry
                                    >= (f.share ->> 'progress on objectives')::integer * f.objectives
          THEN 'met' ELSE 'not met' END,
     sen.share_words(f.objectives_with_entry, f.objectives, 'objective',
                     says => 'with an entry in the log that says what was done or changed '
                             || (f.new ->> 'progress on objectives'))
         || coalesce(' (asked of ' || nullif((f.share ->> 'progress on objectives')::integer, 100) || '%)', '') || '; '
         || sen.share_words(f.actions_complete, f.actions, 'action', says => 'complete'),
     CASE WHEN f.objectives = 0 THEN 'objectives'
          WHEN f.objectives_with_entry < f.objectives
          THEN format('an entry for %s of them', f.objectives - f.objectives_with_entry) END),

    ('feedback from families', true,
     CASE WHEN f.from_parents > 0 AND f.from_young_people > 0 THEN 'met' ELSE 'not met' END,
     format('heard %s: parents and carers (%s), children and young people (%s)', f.new ->> 'feedback from families',
            f.from_parents, f.from_young_people),
     concat_ws('; ', CASE WHEN f.from_parents = 0 THEN 'feedback of parents and carers' END,
               CASE WHEN f.from_young_people = 0 THEN 'feedback of children and young people' END)),

    ('accountability is clear', true,
     CASE WHEN f.leaders_recorded = f.leaders AND f.governance > 0 THEN 'met' ELSE 'not met' END,
     format('%s; evidence on governance %s: %s',
            sen.share_words(f.leaders_recorded, f.leaders, 'post held to account', 'posts held to account',
                            'recorded'), f.recent ->> 'accountability is clear',
            coalesce(f.governance || ', the last of ' || sen.date_words(f.governance_on), 'none')),
     concat_ws('; ', CASE WHEN f.leaders_recorded < f.leaders
                    THEN format('%s of the posts', f.leaders - f.leaders_recorded) END,
               CASE WHEN f.governance = 0 THEN 'evidence of kind governance '
                    || (f.recent ->> 'accountability is clear') END)),

    ('progress on areas', true,
     CASE WHEN f.areas = 0 THEN 'cannot be shown'
          WHEN f.active_with_entry = f.active_areas THEN 'met'
          ELSE 'not met' END,
     sen.share_words(f.active_with_entry, f.active_areas, 'active area',
                     says => 'with an entry in the log that says what was done or changed '
                             || (f.new ->> 'progress on areas')) || '; '
         || sen.share_words(f.areas_done, f.areas, 'area', says => 'business as usual or closed'),
     CASE WHEN f.areas = 0 THEN 'areas'
          ELSE 'an entry for ' || CASE WHEN f.without_entry ~ ',' THEN 'areas ' ELSE 'area ' END
               || f.without_entry END),

    ('dashboard', true,
     CASE WHEN f.measures > 0 AND f.measures_old_on_dashboard = 0 THEN 'met' ELSE 'not met' END,
     CASE f.measures WHEN 0 THEN 'no measure is recorded' ELSE
     format('%s, %s met or on track, %s with a figure that is too old (one for a year may be %s old)',
            sen.count_words(f.measures, 'measure'), coalesce(nullif(f.measures_met_or_on_track, 0)::text, 'none'),
            coalesce(nullif(f.measures_old_on_dashboard, 0)::text, 'none'),
            sen.count_words(12 + least(12, (f.months ->> 'dashboard')::integer), 'month')) END,
     CASE WHEN f.measures = 0 THEN 'measures' ELSE 'recent data: ' || f.old_on_dashboard_in_words END),

    ('partners take part', true,
     CASE WHEN (f.co_production > 0 OR (f.schools_with_partners > 0 AND f.families_with_partners > 0))
               AND f.sectors_absent IS NULL AND f.meetings > 0 THEN 'met'
          ELSE 'not met' END,
     format('%s: evidence on co-production %s, feedback of schools %s, of families %s',
            f.new ->> 'partners take part', f.co_production, f.schools_with_partners, f.families_with_partners),
     concat_ws('; ', CASE WHEN f.co_production = 0 AND (f.schools_with_partners = 0 OR f.families_with_partners = 0)
                          THEN 'evidence on co-production, or feedback of schools and of families' END,
               'attendance at the Board ' || (f.recent ->> 'partners take part') || ': ' || f.sectors_absent,
               CASE WHEN f.meetings = 0 THEN 'a meeting of the Board' END)),

    ('diagnostic reviews', false,
     'not ours to show',
     CASE f.diagnostics WHEN 0 THEN 'none is recorded' ELSE f.diagnostics || ' held' END,
     NULL),

    ('reviewers have access', false,
     CASE WHEN f.reviews = 0 THEN 'due'
          WHEN f.reviews_with_access = f.reviews_for_access THEN 'met'
          ELSE 'cannot be shown' END,
     coalesce(f.no_review, 'evidence of it for ' || sen.share_words(f.reviews_with_access, f.reviews_for_access,
                               'review', says => f.recent ->> 'reviewers have access')),
     CASE WHEN f.reviews_with_access < f.reviews_for_access
          THEN format('evidence of kind access for %s of the reviews',
                      f.reviews_for_access - f.reviews_with_access) END),

    ('data are current', false,
     CASE WHEN f.measures = 0 THEN 'cannot be shown'
          WHEN f.measures_old = 0 AND f.sources_old = 0 THEN 'met'
          ELSE 'not met' END,
     sen.share_words(f.measures - f.measures_old, f.measures, 'measure', says => 'with a figure that is not too old')
         || ' (one for a year may be '
         || sen.count_words(12 + least(12, (f.months ->> 'data are current')::integer), 'month') || ' old)',
     concat_ws('; ', CASE WHEN f.measures = 0 THEN 'measures' ELSE 'recent data: ' || f.old_in_words END,
               f.old_sources)),

    ('reviewers have facilities', false,
     CASE WHEN f.reviews = 0 THEN 'due'
          WHEN f.reviews_with_facilities = f.reviews_for_facilities THEN 'met'
          ELSE 'cannot be shown' END,
     coalesce(f.no_review, 'evidence of it for ' || sen.share_words(f.reviews_with_facilities, f.reviews_for_facilities,
                               'review', says => f.recent ->> 'reviewers have facilities')),
     CASE WHEN f.reviews_with_facilities < f.reviews_for_facilities
          THEN format('evidence of kind facilities for %s of the reviews',
                      f.reviews_for_facilities - f.reviews_with_facilities) END),

    ('minutes are there', false,
     CASE WHEN f.meetings_to_minute = 0 THEN 'due'
          WHEN f.meetings_minuted = f.meetings_to_minute THEN 'met'
          ELSE 'not met' END,
     sen.share_words(f.meetings_minuted, f.meetings_to_minute,
                     'meeting held more than ' || sen.count_words((f.days ->> 'minutes are there')::integer, 'day')
                         || ' ago',
                     'meetings held more than ' || sen.count_words((f.days ->> 'minutes are there')::integer, 'day')
                         || ' ago', 'with minutes'),
     'minutes of ' || f.without_minutes),

    ('delivered on time', false,
     CASE WHEN f.actions_complete > 0
               AND 100 * f.actions_settled >= (f.share ->> 'delivered on time')::integer * f.actions
               AND 100 * f.measures_due_met >= (f.share ->> 'delivered on time')::integer * f.measures_due THEN 'met'
          WHEN 100 * f.measures_due_met < (f.share ->> 'delivered on time')::integer * f.measures_due
               OR f.actions_due_on < f.today OR f.actions = 0 THEN 'not met'
          ELSE 'due' END,
     format('%s%s%s%s%s; %s%s; %s', sen.share_words(f.actions_complete, f.actions, 'action', says => 'complete'),
            ', ' || nullif(f.actions_stopped, 0) || ' stopped by the Board',
            ', ' || nullif(f.actions_dropped, 0) || ' given up without a meeting',
            ' (asked of ' || nullif((f.share ->> 'delivered on time')::integer, 100) || '%)',
            ', ' || nullif(f.actions_overdue, 0) || ' overdue',
            sen.share_words(f.measures_met, f.measures, 'measure', says => 'at the target'),
            ', ' || sen.share_words(f.measures_due_met, nullif(f.measures_due, 0), 'target whose day has come',
                                    'targets whose day has come', 'reached'),
            CASE WHEN f.actions_due_on IS NULL THEN 'the notice gives no day'
                 ELSE 'the notice asks for delivery by ' || sen.date_words(f.actions_due_on) || ', '
                      || CASE WHEN f.actions_due_on < f.today THEN sen.in_days(f.today - f.actions_due_on) || ' ago'
                              ELSE sen.in_days(f.actions_due_on - f.today) || ' left' END END),
     concat_ws('; ', CASE WHEN f.actions = 0 THEN 'actions'
                          WHEN f.actions_settled < f.actions
                          THEN format('%s of the actions', f.actions - f.actions_settled)
                          WHEN f.actions_complete = 0 THEN 'an action that is complete' END,
               CASE WHEN f.measures_due_met < f.measures_due
                    THEN format('%s of the targets whose day has come', f.measures_due - f.measures_due_met) END))
) t (test, in_self_assessment, status, evidence, missing)
UNION ALL
-- Several areas may name one paragraph: then it takes all of them.
SELECT q.notice_id, q.paragraph, q.test, false, NULL, NULL,
       CASE WHEN a.done IS NULL THEN 'cannot be shown'
            WHEN a.done THEN 'met'
            WHEN a.behind > 0 THEN 'not met'
            WHEN a.unmeasured OR a.without_recent_data > 0 THEN 'cannot be shown'
            WHEN a.met = a.measures THEN 'met'
            ELSE 'due' END,
       a.in_words,
       CASE WHEN a.done IS NULL THEN 'no area of the notice names this paragraph'
            WHEN NOT a.done
            THEN concat_ws('; ', CASE WHEN a.unmeasured THEN 'a measure with a target' END,
                           CASE WHEN a.behind > 0
                                THEN sen.share_words(a.behind, a.measures, 'measure', says => 'behind the target') END,
                           CASE WHEN a.without_recent_data > 0
                                THEN 'recent data for ' || sen.share_words(a.without_recent_data, a.measures, 'measure')
                           END) END
FROM requirement q
LEFT JOIN (
    SELECT p.notice_id, p.paragraph, bool_and(p.done) AS done,
           string_agg(format('area %s: %s', p.area_number, p.in_words), '; ' ORDER BY p.area_number) AS in_words,
           sum(p.measures) FILTER (WHERE NOT p.done) AS measures, sum(p.measures_met) FILTER (WHERE NOT p.done) AS met,
           sum(p.measures_at_risk + p.measures_off_track) FILTER (WHERE NOT p.done) AS behind,
           sum(p.measures_without_recent_data) FILTER (WHERE NOT p.done) AS without_recent_data,
           bool_or(NOT p.done AND p.measures = 0) AS unmeasured
    FROM progress p
    GROUP BY p.notice_id, p.paragraph
) a ON a.notice_id = q.notice_id AND a.paragraph = q.paragraph
WHERE q.test = 'the area improves'
UNION ALL
SELECT q.notice_id, q.paragraph, q.test, false, NULL, NULL,
       CASE WHEN e.found_on IS NULL THEN 'cannot be shown' ELSE 'met' END,
       'the review reported on ' || sen.date_words(e.found_on) || ' found it done',
       CASE WHEN e.found_on IS NULL THEN 'the report of a review as evidence for it' END
FROM requirement q
LEFT JOIN paragraph_evidence e ON e.notice_id = q.notice_id AND e.paragraph = q.paragraph
WHERE q.test = 'found done by a review'
UNION ALL
-- The conditions for stepping a notice down, but the one that sums up the duties.
SELECT f.notice_id, NULL, NULL, false, t.condition, t.position, t.status, t.evidence, t.missing
FROM facts f
CROSS JOIN LATERAL (SELECT coalesce((f.share ->> 'delivered on time')::integer, 100) AS share) s
CROSS JOIN LATERAL (VALUES
    (1, 'Every area is business as usual or closed',
     CASE WHEN f.areas > 0 AND f.areas_done = f.areas THEN 'met' ELSE 'not met' END,
     sen.share_words(f.areas_done, f.areas, 'area'),
     CASE WHEN f.areas = 0 THEN 'areas' WHEN f.areas_open ~ ',' THEN 'areas ' || f.areas_open
          ELSE 'area ' || f.areas_open END),
    (2, CASE WHEN s.share < 100 THEN 'At least ' || s.share || '% of the measures have met their target'
             ELSE 'Every measure has met its target' END,
     CASE WHEN f.measures > 0 AND 100 * f.measures_met >= s.share * f.measures THEN 'met' ELSE 'not met' END,
     sen.share_words(f.measures_met, f.measures, 'measure'),
     CASE WHEN f.measures = 0 THEN 'measures'
          WHEN f.measures > f.measures_met THEN format('%s of the measures', f.measures - f.measures_met) END),
    (3, CASE WHEN s.share < 100 THEN 'At least ' || s.share || '% of the actions are complete, or stopped by the Board'
             ELSE 'Every action is complete, or stopped by the Board' END,
     CASE WHEN f.actions_complete > 0 AND 100 * f.actions_settled >= s.share * f.actions THEN 'met'
          ELSE 'not met' END,
     sen.share_words(f.actions_complete, f.actions, 'action')
         || coalesce(', ' || nullif(f.actions_stopped, 0) || ' stopped by the Board', ''),
     CASE WHEN f.actions = 0 THEN 'actions'
          WHEN f.actions > f.actions_settled THEN format('%s of the actions', f.actions - f.actions_settled)
          WHEN f.actions_complete = 0 THEN 'an action that is complete' END),
    (5, 'The Department finds the progress sufficient, and the Minister agrees', 'not ours to show', '', NULL)
) t (position, condition, status, evidence, missing);
COMMENT ON VIEW notice_test IS
    'Every test of table compliance_test but those that sum up other paragraphs, made of every notice issued by '
    'sen.today(); and the conditions for stepping it down.';
COMMENT ON COLUMN notice_test.paragraph IS
    'The paragraph, where a test is about one; empty for a test that says the same of every paragraph.';
COMMENT ON COLUMN notice_test.test IS 'Name of the test; empty for a condition.';
COMMENT ON COLUMN notice_test.position IS 'Place of the condition in its list, from 1; empty for a test.';
COMMENT ON COLUMN notice_test.evidence IS 'What was found, as counts and dates. Empty if nothing.';
COMMENT ON COLUMN notice_test.missing IS
    'What would be needed; empty if nothing is, or if it is not for the council to show.';
