-- Part of room recovery: what may come of a queue, by simulation.

CREATE TYPE sen.arrival_line AS (from_day date, to_day date, per_week double precision);
COMMENT ON TYPE sen.arrival_line IS
    'How many requests arrive in a week, in a span of days: what sen.project() takes as arrivals.';
COMMENT ON COLUMN sen.arrival_line.from_day IS
    'First day. Null: from the beginning.';
COMMENT ON COLUMN sen.arrival_line.to_day IS
    'Last day. Null: to the end.';
COMMENT ON COLUMN sen.arrival_line.per_week IS
    'Requests in seven days, 0 to 10,000.';

CREATE TYPE sen.capacity_line AS (stage sen.stage, team text, from_day date, to_day date,
                                  per_week double precision, term_time boolean);
COMMENT ON TYPE sen.capacity_line IS
    'What a team does in a week, in a span of days: what sen.project() takes as capacity. Leave and gaps between '
    'agency contracts are lines of their own.';
COMMENT ON COLUMN sen.capacity_line.stage IS
    'What it does: decisions, advice or plans.';
COMMENT ON COLUMN sen.capacity_line.team IS
    'Who. Teams of a stage add up. Null: a team without a name.';
COMMENT ON COLUMN sen.capacity_line.from_day IS
    'First day. Null: from the beginning.';
COMMENT ON COLUMN sen.capacity_line.to_day IS
    'Last day. Null: to the end.';
COMMENT ON COLUMN sen.capacity_line.per_week IS
    'Cases in a week of five working days, 0 to 10,000: a bank holiday takes a fifth of it. 0 is a gap.';
COMMENT ON COLUMN sen.capacity_line.term_time IS
    'Whether the team works in term time only. Null: no.';

CREATE TYPE sen.projection_target AS (measure text, of_month date, value double precision, at_least boolean);
COMMENT ON TYPE sen.projection_target IS
    'What a measure of a projection is to reach in a month: sen.project() says how probable that is.';
COMMENT ON COLUMN sen.projection_target.measure IS
    'The measure, by its name in sen.project().';
COMMENT ON COLUMN sen.projection_target.of_month IS
    'A day of the month.';
COMMENT ON COLUMN sen.projection_target.value IS
    'The value. Rates are from 0 to 1.';
COMMENT ON COLUMN sen.projection_target.at_least IS
    'Whether it is to be at least that, else at most.';

CREATE FUNCTION sen.project(
    queue sen.queue, pace sen.pace, arrivals sen.arrival_line[], capacity sen.capacity_line[],
    issue_order sen.issue_order, until date, runs integer DEFAULT 1000, seed bigint DEFAULT 1,
    in_time_share double precision DEFAULT NULL, school_holidays datemultirange DEFAULT NULL,
    calendar sen.calendar DEFAULT NULL, refused_share double precision DEFAULT 0,
    no_plan_share double precision DEFAULT 0, withdrawn_share double precision DEFAULT 0,
    decision_days integer DEFAULT 42, advice_days integer DEFAULT 0, plan_days integer DEFAULT 56,
    limit_days integer DEFAULT NULL, demand_spread double precision DEFAULT 0.25,
    capacity_spread double precision DEFAULT 0.3, demand_week_spread double precision DEFAULT 0.15,
    capacity_week_spread double precision DEFAULT 0.15, order_spread double precision DEFAULT 1.4,
    stands_on date DEFAULT NULL,
    targets sen.projection_target[] DEFAULT NULL,
    OUT month date, OUT measure text, OUT p10 double precision, OUT p50 double precision, OUT p90 double precision,
    OUT runs_with_value integer, OUT over_52_weeks double precision, OUT oldest_days double precision,
    OUT target double precision, OUT probability double precision)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_project' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 200;
