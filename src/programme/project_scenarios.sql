-- Part of room programme: the scenarios of a programme, projected from its own open cases.

CREATE FUNCTION sen.extra_capacity(capacity sen.capacity_line[], stage sen.stage, from_day date,
                                   extra_per_week double precision) RETURNS sen.capacity_line[]
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    lines sen.capacity_line[];
BEGIN
    IF extra_per_week = 'NaN' OR extra_per_week NOT BETWEEN -10000 AND 10000 OR NOT isfinite(from_day) THEN
        RAISE EXCEPTION 'extra capacity out of range: % from %', extra_per_week, from_day
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give cases a week, from -10000 to 10000, and a day.';
    ELSIF extra_per_week >= 0 THEN
        RETURN CASE extra_per_week WHEN 0 THEN capacity
                    ELSE capacity || ROW(stage, NULL, from_day, NULL, extra_per_week, false)::sen.capacity_line END;
    END IF;
    -- Less of it: every team of the stage by the same share, so that the sum of each day is less by so much.
    WITH line AS (
        SELECT c.*, row_number() OVER () AS place FROM unnest(capacity) c
    ), edge AS (
        SELECT DISTINCT e.day FROM line l, unnest(ARRAY[l.from_day, l.to_day + 1, extra_capacity.from_day]) e (day)
        WHERE l.stage::text = extra_capacity.stage::text AND e.day > extra_capacity.from_day
           OR e.day = extra_capacity.from_day
    ), span AS (
        SELECT e.day AS first_day, lead(e.day) OVER (ORDER BY e.day) - 1 AS last_day FROM edge e
        UNION ALL SELECT NULL, extra_capacity.from_day - 1
    ), part AS (
        SELECT l.place, l.stage, l.team, greatest(l.from_day, s.first_day) AS from_day,
               least(l.to_day, s.last_day) AS to_day, l.term_time, l.per_week,
               sum(l.per_week) OVER (PARTITION BY s.first_day) AS whole, s.first_day IS NOT NULL AS is_less
        FROM line l JOIN span s ON coalesce(l.from_day, '-infinity') <= coalesce(s.last_day, 'infinity')
            AND coalesce(l.to_day, 'infinity') >= coalesce(s.first_day, '-infinity')
        WHERE l.stage::text = extra_capacity.stage::text
    )
    SELECT array_agg(ROW(x.stage, x.team, x.from_day, x.to_day, x.per_week, x.term_time)::sen.capacity_line
                     ORDER BY x.place, x.from_day NULLS FIRST) INTO lines
    FROM (SELECT p.place, p.stage, p.team, p.from_day, p.to_day, p.term_time,
                 CASE WHEN NOT p.is_less OR p.whole = 0 THEN p.per_week
                      ELSE p.per_week * greatest(p.whole + extra_per_week, 0) / p.whole END AS per_week
          FROM part p
          UNION ALL
          SELECT l.place, l.stage, l.team, l.from_day, l.to_day, l.term_time, l.per_week FROM line l
          WHERE l.stage::text <> extra_capacity.stage::text) x;
    RETURN coalesce(lines, '{}');
END
$function$;
COMMENT ON FUNCTION sen.extra_capacity(sen.capacity_line[], sen.stage, date, double precision) IS
    'Lines of capacity with so many cases a week more, from a day on, at one stage: a line of a team without a name. '
    'Below 0, every team of that stage has less by the same share, so that together they do so much less, and at '
    'least nothing. Null in, null out; 22023 for what is not from -10000 to 10000.';

CREATE FUNCTION sen.projected(arguments jsonb, issue_order text DEFAULT NULL, extra_stage text DEFAULT NULL,
                              extra_from date DEFAULT NULL, extra_per_week double precision DEFAULT 0,
                              runs integer DEFAULT NULL)
    RETURNS sen.projection_figure[]
    LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000000
    SET search_path = pg_catalog, pg_temp SET jit = off SET datestyle = 'ISO'
