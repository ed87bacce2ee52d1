-- Whether every paragraph of a notice is met: a small programme in which each of the 28 tests of table
-- compliance_test is met, then one change after the other. After each, exactly the paragraphs that it concerns
-- change their status, with those that sum others up, and say what is missing. The expected statuses are written
-- by hand; those that sum up are worked out here from lists of paragraphs, not from tests.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();
\ir ../fixtures/met_programme.sql

-- What sums up: from lists of paragraphs, the worst of their statuses.
CREATE FUNCTION pg_temp.with_sums(leaves jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
    sums CONSTANT jsonb := '{"5": ["5(a)", "5(b)", "5(c)", "5(d)", "5(e)"], "10(d)": ["10(d)(i)", "10(d)(ii)",
        "10(d)(iii)"], "12": ["12(a)", "12(b)", "12(c)", "12(d)"],
                             "2": ["3", "3(a)", "3(b)", "3(c)", "3(d)", "5(a)", "5(b)", "5(c)", "6", "12(a)", "12(b)",
                                 "12(c)", "12(d)"]}';
    whole text; part text; word text; worst text;
BEGIN
    FOR whole IN SELECT jsonb_object_keys(sums) LOOP
        worst := 'met';
        FOREACH word IN ARRAY ARRAY['due', 'cannot be shown', 'not met'] LOOP
            FOR part IN SELECT jsonb_array_elements_text(sums -> whole) LOOP
                IF leaves ->> part = word THEN worst := word; END IF;
            END LOOP;
        END LOOP;
        leaves := jsonb_set(leaves, ARRAY[whole], to_jsonb(worst));
    END LOOP;
    RETURN leaves;
END $$;
CREATE FUNCTION pg_temp.statuses() RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_object_agg(CASE c.notice_id WHEN '2025' THEN '' ELSE c.notice_id || ' ' END || c.paragraph, c.status)
    FROM nc.notice_compliance c
$$;
-- Statuses that differ, as text.
CREATE FUNCTION pg_temp.differs(before jsonb, after jsonb) RETURNS text LANGUAGE sql AS $$
    SELECT string_agg(k || ' ' || coalesce(after ->> k, 'gone'), ', ' ORDER BY k)
    FROM (SELECT jsonb_object_keys(before || after)) x (k) WHERE before ->> k IS DISTINCT FROM after ->> k
$$;

CREATE TEMPORARY TABLE change (n integer GENERATED ALWAYS AS IDENTITY, what text, statement text, becomes text,
                               missing text) ON COMMIT DROP;
