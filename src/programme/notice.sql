-- Tables of one programme: the notice and what hangs on it.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE TABLE programme (
    programme_id      boolean PRIMARY KEY DEFAULT true CONSTRAINT programme_has_one_row CHECK (programme_id),
    extension_version text NOT NULL,
    created_at        timestamptz NOT NULL DEFAULT pg_catalog.now()
);
COMMENT ON TABLE programme IS 'One row: which version of sen_improvement laid out the tables and views of this schema. Read by sen.programme_version().';
COMMENT ON COLUMN programme.programme_id IS 'Always true: the table holds one row.';
COMMENT ON COLUMN programme.extension_version IS 'Version of the extension that created, or last upgraded, this programme.';
COMMENT ON COLUMN programme.created_at IS 'When sen.create_programme() made this schema.';

CREATE TABLE notice (
    notice_id             text PRIMARY KEY
        CONSTRAINT notice_id_not_blank CHECK (sen.check_value(notice_id ~ '\S', 'notice_id', notice_id, 'Give the notice a short name of your own, such as 2025.')),
    title                 text NOT NULL,
    issued_by             text NOT NULL,
    issued_to             text NOT NULL,
    issued_on             date NOT NULL
        CONSTRAINT notice_issued_on_range CHECK (sen.check_record_date(issued_on, 'issued_on', '')),
    replaced_on           date
        CONSTRAINT notice_replaced_on_range CHECK (sen.check_record_date(replaced_on, 'replaced_on')),
    stepped_down_on       date
        CONSTRAINT notice_stepped_down_on_range CHECK (sen.check_record_date(stepped_down_on, 'stepped_down_on')),
    actions_due_on        date
        CONSTRAINT notice_actions_due_on_range CHECK (sen.check_record_date(actions_due_on, 'actions_due_on')),
    review_every_months   smallint
        CONSTRAINT notice_review_every_months_range CHECK (sen.check_value(review_every_months BETWEEN 1 AND 60, 'review_every_months', review_every_months, 'Give the number of months, from 1 to 60, or leave it empty.')),
    source                text NOT NULL,
    remark                text,
    CONSTRAINT notice_replaced_after_issue CHECK (sen.check_value(replaced_on >= issued_on, 'replaced_on', replaced_on, 'A notice cannot be replaced before it was issued.')),
    CONSTRAINT notice_stepped_down_after_issue CHECK (sen.check_value(stepped_down_on >= issued_on, 'stepped_down_on', stepped_down_on, 'A notice cannot be stepped down before it was issued.'))
);
COMMENT ON TABLE notice IS 'An Improvement Notice: who issued it to whom and when, and its dates.';
COMMENT ON COLUMN notice.notice_id IS 'Short name of the notice within this programme, such as 2025.';
COMMENT ON COLUMN notice.title IS 'Title of the notice.';
COMMENT ON COLUMN notice.issued_by IS 'Who issued it.';
COMMENT ON COLUMN notice.issued_to IS 'To whom it was issued.';
COMMENT ON COLUMN notice.issued_on IS 'Date of the notice.';
COMMENT ON COLUMN notice.replaced_on IS 'Date on which a later notice took its place; empty while it has not been replaced.';
COMMENT ON COLUMN notice.stepped_down_on IS 'Date on which it was stepped down; empty while it has not been.';
COMMENT ON COLUMN notice.actions_due_on IS 'Day by which the notice asks for the planned actions to be delivered.';
COMMENT ON COLUMN notice.review_every_months IS 'Longest time between two reviews by the Department, in months; empty if the notice does not say.';
COMMENT ON COLUMN notice.source IS 'The document that these facts were taken from.';
COMMENT ON COLUMN notice.remark IS 'Anything that a reader should know, such as sources that disagree.';

CREATE TABLE partner (
    partner_id text PRIMARY KEY
        CONSTRAINT partner_id_not_blank CHECK (sen.check_value(partner_id ~ '\S', 'partner_id', partner_id, 'Give the partner a short name of your own, such as council.')),
    name       text NOT NULL,
    sector     text NOT NULL REFERENCES sector
);
COMMENT ON TABLE partner IS 'A body that takes part in the improvement programme, or that oversees it.';
COMMENT ON COLUMN partner.partner_id IS 'Short name of the partner within this programme, such as council.';
COMMENT ON COLUMN partner.name IS 'Full name of the body.';
COMMENT ON COLUMN partner.sector IS 'The sector that it belongs to: a row of table sector.';

