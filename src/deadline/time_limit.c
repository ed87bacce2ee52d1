/*
 * time_limit.c --- type sen.time_limit: the name of one statutory time limit.
 *
 * Two bytes, by value: the code of a row of the table.  Text and binary forms
 * are the name, so neither depends on the code.  The order is that of the
 * codes, which follows the process from request to plan and beyond; so the
 * comparison functions are the server's own for int2.
 */
#include "postgres.h"
#include "compat.h"

#include "deadline/time_limit.h"
#include "name_type.h"


#define MAX_CODE 999

static const TimeLimit *by_code[MAX_CODE + 1];

/*
 * DeadlineInit indexes the table by code, so that a due date costs little more
 * than an addition.
 */
void
DeadlineInit(void)
{
	for (int i = 0; i < time_limit_count; i++)
	{
		Assert(time_limits[i].code > 0 && time_limits[i].code <= MAX_CODE);
		Assert(i == 0 || time_limits[i].code > time_limits[i - 1].code);
		by_code[time_limits[i].code] = &time_limits[i];
	}
}

static const char *
TimeLimitNameAt(int place)
{
	return time_limits[place].name;
}

static int16
TimeLimitCodeAt(int place)
{
	return time_limits[place].code;
}

static const char *
TimeLimitNameOf(int16 code)
{
	return TimeLimitByCode(code)->name;
}

static const NameType time_limit_type = {
	.type = "sen.time_limit",
	.noun = "time limit",
	.lists_all = "sen.time_limits() lists them all, sen.find_limit() finds them by words",
	.none_near = "sen.time_limits() lists them all, sen.find_limit() finds them by words",
	.count = &time_limit_count,
	.name_at = TimeLimitNameAt,
	.code_at = TimeLimitCodeAt,
	.name_of = TimeLimitNameOf,
	.places_by_words = PlacesByWords
};

NAME_TYPE_FUNCTIONS(time_limit, &time_limit_type)

/*
 * TimeLimitByCode finds a limit by its stored code.  An unknown code can only
 * come from a newer version of the extension.
 */
const TimeLimit *
TimeLimitByCode(int16 code)
{
	const TimeLimit *limit = code > 0 && code <= MAX_CODE ? by_code[code] : NULL;

	if (unlikely(limit == NULL))
		RefuseCode(&time_limit_type, code);
	return limit;
}

/*
 * TimeLimitByName finds a limit that our own source names.
 */
const TimeLimit *
TimeLimitByName(const char *name)
{
	int			place = FindName(&time_limit_type, name);

	if (unlikely(place < 0))
		elog(ERROR, "no time limit is named \"%s\"", name);
	return &time_limits[place];
}

/*
 * NextName is the first of the names in *rest, which have blanks between, and
 * its length; *rest then has those after it.  NULL if there is none.
 */
const char *
NextName(const char **rest, int *length)
{
	const char *name = *rest;

	if (name == NULL || *name == '\0')
		return NULL;
	*length = strcspn(name, " ");
	*rest = name + *length + (name[*length] == ' ' ? 1 : 0);
	return name;
}

/*
 * NamedAmong says whether a name is one of several, which have blanks between;
 * null is none.
 */
bool
NamedAmong(const char *names, const char *name)
{
	const char *at;
	int			length;

	while ((at = NextName(&names, &length)) != NULL)
		if (strncmp(at, name, length) == 0 && name[length] == '\0')
			return true;
	return false;
}

/*
 * TextIs says whether a text is a word, byte for byte.
 */
bool
TextIs(text *given, const char *word)
{
	return VARSIZE_ANY_EXHDR(given) == strlen(word) && memcmp(VARDATA_ANY(given), word, strlen(word)) == 0;
}
