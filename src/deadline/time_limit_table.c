/*
 * time_limit_table.c --- the statutory time limits of English SEND law.
 *
 * Facts from the consolidated SEND Regulations 2014 (SI 2014/1530), the SEND
 * (Detained Persons) Regulations 2015 (SI 2015/62), the Recommendations Power
 * Regulations 2017 (SI 2017/1306), the Personal Budgets Regulations 2014 (SI
 * 2014/1652), Part 3 of the Children and Families Act 2014, the rules of the
 * Tribunal and the SEND Code of Practice 0-25.  Where no source gives a figure
 * the row says so; where sources disagree the remark says so.
 *
 * The rows are in limits_*.inc, one file for each section, in order of code.
 * A code is written into users' tables: its hundreds are the section.  Give a
 * new limit the next free code of its section, and never change or reuse one.
 */
#include "postgres.h"
#include "compat.h"

#include "deadline/instruments.h"
#include "deadline/time_limit.h"

/* Who owes, and to whom. */
#define AUTHORITY "local authority"
#define HOME_AUTHORITY "home authority"
#define FAMILY "child's parent or young person"
#define ADVISER "mediation adviser"
#define TRIBUNAL "First-tier Tribunal"
#define SECRETARY_OF_STATE "Secretary of State"
#define BOARD "responsible commissioning body (integrated care board)"
#define PLAN_RECIPIENTS "child's parent or young person, institution named, integrated care board"
#define DETAINED_FAMILY "appropriate person (child's parent or young person)"
#define DETAINED_AND_CUSTODY "appropriate person (child's parent or young person), person in charge of the youth accommodation"

/* Standing. */
#define STATUTE "statute"
#define TRIBUNAL_RULE "tribunal rule"
#define CASE_LAW "case law"
#define GUIDANCE "guidance"
#define PRACTICE "practice"

/* How sure. */
#define READ "operative text read"
#define SECONDARY "secondary source read"
#define BUT_WORKING_DAY "; it does not define \"working day\", so the meaning used here is inferred"
#define BUT_BOARD "; that the commissioning body is now an integrated care board is not verified"
#define BUT_CLEAR "; whether \"at least\" excludes both the first and the last day is not settled"
#define READ_SECTION_24 READ "; what brings a child to notice under section 24 is not verified"
#define READ_WORKING_DAYS READ BUT_WORKING_DAY
#define READ_WORKING_DAYS_BOARD READ BUT_WORKING_DAY BUT_BOARD

const TimeLimit time_limits[] = {
#include "deadline/limits_request_to_plan.inc"
#include "deadline/limits_moves.inc"
#include "deadline/limits_reviews.inc"
#include "deadline/limits_mediation.inc"
#include "deadline/limits_tribunal.inc"
#include "deadline/limits_detained.inc"
#include "deadline/limits_other.inc"
};

const int	time_limit_count = lengthof(time_limits);

/*
 * TimeLimitSection names the part of the process: the hundreds of the code.
 */
const char *
TimeLimitSection(const TimeLimit *limit)
{
	static const char *const sections[] = {
		NULL,
		"request, assessment and plan",
		"moves between areas",
		"reviews, amendment, re-assessment and ceasing",
		"mediation",
		"Tribunal",
		"detained children and young people",
		"other duties"
	};
	int			section = limit->code / 100;

	Assert(section > 0 && section < (int) lengthof(sections));
	return sections[section];
}
