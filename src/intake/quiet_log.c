/*
 * quiet_log.c --- what is refused is told to whoever sent it, and not to the
 * server's log.
 *
 * An error with a value in it, and the statement that the log writes below an
 * error (log_min_error_statement), may hold what is known of a child.  Who
 * reads the log need not be who may read the programme.  So the log gets the
 * column and the code of a refused value, and no statement for an error that
 * comes up in a function of ours.  A server that is told to log statements
 * (log_statement) has them anyway: then nothing is held back.
 */
#include "postgres.h"
#include "compat.h"

#include "intake/intake.h"
#include "tcop/tcopprot.h"
#include "utils/elog.h"
#include "utils/guc.h"

static bool log_values_setting = false;
static emit_log_hook_type next_emit_log = NULL;

#define BEFORE_COLUMN "in column \""

/*
 * RefusedColumn gives the name of the column, and what follows it, in an error of
 * sen.check_value(), sen.read_date() and the like, which begin with the value;
 * NULL for another error.  The value may look like the end of such an error, so
 * the last place counts.
 */
static const char *
RefusedColumn(const ErrorData *error)
{
	const char *column = NULL;

	if (error->message == NULL || strncmp(error->message, "value \"", strlen("value \"")) != 0)
		return NULL;
	for (const char *at = error->message; (at = strstr(at, BEFORE_COLUMN)) != NULL; column = at)
		at += strlen(BEFORE_COLUMN);
	return column;
}

/*
 * IsOfOurs: did it come up in a function of schema sen?
 */
static bool
IsOfOurs(const ErrorData *error)
{
	return error->context != NULL && strstr(error->context, "function sen.") != NULL;
}

/*
 * LogQuietly looks at what is about to be written to the log.
 */
static void
LogQuietly(ErrorData *error)
{
	if (error->elevel == ERROR && error->output_to_server && !log_values_setting && log_statement == LOGSTMT_NONE)
	{
		const char *column = RefusedColumn(error);

		if (column != NULL)
		{
			/* In place of the error, at a level that is always written. */
			ereport(LOG_SERVER_ONLY,
					(errcode(error->sqlerrcode),
					 errmsg("a value was refused in column \"%.*s\"", (int) strcspn(column, "\""), column),
					 errhidestmt(true), errhidecontext(true)));
			error->output_to_server = false;
		}
		else if (IsOfOurs(error))
			error->hide_stmt = true;
	}
	if (next_emit_log != NULL)
		next_emit_log(error);
}

/*
 * QuietLogInit defines sen_improvement.log_values.
 */
void
QuietLogInit(void)
{
	DefineCustomBoolVariable("sen_improvement.log_values",
							 "Whether values that are refused are written to the server's log.",
							 "Off: the log names the column alone, and has no statement for an error in a function of schema sen.",
							 &log_values_setting, false, PGC_SUSET, 0, NULL, NULL, NULL);
	next_emit_log = emit_log_hook;
	emit_log_hook = LogQuietly;
}
