-- Dates that courts, statutes, guides and advisers have counted, each by its number in section "worked examples" of the
-- notes on time limits and its source. Where no limit has the length of the example, one of ours shows the same rule.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL datestyle = 'ISO, YMD';
SELECT no_plan();

-- E1, IPSEA: the decision letter is dated 1 October, the certificate 29 November.
SELECT is(sen.due_date('appeal_notice', '2025-10-01'), date '2025-12-01',
          'E1 IPSEA: 2 months from 1 October end on 1 December');
SELECT is(sen.due_date('contact_mediation_adviser', '2025-10-01'), date '2025-12-01',
          'E1 IPSEA: to contact the adviser too');
SELECT is(sen.due_date('appeal_notice_after_certificate', '2025-11-29'), date '2026-01-02',
          'E1 IPSEA: 1 month from 29 November ends on 29 December, and so on the first working day in January');
SELECT is(sen.appeal_due('2025-10-01', '2025-11-29'), date '2026-01-02', 'E1 IPSEA: the later of the two');
SELECT is(sen.appeal_due('2025-10-01'), date '2025-12-01', 'E1 IPSEA: without a certificate');
SELECT is(sen.due_date('appeal_notice', '2024-11-01', sen.calendar('2024-01-01', '2026-12-31', '{}')),
          date '2025-01-02', 'r.12(3)(a): an end on 1 January moves, even by a calendar in which it is a working day');

-- E2 to E4, IPSEA: my child is in Year 5; review meeting on 1 November 2024.
SELECT is(sen.due_date('review_decision', '2024-11-01'), date '2024-11-29',
          'E2 IPSEA: decision by 29 November at the latest');
SELECT is(sen.due_date('final_amended_plan', '2024-11-25'), date '2025-01-20',
          'E3 IPSEA: 8 weeks from the letter of 25 November');
SELECT is(sen.due_date('amended_plan_longstop', '2024-11-01'), date '2025-01-24',
          'E3 IPSEA: 12 weeks from the meeting are later');
SELECT is(sen.amended_plan_due('2024-11-01', '2024-11-25'), date '2025-01-20', 'E3 IPSEA: the earlier binds');
SELECT is(sen.amended_plan_due('2024-11-01', '2024-12-06'), date '2025-01-24', 'E3, a late letter: 12 weeks bind');
SELECT cmp_ok(sen.phase_transfer_due('primary to secondary', 2025), '>',
              sen.amended_plan_due('2024-11-01', '2024-11-25'), 'E3 IPSEA: and always before 15 February');
SELECT is(sen.due_date('next_review', '2024-11-25'), date '2025-11-24',
          'E4 Children and Families Act s.44(1)(b): 12 months starting with 25 November 2024 end on 24 November 2025');
SELECT is(sen.due_date('next_review', '2024-11-25') + 1, date '2025-11-25',
          'E4 IPSEA: "by 25 November" is a day later than the Act');

-- E5 to E8: months and years.
SELECT is(sen.due_date('recent_assessment_bar', '1978-09-30'), date '1979-03-30',
          'E5 Dodds v Walker: from the 30th to the 30th, not to the end of the month');
SELECT is(sen.due_date('direct_payment_first_review', '1978-09-30'), date '1978-12-30',
          'E5 Dodds v Walker: 3 months likewise');
SELECT is(sen.due_date('appeal_notice_after_certificate', d), date '2025-02-28', 'E6 grahamwells: 1 month from ' || d)
FROM unnest('{2025-01-28,2025-01-29,2025-01-30,2025-01-31}'::date[]) d;
SELECT is(sen.due_date('appeal_notice_after_certificate', d), date '2024-02-29',
          'E6 grahamwells, leap year: 1 month from ' || d)
FROM unnest('{2024-01-29,2024-01-30,2024-01-31}'::date[]) d;
SELECT is(sen.due_date('appeal_notice_after_certificate', '2024-01-28'), date '2024-02-28',
          'E6 by Dodds, leap year: 1 month from 28 January ends on the 28th');
SELECT is(sen.due_date('senco_qualification', '1967-09-05'), date '1970-09-05',
          'E7 Pritam Kaur: 3 years from 5 September 1967 expire on Saturday 5 September 1970');
