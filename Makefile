# sen_improvement: build with PGXS, or try it out with `make demo`.
# `make help` lists the targets.

EXTENSION   = sen_improvement
MODULE_big  = sen_improvement

# The control file holds the only version number.
EXTVERSION := $(shell sed -n "s/^default_version *= *'\([^']*\)'.*/\1/p" $(EXTENSION).control)

SRC_HEADERS := $(wildcard src/*.h src/*/*.h src/*/*.inc src/ledger/*/*.h)
SRC_SQL     := $(filter-out src/upgrade/%,$(wildcard src/*.sql src/*/*.sql src/ledger/*/*.sql))
PART_FILES  := $(wildcard src/programme/tables/*/*.sql src/programme/views/*/*.sql src/programme/reports/*.sql \
	src/programme/steps/*.sql)
OBJS        := $(patsubst %.c,%.o,$(sort $(wildcard src/*.c src/*/*.c src/ledger/*/*.c)))

# The install script is joined from these, in this order; each may pull in further
# files, and templates with values (see scripts/join.awk).
INSTALL_PARTS = src/sen_improvement.sql \
	src/words/words.sql \
	src/calendar/calendar.sql \
	src/calendar/working_days.sql \
	src/deadline/deadline.sql \
	src/proportion/proportion.sql \
	src/trend/trend.sql \
	src/spc/spc.sql \
	src/timeliness/timeliness.sql \
	src/recovery/recovery.sql \
	src/risk/risk.sql \
	src/ledger/tree/merkle.sql \
	src/ledger/entry/entry.sql \
	src/ledger/log/log.sql \
	src/ledger/index/index.sql \
	src/ledger/write/track.sql \
	src/ledger/write/watch.sql \
	src/ledger/seal/seal.sql \
	src/ledger/read/read.sql \
	src/ledger/read/change_words.sql \
	src/ledger/verify/verify.sql \
	src/intake/intake.sql \
	src/intake/rows.sql \
	src/intake/export.sql \
	src/intake/sen2.sql \
	src/intake/published.sql \
	src/intake/release_shapes.sql \
	src/programme/programme.sql \
	src/programme/shown.sql \
	src/programme/request_status.sql \
	src/programme/case_event.sql \
	src/programme/recorded.sql \
	src/programme/plan_changes.sql \
	src/programme/data_day.sql \
	src/programme/load_release.sql \
	src/programme/recovery_backtest.sql \
	src/programme/recovery_tables.sql \
	src/programme/project_scenarios.sql \
	src/programme/part.sql \
	src/programme/gather.sql \
	src/programme/distribute.sql \
	src/programme/reports.sql \
	src/programme/upgrade.sql \
	src/programme/lay_out.sql \
	src/programme/create_programme.sql \
	src/programme/access.sql \
	src/programme/limit_access.sql \
	$(PARTS_SQL) \
	src/board/board_pack.sql \
	src/board/papers.sql \
	src/board/pages.sql \
	src/private.sql
# The tables, views and steps of a programme, as the rows that hold them.
PARTS_SQL     = programme_parts.sql
INSTALL_SQL   = $(EXTENSION)--$(EXTVERSION).sql

# The upgrade script from the version before is joined too, while this one is not released.
UPGRADE_SQL = $(patsubst src/upgrade/%.in,%,$(wildcard src/upgrade/$(EXTENSION)--*--$(EXTVERSION).sql.in))

DATA_built = $(INSTALL_SQL) $(UPGRADE_SQL)
# Upgrade scripts, and the frozen install scripts of released versions.
DATA       = $(wildcard src/upgrade/$(EXTENSION)--*.sql)

REGRESS      = $(sort $(patsubst sql/%.sql,%,$(wildcard sql/*.sql)))
REGRESS_OPTS = --inputdir=.

PG_CPPFLAGS = -I$(srcdir)/src $(if $(LIBCRYPTO),-DSEN_LIBCRYPTO)
# Only what SQL names is exported; 16 and later build extensions so by themselves.
# Inline functions in the server headers have unused parameters.
# Multiplying and adding are rounded one by one on every machine, so that a projection of a seed is the same on all.
PG_CFLAGS   = -ffp-contract=off -fvisibility=hidden -Wall -Wextra -Wno-unused-parameter $(CLANG_QUIET) $(if $(filter 1,$(WERROR)),-Werror)
# A server built with gcc has options and attributes that clang would warn of.
CLANG_QUIET = $(if $(findstring clang,$(shell $(CC) --version 2>/dev/null)),-Wno-unknown-warning-option -Wno-ignored-optimization-argument -Wno-ignored-attributes)

# Where the server has its hashes from OpenSSL and its headers are there, ours come
# from its libcrypto without a detour (see src/ledger/tree/sha256.c). LIBCRYPTO= is without.
# A variable, since versions of make differ on how a "#" is written in $(shell).
HASH      := \#
LIBCRYPTO  = $(shell printf '%s\n' '$(HASH)include <pg_config.h>' '$(HASH)ifndef USE_OPENSSL' '$(HASH)error' '$(HASH)endif' '$(HASH)include <openssl/evp.h>' | \
	$(CC) $(CPPFLAGS) -I$(dir $(PG_HEADER)) -E - >/dev/null 2>&1 && echo -lcrypto)
SHLIB_LINK = $(LIBCRYPTO)

EXTRA_CLEAN = programme_parts.sql programme_parts.sql.tmp $(EXTENSION)--*.sql $(EXTENSION)--*.sql.tmp $(EXTENSION)-*.zip \
	results output_iso tmp_check regression.diffs regression.out .build

PG_CONFIG ?= pg_config
# A client-only installation has a pg_config, and perhaps PGXS, but no headers.
PG_HEADER := $(wildcard $(shell $(PG_CONFIG) --includedir-server 2>/dev/null)/postgres.h)
PGXS      := $(if $(PG_HEADER),$(wildcard $(shell $(PG_CONFIG) --pgxs 2>/dev/null)))

all:

ifneq ($(PGXS),)
include $(PGXS)
override BITCODE_CFLAGS += -ffp-contract=off

$(OBJS) $(OBJS:.o=.bc): $(SRC_HEADERS)
else
BUILD_TARGETS = all install uninstall installcheck installdirs
.PHONY: $(BUILD_TARGETS) clean
$(BUILD_TARGETS):
	@echo "make $@: the PostgreSQL server headers are missing ($(PG_CONFIG) names none that exist)." >&2
	@echo "On Debian or Ubuntu install postgresql-server-dev-NN (NN = the server's major version);" >&2
	@echo "elsewhere the package is often named postgresqlNN-devel. Or give PG_CONFIG=/path/to/pg_config." >&2
	@exit 1

clean:
	rm -rf $(OBJS) $(OBJS:.o=.bc) $(MODULE_big).so $(EXTRA_CLEAN)
endif

$(PARTS_SQL): $(PART_FILES) scripts/parts.pl
	perl scripts/parts.pl src/programme > $@.tmp
	mv $@.tmp $@

$(INSTALL_SQL): $(INSTALL_PARTS) $(SRC_SQL) scripts/join.awk $(EXTENSION).control
	awk -v root=src -f scripts/join.awk $(INSTALL_PARTS) > $@.tmp
	mv $@.tmp $@

$(UPGRADE_SQL): %: src/upgrade/%.in $(SRC_SQL) $(PARTS_SQL) scripts/join.awk
	awk -v root=src -f scripts/join.awk $< > $@.tmp
	mv $@.tmp $@

# These work without PostgreSQL: the scripts find or install what they need.
.PHONY: demo demo-shell demo-page test try try-stop reference mutation soak bench situations dist help
demo:
	@scripts/demo.sh

demo-shell:
	@scripts/demo.sh --shell

demo-page:
	@scripts/demo.sh --page

test:
	@scripts/test.sh

try:
	@scripts/try.sh

try-stop:
	@scripts/try.sh --stop

reference:
	@scripts/try.sh --reference

mutation:
	@test/mutation/run.sh

soak:
	@scripts/soak.sh

bench:
	@scripts/bench.sh

situations:
	@scripts/situations.sh

dist:
	git archive --format=zip --prefix=$(EXTENSION)-$(EXTVERSION)/ -o $(EXTENSION)-$(EXTVERSION).zip HEAD

help:
	@echo "make               build (needs the PostgreSQL server headers)"
	@echo "make install       install into the PostgreSQL of PG_CONFIG"
	@echo "make uninstall     remove it again"
	@echo "make installcheck  regression tests against your own running server"
	@echo "make demo          load the example programme into a private server and print its board"
	@echo "make demo-shell    the same, then psql in that database; all is removed when you leave"
	@echo "make demo-page     the same as make demo, then serve the pack as a page on the loopback address"
	@echo "make test          every test, in a private server"
	@echo "make try           the tests named by TESTS, on a server that stays up for the next time"
	@echo "make try-stop      stop that server and remove its files"
	@echo "make reference     print the pages of doc/ that the catalogue is the source of, on that server"
	@echo "make mutation      put faults into the code one at a time and say which the tests notice (test/mutation/run.sh has the options; long)"
	@echo "make soak          random tests, sanitizers, PostgreSQL 17, upgrade, sqlsmith (scripts/soak.sh has the options; long)"
	@echo "make bench         benchmarks, in a private server"
	@echo "make situations    as root: make demo and make test on bare Debian systems (long)"
	@echo "make dist          zip of the last commit for PGXN"
	@echo "make clean         remove what make built here"
	@echo
	@echo "PG_CONFIG=PATH     which PostgreSQL (else the newest that is installed)"
	@echo "CC=clang           other compiler; WERROR=1 makes warnings errors"
	@echo "KEEP=1             demo, test, bench: keep the private directory"
	@echo "LAYERS=\"regress pgtap\"  test: only these of package regress pgtap isolation tap citus"
	@echo "TESTS=\"name name\"       test: only these files (names without suffix)"
	@echo "RELEASES=trixie    situations: only these; SITUATIONS=\"nothing older\" likewise"
	@echo "PARTS=\"fuzz upgrade\"   soak: only these; SYSTEMS=DIRECTORY keeps its Debian systems"
	@echo "JOBS=4             test: so many files at once (else one more than there are processors)"
	@echo "ACCEPT=1           test: take the output of pg_regress as the expected output"
