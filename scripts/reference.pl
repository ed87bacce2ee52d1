#!/usr/bin/env perl
# Print from the catalogue what the pages say of it: the reference in doc/reference.md and
# doc/reference/, and in other pages of doc/ what stands between two marks.  The words are
# those of COMMENT ON.
#
#   perl scripts/reference.pl           writes the files
#   perl scripts/reference.pl --check   changes none; prints what differs, and ends with 1 if anything does
#
# psql has to find a server on which the extension is installed (PGHOST, PGDATABASE and the
# like).  The extension, unless the database has it, and a programme are made there in a
# transaction that is rolled back.
#
# Marks in a page, each on a line of its own:
#
#   <!-- columns: NAME -->   the columns of a table or view of a programme, and what a table refuses
#   <!-- points: KIND -->    the contested points of a kind
#   <!-- replaced: EFFECT -->  what events do to the clocks of limits
#   <!-- floors -->          the floors of views, as a picture
#   <!-- way to: NAME -->    the views that a view is counted from, as a picture
#   <!-- end -->             the end of what is printed
#
# doc/time_limits.md is printed too, by scripts/time_limits_page.sql.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Temp qw(tempfile);
use JSON::PP;

my $top = dirname(__FILE__) . '/..';
my $check = @ARGV == 1 && $ARGV[0] eq '--check';
die "usage: reference.pl [--check]\n" if @ARGV && !$check;

# What the folders of tables and views are about.
my %SUBJECT = (
    board => 'The Board', cases => 'Cases and their time limits', notice => 'The notice', plan => 'The plan',
    published => 'What is published', quality => 'Single children', risks => 'Risks', words => 'Words',
);
my %FLOOR = (
    '1_cases' => 'What a case and a time limit of a case are', '2_counted' => 'What is counted', '3_facts' => 'Facts', '4_verdicts' => 'Verdicts',
    '5_reports' => 'Reports', '6_findings' => 'Findings on the data', '7_intake' => 'Intake views',
    '8_papers' => 'The pack of papers',
);
my $NOTE = '<!-- Printed from the catalogue by scripts/reference.pl: make reference. Do not edit; test/t/021_reference.pl compares. -->';

sub title {
    my ($folder) = @_;
    my ($kind, $name) = split m{/}, $folder;
    return ($kind eq 'tables' ? $SUBJECT{$name} : $FLOOR{$name}) // ucfirst $name;
}

sub slurp {
    my ($path) = @_;
    open my $in, '<:encoding(UTF-8)', $path or return '';
    local $/;
    return scalar(<$in>) // '';
}

# Marks ----------------------------------------------------------------------------

