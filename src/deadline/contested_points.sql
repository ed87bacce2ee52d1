-- Part of room deadline: what the law on time limits leaves open, and where practice and the text differ.

CREATE FUNCTION sen.contested_points(
    OUT name text, OUT kind text, OUT point text, OUT limits sen.time_limit[], OUT text_says text, OUT others_say text,
    OUT source text, OUT taken text, OUT choose text, OUT certainty text, OUT per_programme boolean)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_contested_points' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 40;
COMMENT ON FUNCTION sen.contested_points() IS
    'What the law on time limits leaves open, where practice and the text differ, what could not be verified, and what '
    'is announced, a row each. limits: those that the point touches; empty where it is of no limit in particular. '
    'others_say is null where nobody was found who says otherwise, choose where no other way is offered. '
    'per_programme: a programme can choose the other answer in its table contested_choice, and its views follow.';
CREATE FUNCTION sen.contested_choice(point text) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_contested_choice' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.contested_choice(text) IS
    'Whether a programme can choose the other answer to a point of sen.contested_points(): column per_programme there. '
    'False for another word; null for null.';
CREATE FUNCTION sen.other_due_point(time_limit sen.time_limit) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_other_due_point' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.other_due_point(sen.time_limit) IS
    'The point of sen.contested_points() whose other answer gives another last day for a limit, from the same start. '
    'Null if there is none, and for null.';
CREATE FUNCTION sen.other_due(time_limit sen.time_limit, started date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_other_due' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.other_due(sen.time_limit, date) IS
    'The last day by the other answer to the point sen.other_due_point() of a limit: where sen.due_date() gives 24 '
    'November 2025 for next_review, 25 November 2025. Null where there is no such point, and for null. Errors of '
    'sen.due_date().';

CREATE VIEW sen.contested_point_catalogue AS
    SELECT p.name, p.kind, p.point, array_to_string(p.limits, ', ') AS limits, p.text_says, p.others_say, p.source,
           p.taken, p.choose, p.certainty, p.per_programme
    FROM sen.contested_points() p;
COMMENT ON VIEW sen.contested_point_catalogue IS
    'What the law on time limits leaves open, where practice and the text differ, what could not be verified and what '
    'is announced, for reports: sen.contested_points() in plain text.';
GRANT SELECT ON sen.contested_point_catalogue TO PUBLIC;
COMMENT ON COLUMN sen.contested_point_catalogue.name IS 'Name of the point.';
COMMENT ON COLUMN sen.contested_point_catalogue.kind IS
    'open in the text, practice differs, not verified, or law to come.';
COMMENT ON COLUMN sen.contested_point_catalogue.point IS 'The question, or the law that is to come.';
COMMENT ON COLUMN sen.contested_point_catalogue.limits IS
    'Names of the time limits that it touches, separated by commas; empty where it is of none in particular.';
COMMENT ON COLUMN sen.contested_point_catalogue.text_says IS 'What the text says, in our own words.';
COMMENT ON COLUMN sen.contested_point_catalogue.others_say IS
    'What others say; empty where nobody was found who says otherwise.';
COMMENT ON COLUMN sen.contested_point_catalogue.source IS 'Who says so.';
COMMENT ON COLUMN sen.contested_point_catalogue.taken IS 'What this extension takes unless you choose otherwise.';
COMMENT ON COLUMN sen.contested_point_catalogue.choose IS 'How to choose otherwise; empty where that is not offered.';
COMMENT ON COLUMN sen.contested_point_catalogue.certainty IS 'How sure we are: what was read and what is inferred.';
COMMENT ON COLUMN sen.contested_point_catalogue.per_programme IS
    'True where a programme can choose the other answer: a row of its table contested_choice.';
