-- Tables of one programme: words that councils define differently.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.
-- They are rows, so the owner may change their meaning, order and colours, add some, or put others in their place.

CREATE TABLE rag (
    rag      text PRIMARY KEY
        CONSTRAINT rag_not_blank CHECK (sen.check_value(rag ~ '\S', 'rag', rag, 'Give the word for the colour, such as amber.')),
    position smallint NOT NULL UNIQUE,
    meaning  text NOT NULL
);
COMMENT ON TABLE rag IS 'The colours in which progress is reported, and what each means here. No two councils mean quite the same.';
COMMENT ON COLUMN rag.rag IS 'Word for the colour, such as amber.';
COMMENT ON COLUMN rag.position IS 'Place in reports, from 1, the best first.';
COMMENT ON COLUMN rag.meaning IS 'What the colour means in this programme.';
INSERT INTO rag VALUES
    ('blue', 1, 'Complete.'),
    ('green', 2, 'On track.'),
    ('amber', 3, 'At risk, with something being done about it.'),
    ('red', 4, 'Off track.'),
    ('grey', 5, 'Not started, or it cannot be told.');

CREATE TABLE delivery_status (
    delivery_status text PRIMARY KEY
        CONSTRAINT delivery_status_not_blank CHECK (sen.check_value(delivery_status ~ '\S', 'delivery_status', delivery_status, 'Give the word for the status, such as on track.')),
    position        smallint NOT NULL UNIQUE,
    rag             text NOT NULL REFERENCES rag,
    is_open         boolean NOT NULL,
    is_complete     boolean NOT NULL,
    meaning         text NOT NULL,
    CONSTRAINT delivery_status_complete_not_open CHECK (sen.check_value(NOT (is_open AND is_complete), 'is_open', is_open, 'What is complete is no longer open: is_open or is_complete has to be false.'))
);
COMMENT ON TABLE delivery_status IS 'How far the work on an action or objective has come: the words, their colours and what they mean. Whether it helped anyone is another question: see impact_status.';
COMMENT ON COLUMN delivery_status.delivery_status IS 'Word for the status, such as on track.';
COMMENT ON COLUMN delivery_status.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN delivery_status.rag IS 'Colour of the status.';
COMMENT ON COLUMN delivery_status.is_open IS 'True if work is still expected: then it can be overdue or slow.';
COMMENT ON COLUMN delivery_status.is_complete IS 'True if everything is delivered. Neither open nor complete: given up.';
COMMENT ON COLUMN delivery_status.meaning IS 'What the word means in this programme.';
INSERT INTO delivery_status VALUES
    ('not started', 1, 'grey', true, false, 'Agreed, and nothing has been done yet.'),
    ('on track', 2, 'green', true, false, 'Under way and expected by the due day.'),
    ('at risk', 3, 'amber', true, false, 'Under way; it will be late unless what is planned against it works.'),
    ('off track', 4, 'red', true, false, 'Late, or certain to be late.'),
    ('complete', 5, 'blue', false, true, 'Everything that was agreed is delivered.'),
    ('complete and embedded', 6, 'blue', false, true, 'Delivered, and part of the daily work.'),
    ('stopped', 7, 'grey', false, false, 'Given up by decision of the Board.');

CREATE TABLE impact_status (
    impact_status text PRIMARY KEY
        CONSTRAINT impact_status_not_blank CHECK (sen.check_value(impact_status ~ '\S', 'impact_status', impact_status, 'Give the word for the status, such as some impact.')),
    position      smallint NOT NULL UNIQUE,
    rag           text NOT NULL REFERENCES rag,
    is_evidenced  boolean NOT NULL,
    meaning       text NOT NULL
);
COMMENT ON TABLE impact_status IS 'What an action or objective has changed for children and families: the words, their colours and what they mean. An action can be complete without impact.';
COMMENT ON COLUMN impact_status.impact_status IS 'Word for the status, such as some impact.';
COMMENT ON COLUMN impact_status.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN impact_status.rag IS 'Colour of the status.';
COMMENT ON COLUMN impact_status.is_evidenced IS 'True if there is evidence that children and families notice it.';
COMMENT ON COLUMN impact_status.meaning IS 'What the word means in this programme.';
INSERT INTO impact_status VALUES
    ('too early to tell', 1, 'grey', false, 'Nothing can be expected to show yet.'),
    ('no impact yet', 2, 'red', false, 'It should show by now and does not.'),
    ('some impact', 3, 'amber', false, 'First signs, not yet everywhere or not yet sure.'),
    ('clear impact', 4, 'green', true, 'Evidence shows that children and families are better off.'),
    ('lasting impact', 5, 'blue', true, 'The evidence has held over time.');

