/*
 * score.c --- type sen.risk_score: likelihood x impact.
 *
 * Text: 4x5.  Binary: two bytes, the likelihood and the impact.  Scores are in
 * the order of their product, then impact, then likelihood: of 2x6, 3x4 and 4x3
 * the one with the worst impact is the greatest.
 */
#include "postgres.h"
#include "compat.h"

#include "libpq/pqformat.h"
#include "mb/pg_wchar.h"
#include "risk/risk.h"
#include "utils/sortsupport.h"

PG_FUNCTION_INFO_V1(risk_score_in);
PG_FUNCTION_INFO_V1(risk_score_out);
PG_FUNCTION_INFO_V1(risk_score_recv);
PG_FUNCTION_INFO_V1(risk_score_send);
PG_FUNCTION_INFO_V1(risk_score_lt);
PG_FUNCTION_INFO_V1(risk_score_le);
PG_FUNCTION_INFO_V1(risk_score_gt);
PG_FUNCTION_INFO_V1(risk_score_ge);
PG_FUNCTION_INFO_V1(risk_score_cmp);
PG_FUNCTION_INFO_V1(risk_score_sort);
PG_FUNCTION_INFO_V1(risk_score_smaller);
PG_FUNCTION_INFO_V1(risk_score_larger);
PG_FUNCTION_INFO_V1(sen_risk_score);
PG_FUNCTION_INFO_V1(sen_likelihood);
PG_FUNCTION_INFO_V1(sen_impact);
PG_FUNCTION_INFO_V1(sen_score);

/*
 * SkipBlanks passes over blanks.
 */
void
SkipBlanks(Parser *parser)
{
	while (IsBlank(*parser->at))
		parser->at++;
}

/*
 * TakeNumber reads a whole number from 1 to max, which has two digits.
 */
static bool
TakeNumber(Parser *parser, int max, int *number)
{
	const char *at = parser->at;
	int			value = 0;

	while (*at >= '0' && *at <= '9' && value <= max && !(value == 0 && *at == '0'))
		value = 10 * value + (*at++ - '0');
	if (value < 1 || value > max)
		return ParserFail(parser, psprintf("A whole number from 1 to %d is expected.", max));
	parser->at = at;
	*number = value;
	return true;
}

static bool
TakeTimes(Parser *parser)
{
	return ParserTake(parser, "x") || ParserTake(parser, "X") ||
		(GetDatabaseEncoding() == PG_UTF8 && ParserTake(parser, "\xc3\x97")) ||
		ParserFail(parser, "The letter x is expected.");
}

/*
 * TakePair reads two whole numbers from 1 to max with an x between them, and
 * blanks before, between and after.
 */
bool
TakePair(Parser *parser, int max, int *likelihood, int *impact)
{
	SkipBlanks(parser);
	if (!TakeNumber(parser, max, likelihood))
		return false;
	SkipBlanks(parser);
	if (!TakeTimes(parser))
		return false;
	SkipBlanks(parser);
	if (!TakeNumber(parser, max, impact))
		return false;
	SkipBlanks(parser);
	return true;
}

/*
 * risk_score_in(cstring)
 */
Datum
risk_score_in(PG_FUNCTION_ARGS)
{
	const char *input = PG_GETARG_CSTRING(0);
	Parser		parser = {input, input, NULL};
	RiskScore	score;

	if (!TakePair(&parser, SCORE_MAX, &score.likelihood, &score.impact) ||
		(*parser.at != '\0' && !ParserFail(&parser, "Nothing more is expected.")))
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type sen.risk_score: \"%s\"", ParserQuote(&parser)),
				 errdetail("%s", ParserPlace(&parser)),
				 errhint("Write likelihood x impact, each from 1 to %d, as in 4x5.", SCORE_MAX)));
	return RiskScoreGetDatum(score);
}

/*
 * risk_score_out(risk_score)
 */
Datum
risk_score_out(PG_FUNCTION_ARGS)
{
	RiskScore	score = PG_GETARG_RISK_SCORE(0);

	PG_RETURN_CSTRING(psprintf("%dx%d", score.likelihood, score.impact));
}

/*
 * risk_score_recv(internal)
 */
