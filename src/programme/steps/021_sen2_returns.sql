-- title: take SEN2 returns
-- version: 0.2.0

CREATE TABLE sen2_submission (
    submission      integer PRIMARY KEY
        CONSTRAINT sen2_submission_number CHECK (sen.check_value(submission > 0, 'submission', submission,
                                                                 'Submissions are counted from 1.')),
    local_authority text NOT NULL
        CONSTRAINT sen2_submission_local_authority_form CHECK (
            sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority,
                            'Use the three-digit local authority code of DfE, such as 344.')),
    return_year     smallint NOT NULL
        CONSTRAINT sen2_submission_return_year_range CHECK (
            sen.check_value(return_year BETWEEN 2022 AND 2199, 'return_year', return_year,
                            'SEN2 is a return of single persons from 2022 on.')),
    reference_date  date NOT NULL
        CONSTRAINT sen2_submission_reference_date_in_year CHECK (
            sen.check_value(extract(year FROM reference_date) = return_year, 'reference_date', reference_date,
                            'The day of the return is in its year.')),
    format          text NOT NULL
        CONSTRAINT sen2_submission_format_known CHECK (
            sen.check_value(format IN ('xml', 'export', 'spreadsheet'), 'format', format,
                            'Use one of: xml, export, spreadsheet.')),
    file_name       text,
    sha256          text NOT NULL UNIQUE
        CONSTRAINT sen2_submission_sha256_form CHECK (sen.check_value(sha256 ~ '^[0-9a-f]{64}$', 'sha256', sha256,
                                                                      'Give 64 hexadecimal digits.')),
    persons         integer NOT NULL,
    requests        integer NOT NULL,
    items           integer NOT NULL,
    dmo             text,
    dco             text,
    dsco            text,
    software        text,
    keeps_personal  boolean NOT NULL,
    key_check       text,
    swapped         boolean NOT NULL DEFAULT false,
    loaded_at       timestamptz NOT NULL DEFAULT now(),
    loaded_by       text NOT NULL DEFAULT session_user
);
COMMENT ON TABLE sen2_submission IS
    'One SEN2 return as it was loaded. A later one of the same year stands beside it: none is overwritten.';
COMMENT ON COLUMN sen2_submission.submission IS 'Number of the submission, from 1, in the order of loading.';
COMMENT ON COLUMN sen2_submission.local_authority IS 'Three-digit local authority code of its header (LEA).';
COMMENT ON COLUMN sen2_submission.return_year IS
    'Year of the return: 2026 is of the calendar year 2025 and the day of 2026.';
COMMENT ON COLUMN sen2_submission.reference_date IS 'Day of the return (ReferenceDate).';
COMMENT ON COLUMN sen2_submission.format IS
    'What was loaded: xml, export (the nine CSV files of COLLECT) or spreadsheet (that of DfE).';
COMMENT ON COLUMN sen2_submission.file_name IS 'Name of the file or folder, as whoever loaded it gave it.';
COMMENT ON COLUMN sen2_submission.sha256 IS
    'SHA-256 of the XML file; of an export or a spreadsheet, of the rows in it, module by module.';
COMMENT ON COLUMN sen2_submission.persons IS 'Persons in it.';
COMMENT ON COLUMN sen2_submission.requests IS 'Requests in it, also those of earlier years (H).';
COMMENT ON COLUMN sen2_submission.items IS 'Items that are not empty.';
COMMENT ON COLUMN sen2_submission.dmo IS 'Is there a designated medical officer: Y, N, or R (being recruited).';
COMMENT ON COLUMN sen2_submission.dco IS 'Is there a designated clinical officer: Y, N, or R.';
COMMENT ON COLUMN sen2_submission.dsco IS 'Is there a designated social care officer: Y, N, or R.';
COMMENT ON COLUMN sen2_submission.software IS 'Software that made the return (SoftwareCode).';
COMMENT ON COLUMN sen2_submission.keeps_personal IS
    'Whether names, birth date, postcode and numbers of persons were asked to be kept.';
COMMENT ON COLUMN sen2_submission.key_check IS
    'A hash by the key with which its persons were matched: another one means another key, programme or owner. Empty '
    'without a key.';