CREATE TABLE verdict (
    verdict  text PRIMARY KEY
        CONSTRAINT verdict_known CHECK (sen.check_value(verdict IN ('met', 'on track', 'at risk', 'off track', 'no recent data'), 'verdict', verdict, 'View dashboard knows met, on track, at risk, off track and no recent data.')),
    position smallint NOT NULL UNIQUE,
    rag      text NOT NULL REFERENCES rag
);
COMMENT ON TABLE verdict IS 'The verdicts of view dashboard on a measure, and the colour of each. The rule behind each is in the view.';
COMMENT ON COLUMN verdict.verdict IS 'The verdict: met, on track, at risk, off track or no recent data.';
COMMENT ON COLUMN verdict.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN verdict.rag IS 'Colour of the verdict.';
INSERT INTO verdict VALUES ('met', 1, 'blue'), ('on track', 2, 'green'), ('at risk', 3, 'amber'), ('off track', 4, 'red'), ('no recent data', 5, 'grey');

CREATE TABLE sector (
    sector            text PRIMARY KEY
        CONSTRAINT sector_not_blank CHECK (sen.check_value(sector ~ '\S', 'sector', sector, 'Give the sector a name, such as health.')),
    position          smallint NOT NULL UNIQUE,
    expected_on_board boolean NOT NULL,
    is_external       boolean NOT NULL,
    meaning           text NOT NULL,
    CONSTRAINT sector_external_not_expected CHECK (sen.check_value(NOT (expected_on_board AND is_external), 'is_external', is_external, 'A sector that attends from outside has no member on the Board: is_external or expected_on_board has to be false.'))
);
COMMENT ON TABLE sector IS 'The sectors that partners belong to, and how each takes part in the Improvement Board.';
COMMENT ON COLUMN sector.sector IS 'Name of the sector, such as health.';
COMMENT ON COLUMN sector.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN sector.expected_on_board IS 'True if the notice expects leaders of this sector at the Improvement Board (paragraph 5(a) of the 2025 notice).';
COMMENT ON COLUMN sector.is_external IS 'True if it attends from outside: none of its posts can be a member of the Board (paragraph 6 of the 2025 notice).';
COMMENT ON COLUMN sector.meaning IS 'What belongs to it.';
INSERT INTO sector VALUES
    ('education', 1, true, false, 'Schools, trusts, colleges and other settings.'),
    ('health', 2, true, false, 'The Integrated Care Board and providers of health care.'),
    ('care', 3, true, false, 'Social care for children and adults.'),
    ('local government', 4, false, false, 'The council as a whole.'),
    ('parents and carers', 5, true, false, 'The Parent Carer Forum.'),
    ('elected members', 6, true, false, 'Councillors.'),
    ('DfE', 7, false, true, 'The Department for Education and those whom it appoints.'),
    ('NHS England', 8, false, true, 'NHS England and those whom it appoints.');

CREATE TABLE review_topic (
    topic    text PRIMARY KEY
        CONSTRAINT review_topic_not_blank CHECK (sen.check_value(topic ~ '\S', 'topic', topic, 'Give the topic a short name, such as co-production.')),
    position smallint NOT NULL UNIQUE,
    meaning  text NOT NULL
);
COMMENT ON TABLE review_topic IS 'What reviews may look at (paragraph 9 of the 2025 notice). Measures and evidence are filed under the same topics.';
COMMENT ON COLUMN review_topic.topic IS 'Short name of the topic.';
COMMENT ON COLUMN review_topic.position IS 'Place in the notice, from 1.';
COMMENT ON COLUMN review_topic.meaning IS 'What belongs to it.';
INSERT INTO review_topic VALUES
    ('leadership', 1, 'How the area is led.'),
    ('governance', 2, 'Boards, accountability and oversight.'),
    ('co-production', 3, 'Plans and services made together with families.'),
    ('workforce', 4, 'Quality of training and support of the workforce; posts and recruitment.'),
    ('multi-agency arrangements', 5, 'Joint commissioning; what education, health and social care provide.'),
    ('EHC plans', 6, 'Timeliness and quality of Education, Health and Care plans.'),
    ('engagement', 7, 'Contact with children, young people, families and carers.');