-- what changes, by which statements, which paragraphs become what (those that
-- sum up are left out), what the first of them misses.
INSERT INTO change (what, statement, becomes, missing) VALUES
    ('nothing', 'SELECT', '', NULL),
    -- 2, 5, 10(d), 12, 14: what sums up, and what has no test
    ('a duty without a test', $$UPDATE requirement SET test = NULL WHERE paragraph = '6'$$, '6 cannot be shown',
     'no test is chosen'),
    ('an expectation without a test', $$UPDATE requirement SET test = NULL WHERE paragraph = '13'$$,
     '13 cannot be shown', 'no test is chosen'),
    ('a consequence that becomes a duty', $$UPDATE requirement SET kind = 'expectation' WHERE paragraph = '14'$$,
     '14 cannot be shown', 'no test is chosen'),
    ('a duty that becomes an expectation counts among its parts, not among the duties',
     $$UPDATE requirement SET kind = 'expectation' WHERE paragraph = '12(b)'; DELETE FROM measurement$$,
        '3(a) cannot be shown, 3(b) cannot be shown, 3(c) cannot be shown, 3(d) cannot be shown, 10(d)(ii) not met, '
        '12(b) not met, 13 not met, 2 cannot be shown', 'recent data for 1 of 1 measure'),
    ('a duty that is not ours to show does not count', $$UPDATE requirement SET kind = 'duty' WHERE paragraph = '7'$$,
     '', NULL),
    ('nor does a part', $$UPDATE requirement SET test = 'advisers report' WHERE paragraph = '5(e)'$$,
     '5(e) not ours to show', '^$'),
    ('paragraphs 10 to 14 are no parts of paragraph 1',
     $$INSERT INTO requirement (notice_id, paragraph, position, heading, kind, asks, test)
       VALUES ('2025', '1', 99, 'x', 'duty', 'x', 'all its parts')$$, '1 cannot be shown',
     '^a paragraph that it sums up$'),
    -- 3: plans cover every area
    ('an area without an objective', $$DELETE FROM objective_area WHERE area_number = 4$$,
     '3 not met, 3(d) cannot be shown, 5(b) not met, 10(d)(i) not met', '^an objective for area 4$'),
    ('an area without an objective that is business as usual', $$DELETE FROM objective_area WHERE area_number = 4;
         INSERT INTO area_status VALUES ('2025', 4, '2025-11-20', 'business as usual', 'test')$$, '', NULL),
    ('the same, closed', $$DELETE FROM objective_area WHERE area_number = 4;
                           INSERT INTO area_status VALUES ('2025', 4, '2025-11-20', 'closed', 'test')$$, '', NULL),
    ('business as usual from tomorrow', $$DELETE FROM objective_area WHERE area_number = 4;
                                          INSERT INTO area_status VALUES ('2025', 4, '2025-11-21', 'business as usual',
                                              'test')$$, '3 not met, 3(d) cannot be shown, 5(b) not met, 10(d)(i) '
                                                         'not met', 'area 4'),
    ('an area whose status is not recorded is active', $$DELETE FROM objective_area WHERE area_number = 4;
                                                         DELETE FROM area_status WHERE area_number = 4$$,
     '3 not met, 3(d) cannot be shown, 5(b) not met, 10(d)(i) not met', 'area 4'),
    ('an objective agreed tomorrow', $$UPDATE objective SET agreed_on = '2025-11-21' WHERE objective_id = 'O2'$$,
     '3 not met', '^an objective for area 2$'),
    ('an objective without an action', $$DELETE FROM log_entry WHERE action_id = 'A3'; DELETE FROM action
                                         WHERE action_id = 'A3';
                                         INSERT INTO log_entry (entered_on, objective_id, progress)
                                         VALUES ('2025-11-11', 'O3', 'Done.')$$, '3 not met',
     '^an action for the objective ''Objective 3''$'),
    ('an action agreed tomorrow', $$UPDATE action SET agreed_on = '2025-11-21', done_on = NULL WHERE action_id = 'A3'$$,
     '3 not met, 5(e) not met', '^an action for the objective ''Objective 3''$'),
    ('parents heard 12 months ago', $$UPDATE feedback SET received_on = '2024-11-20'
                                      WHERE from_whom = 'parents and carers'$$, '3 not met, 10(b) not met',
     '^the views of parents and carers$'),
    ('parents heard a day later', $$UPDATE feedback SET received_on = '2024-11-21'
                                    WHERE from_whom = 'parents and carers'$$, '10(b) not met',
     '^feedback of parents and carers$'),
    ('young people not heard', $$DELETE FROM feedback WHERE from_whom = 'children and young people'$$,
     '3 not met, 10(b) not met', '^the views of children and young people$'),
    ('schools not heard', $$DELETE FROM feedback WHERE from_whom = 'schools'$$, '3 not met', '^the views of schools$'),
    ('schools heard tomorrow', $$UPDATE feedback SET received_on = '2025-11-21' WHERE from_whom = 'schools'$$,
     '3 not met', '^the views of schools$'),
    ('staff do not speak for schools', $$UPDATE feedback SET from_whom = 'staff' WHERE from_whom = 'schools'$$,
     '3 not met', '^the views of schools$'),
    ('every area done and no objective', $$DELETE FROM objective_area;
                                           INSERT INTO area_status SELECT '2025', n, '2025-11-01', 'closed', 'test'
                                           FROM generate_series(1, 5) n$$,
     '3 not met, 4 not met, 5(b) not met, 10(a) not met, 10(d)(ii) not met, 12(b) cannot be shown, 13 not met',
     '^objectives$'),
    ('no area', $$DELETE FROM objective_area; DELETE FROM area_status; DELETE FROM area$$,
     '3 cannot be shown, 3(a) cannot be shown, 3(b) cannot be shown, 3(c) cannot be shown, 3(d) cannot be shown, 4 '
     'due, 5(b) not met, 10(a) not met, 10(d)(i) cannot be shown, 10(d)(ii) not met, 12(b) cannot be shown, 13 not met',
     'no area is recorded'),
    -- 3(a) to 3(d): the area improves
    ('no area names the paragraph', $$UPDATE area SET paragraph = NULL WHERE area_number = 2$$, '3(b) cannot be shown',
     'no area of the notice names'),
    ('an area of another notice names it', $$UPDATE area SET paragraph = NULL WHERE area_number = 2;
                                             INSERT INTO requirement (notice_id, paragraph, position, heading, kind,
                                                                      asks) VALUES ('2024', '3(b)', 2, 'x',
                                                 'consequence', 'x');
                                             INSERT INTO area VALUES ('2024', 1, 'priority action', 'x', '3(b)')$$,
     '3(b) cannot be shown, 2024 3(b) not ours to show', 'no area of the notice names'),
    ('two areas name it and both improve', $$UPDATE area SET paragraph = '3(a)' WHERE area_number = 2$$,
     '3(b) cannot be shown', NULL),
    ('two areas name it and one is on track', $$UPDATE area SET paragraph = '3(a)' WHERE area_number = 2;
                                                UPDATE measurement SET value = 40 WHERE measure_id = 'M2'$$,
     '3(a) due, 3(b) cannot be shown', '^$'),
    ('two areas name it and one is done', $$UPDATE area SET paragraph = '3(a)' WHERE area_number = 2;
                                            UPDATE measurement SET value = 40 WHERE measure_id = 'M2';
                                            INSERT INTO area_status VALUES ('2025', 1, '2025-11-01', 'closed',
                                                'test')$$, '3(a) due, 3(b) cannot be shown', '^$'),
    ('a measure on track', $$UPDATE measurement SET value = 40 WHERE measure_id = 'M2'$$, '3(b) due', '^$'),
    ('a measure at risk', $$UPDATE measurement SET value = 31 WHERE measure_id = 'M2'$$, '3(b) not met',
     '^1 of 1 measure behind the target$'),
    ('a measure off track', $$UPDATE measurement SET value = 12 WHERE measure_id = 'M2'$$, '3(b) not met',
     '^1 of 1 measure behind the target$'),
    ('a measure behind its milestone', $$UPDATE measurement SET value = 40 WHERE measure_id = 'M2';
                                         INSERT INTO milestone VALUES ('M2', '2025-10-31', 45)$$, '3(b) not met',
     'behind'),
    ('a measure off track in an area that is closed', $$UPDATE measurement SET value = 12 WHERE measure_id = 'M2';
                                                        INSERT INTO area_status VALUES ('2025', 2, '2025-11-01',
                                                            'closed', 'test')$$, '', NULL),
    ('a measure without recent data', $$UPDATE measurement SET period_to = '2025-08-31' WHERE measure_id = 'M2'$$,
     '3(b) cannot be shown, 10(d)(ii) not met, 12(b) not met', '^recent data for 1 of 1 measure$'),
    ('one off track and one without recent data', $$INSERT INTO objective_area VALUES ('O3', '2025', 2);
                                                    UPDATE measurement SET value = 12 WHERE measure_id = 'M2';
                                                    DELETE FROM measurement WHERE measure_id = 'M3'$$,
     '3(b) not met, 3(c) cannot be shown, 10(d)(ii) not met, 12(b) not met',
     '^1 of 2 measures behind the target; recent data for 1 of 2 measures$'),
    ('an area without a measure', $$DELETE FROM measurement WHERE measure_id = 'M2'; DELETE FROM measure
                                    WHERE measure_id = 'M2'$$, '3(b) cannot be shown, 5(b) not met',
     '^a measure with a target$'),
    ('a measure agreed tomorrow', $$UPDATE measure SET agreed_on = '2025-11-21' WHERE measure_id = 'M2'$$,
     '3(b) cannot be shown, 5(b) not met', '^a measure with a target$'),
    -- 4: recommendations
    ('a recommendation without an objective', $$DELETE FROM objective_area WHERE area_number = 5;
                                                INSERT INTO objective_area VALUES ('O5', '2025', 4)$$,
     '3 not met, 4 not met, 5(b) not met, 10(d)(i) not met', 'area 5'),
    ('no recommendation', $$UPDATE area SET kind = 'area for improvement' WHERE area_number = 5$$, '4 due', '^$'),
    ('another recommendation', $$INSERT INTO area VALUES ('2025', 6, 'DfE recommendation', 'Six', NULL);
                                 INSERT INTO area_status VALUES ('2025', 6, '2025-11-01', 'closed', 'test')$$,
     '4 not met', '^an objective for 1 of them$'),
    -- 5(b): owners and targets
    ('no action', $$DELETE FROM log_entry; DELETE FROM action;
                    INSERT INTO log_entry (meeting_id, entered_on, objective_id, progress)
                    SELECT m.meeting_id, '2025-11-11', o.objective_id, 'Done.' FROM meeting m, objective o
                    WHERE m.meeting_id IN ('september', 'november')$$, '5(b) not met, 3 not met, 13 not met',
     '^actions$'),
    -- 10(a), 10(d)(i): entries since the review
    ('no entry since the review', $$UPDATE log_entry SET entered_on = '2025-10-15' WHERE objective_id = 'O5'$$,
     '10(a) not met, 10(d)(i) not met', '^an entry for 1 of them$'),
    ('an entry tomorrow', $$UPDATE log_entry SET entered_on = '2025-11-21' WHERE objective_id = 'O5'$$,
     '10(a) not met, 10(d)(i) not met, 5(e) not met', '^an entry for 1 of them$'),
    ('no entry for one area of two', $$UPDATE objective_area SET area_number = 4 WHERE objective_id = 'O5';
                                       INSERT INTO area_status VALUES ('2025', 5, '2025-11-01', 'closed', 'test');
                                       DELETE FROM log_entry WHERE objective_id = 'O5'$$,
     '10(a) not met, 4 not met, 5(e) not met',
     '^an entry for 1 of them$'),
    ('no entry for an area', $$UPDATE log_entry SET entered_on = '2025-10-15' WHERE action_id = 'A3';
                               UPDATE objective SET agreed_on = '2025-11-21' WHERE objective_id = 'O3'$$,
     '10(d)(i) not met, 3 not met, 5(e) not met', '^an entry for area 3$'),
    ('an objective of no area needs none, but the log has to name it',
     $$INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O6', 'Plan', 'Six', '2025-06-20')$$,
     '5(e) not met', '^the log does not name as slow: Six$'),
    -- 10(b)
    ('parents heard on the day of the review', $$UPDATE feedback SET received_on = '2025-10-15'
                                                 WHERE from_whom = 'parents and carers'$$, '10(b) not met',
     '^feedback of parents and carers$'),
    ('young people heard on the day of the review', $$UPDATE feedback SET received_on = '2025-10-15'
                                                      WHERE from_whom = 'children and young people'$$, '10(b) not met',
     '^feedback of children and young people$'),
    ('schools heard on the day of the review', $$UPDATE feedback SET received_on = '2025-10-15'
                                                 WHERE from_whom = 'schools'$$, '', NULL),
    -- 10(c)
    ('no evidence on governance', $$UPDATE evidence SET kind = 'plan' WHERE kind = 'governance'$$, '10(c) not met',
     '^evidence of kind governance in the last 12 months$'),
    ('evidence on governance tomorrow', $$UPDATE evidence SET dated_on = '2025-11-21' WHERE kind = 'governance'$$,
     '10(c) not met', '^evidence of kind governance in the last 12 months$'),
    -- 10(d)(ii), 12(b)
    ('no measure', $$DELETE FROM measurement; DELETE FROM measure$$,
     '10(d)(ii) not met, 12(b) cannot be shown, 3(a) cannot be shown, 3(b) cannot be shown, 3(c) cannot be shown, 3(d) '
     'cannot be shown, 5(b) not met, 5(e) not met', '^measures$'),
    ('the measure without recent data is named', $$DELETE FROM measurement WHERE measure_id = 'M5'$$,
     '10(d)(ii) not met, 12(b) not met', '^recent data: Measure 5 \(no figure\)$'),
    ('a measure of no area is not judged',
     $$INSERT INTO objective (objective_id, plan, title, agreed_on) VALUES ('O6', 'Plan', 'Six', '2025-06-20');
       UPDATE measure SET objective_id = 'O6' WHERE measure_id = 'M5'; DELETE FROM measurement
       WHERE measure_id = 'M5'$$, '5(b) not met, 5(e) not met',
     '^a measure with a target for area 5; a measure with a target for the objective ''Objective 5''$'),
    -- 10(d)(iii)
    ('no evidence on co-production, but feedback', $$DELETE FROM evidence WHERE kind = 'co-production'$$, '', NULL),
    ('neither co-production nor schools', $$DELETE FROM evidence WHERE kind = 'co-production';
                                            UPDATE feedback SET received_on = '2025-10-15'
                                            WHERE from_whom = 'schools'$$, '10(d)(iii) not met',
     '^evidence on co-production, or feedback of schools and of families$'),
    ('neither co-production nor families', $$DELETE FROM evidence WHERE kind = 'co-production';
                                             UPDATE feedback SET received_on = '2025-10-15'
                                             WHERE from_whom <> 'schools'$$, '10(d)(iii) not met, 10(b) not met',
     '^evidence on co-production, or'),
    ('neither co-production nor parents, but young people', $$DELETE FROM evidence WHERE kind = 'co-production';
         UPDATE feedback SET received_on = '2025-10-15' WHERE from_whom = 'parents and carers'$$, '10(b) not met',
     NULL),
    ('co-production, but no schools', $$UPDATE feedback SET received_on = '2025-10-15' WHERE from_whom = 'schools'$$,
     '', NULL),
    ('co-production of the day of the review, and no schools', $$UPDATE evidence SET dated_on = '2025-10-15'
         WHERE kind = 'co-production'; UPDATE feedback SET received_on = '2025-10-15' WHERE from_whom = 'schools'$$,
     '10(d)(iii) not met', 'co-production'),
    ('a sector absent for 12 months', $$DELETE FROM attendance WHERE post_id = 'head';
                                        INSERT INTO attendance VALUES ('old', 'head', 'present')$$,
     '10(d)(iii) not met, 5(a) not met', '^attendance at the Board in the last 12 months: education$'),
    ('a sector absent for a day less', $$DELETE FROM attendance WHERE post_id = 'head';
                                         INSERT INTO attendance VALUES ('old', 'head', 'present');
                                         UPDATE meeting SET held_on = '2024-11-21' WHERE meeting_id = 'old'$$,
     '5(a) not met', '^at the last meeting: education$'),
    -- 10, 12(a), 12(c): reviews
    ('the own assessment on the day of the review', $$UPDATE review SET self_assessment_sent_on = '2025-10-15'
                                                      WHERE review_id = 'r25'$$, '', NULL),
    ('the own assessment after the review', $$UPDATE review SET self_assessment_sent_on = '2025-10-16'
                                              WHERE review_id = 'r25'$$, '10 not met',
     '^the own assessment before 1 of 1 review$'),
    ('no own assessment', $$UPDATE review SET self_assessment_sent_on = NULL WHERE review_id = 'r25'$$, '10 not met',
     '^the own assessment before 1 of 1 review$'),
    ('another review',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source)
       VALUES ('r26', '2025', 'deep dive', '2025-10-01', 'test')$$,
     '10 not met, 12(a) cannot be shown, 12(c) cannot be shown', '^the own assessment before 1 of 2 reviews$'),
    ('another review today: from it everything counts anew',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source)
       VALUES ('r26', '2025', 'deep dive', '2025-11-20', 'test')$$,
     '10 not met, 10(a) not met, 10(b) not met, 10(d)(i) not met, 10(d)(iii) not met, 12(a) cannot be shown, 12(c) '
     'cannot be shown', NULL),
    ('a review tomorrow',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source)
       VALUES ('r26', '2025', 'deep dive', '2025-11-21', 'test')$$, '', NULL),
    ('a review under another notice',
     $$INSERT INTO review (review_id, notice_id, kind, held_on, source)
       VALUES ('r26', '2024', 'deep dive', '2025-11-01', 'test')$$, '', NULL),
    ('no review yet', $$UPDATE evidence SET review_id = NULL WHERE review_id = 'r25'; DELETE FROM review_covers;
                        DELETE FROM review WHERE review_id = 'r25'$$, '10 due, 12(a) due, 12(c) due', '^$'),
    ('no review yet, and an objective silent since the notice', $$UPDATE evidence SET review_id = NULL
         WHERE review_id = 'r25'; DELETE FROM review_covers; DELETE FROM review WHERE review_id = 'r25';
         DELETE FROM log_entry WHERE action_id = 'A5'; UPDATE log_entry SET entered_on = '2025-06-06'
         WHERE objective_id = 'O5'$$,
     '10(a) not met, 10(d)(i) not met, 10 due, 12(a) due, 12(c) due, 5(e) not met',
     '^an entry for 1 of them$'),
    ('no evidence of access', $$DELETE FROM evidence WHERE kind = 'access'$$, '12(a) cannot be shown',
     '^evidence of kind access for 1 of the reviews$'),
    ('evidence of access to no review', $$UPDATE evidence SET review_id = NULL WHERE kind = 'access'$$,
     '12(a) cannot be shown', 'kind access'),
    ('evidence of access tomorrow', $$UPDATE evidence SET dated_on = '2025-11-21' WHERE kind = 'access'$$,
     '12(a) cannot be shown', 'kind access'),
    ('no evidence of facilities', $$DELETE FROM evidence WHERE kind = 'facilities'$$, '12(c) cannot be shown',
     '^evidence of kind facilities for 1 of the reviews$'),
    -- 12(d): minutes
    ('no minutes', $$UPDATE meeting SET minutes_sent_on = NULL WHERE meeting_id = 'september'$$, '12(d) not met',
     '^minutes of September$'),
    ('minutes tomorrow', $$UPDATE meeting SET minutes_sent_on = '2025-11-21' WHERE meeting_id = 'september'$$,
     '12(d) not met', '^minutes of September$'),
    ('28 days after a meeting', $$SELECT set_config('sen_improvement.as_of', '2025-12-09', true)$$, '', NULL),
    ('29 days after a meeting', $$SELECT set_config('sen_improvement.as_of', '2025-12-10', true)$$, '12(d) not met',
     '^minutes of November$'),
    ('no meeting more than 28 days ago', $$DELETE FROM attendance WHERE meeting_id = 'september'; DELETE FROM invitation
                                           WHERE meeting_id = 'september'; UPDATE log_entry SET meeting_id = NULL
                                           WHERE meeting_id = 'september'; DELETE FROM risk_assessment
                                           WHERE meeting_id = 'september'; DELETE FROM meeting
                                           WHERE meeting_id = 'september'$$, '12(d) due', '^$'),
    -- 13: delivered on time
    ('an action not complete', $$UPDATE action SET done_on = NULL WHERE action_id = 'A2'$$, '13 due',
     '^1 of the actions$'),
    ('an action to be complete tomorrow', $$UPDATE action SET done_on = '2025-11-21' WHERE action_id = 'A2'$$, '13 due',
     '^1 of the actions$'),
    ('an action that the log calls complete', $$UPDATE action SET done_on = NULL WHERE action_id = 'A2';
                                                INSERT INTO log_entry (entered_on, action_id, delivery_status)
                                                VALUES ('2025-11-20', 'A2', 'complete')$$, '', NULL),
    ('the day of delivery is today', $$UPDATE action SET done_on = NULL WHERE action_id = 'A2';
                                       UPDATE notice SET actions_due_on = '2025-11-20' WHERE notice_id = '2025'$$,
     '13 due', '^1 of the actions$'),
    ('the day of delivery was yesterday', $$UPDATE action SET done_on = NULL WHERE action_id = 'A2';
                                            UPDATE notice SET actions_due_on = '2025-11-19' WHERE notice_id = '2025'$$,
     '13 not met', '^1 of the actions$'),
    ('delivered, though after the day', $$UPDATE notice SET actions_due_on = '2025-11-01' WHERE notice_id = '2025'$$,
     '', NULL),
    ('no day of delivery', $$UPDATE action SET done_on = NULL WHERE action_id = 'A2';
                             UPDATE notice SET actions_due_on = NULL WHERE notice_id = '2025'$$, '13 due',
     '^1 of the actions$'),
    ('a target whose day has come', $$UPDATE measurement SET value = 49 WHERE measure_id = 'M1'$$,
     '13 not met, 3(a) not met', '^1 of the targets whose day has come$'),
    ('a target whose day comes today', $$UPDATE measurement SET value = 49 WHERE measure_id = 'M1';
                                         UPDATE measure SET target_on = '2025-11-20' WHERE measure_id = 'M1'$$,
     '13 not met, 3(a) due', 'targets'),
    ('a target whose day comes tomorrow', $$UPDATE measurement SET value = 49 WHERE measure_id = 'M1';
                                            UPDATE measure SET target_on = '2025-11-21' WHERE measure_id = 'M1'$$,
     '3(a) due', NULL),
    -- 2024, 5: found done by a review
    ('no evidence for the paragraph', $$DELETE FROM evidence_requirement$$, '2024 5 cannot be shown',
     '^the report of a review as evidence for it$'),
    ('evidence that is not of a review', $$UPDATE evidence SET review_id = NULL WHERE evidence_id = 'letter'$$,
     '2024 5 cannot be shown', 'report of a review'),
    ('a review not reported yet', $$UPDATE review SET reported_on = '2025-11-21' WHERE review_id = 'r24'$$,
     '2024 5 cannot be shown', 'report of a review'),
    ('evidence of tomorrow', $$UPDATE evidence SET dated_on = '2025-11-21' WHERE evidence_id = 'letter'$$,
     '2024 5 cannot be shown', 'report of a review');