AS $function$
DECLARE
    own_order CONSTANT text := arguments ->> 'issue_order';
    ordered   CONSTANT text := coalesce(issue_order, own_order);
    capacity  sen.capacity_line[] := ARRAY(
        SELECT ROW(c.stage::sen.stage, c.team, c.from_day, c.to_day, c.per_week, c.term_time)::sen.capacity_line
        FROM jsonb_to_recordset(arguments -> 'capacity')
            c (stage text, team text, from_day date, to_day date, per_week double precision, term_time boolean));
BEGIN
    IF extra_per_week <> 0 THEN
        capacity := sen.extra_capacity(capacity, extra_stage::sen.stage, extra_from, extra_per_week);
    END IF;
    -- sen.project() has a row for each target of a measure, and one without a target for a measure that has none.
    RETURN ARRAY(WITH made AS MATERIALIZED (
        SELECT p.*, k."position" FROM sen.project(
            queue => (arguments ->> 'queue')::sen.queue, pace => (arguments ->> 'pace')::sen.pace,
            arrivals => ARRAY(SELECT ROW(a.from_day, a.to_day, a.per_week)::sen.arrival_line
                              FROM jsonb_to_recordset(arguments -> 'arrivals')
                                  a (from_day date, to_day date, per_week double precision)),
            capacity => capacity, issue_order => ordered::sen.issue_order, until => (arguments ->> 'until')::date,
            runs => coalesce(projected.runs, (arguments ->> 'runs')::integer),
            seed => (arguments ->> 'seed')::bigint,
            in_time_share => CASE WHEN ordered = 'share'
                                  THEN coalesce((arguments ->> 'in_time_share')::double precision, 0.5) END,
            school_holidays => (arguments ->> 'school_holidays')::datemultirange,
            refused_share => (arguments ->> 'refused_share')::double precision,
            no_plan_share => (arguments ->> 'no_plan_share')::double precision,
            withdrawn_share => (arguments ->> 'withdrawn_share')::double precision,
            decision_days => (arguments ->> 'decision_days')::integer,
            advice_days => (arguments ->> 'advice_days')::integer,
            plan_days => (arguments ->> 'plan_days')::integer,
            demand_spread => (arguments ->> 'demand_spread')::double precision,
            capacity_spread => (arguments ->> 'capacity_spread')::double precision,
            demand_week_spread => (arguments ->> 'demand_week_spread')::double precision,
            capacity_week_spread => (arguments ->> 'capacity_week_spread')::double precision,
            order_spread => CASE WHEN ordered = 'as_observed'
                                 THEN (arguments ->> 'order_spread')::double precision END,
            stands_on => (arguments ->> 'stands_on')::date,
            targets => ARRAY(SELECT ROW(t.measure, t.month, t.target, t.at_least)::sen.projection_target
                             FROM jsonb_to_recordset(arguments -> 'targets')
                                 t (measure text, month date, target double precision, at_least boolean))) p
        JOIN sen.projection_measures() k ON k.measure = p.measure)
        SELECT ROW(ordered, extra_per_week, m.month, m.measure, m.p10, m.p50, m.p90, m.runs_with_value,
                   m.over_52_weeks, m.oldest_days, m.target, m.probability)::sen.projection_figure
        FROM (SELECT m.* FROM made m WHERE m.target IS NOT NULL
              UNION ALL
              SELECT DISTINCT m.month, m.measure, m.p10, m.p50, m.p90, m.runs_with_value, m.over_52_weeks,
                     m.oldest_days, NULL::double precision, NULL::double precision, m."position" FROM made m) m
        ORDER BY m.month, m."position", m.target NULLS FIRST);
END
$function$;
COMMENT ON FUNCTION sen.projected(jsonb, text, text, date, double precision, integer) IS
    'What sen.project() makes of the arguments that a row of table projection keeps: the same figures as the row, as '
    'long as its algorithm is that of this version. A row for each month and measure, and one more for each target. '
    'With another order of issuing, or with more or less capacity at a stage from a day on, or with fewer runs; null: '
    'as in the arguments. Errors of sen.project().';