CREATE TABLE post (
    post_id     text PRIMARY KEY
        CONSTRAINT post_id_not_blank CHECK (sen.check_value(post_id ~ '\S', 'post_id', post_id, 'Give the post a short name of your own, such as DCS.')),
    partner_id  text NOT NULL REFERENCES partner,
    title       text NOT NULL,
    attends_as  text NOT NULL DEFAULT 'none'
        CONSTRAINT post_attends_as_known CHECK (sen.check_value(attends_as IN ('member', 'external attendee', 'none'),
            'attends_as', attends_as, 'Use one of: member, external attendee, none.')),
    notice_role text
        CONSTRAINT post_notice_role_known CHECK (sen.check_value(notice_role IN ('council chief executive', 'ICB chief executive', 'children''s services accountable officer', 'ICB accountable officer', 'DfE SEND adviser', 'NHS England adviser', 'DfE case lead'),
            'notice_role', notice_role, 'Use one of: council chief executive, ICB chief executive, children''s services accountable officer, ICB accountable officer, DfE SEND adviser, NHS England adviser, DfE case lead; or leave it empty.')),
    remark      text,
    CONSTRAINT post_adviser_is_external CHECK (sen.check_value(notice_role NOT IN ('DfE SEND adviser', 'NHS England adviser', 'DfE case lead') OR attends_as = 'external attendee',
        'attends_as', attends_as, 'The advisers of DfE and NHS England and the DfE case lead attend as external attendees, not as members (paragraph 6 of the 2025 notice).'))
);
-- The same for every post of a sector that attends from outside, whichever of the three rows changes.
CREATE TRIGGER outside_is_external AFTER INSERT OR UPDATE ON post FOR EACH STATEMENT EXECUTE FUNCTION sen.outside_is_external();
CREATE TRIGGER outside_is_external AFTER UPDATE ON partner FOR EACH STATEMENT EXECUTE FUNCTION sen.outside_is_external();
CREATE TRIGGER outside_is_external AFTER UPDATE ON sector FOR EACH STATEMENT EXECUTE FUNCTION sen.outside_is_external();
COMMENT ON TRIGGER outside_is_external ON post IS 'Refuses a Board member from a sector that attends from outside.';
COMMENT ON TRIGGER outside_is_external ON partner IS 'Refuses a change after which a Board member would be from a sector that attends from outside.';
COMMENT ON TRIGGER outside_is_external ON sector IS 'Refuses a change after which a Board member would be from a sector that attends from outside.';
COMMENT ON TABLE post IS 'An accountable role. A post is not a person: no personal name is needed anywhere in a programme.';
COMMENT ON COLUMN post.post_id IS 'Short name of the post within this programme, such as DCS.';
COMMENT ON COLUMN post.partner_id IS 'The body that the post belongs to.';
COMMENT ON COLUMN post.title IS 'Title of the post.';
COMMENT ON COLUMN post.attends_as IS 'How the post attends the Improvement Board: member, external attendee (invited each time, not a member) or none.';
COMMENT ON COLUMN post.notice_role IS 'The role in which a notice names the post (paragraphs 5(a) and 6 of the 2025 notice): held to account through the Board, or invited from outside; empty for others.';
COMMENT ON COLUMN post.remark IS 'Anything that a reader should know, such as where the post is named.';

