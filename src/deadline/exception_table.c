/*
 * exception_table.c --- the circumstances that lift a time limit, and the
 * provisions that list them.
 *
 * One row for each kind in each provision: where a provision reaches the same
 * kind twice, of itself and by reference, the citation names both.  What the
 * 2020 regulations (SI 2020/471) added is not here but in TimeLimit.relaxed.
 */
#include "postgres.h"
#include "compat.h"

#include "deadline/exception.h"

#define SEND_REG "SEND Regulations 2014 reg "
#define DETAINED_REG "SEND (Detained Persons) Regulations 2015 reg "
#define RECOMMENDATIONS_REG "SEND (First-tier Tribunal Recommendations Power) Regulations 2017 reg "

#define CONSENT_GIVEN "The child's parent or the young person consents to shorter notice."
#define AGREED_OTHERWISE "The parties to the mediation agree in writing on other times."
#define DIRECTED_OTHERWISE "The Tribunal directs another time."

#define CHILD_FAMILY "the child, the child's parent or the young person"
#define DETAINED_FAMILY "the detained person or, if a child, the parent"

#define CLOSED_AND_ASKED "was asked for advice between one week before it closed, for at least 4 weeks on end, and one week before it re-opens"
#define SCHOOL_CLOSED "The head or principal of a school or post-16 institution " CLOSED_AND_ASKED "."
#define EARLY_YEARS_CLOSED "The person responsible for special educational needs, or for the child's education, at an early years provider " CLOSED_AND_ASKED "."
#define PERSONAL "Exceptional personal circumstances affect " CHILD_FAMILY " during the period."
#define ABSENT_4_WEEKS "One of the child, the child's parent or the young person is away from the authority's area for at least 4 weeks on end during the period."
#define ABSENT_2_WEEKS "One of the child, the child's parent or the young person is away from the authority's area for at least 2 weeks on end during the period."
#define DETAINED_PERSONAL "Exceptional personal circumstances affect " DETAINED_FAMILY ", during the period."
#define DETAINED_ABSENT_4_WEEKS "If the detained person is a child, the parent is away from the authority's area for at least 4 weeks on end during the period."
#define DETAINED_ABSENT_2_WEEKS "If the detained person is a child, the parent is away from the authority's area for at least 2 weeks on end during the period."

/* Reg 10(4)(a)-(d), for a provision that refers to them; own: its own provision on (c). */
#define REG_10_4_BY(set, by, own) \
	{set, "school_closure", SEND_REG "10(4)(a) by " by, SCHOOL_CLOSED}, \
	{set, "early_years_closure", SEND_REG "10(4)(b) by " by, EARLY_YEARS_CLOSED}, \
	{set, "personal_circumstances", own SEND_REG "10(4)(c) by " by, PERSONAL}, \
	{set, "absence_4_weeks", SEND_REG "10(4)(d) by " by, ABSENT_4_WEEKS}

const ExceptionKind exception_kinds[] = {
	{1, "school_closure", "a school or post-16 institution asked for advice was closed for at least 4 weeks on end"},
	{2, "early_years_closure", "an early years provider asked for advice was closed for at least 4 weeks on end"},
	{3, "personal_circumstances", "exceptional personal circumstances"},
	{4, "circumstances", "exceptional circumstances, personal or not: for bodies asked for advice"},
	{5, "absence_4_weeks", "absence from the authority's area for at least 4 weeks on end"},
	{6, "absence_2_weeks", "absence from the authority's area for at least 2 weeks on end: for steps after an appeal"},
	{7, "missed_appointment", "an appointment for an examination or test, made by the body asked for advice, was missed"},
	{8, "agreement", "the parties to a mediation agreed in writing on other times"},
	{9, "consent", "the family consented to shorter notice"},
	{10, "tribunal_direction", "the Tribunal set another time"},
};

const int	exception_kind_count = lengthof(exception_kinds);

