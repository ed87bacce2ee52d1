-- How actions, objectives and risks stand, what is slow and whose contribution is short, against slow rules read
-- row by row from doc/progress.md, over random data and on random days.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
\set seed ''
\getenv seed SEN_SEED
\set brief ''
\getenv brief SEN_BRIEF
SELECT :'brief' = '' AS whole \gset
-- Where both seeds are tried, ten days with the fixed one, and fewer with the other.
SELECT CASE WHEN :'whole' THEN 4 ELSE 1 END AS any_days \gset
SELECT coalesce(substring(:'seed' FROM '^[0-9]{1,18}$')::bigint,
                extract(epoch FROM clock_timestamp())::bigint) % 1000000 AS seed \gset
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
SELECT diag('progress: seed ' || :seed || ', repeat with SEN_SEED=' || :seed);
\set programme progress
\ir ../fixtures/ready_programme.sql
SELECT setseed(:seed / 1000000.0) AS seeded \gset
SELECT set_config('search_path', 'progress, ' || current_setting('search_path'), true) AS path \gset

-- Random data: days close together, so that entries, meetings and due days often fall on one day.
CREATE FUNCTION pg_temp.day(spread integer DEFAULT 120) RETURNS date
    LANGUAGE sql VOLATILE RETURN date '2025-03-01' + (random() * spread)::integer;
CREATE FUNCTION pg_temp.pick(VARIADIC words text[]) RETURNS text
    LANGUAGE sql VOLATILE RETURN words[1 + floor(random() * cardinality(words))::integer];
INSERT INTO partner
SELECT 'p' || n, 'Partner ' || n, pg_temp.pick('education', 'health', 'health', 'local government',
                                               'parents and carers', 'DfE') FROM generate_series(1, 6) n;
INSERT INTO post (post_id, partner_id, title, attends_as)
SELECT 'q' || n, p.partner_id, 'Post ' || n, CASE WHEN p.sector = 'DfE' THEN pg_temp.pick('external attendee', 'none')
                                                  ELSE pg_temp.pick('member', 'none') END
FROM (SELECT n, 'p' || (1 + n % 6) AS partner_id FROM generate_series(1, 15) n) x JOIN partner p USING (partner_id);
INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
SELECT 'm' || n, 'Board ' || n, d, CASE WHEN random() < 0.85 THEN d + (random() * 2)::integer END, 'test'
FROM (SELECT n, date '2024-04-20' + n * 40 + (random() * 30)::integer AS d FROM generate_series(1, 11) n) x;
INSERT INTO attendance SELECT meeting_id, post_id, pg_temp.pick('present', 'deputy', 'apologies', 'absent')
FROM meeting, post WHERE meeting_id <> 'm3' AND random() < 0.5;
INSERT INTO invitation SELECT meeting_id, post_id, planned_on + 3 - (random() * 8)::integer FROM meeting, post
WHERE random() < 0.3;
INSERT INTO objective (objective_id, plan, title, owner_post, agreed_on)
SELECT 'O' || n, 'Plan', 'Objective ' || n, CASE WHEN random() < 0.8 THEN 'q' || (1 + n % 15) END, pg_temp.day()
FROM generate_series(1, 25) n;
INSERT INTO measure (measure_id, objective_id, title, unit, direction, baseline_on, baseline_value, target_on,
                     target_value, how_measured, every_months, agreed_on)
SELECT 'M' || n, 'O' || (1 + (random() * 24)::integer), 'Measure ' || n, 'weeks', 'decrease', '2024-12-31', 40,
       '2025-12-31', 10, 'test', 1, CASE WHEN random() < 0.7 THEN pg_temp.day() END FROM generate_series(1, 20) n;
INSERT INTO measurement (measure_id, period_to, value)
SELECT 'M' || n, (date '2025-01-01' + make_interval(months => k))::date - 1, (random() * 50)::integer
FROM generate_series(1, 20) n, generate_series(1, 6) k WHERE random() < 0.8;
INSERT INTO action (action_id, objective_id, title, owner_post, agreed_on, due_on, done_on, measure_id)
SELECT 'A' || n, 'O' || (1 + (random() * 24)::integer), 'Action ' || n, 'q' || (1 + (random() * 14)::integer), d,
       CASE WHEN random() < 0.8 THEN d + (random() * 90)::integer END,
       CASE WHEN random() < 0.2 THEN d + (random() * 90)::integer END,
       CASE WHEN random() < 0.4 THEN 'M' || (1 + (random() * 19)::integer) END
           FROM (SELECT n, pg_temp.day() AS d FROM generate_series(1, 120) n) x;
