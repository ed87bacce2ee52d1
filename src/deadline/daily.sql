-- Part of room deadline: what is asked every day. What starts today, and which week it is.

CREATE FUNCTION sen.limit_events(OUT event text, OUT clock_starts text, OUT limits sen.time_limit[])
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_limit_events' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 60;
COMMENT ON FUNCTION sen.limit_events() IS
    'What starts the clocks of the time limits, such as review_meeting or order_made: the names that sen.limits_from() '
    'takes, the day that is meant, and the limits. Names that begin with det_ are of detained children and young '
    'people.';
CREATE FUNCTION sen.limits_from(
    event text, started date, OUT time_limit sen.time_limit, OUT duty text, OUT period text, OUT due_on date,
    OUT owed_by text, OUT owed_to text, OUT citation text, OUT clock_starts text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_limits_from' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 5;
COMMENT ON FUNCTION sen.limits_from(text, date) IS
    'Every time limit whose clock starts with an event on that day, such as review_meeting: the due date, who owes '
    'what to whom, and where the law says so, in the order of the process. sen.limit_events() lists the events. For '
    'notice before an event, the last day to give it; for event transfer, the day of the transfer. due_on is null '
    'where no source gives a figure, and for days on which a school is open. No rows for an event that only ends '
    'clocks (sen.replaced_limits()), and for null; 22P02 for an unknown event; else the errors of sen.due_date().';
CREATE FUNCTION sen.event_starts(event text, time_limit sen.time_limit) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_event_starts' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen.event_starts(text, sen.time_limit) IS
    'Whether a limit can be followed up from an event: true for those that sen.limits_from() lists, and for '
    'mediation_agreed also for the limits of an order to do what was agreed (SEND Regulations 2014 reg 42(2)). Knows '
    'the events of sen.limit_events() and of sen.replaced_limits(); 22P02 for another. Null if either is null, but an '
    'unknown event is refused.';
CREATE FUNCTION sen.week_of(time_limit sen.time_limit, started date) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_week_of' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.week_of(sen.time_limit, date) IS
    'The week of a limit in weeks that sen.today() lies in: 1 for the first seven days, also for the day on which the '
    'clock starts; greater than the length once the due date has passed. Null before the clock starts, for limits that '
    'are not counted in weeks, and for null. 22008 for infinite dates; 22023 where no source gives a figure.';
CREATE FUNCTION sen.week_of(time_limit sen.time_limit, started date, as_of date) RETURNS integer
    AS 'MODULE_PATHNAME', 'sen_week_of' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.week_of(sen.time_limit, date, date) IS
    'The week of a limit in weeks that as_of lies in: 1 for the first seven days, also for the day on which the clock '
    'starts; greater than the length once the due date has passed. Null before the clock starts, for limits that are '
    'not counted in weeks, and for null. 22008 for infinite dates; 22023 where no source gives a figure.';
CREATE FUNCTION sen.week_words(time_limit sen.time_limit, started date) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_week_words' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.week_words(sen.time_limit, date) IS
    'sen.week_of() in words, such as week 14 of 20; once the due date has passed, such as week 22, after the 20. Null '
    'and errors as sen.week_of().';
CREATE FUNCTION sen.week_words(time_limit sen.time_limit, started date, as_of date) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_week_words' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.week_words(sen.time_limit, date, date) IS
    'sen.week_of() in words, such as week 14 of 20; once the due date has passed, such as week 22, after the 20. Null '
    'and errors as sen.week_of().';
