-- read: reader
-- meanings: review, board_paper

CREATE VIEW assessment_paper AS
WITH part AS MATERIALIZED (
    SELECT r.review_id, coalesce(r.held_on, r.planned_from) AS starts_on, j.notice_id, j.paragraph, j.asks, j.status,
           j.evidence, j.missing,
           row_number() OVER (PARTITION BY r.review_id ORDER BY j.position) AS section
    FROM review r
    JOIN notice_judged j ON j.notice_id = r.notice_id AND j.in_self_assessment
)
SELECT p.review_id, p.section::integer AS section,
       p.paragraph || ' ' || upper(left(w.asks, 1)) || substr(w.asks, 2) AS heading,
       row_number() OVER (PARTITION BY p.review_id, p.section ORDER BY x.place, x.dated_on DESC, x.item)::integer
           AS line,
       x.item, x.in_words, x.detail
FROM part p
LEFT JOIN own_judgement o ON o.review_id = p.review_id AND o.notice_id = p.notice_id AND o.paragraph = p.paragraph
    AND o.judged_on <= sen.today()
LEFT JOIN post b ON b.post_id = o.judged_by
LEFT JOIN entered_late e ON e.record_table = 'own_judgement' AND e.column_name = 'judged_on' AND e.day = o.judged_on
    AND e.key = jsonb_build_object('review_id', o.review_id, 'notice_id', o.notice_id, 'paragraph', o.paragraph)
CROSS JOIN LATERAL (SELECT regexp_replace(p.asks, '^Own assessment: ', '') AS asks) w
CROSS JOIN LATERAL (
    SELECT 1 AS place, NULL::date AS dated_on, 'What the council judges' AS item,
           CASE WHEN o.judgement IS NULL THEN 'not recorded'
                ELSE b.title || ', ' || sen.date_words(o.judged_on) || coalesce(', ' || e.in_words, '') END AS in_words,
           coalesce(o.judgement, 'What the council itself judges of this part would stand here.') AS detail
    UNION ALL
    SELECT 2, NULL, 'What it rests on',
           CASE p.status WHEN 'met' THEN 'all that the notice asks for is there'
                ELSE 'not all that the notice asks for is there' END, nullif(p.evidence, '')
    UNION ALL
    SELECT 3, e.dated_on, 'Document: ' || e.title, CASE WHEN e.illustrative THEN 'illustrative' ELSE e.kind END,
           'of ' || sen.date_words(e.dated_on)
    FROM evidence_requirement q
    JOIN evidence e ON e.evidence_id = q.evidence_id AND e.dated_on <= sen.today()
    WHERE q.notice_id = p.notice_id AND q.paragraph = p.paragraph
    UNION ALL
    SELECT 4, NULL, 'What is missing',
           CASE WHEN nullif(p.missing, '') IS NULL AND o.gaps IS NULL AND o.judgement IS NOT NULL
                THEN 'nothing that is known' ELSE 'to be closed' END,
           sen.list_words('; ', CASE WHEN o.judgement IS NULL THEN 'what the council judges' END, p.missing, o.gaps)
) x
ORDER BY p.starts_on DESC, p.review_id, p.section, x.place, x.dated_on DESC, x.item;
COMMENT ON VIEW assessment_paper IS
    'The council''s own assessment of improvement for each review (paragraph 10 of the 2025 notice), part by part as '
    'on sen.today(): what the council judges, what that rests on, the documents, and what is missing. '
    'sen.own_assessment() gives it for a review.';
COMMENT ON COLUMN assessment_paper.section IS 'Number of the part, from 1.';
COMMENT ON COLUMN assessment_paper.heading IS 'The part, as the notice numbers it and asks for it.';
COMMENT ON COLUMN assessment_paper.line IS 'Number of the row in the part, from 1.';
COMMENT ON COLUMN assessment_paper.item IS 'What it is about.';
COMMENT ON COLUMN assessment_paper.in_words IS 'How it stands.';
COMMENT ON COLUMN assessment_paper.detail IS 'The judgement, the counts, or what is missing; may be empty.';