INSERT INTO contribution SELECT DISTINCT 'A' || (1 + (random() * 119)::integer), 'p' || (1 + (random() * 5)::integer),
    'test' FROM generate_series(1, 80);
INSERT INTO log_entry (meeting_id, entered_on, action_id, objective_id, delivery_status, impact_status, progress,
                       needs_more_from)
SELECT CASE WHEN random() < 0.5 THEN 'm' || (6 + (random() * 5)::integer) END, pg_temp.day(),
       CASE WHEN about <= 120 THEN 'A' || about END, CASE WHEN about > 120 THEN 'O' || about - 120 END,
       CASE WHEN random() < 0.6 THEN pg_temp.pick('not started', 'on track', 'on track', 'at risk', 'complete',
                                                  'stopped') END,
           CASE WHEN random() < 0.4 THEN pg_temp.pick('some impact', 'clear impact') END,
       CASE WHEN random() < 0.3 THEN 'Something.' END,
           CASE WHEN x.r < 0.3 THEN 'p' || (1 + (random() * 5)::integer) ELSE 'p1' END
FROM (SELECT random() AS r, 1 + (random() * 144)::integer AS about FROM generate_series(1, 500)) x;
UPDATE log_entry SET needs_more_from = NULL
WHERE log_entry_id % 3 > 0 AND num_nonnulls(delivery_status, impact_status, progress) > 0;
INSERT INTO escalation (raised_on, what, escalated_to, resolved_on)
SELECT d, 'test', 'q' || (1 + (random() * 14)::integer), CASE WHEN random() < 0.5 THEN d + (random() * 60)::integer END
FROM (SELECT pg_temp.day() AS d FROM generate_series(1, 20)) x;
INSERT INTO risk (risk_id, title, owner_post, appetite, opened_on, closed_on)
SELECT 'R' || n, 'Risk ' || n, 'q1', CASE WHEN random() < 0.7 THEN 1 + (random() * 15)::integer END, d,
    CASE WHEN random() < 0.3 THEN d + (random() * 90)::integer END
FROM (SELECT n, pg_temp.day() AS d FROM generate_series(1, 40) n) x;
INSERT INTO risk_assessment (risk_id, assessed_on, meeting_id, inherent_likelihood, inherent_impact, current_likelihood,
                             current_impact, target_likelihood, target_impact, reason)
SELECT DISTINCT ON (risk_id, meeting_id) risk_id, d, meeting_id, 1 + (random() * 4)::integer,
       1 + (random() * 4)::integer, 2 + (random() * 1)::integer, 2 + (random() * 1)::integer, 1, 1, 'test'
FROM (SELECT DISTINCT ON (risk_id, d) risk_id, d,
      CASE WHEN random() < 0.5 THEN 'm' || (6 + (random() * 5)::integer) ELSE NULL END AS meeting_id
      FROM (SELECT 'R' || (1 + (random() * 39)::integer) AS risk_id, pg_temp.day() AS d
            FROM generate_series(1, 200)) y) x;
INSERT INTO mitigation SELECT 'R' || n, k, 'test', 'q1', CASE WHEN random() < 0.8 THEN pg_temp.day() END,
    CASE WHEN random() < 0.4 THEN pg_temp.day() END FROM generate_series(1, 40) n, generate_series(1, 3) k
WHERE random() < 0.6;

SELECT sen.analyse_programme('progress') \g /dev/null

