-- read: nobody
-- meanings: commentary

CREATE VIEW commentary_on_day AS
SELECT
--@columns commentary by k.words: written_by figure_on why what_is_done back_on
FROM commentary t
CROSS JOIN LATERAL (SELECT 'measure_id ' || t.measure_id || ', written_on '
                           || to_char(t.written_on, 'YYYY-MM-DD') AS words) k
--@deleted commentary;
COMMENT ON VIEW commentary_on_day IS
    'Table commentary as on sen.today(): words and days, but the day on which it was written, are what they were at '
    'the end of that day, by changed_later; rows that have been deleted since are there. Views of the higher floors '
    'read it where they name commentary.';