# Pages with marks in them, by path below doc/: lines, and [WHAT, OF] for what stands between marks. Read before the
# server is asked, which takes longer than to find that a mark has no end.
my %marked;
for my $path (sort(glob "$top/doc/*.md"), "$top/README.md") {
    my ($name) = $path =~ m{([^/]+)$};
    $name = "../$name" if $name eq 'README.md';
    next if $name eq 'time_limits.md';
    my @lines = split /\n/, slurp($path), -1;
    pop @lines if @lines && $lines[-1] eq '';
    my ($marks, @pieces) = 0;
    while (defined(my $line = shift @lines)) {
        push @pieces, $line;
        next unless $line =~ /^<!-- (?:(columns|way to): ((?:sen\.)?\w+)|(points|replaced): ([\w ]+)|(floors)) -->$/;
        my ($what, $of) = ($1 // $3 // $5, $2 // $4);
        $marks++;
        shift @lines while @lines && $lines[0] ne '<!-- end -->' && $lines[0] !~ ($what eq 'points' ? qr/^(<!-- |##? )/ : qr/^(<!-- (?:columns|way to|points|replaced|floors)|#)/);
        die "reference.pl: $name: \"$line\" without <!-- end -->\n" unless @lines && $lines[0] eq '<!-- end -->';
        push @pieces, [$what, $of];
    }
    $marked{$name} = \@pieces if $marks;
}

# The catalogue ------------------------------------------------------------------

# Each query gives rows of JSON, under its name.
my @QUERIES = (
    [setting => q{
        SELECT json_build_object('name', s.name, 'comment', concat_ws(' ', rtrim(s.short_desc, '.') || '.', s.extra_desc))
        FROM pg_settings s WHERE s.name LIKE 'sen\_improvement.%' ORDER BY s.name COLLATE "C"}],
    [type => q{
        SELECT json_build_object('name', t.typname, 'comment', obj_description(t.oid, 'pg_type'))
        FROM pg_type t WHERE t.typnamespace = 'sen'::regnamespace AND t.typcategory <> 'A' AND t.typrelid = 0
        ORDER BY t.typname}],
    # A function that only a type, an operator, an aggregate or the planner calls is a part of it.
    [function => q{
        WITH ours AS MATERIALIZED (SELECT t.* FROM pg_type t WHERE t.typnamespace = 'sen'::regnamespace)
        SELECT json_build_object('name', p.proname, 'kind', p.prokind, 'takes', pg_get_function_arguments(p.oid),
                                 'gives', pg_get_function_result(p.oid), 'set', p.proretset, 'comment', obj_description(p.oid, 'pg_proc'),
                                 'type', (SELECT min(t.typname::text) FROM ours t WHERE p.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend)
                                             OR t.oid = p.proargtypes[0]),
                                 'part', p.proname LIKE '\_%' OR p.prorettype = 'internal'::regtype
                                         OR EXISTS (SELECT FROM ours t WHERE p.oid IN (t.typinput, t.typoutput, t.typreceive, t.typsend))
                                         OR EXISTS (SELECT FROM pg_operator o WHERE o.oprcode = p.oid)
                                         OR EXISTS (SELECT FROM pg_amproc a WHERE a.amproc = p.oid)
                                         OR EXISTS (SELECT FROM pg_cast c WHERE c.castfunc = p.oid))
        FROM pg_proc p WHERE p.pronamespace = 'sen'::regnamespace
        ORDER BY p.proname, pg_get_function_identity_arguments(p.oid) COLLATE "C"}],
    [operator => q{
        SELECT json_build_object('name', o.oprname, 'left', nullif(o.oprleft, 0)::regtype, 'right', o.oprright::regtype,
                                 'gives', o.oprresult::regtype, 'comment', obj_description(o.oid, 'pg_operator'),
                                 'type', coalesce((SELECT t.typname FROM pg_type t WHERE t.oid = o.oprleft AND t.typnamespace = o.oprnamespace),
                                                  (SELECT t.typname FROM pg_type t WHERE t.oid = o.oprright AND t.typnamespace = o.oprnamespace)))
        FROM pg_operator o WHERE o.oprnamespace = 'sen'::regnamespace
        ORDER BY o.oprname, o.oprleft::regtype::text COLLATE "C", o.oprright::regtype::text COLLATE "C"}],
    [relation => q{
        SELECT json_build_object('schema', n.nspname, 'name', c.relname, 'kind', c.relkind, 'comment', obj_description(c.oid, 'pg_class'),
                                 'file', coalesce(p.file, q.file), 'read', CASE WHEN q.file IS NULL THEN p.read_level ELSE 'bi' END, 'write', p.write_level, 'tracked', p.is_tracked, 'filled', p.is_filled,
                                 'own_rights', coalesce(c.reloptions @> '{security_invoker=true}', false))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN sen.programme_part p ON n.nspname = 'sen_reference' AND c.relname = ANY (p.relations)
        LEFT JOIN sen.report_part q ON n.nspname = 'sen_reference_reports' AND c.relname = ANY (q.relations)
        WHERE n.nspname IN ('sen', 'sen_reference', 'sen_reference_reports') AND c.relkind IN ('r', 'v')
        ORDER BY c.relname}],
    [column => q{
        SELECT json_build_object('schema', n.nspname, 'relation', c.relname, 'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
                                 'needed', a.attnotnull, 'comment', col_description(c.oid, a.attnum), 'numbered', a.attidentity <> '',
                                 'default', CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
        WHERE n.nspname IN ('sen', 'sen_reference', 'sen_reference_reports') AND c.relkind IN ('r', 'v') AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY c.relname, a.attnum}],
    [constraint => q{
        SELECT json_build_object('schema', n.nspname, 'relation', c.relname, 'name', k.conname, 'kind', k.contype, 'text', pg_get_constraintdef(k.oid),
                                 'columns', (SELECT json_agg(a.attname ORDER BY u.place) FROM unnest(k.conkey) WITH ORDINALITY u (attnum, place)
                                             JOIN pg_attribute a ON (a.attrelid, a.attnum) = (k.conrelid, u.attnum)),
                                 'refers_to', f.relname)
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_class f ON f.oid = k.confrelid
        WHERE n.nspname IN ('sen', 'sen_reference') AND k.contype IN ('c', 'f', 'p', 'u')
        ORDER BY c.relname, k.conkey[1], k.contype, k.conname}],
    [index => q{
        SELECT json_build_object('schema', n.nspname, 'relation', c.relname, 'name', x.relname, 'comment', obj_description(x.oid, 'pg_class'),
                                 'kind', 'index')
        FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('sen', 'sen_reference') AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = x.oid)
        ORDER BY x.relname}],
    [trigger => q{
        SELECT json_build_object('schema', n.nspname, 'relation', c.relname, 'name', t.tgname, 'comment', obj_description(t.oid, 'pg_trigger'),
                                 'kind', 'trigger')
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname IN ('sen', 'sen_reference') AND NOT t.tgisinternal
        ORDER BY c.relname, t.tgname}],
    [point => q{SELECT row_to_json(p) FROM sen.contested_point_catalogue p}],
    [replaced => q{SELECT row_to_json(r) FROM sen.replaced_limit_catalogue r}],
    [reads => q{
        SELECT DISTINCT ON (v.relname, t.relname) json_build_object('view', v.relname, 'reads', t.relname)
        FROM pg_rewrite r JOIN pg_class v ON v.oid = r.ev_class JOIN pg_class t ON true
        JOIN pg_depend d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass AND d.refobjid = t.oid
        WHERE v.relnamespace = 'sen_reference'::regnamespace AND t.relnamespace = v.relnamespace AND t.oid <> v.oid AND v.relkind = 'v'
        ORDER BY v.relname, t.relname}],
);

sub catalogue {
    my $script = "\\set ON_ERROR_STOP 1\nSET client_min_messages = warning;\nBEGIN;\nSET LOCAL search_path = pg_catalog, pg_temp;\n"
        . "CREATE EXTENSION IF NOT EXISTS sen_improvement;\nSELECT sen.create_programme('sen_reference') \\g /dev/null\n"
        . join('', map { "\\echo \@$_->[0]\n$_->[1];\n" } @QUERIES) . "\\echo \@limits\n\\i '$top/scripts/time_limits_page.sql'\nROLLBACK;\n";
    my ($out, $file) = tempfile('sen_reference.XXXXXX', TMPDIR => 1, UNLINK => 1);
    print $out $script;
    close $out or die "$file: $!\n";
    my @lines = split /\n/, do { local $ENV{PGCLIENTENCODING} = 'UTF8'; `psql -X -q -A -t -f $file` }, -1;
    die "reference.pl: psql failed\n" if $? != 0;
    my ($name, %rows);
    for my $line (@lines) {
        if ($line =~ /^\@(\w+)$/) { $name = $1; $rows{$name} = []; next }
        if ($name eq 'limits') { utf8::decode($line); push @{$rows{$name}}, $line }
        else { push @{$rows{$name}}, decode_json($line) }
    }
    return \%rows;
}

my $catalogue = catalogue();
my %relation = map { ("$_->{schema}.$_->{name}" => $_) } @{$catalogue->{relation}};
for my $what (qw(column constraint index trigger)) {
    push @{$relation{"$_->{schema}.$_->{relation}"}{$what}}, $_ for @{$catalogue->{$what}};
}
sub of_programme { my ($name) = @_; return $relation{$name =~ /^sen\./ ? $name : "sen_reference.$name"} // $relation{"sen_reference_reports.$name"} }
sub folder { my ($r) = @_; return defined $r->{file} ? dirname($r->{file}) : 'log' }

# Rooms, from the source -----------------------------------------------------------

my (@rooms, %text_of);
for my $room (slurp("$top/Makefile") =~ m{^\s*src/(\w+)/[\w/]+\.sql \\$}mg) {
    next if $text_of{$room};
    push @rooms, $room;
    $text_of{$room} = join "\n", map { slurp($_) } sort(glob "$top/src/$room/*.sql $top/src/$room/*/*.sql"), sort(glob "$top/src/$room/*.c $top/src/$room/*/*.c");
}

# The pages that explain a room: the last column of the table of rooms.
my %pages_of = slurp("$top/doc/architecture.md") =~ /^\| `(\w+)` \| .* \| (\[.*\)) \|$/mg;
$pages_of{$_} // die "reference.pl: doc/architecture.md does not say on which page room $_ is explained\n" for @rooms;

# The room that declares an object; where a template declares it, the first that names it.
sub room_of {
    my ($kind, $name) = @_;
    for my $pattern (qr/\bCREATE (?:OR REPLACE )?$kind sen\.\Q$name\E\b/, qr/\bsen\.\Q$name\E\b/, qr/"\Q$name\E"/) {
        for my $room (@rooms) { return $room if $text_of{$room} =~ $pattern }
    }
    die "reference.pl: no room declares $kind $name\n";
}

# Markdown ---------------------------------------------------------------------------

# Names in code, and nothing in a sentence taken for a mark.
sub words {
    my ($text) = @_;
    $text //= '';
    $text =~ s/\s+/ /g;
    my @parts = split /((?<![\w.])(?:sen\.\w+(?:\(\))?|[a-z0-9]+(?:_[a-z0-9]+)+(?:\.\w+)?(?:\(\))?)(?!\w))/, $text;
    for my $i (0 .. $#parts) {
        if ($i % 2) { $parts[$i] = "`$parts[$i]`" } else { $parts[$i] =~ s/([|*<\\`])/\\$1/g; $parts[$i] =~ s/(?<=\W)_|^_/\\_/g }
    }
    return join '', @parts;
}

sub code { my ($text) = @_; $text =~ s/\|/\\|/g; return "`$text`" }

# Where a page explains a name: the first heading that has it.
my %heading;
for my $path (sort glob "$top/doc/*.md") {
    my ($page) = $path =~ m{([^/]+)$};
    next if $page =~ /^(reference|architecture)\.md$/;
    my (%seen, $fenced);
    for my $line (split /\n/, slurp($path)) {
        $fenced = !$fenced if $line =~ /^```/;
        next if $fenced || $line !~ /^#+ (.*)/;
        my $title = $1;
        (my $slug = lc $title) =~ s/[^\w\- ]//g;
        $slug =~ tr/ /-/;
        my $before = $seen{$slug}++;
        $slug .= "-$before" if $before;
        for my $name ($title =~ /`((?:sen\.|sen_improvement\.)?\w+)/g) { $heading{$name} //= [$page, $slug] }
    }
}
sub explained { my ($name) = @_; my $h = $heading{$name} or return; return "$h->[0]#$h->[1]" }

# Columns ------------------------------------------------------------------------------

sub columns {
    my ($r) = @_;
    my (%key, %refers, @rules);
    for my $k (@{$r->{constraint} // []}) {
        my @columns = @{$k->{columns} // []};
        my $list = join ', ', map { "`$_`" } @columns;
        if ($k->{kind} eq 'p') { @key{@columns} = (1) x @columns }
        elsif ($k->{kind} eq 'f' && @columns == 1) { push @{$refers{$columns[0]}}, "a row of `$k->{refers_to}`" }
        elsif ($k->{kind} eq 'f') { push @rules, "$list: together a row of `$k->{refers_to}`." }
        elsif ($k->{kind} eq 'u') { push @rules, "$list: each " . (@columns == 1 ? 'value' : 'combination') . ' once.' }
        elsif ($k->{text} =~ /^CHECK \(sen\.check_record_date\(/) { next }    # the head of the page says it
        elsif ($k->{text} =~ /.*, '(\w+)'::text, [^']*, '((?:[^']|'')*)'::text\)+$/s) {
            my ($column, $hint) = ($1, $2);
            $hint =~ s/''/'/g;
            push @rules, "`$column`: " . words($hint);
        }
        else { push @rules, "$list: " . code($k->{text} =~ /^CHECK \((.*)\)$/s ? $1 : $k->{text}) . '.' }
    }
    my $is_table = $r->{kind} eq 'r';
    my @lines = $is_table ? ('| column | type | | meaning |', '|---|---|---|---|') : ('| column | type | meaning |', '|---|---|---|');
    for my $c (@{$r->{column}}) {
        my @more = @{$refers{$c->{name}} // []};
        push @more, 'numbered by itself' if $c->{numbered};
        if (defined $c->{default}) {
            (my $default = $c->{default}) =~ s/^'((?:[^']|'')*)'::[\w ."]+$/$1/;
            push @more, "if not given, `$default`";
        }
        my $meaning = words($c->{comment}) . (@more ? ' ' . ucfirst(join('; ', @more)) . '.' : '');
        push @lines, '| ' . join(' | ', "`$c->{name}`", "`$c->{type}`", ($is_table ? ($key{$c->{name}} ? 'key' : $c->{needed} ? 'needed' : '') : ()), $meaning) . ' |';
    }
    push @lines, '', 'What the checks ask, in the words of their errors:', '', map { "- $_" } @rules if @rules;
    return @lines;
}

sub relation_section {
    my ($r, $up) = @_;
    my @lines = ("## `$r->{name}`", '', words($r->{comment}));
    if (defined $r->{file}) {
        my $write = defined $r->{write} ? "Written from level `$r->{write}`." : '';
        my $read = defined $r->{read} ? "Read from level `$r->{read}`" : 'Granted to nobody';
        my $rights = $r->{kind} eq 'v' && defined $r->{read} ? ($r->{own_rights} ? ', with the rights of whoever asks' : ', with the rights of the owner') : '';
        push @lines, join ' ', grep { length } "$read$rights.", $write, $r->{tracked} ? 'The log keeps its rows.' : '', $r->{filled} ? 'It comes with rows.' : '';
    }
    my $page = explained($r->{schema} eq 'sen' ? "sen.$r->{name}" : $r->{name});
    push @lines, "Explained on [" . ($page =~ /^(\w+)/)[0] . "]($up$page)." if $page;
    push @lines, '', columns($r);
    # Those by which the log keeps the rows are on every tracked table.
    my @besides = grep { $_->{name} !~ /^sen_track/ } @{$r->{index} // []}, @{$r->{trigger} // []};
    push @lines, '', map { ucfirst($_->{kind}) . " `$_->{name}`: " . words($_->{comment}) } @besides if @besides;
    return (@lines, '');
}

# Pages ----------------------------------------------------------------------------------

my %page;    # text by path, below doc/

sub signature {
    my ($f) = @_;
    my ($in, @out) = split /(?:^|, )OUT /, $f->{takes} // '';
    $in //= '';
    $in =~ s/(?<=['\w\]}])::(?:[\w.]+(?: [a-z]+)*)(?:\[\])?(?=,|$|\))//g;
    my $gives = @out ? '(' . join(', ', @out) . ')' : $f->{gives};
    $gives =~ s/^SETOF // if $f->{set};
    $gives =~ s/^TABLE//;
    return (code("sen.$f->{name}($in)"), ($f->{set} ? 'rows of ' : '') . code($gives));
}

sub extension_page {
    my @lines = ($NOTE, '# What the extension has', '', 'Settings, types, functions, aggregates, operators, tables and views of schema `sen`, by room.',
        'An argument with `DEFAULT` need not be given. The comment of each says what it does with null, and its errors; the pages have examples.', '');
    my %of;
    for my $setting (@{$catalogue->{setting}}) { push @{$of{room_of('SETTING', $setting->{name})}{setting}}, $setting }
    my %room_of_type = map { ($_->{name} => room_of('TYPE', $_->{name})) } @{$catalogue->{type}};
    push @{$of{$room_of_type{$_->{name}}}{type}}, $_ for @{$catalogue->{type}};
    for my $f (@{$catalogue->{function}}) {
        my $room = $f->{part} && defined $f->{type} && $room_of_type{$f->{type}} ? $room_of_type{$f->{type}} : room_of('(?:FUNCTION|AGGREGATE)', $f->{name});
        push @{$of{$room}{$f->{part} ? 'part' : $f->{kind} eq 'a' ? 'aggregate' : 'function'}}, $f;
    }
    push @{$of{$room_of_type{$_->{type}}}{operator}}, $_ for @{$catalogue->{operator}};
    push @{$of{room_of('(?:TABLE|VIEW)', $_->{name})}{relation}}, $_ for grep { $_->{schema} eq 'sen' } @{$catalogue->{relation}};

    push @lines, join(', ', map { "[$_](#$_)" } @rooms) . '.', '';
    for my $room (@rooms) {
        my $has = $of{$room} or next;
        (my $pages = $pages_of{$room}) =~ s/\]\(/](..\//g;
        push @lines, "## $room", '', "Explained on $pages.", '';
        for my $kind (qw(setting type function aggregate)) {
            my @rows = @{$has->{$kind} // []} or next;
            push @lines, $kind =~ /^(setting|type)$/ ? ("| $kind | |", '|---|---|') : ("| $kind | gives | |", '|---|---|---|');
            for my $row (@rows) {
                my $name = $kind eq 'setting' ? $row->{name} : "sen.$row->{name}";
                my @cells = $kind =~ /^(setting|type)$/ ? (code($name)) : signature($row);
                my $page = explained($name);
                push @lines, '| ' . join(' | ', @cells, words($row->{comment}) . ($page ? " [More](../$page)." : '')) . ' |';
            }
            push @lines, '';
        }
        if (my @rows = @{$has->{operator} // []}) {
            push @lines, '| operator | gives | |', '|---|---|---|',
                (map { '| ' . join(' | ', code(join ' ', grep { defined } $_->{left}, $_->{name}, $_->{right}), code($_->{gives}), words($_->{comment})) . ' |' } @rows), '';
        }
        for my $r (@{$has->{relation} // []}) {
            my @section = relation_section($r, '../');
            $section[0] = "### `sen.$r->{name}`";
            push @lines, @section;
        }
        my %parts = map { ("`sen.$_->{name}`" => 1) } @{$has->{part} // []};
        push @lines, 'Parts of these, not for use on their own: ' . join(', ', sort keys %parts) . '.', '' if %parts;
    }
    $page{'reference/extension.md'} = \@lines;
    return;
}

# A page for each folder. What would make one longer than a thousand lines is on the next: NAME_2.md and so on.
sub relation_pages {
    my (%in, %pages);
    push @{$in{folder($_)}}, $_ for grep { $_->{schema} ne 'sen' } @{$catalogue->{relation}};
    for my $folder (sort keys %in) {
        my ($kind, $name) = split m{/}, $folder;
        my $up = $folder =~ m{/} ? '../../' : '../';
        my $title = $folder eq 'log' ? 'The log' : $folder eq 'reports' ? 'The schema for BI tools' : ucfirst($kind) . ': ' . title($folder);
        my @head = $folder eq 'log' ? 'What `sen.create_log` makes in the schema of a programme. Explained on [ledger](../ledger.md) and [ledger_reading](../ledger_reading.md).'
            : $folder eq 'reports' ? 'The views of schema `NAME_reports` of a programme `NAME`. Explained on [bi](../bi.md).'
            : $kind eq 'tables' ? "Tables of a programme. `key`: part of the primary key; `needed`: not empty. Dates are from 1990-01-01 to 2199-12-31; others are refused."
            : "Views of a programme, on floor `$name`.";
        my @parts = ({ relations => [], lines => [] });
        for my $relation (@{$in{$folder}}) {
            my @section = relation_section($relation, $up);
            push @parts, { relations => [], lines => [] } if @{$parts[-1]{lines}} + @section > 900;
            push @{$parts[-1]{relations}}, $relation;
            push @{$parts[-1]{lines}}, @section;
        }
        for my $number (1 .. @parts) {
            my ($relations, $lines) = @{$parts[$number - 1]}{qw(relations lines)};
            my $path = $folder . ($number > 1 ? "_$number" : '');
            my $from = $number > 1 ? ", from $relations->[0]{name} on" : '';
            $page{"reference/$path.md"} = [ $NOTE, "# $title$from", '', @head, '',
                join(', ', map { "[`$_->{name}`](#$_->{name})" } @$relations) . '.', '', @$lines ];
            push @{$pages{$folder}}, { path => $path, title => ($folder =~ m{/} ? title($folder) : $title) . $from, relations => $relations };
        }
    }
    return \%pages;
}

sub index_page {
    my ($pages) = @_;
    my $names = sub { my ($page) = @_; return join(', ', map { "[`$_->{name}`](reference/$page->{path}.md#$_->{name})" } @{$page->{relations}}) };
    my @lines = ($NOTE, '# Reference', '',
        'What there is, printed from the comments in the catalogue. The same in psql: `\d+ wirral.dashboard`, `\df+ sen.due_date`, `\dT+ sen.*`; BI tools show the comments as descriptions.', '',
        '```sql', "SELECT obj_description('sen.today()'::regprocedure, 'pg_proc') AS comment;", '```', '',
        '- [What the extension has](reference/extension.md): ' . join(', ', map { "[$_](reference/extension.md#$_)" } @rooms),
        '- [The log](reference/log.md) of versions of a programme: ' . join(', ', map { $names->($_) } @{$pages->{log}}),
        '- [The schema for BI tools](reference/reports.md): ' . join(', ', map { $names->($_) } @{$pages->{reports}}), '');
    for my $kind (qw(tables views)) {
        push @lines, '## ' . ucfirst($kind) . ' of a programme', '', '| page | ' . $kind . ' |', '|---|---|';
        for my $page (map { @{$pages->{$_}} } grep { m{^$kind/} } sort keys %$pages) {
            push @lines, "| [$page->{title}](reference/$page->{path}.md) | " . $names->($page) . ' |';
        }
        push @lines, '';
    }
    my @functions = grep { !$_->{part} } @{$catalogue->{function}};
    my %seen;
    push @lines, '## Functions and aggregates', '',
        join(', ', map { "`sen.$_->{name}`" } grep { !$seen{$_->{name}}++ } @functions) . '.', '';
    $page{'reference.md'} = \@lines;
    return;
}

# Pictures -----------------------------------------------------------------------------------

sub floors {
    my (%on, %reads);
    push @{$on{folder($_)}}, $_->{name} for grep { $_->{schema} ne 'sen' } @{$catalogue->{relation}};
    my @floors = grep { m{^views/} } sort keys %on;
    for my $edge (@{$catalogue->{reads}}) {
        my ($from, $to) = map { folder(of_programme($_)) } $edge->{view}, $edge->{reads};
        $to = 'tables' if $to =~ /^tables/;
        $reads{$from}{$to}++ if $from =~ /^views/ && $to ne $from;
    }
    my @lines = ('```mermaid', 'flowchart BT');
    my $node = sub { my ($folder) = @_; (my $id = $folder) =~ s{^views/}{}; return "f_$id" };
    push @lines, '    f_tables["<b>tables</b><br>' . join('<br>', map { my ($s) = m{/(.*)}; "$s: " . @{$on{$_}} } grep { m{^tables/} } sort keys %on) . '"]';
    for my $floor (@floors) {
        my ($name) = $floor =~ m{/(.*)};
        my @rows = ('');
        for my $view (@{$on{$floor}}) {
            push @rows, '' if length("$rows[-1] $view") > 60;
            $rows[-1] .= ($rows[-1] eq '' ? '' : ', ') . $view;
        }
        push @lines, '    ' . $node->($floor) . "[\"<b>$name</b><br>" . join(',<br>', @rows) . '"]';
    }
    for my $floor (@floors) {
        push @lines, '    ' . $node->($_) . " -- $reads{$floor}{$_} --> " . $node->($floor) for sort keys %{$reads{$floor}};
    }
    return (@lines, '```');
}

# The views below one, with the arrows that say more than a longer way does.
sub way_to {
    my ($name) = @_;
    die "reference.pl: there is no view $name\n" unless of_programme($name);
    my (%reads, %below);
    push @{$reads{$_->{view}}}, $_->{reads} for @{$catalogue->{reads}};
    my @todo = ($name);
    while (defined(my $view = shift @todo)) {
        next if $below{$view}++;
        push @todo, @{$reads{$view} // []};
    }
    my $reaches;
    $reaches = sub { my ($from, $to) = @_; return $from eq $to || grep { $reaches->($_, $to) } @{$reads{$from} // []} };
    my @lines = ('```mermaid', 'flowchart BT');
    for my $view (sort keys %below) { push @lines, of_programme($view)->{kind} eq 'r' ? "    $view\[($view)]" : "    $view\[$view]" }
    for my $view (sort keys %below) {
        my @read = @{$reads{$view} // []};
        for my $read (@read) {
            next if grep { $_ ne $read && $reaches->($_, $read) } @read;
            push @lines, "    $read --> $view";
        }
    }
    return (@lines, '```');
}

# The contested points of a kind, a section each.
sub points {
    my ($kind) = @_;
    my @points = grep { $_->{kind} eq $kind } @{$catalogue->{point}} or die "reference.pl: there is no contested point of kind \"$kind\"\n";
    my @lines;
    for my $p (@points) {
        push @lines, "### $p->{point}", '', "Point `$p->{name}`" . ($p->{limits} eq '' ? '.' : ', of ' . join(', ', map { "`$_`" } split /, /, $p->{limits}) . '.'), '',
            '- What the text says: ' . words($p->{text_says}) . '.';
        push @lines, '- What others say: ' . words($p->{others_say}) . '.' if defined $p->{others_say};
        push @lines, '- Source: ' . words($p->{source}) . '.', '- Taken here: ' . words($p->{taken}) . '.';
        push @lines, '- To choose otherwise: ' . ($p->{choose} =~ /\w\(/ ? code($p->{choose}) : words($p->{choose})) . '.' if defined $p->{choose};
        push @lines, '- How sure: ' . words($p->{certainty}) . '.', '';
    }
    pop @lines;
    return @lines;
}

# What events do to the clocks of limits, a table; limits to which the same happens stand in one row.
sub replaced {
    my ($effect) = @_;
    my @rows = grep { ($_->{event} // '') eq '' ? $effect eq 'nothing ends' : $_->{effect} eq $effect } @{$catalogue->{replaced}}
        or die "reference.pl: sen.replaced_limits() has no effect \"$effect\"\n";
    my (%limits, @groups);
    for my $r (@rows) {
        my $key = join "\t", map { $_ // '' } @$r{qw(event matter ended_by counted_from taken citation certainty recorded_in remark)},
            $effect eq 'replaces' ? $r->{replaced_by} : '';
        push @groups, $r unless $limits{$key};
        push @{$limits{$key}}, $r;
    }
    my @lines = $effect eq 'nothing ends' ? ('| limit | why |', '|---|---|')
        : $effect eq 'replaces' ? ('| clock that ends | by what | binds instead | citation | how sure | known by |', '|---|---|---|---|---|---|')
        : $effect eq 'restarts' ? ('| clock | runs again after | from | citation | how sure | known by |', '|---|---|---|---|---|---|')
        : ($effect eq 'ends' ? '| clock that ends | by what | citation | how sure | known by |' : '| clock that goes on | in spite of | citation | how sure | known by |', '|---|---|---|---|---|');
    my @groups_of = values %limits;
    for my $r (@groups) {
        my ($group) = grep { $_->[0] == $r } @groups_of;
        my $names = join ', ', map { "`$_->{time_limit}`" } @$group;
        if ($effect eq 'nothing ends') { push @lines, "| $names | " . words($r->{remark}) . ' |'; next }
        my $by = "`$r->{event}`" . (defined $r->{matter} ? " ($r->{matter})" : '') . ': ' . words($r->{ended_by}) . '.'
            . (defined $r->{remark} ? ' ' . words($r->{remark}) : '') . ($r->{taken} ? '' : ' **Not taken here**: see [the contested point](contested.md).');
        my @new = $effect eq 'replaces' ? "`$r->{replaced_by}`" . ($r->{counted_from} eq $r->{event} ? '' : ", from `$r->{counted_from}`")
            : $effect eq 'restarts' ? "`$r->{counted_from}`" : ();
        push @lines, '| ' . join(' | ', $names, $by, @new, words($r->{citation}), words($r->{certainty}),
            join(', ', map { "`$_`" } split /, /, $r->{recorded_in} // '')) . ' |';
    }
    return @lines;
}

# What stands between marks in the other pages.
sub marked_pages {
    for my $name (grep { !$page{$_} } sort keys %marked) {
        my @out;
        for my $piece (@{$marked{$name}}) {
            push(@out, $piece), next if !ref $piece;
            my ($what, $of) = @$piece;
            die "reference.pl: $name: there is no table or view $of\n" if $what eq 'columns' && !of_programme($of);
            push @out, '', $what eq 'columns' ? columns(of_programme($of)) : $what eq 'points' ? points($of) : $what eq 'replaced' ? replaced($of) : $what eq 'floors' ? floors() : way_to($of), '';
        }
        $page{$name} = \@out;
    }
    return;
}

extension_page();
index_page(relation_pages());
marked_pages();

# Writing, or comparing ------------------------------------------------------------------------

my %text;
for my $name (keys %page) {
    my @lines = @{$page{$name}};
    pop @lines while @lines && $lines[-1] eq '';
    $text{$name} = join("\n", @lines) . "\n";
}
$text{'time_limits.md'} = join("\n", @{$catalogue->{limits}});

my @stale = grep { my $path = $_; $path =~ s{^\Q$top\E/doc/}{}; !defined $text{$path} } glob "$top/doc/reference/*.md $top/doc/reference/*/*.md";
my $differ = 0;
for my $name (sort keys %text) {
    my $path = "$top/doc/$name";
    next if slurp($path) eq $text{$name};
    $differ++;
    if ($check) {
        my ($out, $file) = tempfile('sen_reference.XXXXXX', TMPDIR => 1, UNLINK => 1);
        binmode $out, ':encoding(UTF-8)';
        print $out $text{$name};
        close $out or die "$file: $!\n";
        my $old = -e $path ? $path : '/dev/null';
        print `diff -u --label 'doc/$name' '$old' --label 'doc/$name as the catalogue has it' '$file'`;
    } else {
        make_path(dirname($path));
        open my $out, '>:encoding(UTF-8)', $path or die "$path: $!\n";
        print $out $text{$name};
        close $out or die "$path: $!\n";
        print "doc/$name\n";
    }
}
for my $path (@stale) {
    (my $name = $path) =~ s{^\Q$top\E/}{};
    $differ++;
    print $check ? "$name: nothing in the catalogue has a page of that name\n" : "$name is gone\n";
    unlink $path unless $check;
}
print "make reference prints these pages again\n" if $check && $differ;
exit($check && $differ ? 1 : 0);
