/*
 * matrix_io.c --- the text and binary forms of sen.risk_matrix.
 *
 * Text: v1, the size as likelihoods x impacts, then for each likelihood from 1
 * the labels of impacts 1, 2, ... in braces.  A label that has a brace, a comma
 * or a quote is written in quotes, its quotes doubled.
 *
 *	v1 2x3 {low,low,high} {low,high,"high, to the Board"}
 *
 * Binary: the version, the likelihoods and the impacts (a byte each), how many
 * labels (two bytes), each label as its length (two) and its text, and the
 * number of its label for each cell (two).  Labels are numbered from 0 as the
 * cells first have them.
 */
#include "postgres.h"
#include "compat.h"

#include "libpq/pqformat.h"
#include "risk/risk.h"

PG_FUNCTION_INFO_V1(risk_matrix_in);
PG_FUNCTION_INFO_V1(risk_matrix_out);
PG_FUNCTION_INFO_V1(risk_matrix_recv);
PG_FUNCTION_INFO_V1(risk_matrix_send);

#define SPECIAL "{},\""			/* what a label without quotes cannot have */

/*
 * TakeQuoted reads a label in quotes.
 */
static bool
TakeQuoted(Parser *parser, Label *label)
{
	StringInfoData text;

	initStringInfo(&text);
	parser->at++;
	for (;;)
	{
		size_t		length = strcspn(parser->at, "\"");

		appendBinaryStringInfo(&text, parser->at, length);
		parser->at += length;
		if (!ParserTake(parser, "\""))
			return ParserFail(parser, "The closing quote is missing.");
		if (*parser->at != '"')
			break;
		appendStringInfoChar(&text, *parser->at++);
	}
	label->text = text.data;
	label->length = text.len;
	return true;
}

/*
 * TakeLabel reads the label of a cell.
 */
static bool
TakeLabel(Parser *parser, RiskScore cell, Label *label)
{
	const char *start;
	const char *problem;

	SkipBlanks(parser);
	start = parser->at;
	if (*start == '"')
	{
		if (!TakeQuoted(parser, label))
			return false;
	}
	else
	{
		label->text = start;
		label->length = strcspn(start, SPECIAL);
		parser->at += label->length;
		while (label->length > 0 && IsBlank(start[label->length - 1]))
			label->length--;
	}
	problem = label->length == 0 ? psprintf("Cell %dx%d has no label.", cell.likelihood, cell.impact) : LabelProblem(*label);
	if (problem != NULL)
	{
		parser->at = start;
		return ParserFail(parser, problem);
	}
	SkipBlanks(parser);
	return true;
}

/*
 * TakeRow reads the labels of a likelihood.
 */
static bool
TakeRow(Parser *parser, int likelihood, int impacts, Label *cells)
{
	RiskScore	cell = {likelihood, 1};

	SkipBlanks(parser);
	if (*parser->at == '\0')
		return ParserFail(parser, psprintf("Cell %dx1 has no label.", likelihood));
	if (!ParserTake(parser, "{"))
		return ParserFail(parser, "An opening brace is expected.");
	for (; cell.impact <= impacts; cell.impact++)
	{
		if (cell.impact > 1 && !ParserTake(parser, ","))
			return ParserFail(parser, *parser->at == '}' ?
							  psprintf("Cell %dx%d has no label.", likelihood, cell.impact) : "A comma is expected.");
		if (!TakeLabel(parser, cell, &cells[cell.impact - 1]))
			return false;
	}
	return ParserTake(parser, "}") || ParserFail(parser, "A closing brace is expected.");
}

static bool
TakeMatrix(Parser *parser, int *likelihoods, int *impacts, Label *cells)
{
	SkipBlanks(parser);
	if (!ParserTake(parser, "v1") || !IsBlank(*parser->at))
		return ParserFail(parser, "It must begin with the version, v1.");
	if (!TakePair(parser, MATRIX_MAX, likelihoods, impacts))
		return false;
	for (int i = 0; i < *likelihoods; i++)
		if (!TakeRow(parser, i + 1, *impacts, cells + i * *impacts))
			return false;
	SkipBlanks(parser);
	return *parser->at == '\0' || ParserFail(parser, "Nothing more is expected.");
}

/*
 * risk_matrix_in(cstring)
 */
Datum
risk_matrix_in(PG_FUNCTION_ARGS)
{
	const char *input = PG_GETARG_CSTRING(0);
	Parser		parser = {input, input, NULL};
	Label		cells[MATRIX_CELLS_MAX];
	int			likelihoods;
	int			impacts;

	if (!TakeMatrix(&parser, &likelihoods, &impacts, cells))
		ereturn(fcinfo->context, (Datum) 0,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid input syntax for type sen.risk_matrix: \"%s\"", ParserQuote(&parser)),
				 errdetail("%s", ParserPlace(&parser)),
				 errhint("Write the size, at most %dx%d, and for each likelihood the labels of all impacts, as in: v1 2x3 {low,low,high} {low,high,high}",
						 MATRIX_MAX, MATRIX_MAX)));
	PG_RETURN_POINTER(MatrixBuild(likelihoods, impacts, cells));
}

