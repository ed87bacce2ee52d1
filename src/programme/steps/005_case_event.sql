-- title: give the events that turn a case a table of their own
-- version: 0.2.0

CREATE TABLE case_event (
    local_authority text NOT NULL
        CONSTRAINT case_event_local_authority_form CHECK (sen.check_value(local_authority ~ '^[0-9]{3}$',
                                                              'local_authority', local_authority,
                                                              'Use the three-digit local authority code of DfE, such '
                                                              'as 344.')),
    concerns        text NOT NULL
        CONSTRAINT case_event_concerns_known CHECK (sen.check_value(concerns IN ('request', 'annual review',
                'mediation', 'appeal', 'plan'), 'concerns', concerns,
            'Use one of: request, annual review, mediation, appeal, plan (where no row of these tables is meant).')),
    case_ref        text NOT NULL
        CONSTRAINT case_event_case_ref_not_blank CHECK (sen.check_value(case_ref ~ '\S', 'case_ref', case_ref,
                                                                        'Give the reference of the request, review, '
                                                                        'mediation or appeal.')),
    event           text NOT NULL,
    happened_on     date NOT NULL
        CONSTRAINT case_event_happened_on_range CHECK (sen.check_record_date(happened_on, 'happened_on', '')),
    position        smallint NOT NULL DEFAULT 1
        CONSTRAINT case_event_position_positive CHECK (sen.check_value(position > 0, 'position', position,
                                                           'Number the same events of a case and day from 1.')),
    matter          text
        CONSTRAINT case_event_matter_known CHECK (sen.check_value(matter IN ('refusal to assess',
                'refusal to issue a plan', 'contents of the plan', 'refusal to re-assess', 'refusal to amend',
                'ceasing to maintain'), 'matter', matter,
            'Use one of: refusal to assess, refusal to issue a plan, contents of the plan, refusal to re-assess, '
            'refusal to amend, ceasing to maintain; or leave it empty.')),
    time_limit      text,
    due_on          date
        CONSTRAINT case_event_due_on_range CHECK (sen.check_record_date(due_on, 'due_on')),
    first_step_on   date
        CONSTRAINT case_event_first_step_on_range CHECK (sen.check_record_date(first_step_on, 'first_step_on')),
    done_on         date
        CONSTRAINT case_event_done_on_range CHECK (sen.check_record_date(done_on, 'done_on')),
    exception       text
        CONSTRAINT case_event_exception_applies CHECK (sen.check_value(sen.exception_applies(
            time_limit::sen.time_limit, exception::sen.exception), 'exception', exception,
                                                                       'sen.exceptions() lists what lifts the limit.')),
    request_ref     text,
    review_ref      text,
    turned_request  text GENERATED ALWAYS AS (CASE concerns WHEN 'request' THEN case_ref ELSE request_ref END) STORED,
    turned_review   text GENERATED ALWAYS AS (CASE concerns WHEN 'annual review' THEN case_ref ELSE review_ref END)
        STORED,
    PRIMARY KEY (local_authority, concerns, case_ref, event, happened_on, position),
    CONSTRAINT case_event_starts CHECK (sen.check_value(sen.event_starts(event, time_limit::sen.time_limit),
                                                        'time_limit', time_limit,
                                                        'This event does not start that limit: '
                                                        'sen.limits_from(event, day) lists those that it starts. An '
                                                        'agreement at mediation starts those of an order to do the '
                                                        'same.')),
    CONSTRAINT case_event_says_what CHECK (sen.check_value(time_limit IS NOT NULL
                                                           OR event !~ '^(det_)?(mediation_agreed|order_made'
                                                                       '|appeal_not_opposed)$', 'time_limit',
                                                           time_limit, 'Name the last limit of what was agreed or '
                                                           'ordered, such as order_assess_final_plan, or '
                                                           'mediation_agreement_other.')),
    -- A limit without a figure has no date: sen.due_date() says why.
    CONSTRAINT case_event_has_date CHECK (time_limit IS NULL
                                          OR sen.due_date(time_limit::sen.time_limit, happened_on) IS NOT NULL),
    CONSTRAINT case_event_of_limit CHECK (sen.check_value(time_limit IS NOT NULL
                                                          OR num_nonnulls(due_on, first_step_on, done_on, exception)
                                                             = 0, 'time_limit', time_limit,
                                                          'due_on, first_step_on, done_on and exception are of the '
                                                          'limit that the event starts: give time_limit too.')),
    CONSTRAINT case_event_done_after CHECK (sen.check_value(done_on >= happened_on, 'done_on', done_on,
                                                            'What an event starts cannot have been done before it.')),
    CONSTRAINT case_event_first_step_after CHECK (sen.check_value(first_step_on >= happened_on, 'first_step_on',
                                                      first_step_on,
                                                      'What an event starts cannot have been begun before it.')),
    CONSTRAINT case_event_due_after CHECK (sen.check_value(due_on >= happened_on, 'due_on', due_on,
                                                           'A day that was ordered or agreed lies after the event.'))
);
COMMENT ON TABLE case_event IS
    'Events that turn a case, a row each: an agreement at mediation, an order of the Tribunal, a refusal that is '
    'withdrawn, a move, a detention. Which limit it starts is in the row; which limits it ends follows from '
    'sen.replaced_limits(). What the other tables already say is not entered again.';
