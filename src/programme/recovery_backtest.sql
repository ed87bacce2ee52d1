-- Part of room programme: a projection from a past day, beside what came.

CREATE FUNCTION sen.recovery_stood(programme text, day date)
    RETURNS TABLE (local_authority text, queue sen.queue, pace sen.pace, record sen.pace, refused_share float8,
                   no_plan_share float8, withdrawn_share float8, growth float8)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE STRICT ROWS 1
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    as_of_before CONSTANT text := current_setting('sen_improvement.as_of', true);
BEGIN
    PERFORM set_config('sen_improvement.as_of', to_char(day, 'YYYY-MM-DD'), true);
    RETURN QUERY EXECUTE format('
        SELECT s.local_authority, s.queue, s.pace, r.record, s.refused_share, s.no_plan_share, s.withdrawn_share,
               (SELECT n.expected_growth FROM %1$I.national_growth n)::double precision
        FROM %1$I.recovery_stand s
        LEFT JOIN %1$I.request_record r ON r.local_authority = s.local_authority', programme);
    PERFORM set_config('sen_improvement.as_of', coalesce(as_of_before, ''), true);
END
$function$;
COMMENT ON FUNCTION sen.recovery_stood(text, date) IS
    'How the views recovery_stand, request_record and national_growth of a programme stood on a day: what '
    'sen.recovery_backtest() rests on. Null in, no rows.';

CREATE FUNCTION sen.recovery_backtest(
    programme text, day date, months integer DEFAULT 12, runs integer DEFAULT 200)
    RETURNS TABLE (local_authority text, supposed text, months_ahead integer, month date, measure text,
                   p10 double precision, p50 double precision, p90 double precision, came double precision,
                   error double precision, is_inside boolean)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE STRICT ROWS 240
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
DECLARE
    known_to date;
    last_day date;
    authority record;
    ended    record;
    came_at  jsonb := '{}';
    month_end date;
BEGIN
    PERFORM sen.programme_owner(programme, '{data_source,recovery_stand,request_record,national_growth}');
    IF months NOT BETWEEN 1 AND 60 THEN
        RAISE EXCEPTION 'months must be from 1 to 60: %', months
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give how far ahead to project, such as 12.';
    END IF;
    known_to := sen.data_day('cases', format('%I.data_source', programme)::regclass);
    IF NOT coalesce(day < known_to AND day >= known_to - 36525, false) THEN
        RAISE EXCEPTION 'day is %, and the cases are known to %', day, known_to
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'Give a day before that, such as the end of the year before, so that something came after it.';
    END IF;
    last_day := least((sen.month(day + 1) + make_interval(months => months))::date - 1, known_to);
    -- How many cases were open at the close of each month.
    FOR month_end IN
        SELECT least((g + interval '1 month')::date - 1, last_day)
        FROM generate_series(sen.month(day + 1)::timestamp, last_day::timestamp, interval '1 month') g
    LOOP
        SELECT came_at || coalesce(jsonb_object_agg(
                   s.local_authority || ' ' || sen.month(month_end),
                   jsonb_build_object('open', sen.open_cases(s.queue),
                                      'overdue', sen.open_over(s.queue, t.limit_days),
                                      'over_52_weeks', sen.open_over(s.queue, 364),
                                      'oldest_days', sen.max_open_days(s.queue))), '{}')
            INTO came_at
        FROM sen.recovery_stood(programme, month_end) s CROSS JOIN sen.pace_totals(s.pace) t;
    END LOOP;
    FOR authority IN SELECT s.* FROM sen.recovery_stood(programme, day) s WHERE s.record IS NOT NULL LOOP
        SELECT s.* INTO ended FROM sen.recovery_stood(programme, last_day) s
        WHERE s.local_authority = authority.local_authority;
        RETURN QUERY
        WITH happened AS (
            -- By month, and of the month that the day lies in what came after it.
            SELECT m.month, greatest(m.month, day + 1) AS from_day,
                   least((m.month + interval '1 month')::date - 1, last_day) AS to_day,
                   m.arrivals - coalesce(b.arrivals, 0) AS requests, m.plans - coalesce(b.plans, 0) AS plans,
                   m.in_time - coalesce(b.in_time, 0) AS in_time
            FROM sen.pace_by_month(ended.record) m
            LEFT JOIN sen.pace_by_month(authority.record) b ON b.month = m.month AND b.month = sen.month(day + 1)
            WHERE m.month >= sen.month(day + 1)
        ), summed AS (
            SELECT h.month, h.requests, h.plans, h.in_time,
                   h.in_time::double precision / nullif(h.plans, 0) AS rate,
                   (SELECT sum(m.in_time) / nullif(sum(m.plans), 0) FROM sen.pace_by_month(ended.record) m
                    WHERE m.month BETWEEN (h.month - interval '11 months')::date AND h.month
                    HAVING count(*) = 12)::double precision AS rate_12_months,
                   (SELECT sum(m.in_time) / nullif(sum(m.plans), 0) FROM sen.pace_by_month(ended.record) m
                    WHERE m.month BETWEEN date_trunc('year', h.month)::date AND h.month
                    HAVING count(*) = extract(month FROM h.month))::double precision AS rate_year,
                   came_at -> (authority.local_authority || ' ' || h.month) AS stood
            FROM happened h
        ), came AS (
            SELECT s.month, v.measure, v.value
            FROM summed s
            CROSS JOIN LATERAL (VALUES
                ('requests', s.requests::double precision), ('plans', s.plans), ('in_time', s.in_time),
                ('rate', s.rate), ('rate_12_months', s.rate_12_months), ('rate_year', s.rate_year),
                ('open', (s.stood ->> 'open')::double precision),
                ('overdue', (s.stood ->> 'overdue')::double precision),
                ('over_52_weeks', (s.stood ->> 'over_52_weeks')::double precision),
                ('oldest_days', (s.stood ->> 'oldest_days')::double precision)) v (measure, value)
        ), level AS (
            SELECT t.plans * 5.0 / nullif(sen.working_days_between(t.first_day, t.last_day + 1), 0) AS plans_per_week
            FROM sen.pace_totals(authority.pace) t
        ), asked AS (
            SELECT 'as known' AS supposed,
                   ARRAY(SELECT ROW(e.from_day, e.to_day, e.per_week)::sen.arrival_line
                         FROM sen.expected_requests(authority.record, last_day, coalesce(authority.growth, 0)) e)
                       AS arrivals,
                   ARRAY[ROW('plan', NULL, NULL, NULL, least(l.plans_per_week, 10000), false)::sen.capacity_line]
                       AS capacity,
                   authority.refused_share, authority.no_plan_share, authority.withdrawn_share, u.demand_spread,
                   u.capacity_spread
            FROM level l CROSS JOIN sen.usual_spreads(authority.record) u
            UNION ALL
            SELECT 'as came',
                   ARRAY(SELECT ROW(h.from_day, h.to_day, least(h.requests * 7.0 / (h.to_day - h.from_day + 1), 10000))
                                ::sen.arrival_line FROM happened h),
                   ARRAY(SELECT ROW('plan', NULL, h.from_day, h.to_day,
                                    least(h.plans * 5.0 / sen.working_days_between(h.from_day, h.to_day + 1), 10000),
                                    false)::sen.capacity_line FROM happened h
                         WHERE sen.working_days_between(h.from_day, h.to_day + 1) > 0),
                   ended.refused_share, ended.no_plan_share, ended.withdrawn_share, 0, 0
        )
        SELECT authority.local_authority, a.supposed,
               (12 * (extract(year FROM p.month) - extract(year FROM day + 1))
                + extract(month FROM p.month) - extract(month FROM day + 1))::integer + 1,
               p.month, p.measure, p.p10, p.p50, p.p90, c.value, p.p50 - c.value, c.value BETWEEN p.p10 AND p.p90
        FROM asked a
        CROSS JOIN LATERAL sen.project(
            authority.queue, authority.pace, a.arrivals, a.capacity, 'as_observed', last_day, runs,
            refused_share => a.refused_share, no_plan_share => a.no_plan_share,
            withdrawn_share => a.withdrawn_share, demand_spread => a.demand_spread,
            capacity_spread => a.capacity_spread) p
        JOIN came c ON c.month = p.month AND c.measure = p.measure
        ORDER BY a.supposed DESC, p.month,
                 array_position(ARRAY['requests', 'plans', 'in_time', 'rate', 'rate_12_months', 'rate_year', 'open',
                                      'overdue', 'over_52_weeks', 'oldest_days'], p.measure);
    END LOOP;
END
$function$;
COMMENT ON FUNCTION sen.recovery_backtest(text, date, integer, integer) IS
    'Stands in the past: projects the cases of each authority of a programme from the close of a day, and puts what '
    'came beside it. supposed is as known (requests by sen.expected_requests() with the growth of national_growth, '
    'plans and shares as in the twelve months before, spreads by sen.usual_spreads(): what could have been supposed on '
    'that day), or as came (requests and plans of each month, and the shares, as they came: what is left is the error '
    'of the model alone). The order is as observed. A row for each month and for ten measures of sen.project(), in its '
    'units; months_ahead is 1 for the month after the day. error is p50 less what came, is_inside whether what came '
    'lies from p10 to p90; both null if either is. months: how far ahead, at most to the day of the data. Cases are '
    'taken as they are recorded now: what was entered late counts as known. One day is one trial, whose measures and '
    'months are not independent: take many days. Needs the right to read the views of analysts. Null in, no '
    'rows. 22023 if day is not before the day of the data, or months not from 1 to 60; 3F000 if there is no such '
    'programme; errors of sen.project().';
