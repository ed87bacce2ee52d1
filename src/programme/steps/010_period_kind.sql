-- title: say how the periods of a measure lie to each other
-- version: 0.2.0

CREATE TABLE period_kind (
    period_kind    text PRIMARY KEY
        CONSTRAINT period_kind_not_blank CHECK (sen.check_value(period_kind ~ '\S', 'period_kind', period_kind,
                                                                'Give a word for how the periods lie, such as '
                                                                'rolling.')),
    position       smallint NOT NULL UNIQUE,
    is_overlapping boolean NOT NULL,
    meaning        text NOT NULL
);
COMMENT ON TABLE period_kind IS
    'How the periods of the figures of a measure lie to each other. Where they overlap, figures share cases: then no '
    'trend, interval, projection or control limit is drawn from them.';
COMMENT ON COLUMN period_kind.period_kind IS 'The word, such as rolling.';
COMMENT ON COLUMN period_kind.position IS 'Place in reports, from 1.';
COMMENT ON COLUMN period_kind.is_overlapping IS
    'True if a figure is for days that the figure before is for as well.';
COMMENT ON COLUMN period_kind.meaning IS 'What the word means.';
INSERT INTO period_kind VALUES
    ('single periods', 1, false, 'A period of its own for each figure, such as a month, a quarter or a year.'),
    ('on a day', 2, false, 'How things stood on a day, such as a waiting list at the end of each quarter.'),
    ('rolling', 3, true, 'Always as long, such as twelve months, and most of it the same as of the figure before.'),
    ('year to date', 4, true, 'From the first day of a year on, which begins anew each year.'),
    ('cumulative', 5, true, 'From one fixed day on.');
ALTER TABLE period_kind SET (autovacuum_analyze_threshold = 0);
DO $track$ BEGIN PERFORM sen.track('period_kind'); END $track$;

ALTER TABLE measure
    ADD COLUMN period_kind text REFERENCES period_kind,
    ADD CONSTRAINT measure_period_kind_typed CHECK (sen.check_value(definition IS NULL OR period_kind IS NULL,
                                                                'period_kind', period_kind,
                                                                'Leave it empty: of a measure that is counted from '
                                                                'the cases, counted_over says how its periods lie.'));
COMMENT ON COLUMN measure.period_kind IS
    'How the periods of its figures lie to each other: single periods, on a day, rolling, year to date or cumulative. '
    'A trend is drawn only where they do not overlap. Empty for a measure with a definition, of which counted_over '
    'says it; for others that means not said, and then no trend is drawn.';
-- As the figures themselves say: a figure without period_from is for one day (measurement.period_from). A measure
-- without figures is left open.
UPDATE measure m SET period_kind = f.period_kind
FROM (
    SELECT x.measure_id,
           CASE WHEN bool_or(x.is_overlapping) AND count(DISTINCT x.period_from) = 1 THEN 'cumulative'
                WHEN bool_or(x.is_overlapping) AND bool_or(x.same_start)
                     AND count(DISTINCT to_char(x.period_from, 'MM-DD')) = 1 THEN 'year to date'
                WHEN bool_or(x.is_overlapping) THEN 'rolling'
                WHEN bool_or(x.period_from < x.period_to) THEN 'single periods'
                ELSE 'on a day' END AS period_kind
    FROM (SELECT v.measure_id, v.period_from, v.period_to, v.period_from <= lag(v.period_to) OVER w AS is_overlapping,
                 v.period_from = lag(v.period_from) OVER w AS same_start
          FROM measurement v
          WINDOW w AS (PARTITION BY v.measure_id ORDER BY v.period_to)) x
    GROUP BY x.measure_id
) f
WHERE f.measure_id = m.measure_id AND m.definition IS NULL;
