-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE slow_reason (
    reason   text PRIMARY KEY
        CONSTRAINT slow_reason_known CHECK (sen.check_value(reason IN ('overdue', 'unmoved', 'without update',
                                                                'measure off course', 'without measurable target'),
                                                            'reason', reason,
                                                            'View slow_progress knows overdue, unmoved, without '
                                                            'update, measure off course and without measurable '
                                                            'target.')),
    position smallint NOT NULL UNIQUE,
    points   smallint NOT NULL
        CONSTRAINT slow_reason_points_range CHECK (sen.check_value(points BETWEEN 0 AND 100, 'points', points,
                                                                   'Give the weight of the reason, from 0 to 100; with '
                                                                   '0 it is not looked for.')),
    meaning  text NOT NULL
);
COMMENT ON TABLE slow_reason IS
    'Why an objective or action counts as slow to progress (paragraph 5(e) of the 2025 notice), and how much each '
    'reason weighs. View slow_progress adds up the points. A reason that is not here is not looked for.';
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
