# Join SQL files into one install script.
#
# A line that begins with "--@include PATH" is replaced by the text of
# root/PATH; with "--@replace PATH" its functions are made with OR REPLACE, for
# an upgrade script. Included files are taken as they are else: an include line
# inside one is an error, as is a file that cannot be read, so that a misspelt
# name stops the build instead of shipping a script with a hole.
#
# Usage: awk -v root=DIR -f join.awk FILE...

function fail(message) {
	print message > "/dev/stderr"
	failed = 1
	exit 1
}

function include(path, replace,    line, got) {
	while ((got = (getline line < path)) > 0) {
		if (line ~ /^--@(include|replace)/)
			fail(FILENAME ":" FNR ": " path " contains an include line; only one level is allowed")
		if (replace)
			sub(/^CREATE FUNCTION/, "CREATE OR REPLACE FUNCTION", line)
		print line
	}
	if (got < 0)
		fail(FILENAME ":" FNR ": cannot read " path)
	close(path)
}

# mawk only warns when an input file is missing, so look first.
BEGIN {
	for (i = 1; i < ARGC; i++) {
		if ((getline line < ARGV[i]) < 0)
			fail("cannot read " ARGV[i])
		close(ARGV[i])
	}
}

/^--@(include|replace)/ {
	if (NF != 2 || $1 !~ /^--@(include|replace)$/)
		fail(FILENAME ":" FNR ": expected \"--@include PATH\" or \"--@replace PATH\"")
	include(root "/" $2, $1 == "--@replace")
	next
}

{ print }

END { if (failed) exit 1 }