CREATE TABLE compliance_test (
    test     text PRIMARY KEY
        CONSTRAINT compliance_test_known CHECK (sen.check_value(test IN ('all its parts', 'every other duty', 'plans cover every area', 'the area improves', 'recommendations are in the plans',
            'the Board meets with its leaders', 'actions have owners and areas have targets', 'register and plans in step with the meetings', 'reports hold data, analysis and lived experience',
            'the log is kept at each meeting', 'advisers are invited', 'advisers report', 'the Department reviews', 'topics of reviews', 'own assessment before each review',
            'progress on objectives', 'feedback from families', 'accountability is clear', 'progress on areas', 'dashboard', 'partners take part', 'diagnostic reviews',
            'reviewers have access', 'data are current', 'reviewers have facilities', 'minutes are there', 'delivered on time', 'found done by a review'),
            'test', test, 'Choose a test that view notice_compliance knows: take out those that no paragraph needs, but none can be added.')),
    position smallint NOT NULL UNIQUE,
    rule     text NOT NULL
);
COMMENT ON TABLE compliance_test IS 'How view notice_compliance tells whether a paragraph of a notice is met: the tests that it knows, and the rule of each.';
COMMENT ON COLUMN compliance_test.test IS 'Name of the test.';
COMMENT ON COLUMN compliance_test.position IS 'Place in the list, from 1: the order of the 2025 notice.';
COMMENT ON COLUMN compliance_test.rule IS 'When a paragraph with this test is met, in words. Times are counted from the date of the notice up to sen.today().';
INSERT INTO compliance_test VALUES
    ('every other duty', 1, 'Met when every other duty of the notice is met.'),
    ('plans cover every area', 2, 'Met when each area that is active has an objective, each objective an action, and parents, young people and schools were all heard in the last 12 months.'),
    ('the area improves', 3, 'Met when the area of the paragraph is business as usual or closed, or all its measures have met their targets. Due while all are met or on track. Not met if one is at risk or off track. Cannot be shown if the area has no measure, or if a measure has no recent data.'),
    ('recommendations are in the plans', 4, 'Met when each recommendation of the Department has an objective. Due while none is recorded.'),
    ('all its parts', 5, 'Met when every paragraph below it in the notice is met.'),
    ('the Board meets with its leaders', 6, 'Met when, at the last meeting, every sector that is expected on the Board was there, and the four posts that the notice holds to account (in person or by a deputy), and when the date of the next meeting is agreed with the Department.'),
    ('actions have owners and areas have targets', 7, 'Met when every action has an owner (it cannot be recorded without) and every active area a measure with a target.'),
    ('register and plans in step with the meetings', 8, 'Met when, for the last meeting, risk register and mitigation plan were sent in advance, every open risk was assessed since the meeting before, and every open action has an entry in the log since then.'),
    ('reports hold data, analysis and lived experience', 9, 'Met when evidence of these three kinds belonged to the papers of the last meeting.'),
    ('the log is kept at each meeting', 10, 'Met when the log has an entry for each meeting that was held.'),
    ('advisers are invited', 11, 'Met when the SEND adviser of DfE, the adviser of NHS England and the case lead of DfE were each invited before each meeting that was held.'),
    ('advisers report', 12, 'Not ours to show: what is known of it is counted.'),
    ('the Department reviews', 13, 'Not ours to show: when the next review is due is computed.'),
    ('topics of reviews', 14, 'Not ours to show: the topics that reviews covered are counted.'),
    ('own assessment before each review', 15, 'Met when the council''s own assessment was sent by the day of each review that was held. Due while none was held.'),
    ('progress on objectives', 16, 'Met when every objective has an entry in the log since the last review (before any, since the date of the notice).'),
    ('feedback from families', 17, 'Met when parents and carers and also children and young people were heard since the last review.'),
    ('accountability is clear', 18, 'Met when the four posts that the notice holds to account are recorded, and evidence of kind governance.'),
    ('progress on areas', 19, 'Met when every active area has an entry in the log since the last review, on an objective or action of it.'),
    ('dashboard', 20, 'Met when every measure has recent data, and there is at least one.'),
    ('partners take part', 21, 'Met when there is evidence of kind co-production, or feedback of schools and of families, since the last review, and every sector that is expected on the Board attended in the last 12 months.'),
    ('diagnostic reviews', 22, 'Not ours to show: those that were held are counted.'),
    ('reviewers have access', 23, 'Met when each review that was held has evidence of kind access. Due while none was held; cannot be shown without evidence.'),
    ('data are current', 24, 'Met when every measure has recent data. Cannot be shown if there is no measure.'),
    ('reviewers have facilities', 25, 'Met when each review that was held has evidence of kind facilities. Due while none was held; cannot be shown without evidence.'),
    ('minutes are there', 26, 'Met when every meeting held more than 28 days ago has minutes. The 28 days are this programme''s: the notice gives none.'),
    ('delivered on time', 27, 'Met when every action is complete and every measure whose target day has come has met its target. Not met if there is no action, or once a target day was missed, or the day that the notice gives has passed; due before.'),
    ('found done by a review', 28, 'Met when a review that was reported is evidence for the paragraph.');

