-- read: reader
-- write: editor

-- One row for each row of a file, the figures in an array: a release has some three million figures in a hundred
-- thousand rows. View benchmark has a row for each figure.
CREATE TABLE release_row (
    file_id         integer NOT NULL REFERENCES release_file ON DELETE CASCADE,
    area_code       text COLLATE "C" NOT NULL,
    period_start    date NOT NULL,
    period_end      date NOT NULL,
    period          text NOT NULL,
    breakdown_topic text COLLATE "C" NOT NULL,
    breakdown       text COLLATE "C" NOT NULL,
    is_total        boolean NOT NULL,
    line            integer NOT NULL,
    figures         text[] NOT NULL,
    PRIMARY KEY (file_id, area_code, period_start, period_end, breakdown_topic, breakdown),
    CONSTRAINT release_row_period_order CHECK (period_end >= period_start)
);
-- Nobody searches by all the figures of a row, and to count their values takes as long as to load a file.
ALTER TABLE release_row ALTER COLUMN figures SET STATISTICS 0;
-- What is compared are totals, one row in twenty.
CREATE INDEX release_row_total ON release_row (file_id) WHERE is_total;
COMMENT ON INDEX release_row_total IS 'Finds the totals of a file.';
COMMENT ON TABLE release_row IS
    'The rows of the loaded files: area, period, breakdown, and the figures as they were published. View benchmark '
    'has a row for each figure.';
COMMENT ON COLUMN release_row.file_id IS 'The file.';
COMMENT ON COLUMN release_row.area_code IS 'The area: a row of release_area.';
COMMENT ON COLUMN release_row.period_start IS 'First day of the period.';
COMMENT ON COLUMN release_row.period_end IS 'Last day of the period.';
COMMENT ON COLUMN release_row.period IS 'The period as the file names it, such as 2024 or 202425.';
COMMENT ON COLUMN release_row.breakdown_topic IS
    'By what the figures are broken down, as published, such as Ethnicity; All where a file has no breakdown.';
COMMENT ON COLUMN release_row.breakdown IS 'For which part the figures are, as published; All where a file has none.';
COMMENT ON COLUMN release_row.is_total IS
    'True for figures of everybody: the breakdown is named as its topic, or All or Total, or the file has none.';
COMMENT ON COLUMN release_row.line IS 'Line of the file on which the row begins.';
COMMENT ON COLUMN release_row.figures IS
    'The cells as published, at the places of release_column: figures and symbols. Null where a cell is empty.';
