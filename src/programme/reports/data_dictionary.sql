-- read: bi

-- What can be added up, and in which unit, is said here and nowhere else: by the name of the column, which means one
-- thing in all views, or for one view. Whole numbers and decimals have to be named; of other types nothing adds up.
CREATE VIEW data_dictionary AS
WITH said (column_name, only_in, unit, additive) AS (VALUES
    ('finished', NULL, 'cases', 'yes'), ('in_time', NULL, 'cases', 'yes'),
    ('finished_excluding', NULL, 'cases', 'yes'), ('in_time_excluding', NULL, 'cases', 'yes'),
    ('open_at_end', NULL, 'cases', 'not over time'), ('overdue_at_end', NULL, 'cases', 'not over time'),
    ('plans', NULL, 'plans', 'yes'), ('figures', NULL, 'figures', 'yes'), ('points', NULL, 'figures', 'yes'),
    ('value', NULL, 'unit of the measure', 'no'), ('baseline_value', NULL, 'unit of the measure', 'no'),
    ('target_value', NULL, 'unit of the measure', 'no'), ('latest_value', NULL, 'unit of the measure', 'no'),
    ('centre', NULL, 'unit of the series', 'no'), ('lower', NULL, 'unit of the series', 'no'),
    ('upper', NULL, 'unit of the series', 'no'), ('near_lower', NULL, 'unit of the series', 'no'),
    ('near_upper', NULL, 'unit of the series', 'no'), ('value', 'fact_control', 'unit of the series', 'no'),
    ('numerator', NULL, 'what the measure counts', 'within a series'),
    ('denominator', NULL, 'what the measure counts', 'within a series'),
    ('outside', NULL, 'figures', 'yes'), ('in_trend', NULL, 'figures', 'yes'),
    ('two_of_three', NULL, 'figures', 'yes'), ('in_shift', NULL, 'figures', 'yes'),
    ('actions', NULL, 'actions', 'yes'), ('open', NULL, 'actions', 'yes'), ('complete', NULL, 'actions', 'yes'),
    ('given_up', NULL, 'actions', 'yes'), ('overdue', NULL, 'actions', 'yes'),
    ('with_impact', NULL, 'actions', 'yes'), ('days_overdue', NULL, 'days', 'yes'),
    ('risks', NULL, 'risks', 'not over time'), ('assessed', NULL, 'risks', 'not over time'),
    ('above_appetite', NULL, 'risks', 'not over time'), ('likelihood', NULL, 'levels of the matrix', 'no'),
    ('impact', NULL, 'levels of the matrix', 'no'), ('score', NULL, 'likelihood x impact', 'no'),
    ('entries', NULL, 'entries', 'yes'), ('with_progress', NULL, 'entries', 'yes'),
    ('with_impact', 'fact_log', 'entries', 'yes'), ('asks_for_more', NULL, 'entries', 'yes'),
    ('paragraphs', NULL, 'paragraphs', 'yes'), ('meetings', NULL, 'meetings', 'yes'),
    ('held', NULL, 'meetings', 'yes'), ('cancelled', NULL, 'meetings', 'yes'),
    ('working_days', NULL, 'days', 'yes'), ('length', NULL, 'column unit', 'no'),
    ('version', NULL, 'number of a version', 'no'), ('area_number', NULL, 'number of an area', 'no'),
    ('calendar_year', NULL, 'years', 'no'), ('month_number', NULL, 'place', 'no'),
    ('quarter_number', NULL, 'place', 'no'), ('academic_month', NULL, 'place', 'no'),
    ('financial_month', NULL, 'place', 'no'), ('weekday_number', NULL, 'place', 'no'),
    ('is_latest', NULL, '1 or 0', 'no'), ('is_last', NULL, '1 or 0', 'no'), ('is_counted', NULL, '1 or 0', 'no'),
    ('is_running', NULL, '1 or 0', 'no'), ('is_future', NULL, '1 or 0', 'no'), ('in_force', NULL, '1 or 0', 'no'),
    ('was_set', NULL, '1 or 0', 'no'), ('cases_stated', NULL, '1 or 0', 'no')
)
SELECT c.relname::text AS view_name, obj_description(c.oid, 'pg_class') AS view_meaning,
       a.attname::text AS column_name,
       row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum)::smallint AS column_position,
       format_type(a.atttypid, a.atttypmod) AS data_type, col_description(c.oid, a.attnum) AS meaning,
       CASE WHEN a.attname LIKE '%position' THEN 'place' WHEN a.atttypid = 'date'::regtype THEN 'day'
            ELSE coalesce(o.unit, s.unit) END AS unit,
       CASE WHEN a.attname LIKE '%position' THEN 'no' ELSE coalesce(o.additive, s.additive, 'no') END AS additive
FROM pg_catalog.pg_class c
-- The schema in which the views are now, whatever its name: that of one of them.
JOIN pg_catalog.pg_class h ON h.oid = 'as_on'::regclass AND h.relnamespace = c.relnamespace
JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN said o ON o.column_name = a.attname AND o.only_in = c.relname
LEFT JOIN said s ON s.column_name = a.attname AND s.only_in IS NULL
WHERE c.relkind = 'v' AND c.relowner = h.relowner;
COMMENT ON VIEW data_dictionary IS
    'Every column of every view of this schema: type, meaning, unit, and whether it adds up. For tools that do not '
    'show the comments of the catalogue, as over ODBC.';
COMMENT ON COLUMN data_dictionary.view_name IS 'The view.';
COMMENT ON COLUMN data_dictionary.view_meaning IS 'What a row of the view is.';
COMMENT ON COLUMN data_dictionary.column_name IS 'The column.';
COMMENT ON COLUMN data_dictionary.column_position IS 'Its place in the view, from 1.';
COMMENT ON COLUMN data_dictionary.data_type IS 'Its type in PostgreSQL.';
COMMENT ON COLUMN data_dictionary.meaning IS 'What it says.';
COMMENT ON COLUMN data_dictionary.unit IS 'What it counts or is measured in; empty for text.';
COMMENT ON COLUMN data_dictionary.additive IS
    'yes: its sum over any rows means something. not over time: over the rows of one day or month. within a series: '
    'over periods of one measure or series that share no days. no: it must not be added up.';
