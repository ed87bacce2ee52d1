/*
 * review_step.c --- which steps of an annual review were passed by a day.
 *
 * As expressions of SQL they stand several times in each report of reviews, and
 * make the planner overestimate it.
 */
#include "postgres.h"
#include "compat.h"

#include "fmgr.h"
#include "utils/array.h"
#include "utils/date.h"
#include "utils/datetime.h"

PG_FUNCTION_INFO_V1(sen_passed_on);
PG_FUNCTION_INFO_V1(sen_not_first_review_on);
PG_FUNCTION_INFO_V1(sen_first_after);

/* A year in which the first review is due, and one for the second. */
#define FIRST_REVIEW_MONTHS 24

/*
 * Earliest gives the first of some days, if one is known.
 */
static bool
Earliest(FunctionCallInfo fcinfo, int from, int to, DateADT *day)
{
	bool		known = false;

	for (int a = from; a <= to; a++)
	{
		if (PG_ARGISNULL(a) || (known && PG_GETARG_DATEADT(a) >= *day))
			continue;
		*day = PG_GETARG_DATEADT(a);
		known = true;
	}
	return known;
}

/*
 * sen.passed_on(done_on, later_on, later_on, later_on, today) --- the first
 * later step that is on record by today, where this one has no day.
 */
Datum
sen_passed_on(PG_FUNCTION_ARGS)
{
	DateADT		later = 0;

	if (!PG_ARGISNULL(0) || PG_ARGISNULL(4) || !Earliest(fcinfo, 1, 3, &later) || later > PG_GETARG_DATEADT(4))
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(later);
}

/*
 * sen.not_first_review_on(plan_made_on, last_reviewed_on, meeting_on,
 * decision_sent_on, today)
 */
Datum
sen_not_first_review_on(PG_FUNCTION_ARGS)
{
	DateADT		held = 0;
	int			year,
				month,
				day;

	if (PG_ARGISNULL(4))
		PG_RETURN_NULL();
	if (!PG_ARGISNULL(1) && PG_GETARG_DATEADT(1) <= PG_GETARG_DATEADT(4))
		PG_RETURN_DATUM(PG_GETARG_DATUM(1));
	if (PG_ARGISNULL(0) || DATE_NOT_FINITE(PG_GETARG_DATEADT(0)) || !Earliest(fcinfo, 2, 3, &held) || held > PG_GETARG_DATEADT(4))
		PG_RETURN_NULL();
	j2date(PG_GETARG_DATEADT(0) + POSTGRES_EPOCH_JDATE, &year, &month, &day);
	/* 29 February has no second anniversary: 1 March, the day on which two years have passed. */
	if (held < date2j(year + FIRST_REVIEW_MONTHS / 12, month, day) - POSTGRES_EPOCH_JDATE)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(held);
}

/*
 * sen.first_after(days date[], day date) --- the first of some days after a day.
 */
Datum
sen_first_after(PG_FUNCTION_ARGS)
{
	ArrayType  *days = PG_GETARG_ARRAYTYPE_P(0);
	DateADT		after = PG_GETARG_DATEADT(1);
	ArrayIterator each = array_create_iterator(days, 0, NULL);
	DateADT		first = DATEVAL_NOEND;
	bool		found = false;
	Datum		day;
	bool		isnull;

	while (array_iterate(each, &day, &isnull))
	{
		if (isnull || DatumGetDateADT(day) <= after || (found && DatumGetDateADT(day) >= first))
			continue;
		first = DatumGetDateADT(day);
		found = true;
	}
	array_free_iterator(each);
	if (!found)
		PG_RETURN_NULL();
	PG_RETURN_DATEADT(first);
}