-- The slow rules: one item at a time, entry after entry, with nothing taken
-- from the views but the verdicts of dashboard.
-- Each view is read once a day, and planned once for all days: that takes longer than to read it.
CREATE TEMPORARY TABLE measures_now ON COMMIT DROP AS SELECT * FROM dashboard WITH NO DATA;
CREATE TEMPORARY TABLE slow_now ON COMMIT DROP AS SELECT * FROM slow_progress WITH NO DATA;
CREATE TEMPORARY TABLE actions_now ON COMMIT DROP AS SELECT * FROM action_status WITH NO DATA;
CREATE TEMPORARY TABLE objectives_now ON COMMIT DROP AS SELECT * FROM objective_status WITH NO DATA;
CREATE TEMPORARY TABLE gaps_now ON COMMIT DROP AS SELECT * FROM contribution_gaps WITH NO DATA;
CREATE TEMPORARY TABLE log_now ON COMMIT DROP AS SELECT * FROM action_log WITH NO DATA;
CREATE TEMPORARY TABLE risks_now ON COMMIT DROP AS SELECT * FROM risk_register WITH NO DATA;
CREATE TEMPORARY TABLE cycle (today date, last date, before date) ON COMMIT DROP;
CREATE FUNCTION pg_temp.counts_on(entry_day date, meeting text) RETURNS date LANGUAGE plpgsql AS $$
DECLARE held date := (SELECT m.held_on FROM meeting m WHERE m.meeting_id = meeting);
BEGIN
    IF held IS NOT NULL AND held < (SELECT today FROM cycle) THEN RETURN held; END IF;
    RETURN entry_day;
END $$;
CREATE TEMPORARY TABLE standing (kind text, id text, status text, since date, impact text, last_entry date,
                                 open boolean, complete boolean, updated_for boolean, updated_since boolean,
                                 moved boolean, overdue integer) ON COMMIT DROP;
CREATE FUNCTION pg_temp.stand(what text, item text, agreed date, due date, done date) RETURNS void
    LANGUAGE plpgsql AS $$
DECLARE
    c cycle; e record; s standing; before text; progress boolean := false; w delivery_status;
BEGIN
    SELECT * INTO c FROM cycle;
    s.kind := what; s.id := item; s.updated_for := false; s.updated_since := false;
    FOR e IN SELECT * FROM log_entry WHERE CASE what WHEN 'action' THEN action_id ELSE objective_id END = item
        ORDER BY entered_on, log_entry_id LOOP
        CONTINUE WHEN e.entered_on > c.today;
        s.last_entry := e.entered_on;
        IF e.delivery_status IS NOT NULL THEN
            IF s.status IS NULL OR s.status <> e.delivery_status THEN s.since := e.entered_on; END IF;
            s.status := e.delivery_status;
            IF pg_temp.counts_on(e.entered_on, e.meeting_id) < c.last THEN before := e.delivery_status; END IF;
        END IF;
        IF e.impact_status IS NOT NULL THEN s.impact := e.impact_status; END IF;
        IF c.before IS NULL OR pg_temp.counts_on(e.entered_on, e.meeting_id) > c.before THEN s.updated_for := true;
        END IF;
        IF pg_temp.counts_on(e.entered_on, e.meeting_id) >= c.last THEN s.updated_since := true;
        IF e.progress IS NOT NULL THEN progress := true; END IF; END IF;
    END LOOP;
    s.moved := agreed >= c.last OR progress OR (done IS NOT NULL AND done <= c.today AND done >= c.last)
        OR s.status IS DISTINCT FROM before;
    SELECT * INTO w FROM delivery_status WHERE delivery_status = s.status;
    s.open := s.status IS NULL OR w.is_open;
    s.complete := s.status IS NOT NULL AND w.is_complete;
    IF done IS NOT NULL AND done <= c.today THEN
        IF NOT s.complete THEN s.status := 'complete'; s.since := done; END IF;
        s.open := false; s.complete := true;
    END IF;
    IF s.open AND due < c.today THEN s.overdue := c.today - due; END IF;
    IF c.last IS NULL THEN s.updated_for := NULL; s.updated_since := NULL; s.moved := NULL; END IF;
    INSERT INTO standing SELECT s.*;
END $$;
CREATE FUNCTION pg_temp.points(o_reason text) RETURNS integer LANGUAGE sql RETURN (SELECT points FROM slow_reason
    WHERE reason = o_reason);

