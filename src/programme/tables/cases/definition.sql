-- read: reader
-- write: editor
-- tracked
-- filled

-- A row says which time limit a definition rests on; the views of floor 2_counted count it. The owner may
-- change the switches, take a row out, or add rows for other limits or other switches.
CREATE TABLE definition (
    definition                    text PRIMARY KEY
        CONSTRAINT definition_form CHECK (sen.check_value(definition ~ '^[a-z][a-z0-9_]*$', 'definition', definition,
                                                          'Use lower-case letters, digits and underscores, beginning '
                                                          'with a letter, such as plans_in_20_weeks.')),
    position                      smallint NOT NULL
        CONSTRAINT definition_position_positive CHECK (sen.check_value(position > 0, 'position', position,
                                                           'Number the definitions from 1 in the order in which '
                                                           'reports show them.')),
    title                         text NOT NULL
        CONSTRAINT definition_title_not_blank CHECK (sen.check_value(title ~ '\S', 'title', title,
                                                                     'Give the title that reports show, such as EHC '
                                                                     'plans issued within 20 weeks.')),
    time_limits                   text[] NOT NULL
        CONSTRAINT definition_time_limits_known CHECK (time_limits::sen.time_limit[] IS NOT NULL)
        CONSTRAINT definition_time_limits_named CHECK (sen.check_value(cardinality(time_limits) > 0
                                                           AND array_position(time_limits, NULL) IS NULL, 'time_limits',
                                                           time_limits, 'Name at least one time limit, as in '
                                                           'sen.time_limits().')),
    numerator                     text NOT NULL,
    denominator                   text NOT NULL,
    starts                        text NOT NULL,
    ends                          text NOT NULL,
    period                        text NOT NULL DEFAULT 'finished'
        CONSTRAINT definition_period_known CHECK (sen.check_value(period IN ('finished', 'due'), 'period', period,
                                                                  'Use one of: finished (a case counts in the period '
                                                                  'in which it is finished), due (in which it is '
                                                                  'due).')),
    exceptions                    text NOT NULL,
    citation                      text NOT NULL,
    source                        text NOT NULL,
    note                          text,
    without_mediation_or_tribunal boolean NOT NULL DEFAULT false,
    ends_on                       text
        CONSTRAINT definition_ends_on_known CHECK (sen.check_value(ends_on IN ('plan issued', 'plan start'), 'ends_on',
                                                                   ends_on, 'Use one of: plan issued (SEN2 3.2), plan '
                                                                   'start (SEN2 4.1).')),
    CONSTRAINT definition_ends_on_of_plan CHECK (sen.check_value((time_limits = '{final_plan}') = (ends_on IS NOT NULL),
                                                                 'ends_on', ends_on,
                                                                 'Give ends_on for a definition that rests on '
                                                                 'final_plan alone, and leave it empty for any '
                                                                 'other.')),
    CONSTRAINT definition_mediation_of_plan CHECK (sen.check_value(NOT without_mediation_or_tribunal
                                                                   OR time_limits = '{final_plan}',
                                                                   'without_mediation_or_tribunal',
                                                                   without_mediation_or_tribunal,
                                                                   'Only a definition that rests on final_plan alone '
                                                                   'can leave these cases out.'))
);
COMMENT ON TABLE definition IS
    'What is counted from the cases: the words, the law and the source of each definition, and its switches. The views '
    'named compliance_... count every row; those named timeliness_... count plans_in_20_weeks.';
COMMENT ON COLUMN definition.definition IS 'Short name of the definition, such as plans_in_20_weeks.';
COMMENT ON COLUMN definition.position IS 'Place of the definition in reports, from 1.';
COMMENT ON COLUMN definition.title IS 'Title of the definition in reports.';
COMMENT ON COLUMN definition.time_limits IS
    'The time limits that it rests on, as in sen.time_limits(): every row of view case_time_limit with one of them is '
    'a case of the definition.';
COMMENT ON COLUMN definition.numerator IS 'What is counted as in time, in words.';
COMMENT ON COLUMN definition.denominator IS 'Out of what, in words.';
COMMENT ON COLUMN definition.starts IS 'What starts the clock, in words.';
COMMENT ON COLUMN definition.ends IS 'What stops it, in words.';
COMMENT ON COLUMN definition.period IS
    'Switch: which day decides the period that a finished case counts in: finished (the day on which it was finished) '
    'or due (the day on which it was due).';
