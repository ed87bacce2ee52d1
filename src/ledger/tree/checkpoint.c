/*
 * checkpoint.c --- the text in which a log says how it stands, to be kept and
 * signed elsewhere: c2sp.org/tlog-checkpoint, in a note of c2sp.org/signed-note.
 *
 * A checkpoint is lines, each ended by a newline: the origin, the size in
 * decimal, the root in base64, and seldom further ones.  Signature lines may
 * follow after an empty line.  It is UTF-8.
 */
#include "postgres.h"
#include "compat.h"

#include "common/base64.h"
#include "fmgr.h"
#include "funcapi.h"
#include "ledger/tree/merkle.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(checkpoint_text);
PG_FUNCTION_INFO_V1(parse_checkpoint);

#define CHECKPOINT_COLUMNS 3

/* base64 of a hash: four characters for each three bytes begun. */
#define HASH_BASE64_SIZE 44

/* An em dash and a space begin a signature line. */
static const char signature_mark[] = "\xE2\x80\x94 ";

/* Key ID, and at least a byte of signature. */
#define SIGNATURE_MIN 5

/*
 * A line without its newline.
 */
typedef struct Line
{
	const char *start;
	int			size;
} Line;

/*
 * EncodeHash writes a hash in base64.
 */
static void
EncodeHash(const TreeHash *hash, char *result)
{
	if (pg_b64_encode((const void *) hash->bytes, HASH_SIZE, result, HASH_BASE64_SIZE) != HASH_BASE64_SIZE)
		elog(ERROR, "could not write a hash in base64");
}

/*
 * FindControl is the first control character of a text but newline, or -1.  In
 * UTF-8, as in every encoding of a server, such a byte is never part of another
 * character.
 */
static int
FindControl(const char *start, int size)
{
	for (int i = 0; i < size; i++)
		if ((unsigned char) start[i] < 0x20 && start[i] != '\n')
			return (unsigned char) start[i];
	return -1;
}

/*
 * sen.checkpoint_text(origin, size, root)
 */
Datum
checkpoint_text(PG_FUNCTION_ARGS)
{
	text	   *origin = PG_GETARG_TEXT_PP(0);
	int64		size = PG_GETARG_INT64(1);
	bytea	   *root = PG_GETARG_BYTEA_PP(2);
	int			control = FindControl(VARDATA_ANY(origin), VARSIZE_ANY_EXHDR(origin));
	TreeHash	hash;
	char		base64[HASH_BASE64_SIZE];
	StringInfoData result;

	if (VARSIZE_ANY_EXHDR(origin) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the origin of a checkpoint is empty"),
				 errhint("Give the name that the log is known by, such as example.gov.uk/send/wirral.")));
	if (memchr(VARDATA_ANY(origin), '\n', VARSIZE_ANY_EXHDR(origin)) != NULL)
		control = '\n';
	if (control >= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the origin of a checkpoint has a control character: U+%04X", control),
				 errdetail("The origin is one line of the checkpoint."),
				 errhint("Give the name that the log is known by, such as example.gov.uk/send/wirral.")));
	if (size < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the size of a checkpoint is negative: " INT64_FORMAT, size),
				 errhint("The size is the number of leaves; that of an empty log is 0.")));
	if (VARSIZE_ANY_EXHDR(root) != HASH_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("root has %d bytes, but a hash has %d", (int) VARSIZE_ANY_EXHDR(root), HASH_SIZE),
				 errhint("As text, a hash is \\x and %d hexadecimal digits.", 2 * HASH_SIZE)));

	memcpy(hash.bytes, VARDATA_ANY(root), HASH_SIZE);
	EncodeHash(&hash, base64);
	initStringInfo(&result);
	appendBinaryStringInfo(&result, VARDATA_ANY(origin), VARSIZE_ANY_EXHDR(origin));
	appendStringInfo(&result, "\n" INT64_FORMAT "\n", size);
	appendBinaryStringInfo(&result, base64, HASH_BASE64_SIZE);
	appendStringInfoChar(&result, '\n');
	PG_RETURN_TEXT_P(cstring_to_text_with_len(result.data, result.len));
}

/*
 * RefuseCheckpoint raises the error that something is wrong with a line.
 */
static void
RefuseCheckpoint(int line, const char *problem)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("line %d of the checkpoint %s", line, problem),
			 errhint("A checkpoint is three lines, each ended by a newline: origin, size and root in base64. An empty line and signature lines may follow.")));
}

/*
 * NextLine takes the next line; false at the end.
 */
static bool
NextLine(const char **rest, const char *end, int *number, Line *line)
{
	const char *newline;

	if (*rest == end)
		return false;
	++*number;
	newline = memchr(*rest, '\n', end - *rest);
	if (newline == NULL)
		RefuseCheckpoint(*number, "does not end with a newline");
	line->start = *rest;
	line->size = newline - *rest;
	*rest = newline + 1;
	return true;
}

/*
 * ReadSize reads a decimal number without sign or leading zeros.
 */