-- 5(a): the Board meets with its leaders. Each leader and each sector, one by one.
INSERT INTO change (what, statement, becomes, missing)
SELECT format('%s was not at the last meeting', p.notice_role),
       format('UPDATE attendance SET attendance = ''apologies'' WHERE post_id = %L AND meeting_id = ''november''',
              p.post_id), '5(a) not met', '^at the last meeting: ' || p.notice_role || '$'
FROM post p WHERE p.notice_role IS NOT NULL AND p.attends_as = 'member'
UNION ALL
SELECT format('no post is the %s', p.notice_role), format('UPDATE post SET notice_role = NULL WHERE post_id = %L',
                                                          p.post_id), '10(c) not met, 5(a) not met', '^1 of the posts$'
FROM post p WHERE p.notice_role IS NOT NULL AND p.attends_as = 'member'
UNION ALL
SELECT format('%s was not at the last meeting', r.sector),
       format('UPDATE attendance SET attendance = ''absent'' WHERE post_id = %L AND meeting_id = ''november''',
              p.post_id), '5(a) not met', '^at the last meeting: ' || r.sector || '$' FROM post p
JOIN partner r USING (partner_id) WHERE r.sector IN ('education', 'care', 'parents and carers', 'elected members')
UNION ALL
SELECT format('nothing is recorded of %s', r.sector),
       format('DELETE FROM attendance WHERE post_id = %L AND meeting_id = ''november''', p.post_id), '5(a) not met',
       '^at the last meeting: ' || r.sector || '$' FROM post p JOIN partner r USING (partner_id)
