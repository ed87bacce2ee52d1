#!/usr/bin/env perl
# Put the parts of a programme, one file each, in the order of what they read, and print
# the rows of sen.programme_part that hold them; and those of sen.programme_step.
#
#   perl scripts/parts.pl src/programme
#
# A part is ROOT/tables/SUBJECT/NAME.sql or ROOT/views/N_FLOOR/NAME.sql: SQL that is run with
# the schema of a programme as search_path.  A file makes one relation, or a family of them,
# and begins with what others have to know of it:
#
#   -- read: LEVEL        who may read it: reader, analyst, or nobody; bi of a report, and of nothing else
#   -- write: LEVEL       who may write it; without this line nobody
#   -- tracked            the log keeps every version of its rows, from the first on
#   -- filled             it comes with rows
#   -- meanings: A, B     a column without a comment means what the column of that name means in A, else in B,
#                         on whichever floor
#
# Tables read tables; a view reads tables and views of its floor or a lower one, and the log.  What a part
# reads is found in its text (FROM, JOIN, REFERENCES and the like): nothing is declared twice.
#
# ROOT/reports/NAME.sql makes a view of the schema for BI tools, a row of sen.report_part.  It reads what lies below,
# and no other report, so that what others make in that schema is never read by one of ours.
#
# Six kinds of line stand for other lines.  The lines that they stand for keep their places,
# so an error in one names the file and line where it was written.
#
#   --@query VIEW [for totals]        the query of that view; for totals, with NAME_all in place of each view NAME
#                                     that has one: the same with the rights of the owner. That query may hold
#                                     such lines itself
#   --@query VIEW of all              the same without local_authority: what it counts by authority is counted over all
#   --@query VIEW unordered           the same without the ORDER BY that ends it, for a reader with an order of its own
#   --@query VIEW beside NAME, NAME   the same without its WITH items of these names, which the reader has itself: what
#                                     two queries begin with is computed once
#   --@branches VIEW [for totals]     what follows, to --@end, once for each branch of the UNION ALL of
#       --@branch                     that view, which comes here; joined by UNION ALL
#   --@end
#   --@columns TABLE by KEY: NAMES    the columns of a table t; those named as they were on sen.today()
#                                     (sen.value_on_day), KEY being the words of its key; asked for only where
#                                     sen.is_changed_later() says that a value of the table was another
#   --@columns TABLE by KEY, all but: NAMES   the same, of all columns but those named
#   --@there TABLE by KEY             whether a row of a table t was there on sen.today(), in the same way: a condition
#   --@columns TABLE of t[,]          the columns of a table t, by whatever name, and of these alone: a table may have
#                                     columns of its owner's, which are not to meet those of a view
#   --@deleted TABLE;                 the rows of a table t that were deleted after sen.today() (sen.deleted_later), as
#                                     another branch with the same columns; the end of the query
#   --@for NAME NAME                  what follows, to --@end, once for each line of values, with
#   --@ VALUE VALUE                   {NAME} replaced
#   --@end
#
# Where a table NAME has a view NAME_on_day, views of floors 3 and higher read that view in its place, but for those
# that read the log themselves and for findings, which are about the rows as they are.
# A query that reads the log is therefore not taken over into a part that does not. An item of WITH reads items before
# it; "x AS (SELECT ... FROM x)" reads what lies below.
#
# In place of a table with the column local_authority, views and reports read its rows of the authorities that are shown
# (sen.is_shown): those that are asked for and may be seen. Views of floor 7 take rows in.
#
# A step of sen.upgrade_programme() is ROOT/steps/NNN_NAME.sql, numbered without a gap:
#
#   -- title: WORDS       what it does
#   -- version: N.N.N     the version that it came with
#   -- retires: A, B      views that exist no longer
#   -- renames: A B       a view that has another name now; -- renames: VIEW.A B for a column of one, the view by
#                         its new name. A line for each, in the order in which they are renamed.
use strict;
use warnings;