COMMENT ON COLUMN case_event.local_authority IS 'Three-digit local authority code of DfE.';
COMMENT ON COLUMN case_event.concerns IS
    'Which table the case is in: request, annual review, mediation or appeal; plan for a case of its own.';
COMMENT ON COLUMN case_event.case_ref IS 'Reference of that case.';
COMMENT ON COLUMN case_event.event IS
    'What happened: a name of sen.limit_events() or of column event of sen.replaced_limits(), such as '
    'mediation_agreed, order_made, appeal_not_opposed, refusal_withdrawn.';
COMMENT ON COLUMN case_event.happened_on IS 'Day on which it happened: the clock that it starts counts from it.';
COMMENT ON COLUMN case_event.position IS 'Number among the same events of a case and day, from 1.';
COMMENT ON COLUMN case_event.matter IS
    'Decision that it is about, as in sen.replaced_limits(); empty: as the limit implies.';
COMMENT ON COLUMN case_event.time_limit IS
    'Limit that it starts and that is followed up: for an order or an agreement the last step of what was ordered, '
    'such as order_assess_final_plan; the earlier steps follow. Empty if none.';
COMMENT ON COLUMN case_event.due_on IS
    'Day that the order names, that a direction gives (SEND Regulations 2014 reg 44(1)), or that was agreed in writing '
    '(reg 42(5)), instead of the period; empty: the period binds.';
COMMENT ON COLUMN case_event.first_step_on IS
    'Day of the first step, where there are several: notice of the assessment given, or the draft plan issued.';
COMMENT ON COLUMN case_event.done_on IS
    'Day on which what time_limit asks for was done. For a plan after an assessment it may stay empty: it is taken '
    'from ehc_request.';
COMMENT ON COLUMN case_event.exception IS
    'Exception that lifts the limit, a value of sen.exception; empty if none is recorded.';
COMMENT ON COLUMN case_event.request_ref IS
    'For a mediation, an appeal or a plan: the request that it is about, whose clocks the event may end. Empty if it '
    'is about another matter.';
COMMENT ON COLUMN case_event.review_ref IS
    'For a mediation, an appeal or a plan: the annual review that it is about. Empty if it is about another matter.';
COMMENT ON COLUMN case_event.turned_request IS
    'The request that the event turns: case_ref of one of a request, else request_ref.';
COMMENT ON COLUMN case_event.turned_review IS
    'The annual review that the event turns: case_ref of one of a review, else review_ref.';
ALTER TABLE case_event SET (autovacuum_analyze_threshold = 0);

-- Agreements and orders become events. What was kept without a day of the agreement has no event to go to.
DO $kept$
DECLARE
    lost text := (SELECT min(m.mediation_ref) FROM mediation m
                  WHERE m.agreed_on IS NULL AND m.agreement_kept_on IS NOT NULL);
BEGIN
    IF lost IS NOT NULL THEN
        RAISE EXCEPTION 'mediation "%" has agreement_kept_on, but not agreed_on', lost
            USING ERRCODE = 'check_violation', HINT = 'Give agreed_on, or remove agreement_kept_on; then upgrade.';
    END IF;
END
$kept$;
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit, done_on, request_ref)
SELECT m.local_authority, 'mediation', m.mediation_ref, 'mediation_agreed', m.agreed_on, 'mediation_agreement_other',
       m.agreement_kept_on, m.request_ref