WHERE r.sector IN ('education', 'care', 'parents and carers', 'elected members');
INSERT INTO change (what, statement, becomes, missing) VALUES
    ('the notice holds one more to account',
     $$INSERT INTO notice_role VALUES ('chair of the trust', 8, false, '5(a)', 'x')$$, '5(a) not met, 10(c) not met',
     '^at the last meeting: chair of the trust$'),
    ('the notice asks for one more to be invited',
     $$INSERT INTO notice_role VALUES ('second adviser', 8, true, '6', 'x')$$, '6 not met',
     '^invitations in time to September, November$'),
    ('the notice asks for one less to be invited',
     $$DELETE FROM invitation WHERE post_id = (SELECT post_id FROM post WHERE notice_role = 'DfE case lead');
       UPDATE post SET notice_role = NULL WHERE notice_role = 'DfE case lead'; DELETE FROM notice_role
       WHERE notice_role = 'DfE case lead'$$, '', NULL),
    ('health was not at the last meeting', $$UPDATE attendance SET attendance = 'apologies'
                                             WHERE post_id IN ('icb-chief', 'icb-officer', 'nurse')
                                             AND meeting_id = 'november'$$, '5(a) not met',
     '^at the last meeting: health; at the last meeting: ICB accountable officer, ICB chief executive$'),
    ('a deputy came for a leader and for a sector', $$UPDATE attendance SET attendance = 'deputy'
                                                      WHERE post_id IN ('chief', 'head') AND meeting_id = 'november'$$,
     '', NULL),
    ('a leader was away at an earlier meeting', $$UPDATE attendance SET attendance = 'absent'
                                                  WHERE post_id = 'chief' AND meeting_id = 'september'$$, '', NULL),
    ('the next meeting is not agreed', $$UPDATE meeting SET agreed_with_dfe_on = NULL WHERE meeting_id = 'december'$$,
     '5(a) not met', '^the agreement of the Department to the date of the next meeting$'),
    ('the next meeting is agreed tomorrow', $$UPDATE meeting SET agreed_with_dfe_on = '2025-11-21'
                                              WHERE meeting_id = 'december'$$, '5(a) not met', '^the agreement'),
    ('no next meeting', $$DELETE FROM meeting WHERE meeting_id = 'december'$$, '5(a) not met',
     '^a date for the next meeting$'),
    ('the next meeting is cancelled', $$UPDATE meeting SET cancelled_on = '2025-11-20' WHERE meeting_id = 'december'$$,
     '5(a) not met', '^a date for the next meeting$'),
    ('the last meeting was not agreed', $$UPDATE meeting SET agreed_with_dfe_on = NULL WHERE meeting_id = 'november'$$,
     '', NULL),
    ('no meeting since the notice', $$UPDATE notice SET issued_on = '2025-11-19', replaced_on = NULL
                                      WHERE notice_id = '2025'; UPDATE notice SET replaced_on = '2025-11-19'
                                      WHERE notice_id = '2024'; UPDATE review SET held_on = '2025-10-15'
                                      WHERE review_id = 'r25'$$,
        '5(a) not met, 5(c) due, 5(d) due, 5(e) due, 6 due, 10(d)(iii) not met, 12(d) due', '^a meeting$'),
    -- 5(c): register and plans
    ('the risk register late', $$UPDATE meeting SET risk_register_sent_on = '2025-11-07'
                                 WHERE meeting_id = 'november'$$, '5(c) not met', '^the risk register in advance$'),
    ('the risk register not sent', $$UPDATE meeting SET risk_register_sent_on = NULL WHERE meeting_id = 'november'$$,
     '5(c) not met', '^the risk register in advance$'),
    ('the mitigation plan late', $$UPDATE meeting SET mitigation_plan_sent_on = '2025-11-07'
                                   WHERE meeting_id = 'november'$$, '5(c) not met', '^the mitigation plan in advance$'),
    ('the mitigation plan not sent', $$UPDATE meeting SET mitigation_plan_sent_on = NULL
                                       WHERE meeting_id = 'november'$$, '5(c) not met',
     '^the mitigation plan in advance$'),
    ('other papers late', $$UPDATE meeting SET papers_sent_on = NULL WHERE meeting_id = 'november'$$, '', NULL),
    ('both late for the meeting before',
     $$UPDATE meeting SET risk_register_sent_on = NULL, mitigation_plan_sent_on = NULL WHERE meeting_id = 'september'$$,
     '', NULL),
    ('a risk not assessed', $$DELETE FROM risk_assessment WHERE risk_id = 'R1' AND meeting_id = 'november'$$,
     '5(c) not met', '^an assessment of 1 of the open risks$'),
    ('a risk not assessed for the meeting before',
     $$DELETE FROM risk_assessment WHERE risk_id = 'R1' AND meeting_id = 'september'$$, '', NULL),
    ('a risk not assessed, closed by then',
     $$DELETE FROM risk_assessment WHERE risk_id = 'R1' AND meeting_id = 'november';
       UPDATE risk SET closed_on = '2025-11-11' WHERE risk_id = 'R1'$$, '', NULL),
    ('no risk', $$DELETE FROM risk_assessment; DELETE FROM risk$$, '5(c) not met', '^risks on the register$'),
    ('an open action without an entry', $$DELETE FROM log_entry WHERE action_id = 'A2' AND meeting_id = 'november';
                                          INSERT INTO log_entry (entered_on, action_id, progress)
                                          VALUES ('2025-11-12', 'A2', 'Too late for the meeting.')$$,
     '5(c) not met, 5(e) not met', '^an entry for 1 of the open actions$'),
    ('an action done before the meeting without an entry',
     $$DELETE FROM log_entry WHERE action_id = 'A1' AND meeting_id = 'november';
       INSERT INTO log_entry (entered_on, action_id, progress) VALUES ('2025-11-12', 'A1', 'Done.')$$, '', NULL),
    -- 5(d): reports
    ('no data', $$UPDATE evidence SET kind = 'document' WHERE kind = 'data'$$, '5(d) not met', '^data$'),
    ('no analysis', $$UPDATE evidence SET kind = 'document' WHERE kind = 'analysis'$$, '5(d) not met', '^analysis$'),
    ('no lived experience', $$UPDATE evidence SET kind = 'document' WHERE kind = 'lived experience'$$, '5(d) not met',
     '^evidence of lived experience$'),
    ('data after the meeting', $$UPDATE evidence SET dated_on = '2025-11-12' WHERE kind = 'data'$$, '5(d) not met',
     '^data$'),
    ('analysis for the meeting before', $$UPDATE evidence SET meeting_id = 'september' WHERE kind = 'analysis'$$,
     '5(d) not met', '^analysis$'),
    ('lived experience for no meeting', $$UPDATE evidence SET meeting_id = NULL WHERE kind = 'lived experience'$$,
     '5(d) not met', '^evidence of lived experience$'),
    -- 5(e): the log
    ('entries by the day of a meeting that do not name it', $$UPDATE log_entry SET meeting_id = NULL
                                                              WHERE meeting_id = 'september'$$, '', NULL),
    ('no entry for one of five actions', $$DELETE FROM log_entry WHERE meeting_id = 'september'
                                           AND action_id = 'A1'$$, '5(e) not met',
     '^entries in time for September \(4 of 5 open actions\)$'),
    ('one entry at each meeting', $$DELETE FROM log_entry WHERE meeting_id = 'september' AND action_id <> 'A1'$$,
     '5(e) not met', '^entries in time for September \(1 of 5 open actions\)$'),
    ('entries 14 days after the meeting', $$UPDATE log_entry SET entered_on = '2025-09-23'
                                            WHERE meeting_id = 'september'$$, '', NULL),
    ('entries a day later', $$UPDATE log_entry SET entered_on = '2025-09-24' WHERE meeting_id = 'september'$$,
     '5(e) not met', '^entries in time for September \(none of 5 open actions\)$'),
    ('an entry at a meeting tomorrow', $$UPDATE log_entry SET entered_on = '2025-11-21'
                                         WHERE meeting_id = 'september'$$, '5(e) not met',
     '^entries in time for September \(none of 5 open actions\)$'),
    ('a meeting without open actions needs an entry that names it', $$UPDATE action SET done_on = '2025-11-01';
         UPDATE log_entry SET meeting_id = NULL WHERE meeting_id = 'november'$$, '5(e) not met',
     '^entries in time for November \(no open actions\)$');