COMMENT ON FUNCTION sen.project(
    sen.queue, sen.pace, sen.arrival_line[], sen.capacity_line[], sen.issue_order, date, integer, bigint,
    double precision, datemultirange, sen.calendar, double precision, double precision, double precision, integer,
    integer, integer, integer, double precision, double precision, double precision, double precision,
    double precision, date, sen.projection_target[]) IS
    'What comes of a queue if requests, capacity and order are as given: many futures, drawn by chance, summed up '
    'month by month. 8 of 10 of them lie between p10 and p90, and half at or below p50; whether the real one does '
    'depends on what was supposed. Rows: month (its first day; the last one to until) and measure: requests, refused, '
    'advice, plans, in_time, no_plan, withdrawn in the month; rate, of its plans, rate_12_months and rate_year '
    '(January to the month), each from 0 to 1, with the plans that the pace knows of before; rate_due, of the cases '
    'due in the month and not ended without a plan by then (null while some may have had their plan before the '
    'stand); open, overdue, over_52_weeks and oldest_days at its close. runs_with_value is how many runs have a '
    'value: a month without plans has no rate. Beside each stand the medians of over_52_weeks and oldest_days, as no '
    'rate should be read without them. Days: requests arrive and work is done on working days of calendar (null: '
    'England and Wales); the requests of a month are shared by its working days. A case waits for the decision until '
    'it is decision_days old, then advice_days for advice and plan_days for the plan, and in each stage for its '
    'capacity; a stage without a line has no limit, but plans need a line unless issue_order is as_observed, where '
    'the pace alone then says how many. Of an open case the queue does not say since when it is in its stage: it is '
    'ready when it is old enough; where advice has no line, a case that waits for it waits for its plan. With '
    'as_observed each plan goes to an age by the plans for each case-day of the pace there, decisions and advice to '
    'the oldest; every other order is of all stages. refused_share is of those '
    'decided, no_plan_share of those that come to a plan (it takes no capacity), withdrawn_share of requests, on any '
    'day of the limit (it takes none either). Spreads are standard deviations of the logarithm of the level of a run, '
    'and of its weeks (0: none); order_spread is, with as_observed and no other order, that of the odds that a plan is '
    'in time, as against what the pace says. 0.25, 0.3 and 1.4 are such that 8 of 10 authorities of England had '
    'requests, plans and a rate of the next year within them (DfE, 2019 to 2024: 85, 81 and 81 of 100); '
    'sen.usual_spreads() has those of a record that varied more. A null is as the default; '
    'limit_days is by default that of the pace, else 140; in_time_share is for issue_order share and no other; '
    'stands_on is the day of an empty queue, which has none. '
    'targets: a row of its own for each, with the share of the runs with a value that reach it. The same seed '
    'gives the same rows on every machine. 22004 for a null where there is no default; 22023 for a rate, share, '
    'spread or number of days out of its range, NaN, lines of one team that overlap, days without or with two lines '
    'of arrivals, term time without school holidays, a horizon over 10 years, a queue with cases or a pace with days '
    'after the stand, runs not from 1 to 100,000; 54000 if runs times months are over 4,000,000, or cases over '
    '1,000,000; 22008 if the calendar does not cover the months.';

CREATE FUNCTION sen.project_runs(
    queue sen.queue, pace sen.pace, arrivals sen.arrival_line[], capacity sen.capacity_line[],
    issue_order sen.issue_order, until date, runs integer DEFAULT 1000, seed bigint DEFAULT 1,
    in_time_share double precision DEFAULT NULL, school_holidays datemultirange DEFAULT NULL,
    calendar sen.calendar DEFAULT NULL, refused_share double precision DEFAULT 0,
    no_plan_share double precision DEFAULT 0, withdrawn_share double precision DEFAULT 0,
    decision_days integer DEFAULT 42, advice_days integer DEFAULT 0, plan_days integer DEFAULT 56,
    limit_days integer DEFAULT NULL, demand_spread double precision DEFAULT 0.25,
    capacity_spread double precision DEFAULT 0.3, demand_week_spread double precision DEFAULT 0.15,
    capacity_week_spread double precision DEFAULT 0.15, order_spread double precision DEFAULT 1.4,
    stands_on date DEFAULT NULL,
    first_run integer DEFAULT 1,
    OUT run integer, OUT month date, OUT requests integer, OUT refused integer, OUT advice integer, OUT plans integer,
    OUT in_time integer, OUT no_plan integer, OUT withdrawn integer, OUT due integer, OUT due_in_time integer,
    OUT open integer, OUT overdue integer, OUT over_52_weeks integer, OUT oldest_days integer)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_project_runs' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 12000;
COMMENT ON FUNCTION sen.project_runs(
    sen.queue, sen.pace, sen.arrival_line[], sen.capacity_line[], sen.issue_order, date, integer, bigint,
    double precision, datemultirange, sen.calendar, double precision, double precision, double precision, integer,
    integer, integer, integer, double precision, double precision, double precision, double precision,
    double precision, date, integer) IS
    'The futures that sen.project() sums up, one by one: a row for each run and month, for questions about several '
    'measures or months at once. A run depends on the seed and its number alone, so that runs 1 to 1000 may be drawn '
    'in parts: first_run is the number of the first. Counts are of the days after the stand. due are the cases due in '
    'the month that did not end without a plan by then, due_in_time those of them that had it by then; both null '
    'while some may have had their plan before the stand. In every run and month open is that of the month before, '
    'with requests, less refused, plans, no_plan and withdrawn; a run that loses count is an error. Arguments and '
    'errors as of sen.project().';
