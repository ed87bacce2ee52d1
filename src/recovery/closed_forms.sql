-- Part of room recovery: a backlog by arithmetic.

CREATE FUNCTION sen.clearance_weeks(open_cases double precision, demand double precision, capacity double precision,
                                    issue_order sen.issue_order DEFAULT 'oldest',
                                    in_time_share double precision DEFAULT 0.5,
                                    limit_weeks double precision DEFAULT 20,
                                    process_weeks double precision DEFAULT 14) RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_clearance_weeks' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.clearance_weeks(double precision, double precision, double precision, sen.issue_order,
                                        double precision, double precision, double precision) IS
    'Weeks until no case is overdue: (open_cases - left) / (capacity - demand), where left is limit_weeks of demand if '
    'the oldest are issued first, and process_weeks of it if the newest are or those in time. Order share: as oldest '
    'if in_time_share of capacity is at most demand; else (open_cases - limit_weeks demand) / ((1 - in_time_share) '
    'capacity), and no more than for in_time_first. open_cases: those that will end in a plan, see sen.plan_bound(); '
    'demand: requests a week that do; capacity: plans a week; process_weeks: the shortest time to a plan. All rates '
    'even, some case overdue now; open_cases at most what is left: 0. Null if it is never reached: capacity is not '
    'above demand, or process_weeks is above limit_weeks. in_time_share counts with order share only. Null in, null '
    'out; 22023 for order as_observed, a negative number, NaN or infinity.';

CREATE FUNCTION sen.in_time_from_week(open_cases double precision, demand double precision, capacity double precision,
                                      limit_weeks double precision DEFAULT 20,
                                      process_weeks double precision DEFAULT 14) RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_in_time_from_week' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.in_time_from_week(double precision, double precision, double precision, double precision,
                                          double precision) IS
    'Oldest first: requests received from so many weeks on get their plan in time, (open_cases - limit_weeks capacity) '
    '/ (capacity - demand). The published rate turns limit_weeks later, the weeks of sen.clearance_weeks(); until then '
    'it is about 0. Arguments and conditions as there; 0 if it holds of requests from now on. Null if it is never '
    'reached: capacity is not above demand, or process_weeks is above limit_weeks. Null in, null out; 22023 for a '
    'negative number, NaN or infinity.';

CREATE FUNCTION sen.relief_capacity(open_cases double precision, demand double precision, weeks double precision,
                                    issue_order sen.issue_order DEFAULT 'oldest',
                                    limit_weeks double precision DEFAULT 20,
                                    process_weeks double precision DEFAULT 14) RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_relief_capacity' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.relief_capacity(double precision, double precision, double precision, sen.issue_order,
                                        double precision, double precision) IS
    'Plans a week with which no case is overdue in so many weeks: demand + (open_cases - left) / weeks, left as in '
    'sen.clearance_weeks(); demand if no more is open than that. Null if it is never reached: process_weeks is above '
    'limit_weeks. Null in, null out; 22023 for order share or as_observed, for weeks of 0, a negative number, NaN or '
    'infinity.';

CREATE FUNCTION sen.target_queue(demand double precision, late_share double precision DEFAULT 0.02,
                                 limit_weeks double precision DEFAULT 20, process_weeks double precision DEFAULT 14)
    RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_target_queue' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.target_queue(double precision, double precision, double precision, double precision) IS
    'So many cases can be open with late_share of plans late: demand (process_weeks + (limit_weeks - process_weeks) / '
    'ln(1 / late_share)). The process itself takes weeks, so only the wait before it follows the exponential tail of '
    'NHSRwaitinglist; late_share 0: nobody waits. Null if it is never reached: process_weeks is above limit_weeks. '
    'Null in, null out; 22023 for late_share of 1, a share not within 0 and 1, a negative number, NaN or infinity.';