SELECT is(sen.due_date('first_review', '1960-07-13'), date '1961-07-12',
          'E8 Smalley v Robey: 12 months beginning with 13 July 1960');

-- E9: days that begin with a day, and an office that must be open.
SELECT is(sen.due_date('draft_plan_comment_window', '2010-12-20') - 1, date '2011-01-02',
          'E9 Modaresi: 14 days beginning with 20 December 2010, of a window of 15');
SELECT is(sen.due_date('recommendation_copy_to_sos_health', '2010-12-20'), date '2010-12-26',
          'E9 Modaresi: one week beginning with it; the authority''s duty does not roll on');
SELECT is(sen.due_date('appeal_notice_after_certificate', '2010-12-02'), date '2011-01-04',
          'E9 Modaresi: a time to appeal that ends on Sunday 2 January 2011 runs to Tuesday, Monday being a bank '
          'holiday');

-- E10 to E16: days and clear days.
SELECT is(sen.due_date('review_decision', '2025-10-01'), date '2025-10-29',
          'E10 Employment Tribunal Rules r.4(3): 28 days of 1 October');
SELECT is(sen.due_date('review_meeting_notice', '2025-10-15', false), date '2025-10-01',
          'E11 Employment Tribunal Rules r.4(4): only the day of the event is left out; 14 days before 15 October');
SELECT is(sen.due_date('review_meeting_notice', '2017-10-31'), date '2017-10-16',
          'E12 CPR 2.8(3)(i): clear days; 14 before 31 October');
SELECT is(sen.due_date('review_meeting_notice', '2017-10-31', false) - sen.due_date('review_meeting_notice',
              '2017-10-31'), 1, 'E11 and E12: the choice is one day');
SELECT is(sen.is_met('draft_plan_comment_window', '2025-10-01', d, '2025-12-01'), met,
          'E13 CPR 2.8(3)(ii), a period that must have run: acting on ' || d)
FROM (VALUES (date '2025-10-15', false), ('2025-10-16', true)) v (d, met);
SELECT is(sen.due_date('review_report', '2025-10-02'), date '2025-10-16',
          'E14 CPR 2.8(3)(iii): 14 days of service on 2 October');
SELECT is(sen.due_date('mediation_date_notice', '2025-10-22'), date '2025-10-14',
          'E15 CPR 2.8(4): clear working days back to Tuesday 14 October; 5 from the 22nd, as 3 from the 20th');
SELECT is(sen.due_date('mediation_date_notice', '2017-03-14'), date '2017-03-06',
          'E16 Clarion: 5 clear working days before Tuesday 14 March 2017');
SELECT is(sen.due_date('det_mediation_notice', '2017-03-14'), date '2017-03-06',
          'E16 Clarion: of a detained person too');
SELECT is(sen.due_date('review_papers', '2017-04-06'), date '2017-03-22',
          'E16 Clarion: clear days back to 22 March; 14 from 6 April, as 7 from 30 March');

-- E17 to E19.
SELECT is(sen.due_date('first_review', '2011-06-03'), date '2012-06-02',
          'E17 Matthew v Sedman: years that begin with 3 June end with 2 June');
SELECT is(sen.due_date('plan_transfer_review_after_transfer', '2012-01-17'), date '2012-04-16',
          'E18 ipdraughts: 3 months counting 17 January 2012');
SELECT is(sen.due_date('direct_payment_first_review', '2012-01-17'), date '2012-04-17',
          'E18 ipdraughts: 3 months not counting it');
SELECT is(sen.phase_transfer_due('secondary to post-16', date '2016-09-01', true), date '2016-03-30',
          'E19 reg 18: "before" is the day before');
SELECT throws_ok('SELECT sen.due_date(''phase_transfer_post16'', ''2016-09-01'')', '22023', NULL,
                 'E19: of the day alone it is not clear which year is meant');
SELECT ok((SELECT remark ~ '31 May 2015 \(reg 18\(3\)\)' FROM sen.time_limits()
           WHERE name::text = 'phase_transfer_post16'), 'E19 reg 18(3): the catalogue tells of 31 May 2015');