const ExceptionRule exception_rules[] = {
	{EXCEPTIONS_REG_5_4, "school_closure", SEND_REG "5(4)(a)", SCHOOL_CLOSED},
	{EXCEPTIONS_REG_5_4, "early_years_closure", SEND_REG "5(4)(b)", EARLY_YEARS_CLOSED},
	{EXCEPTIONS_REG_5_4, "personal_circumstances", SEND_REG "5(4)(c)", PERSONAL},
	{EXCEPTIONS_REG_5_4, "absence_4_weeks", SEND_REG "5(4)(d)", ABSENT_4_WEEKS},

	{EXCEPTIONS_REG_8_2, "circumstances", SEND_REG "8(2)(a)",
	"Exceptional circumstances, personal or not, affect " CHILD_FAMILY " during the 6 weeks."},
	{EXCEPTIONS_REG_8_2, "absence_4_weeks", SEND_REG "8(2)(b)",
	"One of the child, the child's parent or the young person is away from the authority's area for at least 4 weeks on end during the 6 weeks."},
	{EXCEPTIONS_REG_8_2, "missed_appointment", SEND_REG "8(2)(c)",
	"The child or young person misses an appointment of that body for an examination or test during the 6 weeks."},

	{EXCEPTIONS_REG_10_4, "school_closure", SEND_REG "10(4)(a)", SCHOOL_CLOSED},
	{EXCEPTIONS_REG_10_4, "early_years_closure", SEND_REG "10(4)(b)", EARLY_YEARS_CLOSED},
	{EXCEPTIONS_REG_10_4, "personal_circumstances", SEND_REG "10(4)(c)", PERSONAL},
	{EXCEPTIONS_REG_10_4, "absence_4_weeks", SEND_REG "10(4)(d)", ABSENT_4_WEEKS},

	REG_10_4_BY(EXCEPTIONS_REG_13_3, "reg 13(3)", ""),

	{EXCEPTIONS_REG_27_3, "school_closure", SEND_REG "27(3)(a)", SCHOOL_CLOSED},
	{EXCEPTIONS_REG_27_3, "early_years_closure", SEND_REG "27(3)(b)", EARLY_YEARS_CLOSED},
	{EXCEPTIONS_REG_27_3, "personal_circumstances", SEND_REG "27(3)(c)", PERSONAL},
	{EXCEPTIONS_REG_27_3, "absence_4_weeks", SEND_REG "27(3)(d)", ABSENT_4_WEEKS},

	REG_10_4_BY(EXCEPTIONS_REG_44_3, "reg 44(3)(c) and reg 13(3)", SEND_REG "44(3)(a); "),
	{EXCEPTIONS_REG_44_3, "absence_2_weeks", SEND_REG "44(3)(b)", ABSENT_2_WEEKS},
	{EXCEPTIONS_REG_44_3, "tribunal_direction", SEND_REG "44(1)", DIRECTED_OTHERWISE},

	REG_10_4_BY(EXCEPTIONS_REG_45_7, "reg 45(7)(c) and reg 13(3)", SEND_REG "45(7)(a); "),
	{EXCEPTIONS_REG_45_7, "absence_2_weeks", SEND_REG "45(7)(b)", ABSENT_2_WEEKS},

	{EXCEPTIONS_DET_5_4, "school_closure", DETAINED_REG "5(4)(a)", SCHOOL_CLOSED},
	{EXCEPTIONS_DET_5_4, "personal_circumstances", DETAINED_REG "5(4)(b)", DETAINED_PERSONAL},
	{EXCEPTIONS_DET_5_4, "absence_4_weeks", DETAINED_REG "5(4)(c)", DETAINED_ABSENT_4_WEEKS},

	{EXCEPTIONS_DET_8_2, "circumstances", DETAINED_REG "8(2)(a)",
	"Exceptional circumstances, personal or not, affect " DETAINED_FAMILY ", during the 6 weeks."},
	{EXCEPTIONS_DET_8_2, "absence_4_weeks", DETAINED_REG "8(2)(b), reg 8(2)(c)",
	"The parent of a detained child, or the detained person's alternative person, is away from the authority's area for at least 4 weeks on end during the 6 weeks."},
	{EXCEPTIONS_DET_8_2, "missed_appointment", DETAINED_REG "8(2)(d)",
	"The detained person misses an appointment of that body for an examination or test during the 6 weeks."},

	{EXCEPTIONS_DET_10_4, "school_closure", DETAINED_REG "10(4)(a)", SCHOOL_CLOSED},
	{EXCEPTIONS_DET_10_4, "personal_circumstances", DETAINED_REG "10(4)(b)", DETAINED_PERSONAL},
	{EXCEPTIONS_DET_10_4, "absence_4_weeks", DETAINED_REG "10(4)(c)", DETAINED_ABSENT_4_WEEKS},

	{EXCEPTIONS_DET_13_3, "school_closure", DETAINED_REG "10(4)(a) by reg 13(3)", SCHOOL_CLOSED},
	{EXCEPTIONS_DET_13_3, "personal_circumstances", DETAINED_REG "10(4)(b) by reg 13(3)", DETAINED_PERSONAL},
	{EXCEPTIONS_DET_13_3, "absence_4_weeks", DETAINED_REG "10(4)(c) by reg 13(3)", DETAINED_ABSENT_4_WEEKS},

	{EXCEPTIONS_DET_29_7, "school_closure", DETAINED_REG "10(4)(a) by reg 29(7)(c)", SCHOOL_CLOSED},
	{EXCEPTIONS_DET_29_7, "personal_circumstances", DETAINED_REG "29(7)(a)", DETAINED_PERSONAL},
	{EXCEPTIONS_DET_29_7, "absence_2_weeks", DETAINED_REG "29(7)(b)", DETAINED_ABSENT_2_WEEKS},
	{EXCEPTIONS_DET_29_7, "tribunal_direction", DETAINED_REG "29(8)", DIRECTED_OTHERWISE},

	{EXCEPTIONS_DET_30_7, "school_closure", DETAINED_REG "10(4)(a) by reg 30(7)(c)", SCHOOL_CLOSED},
	{EXCEPTIONS_DET_30_7, "personal_circumstances", DETAINED_REG "30(7)(a)", DETAINED_PERSONAL},
	{EXCEPTIONS_DET_30_7, "absence_2_weeks", DETAINED_REG "30(7)(b)", DETAINED_ABSENT_2_WEEKS},

	{EXCEPTIONS_REG_37_2, "consent", SEND_REG "37(2)", CONSENT_GIVEN},
	{EXCEPTIONS_DET_22_2, "consent", DETAINED_REG "22(2)", CONSENT_GIVEN},
	{EXCEPTIONS_REG_42_5, "agreement", SEND_REG "42(5)", AGREED_OTHERWISE},
	{EXCEPTIONS_DET_27_4, "agreement", DETAINED_REG "27(4)", AGREED_OTHERWISE},

	{EXCEPTIONS_REG_44_1, "tribunal_direction", SEND_REG "44(1)", DIRECTED_OTHERWISE},
	{EXCEPTIONS_DET_29_8, "tribunal_direction", DETAINED_REG "29(8)", DIRECTED_OTHERWISE},
	{EXCEPTIONS_REC_6_4, "tribunal_direction", RECOMMENDATIONS_REG "6(4)", DIRECTED_OTHERWISE},
	{EXCEPTIONS_REC_7_2, "tribunal_direction", RECOMMENDATIONS_REG "7(2)", DIRECTED_OTHERWISE},
	{EXCEPTIONS_HESC_RULES, "tribunal_direction",
		"Tribunal Procedure (First-tier Tribunal) (Health, Education and Social Care Chamber) Rules 2008",
	"The Tribunal extends the time, or directs another."},
};

const int	exception_rule_count = lengthof(exception_rules);
