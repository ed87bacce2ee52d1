# Join SQL files into one install script.
#
# A line "--@include PATH" is replaced by the text of root/PATH; with "--@replace
# PATH" its functions are made with OR REPLACE, for an upgrade script. Included files
# may include others. "--@text PATH" is for the body of a function: never OR REPLACE.
#
# A file that is a template has words in braces, such as {type}. Lines "--@ name = value"
# right after the include line give their values, and lines of the same form at the top
# of the template the values of those that were not given. A word without a value, a value
# that no word takes, a file that cannot be read and a file that includes itself stop the
# build with file and line: a misspelt name must not ship a script with a hole.
#
# Usage: awk -v root=DIR -f join.awk FILE...

function fail(message) {
	print message > "/dev/stderr"
	failed = 1
	exit 1
}

# The values of a template stand by its depth: names[depth, i], values[depth, i], and
# taken[depth, i], whether a word took them.
function put(path, depth, replace, from,    line, got, number, place, inner, inner_replace, inner_place, in_head) {
	if (reading[path])
		fail(from ": " path " includes itself")
	reading[path] = in_head = 1
	while ((got = (getline line < path)) > 0) {
		place = path ":" ++number
		if (line ~ /^--@ / && (inner != "" || (in_head && depth > 0) || line ~ / =( |$)/)) {
			if (inner != "")
				take_value(line, depth + 1, place, 1)
			else if (in_head && depth > 0)
				take_value(line, depth, place, 0)
			else
				fail(place ": a value stands after an include line, or at the top of a template")
			continue
		}
		in_head = 0
		if (inner != "")
			put_included(inner, depth + 1, inner_replace, inner_place)
		inner = ""
		if (line ~ /^--@[^ ]/) {
			if (line !~ /^--@(include|replace|text) [^ ]+$/)
				fail(place ": expected \"--@include PATH\", \"--@replace PATH\" or \"--@text PATH\"")
			inner = root "/" substr(line, index(line, " ") + 1)
			inner_replace = line !~ /^--@text/ && (replace || line ~ /^--@replace/)
			inner_place = place
			continue
		}
		if (replace)
			sub(/^CREATE FUNCTION/, "CREATE OR REPLACE FUNCTION", line)
		if (depth > 0 && count[depth] > 0)
			line = fill(line, depth, place)
		print line
	}
	if (got < 0)
		fail(from ": cannot read " path)
	if (inner != "")
		put_included(inner, depth + 1, inner_replace, inner_place)
	close(path)
	reading[path] = 0
}

function put_included(path, depth, replace, from,    i) {
	put(path, depth, replace, from)
	for (i = 1; i <= count[depth]; i++)
		if (!taken[depth, i])
			fail(from ": " path " has no {" names[depth, i] "}")
	count[depth] = 0
}

function take_value(line, depth, place, given,    i, name, equals) {
	if (line !~ /^--@ [a-z_]+ =( |$)/)
		fail(place ": expected \"--@ name = value\"")
	equals = index(line, " =")
	name = substr(line, 5, equals - 5)
	for (i = 1; i <= count[depth]; i++)
		if (names[depth, i] == name) {
			if (given || !given_by_include[depth, i])
				fail(place ": {" name "} has a value already")
			return
		}
	names[depth, ++count[depth]] = name
	values[depth, count[depth]] = substr(line, equals + 3)
	given_by_include[depth, count[depth]] = given
	taken[depth, count[depth]] = 0
}

function fill(line, depth, place,    i, at, word, done) {
	for (i = 1; i <= count[depth]; i++) {
		word = "{" names[depth, i] "}"
		done = ""
		while ((at = index(line, word)) > 0) {
			done = done substr(line, 1, at - 1) values[depth, i]
			line = substr(line, at + length(word))
			taken[depth, i] = 1
		}
		line = done line
	}
	if (match(line, /[{][a-z_]+[}]/))
		fail(place ": " substr(line, RSTART, RLENGTH) " has no value")
	return line
}

BEGIN {
	for (i = 1; i < ARGC; i++)
		put(ARGV[i], 0, 0, "the command")
	exit failed
}