CREATE FUNCTION sen.scenario_arrivals(programme text, scenario text, record sen.pace, stands_on date, until date)
    RETURNS TABLE (from_day date, to_day date, per_week double precision, source text)
    LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 12
    SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $function$
#variable_conflict use_column
DECLARE
    growth   double precision;
    grows_by text;
BEGIN
    PERFORM sen.programme_owner(programme, '{arrival_assumption,national_growth}');
    EXECUTE format('SELECT n.expected_growth, n.in_words FROM %I.national_growth n', programme)
        INTO growth, grows_by;
    RETURN QUERY EXECUTE format('
        WITH said AS (
            SELECT greatest(a.from_on, $2 + 1) AS from_day, least(coalesce(a.to_on, $3), $3) AS to_day, a.per_week,
                   a.growth_percent, a.source
            FROM %I.arrival_assumption a
            WHERE a.scenario_id = $1 AND a.from_on <= $3 AND coalesce(a.to_on, $3) > $2
        ), part AS (
            SELECT s.from_day, s.to_day, s.growth_percent, s.source FROM said s WHERE s.per_week IS NULL
            UNION ALL
            SELECT lower(u.days), upper(u.days) - 1, NULL, NULL
            FROM unnest(datemultirange(daterange($2 + 1, $3 + 1))
                        - coalesce((SELECT range_agg(daterange(s.from_day, s.to_day, ''[]'')) FROM said s), ''{}''))
                u (days)
        ), expected AS (
            SELECT true AS by_itself, e.from_day, e.to_day, e.per_week, e.in_words
            FROM sen.expected_requests($4, $3, coalesce($5, 0)) e
            UNION ALL
            SELECT false, e.from_day, e.to_day, e.per_week, e.in_words FROM sen.expected_requests($4, $3, 0) e
            UNION ALL
            -- Without a record there is nothing to expect of.
            SELECT b.by_itself, $2 + 1, $3, 0, ''no request is recorded''
            FROM unnest(ARRAY[true, false]) b (by_itself)
            WHERE (sen.pace_totals($4)).last_day IS NULL
        )
        SELECT l.from_day, l.to_day, l.per_week, l.source
        FROM (SELECT s.from_day, s.to_day, s.per_week::double precision AS per_week, s.source FROM said s
              WHERE s.per_week IS NOT NULL
              UNION ALL
              SELECT greatest(p.from_day, e.from_day), least(p.to_day, e.to_day),
                     e.per_week * (1 + coalesce(p.growth_percent, 0)::double precision / 100),
                     CASE WHEN p.source IS NULL
                          THEN e.in_words || coalesce(''; growth: '' || $6, ''; no growth is assumed'')
                          ELSE e.in_words || ''; changed by '' || p.growth_percent || ''%%: '' || p.source END
              FROM part p
              JOIN expected e ON e.by_itself = (p.source IS NULL) AND e.from_day <= p.to_day
                                 AND e.to_day >= p.from_day) l
        ORDER BY l.from_day',
        programme) USING scenario, stands_on, until, record, growth, grows_by;
END
$function$;
COMMENT ON FUNCTION sen.scenario_arrivals(text, text, sen.pace, date, date) IS
    'The requests that a scenario supposes, from the day after stands_on until a day, as lines for sen.project(), with '
    'what each rests on. Those of table arrival_assumption as they are; where it says a growth, what '
    'sen.expected_requests() makes of the record without growth, changed by so much; on days without a line, what it '
    'makes of it with the growth of view national_growth (half of that of England, damped), or without growth where no '
    'release is loaded. record: of view request_record; of no rows, no request is expected. Part of '
    'sen.project_scenarios(). Null in, no rows; 3F000 if there is no such programme; errors of '
    'sen.expected_requests().';

