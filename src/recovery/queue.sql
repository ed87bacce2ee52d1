-- Part of room recovery: the queue, open cases by stage and day received.

CREATE TYPE sen.queue;

CREATE FUNCTION sen.queue_in(cstring) RETURNS sen.queue
    AS 'MODULE_PATHNAME', 'queue_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.queue_in(cstring) IS
    'Text input of sen.queue, such as v1 2025-12-31 decision{2025-12-01:3} plan{2025-03-04:1,2025-03-05:2} '
    'undated{advice:1}; 22P02 otherwise.';
CREATE FUNCTION sen.queue_out(sen.queue) RETURNS cstring
    AS 'MODULE_PATHNAME', 'queue_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.queue_out(sen.queue) IS 'Text output of sen.queue: every count, nothing lost.';
CREATE FUNCTION sen.queue_recv(internal) RETURNS sen.queue
    AS 'MODULE_PATHNAME', 'queue_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.queue_recv(internal) IS
    'Binary input of sen.queue: every byte is checked; 22P03 if it is not a queue.';
CREATE FUNCTION sen.queue_send(sen.queue) RETURNS bytea
    AS 'MODULE_PATHNAME', 'queue_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.queue_send(sen.queue) IS 'Binary output of sen.queue: a version byte and the canonical form.';

-- The category of sen.timeliness, which a literal is taken for.
CREATE TYPE sen.queue (
    INPUT = sen.queue_in,
    OUTPUT = sen.queue_out,
    RECEIVE = sen.queue_recv,
    SEND = sen.queue_send,
    INTERNALLENGTH = VARIABLE,
    ALIGNMENT = double,
    STORAGE = extended,
    CATEGORY = 's'
);
COMMENT ON TYPE sen.queue IS
    'The open cases of one day, counted by stage and day received, with those that have no usable day of receipt '
    'apart: what a recovery plan starts from. Queues of the same day merge by sen.rollup() and + without loss.';

CREATE FUNCTION sen.queue_eq(sen.queue, sen.queue) RETURNS boolean
    AS 'MODULE_PATHNAME', 'queue_eq' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.queue_eq(sen.queue, sen.queue) IS 'The same day, and every count the same? Null in, null out.';
CREATE FUNCTION sen.queue_ne(sen.queue, sen.queue) RETURNS boolean
    AS 'MODULE_PATHNAME', 'queue_ne' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.queue_ne(sen.queue, sen.queue) IS 'Another day, or any count different? Null in, null out.';
CREATE FUNCTION sen.queue_hash(sen.queue) RETURNS integer
    AS 'MODULE_PATHNAME', 'queue_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.queue_hash(sen.queue) IS 'Hash support of sen.queue.';