static int64
ReadSize(Line line, int number)
{
	uint64		size = 0;

	if (line.size == 0 || (line.start[0] == '0' && line.size > 1))
		RefuseCheckpoint(number, "is not a size in decimal without leading zeros");
	for (int i = 0; i < line.size; i++)
	{
		if (line.start[i] < '0' || line.start[i] > '9')
			RefuseCheckpoint(number, "is not a size in decimal without leading zeros");
		size = size * 10 + (uint64) (line.start[i] - '0');
		/* Before it could overflow. */
		if (size > PG_INT64_MAX)
			RefuseCheckpoint(number, "is a size out of the range of bigint");
	}
	return (int64) size;
}

/*
 * ReadRoot reads a hash in base64.  Of the last character only some bits count;
 * the others have to be 0, so that a root is written in one way.
 */
static void
ReadRoot(Line line, int number, TreeHash *root)
{
	char		again[HASH_BASE64_SIZE];

	if (line.size != HASH_BASE64_SIZE ||
		pg_b64_decode(line.start, line.size, (void *) root->bytes, HASH_SIZE) != HASH_SIZE)
		RefuseCheckpoint(number, "is not a hash of 32 bytes in base64");
	EncodeHash(root, again);
	if (memcmp(again, line.start, HASH_BASE64_SIZE) != 0)
		RefuseCheckpoint(number, "is not a hash of 32 bytes in base64");
}

/*
 * CheckSignatureLine refuses what is no signature line: em dash, key name and
 * base64 of a key ID with a signature, with a space between.  Whether it is
 * the signature of someone is not asked.
 */
static void
CheckSignatureLine(Line line, int number)
{
	int			mark = sizeof(signature_mark) - 1;
	const char *name = line.start + mark;
	const char *end = line.start + line.size;
	const char *space;
	int			decoded_size;

	if (line.size < mark || memcmp(line.start, signature_mark, mark) != 0)
		RefuseCheckpoint(number, "is not a signature line: it does not begin with an em dash and a space");
	space = memchr(name, ' ', end - name);
	if (space == NULL || space == name || memchr(name, '+', space - name) != NULL)
		RefuseCheckpoint(number, "is not a signature line: there is no key name");
	space++;
	decoded_size = pg_b64_dec_len(end - space);
	if (pg_b64_decode(space, end - space, palloc(decoded_size + 1), decoded_size) < SIGNATURE_MIN)
		RefuseCheckpoint(number, "is not a signature line: there is no signature in base64");
}

/*
 * ParseCheckpoint takes a checkpoint apart; its origin is the line of it.
 */
char *
ParseCheckpoint(const text *checkpoint, int64 *size, TreeHash *root)
{
	const char *server = VARDATA_ANY(checkpoint);
	/* As it is published; the same bytes, unless the database has another encoding. */
	const char *rest = pg_server_to_any(server, VARSIZE_ANY_EXHDR(checkpoint), PG_UTF8);
	const char *end = rest + (rest == server ? (Size) VARSIZE_ANY_EXHDR(checkpoint) : strlen(rest));
	int			control = FindControl(rest, end - rest);
	int			number = 0;
	Line		origin,
				line;

	if (control >= 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the checkpoint has a control character: U+%04X", control),
				 errhint("Lines end with a newline only, not with a carriage return.")));

	if (!NextLine(&rest, end, &number, &origin) || origin.size == 0)
		RefuseCheckpoint(1, "has no origin");
	if (!NextLine(&rest, end, &number, &line))
		RefuseCheckpoint(2, "is missing: there is no size");
	*size = ReadSize(line, number);
	if (!NextLine(&rest, end, &number, &line))
		RefuseCheckpoint(3, "is missing: there is no root");
	ReadRoot(line, number, root);
	/* Further lines of the body can be anything but empty. */
	line.size = 1;
	while (line.size > 0 && NextLine(&rest, end, &number, &line))
		;
	if (line.size == 0 && rest == end)
		RefuseCheckpoint(number + 1, "is missing: no signature follows the empty line");
	while (NextLine(&rest, end, &number, &line))
		CheckSignatureLine(line, number);
	return pg_any_to_server(pnstrdup(origin.start, origin.size), origin.size, PG_UTF8);
}

/*
 * sen.parse_checkpoint(checkpoint) --- a row of origin, size and root.
 */
Datum
parse_checkpoint(PG_FUNCTION_ARGS)
{
	int64		size;
	TreeHash	root;
	char	   *origin;
	bytea	   *root_bytes = palloc(VARHDRSZ + HASH_SIZE);
	TupleDesc	desc;
	Datum		values[CHECKPOINT_COLUMNS];
	bool		nulls[CHECKPOINT_COLUMNS] = {0};

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	origin = ParseCheckpoint(PG_GETARG_TEXT_PP(0), &size, &root);
	SET_VARSIZE(root_bytes, VARHDRSZ + HASH_SIZE);
	memcpy(VARDATA(root_bytes), root.bytes, HASH_SIZE);
	values[0] = CStringGetTextDatum(origin);
	values[1] = Int64GetDatum(size);
	values[2] = PointerGetDatum(root_bytes);
	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), values, nulls));
}
