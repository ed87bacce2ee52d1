-- Part of room deadline: what ends the clock of a limit before its duty is done, and which clock binds instead.

CREATE FUNCTION sen.replaced_limits(
    OUT time_limit sen.time_limit, OUT event text, OUT matter text, OUT ended_by text, OUT effect text,
    OUT replaced_by sen.time_limit, OUT counted_from text, OUT point text, OUT taken boolean, OUT citation text,
    OUT certainty text, OUT recorded_in text, OUT remark text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_replaced_limits' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100 ROWS 450;
COMMENT ON FUNCTION sen.replaced_limits() IS
    'What ends the clock of a time limit before its duty is done, a row for each limit and event: whether another '
    'clock binds instead (replaces), the same limit runs again (restarts), nothing binds (ends) or the clock goes on '
    'all the same (stands); from which day the new clock counts; where the law says so, and how sure that is. Rows '
    'with the same event and the same words for it happen together. event is null where nothing ends the clock; '
    'remark then says why.';

CREATE VIEW sen.replaced_limit_catalogue AS
    SELECT r.time_limit::text AS time_limit, r.event, r.matter, r.ended_by, r.effect,
           r.replaced_by::text AS replaced_by, r.counted_from, r.point, r.taken,
           r.citation, r.certainty, r.recorded_in, r.remark
    FROM sen.replaced_limits() r;
COMMENT ON VIEW sen.replaced_limit_catalogue IS
    'What ends the clock of a time limit before its duty is done, and which clock binds instead, for reports: '
    'sen.replaced_limits() with plain text names.';
GRANT SELECT ON sen.replaced_limit_catalogue TO PUBLIC;
COMMENT ON COLUMN sen.replaced_limit_catalogue.time_limit IS 'The limit whose clock ends, a value of sen.time_limit.';
COMMENT ON COLUMN sen.replaced_limit_catalogue.event IS
    'Name of what ends it, such as order_made; empty where nothing does.';
COMMENT ON COLUMN sen.replaced_limit_catalogue.matter IS
    'What the event is about, where that is a decision of section 51(2): refusal to assess, refusal to issue a plan, '
    'contents of the plan, refusal to re-assess, refusal to amend, or ceasing to maintain. Empty: whatever it is '
    'about.';
COMMENT ON COLUMN sen.replaced_limit_catalogue.ended_by IS
    'The event in words. Rows with the same event and the same words happen together.';
COMMENT ON COLUMN sen.replaced_limit_catalogue.effect IS
    'replaces: another clock binds instead. restarts: the same limit runs again. ends: nothing binds. stands: the '
    'clock goes on.';
COMMENT ON COLUMN sen.replaced_limit_catalogue.replaced_by IS
    'The limit that binds from then on: another if it replaces, the same if it restarts. Empty otherwise.';
COMMENT ON COLUMN sen.replaced_limit_catalogue.counted_from IS
    'The event whose day starts the new clock: mostly the one that ended the old clock. Empty if there is no new one.';
COMMENT ON COLUMN sen.replaced_limit_catalogue.point IS
    'Name of the contested point, as in sen.contested_points(); empty where it is none.';
COMMENT ON COLUMN sen.replaced_limit_catalogue.taken IS
    'False for the answer to a contested point that is not taken here.';
COMMENT ON COLUMN sen.replaced_limit_catalogue.citation IS
    'Where the law says so, or the provision that it follows from. Empty where nothing ends the clock.';
COMMENT ON COLUMN sen.replaced_limit_catalogue.certainty IS
    'How sure we are: operative text read, inferred, secondary source read, or decisions read in part. Empty where '
    'nothing ends the clock.';
COMMENT ON COLUMN sen.replaced_limit_catalogue.recorded_in IS
    'Columns of a programme''s tables that say that it happened; case_event.event where only an '
    'event of that name does. Empty where nothing ends the clock.';
COMMENT ON COLUMN sen.replaced_limit_catalogue.remark IS
    'What a reader should know; where nothing ends the clock, why.';
