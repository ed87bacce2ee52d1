/*
 * parse.c --- dates in exactly one reading.
 *
 * PostgreSQL's own date input obeys DateStyle: 03/04/2025 is 3 April in one
 * session and 4 March in the next.  What is read here means the same day in
 * every session.
 */
#include "postgres.h"
#include "compat.h"

#include "calendar/calendar.h"
#include "utils/datetime.h"

/*
 * ParseFixed reads ten characters against a pattern of y, m, d for digits;
 * anything else must stand as it is.  False if it is not a day of the calendar.
 */
static bool
ParseFixed(const char *text, const char *pattern, DateADT *day)
{
	int			y = 0,
				m = 0,
				d = 0;

	if (strlen(text) != strlen(pattern))
		return false;
	for (; *pattern != '\0'; pattern++, text++)
	{
		int		   *field = *pattern == 'y' ? &y : *pattern == 'm' ? &m : *pattern == 'd' ? &d : NULL;

		if (field == NULL)
		{
			if (*text != *pattern)
				return false;
			continue;
		}
		if (*text < '0' || *text > '9')
			return false;
		*field = *field * 10 + (*text - '0');
	}
	if (y < 1 || m < 1 || m > MONTHS_PER_YEAR || d < 1 || d > day_tab[isleap(y)][m - 1])
		return false;
	*day = date2j(y, m, d) - POSTGRES_EPOCH_JDATE;
	return true;
}

/*
 * ParseIsoDate reads exactly YYYY-MM-DD.
 */
bool
ParseIsoDate(const char *text, DateADT *day)
{
	return ParseFixed(text, "yyyy-mm-dd", day);
}

/*
 * ParseUkDate reads exactly DD/MM/YYYY.
 */
bool
ParseUkDate(const char *text, DateADT *day)
{
	return ParseFixed(text, "dd/mm/yyyy", day);
}
