/*
 * matrix.c --- type sen.risk_matrix: making, reading and comparing.
 */
#include "postgres.h"
#include "compat.h"

#include "common/hashfn.h"
#include "funcapi.h"
#include "mb/pg_wchar.h"
#include "risk/risk.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(risk_matrix_eq);
PG_FUNCTION_INFO_V1(risk_matrix_ne);
PG_FUNCTION_INFO_V1(risk_matrix_hash);
PG_FUNCTION_INFO_V1(risk_matrix_hash_extended);
PG_FUNCTION_INFO_V1(sen_rating);
PG_FUNCTION_INFO_V1(sen_cells);

/*
 * LabelProblem says what is wrong with a label, or is NULL.
 */
const char *
LabelProblem(Label label)
{
	if (label.length == 0)
		return "A label is empty.";
	if (IsBlank(label.text[0]) || IsBlank(label.text[label.length - 1]))
		return "A label begins or ends with a blank.";
	if (label.length > LABEL_MAX && pg_mbstrlen_with_len(label.text, label.length) > LABEL_MAX)
		return psprintf("A label has more than %d characters.", LABEL_MAX);
	return NULL;
}

static bool
SameLabel(Label a, Label b)
{
	return a.length == b.length && memcmp(a.text, b.text, a.length) == 0;
}

/*
 * MatrixBuild makes a matrix of sound labels, one for each cell.
 */
RiskMatrix *
MatrixBuild(int likelihoods, int impacts, const Label *cells)
{
	int			count = likelihoods * impacts;
	Label	   *label = palloc(sizeof(Label) * count);
	uint16	   *number = palloc(sizeof(uint16) * count);
	int			labels = 0;
	Size		texts = 0;
	Size		size;
	RiskMatrix *matrix;
	char	   *text;

	for (int i = 0; i < count; i++)
	{
		int			known = 0;

		while (known < labels && !SameLabel(label[known], cells[i]))
			known++;
		if (known == labels)
		{
			label[labels++] = cells[i];
			texts += cells[i].length;
		}
		number[i] = known;
	}
	size = offsetof(RiskMatrix, label_end) + sizeof(uint32) * labels + sizeof(uint16) * count + texts;
	matrix = palloc0(size);
	SET_VARSIZE(matrix, size);
	matrix->version = MATRIX_VERSION;
	matrix->likelihoods = likelihoods;
	matrix->impacts = impacts;
	matrix->labels = labels;
	memcpy(MatrixCells(matrix), number, sizeof(uint16) * count);
	text = (char *) (MatrixCells(matrix) + count);
	texts = 0;
	for (int i = 0; i < labels; i++)
	{
		memcpy(text + texts, label[i].text, label[i].length);
		texts += label[i].length;
		matrix->label_end[i] = texts;
	}
	pfree(label);
	pfree(number);
	return matrix;
}

/*
 * MatrixCheck checks the version of a detoasted value.
 */
RiskMatrix *
MatrixCheck(RiskMatrix *matrix)
{
	if (unlikely(VARSIZE(matrix) < sizeof(RiskMatrix) || matrix->version != MATRIX_VERSION))
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("unreadable value of type sen.risk_matrix"),
				 errhint("It may have been stored by a newer version of sen_improvement.")));
	return matrix;
}

/*
 * MatrixLabel is a label by its number.
 */
Label
MatrixLabel(const RiskMatrix *matrix, int number)
{
	const char *texts = (const char *) (MatrixCells(matrix) + matrix->likelihoods * matrix->impacts);
	uint32		start = number == 0 ? 0 : matrix->label_end[number - 1];
	Label		label = {texts + start, matrix->label_end[number] - start};

	return label;
}

/*
 * CellText is the label of a cell, counted from 0.
 */
static Datum
CellText(const RiskMatrix *matrix, int cell)
{
	Label		label = MatrixLabel(matrix, MatrixCells(matrix)[cell]);

	return PointerGetDatum(cstring_to_text_with_len(label.text, label.length));
}

/*
 * sen.rating(risk_score, risk_matrix)
 */
Datum
sen_rating(PG_FUNCTION_ARGS)
{
	RiskScore	score = PG_GETARG_RISK_SCORE(0);
	RiskMatrix *matrix = PG_GETARG_RISK_MATRIX(1);

	if (unlikely(score.likelihood < 1 || score.likelihood > matrix->likelihoods ||
				 score.impact < 1 || score.impact > matrix->impacts))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("risk score %dx%d is outside the matrix of %dx%d", score.likelihood, score.impact,
						matrix->likelihoods, matrix->impacts),
				 errdetail("Likelihoods of the matrix are 1 to %d, impacts 1 to %d.", matrix->likelihoods, matrix->impacts),
				 errhint("Correct the score, or rate it by the matrix that it was scored on.")));
	return CellText(matrix, (score.likelihood - 1) * matrix->impacts + score.impact - 1);
}

/*
 * sen.cells(risk_matrix) --- by likelihood, then impact.
 */
Datum
sen_cells(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	RiskMatrix *matrix = PG_GETARG_RISK_MATRIX(0);

	InitMaterializedSRF(fcinfo, 0);
	for (int cell = 0; cell < matrix->likelihoods * matrix->impacts; cell++)
	{
		RiskScore	score = {cell / matrix->impacts + 1, cell % matrix->impacts + 1};
		Datum		values[4];
		bool		nulls[4] = {0};

		values[0] = Int32GetDatum(score.likelihood);
		values[1] = Int32GetDatum(score.impact);
		values[2] = Int32GetDatum(ScoreProduct(score));
		values[3] = CellText(matrix, cell);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

static bool
Same(FunctionCallInfo fcinfo)
{
	RiskMatrix *a = PG_GETARG_RISK_MATRIX(0);
	RiskMatrix *b = PG_GETARG_RISK_MATRIX(1);

	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

/*
 * risk_matrix_eq(risk_matrix, risk_matrix) --- every label the same?
 */
Datum
risk_matrix_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(Same(fcinfo));
}

/*
 * risk_matrix_ne(risk_matrix, risk_matrix) --- any label different?
 */
Datum
risk_matrix_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(!Same(fcinfo));
}

/*
 * risk_matrix_hash(risk_matrix)
 */
Datum
risk_matrix_hash(PG_FUNCTION_ARGS)
{
	RiskMatrix *matrix = PG_GETARG_RISK_MATRIX(0);

	return hash_any((const unsigned char *) VARDATA(matrix), VARSIZE(matrix) - VARHDRSZ);
}

/*
 * risk_matrix_hash_extended(risk_matrix, bigint)
 */
Datum
risk_matrix_hash_extended(PG_FUNCTION_ARGS)
{
	RiskMatrix *matrix = PG_GETARG_RISK_MATRIX(0);

	return hash_any_extended((const unsigned char *) VARDATA(matrix), VARSIZE(matrix) - VARHDRSZ, PG_GETARG_INT64(1));
}