COMMENT ON COLUMN sen2_submission.swapped IS
    'True if the two headers of a review in the spreadsheet were found to stand for each other.';
COMMENT ON COLUMN sen2_submission.loaded_at IS 'When it was loaded.';
COMMENT ON COLUMN sen2_submission.loaded_by IS 'The role that loaded it.';
ALTER TABLE sen2_submission SET (autovacuum_analyze_threshold = 0);

CREATE TABLE sen2_item (
    submission   integer NOT NULL,
    place        integer NOT NULL,
    person       integer,
    request      integer,
    module       text NOT NULL,
    module_place integer NOT NULL,
    item         text NOT NULL,
    raw          text NOT NULL,
    value        text,
    day          date,
    file         text,
    row_number   bigint,
    path         text,
    PRIMARY KEY (submission, place),
    FOREIGN KEY (submission) REFERENCES sen2_submission ON DELETE CASCADE
);
COMMENT ON TABLE sen2_item IS
    'Every item of a SEN2 return as it stands there, with its place, and as it was read. Without what says who '
    'somebody is, unless that was asked for: names, birth date, postcode, UPN, learner number, and free text.';
COMMENT ON COLUMN sen2_item.submission IS 'The submission.';
COMMENT ON COLUMN sen2_item.place IS 'Number of the item in the return, from 1.';
COMMENT ON COLUMN sen2_item.person IS
    'The person, counted from 1. Empty for the header, and for rows whose person or request is not there.';
COMMENT ON COLUMN sen2_item.request IS 'The request of that person, counted from 1. Empty for the person itself.';
COMMENT ON COLUMN sen2_item.module IS
    'The module (element or file): sen2, person, requests, assessment, namedplan, plandetail, activeplans, '
    'placementdetail, senneed.';
COMMENT ON COLUMN sen2_item.module_place IS 'Which one of that name within the request: the second need is 2.';
COMMENT ON COLUMN sen2_item.item IS 'The item, in small letters, such as receiveddate.';
COMMENT ON COLUMN sen2_item.raw IS 'What stands in the file.';
COMMENT ON COLUMN sen2_item.value IS
    'How it was read: flags as 1 or 0, days as YYYY-MM-DD, codes without the .0 of a spreadsheet. Empty if it could '
    'not be read.';
COMMENT ON COLUMN sen2_item.day IS 'The day, if the item is one and could be read.';
COMMENT ON COLUMN sen2_item.file IS 'The CSV file, or the sheet; empty for XML.';
COMMENT ON COLUMN sen2_item.row_number IS 'The row in it, counted from 1 after the header; of a sheet, the row.';
COMMENT ON COLUMN sen2_item.path IS
    'Where it stands in the XML file, as an XPath below Persons; empty for other files.';
ALTER TABLE sen2_item SET (autovacuum_analyze_threshold = 0);

CREATE TABLE sen2_person (
    submission   integer NOT NULL,
    person       integer NOT NULL,
    child_ref    text,
    matched_by   text
        CONSTRAINT sen2_person_matched_by_known CHECK (
            sen.check_value(matched_by IN ('UPN', 'ULN', 'names'), 'matched_by', matched_by,
                            'Use one of: UPN, ULN, names; or leave it empty.')),
    upn_key      text,
    uln_key      text,
    name_key     text,
    sex          text,
    ethnicity    text,
    upn_unknown  text,
    age          smallint,
    school_phase text,
    surname      text,
    forename     text,
    born_on      date,
    postcode     text,
    upn          text,
    uln          text,
    PRIMARY KEY (submission, person),
    FOREIGN KEY (submission) REFERENCES sen2_submission ON DELETE CASCADE
);
CREATE INDEX sen2_person_child_ref ON sen2_person (child_ref);
COMMENT ON TABLE sen2_person IS
    'A person of a SEN2 return: what can be counted by, and keyed hashes by which the same person is found in another '
    'year. What says who it is was not kept, unless that was asked for.';