CREATE FUNCTION pg_temp.check_day(day date) RETURNS SETOF text LANGUAGE plpgsql AS $check$
BEGIN
    PERFORM set_config('sen_improvement.as_of', day::text, true);
    DELETE FROM cycle;
    INSERT INTO cycle
    SELECT day, max(held_on), (SELECT max(held_on) FROM meeting b
                               WHERE b.held_on < (SELECT max(held_on) FROM meeting WHERE held_on < day)) FROM meeting
    WHERE held_on < day;
    DELETE FROM standing;
    DELETE FROM measures_now;
    INSERT INTO measures_now SELECT * FROM dashboard;
    DELETE FROM slow_now;
    INSERT INTO slow_now SELECT * FROM slow_progress;
    DELETE FROM actions_now;
    INSERT INTO actions_now SELECT * FROM action_status;
    DELETE FROM objectives_now;
    INSERT INTO objectives_now SELECT * FROM objective_status;
    DELETE FROM gaps_now;
    INSERT INTO gaps_now SELECT * FROM contribution_gaps;
    DELETE FROM log_now;
    INSERT INTO log_now SELECT * FROM action_log;
    DELETE FROM risks_now;
    INSERT INTO risks_now SELECT * FROM risk_register;
    PERFORM pg_temp.stand('action', action_id, agreed_on, due_on, done_on) FROM action WHERE agreed_on <= day;
    PERFORM pg_temp.stand('objective', objective_id, agreed_on, NULL, NULL) FROM objective WHERE agreed_on <= day;
    -- The one row of cycle would be taken for 2,040. Were the others analysed, what fills them would be planned again.
    ANALYZE cycle, standing;
    RETURN NEXT results_eq('SELECT action_id, delivery_status, delivery_status_since, impact_status, last_entry_on, '
                           'is_open, is_complete, updated_for_last_meeting, updated_since_last_meeting, '
                           'moved_since_last_meeting, days_overdue, overdue FROM actions_now ORDER BY action_id',
        'SELECT id, status, since, impact, last_entry, open, complete, updated_for, updated_since, moved, overdue, '
        'overdue IS NOT NULL FROM standing WHERE kind = ''action'' ORDER BY id', 'action_status on ' || day);

    -- An objective is moved and updated by its actions as well.
    UPDATE standing o SET updated_for = o.updated_for OR s.updated_for, updated_since = o.updated_since
        OR s.updated_since, moved = o.moved OR s.moved, overdue = s.overdue
    FROM (SELECT a.objective_id, bool_or(t.updated_for) AS updated_for, bool_or(t.updated_since) AS updated_since,
          bool_or(t.moved) AS moved, max(t.overdue) AS overdue
          FROM standing t JOIN action a ON a.action_id = t.id WHERE t.kind = 'action' GROUP BY a.objective_id) s
    WHERE o.kind = 'objective' AND o.id = s.objective_id;
    RETURN NEXT results_eq('SELECT objective_id, delivery_status, delivery_status_since, impact_status, last_entry_on, '
                           'is_open, is_complete, updated_for_last_meeting, updated_since_last_meeting, '
                           'moved_since_last_meeting, days_overdue, actions, actions_complete, actions_open, '
                           'actions_overdue, measures FROM objectives_now ORDER BY objective_id',
        $$SELECT o.id, status, since, impact, last_entry, open, complete, updated_for, updated_since, moved, overdue,
                 (SELECT count(*) FROM action a JOIN standing t ON t.kind = 'action' AND t.id = a.action_id
                  WHERE a.objective_id = o.id), (SELECT count(*) FROM action a JOIN standing t ON t.kind = 'action'
                                                 AND t.id = a.action_id WHERE a.objective_id = o.id AND t.complete),
                 (SELECT count(*) FROM action a JOIN standing t ON t.kind = 'action' AND t.id = a.action_id
                  WHERE a.objective_id = o.id AND t.open), (SELECT count(*) FROM action a
                                                            JOIN standing t ON t.kind = 'action' AND t.id = a.action_id
                                                            WHERE a.objective_id = o.id AND t.overdue > 0),
                 (SELECT count(*) FROM measure m
                  WHERE m.objective_id = o.id AND coalesce(m.agreed_on, m.baseline_on) <= (SELECT today FROM cycle))
          FROM standing o WHERE o.kind = 'objective' ORDER BY o.id$$, 'objective_status on ' || day);

    -- Reason by reason; the words say the days.
    RETURN NEXT results_eq('SELECT kind, id, score, overdue, unmoved, without_update, measure_off_course, '
                           'without_measurable_target FROM slow_now ORDER BY kind, id',
        $$SELECT kind, id, score, overdue IS NOT NULL, NOT moved, late, course, bare FROM (
            SELECT t.kind, t.id, t.overdue, coalesce(t.moved, true) AS moved, f.late, f.course, f.bare,
                   CASE WHEN t.overdue IS NOT NULL THEN pg_temp.points('overdue') ELSE 0 END + CASE
                       WHEN NOT t.moved THEN pg_temp.points('unmoved') ELSE 0 END + CASE
                           WHEN f.late THEN pg_temp.points('without update') ELSE 0 END
                   + CASE WHEN f.course THEN pg_temp.points('measure off course') ELSE 0 END + CASE
                       WHEN f.bare THEN pg_temp.points('without measurable target') ELSE 0 END AS score
            FROM standing t CROSS JOIN cycle c
            JOIN (SELECT 'action' AS kind, action_id AS id, agreed_on, objective_id, measure_id FROM action
                  UNION ALL SELECT 'objective', objective_id, agreed_on, objective_id, NULL
                  FROM objective) i USING (kind, id)
            CROSS JOIN LATERAL (SELECT coalesce(i.agreed_on < c.last AND NOT t.updated_for, false) AS late,
                                       EXISTS (SELECT FROM measures_now d
                                               WHERE (d.moving = 'worse' OR d.verdict = 'off track')
                                               AND CASE t.kind WHEN 'action' THEN d.measure_id = i.measure_id
                                                        ELSE d.objective_id = i.objective_id END) AS course,
                                       NOT EXISTS (SELECT FROM measure m
                                                   WHERE coalesce(m.agreed_on, m.baseline_on) <= c.today
                                                   AND (m.objective_id = ANY (SELECT o.id FROM standing o
                                                            WHERE o.kind = 'objective' AND o.id = i.objective_id)
                                                        OR m.measure_id = i.measure_id)) AS bare) f
            WHERE t.open) x
          WHERE score > 0 ORDER BY kind, id$$, 'slow_progress on ' || day);
    RETURN NEXT is((SELECT count(*) FROM slow_now WHERE overdue <> (reasons LIKE '%overdue%')
                    OR (overdue AND reasons NOT LIKE '%' || sen.in_days(days_overdue) || '%')
                    OR unmoved <> (reasons LIKE '%no progress recorded%')
                    OR without_update <> (reasons LIKE '%no entry in the log%')
                        OR measure_off_course <> (reasons LIKE '%measure ''%')
                        OR without_measurable_target <> (reasons LIKE '%no measurable target%')), 0::bigint,
                        'the words name every reason and no other on ' || day);
    RETURN NEXT ok((SELECT coalesce(bool_and(score <= before), true)
                    FROM (SELECT score, lag(score) OVER () AS before FROM slow_progress) x),
                   'the worst first on ' || day);

    RETURN NEXT results_eq('SELECT partner_id, leads, open, overdue, slow, without_update, contributes_to, '
                           'contributes_to_overdue, asked_for_more, meetings_expected, meetings_attended, '
                           'escalations_open FROM gaps_now WHERE partner_id IS NOT NULL ORDER BY partner_id',
        $$SELECT n.partner_id, l.leads, l.open, l.overdue, (SELECT count(*) FROM slow_now s
                                                            JOIN action a ON a.action_id = s.id
                                                            JOIN post p ON p.post_id = a.owner_post
                                                            WHERE s.kind = 'action' AND p.partner_id = n.partner_id),
          l.late, b.to_all, b.overdue, k.asked, v.expected, v.attended,
                 (SELECT count(*) FROM escalation e JOIN post p ON p.post_id = e.escalated_to
                  WHERE p.partner_id = n.partner_id AND e.raised_on <= c.today
                  AND (e.resolved_on IS NULL OR e.resolved_on > c.today))
          FROM partner n CROSS JOIN cycle c
          CROSS JOIN LATERAL (SELECT count(*) AS leads, count(*) FILTER (WHERE t.open) AS open,
                              count(t.overdue) AS overdue, count(*) FILTER (WHERE t.open AND a.agreed_on < c.last
                                  AND NOT t.updated_for) AS late
                              FROM standing t JOIN action a ON a.action_id = t.id
                              JOIN post p ON p.post_id = a.owner_post
                              WHERE t.kind = 'action' AND p.partner_id = n.partner_id) l
          CROSS JOIN LATERAL (SELECT count(*) AS to_all, count(t.overdue) AS overdue FROM contribution x
                              JOIN action a USING (action_id) JOIN post p ON p.post_id = a.owner_post
                              JOIN standing t ON t.kind = 'action' AND t.id = a.action_id
                              WHERE x.partner_id = n.partner_id AND p.partner_id <> n.partner_id) b
          CROSS JOIN LATERAL (SELECT count(*) AS asked FROM standing t
                              WHERE t.open AND EXISTS (SELECT FROM log_entry e
                                                       WHERE e.entered_on = (SELECT max(y.entered_on) FROM log_entry y
                                                           WHERE y.entered_on <= c.today
                                                           AND CASE t.kind WHEN 'action' THEN y.action_id
                                                                    ELSE y.objective_id END = t.id)
                                  AND CASE t.kind WHEN 'action' THEN e.action_id ELSE e.objective_id END = t.id
                                      AND e.needs_more_from = n.partner_id)) k
          CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE x.expected) AS expected,
                              count(*) FILTER (WHERE x.attended) AS attended
                              FROM (SELECT EXISTS (SELECT FROM post p WHERE p.partner_id = n.partner_id
                                                   AND (p.attends_as = 'member' OR EXISTS (SELECT FROM invitation i
                                                            WHERE i.meeting_id = m.meeting_id AND i.post_id = p.post_id
                                                            AND i.sent_on <= m.held_on)
                                                  OR EXISTS (SELECT FROM attendance t WHERE t.meeting_id = m.meeting_id
                                                                 AND t.post_id = p.post_id))) AS expected,
                                           EXISTS (SELECT FROM attendance t JOIN post p USING (post_id)
                                                   WHERE t.meeting_id = m.meeting_id AND p.partner_id = n.partner_id
                                                   AND t.attendance IN ('present', 'deputy')) AS attended
                                    FROM meeting m
                                    WHERE m.held_on < c.today AND m.held_on >= c.today - interval '12 months'
                                        AND EXISTS (SELECT FROM attendance t WHERE t.meeting_id = m.meeting_id)) x) v
          ORDER BY n.partner_id$$, 'contribution_gaps on ' || day);
    RETURN NEXT results_eq('SELECT DISTINCT sector FROM gaps_now WHERE partner_id IS NULL ORDER BY sector',
                           'SELECT s.sector FROM sector s WHERE s.expected_on_board AND s.sector NOT IN (SELECT sector '
                           'FROM partner) ORDER BY s.sector', 'sectors without a partner on ' || day);
    RETURN NEXT is((SELECT count(*) FROM gaps_now
                    WHERE (gaps = 0) <> (gap = 'none')
                    OR gaps <> cardinality(string_to_array(nullif(gap, 'none'), '; '))), 0::bigint,
                   'the words name every gap on ' || day);

    -- The log: each entry once, with what the item's own walk through its entries says.
    RETURN NEXT results_eq('SELECT log_entry_id, kind, id, delivery_status, impact_status, is_latest FROM log_now '
                           'WHERE log_entry_id IS NOT NULL ORDER BY log_entry_id',
        $$SELECT e.log_entry_id, t.kind, t.id,
                 (SELECT y.delivery_status FROM log_entry y
                  WHERE (y.action_id = e.action_id OR y.objective_id = e.objective_id)
                  AND (y.entered_on, y.log_entry_id) <= (e.entered_on, e.log_entry_id) AND y.delivery_status IS NOT NULL
                  ORDER BY y.entered_on DESC, y.log_entry_id DESC LIMIT 1),
                 (SELECT y.impact_status FROM log_entry y
                  WHERE (y.action_id = e.action_id OR y.objective_id = e.objective_id)
                  AND (y.entered_on, y.log_entry_id) <= (e.entered_on, e.log_entry_id) AND y.impact_status IS NOT NULL
                  ORDER BY y.entered_on DESC, y.log_entry_id DESC LIMIT 1),
                 NOT EXISTS (SELECT FROM log_entry y
                             WHERE (y.action_id = e.action_id OR y.objective_id = e.objective_id)
                             AND y.entered_on <= (SELECT today FROM cycle)
                             AND (y.entered_on, y.log_entry_id) > (e.entered_on, e.log_entry_id))
          FROM log_entry e JOIN standing t ON t.id = coalesce(e.action_id, e.objective_id)
          WHERE e.entered_on <= (SELECT today FROM cycle) ORDER BY e.log_entry_id$$, 'action_log on ' || day);
    RETURN NEXT results_eq('SELECT kind, id FROM log_now WHERE log_entry_id IS NULL ORDER BY kind, id',
                           'SELECT kind, id FROM standing WHERE last_entry IS NULL ORDER BY kind, id',
                           'what has no entry is in the log as well on ' || day);
    RETURN NEXT results_eq('SELECT kind, id FROM log_now WHERE highlight LIKE ''%slow to progress%'' ORDER BY '
                           'kind, id', 'SELECT kind, id FROM slow_now ORDER BY kind, id', 'highlights on ' || day);
    RETURN NEXT is((SELECT count(*) FROM log_now l JOIN log_entry e USING (log_entry_id)
                    LEFT JOIN meeting m ON m.meeting_id = l.meeting_id
                    WHERE CASE WHEN e.meeting_id IS NOT NULL THEN l.meeting_id IS DISTINCT FROM e.meeting_id
                               ELSE m.held_on IS DISTINCT FROM (SELECT min(x.held_on) FROM meeting x
                                                                WHERE x.held_on >= e.entered_on
                                                                AND x.held_on < (SELECT today FROM cycle)) END),
                                   0::bigint, 'the meeting of each entry on ' || day);

    RETURN NEXT results_eq('SELECT risk_id, assessed_on, current, current_score, current_band, inherent_score, '
                           'previous_on, previous_score, above_appetite, above_inherent, unchanged_since, '
                           'assessed_for_last_meeting, mitigations_open, mitigations_overdue FROM risks_now ORDER '
                           'BY risk_id',
        $$SELECT r.risk_id, l.assessed_on, l.current_likelihood || 'x' || l.current_impact,
          l.current_likelihood * l.current_impact, sen.rating(sen.risk_score(l.current_likelihood, l.current_impact)),
          l.inherent_likelihood * l.inherent_impact,
                 b.assessed_on, b.current_likelihood * b.current_impact,
                 l.current_likelihood * l.current_impact > r.appetite,
                 l.current_likelihood * l.current_impact > l.inherent_likelihood * l.inherent_impact,
                 -- The first after the last one that was different.
                 (SELECT min(x.assessed_on) FROM risk_assessment x
                  WHERE x.risk_id = r.risk_id AND x.assessed_on <= c.today
                  AND x.assessed_on > coalesce((SELECT max(y.assessed_on) FROM risk_assessment y
                                                WHERE y.risk_id = r.risk_id AND y.assessed_on <= c.today
                                                AND (y.current_likelihood, y.current_impact) <> (l.current_likelihood,
                                                    l.current_impact)), '-infinity')),
                 CASE WHEN r.opened_on < c.last THEN EXISTS (SELECT FROM risk_assessment x
                                                             WHERE x.risk_id = r.risk_id AND x.assessed_on <= c.today
                                                             AND (c.before IS NULL OR pg_temp.counts_on(x.assessed_on,
                                                                 x.meeting_id) > c.before)) END,
                 (SELECT count(*) FROM mitigation m
                  WHERE m.risk_id = r.risk_id AND (m.done_on IS NULL OR m.done_on > c.today)),
                 (SELECT count(*) FROM mitigation m
                  WHERE m.risk_id = r.risk_id AND (m.done_on IS NULL OR m.done_on > c.today) AND m.due_on < c.today)
          FROM risk r CROSS JOIN cycle c
          LEFT JOIN LATERAL (SELECT * FROM risk_assessment x WHERE x.risk_id = r.risk_id AND x.assessed_on <= c.today
                             ORDER BY x.assessed_on DESC LIMIT 1) l ON true
          LEFT JOIN LATERAL (SELECT * FROM risk_assessment x WHERE x.risk_id = r.risk_id AND x.assessed_on <= c.today
                             AND pg_temp.counts_on(x.assessed_on, x.meeting_id) <= c.last
                             ORDER BY x.assessed_on DESC LIMIT 1) b ON true
          WHERE r.opened_on <= c.today AND (r.closed_on IS NULL OR r.closed_on > c.today)
          ORDER BY r.risk_id$$, 'risk_register on ' || day);
    RETURN NEXT is((SELECT count(*) FROM risks_now
                    WHERE movement NOT LIKE CASE WHEN assessed_on = previous_on
                                                      THEN 'not assessed since the meeting on %, when it was '
                                                          || coalesce(current_score::text, 'not scored')
                                                 WHEN current_score IS NULL THEN 'not scored%'
                                                 WHEN previous_score IS NULL THEN 'new at %'
                                                 WHEN current_score > previous_score THEN 'rose from %'
                                                 WHEN current_score < previous_score THEN 'fell from %'
                        WHEN current <> previous THEN 'same score of %' ELSE 'unchanged at %' END
                            OR (movement LIKE '%not assessed since%') <> coalesce(assessed_on = previous_on, false)),
                            0::bigint, 'movement in words on ' || day);
