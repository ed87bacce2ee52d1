/*
 * value_type.h --- how values become the text that an entry has.
 */
#ifndef SEN_VALUE_TYPE_H
#define SEN_VALUE_TYPE_H

#include "pgtime.h"

/* How the value of a column becomes text. */
typedef enum ValueKind
{
	VALUE_OUTPUT,				/* by the output function of the type */
	VALUE_TEXT,					/* text and its like: the bytes */
	VALUE_INT2,
	VALUE_INT4,
	VALUE_INT8,
	VALUE_BOOL,
	VALUE_DATE,
	VALUE_TIMESTAMPTZ
} ValueKind;

/*
 * The settings that what types print, and how they read it, depends on.  They
 * are set for the time of one row, without the way through the parameters' names.
 */
typedef struct Printing
{
	int			date_style;
	int			date_order;
	int			interval_style;
	int			float_digits;
	int			bytea_form;
	bool		array_nulls;
	int			xml_option;
	pg_tz	   *timezone;
} Printing;

extern ValueKind KindOfType(Oid type);
extern bool PrintsBySettings(Oid type);
extern void PinPrinting(Printing *before);
extern void UnpinPrinting(const Printing *before);

#endif							/* SEN_VALUE_TYPE_H */