COMMENT ON INDEX sen2_person_child_ref IS 'Finds a child in the returns of all years.';
COMMENT ON COLUMN sen2_person.submission IS 'The submission.';
COMMENT ON COLUMN sen2_person.person IS 'The person in it, counted from 1.';
COMMENT ON COLUMN sen2_person.child_ref IS
    'Pseudonymous reference of the child or young person, the same in all submissions. Empty without a key '
    '(sen_improvement.match_key_file).';
COMMENT ON COLUMN sen2_person.matched_by IS
    'By what an earlier submission was found to have this person: UPN, ULN (learner number) or names with birth date, '
    'which is worth a look. Empty if none has.';
COMMENT ON COLUMN sen2_person.upn_key IS 'Keyed hash of the UPN; empty for none, a temporary one, or without a key.';
COMMENT ON COLUMN sen2_person.uln_key IS 'Keyed hash of the unique learner number; empty as above.';
COMMENT ON COLUMN sen2_person.name_key IS 'Keyed hash of names and birth date; empty if one of them is.';
COMMENT ON COLUMN sen2_person.sex IS 'Sex (M, F), or GenderCurrent of 2023 (0, 1, 2, 9).';
COMMENT ON COLUMN sen2_person.ethnicity IS 'Ethnicity: code of four letters.';
COMMENT ON COLUMN sen2_person.upn_unknown IS 'Why there is neither UPN nor learner number: UN1 to UN10.';
COMMENT ON COLUMN sen2_person.age IS 'Completed years on the day of the return.';
COMMENT ON COLUMN sen2_person.school_phase IS
    'By the age on 31 August before the day of the return: early years (to 3), primary (4 to 10), secondary (11 to '
    '15), post-16.';
COMMENT ON COLUMN sen2_person.surname IS 'Surname, if asked for.';
COMMENT ON COLUMN sen2_person.forename IS 'Forename, if asked for.';
COMMENT ON COLUMN sen2_person.born_on IS 'Birth date, if asked for.';
COMMENT ON COLUMN sen2_person.postcode IS 'Postcode, if asked for.';
COMMENT ON COLUMN sen2_person.upn IS 'UPN, if asked for.';
COMMENT ON COLUMN sen2_person.uln IS 'Unique learner number, if asked for.';
ALTER TABLE sen2_person SET (autovacuum_analyze_threshold = 0);

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
ALTER TABLE sen2_request SET (autovacuum_analyze_threshold = 0);

CREATE TABLE sen2_placement (
    submission           integer NOT NULL,
    person               integer NOT NULL,
    request              integer NOT NULL,
    is_named             boolean NOT NULL,
    place                smallint NOT NULL,
    urn                  text,
    ukprn                text,
    setting              text,
    rank                 smallint,
    entered_on           date,
    left_on              date,
    sen_unit             boolean,
    resourced_provision  boolean,
    residential          text,
    work_based           text,
    PRIMARY KEY (submission, person, request, is_named, place),
    FOREIGN KEY (submission, person, request) REFERENCES sen2_request ON DELETE CASCADE
);
COMMENT ON TABLE sen2_placement IS
    'A placement of a SEN2 return: named in the plan (PlanDetail), or actual, in the year (PlacementDetail).';
COMMENT ON COLUMN sen2_placement.submission IS 'The submission.';
COMMENT ON COLUMN sen2_placement.person IS 'The person in it.';
COMMENT ON COLUMN sen2_placement.request IS 'The request of that person.';
COMMENT ON COLUMN sen2_placement.is_named IS 'True: named in the plan. False: an actual placement.';
COMMENT ON COLUMN sen2_placement.place IS 'Place in the return, from 1.';
COMMENT ON COLUMN sen2_placement.urn IS 'Unique reference number of the establishment.';
COMMENT ON COLUMN sen2_placement.ukprn IS 'UK provider reference number.';
COMMENT ON COLUMN sen2_placement.setting IS
    'OLA arranged by the authority, OPA by the parents, EHE elective home education, EYP early years provider, OTH; of '
    'actual ones also NEET, NIEC (notice to cease), NIEO.';