Datum
risk_score_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	RiskScore	score = {0, 0};
	int			bytes = buf->len - buf->cursor;

	if (bytes == 2)
	{
		score.likelihood = pq_getmsgbyte(buf);
		score.impact = pq_getmsgbyte(buf);
	}
	if (score.likelihood < 1 || score.likelihood > SCORE_MAX || score.impact < 1 || score.impact > SCORE_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("invalid binary value for type sen.risk_score"),
				 bytes == 2 ? errdetail("The likelihood is %d and the impact %d.", score.likelihood, score.impact) :
				 errdetail("It has %d bytes.", bytes),
				 errhint("Send two bytes, likelihood and impact, each from 1 to %d.", SCORE_MAX)));
	return RiskScoreGetDatum(score);
}

/*
 * risk_score_send(risk_score)
 */
Datum
risk_score_send(PG_FUNCTION_ARGS)
{
	RiskScore	score = PG_GETARG_RISK_SCORE(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, score.likelihood);
	pq_sendbyte(&buf, score.impact);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}

/*
 * Compare is negative, 0 or positive.
 */
static inline int
Compare(Datum x, Datum y)
{
	RiskScore	a = DatumGetRiskScore(x);
	RiskScore	b = DatumGetRiskScore(y);
	int			difference = ScoreProduct(a) - ScoreProduct(b);

	/* Of two different scores with one product and one impact there are none. */
	return difference != 0 ? difference : a.impact - b.impact;
}

/*
 * risk_score_lt(risk_score, risk_score)
 */
Datum
risk_score_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) < 0);
}

/*
 * risk_score_le(risk_score, risk_score)
 */
Datum
risk_score_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) <= 0);
}

/*
 * risk_score_gt(risk_score, risk_score)
 */
Datum
risk_score_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) > 0);
}

/*
 * risk_score_ge(risk_score, risk_score)
 */
Datum
risk_score_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)) >= 0);
}

/*
 * risk_score_cmp(risk_score, risk_score) --- btree support.
 */
Datum
risk_score_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(Compare(PG_GETARG_DATUM(0), PG_GETARG_DATUM(1)));
}

static int
CompareForSort(Datum x, Datum y, SortSupport sort)
{
	return Compare(x, y);
}

/*
 * risk_score_sort(internal) --- btree support: sorts without a function call
 * for each comparison.
 */
Datum
risk_score_sort(PG_FUNCTION_ARGS)
{
	((SortSupport) PG_GETARG_POINTER(0))->comparator = CompareForSort;
	PG_RETURN_VOID();
}

/*
 * risk_score_smaller(risk_score, risk_score) --- the transition of sen.min.
 */
Datum
risk_score_smaller(PG_FUNCTION_ARGS)
{
	Datum		a = PG_GETARG_DATUM(0);
	Datum		b = PG_GETARG_DATUM(1);

	return Compare(a, b) <= 0 ? a : b;
}

/*
 * risk_score_larger(risk_score, risk_score) --- the transition of sen.max.
 */
Datum
risk_score_larger(PG_FUNCTION_ARGS)
{
	Datum		a = PG_GETARG_DATUM(0);
	Datum		b = PG_GETARG_DATUM(1);

	return Compare(a, b) >= 0 ? a : b;
}

static int
ArgumentPart(FunctionCallInfo fcinfo, int argument, const char *name)
{
	int32		part = PG_GETARG_INT32(argument);

	if (unlikely(part < 1 || part > SCORE_MAX))
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s out of range: %d", name, part),
				 errhint("Likelihood and impact are whole numbers from 1 to %d; give null for what is not scored.", SCORE_MAX)));
	return part;
}

/*
 * sen.risk_score(likelihood, impact)
 */
Datum
sen_risk_score(PG_FUNCTION_ARGS)
{
	RiskScore	score;

	score.likelihood = ArgumentPart(fcinfo, 0, "likelihood");
	score.impact = ArgumentPart(fcinfo, 1, "impact");
	return RiskScoreGetDatum(score);
}

/*
 * sen.likelihood(risk_score)
 */
Datum
sen_likelihood(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(PG_GETARG_RISK_SCORE(0).likelihood);
}

/*
 * sen.impact(risk_score)
 */
Datum
sen_impact(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(PG_GETARG_RISK_SCORE(0).impact);
}

/*
 * sen.score(risk_score) --- likelihood times impact.
 */
Datum
sen_score(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(ScoreProduct(PG_GETARG_RISK_SCORE(0)));
}
