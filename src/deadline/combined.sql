-- combined limits -------------------------------------------------------------

CREATE FUNCTION sen.amended_plan_due(meeting date, notice_sent date) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN least(sen.due_date('amended_plan_longstop', meeting), sen.due_date('final_amended_plan', notice_sent));
COMMENT ON FUNCTION sen.amended_plan_due(date, date) IS
    'Last day to send the final amended plan: the earlier of 12 weeks after the review meeting (R (L, M and P) v Devon '
    'County Council [2022] EWHC 493 (Admin)) and 8 weeks after the amendment notice was sent (SEND Regulations 2014 '
    'reg 22(3)). One of the two null: the other alone; both null: null. A phase transfer may set an earlier day: '
    'sen.phase_transfer_due().';

CREATE FUNCTION sen.transfer_review_due(last_reviewed date, transferred date) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN greatest(sen.due_date('plan_transfer_review_after_review', last_reviewed),
                    sen.due_date('plan_transfer_review_after_transfer', transferred));
COMMENT ON FUNCTION sen.transfer_review_due(date, date) IS
    'Last day for the new authority to review a plan that was transferred to it: the later of 12 months beginning with '
    'the day the plan was made or last reviewed and 3 months beginning with the day of transfer (SEND Regulations 2014 '
    'reg 15(5)). Null in, null out.';

CREATE FUNCTION sen.appeal_due(decision_sent date, certificate_issued date DEFAULT NULL) RETURNS date
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN decision_sent IS NOT NULL
                THEN greatest(sen.due_date('appeal_notice', decision_sent),
                              sen.due_date('appeal_notice_after_certificate', certificate_issued)) END;
COMMENT ON FUNCTION sen.appeal_due(date, date) IS
    'Last day to appeal: the later of 2 months after the decision was sent and 1 month after the mediation certificate '
    'was issued (HESC Rules 2008 r.20(1)(c)); if it falls from 25 December to 1 January or in August, the first '
    'working day after 1 January or 31 August, else the next working day (r.12(2), 12(3)(a)). certificate_issued null: '
    'no certificate. decision_sent null: null. The Tribunal may extend it.';

CREATE FUNCTION sen.phase_transfer_due(phase text, year integer) RETURNS date
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF year NOT BETWEEN 1 AND 9999 THEN
        RAISE EXCEPTION 'year of transfer out of range: %', year
            USING ERRCODE = 'datetime_field_overflow',
                HINT = 'Give the calendar year in which the transfer takes place, such as 2026.';
    END IF;
    IF phase = 'secondary to post-16' THEN
        RETURN sen.due_date('phase_transfer_post16', make_date(year, 1, 1));
    ELSIF phase IN ('early years to school', 'infant to junior', 'primary to middle', 'primary to secondary',
                    'middle to secondary') THEN
        RETURN sen.due_date('phase_transfer_other', make_date(year, 1, 1));
    END IF;
    IF phase = 'post-16 to post-16' THEN
        RAISE EXCEPTION 'a transfer between post-16 institutions has no date by the year'
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'Give the day of the transfer: sen.phase_transfer_due(phase, transfer, clear_days).';
    END IF;
    RAISE EXCEPTION 'unknown phase of transfer: "%"', phase
        USING ERRCODE = 'invalid_parameter_value',
              HINT = 'Use one of: early years to school, infant to junior, primary to middle, primary to secondary, '
                     'middle to secondary, secondary to post-16; post-16 to post-16 with the day of the transfer.';
END
$function$;
COMMENT ON FUNCTION sen.phase_transfer_due(text, integer) IS
    'Last day to review and amend a plan before a transfer between phases in the given calendar year: 30 March for '
    'secondary to post-16, 14 February otherwise, because the regulation says "before" 31 March and 15 February (SEND '
    'Regulations 2014 reg 18(1)); the Code of Practice para 9.179 and many authorities say "by". Null in, null out; '
    '22023 for an unknown phase, and for post-16 to post-16, which needs the day; 22008 for a year outside 1 to 9999.';

CREATE FUNCTION sen.phase_transfer_due(phase text, transfer date, clear_days boolean) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN phase = 'post-16 to post-16' THEN sen.due_date('post16_to_post16', transfer, clear_days)
                WHEN NOT isfinite(transfer) THEN transfer
                ELSE sen.phase_transfer_due(phase, extract(year FROM transfer)::integer) END;
COMMENT ON FUNCTION sen.phase_transfer_due(text, date, boolean) IS
    'Last day to review and amend a plan before a transfer on the given day. post-16 to post-16: at least 5 months '
    'before it (SEND Regulations 2014 reg 18(2)), with clear days or not; any other phase by the calendar year of the '
    'day, whatever clear_days says. Null in, null out; an infinite day unchanged; 22023 for an unknown phase.';