CREATE TABLE requirement (
    notice_id    text NOT NULL REFERENCES notice,
    paragraph    text NOT NULL
        CONSTRAINT requirement_paragraph_form CHECK (sen.check_value(paragraph ~ '^[0-9]+(\([a-z]+\))*$', 'paragraph', paragraph, 'Write the paragraph as the notice numbers it, such as 5(c) or 10(d)(ii).')),
    position     smallint NOT NULL
        CONSTRAINT requirement_position_positive CHECK (sen.check_value(position > 0, 'position', position, 'Number the paragraphs from 1 in the order of the notice.')),
    heading      text NOT NULL,
    kind         text NOT NULL
        CONSTRAINT requirement_kind_known CHECK (sen.check_value(kind IN ('duty', 'expectation', 'arrangement', 'consequence'),
            'kind', kind, 'Use one of: duty, expectation, arrangement, consequence.')),
    on_partner   text REFERENCES partner,
    asks         text NOT NULL,
    due_on       date
        CONSTRAINT requirement_due_on_range CHECK (sen.check_record_date(due_on, 'due_on')),
    how_often    text,
    test         text REFERENCES compliance_test,
    PRIMARY KEY (notice_id, paragraph),
    UNIQUE (notice_id, position)
);
COMMENT ON TABLE requirement IS 'One row for each paragraph of a notice: what it asks, of whom, by when or how often.';
COMMENT ON COLUMN requirement.notice_id IS 'The notice.';
COMMENT ON COLUMN requirement.paragraph IS 'Paragraph as the notice numbers it, such as 5(c).';
COMMENT ON COLUMN requirement.position IS 'Place of the paragraph in the notice, from 1; sorts the paragraphs.';
COMMENT ON COLUMN requirement.heading IS 'The heading of the notice under which the paragraph stands.';
COMMENT ON COLUMN requirement.kind IS 'duty (must), expectation (should), arrangement (how progress will be assessed) or consequence (what may follow).';
COMMENT ON COLUMN requirement.on_partner IS 'The body that has to act; empty where no single body is named.';
COMMENT ON COLUMN requirement.asks IS 'What the paragraph asks, in short words of the programme, not a quotation.';
COMMENT ON COLUMN requirement.due_on IS 'Day by which it is asked; empty where the paragraph gives no date.';
COMMENT ON COLUMN requirement.how_often IS 'How often it is asked, such as at each meeting; empty where it is not repeated.';
COMMENT ON COLUMN requirement.test IS 'How view notice_compliance tells whether it is met; empty: it cannot, and says what evidence is recorded.';

CREATE TABLE area (
    notice_id   text NOT NULL REFERENCES notice,
    area_number smallint NOT NULL
        CONSTRAINT area_number_positive CHECK (sen.check_value(area_number > 0, 'area_number', area_number, 'Number the areas of a notice from 1.')),
    kind        text NOT NULL
        CONSTRAINT area_kind_known CHECK (sen.check_value(kind IN ('priority action', 'area for improvement', 'DfE recommendation'),
            'kind', kind, 'Use one of: priority action, area for improvement, DfE recommendation.')),
    title       text NOT NULL,
    paragraph   text,
    PRIMARY KEY (notice_id, area_number),
    FOREIGN KEY (notice_id, paragraph) REFERENCES requirement (notice_id, paragraph)
);
COMMENT ON TABLE area IS 'An area that the notice names: priority action, area for improvement or DfE recommendation. Its standing is in area_status.';
COMMENT ON COLUMN area.notice_id IS 'The notice.';
COMMENT ON COLUMN area.area_number IS 'Number of the area within the notice, from 1.';
COMMENT ON COLUMN area.kind IS 'priority action, area for improvement or DfE recommendation.';
COMMENT ON COLUMN area.title IS 'What is to improve, in short words of the programme.';
COMMENT ON COLUMN area.paragraph IS 'Paragraph of the notice that names the area; empty if unknown.';

CREATE TABLE area_status (
    notice_id   text NOT NULL,
    area_number smallint NOT NULL,
    since       date NOT NULL
        CONSTRAINT area_status_since_range CHECK (sen.check_record_date(since, 'since', '')),
    status      text NOT NULL
        CONSTRAINT area_status_known CHECK (sen.check_value(status IN ('active', 'business as usual', 'closed'),
            'status', status, 'Use one of: active, business as usual, closed.')),
    source      text NOT NULL,
    PRIMARY KEY (notice_id, area_number, since),
    FOREIGN KEY (notice_id, area_number) REFERENCES area (notice_id, area_number)
);
COMMENT ON TABLE area_status IS 'The history of an area''s standing: one row from each day on which it changed. A change is a new row, never an edit.';
COMMENT ON COLUMN area_status.notice_id IS 'The notice.';
COMMENT ON COLUMN area_status.area_number IS 'The area within the notice.';
COMMENT ON COLUMN area_status.since IS 'First day of this standing.';
COMMENT ON COLUMN area_status.status IS 'active, business as usual or closed.';
COMMENT ON COLUMN area_status.source IS 'Who decided it and where it is recorded.';