CREATE FUNCTION sen.queue_hash_extended(sen.queue, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'queue_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.queue_hash_extended(sen.queue, bigint) IS 'Hash support of sen.queue, with a seed.';
CREATE OPERATOR sen.= (
    LEFTARG = sen.queue, RIGHTARG = sen.queue, FUNCTION = sen.queue_eq,
    COMMUTATOR = OPERATOR(sen.=), NEGATOR = OPERATOR(sen.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
CREATE OPERATOR sen.<> (
    LEFTARG = sen.queue, RIGHTARG = sen.queue, FUNCTION = sen.queue_ne,
    COMMUTATOR = OPERATOR(sen.<>), NEGATOR = OPERATOR(sen.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR sen.= (sen.queue, sen.queue) IS 'The same day, and every count the same.';
COMMENT ON OPERATOR sen.<> (sen.queue, sen.queue) IS 'Another day, or any count different.';
CREATE OPERATOR CLASS sen.queue_hash_ops DEFAULT FOR TYPE sen.queue USING hash AS
    OPERATOR 1 sen.=,
    FUNCTION 1 sen.queue_hash(sen.queue),
    FUNCTION 2 sen.queue_hash_extended(sen.queue, bigint);
COMMENT ON OPERATOR CLASS sen.queue_hash_ops USING hash IS 'Equality of sen.queue, for GROUP BY and DISTINCT.';

CREATE FUNCTION sen.queue_plus(sen.queue, sen.queue) RETURNS sen.queue
    AS 'MODULE_PATHNAME', 'queue_plus' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.queue_plus(sen.queue, sen.queue) IS
    'Merges two queues: the function of the operator +. Null in, null out; 22023 if they stand on different days, '
    '22003 above 4294967295 cases of one stage and day.';
CREATE OPERATOR sen.+ (
    LEFTARG = sen.queue, RIGHTARG = sen.queue, FUNCTION = sen.queue_plus, COMMUTATOR = OPERATOR(sen.+)
);
COMMENT ON OPERATOR sen.+ (sen.queue, sen.queue) IS 'Merges two queues of the same day.';

-- aggregates ----------------------------------------------------------------

CREATE FUNCTION sen._queue_accum(sen.queue, date, sen.stage) RETURNS sen.queue
    AS 'MODULE_PATHNAME', 'queue_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._queue_accum(sen.queue, date, sen.stage) IS
    'Transition of sen.queue(received, stage). Private.';
CREATE FUNCTION sen._queue_accum(sen.queue, date, sen.stage, date) RETURNS sen.queue
    AS 'MODULE_PATHNAME', 'queue_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._queue_accum(sen.queue, date, sen.stage, date) IS
    'Transition of sen.queue(received, stage, as_of). Private.';
CREATE FUNCTION sen._queue_combine(sen.queue, sen.queue) RETURNS sen.queue
    AS 'MODULE_PATHNAME', 'queue_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._queue_combine(sen.queue, sen.queue) IS
    'Merges two transition states; also the transition of sen.rollup(). Private.';
CREATE FUNCTION sen._queue_final(sen.queue) RETURNS sen.queue
    AS 'MODULE_PATHNAME', 'queue_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._queue_final(sen.queue) IS 'Brings a transition state to the canonical form. Private.';

CREATE AGGREGATE sen.queue(received date, stage sen.stage) (
    SFUNC = sen._queue_accum, STYPE = sen.queue, SSPACE = 1024,
    COMBINEFUNC = sen._queue_combine, FINALFUNC = sen._queue_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.queue(date, sen.stage) IS
    'The open cases at the close of sen.today(), a row for each: the day it was received, and what it waits for. stage '
    'null: no open case, ignored. received finite and after sen.today(): not yet a case. received null, infinite or '
    'before the year 1: counted, without a day. No rows: an empty queue that stands on no day, never null. 22003 '
    'above 4294967295 cases of one stage and day.';

CREATE AGGREGATE sen.queue(received date, stage sen.stage, as_of date) (
    SFUNC = sen._queue_accum, STYPE = sen.queue, SSPACE = 1024,
    COMBINEFUNC = sen._queue_combine, FINALFUNC = sen._queue_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.queue(date, sen.stage, date) IS
    'As sen.queue(received, stage), at the close of as_of instead of sen.today(). as_of must be the same for all rows '
    'that have a stage (22023) and not null (22004), infinite or outside the years 1 to 9999 (22008).';

CREATE AGGREGATE sen.rollup(queue sen.queue) (
    SFUNC = sen._queue_combine, STYPE = sen.queue, SSPACE = 1024,
    COMBINEFUNC = sen._queue_combine, FINALFUNC = sen._queue_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.rollup(sen.queue) IS
    'Merges queues that stand on the same day (22023 otherwise), such as those of several authorities. Null queues and '
    'queues of no rows are ignored. No rows: an empty queue that stands on no day, never null. 22003 above 4294967295 '
    'cases of one stage and day.';

-- reading -------------------------------------------------------------------

CREATE FUNCTION sen.stands_on(queue sen.queue) RETURNS date
    AS 'MODULE_PATHNAME', 'queue_stands_on' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.stands_on(sen.queue) IS
    'The day at whose close the cases of a queue were open; null if it was made of no rows. Null in, null out.';
CREATE FUNCTION sen.open_cases(queue sen.queue) RETURNS bigint
    AS 'MODULE_PATHNAME', 'queue_open_cases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.open_cases(sen.queue) IS
    'All cases of a queue, also those without a usable day of receipt; 0 if there is none. Null in, null out.';
CREATE FUNCTION sen.open_cases(queue sen.queue, stage sen.stage) RETURNS bigint
    AS 'MODULE_PATHNAME', 'queue_open_cases' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.open_cases(sen.queue, sen.stage) IS
    'The cases of a queue at one stage, also those without a usable day of receipt; 0 if there is none. Null in, null '
    'out.';
CREATE FUNCTION sen.undated(queue sen.queue) RETURNS bigint
    AS 'MODULE_PATHNAME', 'queue_undated' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.undated(sen.queue) IS
    'The cases of a queue without a usable day of receipt: they are in the stock, and in no order of issuing. Null in, '
    'null out.';
CREATE FUNCTION sen.open_over(queue sen.queue, days integer) RETURNS bigint
    AS 'MODULE_PATHNAME', 'queue_open_over' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.open_over(sen.queue, integer) IS
    'The cases of a queue that have been open for more than so many days (140 is 20 weeks, 364 is 52 weeks); those '
    'without a usable day of receipt are over no number of days. Null in, null out.';
CREATE FUNCTION sen.max_open_days(queue sen.queue) RETURNS integer
    AS 'MODULE_PATHNAME', 'queue_max_open_days' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.max_open_days(sen.queue) IS
    'Days that the oldest case of a queue has been open. Null if none has a usable day of receipt. Null in, null out.';
CREATE FUNCTION sen.open_by_day(queue sen.queue)
    RETURNS TABLE (stage sen.stage, received date, open_days integer, cases bigint)
    AS 'MODULE_PATHNAME', 'queue_open_by_day' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 500;
COMMENT ON FUNCTION sen.open_by_day(sen.queue) IS
    'The cases of a queue, a row for each stage and day received, ascending; open_days: from that day to the one that '
    'the queue stands on. Last of a stage, with received and open_days null, the cases without a usable day of '
    'receipt, if there are any. Null in, no rows.';
CREATE FUNCTION sen.plan_bound(queue sen.queue, refused double precision, no_plan double precision)
    RETURNS double precision
    AS 'MODULE_PATHNAME', 'queue_plan_bound' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.plan_bound(sen.queue, double precision, double precision) IS
    'How many cases of a queue will end in a plan: those at stage decision by (1 - refused) (1 - no_plan), all others '
    'by 1 - no_plan. refused: share of decisions not to assess; no_plan: share of assessments that end without a plan; '
    'the shares of today, as a backlog carries them on. Null in, null out; 22023 if a share is not within 0 and 1.';