CREATE FUNCTION sen.highest_rate(demand double precision, capacity double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_highest_rate' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.highest_rate(double precision, double precision) IS
    'Highest share (0 to 1) of plans in time that a steady period can have, in whatever order they are issued: demand '
    '/ capacity, at most 1. While a backlog is cleared more plans are issued than cases become due, and the rest of '
    'them is late: more capacity lowers it until the backlog is gone. Null if nothing is issued: capacity 0. Null in, '
    'null out; 22023 for a negative number, NaN or infinity.';

CREATE FUNCTION sen.needed_share(target_rate double precision, in_time double precision, plans double precision,
                                 further_plans double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_needed_share' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.needed_share(double precision, double precision, double precision, double precision) IS
    'Share (0 to 1) of the further plans of a window that has to be in time for target_rate over all of it: '
    '(target_rate (plans + further_plans) - in_time) / further_plans. in_time and plans: issued in the window so far; '
    'of a calendar year both are 0 on 1 January, of twelve months they are those that stay in. 0 if it is reached '
    'whatever comes. Null if it is never reached, not even with all of them in time, or if the window has no plan. '
    'Null in, null out; 22023 for a rate not within 0 and 1, in_time above plans, a negative number, NaN or infinity.';

CREATE FUNCTION sen.rate_after_block(in_time double precision, plans double precision, late_plans double precision)
    RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_rate_after_block' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.rate_after_block(double precision, double precision, double precision) IS
    'The rate (0 to 1) once a block of late plans is issued as well: in_time / (plans + late_plans). Null without a '
    'plan. Null in, null out; 22023 for in_time above plans, a negative number, NaN or infinity.';

CREATE FUNCTION sen.capacity_of_posts(posts double precision, hours_per_week double precision,
                                      time_share double precision, attendance double precision,
                                      hours_per_case double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_capacity_of_posts' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.capacity_of_posts(double precision, double precision, double precision, double precision,
                                          double precision) IS
    'Cases a week that so many full-time posts do: posts hours_per_week time_share attendance / hours_per_case. '
    'time_share: the share of the hours that is for these cases; attendance: the share of the hours that is worked, '
    'without leave, training and sickness; both from 0 to 1. Null in, null out; 22023 for hours_per_case of 0, a share '
    'not within 0 and 1, a negative number, NaN or infinity; 22003 above all numbers.';

-- NHSRwaitinglist -------------------------------------------------------------

CREATE FUNCTION sen.calc_queue_load(demand double precision, capacity double precision) RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_calc_queue_load' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calc_queue_load(double precision, double precision) IS
    'demand / capacity, as NHSRwaitinglist: at 1 and above the queue grows. Null if capacity is 0. Null in, null out; '
    '22023 for a negative number, NaN or infinity.';
CREATE FUNCTION sen.calc_target_mean_wait(target_wait double precision, factor double precision DEFAULT 4)
    RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_calc_target_mean_wait' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calc_target_mean_wait(double precision, double precision) IS
    'target_wait / factor, as NHSRwaitinglist: with such a mean wait exp(-factor) wait longer than the target, 1.8% '
    'with 4 and 0.25% with 6. Null in, null out; 22023 for factor of 0, a negative number, NaN or infinity.';
CREATE FUNCTION sen.calc_target_queue_size(demand double precision, target_wait double precision,
                                           factor double precision DEFAULT 4) RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_calc_target_queue_size' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calc_target_queue_size(double precision, double precision, double precision) IS
    'demand target_wait / factor, as NHSRwaitinglist: what waits at the target mean wait (Little). For plans, whose '
    'process itself takes weeks, sen.target_queue() is the one. Null in, null out; 22023 for factor of 0, a negative '
    'number, NaN or infinity.';
CREATE FUNCTION sen.calc_relief_capacity(demand double precision, queue_size double precision,
                                         target_queue_size double precision,
                                         time_to_target double precision DEFAULT 26,
                                         num_referrals double precision DEFAULT 0,
                                         cv_demand double precision DEFAULT 0) RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_calc_relief_capacity' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calc_relief_capacity(double precision, double precision, double precision, double precision,
                                             double precision, double precision) IS
    'demand + (queue_size - target_queue_size) / time_to_target, as NHSRwaitinglist. With num_referrals, from whose '
    'gaps demand was estimated, and their coefficient of variation, demand is two standard errors more: demand / (1 - '
    '2 cv_demand / sqrt(num_referrals)). There the margin has demand in it as well, which depends on the unit of time, '
    'and is dropped where data are few; here it has not, and the result is null if so few referrals bound no demand. '
    'Null in, null out; 22023 for time_to_target of 0, a negative number, NaN or infinity.';
CREATE FUNCTION sen.calc_target_capacity(demand double precision, target_wait double precision,
                                         factor double precision DEFAULT 4, cv_demand double precision DEFAULT 1,
                                         cv_capacity double precision DEFAULT 1) RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_calc_target_capacity' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calc_target_capacity(double precision, double precision, double precision, double precision,
                                             double precision) IS
    'demand + (cv_demand^2 + cv_capacity^2) / 2 factor / target_wait, as NHSRwaitinglist (Kingman): capacity that '
    'keeps the target once the queue is at its size. Null in, null out; 22023 for target_wait or factor of 0, a '
    'negative number, NaN or infinity.';
CREATE FUNCTION sen.calc_waiting_list_pressure(mean_wait double precision, target_wait double precision)
    RETURNS double precision
    AS 'MODULE_PATHNAME', 'sen_calc_waiting_list_pressure' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.calc_waiting_list_pressure(double precision, double precision) IS
    '2 mean_wait / target_wait, as NHSRwaitinglist, both in the same unit: above 1 the target is missed. Null in, null '
    'out; 22023 for target_wait of 0, a negative number, NaN or infinity.';
