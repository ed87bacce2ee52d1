/*
 * value_type.c --- how values of a type become text in an entry, and with which
 * settings.
 */
#include "postgres.h"
#include "compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "ledger/entry/value_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/bytea.h"
#include "utils/float.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"
#include "utils/xml.h"

/*
 * KindOfType is the way for a type that is no domain.
 */
ValueKind
KindOfType(Oid type)
{
	switch (type)
	{
		case TEXTOID:
		case VARCHAROID:
		case BPCHAROID:
			return VALUE_TEXT;
		case INT2OID:
			return VALUE_INT2;
		case INT4OID:
			return VALUE_INT4;
		case INT8OID:
			return VALUE_INT8;
		case BOOLOID:
			return VALUE_BOOL;
		case DATEOID:
			return VALUE_DATE;
		case TIMESTAMPTZOID:
			return VALUE_TIMESTAMPTZ;
		default:
			return VALUE_OUTPUT;
	}
}

static bool
CompositePrintsBySettings(Oid type)
{
	TupleDesc	descriptor = lookup_rowtype_tupdesc(type, -1);
	bool		found = false;

	for (int i = 0; i < descriptor->natts && !found; i++)
		found = !TupleDescAttr(descriptor, i)->attisdropped && PrintsBySettings(TupleDescAttr(descriptor, i)->atttypid);
	ReleaseTupleDesc(descriptor);
	return found;
}

/*
 * PrintsBySettings: does the text of a type, or of one that it is made of,
 * depend on settings that are not pinned (lc_monetary, search_path), or on the
 * numbers of objects and roles?
 */
bool
PrintsBySettings(Oid type)
{
	Oid			part;

	check_stack_depth();
	type = getBaseType(type);
	switch (type)
	{
		case CASHOID:
		case ACLITEMOID:
		case REGCLASSOID:
		case REGCOLLATIONOID:
		case REGCONFIGOID:
		case REGDICTIONARYOID:
		case REGNAMESPACEOID:
		case REGOPEROID:
		case REGOPERATOROID:
		case REGPROCOID:
		case REGPROCEDUREOID:
		case REGROLEOID:
		case REGTYPEOID:
			return true;
		default:
			break;
	}
	part = get_element_type(type);
	if (!OidIsValid(part))
		part = get_multirange_range(type);
	if (!OidIsValid(part))
		part = get_range_subtype(type);
	if (OidIsValid(part))
		return PrintsBySettings(part);
	return get_typtype(type) == TYPTYPE_COMPOSITE && CompositePrintsBySettings(type);
}

static void
SetPrinting(const Printing *wanted, Printing *before)
{
	if (before != NULL)
	{
		before->date_style = DateStyle;
		before->date_order = DateOrder;
		before->interval_style = IntervalStyle;
		before->float_digits = extra_float_digits;
		before->bytea_form = bytea_output;
		before->array_nulls = Array_nulls;
		before->xml_option = xmloption;
		before->timezone = session_timezone;
	}
	DateStyle = wanted->date_style;
	DateOrder = wanted->date_order;
	IntervalStyle = wanted->interval_style;
	extra_float_digits = wanted->float_digits;
	bytea_output = wanted->bytea_form;
	Array_nulls = wanted->array_nulls;
	xmloption = wanted->xml_option;
	session_timezone = wanted->timezone;
}

/*
 * PinPrinting sets what the canonical bytes are written with; UnpinPrinting
 * gives back what was set before.
 */
void
PinPrinting(Printing *before)
{
	static Printing canonical = {USE_ISO_DATES, DATEORDER_YMD, INTSTYLE_POSTGRES, 1, BYTEA_OUTPUT_HEX, true, XMLOPTION_CONTENT, NULL};

	if (canonical.timezone == NULL)
		canonical.timezone = pg_tzset("GMT");
	SetPrinting(&canonical, before);
}

void
UnpinPrinting(const Printing *before)
{
	SetPrinting(before, NULL);
}
