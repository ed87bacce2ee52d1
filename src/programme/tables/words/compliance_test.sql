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
    rule     text NOT NULL
);
COMMENT ON TABLE compliance_test IS
    'How view notice_compliance tells whether a paragraph of a notice is met: the tests that it knows, and the rule of '
    'each.';
COMMENT ON COLUMN compliance_test.test IS 'Name of the test.';
COMMENT ON COLUMN compliance_test.position IS 'Place in the list, from 1: the order of the 2025 notice.';
COMMENT ON COLUMN compliance_test.rule IS
    'When a paragraph with this test is met, in words. Times are counted from the date of the notice up to '
    'sen.today().';
INSERT INTO compliance_test VALUES
    ('every other duty', 1, 'Met when every other duty of the notice is met.'),
    ('plans cover every area', 2, 'Met when each area that is active has an objective, each objective an action, and '
                                  'parents, young people and schools were all heard in the last 12 months.'),
    ('the area improves', 3, 'Met when the area of the paragraph is business as usual or closed, or all its measures '
                             'have met their targets. Due while all are met or on track. Not met if one is at risk or '
                             'off track. Cannot be shown if the area has no measure, or if a measure has no recent '
                             'data.'),
    ('recommendations are in the plans', 4,
     'Met when each recommendation of the Department has an objective. Due while none is recorded.'),
    ('all its parts', 5, 'Met when every paragraph below it in the notice is met.'),
    ('the Board meets with its leaders', 6,
     'Met when, at the last meeting, every sector that is expected on the Board was there, and the four posts that the '
     'notice holds to account (in person or by a deputy), and when the date of the next meeting is agreed with the '
     'Department.'),
    ('actions have owners and areas have targets', 7,
     'Met when every action has an owner (it cannot be recorded without) and every active area a measure with a '
     'target.'),
    ('register and plans in step with the meetings', 8,
     'Met when, for the last meeting, risk register and mitigation plan were sent in advance, every open risk was '
     'assessed since the meeting before, and every open action has an entry in the log since then.'),
    ('reports hold data, analysis and lived experience', 9,
     'Met when evidence of these three kinds belonged to the papers of the last meeting.'),
    ('the log is kept at each meeting', 10, 'Met when the log has an entry for each meeting that was held.'),
    ('advisers are invited', 11, 'Met when the SEND adviser of DfE, the adviser of NHS England and the case lead of '
                                 'DfE were each invited before each meeting that was held.'),
    ('advisers report', 12, 'Not ours to show: what is known of it is counted.'),
    ('the Department reviews', 13, 'Not ours to show: when the next review is due is computed.'),
    ('topics of reviews', 14, 'Not ours to show: the topics that reviews covered are counted.'),
    ('own assessment before each review', 15,
     'Met when the council''s own assessment was sent by the day of each review that was held. Due while none was '
     'held.'),
    ('progress on objectives', 16, 'Met when every objective has an entry in the log since the last review (before '
                                   'any, since the date of the notice).'),
    ('feedback from families', 17,
     'Met when parents and carers and also children and young people were heard since the last review.'),
    ('accountability is clear', 18,
     'Met when the four posts that the notice holds to account are recorded, and evidence of kind governance.'),
    ('progress on areas', 19, 'Met when every active area has an entry in the log since the last review, on an '
                              'objective or action of it.'),
    ('dashboard', 20, 'Met when every measure has recent data, and there is at least one.'),
    ('partners take part', 21, 'Met when there is evidence of kind co-production, or feedback of schools and of '
                               'families, since the last review, and every sector that is expected on the Board '
                               'attended in the last 12 months.'),
    ('diagnostic reviews', 22, 'Not ours to show: those that were held are counted.'),
    ('reviewers have access', 23, 'Met when each review that was held has evidence of kind access. Due while none was '
                                  'held; cannot be shown without evidence.'),
    ('data are current', 24, 'Met when every measure has recent data. Cannot be shown if there is no measure.'),
    ('reviewers have facilities', 25, 'Met when each review that was held has evidence of kind facilities. Due while '
                                      'none was held; cannot be shown without evidence.'),
    ('minutes are there', 26, 'Met when every meeting held more than 28 days ago has minutes. The 28 days are this '
                              'programme''s: the notice gives none.'),
    ('delivered on time', 27, 'Met when every action is complete and every measure whose target day has come has met '
                              'its target. Not met if there is no action, or once a target day was missed, or the day '
                              'that the notice gives has passed; due before.'),
    ('found done by a review', 28, 'Met when a review that was reported is evidence for the paragraph.');