CREATE FUNCTION sen.project_scenarios(programme text, scenario text DEFAULT NULL)
    RETURNS TABLE (projection_id integer, scenario_id text, stands_on date, until_on date, in_words text)
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 5
    SET search_path = pg_catalog, pg_temp SET jit = off SET quote_all_identifiers = off SET datestyle = 'ISO'
AS $function$
#variable_conflict use_column
DECLARE
    -- With which the chance of a target is known to 3 points.
    variant_most CONSTANT integer := 200;
    algorithm CONSTANT text := 'sen.project 1, sen_improvement '
        || (SELECT e.extversion FROM pg_extension e WHERE e.extname = 'sen_improvement');
    s         record;
    known     text;
    arguments jsonb;
    targets   jsonb;
    capacity  jsonb;
    holidays  datemultirange;
    figures   sen.projection_figure[];
    by_order  sen.projection_figure[];
    by_extra  sen.projection_figure[];
    outcomes  sen.projection_outcome[];
    fewer     integer;
    found     boolean := false;
BEGIN
    PERFORM sen.programme_owner(programme, '{scenario,capacity,school_holiday,arrival_assumption,recovery_target,'
                                           'projection,recovery_stand,request_record,national_growth,measure,milestone,'
                                           'data_source}');
    -- Nothing is reckoned for whom the result could not be kept.
    IF NOT has_any_column_privilege(format('%I.projection', programme), 'INSERT') THEN
        RAISE EXCEPTION 'permission denied for table %', format('%I.projection', programme)
            USING ERRCODE = 'insufficient_privilege', HINT = 'Its owner gives the right to insert rows.';
    END IF;
    FOR s IN EXECUTE format('
        SELECT c.*, coalesce(d.stands_on, sen.data_day(''cases'', %1$L)) AS stands_on,
               coalesce(d.queue, ''v1'') AS queue, coalesce(d.pace, ''v1'') AS pace,
               coalesce(h.record, ''v1'') AS record, coalesce(c.demand_spread, u.demand_spread) AS demand,
               coalesce(c.capacity_spread, u.capacity_spread) AS spread_of_capacity,
               coalesce(c.refused_share, d.refused_share, 0) AS refused,
               coalesce(c.no_plan_share, d.no_plan_share, 0) AS no_plan,
               coalesce(c.withdrawn_share, d.withdrawn_share, 0) AS withdrawn
        FROM %2$I.scenario c LEFT JOIN %2$I.recovery_stand d ON d.local_authority = c.local_authority
        LEFT JOIN %2$I.request_record h ON h.local_authority = c.local_authority
        CROSS JOIN LATERAL sen.usual_spreads(coalesce(h.record, ''v1'')) u
        WHERE ($1 IS NULL OR c.scenario_id = $1)
          AND sen.is_shown(c.local_authority, sen.authorities_shown(%3$L))
        ORDER BY c.local_authority, c.position, c.scenario_id', format('%I.data_source', programme), programme,
                           format('%I.scenario', programme))
        USING scenario
    LOOP
        found := true;
        IF s.until_on <= s.stands_on THEN
            RAISE EXCEPTION 'scenario "%" ends on %, and the data stand on %', s.scenario_id, s.until_on, s.stands_on
                USING ERRCODE = 'invalid_parameter_value', HINT = 'Give it a later until_on.';
        END IF;
        -- Lines that have ended by the day of the data say nothing of what comes.
        EXECUTE format('
            SELECT coalesce(jsonb_agg(jsonb_build_object(
                       ''stage'', c.stage, ''team'', c.team, ''from_day'', c.from_on, ''to_day'', c.to_on,
                       ''per_week'', coalesce(c.per_week::double precision,
                                              sen.capacity_of_posts(c.posts::double precision,
                                                  c.hours_per_week::double precision, c.time_share::double precision,
                                                  c.attendance::double precision,
                                                  c.hours_per_case::double precision)),
                       ''term_time'', c.in_term_only) ORDER BY c.stage::sen.stage, c.team, c.from_on), ''[]'')
            FROM %I.capacity c WHERE c.scenario_id = $1 AND coalesce(c.to_on, $2) >= $2 AND c.from_on <= $3',
            programme) INTO capacity USING s.scenario_id, s.stands_on + 1, s.until_on;
        EXECUTE format('SELECT range_agg(daterange(h.from_on, h.to_on, ''[]'')) FROM %I.school_holiday h
                        WHERE h.local_authority = $1', programme) INTO holidays USING s.local_authority;
        IF s.issue_order <> 'as_observed' AND NOT capacity @> '[{"stage": "plan"}]' THEN
            RAISE EXCEPTION 'scenario "%" has no capacity for plans', s.scenario_id
                USING ERRCODE = 'invalid_parameter_value',
                      HINT = 'Add a line of stage plan to table capacity. Only with issue_order as_observed do the '
                             'plans of the last twelve months say how many there will be.';
        ELSIF s.extra_stage IS NOT NULL AND NOT capacity @> jsonb_build_array(jsonb_build_object('stage',
                                                                                                 s.extra_stage)) THEN
            RAISE EXCEPTION 'scenario "%" has no capacity for stage %, which extra capacity is tried for',
                s.scenario_id, s.extra_stage
                USING ERRCODE = 'invalid_parameter_value',
                      HINT = 'A stage without a line has no limit. Add a line of that stage to table capacity, or '
                             'leave extra_stage empty.';
        ELSIF capacity @> '[{"term_time": true}]'
              AND coalesce(upper(holidays), s.stands_on) < s.until_on - 120 THEN
            RAISE EXCEPTION 'school holidays of authority % are not known to %, the end of scenario "%"',
                s.local_authority, s.until_on, s.scenario_id
                USING ERRCODE = 'invalid_parameter_value',
                      DETAIL = CASE WHEN holidays IS NULL THEN 'None are recorded.'
                                    ELSE format('The last ends on %s.', upper(holidays) - 1) END,
                      HINT = 'A team of it works in term time only. Add the holidays to table school_holiday.';
        END IF;
        -- What the figure of a day can be judged by is the last month that ends by then.
        EXECUTE format('
            SELECT coalesce(jsonb_agg(jsonb_build_object(''measure'', t.measure, ''month'', t.month,
                       ''target'', t.target, ''at_least'', k.at_least, ''target_from'', t.target_from)
                       ORDER BY t.month, k."position", t.target), ''[]'')
            FROM (SELECT x.measure, m.month,
                         x.value::double precision / CASE WHEN x.measure ~ ''^rate'' THEN 100 ELSE 1 END AS target,
                         string_agg(DISTINCT x.target_from, ''; '') AS target_from
                  FROM (SELECT r.measure, r.due_on, r.target_value AS value, r.source AS target_from
                        FROM %1$I.recovery_target r WHERE r.local_authority = $1
                        UNION ALL
                        SELECT CASE m.counted_over WHEN ''month'' THEN ''rate'' WHEN ''year'' THEN ''rate_year''
                                    ELSE ''rate_12_months'' END, v.due_on, v.value, v.target_from
                        FROM %1$I.measure m
                        CROSS JOIN LATERAL (
                            SELECT m.target_on, m.target_value, ''target of "'' || m.title || ''"''
                            WHERE m.target_on IS NOT NULL AND m.target_value IS NOT NULL
                            UNION ALL
                            SELECT i.due_on, i.value, ''milestone of "'' || m.title || ''"''
                            FROM %1$I.milestone i WHERE i.measure_id = m.measure_id) v (due_on, value, target_from)
                        WHERE m.definition = ''plans_in_20_weeks'' AND m.local_authority = $1
                          AND m.direction = ''increase'' AND v.value BETWEEN 0 AND 100) x
                  CROSS JOIN LATERAL (SELECT (date_trunc(''month'', x.due_on + 1) - interval ''1 month'')::date)
                      m (month)
                  WHERE (m.month + interval ''1 month'')::date - 1 BETWEEN $2 + 1 AND $3
                  GROUP BY x.measure, m.month, target) t
            JOIN sen.projection_measures() k ON k.measure = t.measure', programme) INTO targets
            USING s.local_authority, s.stands_on, s.until_on;
        arguments := jsonb_build_object(
            'queue', s.queue::text, 'pace', s.pace::text,
            'arrivals', (SELECT jsonb_agg(jsonb_build_object('from_day', a.from_day, 'to_day', a.to_day,
                                                             'per_week', a.per_week, 'source', a.source)
                                          ORDER BY a.from_day)
                         FROM sen.scenario_arrivals(programme, s.scenario_id, s.record, s.stands_on, s.until_on) a),
            'capacity', capacity, 'issue_order', s.issue_order, 'in_time_share', s.in_time_share,
            'until', s.until_on, 'runs', s.runs, 'seed', s.seed, 'school_holidays', holidays::text,
            'refused_share', s.refused, 'no_plan_share', s.no_plan, 'withdrawn_share', s.withdrawn,
            'decision_days', s.decision_days, 'advice_days', s.advice_days, 'plan_days', s.plan_days,
            'demand_spread', s.demand, 'capacity_spread', s.spread_of_capacity, 'order_spread', s.order_spread,
            'demand_week_spread', s.demand_week_spread, 'capacity_week_spread', s.capacity_week_spread,
            'stands_on', s.stands_on, 'targets', targets);
        fewer := least(s.runs, variant_most);
        figures := sen.projected(arguments);

        -- Each order, with the capacity as entered. Without plans in the pace nothing was observed.
        by_order := ARRAY(
            SELECT ROW(f.*)::sen.projection_figure
            FROM unnest('{oldest,newest,in_time_first,share,as_observed}'::text[])
                WITH ORDINALITY o (issue_order, place)
            CROSS JOIN LATERAL unnest(sen.projected(arguments, o.issue_order, runs => fewer)) f
            WHERE CASE WHEN o.issue_order = 'as_observed' THEN (sen.pace_totals(s.pace)).plans > 0
                       ELSE capacity @> '[{"stage": "plan"}]' END
              AND f.target IS NULL
              AND f.measure IN ('plans', 'in_time', 'rate', 'rate_12_months', 'rate_year', 'open', 'overdue',
                                'over_52_weeks', 'oldest_days')
            ORDER BY o.place, f.month, f.measure);
        -- A grid, as the chance of a rate may fall with more capacity, and rise again.
        by_extra := ARRAY(
            SELECT ROW(f.*)::sen.projection_figure
            FROM generate_series(s.extra_least, s.extra_most, s.extra_step) e (extra)
            CROSS JOIN LATERAL unnest(sen.projected(arguments, s.issue_order, s.extra_stage, s.extra_from,
                                                    e.extra::double precision, fewer)) f
            WHERE s.extra_stage IS NOT NULL AND (f.target IS NOT NULL OR f.measure = 'overdue')
            ORDER BY f.extra_per_week, f.month, f.measure, f.target);
        outcomes := ARRAY(
            SELECT ROW(t.measure, t.month, t.target, t.target_from, f.probability, b.plans, b.in_time, n.plans,
                       CASE WHEN w.first_month IS NOT NULL
                            THEN sen.needed_share(t.target, coalesce(b.in_time, 0), coalesce(b.plans, 0),
                                                  coalesce(n.plans, 0)) END,
                       CASE WHEN w.first_month IS NOT NULL THEN sen.highest_rate(n.demand, n.plans) END)
                   ::sen.projection_outcome
            FROM jsonb_to_recordset(targets) t (measure text, month date, target double precision, target_from text)
            LEFT JOIN unnest(figures) f ON f.measure = t.measure AND f.month = t.month AND f.target = t.target
            CROSS JOIN LATERAL (SELECT CASE t.measure
                WHEN 'rate' THEN t.month
                WHEN 'rate_12_months' THEN (t.month - interval '11 months')::date
                WHEN 'rate_year' THEN date_trunc('year', t.month)::date END AS first_month) w
            LEFT JOIN LATERAL (SELECT sum(p.plans)::double precision AS plans,
                                      sum(p.in_time)::double precision AS in_time
                               FROM sen.pace_by_month(s.pace) p
                               WHERE p.month BETWEEN w.first_month AND t.month) b ON w.first_month IS NOT NULL
            LEFT JOIN LATERAL (SELECT sum(g.p50) FILTER (WHERE g.measure = 'plans') AS plans,
                                      sum(g.p50) FILTER (WHERE g.measure = 'requests')
                                          * (1 - s.refused) * (1 - s.no_plan) * (1 - s.withdrawn) AS demand
                               FROM unnest(figures) g
                               WHERE g.target IS NULL AND g.month BETWEEN w.first_month AND t.month) n
                ON w.first_month IS NOT NULL
            ORDER BY t.month, t.measure, t.target);
        figures := ARRAY(SELECT ROW(f.*)::sen.projection_figure FROM unnest(figures) f WHERE f.target IS NULL);

        scenario_id := s.scenario_id;
        stands_on := s.stands_on;
        until_on := s.until_on;
        EXECUTE format('INSERT INTO %I.projection (scenario_id, made_on, stands_on, until_on, algorithm, seed, runs,
                            variant_runs, arguments, figures, by_order, by_extra, outcomes)
                        VALUES ($1, sen.today(), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                        RETURNING projection_id', programme)
            INTO projection_id USING s.scenario_id, s.stands_on, s.until_on, algorithm, s.seed, s.runs, fewer,
                                     arguments, figures, by_order, by_extra, outcomes;
        SELECT format('%s, from %s to %s: if arrivals and capacity are as entered, 8 of 10 futures have %s overdue '
                      'cases at the end, half at most %s (now %s); half have %s open over 52 weeks, the '
                      'oldest for %s at most.', s.title, sen.date_words(s.stands_on), sen.date_words(s.until_on),
                      sen.range_words(f.p10::numeric, f.p90::numeric),
                      sen.number_words(f.p50::numeric), sen.number_words(sen.open_over(s.queue, 140)),
                      sen.at_most_words(coalesce(f.over_52_weeks, 0)::numeric),
                      sen.in_days(coalesce(f.oldest_days, 0)::integer))
        INTO in_words
        FROM unnest(figures) f WHERE f.measure = 'overdue' ORDER BY f.month DESC LIMIT 1;
        RETURN NEXT;
    END LOOP;
    IF NOT found THEN
        EXECUTE format('SELECT string_agg(c.scenario_id, '', '' ORDER BY c.position, c.scenario_id) FROM %I.scenario c',
                       programme) INTO known;
        IF scenario IS NOT NULL THEN
            RAISE EXCEPTION 'programme "%" has no scenario "%"', programme, scenario
                USING ERRCODE = 'invalid_parameter_value',
                      HINT = coalesce('Use one of: ' || known || '.', 'Table scenario has no rows.');
        END IF;
    END IF;
END
$function$;
COMMENT ON FUNCTION sen.project_scenarios(text, text) IS
    'Projects the scenarios of a programme, or one of them, and adds a row to table projection for each: from the '
    'open cases and the last twelve months of its authority (view recovery_stand, on the day of the data), with the '
    'capacity, the requests (sen.scenario_arrivals()) and the order that it supposes, and spreads of requests and '
    'capacity as its own record has them (sen.usual_spreads()) unless it says others; and besides, with 200 runs, '
    'under each order of issuing, and on the grid of extra capacity. Says what it made; no rows if there is no '
    'scenario. One transaction: a call that is cancelled leaves nothing. Reads and writes with the rights of the '
    'caller: level editor of sen.grant_access(). 3F000 if there is no such programme; 22023 if no '
    'such scenario, for one without capacity for plans, one that ends by the day of the data, '
    'and teams in term time without school holidays; errors of sen.project() and sen.expected_requests().';
