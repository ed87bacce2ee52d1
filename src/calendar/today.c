/*
 * today.c --- the day on which reports stand.
 *
 * Every view asks sen.today().  With sen_improvement.as_of set, any report can
 * be run again as on that day.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "fmgr.h"
#include "utils/guc.h"

PG_FUNCTION_INFO_V1(sen_today);

static char *as_of_setting = NULL;

/* What the check hook found, handed to the assign hook. */
typedef struct AsOf
{
	bool		is_set;
	DateADT		day;
} AsOf;

static AsOf as_of = {false, 0};

static bool
CheckAsOf(char **newval, void **extra, GucSource source)
{
	AsOf	   *parsed = guc_malloc(LOG, sizeof(AsOf));

	if (parsed == NULL)
		return false;
	parsed->is_set = *newval != NULL && **newval != '\0';
	parsed->day = 0;
	if (parsed->is_set && !ParseIsoDate(*newval, &parsed->day))
	{
		GUC_check_errcode(ERRCODE_INVALID_DATETIME_FORMAT);
		GUC_check_errmsg("invalid value for parameter \"sen_improvement.as_of\": \"%s\"", *newval);
		GUC_check_errhint("Use a date such as 2025-12-31, or an empty string for the current date.");
		return false;
	}
	*extra = parsed;
	return true;
}

static void
AssignAsOf(const char *newval, void *extra)
{
	as_of = *(AsOf *) extra;
}

/*
 * CheckEarlierAsOf refuses to load while the setting, given before the library
 * was loaded, cannot be read.  The server would only warn and drop it, and a
 * report would stand on the wrong day.
 */
static void
CheckEarlierAsOf(void)
{
	const char *earlier = GetConfigOption("sen_improvement.as_of", true, false);
	DateADT		day;

	if (earlier != NULL && *earlier != '\0' && !ParseIsoDate(earlier, &day))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_DATETIME_FORMAT),
				 errmsg("invalid value for parameter \"sen_improvement.as_of\": \"%s\"", earlier),
				 errdetail("It was set before the extension was loaded."),
				 errhint("Set it to a date such as 2025-12-31, or to an empty string for the current date.")));
}

/*
 * CalendarInit defines sen_improvement.as_of.
 */
void
CalendarInit(void)
{
	CheckEarlierAsOf();
	DefineCustomStringVariable("sen_improvement.as_of",
							   "The day on which reports stand.",
							   "A date such as 2025-12-31. Empty: the current date.",
							   &as_of_setting, "", PGC_USERSET, 0,
							   CheckAsOf, AssignAsOf, NULL);
}

/*
 * SenToday is the day of sen_improvement.as_of, else the current date in the
 * session's time zone, the same throughout a transaction.
 */
DateADT
SenToday(void)
{
	return as_of.is_set ? as_of.day : GetSQLCurrentDate();
}

/*
 * sen.today() --- see SenToday.  Never null.
 */
Datum
sen_today(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATEADT(SenToday());
}