-- 6: advisers, one by one, at a meeting that is not the last
INSERT INTO change (what, statement, becomes, missing)
SELECT format('%s %s', p.notice_role, w.what), format(w.statement, p.post_id), '6 not met',
       '^invitations in time to September' || CASE WHEN w.what = 'does not exist' THEN ', November$' ELSE '$' END
FROM post p CROSS JOIN (VALUES ('not invited',
                                'DELETE FROM invitation WHERE post_id = %L AND meeting_id = ''september'''),
                        ('invited on the day',
                         'UPDATE invitation SET sent_on = ''2025-09-09'' WHERE post_id = %L AND meeting_id = '
                         '''september'''),
    ('invited after the meeting',
     'UPDATE invitation SET sent_on = ''2025-09-10'' WHERE post_id = %L AND meeting_id = ''september'''),
    ('does not exist', 'UPDATE post SET notice_role = NULL WHERE post_id = %L')) w (what, statement)
WHERE p.attends_as = 'external attendee';
INSERT INTO change (what, statement, becomes, missing) VALUES
    ('an adviser invited the day before', $$UPDATE invitation SET sent_on = '2025-09-08'
                                            WHERE meeting_id = 'september'$$, '', NULL),
    ('members not invited', $$DELETE FROM invitation WHERE post_id NOT IN ('adviser', 'lead', 'nhs-adviser')$$, '',
     NULL),
    ('advisers not invited before the notice', $$UPDATE notice SET issued_on = '2025-09-09' WHERE notice_id = '2025';
                                                 UPDATE notice SET replaced_on = '2025-09-09' WHERE notice_id = '2024';
                                                 DELETE FROM invitation WHERE meeting_id = 'september'$$, '6 not met',
     'September'),
    ('advisers not invited on a day before the notice', $$UPDATE notice SET issued_on = '2025-09-10'
                                                          WHERE notice_id = '2025';
                                                          UPDATE notice SET replaced_on = '2025-09-10'
                                                          WHERE notice_id = '2024'; DELETE FROM invitation
                                                          WHERE meeting_id = 'september'$$, '12(d) due', '^$'),
    -- 7, 8, 9, 11: not ours to show, whatever is recorded
    ('what the Department does', $$INSERT INTO adviser_update (post_id, given_on, notice_id, finding, summary)
                                   VALUES ('adviser', '2025-11-01', '2025', 'concern', 'x');
                                   UPDATE review SET kind = 'diagnostic' WHERE review_id = 'r25';
                                   DELETE FROM review_covers$$, '', NULL),
    -- The notice is replaced: judged to that day by what is dated after it.
    ('replaced: what comes later does not count', $$UPDATE notice SET replaced_on = '2025-11-12'
                                                    WHERE notice_id = '2025';
                                                    UPDATE feedback SET received_on = '2025-11-13';
                                                    UPDATE evidence SET dated_on = '2025-11-13'
                                                    WHERE kind IN ('governance', 'co-production');
                                                    DELETE FROM attendance WHERE meeting_id = 'old'$$,
        '3 not met, 10(b) not met, 10(c) not met, 10(d)(iii) not met',
        'the views of parents and carers; the views of children and young people; the views of schools'),
    ('replaced: a later meeting and a later review do not count', $$UPDATE notice SET replaced_on = '2025-11-12'
         WHERE notice_id = '2025'; INSERT INTO meeting (meeting_id, title, planned_on, held_on, source)
         VALUES ('late', 'Late', '2025-11-13', '2025-11-13', 'test');
        INSERT INTO review (review_id, notice_id, kind, held_on, source)
        VALUES ('r26', '2025', 'deep dive', '2025-11-13', 'test')$$, '5(e) not met', '^the log does not name as slow'),
    ('replaced: the twelve months end on that day', $$UPDATE notice SET replaced_on = '2025-11-12'
                                                      WHERE notice_id = '2025'; DELETE FROM attendance
                                                      WHERE post_id = 'head';
                                                      INSERT INTO attendance VALUES ('old', 'head', 'present');
                                                      UPDATE meeting SET held_on = '2024-11-13'
                                                      WHERE meeting_id = 'old'$$, '5(a) not met', 'education'),
    ('replaced: attendance afterwards does not count', $$UPDATE notice SET replaced_on = '2025-11-12'
                                                         WHERE notice_id = '2025'; DELETE FROM attendance
                                                         WHERE post_id = 'head';
                                                         INSERT INTO meeting (meeting_id, title, planned_on, held_on,
                                                             source) VALUES ('late', 'Late', '2025-11-13', '2025-11-13',
                                                             'test');
        INSERT INTO attendance SELECT 'late', post_id, 'present' FROM post$$,
     '5(a) not met, 10(d)(iii) not met, 5(e) not met', 'education'),
    ('replaced: twelve months of feedback', $$UPDATE notice SET replaced_on = '2025-11-12' WHERE notice_id = '2025';
                                              UPDATE feedback SET received_on = '2024-11-13'
                                              WHERE from_whom = 'schools'$$, '', NULL),
    ('replaced: a day more', $$UPDATE notice SET replaced_on = '2025-11-12' WHERE notice_id = '2025';
                               UPDATE feedback SET received_on = '2024-11-12' WHERE from_whom = 'schools'$$,
     '3 not met', '^the views of schools$'),
    ('stepped down: what comes later does not count', $$UPDATE notice SET stepped_down_on = '2025-11-12'
                                                        WHERE notice_id = '2025';
                                                        UPDATE feedback SET received_on = '2025-11-13'
                                                        WHERE from_whom = 'schools'$$, '3 not met',
     '^the views of schools$');

