-- read: bi
-- meanings: requirement

-- Whether a paragraph is met is not here: its test asks the log who wrote what when, which is not for this level.
CREATE VIEW dim_paragraph AS
SELECT q.notice_id || ' ' || q.paragraph AS paragraph_key, q.notice_id, n.title AS notice, q.paragraph, q.heading,
       q.kind,
       CASE q.kind WHEN 'duty' THEN 1 WHEN 'expectation' THEN 2 WHEN 'arrangement' THEN 3 ELSE 4 END::smallint
           AS kind_position,
       q.on_partner AS partner_id, q.due_on,
       CASE WHEN s.in_force THEN 1 ELSE 0 END::smallint AS in_force, 1::smallint AS paragraphs,
       row_number() OVER (ORDER BY n.issued_on DESC, q.notice_id, q.position)::integer AS position
FROM requirement q
JOIN notice n ON n.notice_id = q.notice_id AND n.issued_on <= sen.today()
LEFT JOIN notice_span s ON s.notice_id = q.notice_id;
COMMENT ON VIEW dim_paragraph IS
    'Every paragraph of every notice issued by the day of the report. Whether it is met, with what is missing, is in '
    'view notice_compliance of the programme, for readers.';
COMMENT ON COLUMN dim_paragraph.paragraph_key IS 'Key: the notice and the paragraph, such as 2025 5(c).';
COMMENT ON COLUMN dim_paragraph.notice IS 'Title of the notice.';
COMMENT ON COLUMN dim_paragraph.kind_position IS 'Place of kind in reports, from 1.';
COMMENT ON COLUMN dim_paragraph.partner_id IS 
    'The body that has to act, of dim_partner; empty where no single body is named.';
COMMENT ON COLUMN dim_paragraph.in_force IS '1 if its notice is in force on the day of the report, else 0.';
COMMENT ON COLUMN dim_paragraph.paragraphs IS '1: to be added up.';
COMMENT ON COLUMN dim_paragraph.position IS
    'Place in reports, from 1: of the latest notice first, in the order of the notice.';
