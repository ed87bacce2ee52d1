/*
 * risk.h --- types sen.risk_score and sen.risk_matrix.
 *
 * A risk score is two bytes, by value: the likelihood, then the impact.  Any
 * two bytes may come in as a value, so a reader checks before it indexes.
 *
 * A risk matrix has a label for every cell.  Cells are in order of likelihood,
 * then impact; each has the number of its label, and labels are numbered as
 * they first occur, so that equal matrices are equal bytes.
 */
#ifndef SEN_RISK_H
#define SEN_RISK_H

#include "fmgr.h"
#include "parser.h"

#define SCORE_MAX 99			/* of a likelihood, and of an impact */
#define MATRIX_MAX 25			/* likelihoods of a matrix, and impacts */
#define MATRIX_CELLS_MAX (MATRIX_MAX * MATRIX_MAX)
#define MATRIX_VERSION 1
#define LABEL_MAX 100			/* characters */

typedef struct RiskScore
{
	int			likelihood;
	int			impact;
} RiskScore;

/* A label, which ends by its length. */
typedef struct Label
{
	const char *text;
	int			length;
} Label;

typedef struct RiskMatrix
{
	int32		vl_len_;
	uint8		version;
	uint8		likelihoods;
	uint8		impacts;
	uint8		unused;			/* 0 */
	uint32		labels;
	uint32		label_end[FLEXIBLE_ARRAY_MEMBER];	/* in the texts */
	/* uint16 cell[likelihoods * impacts]: the number of a label */
	/* char text[]: all labels, one after the other */
} RiskMatrix;

/* score.c */
extern void SkipBlanks(Parser *parser);
extern bool TakePair(Parser *parser, int max, int *likelihood, int *impact);

/* matrix.c */
extern const char *LabelProblem(Label label);
extern RiskMatrix *MatrixBuild(int likelihoods, int impacts, const Label *cells);
extern RiskMatrix *MatrixCheck(RiskMatrix *matrix);
extern Label MatrixLabel(const RiskMatrix *matrix, int number);

#define PG_GETARG_RISK_MATRIX(n) MatrixCheck((RiskMatrix *) PG_GETARG_VARLENA_P(n))

static inline bool
IsBlank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline RiskScore
DatumGetRiskScore(Datum value)
{
	uint16		both = DatumGetUInt16(value);
	RiskScore	score = {both >> 8, both & 0xFF};

	return score;
}

static inline Datum
RiskScoreGetDatum(RiskScore score)
{
	return Int16GetDatum((int16) (score.likelihood << 8 | score.impact));
}

static inline int
ScoreProduct(RiskScore score)
{
	return score.likelihood * score.impact;
}

/*
 * MatrixCells is the number of a matrix's label for each cell.
 */
static inline uint16 *
MatrixCells(const RiskMatrix *matrix)
{
	return (uint16 *) (matrix->label_end + matrix->labels);
}

#define PG_GETARG_RISK_SCORE(n) DatumGetRiskScore(PG_GETARG_DATUM(n))

#endif							/* SEN_RISK_H */