my %LEVELS = map { $_ => 1 } qw(nobody reader analyst editor secretariat bi);
# What sen.create_log() has made before the views are laid out.
my %LOG = map { $_ => 1 } qw(ledger_block ledger_version);
my $REPORTS = 10;    # above every floor
# What is published of all authorities is shown of all.
my %OF_ALL = map { $_ => 1 } qw(release_area published_wait);
my $root = shift // die "usage: parts.pl ROOT\n";
my (%part, %maker);    # by file; file by relation

sub fail { my ($place, $text) = @_; die "$place: $text\n" }

# Reading ----------------------------------------------------------------------

# The rank of a folder: tables lie below every floor of views.
sub floor_of {
    my ($file) = @_;
    return 0 if $file =~ m{^tables/\w+/\w+\.sql$};
    return $1 if $file =~ m{^views/([1-9])_\w+/\w+\.sql$};
    return $REPORTS if $file =~ m{^reports/\w+\.sql$};
    fail("$root/$file:1", "a part lies in tables/SUBJECT/ or views/N_FLOOR/");
}

sub read_part {
    my ($file) = @_;
    my %p = (file => $file, floor => floor_of($file), read => undef, write => undef, tracked => 0, filled => 0, meanings => [], lines => []);
    open my $in, '<', "$root/$file" or fail("$root/$file:1", "cannot be read: $!");
    my $head = 1;
    while (my $line = <$in>) {
        my $place = "$root/$file:$.";
        chomp $line;
        if ($head && $line =~ /^-- (read|write): (\w+)$/) {
            fail($place, "unknown level \"$2\"; there are: " . join(' ', sort keys %LEVELS)) unless $LEVELS{$2};
            $p{$1} = $2;
        } elsif ($head && $line =~ /^-- (tracked|filled)$/) {
            $p{$1} = 1;
        } elsif ($head && $line =~ /^-- meanings: (\w+(?:, \w+)*)$/) {
            $p{meanings} = [split /, /, $1];
            $p{meanings_at} = $place;
        } elsif ($head && $line =~ /\S/) {
            fail($place, "after what others have to know of a part comes an empty line");
        } elsif ($head) {
            $head = 0;
        } else {
            push @{$p{lines}}, [$line, "$file", $.];
        }
    }
    close $in;
    fail("$root/$file:1", 'who may read it is not said ("-- read: LEVEL")') unless defined $p{read};
    fail("$root/$file:1", 'a view is neither tracked nor filled') if $p{floor} && ($p{tracked} || $p{filled});
    fail("$root/$file:1", 'a report, and nothing else, is read by level bi, and written by nobody')
      if ($p{floor} == $REPORTS) != ($p{read} eq 'bi') || $p{floor} == $REPORTS && $p{write};
    return \%p;
}

# Lines that stand for others ----------------------------------------------------

# The lines of a view's query: after CREATE VIEW ... AS, without the semicolon that ends it.
sub query_of {
    my ($place, $view) = @_;
    for my $file (sort keys %part) {
        my @lines = @{$part{$file}{lines}};
        # One of a family has its name among the values.
        @lines = expanded($part{$file}) if grep { $_->[0] =~ /^--@ +\Q$view\E / } @lines;
        while (@lines) {
            next unless shift(@lines)->[0] =~ /^CREATE VIEW \Q$view\E( WITH \([^()]*\))? AS$/;
            my @query;
            while (my $line = shift @lines) {
                my ($text, @at) = @$line;
                my $last = $text =~ s/;$//;
                if ($text =~ /^--\@query (\w+)(?: beside (\w+(?:, \w+)*))?$/) {
                    my ($inner, $beside) = ($1, $2);
                    my @inner = query_of("$root/$file:$at[1]", $inner);
                    push @query, $beside ? without_items("$root/$file:$at[1]", [split /, /, $beside], @inner) : @inner;
                    next;
                }
                if ($text =~ /^--\@columns \w+ of /) {
                    push @query, map { [$_, @at] } plain_columns("$root/$file:$at[1]", $text);
                    next;
                }
                fail("$root/$file:$at[1]", "the query of $view holds a line that stands for others; name what it stands for") if $text =~ /^--@/;
                push @query, [$text, @at];
                return @query if $last;
            }
        }
    }
    fail($place, "there is no view \"$view\" whose query could be taken");
}

