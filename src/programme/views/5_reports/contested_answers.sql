-- read: reader

CREATE VIEW contested_answers AS
SELECT p.point AS question, c.point, c.otherwise,
       CASE WHEN c.otherwise THEN p.others_say ELSE p.taken END AS answer,
       CASE WHEN c.otherwise THEN p.taken ELSE p.others_say END AS other_answer,
       c.reason, p.text_says, p.others_say, p.source, p.limits, p.certainty
FROM contested_choice c
JOIN sen.contested_point_catalogue p ON p.name = c.point
ORDER BY c.point;
COMMENT ON VIEW contested_answers IS
    'Where the law leaves a last day open or practice differs: the answer that the views of this programme count by, '
    'the other one, who says so, and why it was chosen. Table contested_choice holds the choice.';
COMMENT ON COLUMN contested_answers.question IS 'The question in words.';
COMMENT ON COLUMN contested_answers.point IS 'Its name, as in sen.contested_points().';
COMMENT ON COLUMN contested_answers.otherwise IS
    'False: the answer that the extension takes unless it is told otherwise. True: the programme chose the other one.';
COMMENT ON COLUMN contested_answers.answer IS 'The answer that counts here.';
COMMENT ON COLUMN contested_answers.other_answer IS
    'The other one: deadlines shows its day in other_due_on where it differs.';
COMMENT ON COLUMN contested_answers.reason IS 'Who chose the other answer, and why. Empty where it was not chosen.';
COMMENT ON COLUMN contested_answers.text_says IS 'What the text says, in our own words.';
COMMENT ON COLUMN contested_answers.others_say IS 'What others say.';
COMMENT ON COLUMN contested_answers.source IS 'Who says so.';
COMMENT ON COLUMN contested_answers.limits IS 'The time limits that it touches, separated by commas.';
COMMENT ON COLUMN contested_answers.certainty IS 'How sure we are: what was read and what is inferred.';
