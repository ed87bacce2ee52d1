/*
 * fields.c --- the columns of a row that an entry changes, and whose they are.
 */
#include "postgres.h"
#include "compat.h"

#include "ledger/read/replay.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"

/*
 * ContentKeyWords is the key of a row, by the names that its columns have now.
 */
char *
ContentKeyWords(const Replay *replay, const Content *content)
{
	StringInfoData buf;

	initStringInfo(&buf);
	for (int i = 0; i < replay->key_columns; i++)
	{
		LeafField	value;
		char	   *text;

		ContentValue(content, replay->key_column[i], &value);
		text = LeafText(value);
		appendStringInfo(&buf, "%s%s %s", i > 0 ? ", " : "", LeafText(replay->key_column[i]->name), text == NULL ? "null" : text);
	}
	return buf.data;
}

static void
PushText(JsonbParseState **state, JsonbIteratorToken token, const char *text)
{
	JsonbValue	value;

	if (text == NULL)
		value.type = jbvNull;
	else
	{
		value.type = jbvString;
		value.val.string.val = unconstify(char *, text);
		value.val.string.len = strlen(text);
	}
	pushJsonbValue(state, token, &value);
}

/*
 * RowKeyOf puts the key of a row into words and jsonb.
 */
Datum
RowKeyOf(const Replay *replay, const Content *content, char **words)
{
	JsonbParseState *state = NULL;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (int i = 0; i < replay->key_columns; i++)
	{
		LeafField	value;

		ContentValue(content, replay->key_column[i], &value);
		PushText(&state, WJB_KEY, LeafText(replay->key_column[i]->name));
		PushText(&state, WJB_VALUE, LeafText(value));
	}
	*words = ContentKeyWords(replay, content);
	return JsonbPGetDatum(JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL)));
}

/*
 * AuthorOf is who made an entry, and when.
 */
Author *
AuthorOf(Replay *replay, const Leaf *leaf)
{
	MemoryContext before = MemoryContextSwitchTo(replay->context);
	Author	   *author = palloc(sizeof(Author));

	author->session_role = LeafText(leaf->session_role);
	author->acting_role = LeafText(leaf->current_role);
	author->statement_at = leaf->statement_at;
	author->meeting = LeafText(leaf->meeting);
	MemoryContextSwitchTo(before);
	return author;
}

/* Whose columns differ, for NoteField. */
typedef struct FieldNotes
{
	Replay	   *replay;
	const Leaf *leaf;
	Author	   *author;
} FieldNotes;

static void
NoteField(void *state, LogRow *row, const LogColumn *column, LeafField before, LeafField after)
{
	FieldNotes *notes = state;
	FieldAuthor *field;

	if (notes->author == NULL)
		notes->author = AuthorOf(notes->replay, notes->leaf);
	for (field = row->changed; field != NULL; field = field->next)
		if (field->column == column)
			break;
	if (field == NULL)
	{
		field = MemoryContextAlloc(notes->replay->context, sizeof(FieldAuthor));
		field->column = column;
		field->next = row->changed;
		row->changed = field;
	}
	field->author = notes->author;
}

/*
 * EachField hands on the columns of which a row has another value after an entry that
 * leaves it.
 */
static void
EachField(Replay *replay, LogRow *row, const Leaf *leaf, FieldSink sink, void *state)
{
	Content		after = {replay->columns.now, leaf->row};
	const char *at = leaf->row.at;
	LeafField	name,
				value,
				before = {NULL, 0};

	for (uint32 i = 0; i < leaf->row.count; i++)
	{
		const LogColumn *column;

		LeafNextColumn(&at, &name, &value);
		column = ColumnOf(&replay->columns, after.set, name, i);
		if (row->now != NULL)
			ContentValue(row->now, column, &before);
		if (!LeafEquals(value, before))
			sink(state, row, column, before, value);
	}
	if (row->now == NULL)
		return;
	at = row->now->columns.at;
	for (uint32 i = 0; i < row->now->columns.count; i++)
	{
		const LogColumn *column;

		LeafNextColumn(&at, &name, &before);
		column = FindColumn(row->now->set, name, i);
		if (before.data != NULL && column != NULL && !ContentValue(&after, column, &value))
			sink(state, row, column, before, (LeafField) {NULL, 0});
	}
}

/*
 * NoteFields notes who made the columns differ, or hands them on.
 */
void
NoteFields(Replay *replay, LogRow *row, const Leaf *leaf, bool inside)
{
	FieldNotes	notes = {replay, leaf, NULL};

	if (inside)
		return;
	if (replay->keeps == KEEP_AUTHORS && row->now != NULL)
		EachField(replay, row, leaf, NoteField, &notes);
	else if (replay->keeps == KEEP_CHANGES)
		EachField(replay, row, leaf, replay->sink, replay->sink_state);
}

/*
 * NoteRemoved hands on the columns of a row that goes, and keeps its key.
 */
void
NoteRemoved(Replay *replay, LogRow *row, bool inside)
{
	const char *at = row->now->columns.at;

	if (replay->keeps != KEEP_CHANGES)
		return;
	row->last = row->now;
	for (uint32 i = 0; !inside && i < row->now->columns.count; i++)
	{
		LeafField	name,
					value;
		const LogColumn *column;

		LeafNextColumn(&at, &name, &value);
		column = FindColumn(row->now->set, name, i);
		if (column != NULL && value.data != NULL)
			replay->sink(replay->sink_state, row, column, value, (LeafField) {NULL, 0});
	}
}
