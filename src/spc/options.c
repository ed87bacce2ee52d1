/*
 * options.c --- the options of a control chart: arguments of a window function,
 * each by its name in SQL.  One that is null is as if it were left out.
 */
#include "postgres.h"
#include "compat.h"

#include "spc/options.h"
#include "utils/builtins.h"

#define FEWEST_POINTS 2
#define DEFAULT_MIN_POINTS 6
#define DEFAULT_USEFUL_POINTS 10
#define DEFAULT_RUN 7
#define SHORTEST_RUN 4
#define LONGEST_RUN 100

/* 2.66 is 3 / 1.128, rounded, as textbooks and Making Data Count have it. */
#define MDC_FACTOR 2.66
#define EXACT_FACTOR (3 / 1.128)

/* What another peer takes for an XmR chart. */
typedef struct Preset
{
	const char *name;
	double		range_factor;
	bool		screen;
} Preset;

static const Preset presets[] = {
	{"mdc", MDC_FACTOR, true},
	{"excel", MDC_FACTOR, false},
	{"exact", EXACT_FACTOR, true}
};

/* Places of the options after rebase, which is first and may differ from row to row. */
enum
{
	OPTION_DIRECTION = 1,
	OPTION_BASELINE,
	OPTION_FORM,				/* preset of an XmR chart, prime of the others */
	OPTION_SCREEN,
	OPTION_MIN_POINTS,
	OPTION_SHIFT_POINTS,
	OPTION_TREND_POINTS,
	OPTION_SKIP_TIES,
	OPTION_TWO_OF_THREE
};

/* Those of a run chart. */
enum
{
	RUN_OPTION_BASELINE = OPTION_DIRECTION + 1,
	RUN_OPTION_MIN_POINTS
};

static void
RefuseWord(const char *option, const char *word, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown %s: \"%s\"", option, word),
			 errhint("%s", hint)));
}

/*
 * DirectionOf is 1 for up, -1 for down, 0 for neither.
 */
int
DirectionOf(const char *word)
{
	if (word == NULL || strcmp(word, "neutral") == 0)
		return 0;
	if (strcmp(word, "increase") == 0)
		return 1;
	if (strcmp(word, "decrease") != 0)
		RefuseWord("direction", word, "Give increase or decrease, the way in which the measure should go, or neutral.");
	return -1;
}

static const Preset *
PresetOf(const char *word)
{
	if (word == NULL)
		return &presets[0];
	for (int i = 0; i < (int) lengthof(presets); i++)
		if (strcmp(presets[i].name, word) == 0)
			return &presets[i];
	RefuseWord("preset", word, "Give mdc, excel or exact.");
	return NULL;
}

static bool
ThirdAnywhere(const char *word)
{
	if (word == NULL || strcmp(word, "mdc") == 0)
		return false;
	if (strcmp(word, "western electric") != 0)
		RefuseWord("two_of_three", word, "Give mdc or western electric.");
	return true;
}

/*
 * SetChartDefaults is a control chart of which no option is given.
 */
void
SetChartDefaults(ChartForm form, ChartOptions *options)
{
	memset(options, 0, sizeof(*options));
	options->min_points = DEFAULT_MIN_POINTS;
	options->shift_points = options->trend_points = DEFAULT_RUN;
	options->screen = form == CHART_XMR ? presets[0].screen : true;
	options->range_factor = form == CHART_XMR ? presets[0].range_factor : 0;
}

/*
 * OptionsAreStable is whether the options are the same for all rows, whatever
 * these are: constants, or parameters of the query.
 */
bool
OptionsAreStable(FunctionCallInfo fcinfo, int first)
{
	for (int i = first + 1; i < PG_NARGS(); i++)
		if (!get_fn_expr_arg_stable(fcinfo->flinfo, i))
			return false;
	return true;
}

/*
 * ReadChartOptions reads those at a row.  first is the place of rebase.
 */
void
ReadChartOptions(WindowObject window, ChartForm form, int first, int64 row, ChartOptions *options)
{
	memset(options, 0, sizeof(*options));
	options->direction = DirectionOf(WindowText(window, first + OPTION_DIRECTION, row));
	if (form == CHART_RUN)
	{
		options->baseline = WindowInteger(window, first + RUN_OPTION_BASELINE, row, "baseline", FEWEST_POINTS, PG_INT32_MAX, 0);
		options->min_points = WindowInteger(window, first + RUN_OPTION_MIN_POINTS, row, "min_points",
											FEWEST_POINTS, PG_INT32_MAX, DEFAULT_USEFUL_POINTS);
		return;
	}
	options->min_points = WindowInteger(window, first + OPTION_MIN_POINTS, row, "min_points",
										FEWEST_POINTS, PG_INT32_MAX, DEFAULT_MIN_POINTS);
	options->baseline = WindowInteger(window, first + OPTION_BASELINE, row, "baseline",
									  options->min_points, PG_INT32_MAX, 0);
	if (form == CHART_XMR)
	{
		const Preset *preset = PresetOf(WindowText(window, first + OPTION_FORM, row));

		options->range_factor = preset->range_factor;
		options->screen = WindowBoolean(window, first + OPTION_SCREEN, row, preset->screen);
	}
	else
	{
		options->prime = WindowBoolean(window, first + OPTION_FORM, row, false);
		options->screen = WindowBoolean(window, first + OPTION_SCREEN, row, true);
	}
	options->shift_points = WindowInteger(window, first + OPTION_SHIFT_POINTS, row, "shift_points",
										  SHORTEST_RUN, LONGEST_RUN, DEFAULT_RUN);
	options->trend_points = WindowInteger(window, first + OPTION_TREND_POINTS, row, "trend_points",
										  SHORTEST_RUN, LONGEST_RUN, DEFAULT_RUN);
	options->skip_ties = WindowBoolean(window, first + OPTION_SKIP_TIES, row, false);
	options->third_anywhere = ThirdAnywhere(WindowText(window, first + OPTION_TWO_OF_THREE, row));
}

void
RefuseOtherOptions(int64 row)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("options differ within a series, at row %lld", (long long) row + 1),
			 errhint("All rows of a partition have the same options. Only rebase may differ from row to row.")));
}