COMMENT ON COLUMN definition.exceptions IS 'What the columns that leave out exceptions leave out, in words.';
COMMENT ON COLUMN definition.citation IS 'Where the law sets the time limit.';
COMMENT ON COLUMN definition.source IS 'Which publication it comes from.';
COMMENT ON COLUMN definition.note IS 'Where sources disagree or are silent, and what else a reader should know.';
COMMENT ON COLUMN definition.without_mediation_or_tribunal IS
    'Switch, for plans: true leaves out every case with one of the six flags of mediation or tribunal in ehc_request '
    '(SEN2 2.6, 2.7, 3.3 to 3.6).';
COMMENT ON COLUMN definition.ends_on IS
    'Switch, for plans: plan issued (SEN2 3.2) or plan start (SEN2 4.1; a plan without a start date counts by the day '
    'of issue). Empty for other definitions.';
INSERT INTO definition (definition, position, title, time_limits, numerator, denominator, starts, ends, period,
                        exceptions, citation, source, note, ends_on)
SELECT w.definition, w.position, w.title, w.time_limits, w.numerator, w.denominator, w.starts, w.ends, w.period,
       w.exceptions,
       (SELECT string_agg(DISTINCT l.citation, '; ' ORDER BY l.citation) FROM sen.time_limits() l
        WHERE l.name::text = ANY (w.time_limits)),
       w.source, w.note, w.ends_on
