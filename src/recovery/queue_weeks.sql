-- Part of room recovery: a queue week by week, without chance.

CREATE FUNCTION sen.queue_weeks(
    queue sen.queue, arrivals_per_week double precision, plans_per_week double precision,
    issue_order sen.issue_order, weeks integer, in_time_share double precision DEFAULT NULL,
    least_days integer DEFAULT 98, limit_days integer DEFAULT 140, stands_on date DEFAULT NULL,
    OUT week integer, OUT from_day date, OUT to_day date, OUT arrived bigint, OUT ready bigint, OUT issued bigint,
    OUT in_time bigint, OUT rate double precision, OUT open bigint, OUT overdue bigint, OUT over_52_weeks bigint,
    OUT oldest_days integer, OUT in_words text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sen_queue_weeks' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 10000 ROWS 104;
COMMENT ON FUNCTION sen.queue_weeks(sen.queue, double precision, double precision, sen.issue_order, integer,
                                    double precision, integer, integer, date) IS
    'A queue week by week, without chance, so that it can be followed by hand: on the first day of each week the '
    'requests arrive, on its last the plans are issued one after the other, to cases that are at least least_days old '
    '(98: 14 weeks; null: the same); the rest of a request or a plan is carried to the next week, that of a plan not '
    'if no case is ready. issue_order is oldest, newest, in_time_first (the oldest that is within limit_days, else '
    'the oldest of all) or share, where that share of the plans is in time as long as there are such cases; '
    'in_time_share is null for every other order. Every case of the queue counts as one that ends in a plan, whatever '
    'it waits for: multiply requests by the share that do. ready are the cases old enough before plans are issued; '
    'rate is in_time by issued, null in a week without plans; open, overdue (older than limit_days), over_52_weeks '
    'and oldest_days are at the close of to_day; oldest_days is null if no case is open. Cases without a day of '
    'receipt are in open and in nothing else. in_words says the week. stands_on is the day of an empty queue, which '
    'has none. 22004 if an argument without a default is null, or in_time_share or stands_on where it is needed; '
    '22023 for a rate of requests or plans that is not from 0 to 10,000, a share not from 0 to 1, as_observed, more '
    'than 520 weeks, and a queue with cases received after its day; 54000 above 1,000,000 cases.';
