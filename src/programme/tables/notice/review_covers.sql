-- read: analyst
-- write: editor
-- tracked

CREATE TABLE review_covers (
    review_id text NOT NULL REFERENCES review,
    topic     text NOT NULL REFERENCES review_topic,
    PRIMARY KEY (review_id, topic)
);
COMMENT ON TABLE review_covers IS 'Which topics a review looks at.';
COMMENT ON COLUMN review_covers.review_id IS 'The review.';
COMMENT ON COLUMN review_covers.topic IS 'The topic.';
