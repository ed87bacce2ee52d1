/*
 * lost.c --- where the rows of a tracked table are not known.
 *
 * Rows can be changed without entries, and then an entry comes that does not fit
 * those that are known.  From there on they are not known, up to where tracking
 * begins again, since all rows are written down there.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/read/replay.h"
#include "ledger/write/tracked.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

static char *
KeyWords(LeafColumns key)
{
	StringInfoData buf;

	initStringInfo(&buf);
	for (uint32 i = 0; i < key.count; i++)
	{
		LeafField	name,
					value;
		char	   *text;

		LeafNextColumn(&key.at, &name, &value);
		text = LeafText(value);
		appendStringInfo(&buf, "%s%s %s", i > 0 ? ", " : "", LeafText(name), text == NULL ? "null" : text);
	}
	return buf.data;
}

/*
 * ReplayLose notes an entry from which on the rows are not known.
 */
void
ReplayLose(Replay *replay, const EntryPlace *place, const Leaf *leaf, bool inside, const char *what)
{
	LostThread *lost = MemoryContextAllocZero(replay->context, sizeof(LostThread));

	lost->place = *place;
	lost->time = leaf->statement_at;
	lost->author = AuthorOf(replay, leaf);
	lost->what = MemoryContextStrdup(replay->context, psprintf("%s: %s", what, KeyWords(leaf->key)));
	lost->begun = replay->begun;
	lost->since = replay->begun ? replay->beginning : -1;
	if (replay->lost == NULL)
		replay->lost = replay->last_lost = lost;
	if (inside)
		replay->lost_kept = lost;
}

static void
FindAgain(LostThread *lost, const EntryPlace *place, const Leaf *leaf)
{
	if (lost == NULL || lost->found)
		return;
	lost->found = true;
	lost->again = place->index;
	lost->again_at = leaf->statement_at;
}

/*
 * ReplayGoesOn notes whether an entry begins or ends tracking, also one after the
 * last that counts.
 */
void
ReplayGoesOn(Replay *replay, const EntryPlace *place, const Leaf *leaf)
{
	if (leaf->operation != OPERATION_BEGIN && leaf->operation != OPERATION_END)
		return;
	replay->goes_on = leaf->operation == OPERATION_BEGIN;
	ReplayNoteEnd(replay, leaf);
	if (!replay->goes_on)
		return;
	FindAgain(replay->lost, place, leaf);
	FindAgain(replay->lost_kept, place, leaf);
}

/*
 * LostWords says which entry does not fit, and how.
 */
char *
LostWords(const LostThread *lost)
{
	if (lost->place.block == 0)
		return psprintf("an entry of this transaction %s", lost->what);
	return psprintf("entry %d of block %lld %s", lost->place.number, (long long) lost->place.block, lost->what);
}

/*
 * LostRemedy says what can be read none the less, and how the table is followed
 * again.
 */
char *
LostRemedy(const Replay *replay, LogScan *scan, const LostThread *lost)
{
	StringInfoData buf;
	int64		first = LogScanVersion(scan, lost->since);
	int64		last = lost->place.index < 0 ? LogScanVersions(scan) : LogScanVersion(scan, lost->place.index) - 1;
	Oid			relid = TableOfLog(replay->namespace, replay->table);

	initStringInfo(&buf);
	if (first > 0 && first == last)
		appendStringInfo(&buf, "Version %lld can be read. ", (long long) first);
	else if (first > 0 && first < last)
		appendStringInfo(&buf, "Versions %lld to %lld can be read. ", (long long) first, (long long) last);
	if (lost->found && lost->again >= 0)
		appendStringInfo(&buf, "Tracking began again before version %lld, which can be read, too.", (long long) LogScanVersion(scan, lost->again));
	else if (lost->found)
		appendStringInfo(&buf, "Tracking began again at %s: it can be read from then on, and in the versions that are sealed since.", timestamptz_to_str(lost->again_at));
	else if (OidIsValid(relid))
	{
		char	   *name = quote_literal_cstr(quote_qualified_identifier(get_namespace_name(replay->namespace), get_rel_name(relid)));

		appendStringInfo(&buf, "SELECT sen.untrack(%s), and then SELECT sen.track(%s): all rows are written down, and can be read from then on.", name, name);
	}
	else
		appendStringInfo(&buf, "It is not tracked any more.");
	return buf.data;
}

/*
 * ReplayRequireFollowed refuses a state that is not known.
 */
void
ReplayRequireFollowed(const Replay *replay, LogScan *scan, const LostThread *lost)
{
	if (lost != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("the log of table \"%s\" cannot be followed: %s", replay->table, LostWords(lost)),
				 errdetail("Rows were changed without entries, as with the trigger disabled, by ALTER TABLE with USING, or with a partition that was attached."),
				 errhint("%s", LostRemedy(replay, scan, lost))));
}

/*
 * ReplayRequireTable refuses a table that is not tracked where the log says that one
 * of its name is: that one was dropped, or moved to another schema.
 */
void
ReplayRequireTable(const Replay *replay, Oid relid)
{
	const char *name;

	if (!(replay->goes_on || replay->dropped) || FindTrigger(relid, track_row, NULL, NULL))
		return;
	name = quote_qualified_identifier(get_namespace_name(get_rel_namespace(relid)), get_rel_name(relid));
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_OBJECT),
			 errmsg("table %s is not in the log", name),
			 errdetail("Entries with that name are about a table that was dropped or moved while it was tracked."),
			 errhint("If this table takes its place, SELECT sen.track(%s): the log then goes on with it, and tells of the other up to there.", quote_literal_cstr(name))));
}
