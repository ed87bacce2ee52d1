/*
 * movement.c --- how a risk moved, as a risk register prints it.
 */
#include "postgres.h"
#include "compat.h"

#include "proportion/proportion.h"
#include "risk/risk.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(sen_risk_movement);

/*
 * Went says which way a part of a score went.
 */
static char *
Went(const char *part, int from, int to)
{
	return psprintf("%s %s from %d to %d", part, to > from ? "up" : "down", from, to);
}

/*
 * sen.risk_movement(from_score, to_score) --- null for no score.
 */
Datum
sen_risk_movement(PG_FUNCTION_ARGS)
{
	bool		scored_before = !PG_ARGISNULL(0);
	bool		scored_now = !PG_ARGISNULL(1);
	RiskScore	from = DatumGetRiskScore(scored_before ? PG_GETARG_DATUM(0) : 0);
	RiskScore	to = DatumGetRiskScore(scored_now ? PG_GETARG_DATUM(1) : 0);
	int			before = ScoreProduct(from);
	int			now = ScoreProduct(to);
	const char *direction;
	const char *words;
	Datum		values[3] = {0};
	bool		nulls[3] = {!scored_before || !scored_now, false, false};

	if (!scored_now)
	{
		direction = "not scored";
		words = scored_before ? psprintf("not scored, was %d", before) : "not scored";
	}
	else if (!scored_before)
	{
		direction = "new";
		words = psprintf("new at %d", now);
	}
	else if (now != before)
	{
		direction = now > before ? "up" : "down";
		words = psprintf("%s from %d to %d", now > before ? "rose" : "fell", before, now);
	}
	else if (to.impact == from.impact)
	{
		direction = "unchanged";
		words = psprintf("unchanged at %d", now);
	}
	else
	{
		direction = "reshaped";
		words = psprintf("same score of %d, %s, %s", now, Went("likelihood", from.likelihood, to.likelihood),
						 Went("impact", from.impact, to.impact));
	}
	values[0] = Int32GetDatum(now - before);
	values[1] = CStringGetTextDatum(direction);
	values[2] = CStringGetTextDatum(words);
	return RowOf(fcinfo, values, nulls);
}