-- 5.1, computed from the rules by another model.
SELECT is(ARRAY[sen.due_date('assess_decision', d), sen.due_date('no_plan_decision', d), sen.due_date('final_plan', d)],
          due, '5.1: 6, 16 and 20 weeks from ' || d)
FROM (VALUES (date '2024-09-02', '{2024-10-14,2024-12-23,2025-01-20}'::date[]),
      ('2024-02-29', '{2024-04-11,2024-06-20,2024-07-18}'), ('2024-12-25', '{2025-02-05,2025-04-16,2025-05-14}')) v (d,
          due);
SELECT is(sen.due_date('draft_plan_comment_window', '2025-03-03'), date '2025-03-17',
          '5.1: served on Monday 3 March 2025');
SELECT is(sen.due_date('first_review', d), due, '5.1: plan made on ' || d)
FROM (VALUES (date '2024-03-10', date '2025-03-09'), ('2024-02-29', '2025-02-28'), ('2024-03-01', '2025-02-28')) v (d,
    due);
SELECT is(sen.due_date('det_copy_plan', d), due, '5.1: 5 working days after ' || d)
FROM (VALUES (date '2025-12-24', date '2026-01-05'), ('2022-05-27', '2022-06-07')) v (d, due);
SELECT is(sen.due_date(l, '2025-03-14'), due, '5.1: order of Friday 14 March 2025, ' || l)
FROM (VALUES ('order_assess_notice'::sen.time_limit, date '2025-03-28'), ('order_make_plan_draft', '2025-04-18'),
      ('order_assess_no_plan', '2025-05-23'), ('order_make_plan_final', '2025-05-30'),
      ('order_assess_final_plan', '2025-06-20'),
             ('order_reconsider', '2025-03-28'), ('order_amend_provision', '2025-04-18'),
             ('order_name_school', '2025-03-28'), ('order_cease', '2025-03-14')) v (l, due);
SELECT is(sen.closure_window('2025-07-19', '2025-09-02'), '[2025-07-12,2025-08-26]'::daterange,
          '5.1: closed from 19 July, re-opening on 2 September 2025');
SELECT is(sen.closure_window('2025-12-20', '2026-01-05'), 'empty', '5.1: 16 days at Christmas are no closure');
SELECT is(sen.phase_transfer_due('secondary to post-16', 2026), date '2026-03-30', '5.1: last compliant day, 30 March');
SELECT is(sen.phase_transfer_due('primary to secondary', 2026), date '2026-02-14',
          '5.1: last compliant day, Saturday 14 February 2026');

-- Section 1.
SELECT is(sen.due_date('plan_transfer_review_after_transfer', '2025-03-01'), date '2025-05-31',
          'section 1: months beginning with the first day of one end with the last of another');
SELECT is(sen.due_date('plan_transfer_review_after_transfer', '2024-11-30'), date '2025-02-28',
          'section 1: no corresponding date, so the last day of the month, also where the day counts');
SELECT is(sen.due_date('post_reassessment_review', '2024-02-29'), date '2025-02-28',
          'section 1: 12 months from 29 February 2024');
SELECT is(sen.due_date('next_review', '2024-02-29'), date '2025-02-28',
          'section 1: 12 months beginning with 29 February 2024');
SELECT is(sen.due_date('appeal_notice_after_certificate', '2025-02-28'), date '2025-03-28',
          'C5: from the end of February to 28 March');
SELECT is(sen.due_date('reassess_decision', '2025-04-14'), date '2025-04-29',
          'C7: 15 days are calendar days over Easter, not working days as one guide for parents says');
SELECT is(sen.due_date('final_plan', '2025-08-07'), date '2025-12-25', 'C8: a duty due on Christmas Day stays there');
SELECT is(sen.due_date('post16_to_post16', '2026-09-01'), date '2026-03-31', 'C9: 5 clear months before 1 September');
SELECT is(sen.due_date('post16_to_post16', '2026-09-01', false), date '2026-04-01',
          'C9: or 1 April if they are not clear');
SELECT is(sen.due_date('plan_transfer_late_notice', '2025-04-17'), date '2025-05-12',
          '1.1: 15 working days beginning with Maundy Thursday: 3 bank holidays lie between');
