/*
 * queue_names.c --- types sen.stage, what an open case waits for, and
 * sen.issue_order, which case is issued next.
 *
 * Like sen.bucket: two bytes, by value, the name in text and binary.
 */
#include "postgres.h"
#include "compat.h"

#include "recovery/queue.h"

static const char *const stage_names[STAGES] = {"decision", "advice", "plan"};

static const char *const issue_order_names[ISSUE_ORDERS] = {
	"oldest", "newest", "in_time_first", "share", "as_observed"
};

static const char *
StageNameAt(int place)
{
	return stage_names[place];
}

static const char *
IssueOrderNameAt(int place)
{
	return issue_order_names[place];
}

/* The codes of both types are the values of their enums. */
static int16
CodeAt(int place)
{
	return place;
}

static const char *
StageNameOf(int16 code)
{
	return StageName(CheckStage(code));
}

static const char *
IssueOrderNameOf(int16 code)
{
	return IssueOrderName(CheckIssueOrder(code));
}

static const int stage_count = STAGES;
static const int issue_order_count = ISSUE_ORDERS;

#define STAGES_ARE "The stages are decision, advice and plan"
#define ISSUE_ORDERS_ARE "The orders are oldest, newest, in_time_first, share and as_observed"

static const NameType stage_type = {
	.type = "sen.stage",
	.noun = "stage",
	.lists_all = STAGES_ARE,
	.none_near = STAGES_ARE,
	.count = &stage_count,
	.name_at = StageNameAt,
	.code_at = CodeAt,
	.name_of = StageNameOf
};

static const NameType issue_order_type = {
	.type = "sen.issue_order",
	.noun = "order of issuing",
	.lists_all = ISSUE_ORDERS_ARE,
	.none_near = ISSUE_ORDERS_ARE,
	.count = &issue_order_count,
	.name_at = IssueOrderNameAt,
	.code_at = CodeAt,
	.name_of = IssueOrderNameOf
};

NAME_TYPE_FUNCTIONS(stage, &stage_type)
NAME_TYPE_FUNCTIONS(issue_order, &issue_order_type)

/*
 * StageName is the name of a stage.
 */
const char *
StageName(Stage stage)
{
	return stage_names[stage];
}

/*
 * IssueOrderName is the name of an order.
 */
const char *
IssueOrderName(IssueOrder order)
{
	return issue_order_names[order];
}

/*
 * CheckStage is the stage of a stored code.
 */
Stage
CheckStage(int16 code)
{
	if (unlikely(code < 0 || code >= STAGES))
		RefuseCode(&stage_type, code);
	return (Stage) code;
}

/*
 * CheckIssueOrder is the order of a stored code.
 */
IssueOrder
CheckIssueOrder(int16 code)
{
	if (unlikely(code < 0 || code >= ISSUE_ORDERS))
		RefuseCode(&issue_order_type, code);
	return (IssueOrder) code;
}