# The lines of a query without the WITH items of some names. As everywhere here, WITH, each item and what ends the last
# stand at the beginning of a line: "WITH a AS (", "), b AS MATERIALIZED (", ")".
sub without_items {
    my ($place, $names, @lines) = @_;
    my %gone = map { $_ => 1 } @$names;
    my (@before, @items, @after);
    my $depth = 0;
    for my $line (@lines) {
        my $text = $line->[0];
        (my $bare = $text) =~ s/'(?:[^']|'')*'|--.*//g;
        my ($level, $begins) = @items ? (1, qr/\),/) : (0, qr/WITH/);
        if (!@after && $depth == $level && $text =~ /^$begins (\w+)(?: \([^()]*\))? AS (?:(?:NOT )?MATERIALIZED )?\($/) {
            my $name = $1;
            push @items, {name => $name, rest => [$text =~ s/^(?:WITH|\),) //r, @$line[1 .. $#$line]], lines => []};
        } elsif (!@after && @items && $depth == 1 && $text eq ')') {
            push @after, undef;
        } elsif (@after) {
            push @after, $line;
        } else {
            push @{@items ? $items[-1]{lines} : \@before}, $line;
        }
        $depth += ($bare =~ tr/(//) - ($bare =~ tr/)//);
    }
    my %has = map { $_->{name} => 1 } @items;
    $has{$_} or fail($place, "that query has no WITH item \"$_\"") for @$names;
    shift @after;
    my @kept = grep { !$gone{$_->{name}} } @items;
    my @out = @before;
    for my $i (0 .. $#kept) {
        my ($text, @at) = @{$kept[$i]{rest}};
        push @out, [($i ? '), ' : 'WITH ') . $text, @at], @{$kept[$i]{lines}};
    }
    push @out, [')', @{$kept[-1]{rest}}[1, 2]] if @kept;
    return @out, @after;
}

# The lines of a query without its ORDER BY, which stands at the beginning of a line.
sub without_order {
    my ($place, @lines) = @_;
    my ($order) = grep { $lines[$_][0] =~ /^ORDER BY / } 0 .. $#lines;
    fail($place, "that query has no ORDER BY") unless defined $order;
    return @lines[0 .. $order - 1];
}

# The lines of a query without the column local_authority, wherever they name it with what it is of.
sub of_all {
    my ($place, @lines) = @_;
    my $one = qr/\b\w+\.local_authority\b/;
    my @out;
    for my $line (@lines) {
        my ($text, @at) = @$line;
        $text =~ s/$one = $one AND | AND $one = $one//g;
        $text =~ s/PARTITION BY $one ?(?!,)//g;
        $text =~ s/ ?\b(?:GROUP|ORDER) BY $one(?=$|\))//g;
        $text =~ s/$one, |, $one//g;
        fail("$root/$at[0]:$at[1]", "of all authorities, this cannot go without local_authority (for $place)") if $text =~ /\blocal_authority\b/;
        push @out, [$text, @at];
    }
    return @out;
}

# Words are replaced, not parts of words.
sub replaced {
    my ($totals, @lines) = @_;
    return @lines unless $totals;
    my %twin = map { m{(\w+)_all\.sql$} ? ($1 => "$1_all") : () } keys %part;
    return map { my ($text, @at) = @$_; $text =~ s/\b(\w+)\b/$twin{$1} \/\/ $1/ge; [$text, @at] } @lines;
}

# The names of the columns of a table, as its file has them.
sub names_in {
    my ($place, $table) = @_;
    my ($file) = grep { m{^tables/\w+/\Q$table\E\.sql$} } keys %part or fail($place, "there is no table \"$table\"");
    return map { $_->[0] =~ /^ {4}([a-z]\w*) +[a-z]/ ? $1 : () } @{$part{$file}{lines}};
}

# The columns of a table t, some of them as on the day.
sub columns_of {
    my ($place, $table, $key, $named, $all_but) = @_;
    my @columns = names_in($place, $table);
    my %named = map { $_ => 1 } split ' ', $named;
    for my $name (keys %named) { grep { $_ eq $name } @columns or fail($place, "table $table has no column \"$name\"") }
    my %on_day = map { $_ => 1 } grep { !$named{$_} == !!$all_but } @columns;
    return join ",\n", map { '       ' . ($on_day{$_} ? value_on_day($table, $key, $_, "t.$_") . " AS $_" : "t.$_") } @columns;
}

# The lines of "--@columns TABLE of t", with a comma after the last if columns follow.
sub plain_columns {
    my ($place, $text) = @_;
    my ($table, $of, $more) = $text =~ /^--\@columns (\w+) of (\w+)(,?)$/ or fail($place, "unknown line: $text");
    return split /\n/, join(",\n", map { "       $of.$_" } names_in($place, $table)) . $more;
}

# What a column was on the day, or, without a name, whether the row was there; $now is what it is now. The words of a key
# cost more than to ask whether there is anything to look up.
sub value_on_day {
    my ($table, $key, $name, $now) = @_;
    return "CASE WHEN sen.is_changed_later('ledger_block'::regclass, '$table') "
      . "THEN sen.value_on_day('ledger_block'::regclass, '$table', $key, '$name', $now) ELSE $now END";
}

# Deleted rows of a table of measures are of the authorities that are shown, too.
sub deleted_shown {
    my ($table) = @_;
    return '' unless $table eq 'measure';
    return "\nWHERE t.local_authority IS NULL OR sen.is_shown(t.local_authority, sen.authorities_shown('$table'::regclass))";
}

# Whether the tables that a part names are read as on a day, by NAME_on_day; not if it reads the log itself.
sub reads_by_day {
    my ($file, @lines) = @_;
    return $file =~ m{^(?:views/[3-9]_|reports/)} && $file !~ m{^views/6_} && !grep { $_->[0] =~ /\bledger_block\b/ } @lines;
}

# A query that reads the log itself, taken over into a part that does not, would have that part read all tables as they are.
sub refuse_log {
    my ($p, $place, $view, @query) = @_;
    return unless reads_by_day($p->{file}, @{$p->{lines}});
    my ($line) = grep { $_->[0] =~ /\bledger_block\b/ } @query or return;
    fail($place, "the query of $view names ledger_block ($root/$line->[1]:$line->[2]), so that it cannot be taken over here: "
          . 'all tables would be read as they are, not as on the day');
}

sub expanded {
    my ($p) = @_;
    my @lines = @{$p->{lines}};
    my @out;
    while (my $line = shift @lines) {
        my ($text, $file, $number) = @$line;
        my $place = "$root/$file:$number";
        if ($text !~ /^--@/) {
            push @out, $line;
            next;
        }
        if ($text =~ /^--\@query (\w+)(?:( for totals)|( of all)|( unordered)| beside (\w+(?:, \w+)*))?$/) {
            my ($view, $totals, $of_all, $unordered, $beside) = ($1, $2, $3, $4, $5);
            my @query = query_of($place, $view);
            @query = of_all($place, @query) if $of_all;
            @query = without_order($place, @query) if $unordered;
            @query = without_items($place, [split /, /, $beside], @query) if $beside;
            refuse_log($p, $place, $view, @query);
            push @out, replaced($totals, @query);
            next;
        }
        if ($text =~ /^--\@columns \w+ of /) {
            push @out, map { [$_, $file, $number] } plain_columns($place, $text);
            next;
        }
        if ($text =~ /^--\@deleted (\w+);$/) {
            push @out, map { [$_, $file, $number] } map { split /\n/ } 'UNION ALL', 'SELECT', split(/\n/, columns_of($place, $1, '', '')),
              "FROM sen.deleted_later('ledger_block'::regclass, '$1', NULL::$1) t" . deleted_shown($1) . ';';
            next;
        }
        if ($text =~ /^--\@columns (\w+) by (.+?)(, all but)?: (\w+(?: \w+)*)$/) {
            push @out, map { [$_, $file, $number] } split /\n/, columns_of($place, $1, $2, $4, $3);
            next;
        }
        if ($text =~ /^--\@there (\w+) by (.+)$/) {
            push @out, ['      ' . value_on_day($1, $2, '', 'true'), $file, $number];
            next;
        }
        my ($view, $totals) = $text =~ /^--\@branches (\w+)( for totals)?$/;
        my ($names) = $text =~ /^--\@for (\w+(?: \w+)*)$/;
        fail($place, "unknown line: $text") unless $view || $names;
        my (@inner, @values);
        while (1) {
            my $next = shift @lines or fail($place, 'nothing ends what is to be repeated ("--@end")');
            last if $next->[0] eq '--@end';
            if ($names && $next->[0] =~ /^--@ +(\S.*)$/) { push @values, [split ' ', $1] }
            else { push @inner, $next }
        }
        if ($names) {
            my @names = split ' ', $names;
            my @made;
            for my $row (@values) {
                fail($place, "as many values as names, not: @$row") unless @$row == @names;
                my %value; @value{@names} = @$row;
                for (@inner) {
                    my ($inner, @at) = @$_;
                    $inner =~ s/\{(\w+)\}/$value{$1} \/\/ fail("$root\/$at[0]:$at[1]", "{$1} is not one of: @names")/ge;
                    push @made, [$inner, @at];
                }
            }
            # What it is repeated with may name a query.
            unshift @lines, @made;
        } else {
            my @branches = ([]);
            for (replaced($totals, query_of($place, $view))) {
                if ($_->[0] eq 'UNION ALL') { push @branches, [] } else { push @{$branches[-1]}, $_ }
            }
            for my $i (0 .. $#branches) {
                push @out, ['UNION ALL', $file, $number] if $i;
                push @out, map { $_->[0] =~ /^\s*--\@branch$/ ? @{$branches[$i]} : $_ } @inner;
            }
        }
    }
    return @out;
}

# What a part makes and reads ----------------------------------------------------

# The words and signs of SQL, each with its line; comments and strings are left out.
sub tokens {
    my ($p) = @_;
    my (@tokens, $end);
    for (@{$p->{lines}}) {
        my ($text, $file, $number) = @$_;
        my $at = "$root/$file:$number";
        pos($text) = 0;
        while (pos($text) < length $text) {
            if (defined $end) {
                if ($text =~ /\G.*?\Q$end\E/gc) { undef $end } else { last }
            } elsif ($text =~ /\G(?:\s+|--.*)/gc) {
            } elsif ($text =~ /\G'(?:[^']|'')*'/gc) { push @tokens, ["''", $at]
            } elsif ($text =~ /\G'/gc) { $end = "'"; push @tokens, ["''", $at]
            } elsif ($text =~ /\G(\$\w*\$)/gc) { $end = $1; push @tokens, ["''", $at]
            } elsif ($text =~ /\G(\w+(?:\.\w+)*)/gc) { push @tokens, [$1, $at]
            } else { $text =~ /\G(.)/gc; push @tokens, [$1, $at] }
        }
    }
    return @tokens;
}

