-- read: reader
-- write: editor
-- tracked
-- filled

CREATE TABLE risk_band (
    risk_band text PRIMARY KEY
        CONSTRAINT risk_band_not_blank CHECK (sen.check_value(risk_band ~ '\S', 'risk_band', risk_band,
                                                              'Give the band a name, such as high.')),
    position  smallint NOT NULL UNIQUE,
    colour    text NOT NULL,
    meaning   text NOT NULL
);
COMMENT ON TABLE risk_band IS
    'The bands of the risk matrix. As laid out: National Patient Safety Agency, A risk matrix for risk managers, '
    'January 2008.';
COMMENT ON COLUMN risk_band.risk_band IS 'Name of the band, such as high.';
COMMENT ON COLUMN risk_band.position IS 'Place from the lowest band, from 1.';
COMMENT ON COLUMN risk_band.colour IS 'Colour in reports.';
COMMENT ON COLUMN risk_band.meaning IS 'What the band means in this programme.';
INSERT INTO risk_band VALUES
    ('low', 1, 'green', 'Scores 1 to 3.'),
    ('moderate', 2, 'yellow', 'Scores 4 to 6.'),
    ('high', 3, 'orange', 'Scores 8 to 12.'),
    ('extreme', 4, 'red', 'Scores 15 to 25.');
