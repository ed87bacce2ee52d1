-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE compliance_test (
    test     text PRIMARY KEY
        CONSTRAINT compliance_test_known CHECK (sen.check_value(test IN ('all its parts', 'every other duty',
            'plans cover every area', 'the area improves', 'recommendations are in the plans',
            'the Board meets with its leaders', 'actions have owners and areas have targets',
            'register and plans in step with the meetings', 'reports hold data, analysis and lived experience',
            'the log is kept at each meeting', 'advisers are invited', 'advisers report', 'the Department reviews',
            'topics of reviews', 'own assessment before each review',
            'progress on objectives', 'feedback from families', 'accountability is clear', 'progress on areas',
            'dashboard', 'partners take part', 'diagnostic reviews',
            'reviewers have access', 'data are current', 'reviewers have facilities', 'minutes are there',
            'delivered on time', 'found done by a review'),
            'test', test, 'Choose a test that view notice_compliance knows: take out those that no paragraph needs, '
                          'but none can be added.')),
    position smallint NOT NULL UNIQUE,
    rule     text NOT NULL,
    months   smallint
        CONSTRAINT compliance_test_months_range CHECK (sen.check_value(months BETWEEN 1 AND 120, 'months', months,
                                                                       'Give the number of months, from 1 to 120.')),
    percent  smallint
        CONSTRAINT compliance_test_percent_range CHECK (sen.check_value(percent BETWEEN 1 AND 100, 'percent', percent,
                                                                        'Give a share, from 1 to 100 percent.')),
    days     smallint
        CONSTRAINT compliance_test_days_range CHECK (sen.check_value(days BETWEEN 0 AND 366, 'days', days,
                                                                     'Give the number of days, from 0 to 366.')),
    points   smallint
        CONSTRAINT compliance_test_points_range CHECK (sen.check_value(points BETWEEN 1 AND 100, 'points', points,
                                                                       'Give the number of points, from 1 to 100.')),
    reason   text,
    -- What a test does not ask cannot be set, and what it asks cannot be left open.
    CONSTRAINT compliance_test_months_asked CHECK
        (sen.check_value((months IS NOT NULL) = (test IN ('plans cover every area', 'the Board meets with its leaders',
            'reports hold data, analysis and lived experience', 'the log is kept at each meeting',
            'advisers are invited', 'own assessment before each review', 'progress on objectives',
            'feedback from families', 'accountability is clear', 'progress on areas', 'dashboard',
            'partners take part', 'reviewers have access', 'data are current', 'reviewers have facilities')),
        'test', test, 'The rule of a test says whether it goes by months: then give them, else leave months empty.')),
    CONSTRAINT compliance_test_percent_asked CHECK
        (sen.check_value((percent IS NOT NULL) = (test IN ('actions have owners and areas have targets',
            'register and plans in step with the meetings', 'the log is kept at each meeting',
            'progress on objectives', 'delivered on time')),
        'test', test, 'The rule of a test says whether it goes by a share: then give percent, else leave it empty.')),
    CONSTRAINT compliance_test_days_asked CHECK
        (sen.check_value((days IS NOT NULL) = (test IN ('the log is kept at each meeting', 'minutes are there')),
        'test', test, 'The rule of a test says whether it goes by days: then give them, else leave days empty.')),
    CONSTRAINT compliance_test_points_asked CHECK
        (sen.check_value((points IS NOT NULL) = (test = 'the log is kept at each meeting'),
        'test', test, 'The rule of a test says whether it goes by points: then give them, else leave points empty.')),
    CONSTRAINT compliance_test_reason_given CHECK
        (sen.check_value((reason IS NOT NULL) = (num_nonnulls(months, percent, days, points) > 0), 'reason', reason,
                         'Say why months, percent, days and points are what they are; a test without any has no '
                         'reason.'))
);
COMMENT ON TABLE compliance_test IS
    'How view notice_compliance tells whether a paragraph of a notice is met: the tests that it knows, the rule of '
    'each, and the numbers that the rule goes by. The notice gives hardly any: they are a choice of this programme, '
    'with its reason, and can be set. What a verdict says names those that it rests on.';
