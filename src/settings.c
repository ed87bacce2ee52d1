/*
 * settings.c --- settings of our prefix that nobody knows are refused.
 *
 * Until the library is loaded the server takes any setting with a prefix that it
 * does not know, as from ALTER ROLE, a connection string or SET.  When the library
 * then reserves its prefix, the server drops what no room has defined, and says so
 * by a warning that most clients do not show: a report meant for a past day would
 * stand on today.
 */
#include "postgres.h"
#include "compat.h"

#include "access/parallel.h"
#include "miscadmin.h"
#include "settings.h"
#include "utils/guc_tables.h"

/* What the rooms define. */
static const char *const known_settings[] = {
	"as_of", "jit", "local_authority", "log_values", "match_key_file", "meeting", "origin", "progress_entries"
};

/* The part of a name behind our prefix; NULL if it has another one. */
static const char *
BehindPrefix(const char *name)
{
	size_t		length = strlen(SETTING_PREFIX);

	return pg_strncasecmp(name, SETTING_PREFIX, length) == 0 && name[length] == '.' ? name + length + 1 : NULL;
}

static bool
IsKnownSetting(const char *name)
{
	for (size_t i = 0; i < lengthof(known_settings); i++)
	{
		if (pg_strcasecmp(name, known_settings[i]) == 0)
			return true;
	}
	return false;
}

static void
RefuseSetting(const char *name, GucSource source)
{
	ereport(ERROR,
			(errcode(ERRCODE_UNDEFINED_OBJECT),
			 errmsg("unrecognized configuration parameter \"%s\"", name),
			 errdetail("It was set before the extension was loaded (source: %s). Its settings are as_of, jit, local_authority, log_values, match_key_file, meeting, origin and progress_entries.", GucSource_Names[source]),
			 errhint("RESET %s takes back what SET set; else take it out where it was set, as with ALTER ROLE or ALTER DATABASE ... RESET %s, and connect again.", name, name)));
}

/*
 * RefuseUnknownSettings refuses to load while a setting of our prefix that no room
 * defines has a value.  Not while the server starts, which a misspelt line in
 * postgresql.conf must not keep from starting; nor in a parallel worker, whose
 * leader was asked.
 */
void
RefuseUnknownSettings(void)
{
	struct config_generic **settings;
	int			count;

	if (process_shared_preload_libraries_in_progress || InitializingParallelWorker)
		return;
	settings = SenAllSettings(&count);
	for (int i = 0; i < count; i++)
	{
		const char *name = BehindPrefix(settings[i]->name);
		const char *value;

		if (name == NULL || (settings[i]->flags & GUC_CUSTOM_PLACEHOLDER) == 0 || IsKnownSetting(name))
			continue;
		value = GetConfigOption(settings[i]->name, true, false);
		if (value != NULL && *value != '\0')
			RefuseSetting(settings[i]->name, settings[i]->source);
	}
}
