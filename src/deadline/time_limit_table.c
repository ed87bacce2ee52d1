/*
 * time_limit_table.c --- the statutory time limits of English SEND law.
 *
 * Facts from the consolidated SEND Regulations 2014 (SI 2014/1530), the
 * Children and Families Act 2014 and the SEND Code of Practice 0-25.  Where no
 * source gives a figure the row says so; where sources disagree the remark
 * says so.  A code is written into users' tables: give a new limit the next
 * free code of its section, and never change or reuse one.
 *
 * Codes 101 to 199: from the request to the plan.
 */
#include "postgres.h"
#include "compat.h"

#include "deadline/time_limit.h"

#define REQUEST_TO_PLAN "request, assessment and plan"
#define RECEIPT "receipt of the request under section 36(1), or becoming responsible under section 24"
#define OPERATIVE_TEXT_READ "operative text read"
#define SECTION_24_UNVERIFIED "operative text read; what brings a child to notice under section 24 is not verified"

const TimeLimit time_limits[] = {
	{
		101, "no_assess_determination_notice", REQUEST_TO_PLAN,
		"notify that, as determined under section 36(5), plan provision will not be necessary",
		RECEIPT,
		COUNT_AFTER, UNIT_WEEK, 6, SENSE_LATEST,
		"local authority", "child's parent or young person",
		"SEND Regulations 2014 reg 4(1)",
		NULL, RELAXED_EXCEPTION, "statute", SECTION_24_UNVERIFIED,
		"No exception is listed for this limit, unlike reg 5."
	},
	{
		102, "assess_decision", REQUEST_TO_PLAN,
		"decide whether to assess, and notify; also as soon as practicable",
		RECEIPT,
		COUNT_AFTER, UNIT_WEEK, 6, SENSE_LATEST,
		"local authority", "child's parent or young person, and those notified under reg 4(2)",
		"SEND Regulations 2014 reg 5(1)",
		"reg 5(4)(a)-(d): closure of school or post-16 institution, closure of early years provider, exceptional personal circumstances, absence of 4 weeks or more",
		RELAXED_EXCEPTION, "statute", SECTION_24_UNVERIFIED,
		NULL
	},
	{
		103, "assess_advice_response", REQUEST_TO_PLAN,
		"respond to the authority's request for co-operation in the assessment",
		"receipt by the body of the authority's request under section 31",
		COUNT_AFTER, UNIT_WEEK, 6, SENSE_LATEST,
		"body asked under section 31, such as a health body", "local authority",
		"SEND Regulations 2014 reg 8(1)",
		"reg 8(2)(a)-(c): exceptional circumstances, absence of 4 weeks or more, missed appointment with that body; no closure exception",
		RELAXED_EXCEPTION, "statute", OPERATIVE_TEXT_READ,
		"Applies on re-assessment too (reg 26(2)). Guidance extends six weeks to everyone who gives advice; the regulation binds section 31 bodies."
	},
	{
		104, "no_plan_decision", REQUEST_TO_PLAN,
		"notify that no plan will be issued",
		RECEIPT,
		COUNT_AFTER, UNIT_WEEK, 16, SENSE_LATEST,
		"local authority", "child's parent or young person, integrated care board, head of the institution",
		"SEND Regulations 2014 reg 10(1)",
		"reg 10(4)(a)-(d): closure of school or post-16 institution, closure of early years provider, exceptional personal circumstances, absence of 4 weeks or more",
		RELAXED_EXCEPTION, "statute", SECTION_24_UNVERIFIED,
		NULL
	},
	{
		105, "draft_plan_comment_window", REQUEST_TO_PLAN,
		"allow at least 15 days for views on the draft plan",
		"service of the draft plan",
		COUNT_FROM, UNIT_DAY, 15, SENSE_AT_LEAST,
		"local authority", "child's parent or young person",
		"SEND Regulations 2014 reg 13(1)(a); Children and Families Act 2014 s.38(4), s.39(1)",
		NULL, RELAXED_NOT, "statute", OPERATIVE_TEXT_READ,
		"A minimum: the day of service is day 1, and the family may answer up to the end of the last day. Calendar days; a parents' guide that says working days is wrong on the text."
	},
	{
		106, "school_consult_response", REQUEST_TO_PLAN,
		"respond to the consultation on naming the institution; the authority has to decide in any case",
		"consultation (sent or received is not specified)",
		COUNT_AFTER, UNIT_DAY, 15, SENSE_LATEST,
		"school or other institution", "local authority",
		"SEND Code of Practice 0-25 (2015) para 9.83",
		NULL, RELAXED_NOT_APPLICABLE, "guidance", "secondary source read",
		"Guidance (\"should\"), not statute."
	},
	{
		107, "draft_plan_issue", REQUEST_TO_PLAN,
		"issue the draft plan",
		"no clock in the regulations",
		COUNT_NONE, UNIT_NONE, 0, SENSE_NONE,
		"local authority", "child's parent or young person",
		"no provision; compare SEND Regulations 2014 reg 13",
		NULL, RELAXED_NOT_APPLICABLE, "practice", "secondary source read",
		"No statutory limit. IPSEA works back to 14 weeks from the request; the Code's diagram and most authorities use 16."
	},
	{
		108, "final_plan", REQUEST_TO_PLAN,
		"send the final plan; also as soon as practicable",
		RECEIPT,
		COUNT_AFTER, UNIT_WEEK, 20, SENSE_LATEST,
		"local authority", "child's parent or young person, institution named, integrated care board",
		"SEND Regulations 2014 reg 13(2)",
		"reg 10(4)(a)-(d) by reg 13(3): closure of school or post-16 institution, closure of early years provider, exceptional personal circumstances, absence of 4 weeks or more",
		RELAXED_EXCEPTION, "statute", SECTION_24_UNVERIFIED,
		"Reg 13(2) says \"for the child\" only, reg 10(1) \"child or young person\". In R (W) v Hertfordshire [2023] EWHC 3138 (Admin), read in summary, time ran from the original request although the refusal had been conceded."
	},
	{
		109, "recent_assessment_bar", REQUEST_TO_PLAN,
		"no duty to consider an assessment arises until the period has passed",
		"last assessment under section 36 or 71",
		COUNT_AFTER, UNIT_MONTH, 6, SENSE_AT_LEAST,
		"local authority", "child's parent or young person",
		"Children and Families Act 2014 s.36(6)(b), s.36(7)",
		NULL, RELAXED_NOT, "statute", OPERATIVE_TEXT_READ,
		"A bar, not a duty: due_date is its last day."
	},
	{
		110, "stay_at_special_school_after_no_plan", REQUEST_TO_PLAN,
		"the child or young person may stay at the special school or institution",
		"service of the notice under section 36(9) that no plan is needed",
		COUNT_AFTER, UNIT_SCHOOL_DAY, 10, SENSE_AT_LEAST,
		"special school or post-16 institution", "child or young person",
		"Children and Families Act 2014 s.48(1)(a), s.48(2)",
		NULL, RELAXED_NOT, "statute", OPERATIVE_TEXT_READ,
		"Counted in days on which the institution is open to admit."
	},
};

const int	time_limit_count = lengthof(time_limits);