static void
AppendLabel(StringInfo buf, Label label)
{
	bool		quoted = false;

	for (int i = 0; i < label.length; i++)
		quoted |= strchr(SPECIAL, label.text[i]) != NULL;
	if (!quoted)
	{
		appendBinaryStringInfo(buf, label.text, label.length);
		return;
	}
	appendStringInfoChar(buf, '"');
	for (int i = 0; i < label.length; i++)
	{
		if (label.text[i] == '"')
			appendStringInfoChar(buf, '"');
		appendStringInfoChar(buf, label.text[i]);
	}
	appendStringInfoChar(buf, '"');
}

/*
 * risk_matrix_out(risk_matrix)
 */
Datum
risk_matrix_out(PG_FUNCTION_ARGS)
{
	RiskMatrix *matrix = PG_GETARG_RISK_MATRIX(0);
	const uint16 *cell = MatrixCells(matrix);
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfo(&buf, "v%d %dx%d", MATRIX_VERSION, matrix->likelihoods, matrix->impacts);
	for (int likelihood = 1; likelihood <= matrix->likelihoods; likelihood++)
	{
		appendStringInfoString(&buf, " {");
		for (int impact = 1; impact <= matrix->impacts; impact++)
		{
			if (impact > 1)
				appendStringInfoChar(&buf, ',');
			AppendLabel(&buf, MatrixLabel(matrix, *cell++));
		}
		appendStringInfoChar(&buf, '}');
	}
	PG_RETURN_CSTRING(buf.data);
}

SEN_NORETURN static void
Refuse(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid binary value for type sen.risk_matrix"),
			 errdetail("%s", detail),
			 errhint("Send what risk_matrix_send gives.")));
}

/*
 * ReceiveLabel reads a label that differs from those before it.
 */
static Label
ReceiveLabel(StringInfo buf, const Label *before, int count)
{
	int			bytes = pq_getmsgint(buf, 2);
	Label		label;
	const char *problem;

	label.text = pq_getmsgtext(buf, bytes, &label.length);
	problem = LabelProblem(label);
	if (problem != NULL)
		Refuse(problem);
	for (int i = 0; i < count; i++)
		if (before[i].length == label.length && memcmp(before[i].text, label.text, label.length) == 0)
			Refuse("A label is repeated.");
	return label;
}

/*
 * risk_matrix_recv(internal) --- every byte is checked before it is believed.
 */
Datum
risk_matrix_recv(PG_FUNCTION_ARGS)
{
	StringInfo	buf = (StringInfo) PG_GETARG_POINTER(0);
	int			version = pq_getmsgbyte(buf);
	int			likelihoods;
	int			impacts;
	int			labels;
	int			seen = 0;
	Label		label[MATRIX_CELLS_MAX];
	Label		cells[MATRIX_CELLS_MAX];

	if (version != MATRIX_VERSION)
		Refuse(psprintf("Version %d is not known.", version));
	likelihoods = pq_getmsgbyte(buf);
	impacts = pq_getmsgbyte(buf);
	if (likelihoods < 1 || likelihoods > MATRIX_MAX || impacts < 1 || impacts > MATRIX_MAX)
		Refuse(psprintf("The size is %dx%d.", likelihoods, impacts));
	labels = pq_getmsgint(buf, 2);
	if (labels < 1 || labels > likelihoods * impacts)
		Refuse(psprintf("There are %d labels for %d cells.", labels, likelihoods * impacts));
	for (int i = 0; i < labels; i++)
		label[i] = ReceiveLabel(buf, label, i);
	for (int i = 0; i < likelihoods * impacts; i++)
	{
		int			number = pq_getmsgint(buf, 2);

		if (number >= labels || number > seen)
			Refuse(psprintf("Cell %dx%d has label number %d.", i / impacts + 1, i % impacts + 1, number));
		seen = Max(seen, number + 1);
		cells[i] = label[number];
	}
	if (seen < labels)
		Refuse("A label belongs to no cell.");
	if (buf->cursor < buf->len)
		Refuse("There are more bytes after the cells.");
	PG_RETURN_POINTER(MatrixBuild(likelihoods, impacts, cells));
}

/*
 * risk_matrix_send(risk_matrix)
 */
Datum
risk_matrix_send(PG_FUNCTION_ARGS)
{
	RiskMatrix *matrix = PG_GETARG_RISK_MATRIX(0);
	StringInfoData buf;

	pq_begintypsend(&buf);
	pq_sendbyte(&buf, MATRIX_VERSION);
	pq_sendbyte(&buf, matrix->likelihoods);
	pq_sendbyte(&buf, matrix->impacts);
	pq_sendint16(&buf, matrix->labels);
	for (uint32 i = 0; i < matrix->labels; i++)
	{
		Label		label = MatrixLabel(matrix, i);
		StringInfoData text;

		/* Its length is that in the client's encoding. */
		initStringInfo(&text);
		pq_sendtext(&text, label.text, label.length);
		pq_sendint16(&buf, text.len);
		pq_sendbytes(&buf, text.data, text.len);
	}
	for (int i = 0; i < matrix->likelihoods * matrix->impacts; i++)
		pq_sendint16(&buf, MatrixCells(matrix)[i]);
	PG_RETURN_BYTEA_P(pq_endtypsend(&buf));
}
