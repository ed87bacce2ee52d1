/*
 * replaced_limits.c --- sen.replaced_limits(): what ends the clock of a time
 * limit before its duty is done, and which clock binds instead, as rows.
 *
 * The rows are in replaced_*.inc, grouped by what happens.  One there may name
 * several limits that end in the same way; sen.replaced_limits() gives a row
 * for each.  An event that starts a clock has the name that it has everywhere;
 * rows with the same event and the same words for it happen together.
 */
#include "postgres.h"
#include "compat.h"

#include "deadline/instruments.h"
#include "deadline/replaced_limits.h"
#include "deadline/time_limit.h"
#include "funcapi.h"
#include "utils/builtins.h"

PG_FUNCTION_INFO_V1(sen_replaced_limits);

#define REPLACED_COLUMNS 13

/* How sure. */
#define TEXT_READ "operative text read"
#define BINDS_INSTEAD "operative text read for the new clock; that it ends the earlier one is inferred"
#define INFERRED "inferred"
#define SECONDARY_READ "secondary source read"
#define DECISIONS_IN_PART "the decisions read in part"

/* Words that several rows share. */
#define NOT_SAID "No provision says so: it follows from what the duty is about."
#define AS_AN_ORDER "Unless the parties agree another time in writing (reg 42(5))."
#define DET_AS_AN_ORDER "Unless the parties agree another time in writing (reg 27(4))."
#define BEFORE_RESPONSE "Only where the authority notifies the Tribunal before its response (reg 45(1)); later, by consent order or not at all: see refusal_withdrawn."
#define AGREEMENT "agreement at mediation that the authority will "
#define CONSENT "a consent order, after the authority had not opposed the appeal, "
#define ORDER "order of the Tribunal "
#define NOT_OPPOSED "the authority notifies the Tribunal, before its response, that it will not oppose the appeal against "
#define REQUEST_OUTCOME "ehc_request.request_outcome, ehc_request.request_outcome_on"
#define ASSESSMENT_OUTCOME "ehc_request.assessment_outcome, ehc_request.assessment_outcome_on"
#define APPEAL_ORDER "case_event.happened_on, case_event.time_limit"
#define LEFT_THE_AREA "ehc_request.exported_to, ehc_request.closed_on"
#define REVIEW_OUTCOME "annual_review.outcome, annual_review.decision_sent_on"
#define AMENDED_PLAN "annual_review.amended_plan_sent_on"

/* Limits that end together. */
#define AMENDING "amendment_comment_window final_amended_plan no_amend_after_proposal amended_plan_longstop amend_without_review_comment_window amend_without_review"
#define REVIEWING "review_meeting_notice review_papers review_report review_decision"
#define YEARLY "first_review next_review post_reassessment_review"
#define PHASES "phase_transfer_post16 phase_transfer_other post16_to_post16"
#define REASSESSING "reassess_decision reassess_final_plan"
#define MOVING "plan_transfer_on_move plan_transfer_late_notice plan_transfer_family_notice plan_transfer_review_after_review plan_transfer_review_after_transfer icb_move_notice icb_move_late_notice icb_move_request icb_change_notice icb_change_request"
#define ORDERED_ASSESSMENT "order_assess_notice order_assess_no_plan order_assess_final_plan"
#define ORDERED_PLAN "order_make_plan_draft order_make_plan_final order_reconsider"
#define ORDERED_CHANGE "order_amend_provision order_name_school order_continue order_continue_amend"
#define UNOPPOSED_ASSESSMENT "unopposed_assess_notice unopposed_no_plan unopposed_assess_final"
#define UNOPPOSED_PLAN "unopposed_make_plan_draft unopposed_make_plan_final"
#define UNOPPOSED_CHANGE "unopposed_contents unopposed_school unopposed_cease unopposed_cease_amend"
#define MEDIATING "notify_icb_mediation_issues arrange_mediation_health_only arrange_mediation_mixed arrange_mediation mediation_date_notice"
#define DET_ORDERED "det_order_assess_notice det_order_assess_no_plan det_order_assess_final_plan det_order_make_plan_draft det_order_make_plan_final det_order_reconsider det_order_name_school"

const ReplacedLimit replaced_limits[] = {
#include "deadline/replaced_request_to_plan.inc"
#include "deadline/replaced_reviews.inc"
#include "deadline/replaced_tribunal.inc"
#include "deadline/replaced_detained.inc"
#include "deadline/replaced_other.inc"
};

const int	replaced_limit_count = lengthof(replaced_limits);

/*
 * PutReplaced adds the row of one limit.
 */
static void
PutReplaced(ReturnSetInfo *result, const TimeLimit *limit, const ReplacedLimit *row)
{
	bool		runs_again = strcmp(row->effect, RESTARTS) == 0;
	bool		new_clock = runs_again || row->replaced_by != NULL;
	const char *texts[REPLACED_COLUMNS] = {
		NULL, row->event, row->matter, row->ended_by, row->effect, NULL,
		!new_clock ? NULL : row->counted_from != NULL ? row->counted_from : row->event,
		row->point, NULL, row->citation, row->certainty,
		row->recorded_in == NULL && row->event != NULL ? "case_event.event" : row->recorded_in, row->remark
	};
	Datum		values[REPLACED_COLUMNS];
	bool		nulls[REPLACED_COLUMNS];

	for (int c = 0; c < REPLACED_COLUMNS; c++)
		PutText(values, nulls, c, texts[c]);
	nulls[0] = nulls[8] = false;
	values[0] = Int16GetDatum(limit->code);
	nulls[5] = !new_clock;
	if (new_clock)
		values[5] = Int16GetDatum(runs_again ? limit->code : TimeLimitByName(row->replaced_by)->code);
	values[8] = BoolGetDatum(!row->not_taken);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * sen.replaced_limits() --- a row for each limit and what ends its clock.
 */
Datum
sen_replaced_limits(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	for (int i = 0; i < (int) lengthof(replaced_limits); i++)
	{
		const char *names = replaced_limits[i].limits;
		const char *name;
		int			length;

		while ((name = NextName(&names, &length)) != NULL)
			PutReplaced(result, TimeLimitByName(pnstrdup(name, length)), &replaced_limits[i]);
	}
	return (Datum) 0;
}
