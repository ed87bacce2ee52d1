/*
 * compact.c --- the canonical form of sen.timeliness, and the reading of it.
 */
#include "postgres.h"
#include "compat.h"

#include "timeliness/payload.h"
#include "timeliness/working.h"

const char *const case_class_names[CASE_CLASSES] = {
	"done", "done_excepted", "open", "open_excepted", "left"
};

/*
 * TallyToCompact builds the canonical form.
 */
Timeliness *
TallyToCompact(const Tally *tally)
{
	StringInfoData buf;

	initStringInfo(&buf);
	appendStringInfoSpaces(&buf, sizeof(Timeliness));
	PutTally(&buf, tally);
	return BufferToCompact(&buf, 0);
}

/*
 * ReadPayload takes a compact payload apart, checking all of it.
 */
static Tally *
ReadPayload(const unsigned char *payload, Size size)
{
	Tally	   *tally = palloc(sizeof(Tally));
	PayloadReader reader = {payload, payload + size, "sen.timeliness"};

	GetTally(&reader, tally);
	PayloadEnd(&reader);
	return tally;
}

/*
 * CheckTimeliness checks the header of a detoasted value.
 */
Timeliness *
CheckTimeliness(Timeliness *value)
{
	if (VARSIZE(value) < sizeof(Timeliness) || value->version != TIMELINESS_VERSION ||
		value->form > FORM_WORKING || value->bucket != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("unreadable value of type sen.timeliness"),
				 errhint("It may have been stored by a newer version of sen_improvement.")));
	return value;
}

/*
 * CompactToTally takes a compact value apart.
 */
static Tally *
CompactToTally(const Timeliness *value)
{
	return ReadPayload((const unsigned char *) value + sizeof(Timeliness),
					   VARSIZE(value) - sizeof(Timeliness));
}

/*
 * PayloadToCompact makes a value of payload bytes that a client sent.
 */
Timeliness *
PayloadToCompact(const unsigned char *payload, Size size)
{
	Timeliness *value;

	(void) ReadPayload(payload, size);
	value = palloc(sizeof(Timeliness) + size);
	SET_VARSIZE(value, sizeof(Timeliness) + size);
	value->version = TIMELINESS_VERSION;
	value->form = FORM_COMPACT;
	value->bucket = 0;
	memcpy((char *) value + sizeof(Timeliness), payload, size);
	return value;
}

/*
 * TimelinessTally takes a value of either form apart.
 */
Tally *
TimelinessTally(const Timeliness *value)
{
	uint32		periods;
	Tally	   *tally;

	if (value->form == FORM_COMPACT)
		return CompactToTally(value);
	tally = WorkingToTallies(value, &periods);
	if (periods != 1)
		elog(ERROR, "transition state of sen.timeliness has %u periods", periods);
	return tally;
}

/*
 * TimelinessCompact brings a value of either form to the canonical one.
 */
Timeliness *
TimelinessCompact(Timeliness *value)
{
	return value->form == FORM_WORKING ? TallyToCompact(TimelinessTally(value)) : value;
}
