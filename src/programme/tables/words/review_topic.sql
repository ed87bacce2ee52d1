-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE review_topic (
    topic    text PRIMARY KEY
        CONSTRAINT review_topic_not_blank CHECK (sen.check_value(topic ~ '\S', 'topic', topic,
                                                                 'Give the topic a short name, such as '
                                                                 'co-production.')),
    position smallint NOT NULL UNIQUE,
    meaning  text NOT NULL
);
COMMENT ON TABLE review_topic IS
    'What reviews may look at (paragraph 9 of the 2025 notice). Measures and evidence are filed under the same topics.';
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