CREATE TABLE evidence_kind (
    kind     text PRIMARY KEY
        CONSTRAINT evidence_kind_not_blank CHECK (sen.check_value(kind ~ '\S', 'kind', kind, 'Give the kind of evidence a name, such as data.')),
    position smallint NOT NULL UNIQUE,
    meaning  text NOT NULL
);
COMMENT ON TABLE evidence_kind IS 'Kinds of evidence. Views look for the kinds that a paragraph of the notice asks for, by these names.';
COMMENT ON COLUMN evidence_kind.kind IS 'Name of the kind.';
COMMENT ON COLUMN evidence_kind.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN evidence_kind.meaning IS 'What belongs to it.';
INSERT INTO evidence_kind VALUES
    ('data', 1, 'Figures as published or as counted (paragraph 5(d): data).'),
    ('analysis', 2, 'What the figures mean (paragraph 5(d): analysis).'),
    ('lived experience', 3, 'What has changed in the lives of children and families (paragraph 5(d)).'),
    ('co-production', 4, 'That families and partners take an active part (paragraphs 3 and 10(d)(iii)).'),
    ('governance', 5, 'Who answers for what: terms of reference, structures (paragraph 10(c)).'),
    ('plan', 6, 'The improvement plans themselves (paragraph 3).'),
    ('minutes', 7, 'Minutes and papers of meetings (paragraph 12(d)).'),
    ('access', 8, 'That reviewers had access to staff and leaders (paragraph 12(a)).'),
    ('facilities', 9, 'That reviewers had what they needed (paragraph 12(c)).'),
    ('document', 10, 'Anything else in writing: notices, letters, reports.');

CREATE TABLE slow_reason (
    reason   text PRIMARY KEY
        CONSTRAINT slow_reason_known CHECK (sen.check_value(reason IN ('overdue', 'unmoved', 'without update', 'measure off course', 'without measurable target'), 'reason', reason, 'View slow_progress knows overdue, unmoved, without update, measure off course and without measurable target.')),
    position smallint NOT NULL UNIQUE,
    points   smallint NOT NULL
        CONSTRAINT slow_reason_points_range CHECK (sen.check_value(points BETWEEN 0 AND 100, 'points', points, 'Give the weight of the reason, from 0 to 100; with 0 it is not looked for.')),
    meaning  text NOT NULL
);
COMMENT ON TABLE slow_reason IS 'Why an objective or action counts as slow to progress (paragraph 5(e) of the 2025 notice), and how much each reason weighs. View slow_progress adds up the points. A reason that is not here is not looked for.';
COMMENT ON COLUMN slow_reason.reason IS 'The reason. The rule behind each is in view slow_progress.';
COMMENT ON COLUMN slow_reason.position IS 'Place in reports among reasons of the same weight, from 1.';
COMMENT ON COLUMN slow_reason.points IS 'Weight of the reason, from 0 to 100; with 0 it is not looked for.';
COMMENT ON COLUMN slow_reason.meaning IS 'What the reason means.';
INSERT INTO slow_reason VALUES
    ('overdue', 1, 3, 'An open action is past its due day; an open objective has such an action.'),
    ('unmoved', 2, 2, 'The status is the same as at the last meeting, and no progress was recorded since.'),
    ('without update', 3, 2, 'The log has no entry for the last meeting or since, though it was agreed before it.'),
    ('measure off course', 4, 2, 'Its measure goes the wrong way since the last meeting, or is off track.'),
    ('without measurable target', 5, 1, 'No measure tells whether it is being reached.');