CREATE TEMPORARY TABLE now ON COMMIT DROP AS SELECT * FROM notice_compliance LIMIT 0;
CREATE FUNCTION pg_temp.check_changes() RETURNS SETOF text LANGUAGE plpgsql AS $check$
DECLARE
    base jsonb := pg_temp.statuses(); c change; changed jsonb; expected jsonb; named jsonb; part text; first_part text;
    missed text; unsaid text; rows bigint;
BEGIN
    FOR c IN SELECT * FROM change ORDER BY n LOOP
        named := '{}';
        first_part := NULL;
        FOR part IN SELECT regexp_split_to_table(c.becomes, ', ') LOOP
            CONTINUE WHEN part = '';
            first_part := coalesce(first_part, substring(part FROM '^((?:2024 )?[0-9]+[()a-z]*) '));
            named := named || jsonb_build_object(substring(part FROM '^((?:2024 )?[0-9]+[()a-z]*) '),
                                                 substring(part FROM '^(?:2024 )?[0-9]+[()a-z]* (.*)$'));
        END LOOP;
        -- What sums up follows, unless the change says otherwise.
        expected := pg_temp.with_sums(base || named) || named;
        BEGIN
            EXECUTE c.statement;
            INSERT INTO now SELECT * FROM notice_compliance;  -- planned once; undone with the change
            SELECT jsonb_object_agg(CASE x.notice_id WHEN '2025' THEN '' ELSE x.notice_id || ' ' END || x.paragraph,
                                    x.status), count(*) INTO changed, rows FROM now x;
            SELECT x.missing INTO missed FROM now x
            WHERE CASE x.notice_id WHEN '2025' THEN '' ELSE x.notice_id || ' ' END || x.paragraph = first_part;
            SELECT string_agg(x.paragraph, ', ') INTO unsaid FROM now x
            WHERE CASE x.status WHEN 'met' THEN x.missing <> '' WHEN 'not ours to show' THEN x.missing <> ''
                       WHEN 'due' THEN false ELSE x.missing = '' END OR (x.status = 'met' AND x.evidence = '')
                OR x.missing IS NULL OR x.evidence IS NULL;
            RAISE EXCEPTION 'undo' USING ERRCODE = 'ZZ001';
        EXCEPTION WHEN SQLSTATE 'ZZ001' THEN NULL;
        END;
        RETURN NEXT is(rows || ' rows; ' || coalesce(pg_temp.differs(base, changed), ''),
                       (SELECT count(*) FROM jsonb_object_keys(expected)) || ' rows; '
                       || coalesce(pg_temp.differs(base, expected), ''), c.what || ': what changes');
        IF c.missing IS NOT NULL THEN
            RETURN NEXT matches(missed, c.missing, c.what || ': what is missing');
        END IF;
        IF unsaid IS NOT NULL THEN
            RETURN NEXT fail(c.what || ': missing is empty if, and only if, nothing is: ' || unsaid);
        END IF;
    END LOOP;
    RETURN NEXT is(pg_temp.statuses(), base, 'all is as it was');
