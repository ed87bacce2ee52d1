-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE verdict (
    verdict  text PRIMARY KEY
        CONSTRAINT verdict_known CHECK (sen.check_value(verdict IN ('met', 'on track', 'at risk', 'off track',
                                                                    'no recent data'), 'verdict', verdict,
                                                        'View dashboard knows met, on track, at risk, off track and no '
                                                        'recent data.')),
    position smallint NOT NULL UNIQUE,
    rag      text NOT NULL REFERENCES rag
);
COMMENT ON TABLE verdict IS
    'The verdicts of view dashboard on a measure, and the colour of each. The rule behind each is in the view.';
COMMENT ON COLUMN verdict.verdict IS 'The verdict: met, on track, at risk, off track or no recent data.';
COMMENT ON COLUMN verdict.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN verdict.rag IS 'Colour of the verdict.';
INSERT INTO verdict VALUES ('met', 1, 'blue'), ('on track', 2, 'green'), ('at risk', 3, 'amber'),
    ('off track', 4, 'red'), ('no recent data', 5, 'grey');
