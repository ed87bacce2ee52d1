-- read: nobody
-- meanings: definition_month, definition_rolling

--@for view source
--@ definition_rolling definition_month
--@ plan_rolling plan_month
CREATE VIEW {view} AS
SELECT m.definition, m.local_authority,
       least((m.month + interval '1 month')::date - 1, sen.data_day('cases', 'data_source')) AS twelve_months_to,
       sen.rollup(m.days) OVER twelve_months AS days, sen.rollup(m.lateness) OVER twelve_months AS lateness,
       m.open_at_end, m.overdue_at_end
FROM {source} m
WINDOW twelve_months AS (PARTITION BY m.definition, m.local_authority ORDER BY m.month ROWS 11 PRECEDING);
--@end
COMMENT ON VIEW definition_rolling IS 'definition_month over twelve months: what the rolling views are read from.';
COMMENT ON VIEW plan_rolling IS 'definition_rolling, of the definition plans_in_20_weeks alone. Columns as there.';
COMMENT ON COLUMN definition_rolling.twelve_months_to IS
    'Last day of the twelve months, or the day of the data if the last of them still runs.';