# The items of WITH among some tokens: the name of each, the tokens where its list begins (the word WITH), where it is
# named, where its query ends, and where it is no longer seen: at the end of the query that WITH belongs to.
sub with_items {
    my (@t) = @_;
    my (@open, %close, @items);
    for my $i (0 .. $#t) {
        if ($t[$i][0] eq '(') { push @open, $i }
        elsif ($t[$i][0] eq ')' && @open) { $close{pop @open} = $i }
    }
    my @lists = ({ends => scalar @t});
    for my $i (0 .. $#t) {
        my $word = $t[$i][0];
        if ($word eq '(') { push @lists, {ends => $close{$i} // scalar @t} }
        elsif ($word eq ')') { pop @lists if @lists > 1 }
        elsif ($word eq ';') { @lists = ({ends => scalar @t}) }
        elsif ($word eq 'WITH') { @{$lists[-1]}{qw(with recursive)} = ($i, ($t[$i + 1] // [''])->[0] eq 'RECURSIVE') }
        next unless $word =~ /^[a-z]\w*$/ && $i && $t[$i - 1][0] =~ /^(?:WITH|RECURSIVE|,)$/ && defined $lists[-1]{with};
        my $j = $i + 1;
        $j = $close{$j} + 1 if $j < @t && $t[$j][0] eq '(' && defined $close{$j};
        next unless $j < @t && $t[$j][0] eq 'AS';
        $j++;
        $j++ while $j < @t && $t[$j][0] =~ /^(?:NOT|MATERIALIZED)$/;
        next unless $j < @t && $t[$j][0] eq '(' && defined $close{$j};
        my $list = $lists[-1];
        my $ends = $list->{ends};
        # Outside of parentheses a query ends with its statement.
        if ($ends == @t) { ($ends) = grep { $_ == @t || $t[$_][0] eq ';' } $i .. @t }
        push @items, {name => $word, with => $list->{with}, named => $i, done => $list->{recursive} ? $list->{with} : $close{$j}, ends => $ends};
    }
    return @items;
}

# Where a name stands for a relation, by the words around it.  A name before a parenthesis
# is a function there; one that WITH introduces is the part's own, once its item is complete.
sub relations {
    my ($p) = @_;
    my @t = tokens($p);
    my (%own, %makes, @reads);
    push @{$own{$_->{name}}}, $_ for with_items(@t);
    my $is_own = sub {
        my ($name, $i, $at) = @_;
        my @seen = grep { $_->{with} < $i && $i < $_->{ends} } @{$own{$name} // []};
        return 1 if grep { $_->{done} < $i } @seen;
        # "x AS (SELECT ... FROM x)" says itself that it reads what lies below. Anything else that is named before it is
        # complete PostgreSQL would look for there without a word.
        return 0 if grep { $_->{named} < $i } @seen;
        fail($at, "\"$name\" is an item of WITH that comes after this one (" . $t[$_->{named}][1] . '); an item reads those before it')
          for @seen;
        return 0;
    };
    my @depth = ({from => 0, expect => 0, call => ''});
    for my $i (0 .. $#t) {
        my ($word, $at) = @{$t[$i]};
        my $before = $i ? $t[$i - 1][0] : '';
        my $d = $depth[-1];
        if ($word eq '(') {
            $d->{expect} = 0;
            push @depth, {from => 0, expect => 0, call => lc $before};
        } elsif ($word eq ')') {
            pop @depth if @depth > 1;
        } elsif ($word eq ';') {
            @depth = ({from => 0, expect => 0, call => ''});
        } elsif ($word eq 'FROM') {
            next if $before eq 'DISTINCT' || $d->{call} =~ /^(?:extract|substring|trim|overlay)$/;
            @$d{qw(from expect)} = (1, 1);
        } elsif ($word =~ /^(?:JOIN|REFERENCES|INTO)$/) {
            $d->{expect} = 1;
        } elsif ($word eq ',') {
            $d->{expect} = 1 if $d->{from};
        } elsif ($word =~ /^(?:SELECT|WHERE|GROUP|ORDER|HAVING|WINDOW|LIMIT|UNION|VALUES|SET|RETURNING)$/) {
            @$d{qw(from expect)} = (0, 0);
        } elsif ($word =~ /^(?:LATERAL|ONLY)$/) {
        } elsif ($word =~ /^[a-z]\w*(?:\.\w+)*$/) {
            my $next = $i < $#t ? $t[$i + 1][0] : '';
            if ($before =~ /^(?:TABLE|VIEW)$/ && $i > 1 && $t[$i - 2][0] eq 'CREATE') {
                $makes{$word} = $at;
            } elsif ($d->{expect} && $word !~ /^(?:sen|pg_catalog)\./ && ($next ne '(' || $before =~ /^(?:REFERENCES|INTO)$/) && !$is_own->($word, $i, $at)) {
                push @reads, [$word, $at];
            } elsif ($before eq 'ON' && grep { $_->[0] =~ /^(?:TRIGGER|INDEX)$/ } @t[($i > 9 ? $i - 9 : 0) .. $i]) {
                push @reads, [$word, $at];
            }
            $d->{expect} = 0;
        }
    }
    return (\%makes, @reads);
}

# The order ------------------------------------------------------------------------

for my $path (glob("$root/tables/*/*.sql"), glob("$root/views/*/*.sql"), glob("$root/reports/*.sql")) {
    my $file = substr $path, length("$root/");
    $part{$file} = read_part($file);
}
my %whole = map { $_ => [expanded($part{$_})] } keys %part;
my %on_day = map { m{(\w+)_on_day\.sql$} ? ($1 => "$1_on_day") : () } keys %part;
for my $file (grep { reads_by_day($_, @{$whole{$_}}) } keys %part) {
    my $tables = join '|', sort keys %on_day;
    $_ = [$_->[0] =~ s/\b((?:FROM|JOIN) )($tables)(?= [a-z])/$1$on_day{$2}/gr, @$_[1, 2]] for @{$whole{$file}};
}
# Tables of cases are read by authority.  A measure that is not counted from cases is of no authority, and shown beside any.
my @by_authority = grep { $_ && !$OF_ALL{$_} } map {
    my $lines = $part{$_}{lines};
    m{^tables/\w+/(\w+)\.sql$} && (grep { $_->[0] =~ /^ {4}local_authority +text/ } @$lines) ? $1 : ();
} sort keys %part;
sub of_shown {
    my ($table, $alias) = @_;
    my $shown = "sen.is_shown(f.local_authority, sen.authorities_shown('$table'::regclass))";
    $shown = "(f.local_authority IS NULL OR $shown)" if $table eq 'measure';
    return '(SELECT ' . join(', ', map { "f.$_" } names_in($root, $table)) . " FROM $table f WHERE $shown) " . ($alias // $table);
}
for my $file (grep { @by_authority && m{^(?:views/[1-689]_|reports/)} } keys %part) {
    my $tables = join '|', @by_authority;
    $_ = [$_->[0] =~ s/\b(FROM|JOIN) ($tables)\b(?! ?[(.])(?: (?!AS\b)([a-z]\w*))?/"$1 " . of_shown($2, $3)/ger, @$_[1, 2]] for @{$whole{$file}};
}
for my $file (sort keys %part) {
    my $p = $part{$file};
    $p->{lines} = $whole{$file};
    my ($makes, @reads) = relations($p);
    @$p{qw(makes reads)} = ([sort keys %$makes], \@reads);
    my ($name) = $file =~ m{(\w+)\.sql$};
    fail("$root/$file:1", 'it makes no table and no view') unless %$makes;
    fail("$root/$file:1", "it makes no relation \"$name\"; a file has the name of the relation in it") if keys %$makes == 1 && !$makes->{$name};
    for (sort keys %$makes) {
        fail($makes->{$_}, "\"$_\" is also made by $maker{$_}") if $maker{$_};
        $maker{$_} = $file;
    }
}
for my $file (sort keys %part) {
    my $p = $part{$file};
    my %needs;
    $maker{$_} or fail($p->{meanings_at}, "no part makes \"$_\"") for @{$p->{meanings}};
    for (@{$p->{reads}}) {
        my ($name, $at) = @$_;
        next if $LOG{$name};
        my $other = $maker{$name} or fail($at, "no part makes \"$name\"");
        next if $other eq $file;
        fail($at, "\"$name\" lies on a higher floor ($other); a part reads only its own floor and lower ones") if $part{$other}{floor} > $p->{floor};
        fail($at, "\"$name\" is a report ($other); a report reads no other") if $p->{floor} == $REPORTS && $part{$other}{floor} == $REPORTS;
        $needs{$other} = $at;
    }
    $p->{needs} = \%needs;
}
my (@order, %state);
sub place {
    my ($file, $at) = @_;
    return if ($state{$file} // '') eq 'placed';
    fail($at, "$file needs this part, and this part needs $file") if $state{$file};
    $state{$file} = 'being placed';
    place($_, $part{$file}{needs}{$_}) for sort keys %{$part{$file}{needs}};
    $state{$file} = 'placed';
    push @order, $file;
}
place($_, "$root/$_:1") for sort { $part{$a}{floor} <=> $part{$b}{floor} || $a cmp $b } keys %part;

# Printing ---------------------------------------------------------------------------

sub text { my ($t) = @_; return defined $t ? "'$t'" : 'NULL' }
sub list { return "'{" . join(',', @_) . "}'" }

# The text of a part or step, its places marked where they do not follow from the line before.
sub body_of {
    my ($file, @lines) = @_;
    my ($body, $in, $next) = ('', '', 0);
    for (@lines) {
        my ($line, $from, $number) = @$_;
        $body .= "--\@ $from:$number\n" if $from ne $in || $number != $next;
        ($in, $next) = ($from, $number + 1);
        $body .= "$line\n";
    }
    fail("$root/$file:1", 'it holds $part$') if index($body, '$part$') >= 0;
    return "\$part\$$body\$part\$";
}

print "INSERT INTO sen.programme_part VALUES\n";
my $position = 0;
for my $file (grep { $part{$_}{floor} != $REPORTS } @order) {
    my $p = $part{$file};
    printf "%s(%d, '%s', '%s', %s, %s, %s, %s, %s, %s, %s)", $position ? ",\n" : '', ++$position, $file,
      $p->{floor} ? 'view' : 'table', list(@{$p->{makes}}),
      text($p->{read} eq 'nobody' ? undef : $p->{read}), text($p->{write}), $p->{tracked} ? 'true' : 'false', $p->{filled} ? 'true' : 'false', list(@{$p->{meanings}}), body_of($file, @{$p->{lines}});
}
print ";\n";

my @reports = grep { $part{$_}{floor} == $REPORTS } @order;
print "INSERT INTO sen.report_part VALUES\n" if @reports;
for my $i (0 .. $#reports) {
    my $p = $part{$reports[$i]};
    printf "%s(%d, '%s', %s, %s, %s)", $i ? ",\n" : '', $i + 1, $reports[$i], list(@{$p->{makes}}), list(@{$p->{meanings}}), body_of($reports[$i], @{$p->{lines}});
}
print ";\n" if @reports;

my @steps = sort map { substr $_, length("$root/") } glob("$root/steps/*.sql");
for my $i (0 .. $#steps) {
    my $file = $steps[$i];
    my (%step, @renames);
    open my $in, '<', "$root/$file" or fail("$root/$file:1", "cannot be read: $!");
    my @lines;
    while (my $line = <$in>) {
        chomp $line;
        if (!@lines && $line =~ /^-- (title|version|retires): (.*)$/) { $step{$1} = $2 }
        elsif (!@lines && $line =~ /^-- renames: ((?:(\w+)\.)?(\w+) (\w+))$/) {
            push @renames, $1;
            $maker{$2 // $4} or fail("$root/$file:$.", 'no part makes "' . ($2 // $4) . '"');
            $maker{$3} and fail("$root/$file:$.", "\"$3\" is still made by $maker{$3}") unless defined $2;
        }
        elsif (!@lines && $line =~ /^-- renames:/) { fail("$root/$file:$.", 'what is renamed is "A B" or "VIEW.A B"') }
        else { push @lines, [$line, $file, $.] }
    }
    close $in;
    fail("$root/$file:1", sprintf('step %d begins with %03d_', $i + 1, $i + 1)) unless index($file, sprintf('steps/%03d_', $i + 1)) == 0;
    fail("$root/$file:1", 'a step has a title of words and a version ("-- title: ", "-- version: ")')
      unless ($step{title} // '') =~ /^[\w ,()-]+$/ && ($step{version} // '') =~ /^\d+\.\d+\.\d+$/;
    my @retires = split /, /, $step{retires} // '';
    $maker{$_} and fail("$root/$file:1", "\"$_\" is still made by $maker{$_}") for @retires;
    print $i ? ",\n" : "INSERT INTO sen.programme_step VALUES\n";
    printf "(%d, '%s', '%s', '%s', %s, %s, %s)", $i + 1, $step{version}, $step{title}, $file, list(@retires), list(@renames), body_of($file, @lines);
}
print ";\n" if @steps;
