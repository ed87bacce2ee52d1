-- Part of room recovery: how many requests to expect, and how far a level may be from it.

CREATE FUNCTION sen.whole_months(pace sen.pace, calendar sen.calendar)
    RETURNS TABLE (month date, year integer, working_days integer, arrivals bigint, plans bigint,
                   months_of_year bigint, arrivals_of_year numeric, plans_of_year numeric, days_of_year bigint)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 36
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT c.month, c.year, c.working_days, c.arrivals, c.plans, count(*) OVER y, sum(c.arrivals) OVER y,
           sum(c.plans) OVER y, sum(c.working_days) OVER y
    FROM (SELECT w.month, ((row_number() OVER (ORDER BY w.month DESC) - 1) / 12)::integer AS year,
                 sen.working_days_between(w.month, w.next_month, calendar) AS working_days, w.arrivals, w.plans
          FROM (SELECT m.month, (m.month + interval '1 month')::date AS next_month, m.arrivals, m.plans
                FROM sen.pace_by_month(pace) m) w
          CROSS JOIN sen.pace_totals(pace) t
          WHERE w.month >= t.first_day AND w.next_month - 1 <= t.last_day) c
    WINDOW y AS (PARTITION BY c.year)
    ORDER BY c.month;
END;
COMMENT ON FUNCTION sen.whole_months(sen.pace, sen.calendar) IS
    'The months that lie wholly in the span of a pace, ascending, with the working days of calendar: what '
    'sen.season(), sen.expected_requests() and sen.usual_spreads() go by. year: years back, each of the twelve months '
    'before the next, the latest of which is 0 and ends with the last whole month; beside each month stand how many '
    'months its year has, and its requests, plans and working days. Null in, no rows; 22008 for days outside of the '
    'calendar.';

CREATE FUNCTION sen.season(pace sen.pace, calendar sen.calendar DEFAULT sen.england_and_wales())
    RETURNS TABLE (month_of_year integer, full_years integer, requests bigint, working_days bigint,
                   season double precision)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 12
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT g.n, coalesce(f.full_years, 0), coalesce(f.requests, 0), coalesce(f.working_days, 0),
           CASE WHEN f.full_years >= 2
                THEN f.ratio * sum(f.working_days) OVER () / nullif(sum(f.ratio * f.working_days) OVER (), 0)
                ELSE 1 END::double precision
    FROM generate_series(1, 12) g (n)
    LEFT JOIN (
        SELECT extract(month FROM w.month)::integer AS month_of_year, count(*)::integer AS full_years,
               sum(w.arrivals)::bigint AS requests, sum(w.working_days)::bigint AS working_days,
               avg(coalesce(w.arrivals::double precision / nullif(w.working_days, 0)
                            / (w.arrivals_of_year / w.days_of_year)::double precision, 1)) AS ratio
        FROM sen.whole_months(pace, calendar) w
        WHERE w.months_of_year = 12 AND w.arrivals_of_year > 0 AND w.days_of_year > 0
        GROUP BY 1
    ) f ON f.month_of_year = g.n
    ORDER BY g.n;
END;
COMMENT ON FUNCTION sen.season(sen.pace, sen.calendar) IS
    'How requests fall on the months of the year: twelve rows. season: requests for each working day of the month, by '
    'those of its year, averaged over the full years of the pace (each of twelve months, back from the last whole one; '
    'years without requests tell nothing), and brought to a mean of 1 over the working days of a year. With fewer than '
    'two full years it is 1: one year shows its accidents. Null in, no rows; 22008 for days outside of the calendar.';

CREATE FUNCTION sen.expected_requests(
    pace sen.pace, until date, growth double precision DEFAULT 0, damping double precision DEFAULT 0.5,
    calendar sen.calendar DEFAULT sen.england_and_wales())
    RETURNS TABLE (from_day date, to_day date, working_days integer, per_working_day double precision,
                   season double precision, growth_factor double precision, per_week double precision, in_words text)
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE ROWS 12
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    stand    date;
    requests numeric;
    days     bigint;
    counted  bigint;
    first_month date;
