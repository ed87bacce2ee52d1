-- Part of room programme: what the tables of a recovery plan use.

CREATE TYPE sen.projection_figure AS (issue_order text, extra_per_week double precision, month date, measure text,
                                      p10 double precision, p50 double precision, p90 double precision,
                                      runs_with_value integer, over_52_weeks double precision,
                                      oldest_days double precision, target double precision,
                                      probability double precision);
COMMENT ON TYPE sen.projection_figure IS
    'A figure of a projection as table projection keeps it: a row of sen.project(), with the order and the extra '
    'capacity that it is of.';
COMMENT ON COLUMN sen.projection_figure.issue_order IS 'Which case is next: a value of sen.issue_order.';
COMMENT ON COLUMN sen.projection_figure.extra_per_week IS 'Capacity besides what is entered, in cases a week; or less.';
COMMENT ON COLUMN sen.projection_figure.month IS 'First day of the month.';
COMMENT ON COLUMN sen.projection_figure.measure IS 'The measure, by its name in sen.project(). Rates are from 0 to 1.';
COMMENT ON COLUMN sen.projection_figure.p10 IS 'One future in ten has at most that.';
COMMENT ON COLUMN sen.projection_figure.p50 IS 'Half of the futures have at most that.';
COMMENT ON COLUMN sen.projection_figure.p90 IS 'Nine futures in ten have at most that.';
COMMENT ON COLUMN sen.projection_figure.runs_with_value IS 'How many futures have a value.';
COMMENT ON COLUMN sen.projection_figure.over_52_weeks IS 'Open cases over 52 weeks at the close of the month, median.';
COMMENT ON COLUMN sen.projection_figure.oldest_days IS
    'Days that the oldest case has been open at the close of the month, median.';
COMMENT ON COLUMN sen.projection_figure.target IS 'The target that probability is of; empty for a figure without one.';
COMMENT ON COLUMN sen.projection_figure.probability IS 'Share of the futures with a value that reach the target.';

CREATE TYPE sen.projection_outcome AS (measure text, month date, target double precision, target_from text,
                                       probability double precision, plans_before double precision,
                                       in_time_before double precision, further_plans double precision,
                                       needed_share double precision, highest_rate double precision);
COMMENT ON TYPE sen.projection_outcome IS 'A target in a projection, as table projection keeps it.';
COMMENT ON COLUMN sen.projection_outcome.measure IS 'The measure, by its name in sen.project(). Rates are from 0 to 1.';
COMMENT ON COLUMN sen.projection_outcome.month IS 'First day of the month by whose close it is to be reached.';
COMMENT ON COLUMN sen.projection_outcome.target IS 'The target.';
COMMENT ON COLUMN sen.projection_outcome.target_from IS 'Where it is from.';
COMMENT ON COLUMN sen.projection_outcome.probability IS 'Share of the futures with a value that reach it.';
COMMENT ON COLUMN sen.projection_outcome.plans_before IS
    'Of a rate, plans of its window that were issued by the day of the data.';
COMMENT ON COLUMN sen.projection_outcome.in_time_before IS 'Of these, the plans in time.';
COMMENT ON COLUMN sen.projection_outcome.further_plans IS
    'Plans that are issued in the rest of the window: the medians of its months.';
COMMENT ON COLUMN sen.projection_outcome.needed_share IS
    'Share of these that has to be in time (sen.needed_share()); empty if all of them are not enough.';
COMMENT ON COLUMN sen.projection_outcome.highest_rate IS
    'Highest share of plans in time that the rest of the window could have if it were steady (sen.highest_rate()).';

