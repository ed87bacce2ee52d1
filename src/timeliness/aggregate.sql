-- Part of room timeliness: the aggregates.

CREATE FUNCTION sen._timeliness_accum(sen.timeliness, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_accum(sen.timeliness, date, date) IS
    'Transition of sen.timeliness(started, finished). Private.';
CREATE FUNCTION sen._timeliness_discard(sen.timeliness, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_discard' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_discard(sen.timeliness, date, date) IS
    'Inverse transition of sen.timeliness(started, finished). Private.';
CREATE FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean) IS
    'Transition of sen.timeliness(started, finished, exception). Private.';
CREATE FUNCTION sen._timeliness_discard(sen.timeliness, date, date, boolean) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_discard' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_discard(sen.timeliness, date, date, boolean) IS
    'Inverse transition of sen.timeliness(started, finished, exception). Private.';
CREATE FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean, date) IS
    'Transition of sen.timeliness(started, finished, exception, as_of). Private.';
CREATE FUNCTION sen._timeliness_discard(sen.timeliness, date, date, boolean, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_discard' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_discard(sen.timeliness, date, date, boolean, date) IS
    'Inverse transition of sen.timeliness(started, finished, exception, as_of). Private.';
CREATE FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_accum(sen.timeliness, date, date, boolean, date, date) IS
    'Transition of sen.timeliness(started, finished, exception, left_on, as_of). Private.';
CREATE FUNCTION sen._timeliness_discard(sen.timeliness, date, date, boolean, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_discard' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_discard(sen.timeliness, date, date, boolean, date, date) IS
    'Inverse transition of sen.timeliness(started, finished, exception, left_on, as_of). Private.';
CREATE FUNCTION sen._lateness_accum(sen.timeliness, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'lateness_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._lateness_accum(sen.timeliness, date, date) IS
    'Transition of sen.lateness(due, finished). Private.';
CREATE FUNCTION sen._lateness_discard(sen.timeliness, date, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'lateness_discard' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._lateness_discard(sen.timeliness, date, date) IS
    'Inverse transition of sen.lateness(due, finished). Private.';
CREATE FUNCTION sen._lateness_accum(sen.timeliness, date, date, boolean) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'lateness_accum' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._lateness_accum(sen.timeliness, date, date, boolean) IS
    'Transition of sen.lateness(due, finished, exception). Private.';
CREATE FUNCTION sen._lateness_discard(sen.timeliness, date, date, boolean) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'lateness_discard' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._lateness_discard(sen.timeliness, date, date, boolean) IS
    'Inverse transition of sen.lateness(due, finished, exception). Private.';
CREATE FUNCTION sen._lateness_accum(sen.timeliness, date, date, boolean, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'lateness_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._lateness_accum(sen.timeliness, date, date, boolean, date) IS
    'Transition of sen.lateness(due, finished, exception, as_of). Private.';
CREATE FUNCTION sen._lateness_discard(sen.timeliness, date, date, boolean, date) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'lateness_discard' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._lateness_discard(sen.timeliness, date, date, boolean, date) IS
    'Inverse transition of sen.lateness(due, finished, exception, as_of). Private.';
CREATE FUNCTION sen._timeliness_combine(sen.timeliness, sen.timeliness) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_combine(sen.timeliness, sen.timeliness) IS
    'Merges two transition states; also the transition of sen.rollup(). Private.';
CREATE FUNCTION sen._timeliness_uncombine(sen.timeliness, sen.timeliness) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_uncombine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_uncombine(sen.timeliness, sen.timeliness) IS
    'Takes out again what was merged: inverse transition of sen.rollup(). Private.';
CREATE FUNCTION sen._timeliness_final(sen.timeliness) RETURNS sen.timeliness
    AS 'MODULE_PATHNAME', 'timeliness_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION sen._timeliness_final(sen.timeliness) IS
    'Brings a transition state to the canonical form. Private.';

CREATE AGGREGATE sen.timeliness(started date, finished date) (
    SFUNC = sen._timeliness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._timeliness_accum, MINVFUNC = sen._timeliness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024,
    MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness(date, date) IS
    'Summary of the days from started to finished. finished null, or after sen.today(): open, aged on sen.today(). A '
    'finite started after sen.today(): not yet a case. started null or infinite, or finished before started: counted '
    'as unusable. Both null: ignored. No rows: an empty summary, never null.';

CREATE AGGREGATE sen.timeliness(started date, finished date, exception boolean) (
    SFUNC = sen._timeliness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._timeliness_accum, MINVFUNC = sen._timeliness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024,
    MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness(date, date, boolean) IS
    'As sen.timeliness(started, finished); exception true: the case is under a permitted exception. exception null '
    'counts as false.';

CREATE AGGREGATE sen.timeliness(started date, finished date, exception boolean, as_of date) (
    SFUNC = sen._timeliness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._timeliness_accum, MINVFUNC = sen._timeliness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024,
    MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness(date, date, boolean, date) IS
    'As sen.timeliness(started, finished, exception), on the day as_of instead of sen.today(). as_of null: error '
    '22004; infinite: 22008.';

CREATE AGGREGATE sen.timeliness(started date, finished date, exception boolean, left_on date, as_of date) (
    SFUNC = sen._timeliness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._timeliness_accum, MINVFUNC = sen._timeliness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024,
    MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.timeliness(date, date, boolean, date, date) IS
    'As sen.timeliness(started, finished, exception, as_of), for cases that may leave before finishing (withdrawn, '
    'moved away, ceased) on left_on. Of finishing and leaving the first counts, finishing if both are on one day; '
    'left_on null, or after as_of: has not left. Left before started: counted as unusable.';

CREATE AGGREGATE sen.lateness(due date, finished date) (
    SFUNC = sen._lateness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._lateness_accum, MINVFUNC = sen._lateness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024,
    MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.lateness(date, date) IS
    'Summary of the days from due to finished: 0 or less is in time. finished null, or after sen.today(): open, late '
    'by the days from due to sen.today(), negative while not yet due. due null or infinite with finished known: '
    'counted as unusable. Both null: ignored. No rows: an empty summary, never null.';

CREATE AGGREGATE sen.lateness(due date, finished date, exception boolean) (
    SFUNC = sen._lateness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._lateness_accum, MINVFUNC = sen._lateness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024,
    MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.lateness(date, date, boolean) IS
    'As sen.lateness(due, finished); exception true: the case is under a permitted exception. exception null counts as '
    'false.';

CREATE AGGREGATE sen.lateness(due date, finished date, exception boolean, as_of date) (
    SFUNC = sen._lateness_accum, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._lateness_accum, MINVFUNC = sen._lateness_discard, MSTYPE = sen.timeliness, MSSPACE = 1024,
    MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.lateness(date, date, boolean, date) IS
    'As sen.lateness(due, finished, exception), on the day as_of instead of sen.today(). as_of null: error 22004; '
    'infinite: 22008.';

CREATE AGGREGATE sen.rollup(summary sen.timeliness) (
    SFUNC = sen._timeliness_combine, STYPE = sen.timeliness, SSPACE = 1024,
    MSFUNC = sen._timeliness_combine, MINVFUNC = sen._timeliness_uncombine, MSTYPE = sen.timeliness, MSSPACE = 1024,
    MFINALFUNC = sen._timeliness_final,
    COMBINEFUNC = sen._timeliness_combine, FINALFUNC = sen._timeliness_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE sen.rollup(sen.timeliness) IS
    'Merges summaries; the result is what one aggregate over all their rows would give. Null summaries are ignored. No '
    'rows: an empty summary, never null. 22003 above 4294967295 cases of one class on one day.';