FROM (VALUES
    ('plans_in_20_weeks', 1::smallint, 'EHC plans issued within 20 weeks', '{final_plan}'::text[],
     'Plans finished at most 20 weeks (140 days) after the request was received. A plan whose day of receipt is '
     'unknown is never in it.',
     'Every plan finished in the period, also those whose day of receipt is unknown. Historical cases and plans that '
     'came with a child from another authority (outcome H) are not counted. With without_mediation_or_tribunal, cases '
     'with a mediation or an appeal are left out.',
     'The authority receives the request (SEN2 2.1).',
     'By ends_on. plan issued: the day on which the final plan was issued (SEN2 3.2). plan start: the start date of '
     'the plan (SEN2 4.1), or the day of issue if there is none.',
     'finished', 'Cases under a permitted exception (SEN2 3.7, or a row of assessment_exception for final_plan), in '
                 'numerator and denominator. DfE leads with the rate that leaves them out.',
     'DfE, Education, health and care plans: file timeliness_20_week (releases of 2025 and 2026), by calendar year of '
     'issue.',
     'That 20 weeks are 140 days, and that plans with an unknown day of receipt stay in the denominator, is not stated '
     'in any DfE text that was read; the second is inferred from the published files. DfE''s guidance for 2024 says in '
     'a footnote that the measure rests on assessments completed in the year where no mediation or tribunal took '
     'place; the guidance for 2025 and 2026 does not repeat it, so the filter is off. Data to Insight''s SEN2 app '
     'applies it, and ends at the plan''s start date. DfE publishes other counts of plans for the same year: compare '
     'with the denominator of this file only.',
     'plan issued'),
    ('decisions_in_6_weeks', 2, 'Decisions whether to assess within 6 weeks', '{assess_decision}',
     'Decisions made at most 6 weeks after the request was received.',
     'Every decision to assess or not to assess made in the period, also those where the day of receipt is unknown. '
     'Historical cases are not counted.',
     'The authority receives the request (SEN2 2.1).', 'The decision to assess or not (SEN2 2.4).',
     'finished', 'Cases with a row of assessment_exception for assess_decision. SEN2 carries no flag for them.',
     'DfE, Education, health and care plans: file requests, columns request_outcome_six_weeks and '
     'request_outcome_over_6_weeks.',
     'DfE''s file has no columns that leave out exceptions: compare it with the rate that includes them. Which year a '
     'decision counts in is not stated in any DfE text that was read. For some authorities and years the published '
     'decisions are more than the requests received in that year, which fits the year of the decision.',
     NULL),
    ('no_plan_decisions_in_16_weeks', 3, 'Families told within 16 weeks that there will be no plan',
     '{no_plan_decision}',
     'Families told at most 16 weeks after the request was received.',
     'Every assessment that ended in the period with the decision not to issue a plan. Refusals to assess are not '
     'counted here.',
     'The authority receives the request (SEN2 2.1).',
     'The family is told that there will be no plan (SEN2 3.2 with outcome N).',
     'finished', 'Cases with a row of assessment_exception for no_plan_decision. SEN2 carries no flag for them.',
     'DfE, Education, health and care plans: file assessments, columns outcome_decision_within_time and '
     'outcome_decision_over_time.',
     'Which open requests will end without a plan nobody knows. The backlog beside this measure is every open request '
     'in which no plan has been agreed; overdue means that it is too late to refuse one in time.',
     NULL),
    ('advice_in_6_weeks', 4, 'Advice given within 6 weeks', '{assess_advice_response}',
     'Responses at most 6 weeks after the body received the request for advice.',
     'Every response to a request for advice in the period.',
     'The body receives the request for advice; if that day is not recorded, the authority asks.',
     'The authority has the response.',
     'finished', 'Requests for advice with a recorded exception (reg 8(2)).',
     'DfE does not publish this measure.',
     'The regulation binds the bodies of section 31, such as health; guidance extends the six weeks to everyone who '
     'gives advice. A request for advice ends with its assessment.',
     NULL),
    ('review_reports_in_2_weeks', 5, 'Reports of review meetings sent within 2 weeks', '{review_report}',
     'Reports sent at most 2 weeks after the review meeting.', 'Every report sent in the period.',
     'The review meeting (SEN2 5.4a).', 'The report is sent to everyone invited.',
     'finished', 'None: the law knows no exception.', 'DfE does not publish this measure.',
     'For schools listed in reg 20(12) the head prepares the report, else the authority.', NULL),
    ('review_decisions_in_4_weeks', 6, 'Annual-review decisions within 4 weeks', '{review_decision}',
     'Decisions notified at most 4 weeks (28 days) after the review meeting.',
     'Every decision notified in the period after a review meeting.',
     'The review meeting (SEN2 5.4a).', 'The decision to keep, amend or cease the plan is notified (SEN2 5.4b).',
     'finished', 'None: the law knows no exception.',
     'DfE, Education, health and care plans: file annual_reviews, first published in 2025 for 2024: decisions within '
     'and over 4 weeks.',
     'DfE revised the first figures heavily after publication and gives none for several authorities. Which year a '
     'decision counts in is not stated in any DfE text that was read.', NULL),
    ('amended_plans_in_time', 7, 'Amended plans sent in time', '{final_amended_plan,amended_plan_longstop}',
     'Final amended plans sent at most 12 weeks after the review meeting and at most 8 weeks after the notice of the '
     'proposed amendments, whichever ends first.',
     'Every final amended plan sent in the period after a review whose outcome was to amend.',
     'The review meeting; if there was none, the notice of the proposed amendments (SEN2 5.4d).',
     'The final amended plan is sent.',
     'finished', 'None: the law knows no exception.', 'DfE does not publish this measure.',
     'The 12 weeks follow from the judgment in R (L, M and P) v Devon County Council: the notice within 4 weeks of the '
     'meeting, the plan within 8 more. A case counts as open from the decision to amend.', NULL),
    ('phase_transfers_in_time', 8, 'Plans for a change of phase ready in time',
     '{phase_transfer_other,phase_transfer_post16}',
     'Plans reviewed, and amended where they had to be, before 15 February of the year of the change, or before 31 '
     'March from secondary school to post-16.',
     'Every plan with a change of phase that was due in the period and is finished.',
     '1 January of the year of the change.',
     'The final amended plan is sent; if the plan is not amended, the decision.',
     'due', 'None: the law knows no exception.',
     'DfE publishes how many phase transfers were due and finished (file phase_transfers, 2026 release; SEN2 5.6), but '
     'no share in time.',
     'The last days are 14 February and 30 March, from the word "before" in reg 18; the Code and many authorities say '
     '"by" 15 February and 31 March. A change counts in the period in which it was due, however early the plan was '
     'ready; one that is not finished is in the backlog.', NULL)
) w (definition, position, title, time_limits, numerator, denominator, starts, ends, period, exceptions, source, note,
     ends_on);
