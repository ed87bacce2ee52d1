-- Limits found by the words that caseworkers use, and the hints of the type's input, which use them too.
\set QUIET 1
\set ON_ERROR_STOP 1
\pset format unaligned
\pset tuples_only on
\pset pager off
BEGIN;
SET LOCAL client_min_messages = warning;
SELECT no_plan();

-- Words, and the limits that have to stand on the first places, in any order among these.
CREATE TEMPORARY TABLE asked (words text, first text[]);
INSERT INTO asked VALUES
    ('annual review', '{first_review,next_review,review_meeting_notice,review_report,review_decision}'),
    ('Annual Reviews', '{first_review,next_review,review_meeting_notice,review_report,review_decision}'),
    ('AR report', '{review_report}'),
    ('refusal to assess', '{assess_decision,no_assess_determination_notice}'),
    ('refuse to assess', '{assess_decision,no_assess_determination_notice}'),
    ('refused to issue', '{no_plan_decision}'),
    ('cease to maintain', '{review_decision,cease_maintain_earliest}'),
    ('tribunal order', '{order_assess_notice,order_assess_no_plan,order_assess_final_plan}'),
    ('EP advice', '{assess_advice_response}'),
    ('educational psychologist', '{assess_advice_response}'),
    ('consultation', '{school_consult_response}'),
    ('consulting schools', '{school_consult_response}'),
    ('20 weeks', '{final_plan}'),
    ('EHCP', '{final_plan,no_plan_decision}'),
    ('SEND7', '{la_response,unopposed_assess_notice}'),
    ('phase transfer', '{phase_transfer_post16,phase_transfer_other,post16_to_post16}'),
    ('moved house', '{plan_transfer_on_move,plan_transfer_late_notice}'),
    ('mediation certificate', '{cert_no_mediation,cert_after_mediation,cert_deemed}'),
    ('time to appeal', '{appeal_notice,appeal_notice_after_certificate}'),
    ('conceded', '{unopposed_assess_notice}'),
    ('amendment notice', '{final_amended_plan,amend_without_review,no_amend_after_proposal}'),
    ('university', '{disclose_plan_he}'),
    ('personal budget', '{direct_payment_first_review}'),
    ('regulation 47', '{disclose_plan_he}'),
    ('costs', '{costs_application}'),
    ('permission to appeal', '{permission_to_appeal_application}'),
    ('set aside', '{set_aside_application}'),
    ('bundle', '{hearing_bundle}'),
    ('final evidence deadline', '{final_evidence}'),
    ('NASENCO', '{senco_qualification,nasenco_completion}'),
    ('section 41', '{approval_withdrawal_effect}'),
    ('detained final plan', '{det_final_plan}');

-- An "annual review" is ten limits and more: the five that mean it most are among the first ten.
SELECT is((SELECT string_agg(f, ', ') FROM unnest(a.first) f
           WHERE f NOT IN (SELECT l.time_limit::text
                           FROM sen.find_limit(a.words) l LIMIT CASE WHEN cardinality(a.first) >= 5 THEN 11
                                                                     ELSE greatest(cardinality(a.first), 4) END)),
          NULL, format('"%s" finds %s', a.words, array_to_string(a.first, ', ')))
FROM asked a;
SELECT is((SELECT l.time_limit::text FROM sen.find_limit(w.words) l LIMIT 1), w.best,
          format('"%s": first of all %s', w.words, w.best))
FROM (VALUES ('20 weeks', 'final_plan'), ('refusal to assess', 'assess_decision'),
      ('refuse to issue', 'no_plan_decision'), ('AR decision', 'review_decision'),
             ('amended plan', 'final_amended_plan'), ('draft plan', 'draft_plan_comment_window')) w (words, best);

-- Every keyword of every limit finds it, and so do the words of its name.
SELECT is((SELECT string_agg(format('%s by "%s"', l.name, k.phrase), '; ') FROM sen.time_limits() l
           CROSS JOIN LATERAL regexp_split_to_table(sen.limit_keywords(l.name), ', ') k (phrase)
           WHERE NOT EXISTS (SELECT FROM sen.find_limit(k.phrase) f WHERE f.time_limit::text = l.name::text)), NULL,
               'every keyword finds its limit');
