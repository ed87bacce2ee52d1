/*
 * hidden_rows.c --- which rows of a small table are not shown, so that no number
 * of one or a few children can be read from it or worked out.
 *
 * A table has two columns (those in time and the others, say) and totals that
 * everybody may know.  A row that has a small number is hidden whole.  Its
 * numbers would follow from the totals, so more rows are hidden, in an order
 * that does not depend on their numbers, until the hidden rows together say as
 * little as a large cell does.  The test enumerates all small tables and asks
 * for each hidden number whether another table would be shown the same.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(sen_hidden_rows);

/* What some rows have together, or one: all, those in the part, and the others. */
typedef struct Parted
{
	int64		part;
	int64		rest;
} Parted;

/* Numbers of one argument: no nulls, one dimension. */
static int64 *
Numbers(ArrayType *array, int *count)
{
	Datum	   *values;
	bool	   *nulls;
	int64	   *numbers;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("rows have to be an array of one dimension"),
				 errhint("Give a number for each row, in their order.")));
	deconstruct_array(array, INT8OID, sizeof(int64), FLOAT8PASSBYVAL, TYPALIGN_DOUBLE, &values, &nulls, count);
	numbers = palloc(sizeof(int64) * (*count + 1));
	for (int i = 0; i < *count; i++)
	{
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("row %d has no number", i + 1),
					 errhint("Give 0 for a row without a case.")));
		numbers[i] = DatumGetInt64(values[i]);
	}
	return numbers;
}

static bool
IsSmall(int64 number, int64 shown_from)
{
	return number > 0 && number < shown_from;
}

static bool
HasSmall(Parted row, int64 shown_from)
{
	return IsSmall(row.part, shown_from) || IsSmall(row.rest, shown_from) ||
		IsSmall(row.part + row.rest, shown_from);
}

/*
 * IsLarge says whether what is hidden together tells of no small number: twice
 * the smallest that is shown, so that more than one way to share it out is left
 * to who knows these rules.
 */
static bool
IsLarge(int64 hidden, int64 total, int64 shown_from)
{
	return total == 0 || hidden >= 2 * shown_from;
}

/*
 * sen.hidden_rows(counts bigint[], parts bigint[], shown_from integer, hides_another boolean)
 */
Datum
sen_hidden_rows(PG_FUNCTION_ARGS)
{
	int			rows;
	int			part_rows;
	int64	   *counts = Numbers(PG_GETARG_ARRAYTYPE_P(0), &rows);
	int64	   *parts = Numbers(PG_GETARG_ARRAYTYPE_P(1), &part_rows);
	int64		shown_from = PG_GETARG_INT32(2);
	bool		hides_another = PG_GETARG_BOOL(3);
	Parted		total = {0, 0};
	Parted		hidden = {0, 0};
	int			small = 0;
	int			others = 0;
	Datum	   *is_hidden = palloc(sizeof(Datum) * (rows + 1));

	if (rows != part_rows)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("%d rows and %d parts", rows, part_rows),
				 errhint("Give a number and a part of it for each row.")));
	/* With 2, whatever is hidden is 1. */
	if (shown_from < 1 || shown_from == 2)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("smallest number shown out of range: %d", (int) shown_from),
				 errhint("Give 3 or more, or 1 to show all.")));
	for (int i = 0; i < rows; i++)
	{
		Parted		row = {parts[i], counts[i] - parts[i]};

		if (parts[i] < 0 || parts[i] > counts[i] || counts[i] > PG_INT64_MAX / 1024 / 1024)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("row %d: %lld of %lld", i + 1, (long long) parts[i], (long long) counts[i]),
					 errhint("A part is from 0 to the whole.")));
		total.part += row.part;
		total.rest += row.rest;
		is_hidden[i] = BoolGetDatum(HasSmall(row, shown_from));
		if (DatumGetBool(is_hidden[i]))
		{
			small++;
			hidden.part += row.part;
			hidden.rest += row.rest;
		}
	}

	/* From the last row on, where those stand that are rare, or not recorded. */
	for (int i = rows - 1; i >= 0 && small > 0 && hides_another; i--)
	{
		if (DatumGetBool(is_hidden[i]))
			continue;
		if (others > 0 && IsLarge(hidden.part, total.part, shown_from) &&
			IsLarge(hidden.rest, total.rest, shown_from) &&
			IsLarge(hidden.part + hidden.rest, total.part + total.rest, shown_from))
			break;
		is_hidden[i] = BoolGetDatum(true);
		hidden.part += parts[i];
		hidden.rest += counts[i] - parts[i];
		others++;
	}
	PG_RETURN_ARRAYTYPE_P(construct_array(is_hidden, rows, BOOLOID, 1, true, TYPALIGN_CHAR));
}
