-- read: reader
-- write: editor
-- tracked
-- filled

-- Which answer to a contested point the views of cases count by. A row that is missing counts as the answer taken.
CREATE TABLE contested_choice (
    point     text PRIMARY KEY
        CONSTRAINT contested_choice_point_known CHECK (sen.check_value(sen.contested_choice(point), 'point', point,
                                                                       'Use a name that sen.contested_points() lists '
                                                                       'with per_programme true.')),
    otherwise boolean NOT NULL DEFAULT false,
    reason    text,
    CONSTRAINT contested_choice_says_why CHECK (sen.check_value(NOT otherwise OR coalesce(reason ~ '\S', false),
                                                                'reason', reason,
                                                                'Say who chose the other answer, and why: the legal '
                                                                'team on 3 March 2025, as the Ombudsman counts.'))
);
COMMENT ON TABLE contested_choice IS
    'Which answer to a contested point the views of cases count by, where the law leaves it open or practice differs: '
    'a row for each point that a programme can choose. View contested_answers shows them in words.';
COMMENT ON COLUMN contested_choice.point IS 'Name of the point, as in sen.contested_points().';
COMMENT ON COLUMN contested_choice.otherwise IS
    'False: the answer that sen.contested_points() gives in taken. True: the other one, in others_say.';
COMMENT ON COLUMN contested_choice.reason IS 'Who chose the other answer, and why. Empty where it was not chosen.';
INSERT INTO contested_choice (point)
SELECT p.name FROM sen.contested_points() p WHERE p.per_programme;