COMMENT ON COLUMN sen2_placement.rank IS '1 primary, 2 secondary.';
COMMENT ON COLUMN sen2_placement.entered_on IS 'First day; empty for a named one.';
COMMENT ON COLUMN sen2_placement.left_on IS 'Last day; empty while it lasts.';
COMMENT ON COLUMN sen2_placement.sen_unit IS 'Is it a place in a SEN unit.';
COMMENT ON COLUMN sen2_placement.resourced_provision IS 'Is it a place in resourced provision.';
COMMENT ON COLUMN sen2_placement.residential IS 'Residential: A for 38 to 51 weeks, B for 52.';
COMMENT ON COLUMN sen2_placement.work_based IS 'A apprenticeship, T traineeship, S supported internship.';
ALTER TABLE sen2_placement SET (autovacuum_analyze_threshold = 0);

CREATE TABLE sen2_need (
    submission integer NOT NULL,
    person     integer NOT NULL,
    request    integer NOT NULL,
    place      smallint NOT NULL,
    need       text,
    rank       smallint,
    PRIMARY KEY (submission, person, request, place),
    FOREIGN KEY (submission, person, request) REFERENCES sen2_request ON DELETE CASCADE
);
COMMENT ON TABLE sen2_need IS 'A need of a plan in a SEN2 return.';
COMMENT ON COLUMN sen2_need.submission IS 'The submission.';
COMMENT ON COLUMN sen2_need.person IS 'The person in it.';
COMMENT ON COLUMN sen2_need.request IS 'The request of that person.';
COMMENT ON COLUMN sen2_need.place IS 'Place in the return, from 1.';
COMMENT ON COLUMN sen2_need.need IS
    'SPLD, MLD, SLD, PMLD, SEMH, SLCN, HI, VI, MSI, PD, ASD, DS (from 2025 on) or OTH.';
COMMENT ON COLUMN sen2_need.rank IS '1 primary or only need, 2 secondary.';
ALTER TABLE sen2_need SET (autovacuum_analyze_threshold = 0);

CREATE TABLE sen2_finding (
    submission   integer NOT NULL,
    finding      integer NOT NULL,
    check_number integer NOT NULL,
    check_name   text NOT NULL,
    severity     text NOT NULL
        CONSTRAINT sen2_finding_severity_known CHECK (
            sen.check_value(severity IN ('error', 'query'), 'severity', severity, 'Use one of: error, query.')),
    person       integer,
    request      integer,
    item         text,
    value        text,
    says         text NOT NULL,
    file         text,
    row_number   bigint,
    path         text,
    PRIMARY KEY (submission, finding),
    FOREIGN KEY (submission) REFERENCES sen2_submission ON DELETE CASCADE
);
COMMENT ON TABLE sen2_finding IS
    'What was found in a SEN2 return when it was loaded, by the checks of that day: sen.sen2_checks() has those of '
    'today, and what each rests on. No value says who somebody is.';
COMMENT ON COLUMN sen2_finding.submission IS 'The submission.';
COMMENT ON COLUMN sen2_finding.finding IS 'Number of the finding in it, from 1.';
COMMENT ON COLUMN sen2_finding.check_number IS 'Our number of the check; DfE''s are others.';
COMMENT ON COLUMN sen2_finding.check_name IS 'Its name.';
COMMENT ON COLUMN sen2_finding.severity IS 'error: against the guide or the schema. query: it may be right.';
COMMENT ON COLUMN sen2_finding.person IS 'The person, counted from 1; empty for a row that belongs to none.';
COMMENT ON COLUMN sen2_finding.request IS 'The request of that person; empty if it is about the person.';
COMMENT ON COLUMN sen2_finding.item IS 'The item.';
COMMENT ON COLUMN sen2_finding.value IS 'What stands there, or what contradicts it; nothing that says who it is.';
COMMENT ON COLUMN sen2_finding.says IS 'What has to be.';
COMMENT ON COLUMN sen2_finding.file IS 'The CSV file, or the sheet.';
COMMENT ON COLUMN sen2_finding.row_number IS 'The row in it.';
COMMENT ON COLUMN sen2_finding.path IS 'Where it stands in an XML file, as an XPath below Persons.';
ALTER TABLE sen2_finding SET (autovacuum_analyze_threshold = 0);