BEGIN
    SELECT t.last_day, t.arrivals, t.first_day INTO stand, requests, first_month FROM sen.pace_totals(pace) t;
    IF stand IS NULL THEN
        RETURN;
    END IF;
    IF NOT coalesce(until > stand AND until <= stand + 3653, false) THEN
        RAISE EXCEPTION 'until is %, and the pace goes to %', until, stand
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give a later day, within 10 years.';
    END IF;
    IF NOT growth BETWEEN -0.5 AND 1 THEN
        RAISE EXCEPTION 'growth must be from -0.5 to 1: %', growth
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give it as a share a year: 0.05 for 5%.';
    END IF;
    IF NOT damping BETWEEN 0 AND 1 THEN
        RAISE EXCEPTION 'damping must be from 0 to 1: %', damping
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'It is what is left of growth in each further year: 0.5 for half, 0 for growth in the first '
                       'year alone.';
    END IF;
    SELECT coalesce(sum(w.arrivals), requests),
           coalesce(sum(w.working_days), sen.working_days_between(first_month, stand + 1, calendar)), count(*)
        INTO requests, days, counted
    FROM sen.whole_months(pace, calendar) w WHERE w.year = 0;
    RETURN QUERY
        SELECT m.from_day, m.to_day, m.working_days, m.per_working_day, m.season, m.growth_factor, m.per_week,
               format('%s a week: %s for each of %s working days', round(m.per_week::numeric, 1),
                      round(m.per_working_day::numeric, 2), m.working_days)
                   || format(', by %s of the %s before', sen.count_words(requests, 'request'),
                             CASE counted WHEN 0 THEN 'days' ELSE sen.count_words(counted, 'month') END)
                   || CASE WHEN m.full_years >= 2
                           THEN format(', times %s for the season, of %s', round(m.season::numeric, 2),
                                       sen.count_words(m.full_years, 'full year'))
                           ELSE ', without a season' END
                   || CASE WHEN growth <> 0 THEN format(', times %s for growth', round(m.growth_factor::numeric, 3))
                           ELSE '' END
        FROM (SELECT greatest(x.month, stand + 1) AS from_day, least(x.next_month - 1, until) AS to_day,
                     x.working_days, r.per_working_day, s.season, s.full_years, f.growth_factor,
                     r.per_working_day * s.season * f.growth_factor * x.working_days
                         * 7 / (x.next_month - x.month) AS per_week
              FROM (SELECT g.month::date AS month, (g.month + interval '1 month')::date AS next_month, g.n::integer,
                           sen.working_days_between(g.month::date, (g.month + interval '1 month')::date, calendar)
                               AS working_days
                    FROM generate_series(sen.month(stand + 1)::timestamp, until::timestamp, interval '1 month')
                        WITH ORDINALITY g (month, n)) x
              CROSS JOIN LATERAL (SELECT coalesce(requests / nullif(days, 0), 0)::double precision
                                         AS per_working_day) r
              -- Each year grows by what damping leaves of the growth of the year before.
              CROSS JOIN LATERAL (SELECT exp(sum(ln(1 + growth * power(damping, k)))) AS growth_factor
                                  FROM generate_series(0, (x.n - 1) / 12) k) f
              JOIN sen.season(pace, calendar) s ON s.month_of_year = extract(month FROM x.month)) m
        ORDER BY m.from_day;
END
$function$;
COMMENT ON FUNCTION sen.expected_requests(sen.pace, date, double precision, double precision, sen.calendar) IS
    'How many requests to expect from the day after a pace until a day, month by month, and why: lines for arrivals of '
    'sen.project(). per_working_day: requests of the last twelve whole months, by their working days (fewer months, or '
    'the days of the pace, where it has no more). season: of sen.season(), which needs two full years, else 1. '
    'growth_factor: growth is that of the first twelve months on the last twelve, as a share; each year after grows by '
    'damping times the growth of the year before, so that no trend goes on undamped (1: it does). per_week: requests '
    'in seven days, such that the whole month has per_working_day times season times growth_factor on each of its '
    'working_days. Null in, or a pace of no rows: no rows. 22023 if until is not after the pace or over 10 years after '
    'it, growth is not from -0.5 to 1 or damping not from 0 to 1; 22008 for days outside of the calendar.';

CREATE FUNCTION sen.usual_spreads(
    pace sen.pace, calendar sen.calendar DEFAULT sen.england_and_wales(), OUT demand_spread double precision,
    OUT capacity_spread double precision, OUT full_years integer, OUT demand_observed double precision,
    OUT capacity_observed double precision)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT least(greatest(0.25, o.demand), 1), least(greatest(0.3, o.capacity), 1), o.years, o.demand, o.capacity
    FROM (
        SELECT count(*)::integer AS years,
               -- Of few cases a change is chance: the figures of England leave out years of under 20.
               sqrt(avg(power(ln((y.arrivals / y.arrivals_before)::double precision), 2))
                    FILTER (WHERE y.arrivals >= 20 AND y.arrivals_before >= 20)) AS demand,
               sqrt(avg(power(ln((y.plans / y.plans_before)::double precision), 2))
                    FILTER (WHERE y.plans >= 20 AND y.plans_before >= 20)) AS capacity
        FROM (SELECT w.year, w.arrivals_of_year AS arrivals, w.plans_of_year AS plans,
                     lag(w.arrivals_of_year) OVER n AS arrivals_before, lag(w.plans_of_year) OVER n AS plans_before
              FROM (SELECT DISTINCT x.year, x.arrivals_of_year, x.plans_of_year
                    FROM sen.whole_months(pace, calendar) x
                    WHERE x.months_of_year = 12) w
              WINDOW n AS (ORDER BY w.year DESC)) y
    ) o;
END;
COMMENT ON FUNCTION sen.usual_spreads(sen.pace, sen.calendar) IS
    'How far requests and plans of a year are from those of the year before, for demand_spread and capacity_spread of '
    'sen.project(). demand_observed and capacity_observed are the root mean square of the logarithms of the changes '
    'from each full year of the pace to the next (years of under 20 left out; null without two). The spreads are '
    'these, but at least 0.25 and 0.3, which hold 8 of 10 authorities of England (DfE, 2019 to 2024: 85 and 81 of '
    '100), and at most 1. full_years as of sen.season(). Null in, null out; 22008 for days outside of the calendar.';