END $check$;
SELECT is((SELECT count(*) FROM compliance_test t WHERE NOT EXISTS (SELECT FROM requirement q WHERE q.test = t.test)),
          0::bigint, 'every test has its paragraph here');
-- What a new test touches: its row and its name in the constraint, and a branch of notice_test.
SELECT set_eq('SELECT test FROM notice_test WHERE test IS NOT NULL', $$SELECT test FROM compliance_test
                  WHERE test NOT IN ('all its parts', 'every other duty')$$,
    'every test has a branch, and every branch its row');
SELECT is_empty('SELECT notice_id, test, condition, paragraph FROM notice_test GROUP BY notice_id, test, condition, '
                'paragraph HAVING count(*) > 1', 'and only one');
SELECT set_eq($$SELECT m[1]
                FROM pg_constraint c, regexp_matches(substring(pg_get_constraintdef(c.oid) FROM 'ARRAY\[(.*?)\]'),
                                                     '''([^'']+)''', 'g') m WHERE c.conname = 'compliance_test_known'
                AND c.conrelid = 'compliance_test'::regclass$$,
    'SELECT test FROM compliance_test', 'the constraint knows the same tests');
SELECT is((SELECT string_agg(paragraph || ' ' || status, ', ' ORDER BY position) FROM notice_compliance
           WHERE status <> 'met' OR missing <> ''),
    '7 not ours to show, 8 not ours to show, 9 not ours to show, 11 not ours to show, 14 not ours to show',
    'everything that is ours is met');
SELECT * FROM pg_temp.check_changes();

-- On other days.
SET LOCAL sen_improvement.as_of = '2024-05-14';
SELECT is_empty('SELECT * FROM notice_compliance', 'nothing before the first notice');
SELECT is_empty('SELECT * FROM self_assessment', 'nothing to assess');
SELECT is_empty('SELECT * FROM step_down', 'nothing to step down');
SELECT is_empty('SELECT * FROM area_progress', 'no areas');
SET LOCAL sen_improvement.as_of = '2025-01-09';
SELECT is((SELECT string_agg(notice_id || ' ' || paragraph || ' ' || status || ' ' || in_force, ', ')
           FROM notice_compliance), '2024 5 cannot be shown true', 'the day before the letter');
SET LOCAL sen_improvement.as_of = '2025-06-05';
SELECT is((SELECT string_agg(notice_id || ' ' || paragraph || ' ' || status || ' ' || in_force, ', ')
           FROM notice_compliance), '2024 5 met true', 'the day before the second notice');
SET LOCAL sen_improvement.as_of = '2025-06-06';
SELECT is((SELECT string_agg(notice_id || ' ' || paragraph || ' ' || status || ' ' || in_force, ', ')
           FROM notice_compliance WHERE notice_id = '2024'), '2024 5 met false',
          'on the day on which it is replaced, the first notice is in force no more');
SELECT is((SELECT string_agg(paragraph || ' ' || status, ', ' ORDER BY position) FROM notice_compliance
           WHERE notice_id = '2025' AND in_force),
    '2 not met, 3 not met, 3(a) cannot be shown, 3(b) cannot be shown, 3(c) cannot be shown, 3(d) cannot be shown, 4 '
    'not met, 5 not met, 5(a) not met, 5(b) not met, 5(c) due, 5(d) due, 5(e) due, 6 due, '
    '7 not ours to show, 8 not ours to show, 9 not ours to show, 10 due, 10(a) not met, 10(b) not met, 10(c) not met, '
    '10(d) not met, 10(d)(i) not met, 10(d)(ii) not met, 10(d)(iii) not met, 11 not ours to show, '
    '12 cannot be shown, 12(a) due, 12(b) cannot be shown, 12(c) due, 12(d) due, 13 not met, 14 not ours to show',
    'on the day of the notice nothing is there yet');
SELECT is((SELECT missing FROM notice_compliance WHERE notice_id = '2025' AND paragraph = '10(d)'),
          '10(d)(i) not met, 10(d)(ii) not met, 10(d)(iii) not met', 'what sums up names its open parts');
SELECT is((SELECT evidence FROM notice_compliance WHERE notice_id = '2025' AND paragraph = '10(d)'),
          'none of 3 parts met',
          'and counts them');
SELECT is((SELECT array_agg(DISTINCT notice_id) FROM step_down), ARRAY['2025'],
          'step_down is about the notice in force');
SELECT is((SELECT string_agg(position || ' ' || status || ': ' || evidence || ': ' || missing, '; ' ORDER BY position)
           FROM step_down),
    '1 not met: none of 5 areas: areas 1, 2, 3, 4, 5; 2 not met: no measures: measures; 3 not met: no actions: '
    'actions; 4 not met: none of 13 duties: paragraphs 3, 3(a), 3(b), 3(c), 3(d), 5(a), 5(b), 5(c), 6, 12(a), 12(b), '
    '12(c), 12(d); 5 not ours to show: : ', 'on that day everything is missing');
SET LOCAL sen_improvement.as_of = '2025-11-20';
SELECT is((SELECT string_agg(position || ' ' || status || ': ' || evidence || ': ' || missing, '; ' ORDER BY position)
           FROM step_down),
    '1 not met: none of 5 areas: areas 1, 2, 3, 4, 5; 2 met: 5 of 5 measures: ; 3 met: 5 of 5 actions: ; 4 met: 13 of '
    '13 duties: ; 5 not ours to show: : ', 'all met but the areas');
SELECT is((SELECT string_agg(paragraph || ' ' || is_ready || missing, ', ') FROM self_assessment),
          '10(a) true, 10(b) true, 10(c) true, 10(d)(i) true, 10(d)(ii) true, 10(d)(iii) true',
          'the parts of the own assessment');
SELECT results_eq('SELECT DISTINCT last_review_on, next_review_planned_from, next_review_due_by FROM self_assessment',
                  $$VALUES (date '2025-10-15', NULL::date, date '2026-04-15')$$, 'and its reviews');
