-- Room deadline: the statutory time limits of English SEND law.

-- types ----------------------------------------------------------------------

--@include name_type.sql
--@ type = time_limit
--@ is = The name of one statutory time limit, such as final_plan; sen.time_limits() lists them. Two bytes; ordered as the process runs, from request to plan and beyond.

--@include ordered_type.sql
--@ type = time_limit
--@ eq = The same time limit
--@ ne = Different time limits
--@ lt = Earlier in the order of the process
--@ le = Earlier in the order of the process, or the same
--@ gt = Later in the order of the process
--@ ge = Later in the order of the process, or the same

--@include name_type.sql
--@ type = exception
--@ is = A kind of circumstance that lifts a time limit, such as school_closure; sen.exception_kinds() lists them. Two bytes.

--@include ordered_type.sql
--@ type = exception
--@ eq = The same kind
--@ ne = Different kinds
--@ lt = Earlier in the list
--@ le = Earlier in the list, or the same
--@ gt = Later in the list
--@ ge = Later in the list, or the same

-- catalogue -----------------------------------------------------------------

CREATE FUNCTION sen.time_limits(
    OUT name sen.time_limit, OUT section text, OUT duty text, OUT clock_starts text,
    OUT sense text, OUT length integer, OUT unit text, OUT counting text,
    OUT owed_by text, OUT owed_to text, OUT citation text, OUT exceptions text,
    OUT in_2020 text, OUT standing text, OUT certainty text, OUT remark text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_time_limits' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 120;
COMMENT ON FUNCTION sen.time_limits() IS
    'Every statutory time limit that sen.time_limit knows, in order: the duty, what starts the clock (the day to give '
    'to sen.due_date()), the length and how it is counted, who owes it to whom, the citation, the exceptions with '
    'their provisions, what 2020 changed, its standing (statute, tribunal rule, case law, guidance, practice) and how '
    'sure we are. counting is null where no source gives a figure; length, unit and sense also where the limit is the '
    'same day or a fixed day of the year; exceptions is null where the text has none.';

CREATE FUNCTION sen.exception_kinds(OUT name sen.exception, OUT meaning text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_exception_kinds' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 12;
COMMENT ON FUNCTION sen.exception_kinds() IS 'Every kind of circumstance that lifts a time limit, and what it means.';

CREATE FUNCTION sen.exceptions(time_limit sen.time_limit, OUT exception sen.exception, OUT citation text,
                               OUT content text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_exceptions' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 4;
COMMENT ON FUNCTION sen.exceptions(sen.time_limit) IS
    'The exceptions that lift a time limit, one row each: its kind, the provision and what it says, in our own words. '
    'No rows if the text lists none, or for null. An exception lifts the fixed limit; it never stops the clock and '
    'never gives another date.';

CREATE FUNCTION sen.exception_applies(time_limit sen.time_limit, exception sen.exception) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_exception_applies' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.exception_applies(sen.time_limit, sen.exception) IS
    'Can this kind of circumstance lift this time limit? Null in, null out.';

--@include deadline/find_limit.sql

CREATE VIEW sen.time_limit_catalogue AS
    SELECT l.name::text AS time_limit, l.section, l.duty, l.clock_starts, l.sense, l.length, l.unit, l.counting,
           l.owed_by, l.owed_to, l.citation, l.in_2020, l.standing, l.certainty, l.remark,
           sen.limit_keywords(l.name) AS keywords
    FROM sen.time_limits() l;
COMMENT ON VIEW sen.time_limit_catalogue IS
    'Every statutory time limit, for reports: sen.time_limits() with plain text names. The exceptions are in '
    'sen.time_limit_exceptions.';
CREATE VIEW sen.time_limit_exceptions AS
    SELECT l.name::text AS time_limit, e.exception::text AS exception, e.citation, e.content
    FROM sen.time_limits() l CROSS JOIN LATERAL sen.exceptions(l.name) e;
COMMENT ON VIEW sen.time_limit_exceptions IS
    'The exceptions of every statutory time limit, a row each. A limit without exceptions has no row.';
GRANT SELECT ON sen.time_limit_catalogue, sen.time_limit_exceptions TO PUBLIC;
COMMENT ON COLUMN sen.time_limit_catalogue.time_limit IS 'Name of the time limit, a value of sen.time_limit.';
COMMENT ON COLUMN sen.time_limit_catalogue.section IS 'Part of the process.';
COMMENT ON COLUMN sen.time_limit_catalogue.duty IS 'What has to be done.';
COMMENT ON COLUMN sen.time_limit_catalogue.clock_starts IS 'What starts the clock: the day to give to sen.due_date().';
COMMENT ON COLUMN sen.time_limit_catalogue.sense IS
    'at most, or at least; empty where the limit is a fixed day, the same day, or has no figure.';
COMMENT ON COLUMN sen.time_limit_catalogue.length IS
    'How many units; empty where the limit is a fixed day, the same day, or has no figure.';
COMMENT ON COLUMN sen.time_limit_catalogue.unit IS
    'days, weeks, months or working days; empty where the limit is a fixed day, the same day, or has no figure.';
COMMENT ON COLUMN sen.time_limit_catalogue.counting IS
    'How the last day follows from the day that starts the clock; empty where no source gives a figure, so that there '
    'is no due date.';
COMMENT ON COLUMN sen.time_limit_catalogue.owed_by IS 'Who has to act.';
COMMENT ON COLUMN sen.time_limit_catalogue.owed_to IS 'To whom it is owed.';
COMMENT ON COLUMN sen.time_limit_catalogue.citation IS 'Where the law, rule or guidance says so.';
COMMENT ON COLUMN sen.time_limit_catalogue.in_2020 IS 'What the coronavirus regulations of 2020 changed.';
COMMENT ON COLUMN sen.time_limit_catalogue.standing IS 'statute, tribunal rule, case law, guidance or practice.';
COMMENT ON COLUMN sen.time_limit_catalogue.certainty IS 'How sure we are: what was read and what is inferred.';
COMMENT ON COLUMN sen.time_limit_catalogue.remark IS 'What a reader should know, such as sources that disagree.';
COMMENT ON COLUMN sen.time_limit_catalogue.keywords IS
    'Words by which people look for it, such as annual review: see sen.find_limit().';
COMMENT ON COLUMN sen.time_limit_exceptions.time_limit IS 'Name of the time limit, a value of sen.time_limit.';
COMMENT ON COLUMN sen.time_limit_exceptions.exception IS 'Kind of circumstance, a value of sen.exception.';
COMMENT ON COLUMN sen.time_limit_exceptions.citation IS 'Where the law says so.';
COMMENT ON COLUMN sen.time_limit_exceptions.content IS 'What the provision says, in our own words.';

-- arithmetic ----------------------------------------------------------------

CREATE FUNCTION sen.due_date_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_due_date_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_date_support(internal) IS
    'Planner support of sen.due_date(): a constant limit in days or weeks becomes an addition.';
CREATE FUNCTION sen.due_date(time_limit sen.time_limit, started date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_due_date' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.due_date_support;
COMMENT ON FUNCTION sen.due_date(sen.time_limit, date) IS
    'Last day on which the duty is met, for a clock that started on the given day; for a minimum period, its last day; '
    'for a notice before an event, the last day to give it, in clear days. Never moved to a working day, but for the '
    'Tribunal''s own rule 12. Null in, null out; infinite dates unchanged; 22023 if the law gives no figure, if it is '
    'counted in school days, and for a transfer between phases if the day is later in the year than the due date: '
    'sen.phase_transfer_due() takes the year; 22008 out of range.';
CREATE FUNCTION sen.due_date(time_limit sen.time_limit, started date, calendar sen.calendar) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_due_date_calendar' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_date(sen.time_limit, date, sen.calendar) IS
    'As sen.due_date(time_limit, started), counting working days, or the days on which an institution is open, in the '
    'given calendar. Limits in days, weeks and months do not look at it. 22008 for a day outside the calendar.';
CREATE FUNCTION sen.due_date(time_limit sen.time_limit, started date, clear_days boolean) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_due_date_clear' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_date(sen.time_limit, date, boolean) IS
    'As sen.due_date(time_limit, started), choosing how "at least so long before" is counted: clear_days true excludes '
    'the day of the notice and the day of the event (as CPR 2.8; the default), false only the day of the event (as '
    'Employment Tribunal Rules 2013 r.4(4)). No SEND authority decides. Other limits do not look at it.';

CREATE FUNCTION sen.days_left(time_limit sen.time_limit, started date) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_days_left' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.days_left(sen.time_limit, date) IS
    'Days from sen.today() to the due date: 0 on the day itself, negative when overdue. Null in, null out; 22008 for '
    'an infinite date; otherwise the errors of sen.due_date().';
CREATE FUNCTION sen.days_left(time_limit sen.time_limit, started date, as_of date) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_days_left' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.days_left(sen.time_limit, date, date) IS
    'Days from as_of to the due date: 0 on the day itself, negative when overdue. Null in, null out; 22008 for an '
    'infinite date; otherwise the errors of sen.due_date().';

CREATE FUNCTION sen.is_met(time_limit sen.time_limit, started date, done date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_met' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_met(sen.time_limit, date, date) IS
    'Was the limit met, as on sen.today()? True if done by the due date; false if done later, or not done and the day '
    'has passed; null while neither, if the limit or started is null, or if done is before started, where the clock '
    'runs from started: then one of them is wrong. For a minimum period: whether done came after its last day, null if '
    'not done. Errors of sen.due_date().';
CREATE FUNCTION sen.is_met(time_limit sen.time_limit, started date, done date, as_of date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_met' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_met(sen.time_limit, date, date, date) IS
    'Was the limit met, as on as_of? Something done after as_of is not done yet. True if done by the due date; false '
    'if done later, or not done and the day has passed; null while neither, if the limit, started or as_of is null, or '
    'if done is before started, where the clock runs from started: then one of them is wrong. For a minimum period: '
    'whether done came after its last day, null if not done. Errors of sen.due_date().';

CREATE FUNCTION sen.earliest_start(time_limit sen.time_limit, due date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_earliest_start' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sen.earliest_start(sen.time_limit, date) IS
    'First start whose due date is on or after the given day. A later start never has an earlier due date, so started '
    '>= earliest_start(l, d) says the same as due_date(l, started) >= d. Null in, null out; infinite dates unchanged; '
    'infinity if no date is late enough; a start beyond the calendar counts as due beyond all days; 22023 as '
    'sen.due_date().';
CREATE FUNCTION sen.latest_start(time_limit sen.time_limit, due date) RETURNS date
    AS 'MODULE_PATHNAME', 'sen_latest_start' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;
COMMENT ON FUNCTION sen.latest_start(sen.time_limit, date) IS
    'Last start whose due date is on or before the given day. started <= latest_start(l, d) says the same as '
    'due_date(l, started) <= d. Null in, null out; infinite dates unchanged; -infinity if no date is early enough; a '
    'start beyond the calendar counts as due beyond all days; 22023 as sen.due_date().';

-- conditions that an index serves ---------------------------------------------

CREATE FUNCTION sen.due_before_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_due_before_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_before_support(internal) IS
    'Planner support of sen.due_before(): for a constant limit, a comparison of the start itself.';
CREATE FUNCTION sen.due_before(time_limit sen.time_limit, started date, day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_due_before' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.due_before_support;
COMMENT ON FUNCTION sen.due_before(sen.time_limit, date, date) IS
    'Is the due date before the day? For a constant limit an index on the start column serves it. Null in, null out; '
    'errors of sen.due_date().';
CREATE FUNCTION sen.due_by_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_due_by_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_by_support(internal) IS
    'Planner support of sen.due_by(): for a constant limit, a comparison of the start itself.';
CREATE FUNCTION sen.due_by(time_limit sen.time_limit, started date, day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_due_by' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.due_by_support;
COMMENT ON FUNCTION sen.due_by(sen.time_limit, date, date) IS
    'Is the due date on or before the day? For a constant limit an index on the start column serves it. Null in, null '
    'out; errors of sen.due_date().';
CREATE FUNCTION sen.due_after_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_due_after_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_after_support(internal) IS
    'Planner support of sen.due_after(): for a constant limit, a comparison of the start itself.';
CREATE FUNCTION sen.due_after(time_limit sen.time_limit, started date, day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_due_after' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.due_after_support;
COMMENT ON FUNCTION sen.due_after(sen.time_limit, date, date) IS
    'Is the due date after the day? For a constant limit an index on the start column serves it. Null in, null out; '
    'errors of sen.due_date().';
CREATE FUNCTION sen.due_from_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_due_from_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_from_support(internal) IS
    'Planner support of sen.due_from(): for a constant limit, a comparison of the start itself.';
CREATE FUNCTION sen.due_from(time_limit sen.time_limit, started date, day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_due_from' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.due_from_support;
COMMENT ON FUNCTION sen.due_from(sen.time_limit, date, date) IS
    'Is the due date on or after the day? For a constant limit an index on the start column serves it. Null in, null '
    'out; errors of sen.due_date().';
CREATE FUNCTION sen.due_between_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_due_between_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.due_between_support(internal) IS
    'Planner support of sen.due_between(): for a constant limit, a range of the start itself.';
CREATE FUNCTION sen.due_between(time_limit sen.time_limit, started date, first_day date, last_day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_due_between' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.due_between_support;
COMMENT ON FUNCTION sen.due_between(sen.time_limit, date, date, date) IS
    'Is the due date from first_day to last_day, both included? For a constant limit, and days that are constants or '
    'reckoned from sen.today() or current_date, an index on the start column serves it. Null in, null out; errors of '
    'sen.due_date().';
CREATE FUNCTION sen.is_overdue_support(internal) RETURNS internal
    AS 'MODULE_PATHNAME', 'sen_is_overdue_support' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.is_overdue_support(internal) IS
    'Planner support of sen.is_overdue(): for a constant limit, a comparison of the start itself.';
CREATE FUNCTION sen.is_overdue(time_limit sen.time_limit, started date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_overdue' LANGUAGE C STABLE STRICT PARALLEL SAFE SUPPORT sen.is_overdue_support;
COMMENT ON FUNCTION sen.is_overdue(sen.time_limit, date) IS
    'Has the due date passed on sen.today()? False on the day itself. For a constant limit an index on the start '
    'column serves it. Null in, null out; errors of sen.due_date().';
CREATE FUNCTION sen.is_overdue(time_limit sen.time_limit, started date, day date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_is_overdue' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE SUPPORT sen.is_overdue_support;
COMMENT ON FUNCTION sen.is_overdue(sen.time_limit, date, date) IS
    'Has the due date passed on the given day? False on the day itself. For a constant limit an index on the start '
    'column serves it. Null in, null out; errors of sen.due_date().';


--@include deadline/combined.sql

--@include deadline/daily.sql
--@include deadline/case_turn.sql

--@include deadline/contested_points.sql
--@include deadline/replaced_limits.sql