SELECT is((SELECT string_agg(l.name::text, ', ') FROM sen.time_limits() l
           WHERE NOT EXISTS (SELECT FROM sen.find_limit(replace(l.name::text, '_', ' ')) f
                             WHERE f.time_limit::text = l.name::text)), NULL, 'and so do the words of its name');
SELECT is((SELECT string_agg(c.time_limit, ', ') FROM sen.time_limit_catalogue c WHERE c.keywords !~ '^[^,]+(, [^,]+)*$'
           OR c.keywords <> sen.limit_keywords(c.time_limit::sen.time_limit)), NULL,
          'every limit has keywords, separated by commas');

-- The columns are those of the catalogue; the rank falls; every word is found, if one limit has them all.
SELECT is((SELECT string_agg(f.time_limit::text, ', ') FROM sen.find_limit('plan') f
           JOIN sen.time_limits() l ON l.name::text = f.time_limit::text
           WHERE (f.duty, f.clock_starts, f.owed_by, f.citation, f.keywords) IS DISTINCT FROM (l.duty, l.clock_starts,
               l.owed_by, l.citation, sen.limit_keywords(l.name))
              OR f.period IS DISTINCT FROM CASE WHEN l.unit IS NULL THEN l.counting WHEN l.length = 1 THEN l.sense
                                                || ' 1 ' || rtrim(l.unit, 's') ELSE concat_ws(' ', l.sense, l.length,
                                                    l.unit) END),
          NULL, 'the columns are those of the catalogue');
SELECT cmp_ok((SELECT count(*) FROM sen.find_limit('plan')), '>', 40::bigint, 'and there were some to compare');
SELECT ok((SELECT bool_and(r.rank <= r.before)
           FROM (SELECT f.rank, lag(f.rank) OVER () AS before FROM sen.find_limit('review') f) r),
          'the likeliest first');
SELECT is((SELECT count(*) FROM sen.find_limit('mediation certificate') f WHERE f.keywords || f.duty !~ 'certificate'),
          0::bigint, 'all of the words, where a limit has them all');
SELECT cmp_ok((SELECT count(*) FROM sen.find_limit('mediation of a zebra')), '>', 5::bigint, 'else any of them');
SELECT is((SELECT min(f.rank) FROM sen.find_limit('final plan 20 weeks') f
           WHERE f.time_limit::text = 'final_plan') > (SELECT f.rank FROM sen.find_limit('final plan 20 weeks') f
                                                       WHERE f.time_limit::text = 'det_final_plan'), true,
          'the limits of detained children after the others');
SELECT is((SELECT count(*) FROM sen.find_limit(w)), 0::bigint, format('%L finds nothing', w))
FROM unnest(ARRAY[NULL, '', '  ', 'the', '''', '&|!()', 'zebra', repeat('x', 3000)]) w;

-- Hints: what was misspelt, or the likeliest by the words; a duty of the authority where one was meant.
CREATE FUNCTION pg_temp.hint(given text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE hint text;
BEGIN
    PERFORM given::sen.time_limit;
    RETURN 'taken';
EXCEPTION WHEN invalid_text_representation THEN
    GET STACKED DIAGNOSTICS hint = PG_EXCEPTION_HINT;
    RETURN regexp_replace(regexp_replace(hint, '^Did you mean (.*)\? sen\..*$', '\1'), '"', '', 'g');
END $$;
SELECT is(pg_temp.hint(h.given), h.hint, format('%s: did you mean %s', h.given, h.hint))
FROM (VALUES ('final_pan', 'final_plan or det_final_plan'),
             ('amendment_notice', 'amend_without_review, final_amended_plan or no_amend_after_proposal'),
             ('refusal to assess', 'assess_decision, no_assess_determination_notice or order_assess_notice'),
             ('twenty weeks', 'final_plan or det_final_plan'),
             ('ep_advice', 'assess_advice_response or det_advice_response'),
             ('tribunal_order', 'order_assess_notice, order_assess_no_plan or order_assess_final_plan'),
             ('zebra', 'sen.time_limits() lists them all, sen.find_limit() finds them by words.')) h (given, hint);
SELECT is((SELECT string_agg(f.owed_by, ', ') FROM sen.find_limit('amendment notice') f WHERE f.owed_by ~ 'parent'),
          NULL, 'amendment_notice: no duty of the family is suggested');

SELECT finish();
ROLLBACK;
