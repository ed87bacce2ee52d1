-- The paragraphs of an improvement notice, as rows to adapt.

CREATE FUNCTION sen.notice_template(notice text, council text DEFAULT NULL, department text DEFAULT NULL)
    RETURNS TABLE (notice_id text, paragraph text, "position" integer, heading text, kind text, on_partner text,
                   asks text, how_often text, test text)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT notice, t.paragraph, t."position", t.heading, t.kind, t.on_partner, t.asks, t.how_often, t.test
    FROM (VALUES
        (1, '2', 'Improvement Notice', 'duty', council,
         'Carry out what this notice lists, together with the Integrated Care Board and the other local ' ||
         'partners.',
         NULL, 'every other duty'),
        (2, '3', 'Improvement plan', 'duty', council,
         'Deliver lasting improvement through the Priority Action Plan and the Strategic Plan, shaped with ' ||
         'parents, young people and schools. The plans must cover every area of the inspection report and ' ||
         'what DfE recommended. What follows as (a), (b) and so on differs from notice to notice.',
         NULL, 'plans cover every area'),
        (3, '4', 'Improvement plan', 'expectation', council,
         'Add to the plans whatever DfE recommends later on.',
         NULL, 'recommendations are in the plans'),
        (4, '5', 'Improvement plan', 'duty', council,
         'Show clear evidence of progress, by (a) to (e).',
         NULL, 'all its parts'),
        (5, '5(a)', 'Improvement plan', 'duty', council,
         'Keep an Improvement Board with leaders of education, health and care, the Parent Carer Forum and ' ||
         'elected members. It holds the chief executives and accountable officers of council and ' ||
         'Integrated Care Board to account.',
         'to a timetable agreed with DfE', 'the Board meets with its leaders'),
        (6, '5(b)', 'Improvement plan', 'duty', council,
         'The Board: keep every agreed action assigned to someone, and clear measurable targets for every ' ||
         'area.',
         NULL, 'actions have owners and areas have targets'),
        (7, '5(c)', 'Improvement plan', 'duty', council,
         'Whoever answers for an action: keep the plans, the risk register and the mitigation plan up to ' ||
         'date, and send these to the Board.',
         'in line with the meeting cycle, in advance', 'register and plans in step with the meetings'),
        (8, '5(d)', 'Improvement plan', 'expectation', council,
         'Reports to the Board: include data, analysis and evidence of what has changed in the lives of ' ||
         'families.',
         NULL, 'reports hold data, analysis and lived experience'),
        (9, '5(e)', 'Improvement plan', 'expectation', council,
         'The Board: keep a log of actions and impact that shows what is slow and where more is needed.',
         'at each meeting', 'the log is kept at each meeting'),
        (10, '6', 'Improvement plan', 'duty', council,
         'Invite the SEND adviser appointed by DfE, the NHS England adviser and the DfE case lead to the ' ||
         'Board, as external attendees and not members.',
         'on each occasion', 'advisers are invited'),
        (11, '7', 'How improvement is assessed', 'arrangement', NULL,
         'The advisers of DfE and NHS England tell DfE about progress and concerns.',
         'regularly', 'advisers report'),
        (12, '8', 'Stocktake reviews', 'arrangement', department,
         'Review how the improvement plans progress.',
         'at least every six months', 'the Department reviews'),
        (13, '9', 'Stocktake reviews', 'arrangement', department,
         'Reviews and deep dives may look at leadership, governance, co-production, training, joint ' ||
         'commissioning and multi-agency work, the timeliness and quality of EHC plans, and contact with ' ||
         'families.',
         NULL, 'topics of reviews'),
        (14, '10', 'Stocktake reviews', 'expectation', council,
         'Send DfE the council''s own assessment of improvement. It may include (a) to (d).',
         'before each review', 'own assessment before each review'),
        (15, '10(a)', 'Stocktake reviews', 'expectation', council,
         'Own assessment: progress against the objectives of the plans.',
         'before each review', 'progress on objectives'),
        (16, '10(b)', 'Stocktake reviews', 'expectation', council,
         'Own assessment: what parents, carers, children and young people say.',
         'before each review', 'feedback from families'),
        (17, '10(c)', 'Stocktake reviews', 'expectation', council,
         'Own assessment: who answers for what, and how it is governed.',
         'before each review', 'accountability is clear'),
        (18, '10(d)', 'Stocktake reviews', 'expectation', council,
         'Own assessment: the documents with which actions are planned, followed and judged. They may ' ||
         'include (i) to (iii).',
         'before each review', 'all its parts'),
        (19, '10(d)(i)', 'Stocktake reviews', 'expectation', council,
         'Progress on every area of both kinds, and on every DfE recommendation.',
         'before each review', 'progress on areas'),
        (20, '10(d)(ii)', 'Stocktake reviews', 'expectation', council,
         'A dashboard: targets and milestones met or slipping, evidence of impact, and whether the next ' ||
         'milestones are within reach.',
         'before each review', 'dashboard'),
        (21, '10(d)(iii)', 'Stocktake reviews', 'expectation', council,
         'Evidence that partners, families and schools take an active part.',
         'before each review', 'partners take part'),
        (22, '11', 'Stocktake reviews', 'arrangement', department,
         'DfE may ask for a diagnostic review or assessment by a party agreed with it.',
         'from time to time', 'diagnostic reviews'),
        (23, '12', 'Stocktake reviews', 'duty', council,
         'Give those who review or assess what they need, (a) to (d).',
         'at each review or assessment', 'all its parts'),
        (24, '12(a)', 'Stocktake reviews', 'duty', council,
         'Access to staff and leaders, and time with them.',
         'at each review or assessment', 'reviewers have access'),
        (25, '12(b)', 'Stocktake reviews', 'duty', council,
         'Accurate and current data on performance and quality.',
         'at each review or assessment', 'data are current'),
        (26, '12(c)', 'Stocktake reviews', 'duty', council,
         'Facilities to carry out the review.',
         'at each review or assessment', 'reviewers have facilities'),
        (27, '12(d)', 'Stocktake reviews', 'duty', council,
         'Minutes of meetings and other relevant information.',
         'at each review or assessment', 'minutes are there'),
        (28, '13', 'Timescales', 'expectation', council,
         'Aim to deliver the actions of the plans, and to evidence the impact by the target dates agreed. ' ||
         'The notice is stepped down only once progress is sufficient and the Minister agrees.',
         NULL, 'delivered on time'),
        (29, '14', 'Failure to comply', 'consequence', department,
         'If the council does not comply, or progress does not satisfy the Secretary of State, she may ' ||
         'direct it under section 497A of the Education Act 1996.',
         'at any stage', NULL)
    ) t ("position", paragraph, heading, kind, on_partner, asks, how_often, test);
END;
COMMENT ON FUNCTION sen.notice_template(text, text, text) IS
    'The paragraphs of a SEND improvement notice as rows for table requirement, to adapt: in our words, after the '
    'notice of 6 June 2025 to Wirral, without what only concerns one council (the parts of paragraph 3). council, '
    'department: partner_id of the council and of DfE. Days are left empty: take them from the notice itself.';
