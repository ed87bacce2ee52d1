-- read: nobody
-- meanings: feedback

CREATE VIEW feedback_on_day AS
SELECT
--@columns feedback of t
FROM feedback t
--@deleted feedback;
COMMENT ON VIEW feedback_on_day IS
    'Table feedback with the rows that the log had by the end of sen.today() and that have been '
    'deleted since, by changed_later: their words and numbers of people are empty, as the log does not show them to '
    'readers of the papers. Views of the higher floors read it where they name feedback.';