CREATE FUNCTION sen.plan_transfer_due(moved date, aware date, clear_days boolean DEFAULT false) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN aware <= sen.add_working_days(moved, -15) - clear_days::integer
                THEN sen.due_date('plan_transfer_on_move', moved)
                ELSE sen.due_date('plan_transfer_late_notice', aware) END;
COMMENT ON FUNCTION sen.plan_transfer_due(date, date, boolean) IS
    'Last day for the old authority to transfer a plan: the day of the move, if it was aware of it at least 15 working '
    'days before; else the last of 15 working days beginning with the day on which it became aware (SEND Regulations '
    '2014 reg 15(2)). clear_days: whether 15 have to lie between that day and the move, so that both are left out; by '
    'default that day may be the first of the 15, since otherwise the last day would come before the move. Null in, '
    'null out; errors of sen.due_date() and sen.add_working_days().';

CREATE FUNCTION sen.icb_move_due(moved date, aware date, clear_days boolean DEFAULT false) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN aware <= sen.add_working_days(moved, -15) - clear_days::integer
                THEN sen.due_date('icb_move_notice', moved)
                ELSE sen.due_date('icb_move_late_notice', aware) END;
COMMENT ON FUNCTION sen.icb_move_due(date, date, boolean) IS
    'Last day for the old commissioning body to notify the new one of a move: the day of the move, if it was aware of '
    'it at least 15 working days before; else the last of 15 working days beginning with the day on which it became '
    'aware (SEND Regulations 2014 reg 15(7)). clear_days as in sen.plan_transfer_due(). Null in, null out; errors of '
    'sen.due_date() and sen.add_working_days().';

-- exceptions ------------------------------------------------------------------

CREATE FUNCTION sen.closure_window(closed_from date, reopens_on date) RETURNS daterange
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NOT isfinite(closed_from) OR NOT isfinite(reopens_on) THEN
        RAISE EXCEPTION 'a closure must have a first day and a day of re-opening'
            USING ERRCODE = 'datetime_field_overflow',
                DETAIL = format('It is given as closed from %s, re-opening on %s.', closed_from, reopens_on),
                  HINT = 'Give finite dates.';
    END IF;
    IF reopens_on < closed_from THEN
        RAISE EXCEPTION 'a closure cannot end before it began: closed from %, re-opening on %', closed_from, reopens_on
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Give the first day of the closure first.';
    END IF;
    IF reopens_on - closed_from < 28 THEN
        RETURN 'empty'::daterange;
    END IF;
    RETURN daterange(closed_from - 7, reopens_on - 7, '[]');
END
$function$;
COMMENT ON FUNCTION sen.closure_window(date, date) IS
    'The days on which a request to a school for advice is caught by the closure exception (SEND Regulations 2014 reg '
    '10(4)(a)): from one week before the closure to one week before re-opening, both included, if the closure lasts at '
    'least 4 continuous weeks (28 days from closed_from to the day before reopens_on); else empty. It is the day of '
    'the request for advice that counts, not the due date. Whether a closure begins on the Saturday after term or on '
    'the first missed school day is not settled: give the day that you take. Null in, null out; 22023 if it ends '
    'before it began, 22008 for infinite dates.';

CREATE FUNCTION sen.closure_excuses(advice_requested_on date, closures daterange[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT coalesce(bool_or(sen.closure_window(coalesce(lower(c.closure), '-infinity'::date),
                                                       coalesce(upper(c.closure), 'infinity'::date))
                                    @> advice_requested_on), false)
            FROM (SELECT unnest(range_agg(g.given)) AS closure FROM unnest(closures) AS g (given)) c);
COMMENT ON FUNCTION sen.closure_excuses(date, daterange[]) IS
    'Does one of the closures lift the limit for a case in which advice was requested on that day? Each closure is a '
    'range from its first day up to, not including, the day of re-opening. It lifts the limit where complying is '
    'impractical because of it, and gives no other date. Ranges that overlap or touch are one closure; empty ranges '
    'count for nothing; no closure: false. Null in, null out; 22008 for a range without an end.';

CREATE FUNCTION sen.relaxed_2020(time_limit sen.time_limit, due date) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sen_relaxed_2020' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION sen.relaxed_2020(sen.time_limit, date) IS
    'Did this due date of this limit fall in the time in which SI 2020/471 relaxed it: 1 May to 24 September 2020? '
    'Null for 25 September 2020: the regulations cease to have effect on that day, DfE''s guidance counts it in. False '
    'if the limit was not changed. Null in, null out.';