CREATE FUNCTION sen.order_words(issue_order text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE issue_order WHEN 'oldest' THEN 'oldest first' WHEN 'newest' THEN 'newest first'
                        WHEN 'in_time_first' THEN 'in time first' WHEN 'share' THEN 'a share in time'
                        WHEN 'as_observed' THEN 'as in the last twelve months' ELSE issue_order END;
COMMENT ON FUNCTION sen.order_words(text) IS
    'The name of an order of issuing as reports say it. Any other word as it is; null in, null out.';

CREATE FUNCTION sen.projection_measures()
    RETURNS TABLE (measure text, "position" integer, title text, unit text, at_least boolean)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 19
BEGIN ATOMIC
    VALUES ('requests', 1, 'Requests', 'cases', true), ('refused', 2, 'Refused to assess', 'cases', false),
           ('advice', 3, 'Assessments with all advice', 'cases', true), ('plans', 4, 'Plans issued', 'cases', true),
           ('in_time', 5, 'Plans in time', 'cases', true), ('no_plan', 6, 'No plan after assessment', 'cases', false),
           ('withdrawn', 7, 'Withdrawn or closed', 'cases', false),
           ('rate', 8, 'In time, of plans of the month', 'percent', true),
           ('rate_12_months', 9, 'In time, of plans of twelve months', 'percent', true),
           ('rate_year', 10, 'In time, of plans of the calendar year', 'percent', true),
           ('rate_due', 11, 'In time, of cases due in the month', 'percent', true),
           ('open', 12, 'Open cases', 'cases', false), ('overdue', 13, 'Overdue cases', 'cases', false),
           ('over_52_weeks', 14, 'Open over 52 weeks', 'cases', false),
           ('oldest_days', 15, 'Oldest open case', 'days', false);
END;
COMMENT ON FUNCTION sen.projection_measures() IS
    'The measures of sen.project(): name, place in reports, title, unit (cases, percent, days), and whether a target '
    'is to be reached as at least (rates, requests, work done) or as at most (open, overdue and others).';

CREATE FUNCTION sen.refuse_overlap() RETURNS trigger
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET quote_all_identifiers = off
AS $function$
DECLARE
    other record;
    named text;
BEGIN
    IF TG_WHEN <> 'BEFORE' OR TG_LEVEL <> 'ROW' OR TG_OP NOT IN ('INSERT', 'UPDATE') OR TG_NARGS = 0 THEN
        RAISE EXCEPTION 'trigger function sen.refuse_overlap() cannot serve table "%" so', TG_TABLE_NAME
            USING ERRCODE = 'trigger_protocol_violated',
                  HINT = 'It is for rows that are about to be inserted or updated, with the columns that name whose '
                         'days these are.';
    END IF;
    -- What is no span is refused by the checks of the table.
    IF NEW.to_on < NEW.from_on THEN
        RETURN NEW;
    END IF;
    -- A new line that begins on the day of another is for the primary key, so that INSERT ... ON CONFLICT, by which
    -- the doors load a file again, comes to update it.
    EXECUTE format('SELECT t.from_on, t.to_on FROM %I.%I t WHERE %s AND t.from_on <= coalesce($1.to_on, ''infinity'')
                        AND coalesce(t.to_on, ''infinity'') >= $1.from_on
                        AND CASE WHEN $2 IS NULL THEN t.from_on <> $1.from_on ELSE t.* IS DISTINCT FROM $2 END
                    ORDER BY t.from_on LIMIT 1', TG_TABLE_SCHEMA, TG_TABLE_NAME,
                   (SELECT string_agg(format('t.%1$I = $1.%1$I', c), ' AND ') FROM unnest(TG_ARGV) c))
        INTO other USING NEW, OLD;
    IF other.from_on IS NOT NULL THEN
        EXECUTE format('SELECT concat_ws('', '', %s)', (SELECT string_agg(format('$1.%I', c), ', ')
                                                       FROM unnest(TG_ARGV) c)) INTO named USING NEW;
        RAISE EXCEPTION 'two lines of % are for the same day: "%"', TG_TABLE_NAME, named
            USING ERRCODE = 'exclusion_violation', COLUMN = 'from_on',
                  DETAIL = format('One is %s, another %s.', sen.span_words(NEW.from_on, NEW.to_on),
                                  sen.span_words(other.from_on, other.to_on)),
                  HINT = 'End the earlier line on the day before the later one begins.';
    END IF;
    RETURN NEW;
END
$function$;
COMMENT ON FUNCTION sen.refuse_overlap() IS
    'Trigger of the tables of a programme whose lines are for a span of days, from_on to to_on: 23P01 if two lines '
    'with the same values in the columns that it is given are for the same day.';

CREATE FUNCTION sen.span_words(from_on date, to_on date) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'from ' || sen.date_words(from_on) || coalesce(' to ' || sen.date_words(to_on), ' on');
COMMENT ON FUNCTION sen.span_words(date, date) IS
    'A span of days in words: from 1 March 2026 to 31 August 2026, or, if to_on is null, from 1 March 2026 on. Null '
    'if from_on is.';

CREATE FUNCTION sen.refuse_another_past() RETURNS trigger
    LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RAISE EXCEPTION 'rows of table "%" are never changed or deleted', TG_TABLE_NAME
        USING ERRCODE = 'object_not_in_prerequisite_state',
              HINT = 'Make another projection with sen.project_scenarios(); earlier ones stay, so that they can be '
                     'held against what came.';
END
$function$;
COMMENT ON FUNCTION sen.refuse_another_past() IS
    'Trigger of table projection of a programme: refuses every update and delete (55000).';