END $check$;
SELECT pg_temp.check_day(day)
FROM (SELECT DISTINCT day
      FROM (SELECT held_on AS day FROM meeting WHERE meeting_id IN ('m6', 'm9') AND held_on IS NOT NULL
            UNION ALL SELECT held_on + 1 FROM meeting WHERE meeting_id IN ('m8', 'm10') AND held_on IS NOT NULL
    UNION ALL SELECT pg_temp.day() + 20 FROM generate_series(1, :any_days)
            UNION ALL SELECT unnest('{2024-05-01,2026-06-01}'::date[]) WHERE :'whole') x) y;
SELECT pg_temp.check_day('2025-06-15');
\if :whole
SELECT ok((SELECT count(*) FILTER (WHERE is_open) > 0 AND count(*) FILTER (WHERE is_complete) > 0
           AND count(*) FILTER (WHERE overdue) > 0 FROM action_status) AND (SELECT count(DISTINCT score) > 3
              FROM slow_progress) AND (SELECT count(*) > 5 FROM risk_register), 'the data have every kind');
\endif
-- A row dated later changes nothing: the same without them.
CREATE TEMPORARY TABLE kept ON COMMIT DROP AS SELECT 'slow' AS view, s::text AS row FROM slow_progress s
    UNION ALL SELECT 'gaps', s::text FROM contribution_gaps s UNION ALL SELECT 'log', s::text FROM action_log s
    UNION ALL SELECT 'risk', s::text FROM risk_register s;
DELETE FROM log_entry WHERE entered_on > '2025-06-15';
DELETE FROM risk_assessment WHERE assessed_on > '2025-06-15';
DELETE FROM escalation WHERE raised_on > '2025-06-15';
DELETE FROM mitigation WHERE risk_id IN (SELECT risk_id FROM risk WHERE opened_on > '2025-06-15');
UPDATE action SET done_on = NULL WHERE done_on > '2025-06-15';
UPDATE mitigation SET done_on = NULL WHERE done_on > '2025-06-15';
UPDATE risk SET closed_on = NULL WHERE closed_on > '2025-06-15';
SELECT set_eq($$SELECT 'slow' AS view, s::text AS row FROM slow_progress s UNION ALL SELECT 'gaps', s::text
                FROM contribution_gaps s UNION ALL SELECT 'log', s::text FROM action_log s
                UNION ALL SELECT 'risk', s::text FROM risk_register s$$, 'SELECT * FROM kept',
              'rows dated later do not exist yet');
SELECT * FROM finish();
ROLLBACK;
