-- Room calendar: today, as reports see it, and the periods they group by.

CREATE FUNCTION sen.today() RETURNS date
    AS 'MODULE_PATHNAME', 'sen_today' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.today() IS
    'The day on which reports stand: the setting sen_improvement.as_of (YYYY-MM-DD) if it is set, else current_date. '
    'Never null. A setting that is not a date is error 22007, at the latest when the extension is loaded.';

CREATE FUNCTION sen.month(day date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_month' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.month(date) IS
    'First day of the month that the date falls in. Null in, null out; infinite dates unchanged; 22008 if that day is '
    'before the first date of PostgreSQL.';

CREATE FUNCTION sen.quarter(day date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_quarter' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.quarter(date) IS
    'First day of the calendar quarter that the date falls in. Null in, null out; infinite dates unchanged; 22008 if '
    'that day is before the first date of PostgreSQL.';

CREATE FUNCTION sen.calendar_year(day date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_calendar_year' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calendar_year(date) IS
    '1 January of the calendar year that the date falls in. Null in, null out; infinite dates unchanged; 22008 if that '
    'day is before the first date of PostgreSQL.';

CREATE FUNCTION sen.academic_year(day date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_academic_year' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.academic_year(date) IS
    '1 September on which the academic year of the date began. Null in, null out; infinite dates unchanged; 22008 if '
    'that day is before the first date of PostgreSQL.';

CREATE FUNCTION sen.financial_year(day date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_financial_year' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.financial_year(date) IS
    '1 April on which the financial year of the date began. Null in, null out; infinite dates unchanged; 22008 if that '
    'day is before the first date of PostgreSQL.';

CREATE FUNCTION sen.quarter_label(day date) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_quarter_label' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.quarter_label(date) IS
    'Name of the calendar quarter that the date falls in, such as 2025 Q3. Null in, null out.';

CREATE FUNCTION sen.academic_year_label(day date) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_academic_year_label' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.academic_year_label(date) IS
    'Name of the academic year (from 1 September) that the date falls in, such as 2024/25. Null in, null out.';

CREATE FUNCTION sen.financial_year_label(day date) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_financial_year_label' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.financial_year_label(date) IS
    'Name of the financial year (from 1 April) that the date falls in, such as 2024-25. Null in, null out.';
