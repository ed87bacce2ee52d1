/*
 * spc.h --- control charts: the points of a series, the limits of each of its
 * groups, and the rules that mark special causes.
 */
#ifndef SEN_SPC_H
#define SEN_SPC_H

#include "access/tupdesc.h"
#include "fmgr.h"
#include "windowapi.h"

/* Differences of two values, and sums of two of those, stay finite. */
#define CHART_MAX_VALUE 1e300

/* Counts are whole in a double up to here, and rates of them stay finite. */
#define CHART_MAX_COUNT 1e15
#define CHART_MIN_SIZE 1e-15

/* Fewer points than this make limits for a trial. */
#define TRIAL_BELOW 12

typedef enum ChartForm
{
	CHART_XMR,
	CHART_P,
	CHART_U,
	CHART_RUN
} ChartForm;

/* What a row of a series is.  Of a gap nothing else is set. */
typedef enum ChartMark
{
	MARK_GAP = 1,				/* no value */
	MARK_ABOVE = 2,				/* than the centre */
	MARK_BELOW = 4,
	MARK_OUTSIDE = 8,			/* the limits */
	MARK_NEAR = 16,				/* beyond a near limit, perhaps outside too */
	MARK_SHIFT = 32,
	MARK_RISING = 64,			/* in a trend */
	MARK_FALLING = 128,
	MARK_TWO_OF_THREE = 256
} ChartMark;

/* A row of a series. */
typedef struct ChartPoint
{
	double		value;
	double		size;			/* denominator or exposure; 0 if unknown */
	double		range;			/* moving range from the row before; NaN if there is none */
	int32		group;
	uint32		marks;
} ChartPoint;

/* Rows between two re-bases, and the limits that all of them have. */
typedef struct ChartGroup
{
	int64		first;
	int64		end;			/* first row of the next one */
	int64		base_points;	/* values that centre and limits rest on */
	double		centre;			/* NaN without any value */
	double		width;			/* limits are so many units from the centre; NaN without limits */
	double		dispersion;		/* Laney's sigma; NaN if not known */
	double		slack;			/* what is nearer to a line than this lies on it */
	int64		useful;			/* of a run chart: points that are not on the centre */
	int64		longest_run;
	int64		longest_run_max;	/* by chance */
	int64		crossings;		/* of the centre */
	int64		crossings_min;	/* by chance */
} ChartGroup;

typedef struct ChartOptions
{
	int			direction;		/* in which improvement lies: 1, -1, or 0 for neither */
	int			baseline;		/* rows of a group that its limits rest on; 0 for all */
	int			min_points;
	int			shift_points;
	int			trend_points;
	bool		prime;			/* Laney's form */
	bool		screen;			/* of moving ranges */
	bool		skip_ties;		/* in a trend */
	bool		third_anywhere; /* of two of three points beyond a near limit */
	double		range_factor;	/* limits of an XmR chart are so many average ranges away */
} ChartOptions;

/* The chart of one series. */
typedef struct Chart
{
	ChartForm	form;
	ChartOptions options;
	ChartPoint *point;
	int64		points;
	ChartGroup *group;
	int32		groups;
	int64	   *run;			/* of a run chart: length of the run of a point; 0 on the centre */
	int64		last;			/* the last row with a value; -1 without one */
} Chart;

typedef struct ChartLines
{
	double		lower;
	double		upper;
	double		near_lower;
	double		near_upper;
} ChartLines;

/* The names of sen.variation, as stored. */
typedef enum Variation
{
	VARIATION_COMMON_CAUSE = 1,
	VARIATION_IMPROVEMENT_HIGH,
	VARIATION_IMPROVEMENT_LOW,
	VARIATION_CONCERN_HIGH,
	VARIATION_CONCERN_LOW,
	VARIATION_NEUTRAL_HIGH,
	VARIATION_NEUTRAL_LOW
} Variation;

/* Those of sen.assurance. */
typedef enum Assurance
{
	ASSURANCE_CONSISTENT_PASS = 1,
	ASSURANCE_CONSISTENT_FAIL,
	ASSURANCE_INCONSISTENT
} Assurance;

/* What the rows of a chart share when they are shown. */
typedef struct ChartResult ChartResult;

extern void SetValue(ChartPoint *point, bool has_value, double value);
extern void SetRate(ChartPoint *point, ChartForm form, bool has_count, double count, bool has_size, double size);
extern void BeginGroup(Chart *chart, int64 row, MemoryContext context);
extern void EndGroups(Chart *chart);
extern void JudgeChart(Chart *chart);
extern ChartResult *MakeChartResult(TupleDesc columns);
extern Datum ChartRow(ChartResult *result, const Chart *chart, int64 row);
extern bool IsOverdispersed(double dispersion, int64 points);
extern void ReadChart(FunctionCallInfo fcinfo, WindowObject window, Chart *chart, int values);
extern int64 BaselineEnd(const Chart *chart, const ChartGroup *group);
extern void SetSlack(Chart *chart, ChartGroup *group);
extern void SetGroupLimits(Chart *chart, ChartGroup *group);
extern bool PointLines(const Chart *chart, const ChartGroup *group, const ChartPoint *point, ChartLines *lines);
extern void MarkGroup(Chart *chart, const ChartGroup *group);
extern Variation PointVariation(const ChartPoint *point, int direction);

#endif							/* SEN_SPC_H */
