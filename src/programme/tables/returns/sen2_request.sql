-- read: analyst
-- write: editor

CREATE TABLE sen2_request (
    submission              integer NOT NULL,
    person                  integer NOT NULL,
    request                 integer NOT NULL,
    received_on             date,
    request_source          text,
    rya                     boolean,
    request_outcome         text,
    request_outcome_on      date,
    request_mediation       boolean,
    request_tribunal        boolean,
    exported_to             text,
    assessment_outcome      text,
    assessment_outcome_on   date,
    assessment_mediation    boolean,
    assessment_tribunal     boolean,
    other_mediation         boolean,
    other_tribunal          boolean,
    week20                  boolean,
    plan_start_on           date,
    plan_residential        text,
    plan_work_based         text,
    personal_budget         boolean,
    organised_arrangements  boolean,
    direct_payment          text,
    ceased_on               date,
    cease_reason            text,
    is_active               boolean NOT NULL,
    came_from               text,
    meeting_on              date,
    decision_on             date,
    review_outcome          text,
    draft_sent_on           date,
    phase_transfer_due_on   date,
    phase_transfer_final_on date,
    PRIMARY KEY (submission, person, request),
    FOREIGN KEY (submission, person) REFERENCES sen2_person ON DELETE CASCADE
);
COMMENT ON TABLE sen2_request IS
    'A request of a SEN2 return, with its assessment and its plan, as they were read. A value that could not be read, '
    'or is no code of its item, is empty here; sen2_item has it as it stands.';
COMMENT ON COLUMN sen2_request.submission IS 'The submission.';
COMMENT ON COLUMN sen2_request.person IS 'The person in it.';
COMMENT ON COLUMN sen2_request.request IS 'The request of that person, counted from 1.';
COMMENT ON COLUMN sen2_request.received_on IS 'Day on which the request was received (2.1).';
COMMENT ON COLUMN sen2_request.request_source IS
    'Who asked (2.2): 1 young person or parent, 2 school or education setting, 3 health, 4 social care, 5 other.';
COMMENT ON COLUMN sen2_request.rya IS 'Was it a first request while in relevant youth accommodation (2.3).';
COMMENT ON COLUMN sen2_request.request_outcome IS
    'Y assess, N do not, A not decided, W withdrawn, H decided before the year of the return (2.5).';
COMMENT ON COLUMN sen2_request.request_outcome_on IS 'Day of that decision (2.4).';
COMMENT ON COLUMN sen2_request.request_mediation IS 'Was a mediation meeting held about it (2.6).';
COMMENT ON COLUMN sen2_request.request_tribunal IS 'Was an appeal lodged about it (2.7).';
COMMENT ON COLUMN sen2_request.exported_to IS
    'Authority to which the child moved before the assessment finished (2.8), or XXX.';
COMMENT ON COLUMN sen2_request.assessment_outcome IS
    'Y plan to be issued, N not, A pending, W withdrawn, H before the year or transferred in (3.1).';
COMMENT ON COLUMN sen2_request.assessment_outcome_on IS
    'Day on which the plan was issued, or the family told that there is none (3.2).';
COMMENT ON COLUMN sen2_request.assessment_mediation IS 'Was a mediation meeting held about it (3.3).';
COMMENT ON COLUMN sen2_request.assessment_tribunal IS 'Was an appeal lodged about it (3.4).';
COMMENT ON COLUMN sen2_request.other_mediation IS 'Was a mediation meeting held about another matter (3.5).';
COMMENT ON COLUMN sen2_request.other_tribunal IS 'Was an appeal lodged about another matter (3.6).';
COMMENT ON COLUMN sen2_request.week20 IS 'Did an exception to the 20 weeks apply (3.7): which one SEN2 does not say.';
COMMENT ON COLUMN sen2_request.plan_start_on IS 'Start of the plan (4.1).';
COMMENT ON COLUMN sen2_request.plan_residential IS
    'Residential setting named in the plan (4.2): A for 38 to 51 weeks, B for 52.';
COMMENT ON COLUMN sen2_request.plan_work_based IS
    'Work-based learning named in the plan (4.3): A apprenticeship, T traineeship, S supported internship.';
COMMENT ON COLUMN sen2_request.personal_budget IS 'Is a personal budget taken up (4.4a).';
COMMENT ON COLUMN sen2_request.organised_arrangements IS 'By organised arrangements (4.4b).';
COMMENT ON COLUMN sen2_request.direct_payment IS
    'By direct payments (4.4c): E education, S social care, H health, I integrated.';
COMMENT ON COLUMN sen2_request.ceased_on IS 'Day on which the plan ended or was transferred (4.5).';
COMMENT ON COLUMN sen2_request.cease_reason IS
    'Why (4.6): 1 maximum age, 2 needs met without a plan, 3 higher education, 4 paid employment, 5 transferred to '
    'another authority, 6 no longer wishes to engage, 7 moved outside England, 8 deceased, 9 other.';
COMMENT ON COLUMN sen2_request.is_active IS 'Is there anything of module 5: the plan was in force in the year.';
COMMENT ON COLUMN sen2_request.came_from IS 'Authority from which the plan was transferred in the year (5.1).';
COMMENT ON COLUMN sen2_request.meeting_on IS 'Day of the review meeting (5.4a); from 2024 on.';
COMMENT ON COLUMN sen2_request.decision_on IS 'Day on which the decision after the review was notified (LastReview).';
COMMENT ON COLUMN sen2_request.review_outcome IS 'A amend, C cease, M maintain (5.4c); from 2024 on.';
COMMENT ON COLUMN sen2_request.draft_sent_on IS 'Day on which the draft of an amended plan was sent; from 2025 on.';
COMMENT ON COLUMN sen2_request.phase_transfer_due_on IS
    'Day by which an amended plan for a change of phase was due (5.6a); from 2025 on.';
COMMENT ON COLUMN sen2_request.phase_transfer_final_on IS 'Day of that final plan (5.6b); from 2025 on.';
