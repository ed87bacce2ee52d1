/*
 * matrix_aggregate.c --- the aggregate that makes a risk matrix of rows.
 *
 * Its state is an array of labels, in which a cell has a fixed place whatever
 * the size of the matrix turns out to be; null where no row has been.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "risk/risk.h"
#include "utils/array.h"

PG_FUNCTION_INFO_V1(risk_matrix_accum);
PG_FUNCTION_INFO_V1(risk_matrix_combine);
PG_FUNCTION_INFO_V1(risk_matrix_final);

/* What the state says of every cell; null if nothing. */
typedef struct Cells
{
	text	   *label[MATRIX_CELLS_MAX];
} Cells;

static int
CellPlace(int likelihood, int impact)
{
	return (likelihood - 1) * MATRIX_MAX + impact - 1;
}

SEN_NORETURN static void
RefuseState(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the array is not a state of the aggregate sen.risk_matrix"),
			 errhint("Call the aggregate.")));
}

static Label
LabelOf(text *given)
{
	Label		label = {VARDATA_ANY(given), VARSIZE_ANY_EXHDR(given)};

	return label;
}

/*
 * ReadCells takes a state apart, checking it: anyone may call these functions
 * with any array.
 */
static Cells *
ReadCells(ArrayType *state)
{
	Cells	   *cells = palloc0(sizeof(Cells));
	Datum	   *label;
	bool	   *nulls;
	int			count;
	int			first;

	if (ARR_NDIM(state) == 0)
		return cells;
	deconstruct_array(state, TEXTOID, -1, false, TYPALIGN_INT, &label, &nulls, &count);
	first = ARR_LBOUND(state)[0];
	if (ARR_NDIM(state) > 1 || first < 1 || count > MATRIX_CELLS_MAX - first + 1)
		RefuseState();
	for (int i = 0; i < count; i++)
	{
		text	   *given;

		if (nulls[i])
			continue;
		given = DatumGetTextPP(label[i]);
		if (LabelProblem(LabelOf(given)) != NULL)
			RefuseState();
		cells->label[first - 1 + i] = given;
	}
	return cells;
}

static void
RefuseSecond(int place)
{
	int			likelihood = place / MATRIX_MAX + 1;
	int			impact = place % MATRIX_MAX + 1;

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("cell %dx%d of a risk matrix is given twice", likelihood, impact),
			 errhint("Give one row for each cell; to make one matrix of each group of rows, use GROUP BY.")));
}

static int
ArgumentPart(FunctionCallInfo fcinfo, int argument, const char *name)
{
	int32		part;

	if (PG_ARGISNULL(argument))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("%s of a cell of a risk matrix must not be null", name),
				 errhint("Give likelihood, impact and label in every row.")));
	part = PG_GETARG_INT32(argument);
	if (part < 1 || part > MATRIX_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("%s of a cell of a risk matrix out of range: %d", name, part),
				 errhint("A matrix has likelihoods and impacts from 1 to at most %d.", MATRIX_MAX)));
	return part;
}

/*
 * risk_matrix_accum(text[], likelihood integer, impact integer, label text)
 */
Datum
risk_matrix_accum(PG_FUNCTION_ARGS)
{
	int			likelihood = ArgumentPart(fcinfo, 1, "likelihood");
	int			impact = ArgumentPart(fcinfo, 2, "impact");
	int			subscript = CellPlace(likelihood, impact) + 1;
	Datum		state;
	text	   *given;
	const char *problem;
	bool		is_new;

	if (PG_ARGISNULL(3))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("cell %dx%d of a risk matrix has no label", likelihood, impact),
				 errhint("Give likelihood, impact and label in every row.")));
	given = PG_GETARG_TEXT_PP(3);
	problem = LabelProblem(LabelOf(given));
	if (problem != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid label for cell %dx%d of a risk matrix", likelihood, impact),
				 errdetail("%s", problem),
				 errhint("Give the name of a band, such as high.")));

	state = PG_ARGISNULL(0) ? PointerGetDatum(construct_empty_array(TEXTOID)) : PG_GETARG_DATUM(0);
	array_get_element(state, 1, &subscript, -1, -1, false, TYPALIGN_INT, &is_new);
	if (!is_new)
		RefuseSecond(subscript - 1);
	return array_set_element(state, 1, &subscript, PointerGetDatum(given), false, -1, -1, false, TYPALIGN_INT);
}

/*
 * risk_matrix_combine(text[], text[])
 */
Datum
risk_matrix_combine(PG_FUNCTION_ARGS)
{
	Cells	   *a = ReadCells(PG_GETARG_ARRAYTYPE_P(0));
	Cells	   *b = ReadCells(PG_GETARG_ARRAYTYPE_P(1));
	Datum		label[MATRIX_CELLS_MAX];
	bool		nulls[MATRIX_CELLS_MAX];
	int			count = MATRIX_CELLS_MAX;
	int			first = 1;

	for (int place = 0; place < MATRIX_CELLS_MAX; place++)
	{
		if (a->label[place] != NULL && b->label[place] != NULL)
			RefuseSecond(place);
		label[place] = PointerGetDatum(a->label[place] != NULL ? a->label[place] : b->label[place]);
		nulls[place] = DatumGetPointer(label[place]) == NULL;
	}
	PG_RETURN_ARRAYTYPE_P(construct_md_array(label, nulls, 1, &count, &first, TEXTOID, -1, false, TYPALIGN_INT));
}

/*
 * risk_matrix_final(text[]) --- as large as its greatest likelihood and impact.
 */
Datum
risk_matrix_final(PG_FUNCTION_ARGS)
{
	Cells	   *cells = ReadCells(PG_GETARG_ARRAYTYPE_P(0));
	Label		label[MATRIX_CELLS_MAX];
	int			likelihoods = 0;
	int			impacts = 0;
	int			missing = 0;
	int			first_missing = 0;

	for (int place = 0; place < MATRIX_CELLS_MAX; place++)
		if (cells->label[place] != NULL)
		{
			likelihoods = Max(likelihoods, place / MATRIX_MAX + 1);
			impacts = Max(impacts, place % MATRIX_MAX + 1);
		}
	for (int cell = 0; cell < likelihoods * impacts; cell++)
	{
		text	   *given = cells->label[CellPlace(cell / impacts + 1, cell % impacts + 1)];

		if (given == NULL)
		{
			if (missing++ == 0)
				first_missing = cell;
			continue;
		}
		label[cell] = LabelOf(given);
	}
	if (missing > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("cell %dx%d of a risk matrix is missing", first_missing / impacts + 1, first_missing % impacts + 1),
				 errdetail("Of %dx%d cells, %d are missing.", likelihoods, impacts, missing),
				 errhint("Give a row for each likelihood from 1 to %d with each impact from 1 to %d.", likelihoods, impacts)));
	if (likelihoods == 0)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(MatrixBuild(likelihoods, impacts, label));
}