FROM mediation m WHERE m.agreed_on IS NOT NULL;
INSERT INTO case_event (local_authority, concerns, case_ref, event, happened_on, time_limit, done_on, exception,
                        request_ref)
SELECT p.local_authority, 'appeal', p.appeal_ref,
       CASE WHEN p.order_limit ~ '^unopposed_' THEN 'appeal_not_opposed' ELSE 'order_made' END, p.ordered_on,
       p.order_limit, p.order_done_on, p.exception, p.request_ref
FROM appeal p WHERE p.ordered_on IS NOT NULL;

ALTER TABLE mediation DROP COLUMN agreed_on, DROP COLUMN agreement_kept_on, ADD COLUMN review_ref text;
COMMENT ON TABLE mediation IS
    'One mediation: when the family asked for it and when it was held. What was agreed is in case_event.';
COMMENT ON COLUMN mediation.review_ref IS 'The annual review that it is about; empty if it is about another matter.';
ALTER TABLE appeal
    ADD COLUMN outcome text
        CONSTRAINT appeal_outcome_known CHECK (sen.check_value(outcome IN ('upheld', 'dismissed', 'conceded',
                'withdrawn', 'struck out', 'by consent'), 'outcome', outcome,
            'Use one of: upheld, dismissed, conceded, withdrawn, struck out, by consent.')),
    ADD COLUMN outcome_on date
        CONSTRAINT appeal_outcome_on_range CHECK (sen.check_record_date(outcome_on, 'outcome_on')),
    ADD COLUMN review_ref text;
UPDATE appeal SET outcome = 'withdrawn', outcome_on = withdrawn_on WHERE withdrawn_on IS NOT NULL;
ALTER TABLE appeal DROP COLUMN ordered_on, DROP COLUMN order_limit, DROP COLUMN order_done_on, DROP COLUMN exception,
    DROP COLUMN withdrawn_on,
    ADD CONSTRAINT appeal_outcome_complete CHECK
        (sen.check_value((outcome IS NULL) = (outcome_on IS NULL), 'outcome_on',
                                                              outcome_on, 'Give outcome and outcome_on together, or '
                                                              'neither.'));
COMMENT ON TABLE appeal IS 'One appeal to the First-tier Tribunal, and how it ended.';
COMMENT ON COLUMN appeal.outcome IS
    'How it ended: upheld, dismissed, conceded, withdrawn, struck out, or by consent; empty while it runs. Orders, and '
    'notice to the Tribunal that the authority will not oppose, are rows of case_event.';
COMMENT ON COLUMN appeal.outcome_on IS 'Day on which it ended; empty while it runs.';
COMMENT ON COLUMN appeal.review_ref IS 'The annual review that it is about; empty if it is about another matter.';

ALTER TABLE annual_review ADD COLUMN transfer_on date
        CONSTRAINT annual_review_transfer_on_range CHECK (sen.check_record_date(transfer_on, 'transfer_on')),
    DROP CONSTRAINT annual_review_transfer_phase_known,
    ADD CONSTRAINT annual_review_transfer_phase_known CHECK (sen.check_value(transfer_phase IN ('early years to school',
                'infant to junior', 'primary to middle', 'primary to secondary', 'middle to secondary',
                'secondary to post-16', 'post-16 to post-16'),
            'transfer_phase', transfer_phase, 'Use one of: early years to school, infant to junior, primary to middle, '
                                              'primary to secondary, middle to secondary, secondary to post-16, '
                                              'post-16 to post-16; or leave it empty.')),
    ADD CONSTRAINT annual_review_transfer_day CHECK
        (sen.check_value((transfer_phase IS NOT DISTINCT FROM 'post-16 to post-16') = (transfer_on IS NOT NULL)
                         AND coalesce(extract(year FROM transfer_on) = transfer_year, true), 'transfer_on', transfer_on,
                         'Give the day of the transfer, in transfer_year, for post-16 to post-16, whose limit counts '
                         'back from it, and for no other phase.'));
COMMENT ON COLUMN annual_review.transfer_on IS
    'Day of the proposed transfer from one post-16 institution to another: the limit is at least 5 months before it '
    '(SEND Regulations 2014 reg 18(2)). Empty for other phases.';