COMMENT ON COLUMN compliance_test.test IS 'Name of the test.';
COMMENT ON COLUMN compliance_test.position IS 'Place in the list, from 1: the order of the 2025 notice.';
COMMENT ON COLUMN compliance_test.rule IS
    'When a paragraph with this test is met, in words. Times are counted from the date of the notice up to '
    'sen.today().';
COMMENT ON COLUMN compliance_test.months IS
    'How far back the test looks, or how old something may be, in months, as its rule says; empty if it does not ask.';
COMMENT ON COLUMN compliance_test.percent IS
    'Share that has to be there, in percent; 100: every one. Empty if the test does not ask.';
COMMENT ON COLUMN compliance_test.days IS
    'Days that something may take after a meeting, as the rule says; empty if the test does not ask.';
COMMENT ON COLUMN compliance_test.points IS
    'Points of slow_progress, and kinds of gap of contribution_gaps, from which the log has to name an objective or '
    'a partner; empty if the test does not ask.';
COMMENT ON COLUMN compliance_test.reason IS 'Why these numbers are what they are; empty if the test has none.';
INSERT INTO compliance_test (test, position, rule, months, percent, days, points, reason) VALUES
    ('every other duty', 1,
     'Met when every other duty of the notice is met.',
     NULL, NULL, NULL, NULL, NULL),
    ('plans cover every area', 2,
     'Met when each area that is active has an objective, each objective an action, and parents, young people and'
     ' schools were all heard within the months given.',
     12, NULL, NULL, NULL,
     'Our choice: plans are looked over at least once a year.'),
    ('the area improves', 3,
     'Met when the area of the paragraph is business as usual or closed, or all its measures have met their '
     'targets. Due while all are met or on track. Not met if one is at risk or off track. Cannot be shown if the '
     'area has no measure, or if a measure has no recent data.',
     NULL, NULL, NULL, NULL, NULL),
    ('recommendations are in the plans', 4,
     'Met when each recommendation of the Department has an objective. Due while none is recorded.',
     NULL, NULL, NULL, NULL, NULL),
    ('all its parts', 5,
     'Met when every paragraph below it in the notice is met.',
     NULL, NULL, NULL, NULL, NULL),
    ('the Board meets with its leaders', 6,
     'Met when a meeting was held within the months given, when every sector that is expected on the Board was at'
     ' the last one, and the four posts that the notice holds to account (in person or by a deputy), and when the'
     ' date of the next meeting is agreed with the Department.',
     3, NULL, NULL, NULL,
     'Our choice: longer than two months, the usual time between meetings, and shorter than two meetings left '
     'out. What is asked of meetings is late once there was none for as long.'),
    ('actions have owners and areas have targets', 7,
     'Met when the given share of the actions that were not given up serve an objective with a measure that has '
     'unit, baseline, target and their days, and every active area has such a measure. Every action has an owner:'
     ' it cannot be recorded without.',
     NULL, 100, NULL, NULL,
     'The notice: for all actions.'),
    ('register and plans in step with the meetings', 8,
     'Met when, for the last meeting, risk register and mitigation plan were sent in advance, and the given share'
     ' of the open risks was assessed since the meeting before, and of the open actions has an entry in the log '
     'since then.',
     NULL, 100, NULL, NULL,
     'The notice names no exception.'),
    ('reports hold data, analysis and lived experience', 9,
     'Met when evidence of these three kinds belonged to the papers of the last meeting, and was not older than '
     'the months given on its day.',
     6, NULL, NULL, NULL,
     'Our choice: what is older than the time between two reviews does not show what has changed.'),
    ('the log is kept at each meeting', 10,
     'Met when, for each meeting held within the months given, and at least for the last, the given share of the '
     'actions open on its day had an entry in the log that was made by the given days after it; and when the log '
     'names, for the last meeting or since, each objective that was slow by then, and each partner whose '
     'contribution is missing, with the given points or more.',
     6, 100, 14, 3,
     'The notice: at each meeting. Ours: six months, the time between two reviews; 14 days, to write up a '
     'meeting; 3 points, which one open action that is overdue has, and kinds of gap.'),
    ('advisers are invited', 11,
     'Met when the SEND adviser of DfE, the adviser of NHS England and the case lead of DfE were each invited '
     'before each meeting that was held within the months given, and at least before the last.',
     6, NULL, NULL, NULL,
     'Our choice: the time between two reviews. What was missed before cannot be made good, and is still in '
     'invitation_gaps.'),
    ('advisers report', 12,
     'Not ours to show: what is known of it is counted.',
     NULL, NULL, NULL, NULL, NULL),
    ('the Department reviews', 13,
     'Not ours to show: when the next review is due is computed.',
     NULL, NULL, NULL, NULL, NULL),
    ('topics of reviews', 14,
     'Not ours to show: the topics that reviews covered are counted.',
     NULL, NULL, NULL, NULL, NULL),
    ('own assessment before each review', 15,
     'Met when the council''s own assessment was sent by the day of each review that was held within the months '
     'given, and at least of the last. Due while none was held.',
     12, NULL, NULL, NULL,
     'Our choice: the last two reviews, where one is held every six months.'),
    ('progress on objectives', 16,
     'Met when the given share of the objectives has an entry in the log that says what was done or what it '
     'changed, within the months given and since the last review (before any, since the date of the notice).',
     6, 100, NULL, NULL,
     'The notice: the objectives of the plan. Ours: six months, the time between two reviews.'),
    ('feedback from families', 17,
     'Met when parents and carers and also children and young people were heard, with words on what they said, '
     'within the months given and since the last review.',
     6, NULL, NULL, NULL,
     'Our choice: the time between two reviews.'),
    ('accountability is clear', 18,
     'Met when the four posts that the notice holds to account are recorded, and evidence of kind governance that'
     ' is not older than the months given.',
     12, NULL, NULL, NULL,
     'Our choice: terms of reference are looked over once a year.'),
    ('progress on areas', 19,
     'Met when every active area has an entry in the log that says what was done or what it changed, on an '
     'objective or action of it, within the months given and since the last review.',
     6, NULL, NULL, NULL,
     'Our choice: the time between two reviews.'),
    ('dashboard', 20,
     'Met when there is a measure, and the latest figure of each is not older than the time between two of its '
     'figures and the months given on top, nor than twice that time.',
     6, NULL, NULL, NULL,
     'Our choice: figures for a calendar year are published in June of the next. A figure for each month may be '
     'two months old, one for each year 18.'),
    ('partners take part', 21,
     'Met when there is evidence of kind co-production, or feedback of schools and of families, within the months'
     ' given and since the last review, and every sector that is expected on the Board attended within these '
     'months.',
     12, NULL, NULL, NULL,
     'Our choice: a year, so that no term is left out.'),
    ('diagnostic reviews', 22,
     'Not ours to show: those that were held are counted.',
     NULL, NULL, NULL, NULL, NULL),
    ('reviewers have access', 23,
     'Met when each review that was held within the months given, and at least the last, has evidence of kind '
     'access. Due while none was held; cannot be shown without evidence.',
     12, NULL, NULL, NULL,
     'Our choice: the last two reviews, where one is held every six months.'),
    ('data are current', 24,
     'Met when the latest figure of every measure is not older than the time between two of its figures and the '
     'months given on top, nor than twice that time, and cases, waits and audits are recent (view data_age). Cannot '
     'be shown if there is no measure.',
     6, NULL, NULL, NULL,
     'Our choice: figures for a calendar year are published in June of the next. A figure for each month may be '
     'two months old, one for each year 18.'),
    ('reviewers have facilities', 25,
     'Met when each review that was held within the months given, and at least the last, has evidence of kind '
     'facilities. Due while none was held; cannot be shown without evidence.',
     12, NULL, NULL, NULL,
     'Our choice: the last two reviews, where one is held every six months.'),
    ('minutes are there', 26,
     'Met when every meeting held more than the given days ago has minutes.',
     NULL, NULL, 28, NULL,
     'Our choice: the notice gives none.'),
    ('delivered on time', 27,
     'Met when the given share of the actions is settled (complete, or stopped by an entry of a meeting that was '
     'held; not all of them stopped), and of the measures whose target day has come has met its target. Not met '
     'if there is no action, or once a target day was missed, or the day that the notice gives has passed; due '
     'before. The same share counts for stepping the notice down.',
     NULL, 100, NULL, NULL,
     'The notice: the actions, the impact measures.'),
    ('found done by a review', 28,
     'Met when a review that was reported is evidence for the paragraph.',
     NULL, NULL, NULL, NULL, NULL);