CREATE TABLE review (
    review_id               text PRIMARY KEY
        CONSTRAINT review_id_not_blank CHECK (sen.check_value(review_id ~ '\S', 'review_id', review_id, 'Give the review a short name of your own, such as stocktake-2024-11.')),
    notice_id               text NOT NULL REFERENCES notice,
    kind                    text NOT NULL
        CONSTRAINT review_kind_known CHECK (sen.check_value(kind IN ('stocktake', 'deep dive', 'diagnostic'),
            'kind', kind, 'Use one of: stocktake, deep dive, diagnostic.')),
    planned_from            date
        CONSTRAINT review_planned_from_range CHECK (sen.check_record_date(planned_from, 'planned_from')),
    planned_to              date
        CONSTRAINT review_planned_to_range CHECK (sen.check_record_date(planned_to, 'planned_to')),
    held_on                 date
        CONSTRAINT review_held_on_range CHECK (sen.check_record_date(held_on, 'held_on')),
    reported_on             date
        CONSTRAINT review_reported_on_range CHECK (sen.check_record_date(reported_on, 'reported_on')),
    self_assessment_sent_on date
        CONSTRAINT review_self_assessment_sent_on_range CHECK (sen.check_record_date(self_assessment_sent_on, 'self_assessment_sent_on')),
    finding                 text,
    source                  text NOT NULL,
    CONSTRAINT review_planned_in_order CHECK (sen.check_value(planned_to >= planned_from, 'planned_to', planned_to, 'The last planned day cannot come before the first.')),
    CONSTRAINT review_reported_after_held CHECK (sen.check_value(reported_on >= held_on, 'reported_on', reported_on, 'A review cannot be reported before it was held.')),
    CONSTRAINT review_planned_or_held CHECK (sen.check_value(planned_from IS NOT NULL OR held_on IS NOT NULL, 'held_on', held_on, 'Give the day on which the review was held, or planned_from.'))
);
COMMENT ON TABLE review IS 'A review of progress by the Department or a party agreed with it: held, or planned.';
COMMENT ON COLUMN review.review_id IS 'Short name of the review within this programme.';
COMMENT ON COLUMN review.notice_id IS 'The notice under which it takes place.';
COMMENT ON COLUMN review.kind IS 'stocktake, deep dive or diagnostic.';
COMMENT ON COLUMN review.planned_from IS 'First day of the time for which it was planned; empty if it was not announced.';
COMMENT ON COLUMN review.planned_to IS 'Last day of the time for which it was planned.';
COMMENT ON COLUMN review.held_on IS 'Day on which it was held; empty while the record does not show that it was.';
COMMENT ON COLUMN review.reported_on IS 'Date of the letter or report that followed.';
COMMENT ON COLUMN review.self_assessment_sent_on IS 'Day on which the council sent its own assessment of improvement beforehand.';
COMMENT ON COLUMN review.finding IS 'Main finding, in short words of the programme.';
COMMENT ON COLUMN review.source IS 'The document that these facts were taken from.';

CREATE TABLE next_step (
    review_id   text NOT NULL REFERENCES review,
    step_number smallint NOT NULL
        CONSTRAINT next_step_number_positive CHECK (sen.check_value(step_number > 0, 'step_number', step_number, 'Number the steps of a review from 1.')),
    step        text NOT NULL,
    PRIMARY KEY (review_id, step_number)
);
COMMENT ON TABLE next_step IS 'A next step that the partnership named at a review.';
COMMENT ON COLUMN next_step.review_id IS 'The review.';
COMMENT ON COLUMN next_step.step_number IS 'Number of the step within the review, from 1.';
COMMENT ON COLUMN next_step.step IS 'What is to be done, in short words of the programme.';

CREATE TABLE next_step_area (
    review_id   text NOT NULL,
    step_number smallint NOT NULL,
    notice_id   text NOT NULL,
    area_number smallint NOT NULL,
    PRIMARY KEY (review_id, step_number, notice_id, area_number),
    FOREIGN KEY (review_id, step_number) REFERENCES next_step (review_id, step_number),
    FOREIGN KEY (notice_id, area_number) REFERENCES area (notice_id, area_number)
);
COMMENT ON TABLE next_step_area IS 'Which areas a next step serves: a step named once for several areas has several rows.';
COMMENT ON COLUMN next_step_area.review_id IS 'The review.';
COMMENT ON COLUMN next_step_area.step_number IS 'The step within the review.';
COMMENT ON COLUMN next_step_area.notice_id IS 'The notice of the area.';
COMMENT ON COLUMN next_step_area.area_number IS 'The area within the notice.';