SELECT is((SELECT string_agg(concat_ws(' ', paragraph, status, evidence), '; ' ORDER BY position) FROM notice_compliance
           WHERE status = 'not ours to show'),
    '7 not ours to show no update of an adviser is recorded; 8 not ours to show 1 review held; the next is due by 15 '
    'April 2026, in 146 days; 9 not ours to show reviews covered 2 of 7 topics; 11 not ours to show none is recorded; '
    '14 not ours to show ', 'what is known of what is not ours');

SAVEPOINT replaced;
INSERT INTO review (review_id, notice_id, kind, held_on, source)
VALUES ('r26', '2025', 'diagnostic', '2025-11-13', 'test');
INSERT INTO review_covers VALUES ('r26', 'leadership');
INSERT INTO adviser_update (post_id, given_on, notice_id, finding, summary)
VALUES ('adviser', '2025-11-12', '2025', 'concern', 'x'), ('adviser', '2025-11-13', '2025', 'concern', 'x'),
    ('adviser', '2025-06-01', '2024', 'concern', 'x');
INSERT INTO escalation (raised_on, what, escalated_to, resolved_on) VALUES ('2025-11-12', 'x', 'DCS', '2025-11-20'),
    ('2025-11-12', 'x', 'DCS', '2025-11-21'), ('2025-11-13', 'x', 'DCS', NULL), ('2025-06-05', 'x', 'DCS', NULL);
SELECT is((SELECT string_agg(concat_ws(' ', paragraph, evidence), '; ' ORDER BY position) FROM notice_compliance
           WHERE status = 'not ours to show'),
    '7 2 updates are recorded, the last of 13 November 2025; 8 2 reviews held; the next is due by 13 May 2026, in '
    '174 days; 9 reviews covered 3 of 7 topics; 11 1 held; 14 ', 'what is known of what is not ours, with more of it');
SELECT matches(evidence, '; 1 of 3 escalations resolved$', 'escalations since the notice') FROM notice_compliance
WHERE paragraph = '5(a)';
UPDATE notice SET replaced_on = '2025-11-12' WHERE notice_id = '2025';
SELECT is((SELECT string_agg(concat_ws(' ', paragraph, evidence), '; ' ORDER BY position) FROM notice_compliance
           WHERE status = 'not ours to show'),
    '7 1 update is recorded, the last of 12 November 2025; 8 1 review held; the notice is no longer in force; 9 '
    'reviews covered 2 of 7 topics; 11 none is recorded; 14 ', 'and up to the day on which the notice was replaced');
SELECT matches(evidence, '; 1 of 2 escalations resolved$', 'escalations until it was replaced') FROM notice_compliance
WHERE paragraph = '5(a)';
ROLLBACK TO replaced;

SAVEPOINT worse;
INSERT INTO area_status SELECT '2025', n, '2025-11-01', CASE n WHEN 1 THEN 'closed' ELSE 'business as usual' END, 'test'
FROM generate_series(1, 4) n;
UPDATE measurement SET value = CASE measure_id WHEN 'M3' THEN 40 WHEN 'M4' THEN 31 ELSE 12 END
WHERE measure_id IN ('M3', 'M4', 'M5');
DELETE FROM measurement WHERE measure_id = 'M2';
UPDATE action SET done_on = NULL, due_on = '2025-11-19' WHERE action_id IN ('A2', 'A3');
INSERT INTO log_entry (entered_on, objective_id, progress) VALUES ('2025-11-19', 'O3', 'x'), ('2025-11-21', 'O3', 'x');
INSERT INTO objective_area VALUES ('O1', '2025', 5);
DELETE FROM objective_area WHERE objective_id = 'O4';
SELECT results_eq('SELECT area_number::integer, status, since, objectives::integer, actions::integer, '
                  'actions_complete::integer, actions_overdue::integer, measures::integer, measures_met::integer, '
                  'measures_on_track::integer, measures_at_risk::integer, measures_off_track::integer, '
                  'measures_without_recent_data::integer, last_entry_on, in_words FROM area_progress',
    $$VALUES (1, 'closed', date '2025-11-01', 1, 1, 1, 0, 1, 1, 0, 0, 0, 0, date '2025-11-11',
              'closed; 1 of 1 action complete; measures: 1 met'),
             (2, 'business as usual', '2025-11-01', 1, 1, 0, 1, 1, 0, 0, 0, 0, 1, '2025-11-11',
              'business as usual; none of 1 action complete, 1 overdue; measures: 1 without recent data'),
             (3, 'business as usual', '2025-11-01', 1, 1, 0, 1, 1, 0, 1, 0, 0, 0, '2025-11-19',
              'business as usual; none of 1 action complete, 1 overdue; measures: 1 on track'),
             (4, 'business as usual', '2025-11-01', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL,
              'business as usual; no objective in the plans'),
             (5, 'active', '2025-06-06', 2, 2, 2, 0, 2, 1, 0, 0, 1, 0, '2025-11-11',
              '2 of 2 actions complete; measures: 1 met, 1 off track')$$,
             'area_progress; an objective of two areas counts in each');
SELECT is((SELECT string_agg(position || ' ' || status || ': ' || evidence || ': ' || missing, '; ' ORDER BY position)
           FROM step_down WHERE position < 4),
    '1 not met: 4 of 5 areas: area 5; 2 not met: 1 of 4 measures: 3 of the measures; 3 not met: 2 of 4 actions: 2 of '
    'the actions', 'step_down counts what serves two areas once');
SELECT is((SELECT evidence FROM notice_compliance WHERE paragraph = '13'),
          '2 of 4 actions complete, 2 overdue; 1 of 4 measures at the target, 1 of 1 target whose day has come '
          'reached; the notice asks for delivery by 31 August 2026, 284 days left', 'and so does notice_compliance');
ROLLBACK TO worse;

SAVEPOINT done;
INSERT INTO area_status SELECT '2025', n, '2025-11-01', 'closed', 'test' FROM generate_series(1, 5) n;
UPDATE requirement SET kind = 'duty' WHERE paragraph = '7';
SELECT is((SELECT string_agg(status, ', ' ORDER BY position) FROM step_down), 'met, met, met, met, not ours to show',
          'a duty that is not ours to show does not keep a notice in force');
UPDATE requirement SET kind = 'expectation' WHERE notice_id = '2025';
SELECT is((SELECT status || ': ' || evidence || ': ' || missing FROM step_down WHERE position = 4),
          'not met: no duties: duties', 'a notice without duties');
UPDATE notice SET stepped_down_on = '2025-11-20' WHERE notice_id = '2025';
SELECT is((SELECT string_agg(DISTINCT in_force::text, ', ') FROM notice_compliance), 'false', 'stepped down today');
SELECT is_empty('SELECT * FROM step_down', 'then there is nothing to step down');
SELECT is_empty('SELECT * FROM self_assessment', 'and nothing to assess');
ROLLBACK TO done;
UPDATE notice SET stepped_down_on = '2025-11-21' WHERE notice_id = '2025';
SELECT is((SELECT count(*) FROM notice_compliance WHERE in_force), 33::bigint, 'stepped down tomorrow: in force today');
SELECT * FROM finish();
ROLLBACK;
