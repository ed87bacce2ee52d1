-- read: reader
-- write: editor
-- tracked
-- filled

-- The matrix is rows, so a council can have its own size and bands; a score outside it is refused.
CREATE TABLE risk_cell (
    likelihood smallint NOT NULL,
    impact     smallint NOT NULL,
    risk_band  text NOT NULL REFERENCES risk_band,
    PRIMARY KEY (likelihood, impact),
    CONSTRAINT risk_cell_likelihood_range CHECK (sen.check_value(likelihood BETWEEN 1 AND 25, 'likelihood', likelihood,
                                                                 'Number the levels of likelihood from 1; '
                                                                 'sen.risk_matrix has at most 25.')),
    CONSTRAINT risk_cell_impact_range CHECK (sen.check_value(impact BETWEEN 1 AND 25, 'impact', impact,
                                                             'Number the levels of impact from 1; sen.risk_matrix has '
                                                             'at most 25.'))
);
COMMENT ON TABLE risk_cell IS
    'The risk matrix of this programme, a row for each cell; as laid out sen.npsa_matrix(). A matrix with a missing '
    'cell is reported by data_quality.';
COMMENT ON COLUMN risk_cell.likelihood IS 'Level of likelihood, from 1.';
COMMENT ON COLUMN risk_cell.impact IS 'Level of impact, from 1.';
COMMENT ON COLUMN risk_cell.risk_band IS 'The band of a risk with this likelihood and impact.';
INSERT INTO risk_cell (likelihood, impact, risk_band) SELECT c.likelihood, c.impact, c.label
FROM sen.cells(sen.npsa_matrix()) c;
