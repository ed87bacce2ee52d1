-- Part of room deadline: what an event of a case means for its limits. The views of a programme are built on it.

CREATE FUNCTION sen.limit_steps(time_limit sen.time_limit) RETURNS sen.time_limit[]
    AS 'MODULE_PATHNAME', 'sen_limit_steps' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.limit_steps(sen.time_limit) IS
    'The limits in which what was ordered, agreed at mediation or not opposed is carried out, in their order: for '
    'order_assess_final_plan the notice, the refusal of a plan and the plan (SEND Regulations 2014 reg 44(2)(b), '
    '44(2)(c), 45(3), 45(3A), 45(6)). Of any other limit, itself. Null in, null out.';
CREATE FUNCTION sen.last_step(time_limit sen.time_limit) RETURNS sen.time_limit
    AS 'MODULE_PATHNAME', 'sen_last_step' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.last_step(sen.time_limit) IS
    'The last of sen.limit_steps(): for order_assess_notice, order_assess_final_plan. Null in, null out.';
CREATE FUNCTION sen.limit_matter(time_limit sen.time_limit, concerns text) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_limit_matter' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.limit_matter(sen.time_limit, text) IS
    'The decision that an order, an agreement or an unopposed appeal is about, by a limit that it starts: as in column '
    'matter of sen.replaced_limits(). concerns is request, annual review, mediation, appeal or plan: to assess is to '
    're-assess where there is no request, to change the plan is to amend it after a review. Null for other limits, and '
    'for null.';

CREATE FUNCTION sen.ends_limit(time_limit sen.time_limit, event text, matter text, starts sen.time_limit,
    concerns text) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_ends_limit' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION sen.ends_limit(sen.time_limit, text, text, sen.time_limit, text) IS
    'Whether an event ends the clock of a limit, by the rows of sen.replaced_limits() that are taken: another limit '
    'binds instead, the same one runs again from that day, or none does. matter is the decision that the event is '
    'about (null: as starts implies), starts a limit that the event starts (null: none), concerns the kind of case: '
    'request, annual review, mediation, appeal or plan. False if time_limit, event or concerns is null, or for an '
    'unknown event. The answer to a contested point that is not taken counts where starts is the clock that it '
    'names.';
CREATE FUNCTION sen.limit_ended_by(time_limit sen.time_limit, event text, matter text, starts sen.time_limit,
    concerns text) RETURNS text
    AS 'MODULE_PATHNAME', 'sen_limit_ended_by' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION sen.limit_ended_by(sen.time_limit, text, text, sen.time_limit, text) IS
    'What ended the clock of a limit, in the words of column ended_by of sen.replaced_limits(). Arguments as for '
    'sen.ends_limit(); null where that is false.';
CREATE FUNCTION sen.limit_replaced_by(time_limit sen.time_limit, event text, matter text, starts sen.time_limit,
    concerns text) RETURNS sen.time_limit
    AS 'MODULE_PATHNAME', 'sen_limit_replaced_by' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2;
COMMENT ON FUNCTION sen.limit_replaced_by(sen.time_limit, text, text, sen.time_limit, text) IS
    'The limit that binds after an event has ended the clock of a limit. Arguments as for sen.ends_limit(); null where '
    'that is false, and where nothing binds instead.';

CREATE TYPE sen.case_turn AS (happened_on date, event text, matter text, starts sen.time_limit, concerns text);
COMMENT ON TYPE sen.case_turn IS
    'An event that turns a case, as sen.turned_on() and its like take them in an array: its day, its name, the '
    'decision that it is about (null: as starts implies), the limit that it starts (null: none), and the kind of case '
    'whose limits it may end: request, annual review, mediation, appeal or plan.';
COMMENT ON COLUMN sen.case_turn.happened_on IS 'Day on which it happened.';
COMMENT ON COLUMN sen.case_turn.event IS 'What happened, as in sen.replaced_limits().';
COMMENT ON COLUMN sen.case_turn.matter IS 'Decision that it is about; null: as starts implies.';
COMMENT ON COLUMN sen.case_turn.starts IS 'The limit that it starts; null: none.';
COMMENT ON COLUMN sen.case_turn.concerns IS 'Kind of case whose limits it may end.';
-- Without the size the server expects 8 kB for each group, and puts thousands of them on disk. Nor do workers take
-- parts of it over, as from 16 on of array_agg(): a branch of a report that has workers of its own keeps them from the
-- others.
CREATE AGGREGATE sen.array_of_few(value anynonarray) (
    SFUNC = pg_catalog.array_agg_transfn, STYPE = internal, SSPACE = 256,
    FINALFUNC = pg_catalog.array_agg_finalfn, FINALFUNC_EXTRA, PARALLEL = SAFE);
COMMENT ON AGGREGATE sen.array_of_few(anynonarray) IS
    'array_agg() for groups of a few rows, such as the events of a case or the reviews of a child: the planner expects '
    '256 bytes for each, and workers do not share it. Null if there is no row.';
CREATE FUNCTION sen.turned_on(time_limit sen.time_limit, concerns text, started date, turns sen.case_turn[])
    RETURNS date
    AS 'MODULE_PATHNAME', 'sen_turned_on' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.turned_on(sen.time_limit, text, date, sen.case_turn[]) IS
    'The day on which the clock of a limit was ended by an event of its case: the first of turns, in whatever order '
    'they stand, that is of a case of the kind concerns, came after started, and ends the limit as sen.ends_limit() '
    'says. Null if none does, and for null.';
CREATE FUNCTION sen.turned_by(time_limit sen.time_limit, concerns text, started date, turns sen.case_turn[])
    RETURNS text
    AS 'MODULE_PATHNAME', 'sen_turned_by' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.turned_by(sen.time_limit, text, date, sen.case_turn[]) IS
    'That event in words, as sen.limit_ended_by(). Arguments as for sen.turned_on(); null where that is.';
CREATE FUNCTION sen.turned_to(time_limit sen.time_limit, concerns text, started date, turns sen.case_turn[])
    RETURNS sen.time_limit
    AS 'MODULE_PATHNAME', 'sen_turned_to' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.turned_to(sen.time_limit, text, date, sen.case_turn[]) IS
    'The limit that binds after that event, as sen.limit_replaced_by(). Arguments as for sen.turned_on(); null where '
    'that is, and where nothing binds instead.';
