/*
 * pace.c --- type sen.pace: its one form, and what has to hold of it.
 *
 * A pace has a fixed part and the months of its span, those without events
 * too.  So it is canonical as it is, and the aggregates change it in place.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "recovery/pace_work.h"
#include "recovery/queue_io.h"

#define TYPE_NAME "sen.pace"

const int32 pace_first_age[PACE_BANDS] = {0, 99, 113, 127, 141, 169, 225, 301, 401, 551};

/*
 * PaceSpanFault is what is wrong with a span, or null.
 */
const char *
PaceSpanFault(const PaceSpan *span)
{
	if (!IsQueueDay(span->first_day) || !IsQueueDay(span->last_day))
		return "A day of the span is not within the years 1 to 9999.";
	if (span->first_day > span->last_day)
		return "The span ends before it begins.";
	if (span->last_day - span->first_day >= PACE_MAX_DAYS)
		return "The span is longer than 36525 days, 100 years.";
	if (span->limit_days < 0 || span->limit_days > PACE_MAX_LIMIT)
		return "The limit is not within 0 and 36525 days.";
	return NULL;
}

/*
 * PaceCreate makes a pace of a sound span in which nothing happened.
 */
PaceValue *
PaceCreate(const PaceSpan *span)
{
	int32		first = PeriodNumber(PERIOD_MONTH, span->first_day);
	int32		months = PeriodNumber(PERIOD_MONTH, span->last_day) - first + 1;
	PaceValue  *pace = palloc0(PaceSize(months));

	SET_VARSIZE(pace, PaceSize(months));
	pace->version = TIMELINESS_VERSION;
	pace->has_span = 1;
	pace->first_day = span->first_day;
	pace->last_day = span->last_day;
	pace->limit_days = span->limit_days;
	pace->first_month = first;
	pace->months = months;
	return pace;
}

/*
 * PaceOfNothing makes the pace of no rows.
 */
PaceValue *
PaceOfNothing(void)
{
	PaceValue  *pace = palloc0(PaceSize(0));

	SET_VARSIZE(pace, PaceSize(0));
	pace->version = TIMELINESS_VERSION;
	return pace;
}

/*
 * IsCount is whether a number of a pace is one.
 */
static bool
IsCount(int64 number)
{
	return number >= 0 && number <= PACE_MAX_COUNT;
}

/*
 * PaceFault is what is wrong with the counts of a pace that has a span, or
 * null: each plan is in a month, and in a band or undated; whoever leaves a
 * band, or gets a plan in it, was in it for a day; and the plans in time are
 * of bands that the limit reaches.
 */
const char *
PaceFault(const PaceValue *pace)
{
	int64		of_months = 0;
	int64		of_bands = pace->undated_plans;
	int64		in_time = 0;
	int64		surely_in_time = 0;
	int64		perhaps_in_time = 0;

	if (!IsCount(pace->undated_plans) || !IsCount(pace->undated_left))
		return "A count is out of range.";
	for (int i = 0; i < PACE_BANDS; i++)
	{
		const PaceBand *band = &pace->band[i];

		if (!IsCount(band->plans) || !IsCount(band->left) || !IsCount(band->case_days))
			return "A count is out of range.";
		if (band->plans + band->left > band->case_days)
			return "More cases ended in a band than were open in it for a day.";
		of_bands += band->plans;
		if (pace_first_age[i] <= pace->limit_days)
			perhaps_in_time += band->plans;
		if (i + 1 < PACE_BANDS && pace_first_age[i + 1] - 1 <= pace->limit_days)
			surely_in_time += band->plans;
	}
	for (int i = 0; i < pace->months; i++)
	{
		const PaceMonth *month = &pace->month[i];

		if (!IsCount(month->arrivals) || !IsCount(month->plans) || !IsCount(month->in_time))
			return "A count is out of range.";
		if (month->in_time > month->plans)
			return "More plans of a month were in time than were issued.";
		of_months += month->plans;
		in_time += month->in_time;
	}
	if (of_months != of_bands)
		return "The plans of the months are not those of the bands.";
	if (in_time < surely_in_time || in_time > perhaps_in_time)
		return "The plans in time are not those of the bands up to the limit.";
	return NULL;
}

/*
 * PaceRead checks a detoasted value, all of it.
 */
Pace *
PaceRead(PaceValue *value)
{
	bool		sound = VARSIZE(value) >= PaceSize(0) && value->version == TIMELINESS_VERSION &&
		value->has_span <= 1 && value->unused == 0 && value->padding == 0 &&
		value->months >= 0 && VARSIZE(value) == PaceSize((Size) value->months);

	if (sound && value->has_span)
	{
		PaceSpan	span = PaceSpanOf(value);

		sound = PaceSpanFault(&span) == NULL &&
			value->first_month == PeriodNumber(PERIOD_MONTH, span.first_day) &&
			value->months == PeriodNumber(PERIOD_MONTH, span.last_day) - value->first_month + 1 &&
			PaceFault(value) == NULL;
	}
	else if (sound)
		sound = value->months == 0;
	if (unlikely(!sound))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("unreadable value of type " TYPE_NAME),
				 errhint("It may have been stored by a newer version of sen_improvement.")));
	return value;
}

/*
 * PaceAdd adds to a count that has a greatest value.
 */
void
PaceAdd(int64 *count, int64 more)
{
	if (unlikely(*count > PACE_MAX_COUNT - more))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("too many cases in one pace"),
				 errdetail("A pace counts to %lld.", (long long) PACE_MAX_COUNT),
				 errhint("Keep the paces of smaller groups apart.")));
	*count += more;
}

static void
AppendSpan(StringInfo buf, const PaceSpan *span)
{
	AppendDay(buf, span->first_day);
	appendStringInfoString(buf, " to ");
	AppendDay(buf, span->last_day);
	appendStringInfo(buf, " with a limit of %d days", span->limit_days);
}

/*
 * CheckPaceSpan refuses a span that is not that of a pace.
 */
void
CheckPaceSpan(const PaceValue *pace, const PaceSpan *span)
{
	PaceSpan	one = PaceSpanOf(pace);

	if (unlikely(one.first_day != span->first_day || one.last_day != span->last_day || one.limit_days != span->limit_days))
	{
		StringInfoData buf;

		initStringInfo(&buf);
		appendStringInfoString(&buf, "One is of ");
		AppendSpan(&buf, &one);
		appendStringInfoString(&buf, ", another of ");
		AppendSpan(&buf, span);
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cases of one pace are of one span of days and one limit"),
				 errdetail("%s.", buf.data),
				 errhint("Give the same first_day, last_day and limit_days for all rows, and merge paces of the same span.")));
	}
}

/*
 * PaceMerge adds the counts of another pace of the same span.
 */
void
PaceMerge(PaceValue *pace, const PaceValue *other)
{
	PaceSpan	span = PaceSpanOf(other);

	CheckPaceSpan(pace, &span);
	PaceAdd(&pace->undated_plans, other->undated_plans);
	PaceAdd(&pace->undated_left, other->undated_left);
	for (int i = 0; i < PACE_BANDS; i++)
	{
		PaceAdd(&pace->band[i].plans, other->band[i].plans);
		PaceAdd(&pace->band[i].left, other->band[i].left);
		PaceAdd(&pace->band[i].case_days, other->band[i].case_days);
	}
	for (int i = 0; i < pace->months; i++)
	{
		PaceAdd(&pace->month[i].arrivals, other->month[i].arrivals);
		PaceAdd(&pace->month[i].plans, other->month[i].plans);
		PaceAdd(&pace->month[i].in_time, other->month[i].in_time);
	}
}
