-- read: reader
-- meanings: feedback

-- Nobody may be recognised by what is shown: words only of enough people, or of a body that speaks for them, and of
-- fewer people no number.
CREATE VIEW feedback_by_theme AS
SELECT g.from_whom, g.theme, g.pieces, g.positive, g.mixed, g.negative,
       CASE WHEN g.people >= g.shown_from THEN g.people END AS people,
       CASE WHEN g.asked >= g.shown_from THEN sen.percent(g.satisfied, g.asked) END AS percent_satisfied,
       g.withheld, g.last_on, g.position,
       sen.list_words('; ',
           sen.list_words(', ', nullif(g.positive, 0) || ' positive', nullif(g.mixed, 0) || ' mixed',
                          nullif(g.negative, 0) || ' negative'),
           CASE WHEN g.people >= g.shown_from THEN sen.count_words(g.people, 'person answered', 'people answered')
                WHEN g.people > 0 THEN 'fewer than ' || g.shown_from || ' people' END,
           CASE WHEN g.asked >= g.shown_from THEN sen.percent_words(sen.percent(g.satisfied, g.asked), g.asked)
                || ' of those asked are satisfied' END) AS in_words,
       sen.list_words(' ', g.said,
           CASE WHEN g.withheld > 0 THEN 'The words of ' || sen.count_words(g.withheld, 'piece')
                || ' are not shown: too few people said them, or nobody knows how many.' END) AS said,
       g.illustrative
FROM (
    SELECT f.from_whom, coalesce(f.theme, 'without a theme') AS theme, coalesce(h.shown_from, 5) AS shown_from,
           coalesce(h.position, 32767) AS position, w.place,
           count(*) AS pieces, count(*) FILTER (WHERE f.tone = 'positive') AS positive,
           count(*) FILTER (WHERE f.tone = 'mixed') AS mixed, count(*) FILTER (WHERE f.tone = 'negative') AS negative,
           sum(f.respondents) AS people, sum(f.satisfied) AS satisfied,
           sum(f.respondents) FILTER (WHERE f.satisfied IS NOT NULL) AS asked,
           count(*) FILTER (WHERE NOT k.is_shown) AS withheld, max(f.received_on) AS last_on,
           array_to_string((array_agg(k.words ORDER BY f.received_on DESC, f.feedback_id)
                            FILTER (WHERE k.is_shown))[1:3], ' ') AS said,
           coalesce(bool_or(e.illustrative), false) AS illustrative
    FROM (SELECT x.*, t.today, (t.today - interval '12 months')::date AS after
          FROM feedback x CROSS JOIN (SELECT sen.today() AS today) t) f
    JOIN (VALUES (1, 'parents and carers'), (2, 'children and young people'), (3, 'schools'), (4, 'other partners'),
                 (5, 'staff')) w (place, from_whom) ON w.from_whom = f.from_whom
    LEFT JOIN feedback_theme h ON h.theme = f.theme
    LEFT JOIN evidence e ON e.evidence_id = f.evidence_id
    CROSS JOIN LATERAL (
        SELECT coalesce(f.speaks_for_many OR f.respondents >= coalesce(h.shown_from, 5), false) AS is_shown,
               '"' || rtrim(f.summary, ' ') || '" (' || f.channel || ', ' || sen.date_words(f.received_on) || ')'
                   AS words) k
    WHERE f.received_on <= f.today AND f.received_on > f.after
    GROUP BY f.from_whom, w.place, f.theme, h.shown_from, h.position
) g
ORDER BY g.place, g.position, g.theme;
COMMENT ON VIEW feedback_by_theme IS
    'What families, schools and others said in the twelve months to sen.today(), by who they are and by theme '
    '(paragraphs 5(d) and 10(b) of the 2025 notice). Nobody can be recognised: the words of fewer people than '
    'feedback_theme.shown_from, or of a number that nobody knows, are not shown, unless a body says them for many.';
COMMENT ON COLUMN feedback_by_theme.theme IS 'What it is about; without a theme if that was not said.';
COMMENT ON COLUMN feedback_by_theme.pieces IS 'Pieces of feedback: surveys, events, letters and the like.';
COMMENT ON COLUMN feedback_by_theme.positive IS 'Of these, positive ones.';
COMMENT ON COLUMN feedback_by_theme.mixed IS 'Of these, mixed ones.';
COMMENT ON COLUMN feedback_by_theme.negative IS 'Of these, negative ones.';
COMMENT ON COLUMN feedback_by_theme.people IS
    'How many people answered, where that is known; empty if nobody knows or if they are fewer than '
    'feedback_theme.shown_from.';
COMMENT ON COLUMN feedback_by_theme.percent_satisfied IS
    'Share of those who were asked whether they are satisfied and are, in percent to one decimal; empty if fewer were '
    'asked than feedback_theme.shown_from.';
COMMENT ON COLUMN feedback_by_theme.withheld IS 'Pieces whose words are not shown.';
COMMENT ON COLUMN feedback_by_theme.last_on IS 'Day on which the newest was received.';
COMMENT ON COLUMN feedback_by_theme.position IS 'Place of the theme in reports.';
COMMENT ON COLUMN feedback_by_theme.in_words IS 'How it sounds and how many people said it, in words.';
COMMENT ON COLUMN feedback_by_theme.said IS
    'What was said, in the words of the programme: the newest three pieces that may be shown.';
COMMENT ON COLUMN feedback_by_theme.illustrative IS
    'True if any of it is invented to show how the programme works.';