SELECT is(sen.due_date('plan_transfer_late_notice', '2025-04-19'), date '2025-05-13',
          '1.1: of a Saturday, the Tuesday after Easter is day 1');
SELECT is(sen.due_date('disclose_plan_he', '2025-07-25'), date '2025-08-15',
          '1.1: the Regulations'' working days go on in August');

-- The Tribunal.
SELECT is(sen.due_date('appeal_notice', d), due, 'HESC r.12: decision sent on ' || d)
FROM (VALUES (date '2025-06-15', date '2025-09-01'), ('2025-06-30', '2025-09-01'), ('2025-05-31', '2025-07-31'),
      ('2025-07-01', '2025-09-01'),
             ('2024-06-30', '2024-09-02'), ('2023-10-25', '2024-01-02'), ('2025-11-01', '2026-01-02'),
             ('2025-11-02', '2026-01-02'),
             ('2025-02-18', '2025-04-22'), ('2024-12-31', '2025-02-28'), ('2025-12-30', '2026-03-02')) v (d, due);
-- An end on Sunday 24 December or Saturday 31 July is not in the window: rule
-- 12(2) alone moves it, into the window if need be.
SELECT is(sen.due_date('appeal_notice', d), due, 'HESC r.12(2): decision sent on ' || d)
FROM (VALUES (date '2023-10-24', date '2023-12-27'), ('2021-05-31', '2021-08-02')) v (d, due);
SELECT is(sen.due_date('la_response', '2025-07-15'), date '2025-09-24',
          'HESC r.12(3)(b): August is not counted in the 30 working days');
SELECT is(sen.due_date('la_response', '2025-12-01'), date '2026-01-20',
          'HESC r.12(3)(b): nor 25 December to 1 January');
SELECT is(sen.due_date('la_response', '2025-08-10'), date '2025-10-10', 'HESC r.12(3)(b): received in August');

-- [2024] UKUT 89 (AAC): a decision of 23 December 2021; the application for costs was
-- received on 10 March 2022, and held to be 55 days late.
SELECT is(date '2022-03-10' - sen.due_date('costs_application', '2021-12-23'), 55,
          'KM and DM v Cheshire West: 14 days without 25 December to 1 January end 55 days before 10 March 2022');
SELECT is(sen.due_date(l, d), due, 'HESC r.12(2), 12(3)(b), by hand: ' || l || ' from ' || d)
FROM (VALUES ('costs_application'::sen.time_limit, date '2025-03-03', date '2025-03-17'),
      ('costs_application', '2025-03-01', '2025-03-17'), ('costs_application', '2025-07-25', '2025-09-08'),
             ('costs_application', '2025-08-10', '2025-09-15'), ('costs_application', '2025-12-11', '2026-01-02'),
             ('costs_application', '2022-07-17', '2022-08-01'),
             ('set_aside_application', '2025-11-28', '2026-01-05'),
             ('permission_to_appeal_application', '2025-03-21', '2025-04-22'),
             ('permission_to_appeal_application', '2025-12-31', '2026-01-29')) v (l, d, due);
SELECT is(sen.due_date('approval_withdrawal_effect', '2025-03-03'), date '2025-03-31',
          'reg 61(3): 28 days after a notification of 3 March');

-- The two cases.
SELECT is(sen.due_date('amended_plan_longstop', d::date),
          sen.due_date('final_amended_plan', sen.due_date('review_decision', d::date)),
          'DEVON: 12 weeks are 4 and 8, for a meeting on ' || d::date)
FROM generate_series('2022-03-01'::timestamp, '2022-12-01', '55 days') d;
SELECT is(sen.amended_plan_due('2022-03-15', NULL), date '2022-06-07',
          'DEVON: without a notice, 12 weeks from the meeting');
SELECT is(sen.due_date('order_assess_final_plan', '2023-03-01'), date '2023-06-07',
          'HERTS: by a consent order, 14 weeks from the order');
SELECT is(sen.due_date('final_plan', '2022-07-01'), date '2022-11-18',
          'HERTS: conceded without an order, 20 weeks from the original request');

SELECT * FROM finish();
ROLLBACK;
