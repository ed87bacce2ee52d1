-- read: nobody
-- meanings: own_judgement

CREATE VIEW own_judgement_on_day AS
SELECT
--@columns own_judgement by k.words: judged_on judged_by judgement
FROM own_judgement t
CROSS JOIN LATERAL (SELECT 'notice_id ' || t.notice_id || ', paragraph ' || t.paragraph || ', review_id '
                           || t.review_id AS words) k
--@deleted own_judgement;
COMMENT ON VIEW own_judgement_on_day IS
    'Table own_judgement as on sen.today(): the judgement, its day and who judged are what they were at the end of '
    'that day, and rows that have been deleted since are there, without their gaps, by changed_later. Views of the '
    'higher floors read it where they name own_judgement.';
