-- What is checked in a SEN2 return before DfE checks it. The rules are ours, and so are their names and numbers: DfE
-- publishes a list of its own, whose numbers we do not know. Each says what it rests on.

CREATE FUNCTION sen.sen2_checks()
    RETURNS TABLE (check_number integer, check_name text, severity text, says text, rests_on text)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 50
BEGIN ATOMIC
    SELECT c.check_number, c.check_name, c.severity, c.says, c.rests_on
    FROM (VALUES
        (101, 'no number of the pupil', 'error',
         'A person has a UPN, a unique learner number, or the reason for neither.', 'guide to SEN2, item UPNunknown'),
        (102, 'UPN', 'error', 'The check letter of the UPN is not the one that its digits give.',
         'unique pupil numbers: how the check letter is reckoned'),
        (103, 'number and reason for none', 'query', 'There is a number, and a reason why there is none.',
         'guide to SEN2, item UPNunknown'),
        (104, 'temporary UPN', 'query', 'A UPN that ends in a letter is temporary, and will be another one.',
         'unique pupil numbers: temporary numbers'),
        (105, 'learner number', 'error', 'A unique learner number has ten digits.',
         'guide to SEN2, item UniqueLearnerNumber'),
        (106, 'reason UN1 from age 6', 'error', 'UN1 is the reason for children under 6.',
         'guide to SEN2, codes of item UPNunknown'),
        (107, 'person twice', 'query', 'Another person of the return has the same UPN, or the same names and birth '
         'date.', 'a person has one block'),
        (108, 'birth date missing', 'error', 'A person needs a birth date.', 'guide to SEN2, item PersonBirthDate'),
        (109, 'age', 'query', 'Older than 25, or born after the day of the return.',
         'Children and Families Act 2014, s. 83(2): a young person is under 25'),
        (110, 'sex or ethnicity missing', 'query', 'A person needs a sex and an ethnicity.',
         'guide to SEN2, items Sex, Ethnicity'),
        (111, 'names missing', 'error', 'A person needs surname and forename.',
         'guide to SEN2, items Surname, Forename'),
        (201, 'received day missing', 'error', 'A request needs the day on which it was received, unless its outcome '
         'is H.', 'guide to SEN2, item ReceivedDate'),
        (202, 'request outcome missing', 'error', 'A request has an outcome; A if it is not decided yet.',
         'guide to SEN2, item RequestOutcome'),
        (203, 'decision day missing', 'error', 'A decision to assess or not (Y, N) needs its day.',
         'guide to SEN2, item RequestOutcomeDate'),
        (204, 'youth accommodation missing', 'error', 'A request needs RYA (1 or 0), unless its outcome is H.',
         'guide to SEN2, item RYA'),
        (205, 'source missing', 'error', 'From the return of 2026 on a request needs its source, unless its outcome '
         'is H.', 'guide to SEN2, item RequestSource'),
        (206, 'assessment after no decision', 'query',
         'There is an assessment though the request is undecided or withdrawn.',
         'guide to SEN2, item RequestOutcome'),
        (207, 'assessment after a refusal', 'query', 'There is an assessment though the request was refused, and '
         'neither mediation nor appeal is said to have come between.', 'guide to SEN2, item RequestOutcome'),
        (208, 'request twice', 'query', 'The person has another request that was received on the same day.',
         'a request has one row'),
        (209, 'exported and decided', 'query', 'The child moved before the assessment finished, and it has an outcome.',
         'guide to SEN2, item Exported: the old authority stops'),
        (210, 'decision before the year', 'query', 'A decision before the year of the return has outcome H.',
         'guide to SEN2, item RequestOutcome: H if decided before the collection period'),
        (211, 'person without a request', 'query', 'The return is of requests, assessments and plans.',
         'what the return asks for'),
        (301, 'outcome day missing', 'error', 'No plan (N) needs the day on which the family was told.',
         'guide to SEN2, item AssessmentOutcomeDate'),
        (302, 'plan not issued yet', 'query', 'A plan is to be issued (Y), and has no day yet: right only while it is '
         'due.', 'guide to SEN2, item AssessmentOutcomeDate'),
        (303, 'assessment missing', 'query', 'It was decided to assess, and there is no outcome; A if it is pending.',
         'guide to SEN2, item AssessmentOutcome'),
        (304, 'exceptions missing', 'error', 'An assessment with outcome Y or N needs Week20 (1 or 0).',
         'guide to SEN2, item Week20'),
        (305, 'plan without a decision', 'error', 'There is a plan though none was to be issued (A, W).',
         'guide to SEN2, items AssessmentOutcome, StartDate'),
        (306, 'plan after a refusal', 'query', 'There is a plan though the outcome was that there is none, and neither '
         'mediation nor appeal is said to have come between.', 'guide to SEN2, item AssessmentOutcome'),
        (307, 'outcome before the year', 'query', 'An outcome before the year of the return is H.',
         'guide to SEN2, item AssessmentOutcome'),
        (308, 'two assessments', 'query', 'A request has one assessment.',
         'XML schema of SEN2: Assessment at most once'),
        (401, 'plan missing', 'error', 'A plan was issued, and there is none.', 'guide to SEN2, module 4'),
        (402, 'start missing', 'error', 'A plan needs the day on which it starts.', 'guide to SEN2, item StartDate'),
        (403, 'cease day and reason', 'error', 'A plan that ceased has both day and reason; one that did not, neither.',
         'guide to SEN2, items CeaseDate, CeaseReason'),
        (404, 'ceased before the year', 'query', 'The plan ceased before the year of the return.',
         'the period of the return'),
        (405, 'maximum age', 'query', 'Reason 1 is the maximum age: 25, or 19 in adult custody.',
         'guide to SEN2, codes of item CeaseReason'),
        (406, 'transferred in and assessed', 'error', 'A plan that came from another authority has outcome H.',
         'guide to SEN2, items TransferLA, AssessmentOutcome'),
        (407, 'two plans', 'query', 'A person has more than one plan in force.', 'one plan at a time'),
        (408, 'nothing named', 'query', 'The plan names no establishment and no setting.',
         'guide to SEN2, items URN, UKPRN, SENSetting of the plan'),
        (501, 'establishment', 'error', 'A placement names exactly one of URN, UKPRN and SENSetting.',
         'guide to SEN2, items URN, UKPRN, SENSetting'),
        (502, 'needs and ranks', 'error', 'A plan has one or two needs, one of them with rank 1, another with rank 2.',
         'guide to SEN2, items SENtype, SENtypeRank'),
        (503, 'need twice', 'error', 'The same need stands twice.', 'guide to SEN2, item SENtype'),
        (504, 'placement missing', 'query', 'The plan is in force, and there is no placement.',
         'guide to SEN2, module 5'),
        (505, 'rank missing', 'error', 'A placement has rank 1 or 2.', 'guide to SEN2, item PlacementRank'),
        (506, 'two primary placements', 'query', 'On the day of the return there are two placements of rank 1.',
         'guide to SEN2, item PlacementRank'),
        (507, 'NEET under 16', 'query', 'NEET is for those from 16 to 25.', 'guide to SEN2, codes of item SENSetting'),
        (508, 'setting not explained', 'query', 'A setting OTH or NIEO is explained.',
         'guide to SEN2, item SENSettingOther'),
        (601, 'review without decision', 'query', 'A review has an outcome, and no day of the decision.',
         'guide to SEN2, items ReviewOutcome, LastReview'),
        (602, 'decision without meeting', 'query', 'From the return of 2025 on a decision after a review has the day '
         'of the meeting, and an outcome.', 'guide to SEN2, items ReviewMeeting, ReviewOutcome'),
        (603, 'draft and outcome', 'query', 'A draft of an amended plan was sent, and the outcome is not to amend.',
         'guide to SEN2, items ReviewDraft, ReviewOutcome'),
        (701, 'day cannot be read', 'error', 'A day is written as YYYY-MM-DD.', 'XML schema of SEN2: type date'),
        (702, 'day after the census', 'error', 'The day is after the day of the return.', 'the period of the return'),
        (703, 'days out of order', 'error', 'One of two days is before the other, which it has to follow.',
         'order of the steps: request, decision, outcome, plan; entry and leaving; meeting and decision'),
        (704, 'code unknown', 'error', 'The value is none of the codes of this item.',
         'code sets of the guide to SEN2'),
        (705, 'row without its parent', 'error', 'The row that it belongs to is not in the files.',
         'the keys of COLLECT''s export, and of DfE''s spreadsheet'),
        (706, 'item twice', 'error', 'An item stands once in its place; of two the larger is read.',
         'XML schema of SEN2: an element at most once in its sequence')
    ) c (check_number, check_name, severity, says, rests_on);
END;
COMMENT ON FUNCTION sen.sen2_checks() IS
    'The checks of sen.sen2_findings(): our number and name, error or query, what each says, and what it rests on. '
    'DfE''s own list has numbers that are not used here.';

CREATE FUNCTION sen.sen2_find(on_day date, return_year integer)
    RETURNS TABLE (check_number integer, check_name text, severity text, person integer, request integer, item text,
                   value text, says text, file text, row_number bigint, path text)
    LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
AS $function$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH persons AS MATERIALIZED (
        SELECT i.person, max(i.value) FILTER (WHERE i.item = 'upn') AS upn,
               max(i.value) FILTER (WHERE i.item = 'uniquelearnernumber') AS uln,
               max(i.value) FILTER (WHERE i.item = 'upnunknown') AS no_number,
               max(lower(i.value)) FILTER (WHERE i.item = 'surname') AS surname,
               max(lower(i.value)) FILTER (WHERE i.item = 'forename') AS forename,
               max(i.raw) FILTER (WHERE i.item = 'personbirthdate') AS born,
               max(i.day) FILTER (WHERE i.item = 'personbirthdate') AS born_on,
               max(i.value) FILTER (WHERE i.item IN ('sex', 'gendercurrent')) AS sex,
               max(i.value) FILTER (WHERE i.item = 'ethnicity') AS ethnicity
        FROM pg_temp."sen2 item" i
        WHERE i.module = 'person'
        GROUP BY i.person
    ), requests AS MATERIALIZED (
        SELECT i.person, i.request, max(i.value) FILTER (WHERE i.item = 'requestoutcome') AS outcome,
               max(i.raw) FILTER (WHERE i.item = 'receiveddate') AS received,
               max(i.day) FILTER (WHERE i.item = 'receiveddate') AS received_on,
               max(i.value) FILTER (WHERE i.item = 'requestsource') AS source,
               max(i.value) FILTER (WHERE i.item = 'rya') AS rya,
               max(i.value) FILTER (WHERE i.item = 'exported') AS exported,
               max(i.raw) FILTER (WHERE i.item = 'requestoutcomedate') AS decided,
               max(i.day) FILTER (WHERE i.item = 'requestoutcomedate') AS decided_on,
               max(i.value) FILTER (WHERE i.item = 'assessmentoutcome') AS assessed,
               max(i.raw) FILTER (WHERE i.item = 'assessmentoutcomedate') AS finished,
               max(i.day) FILTER (WHERE i.item = 'assessmentoutcomedate') AS finished_on,
               max(i.value) FILTER (WHERE i.item = 'week20') AS week20,
               bool_or(i.value = '1') FILTER (WHERE i.item IN ('requestmediation', 'requesttribunal')) AS disputed,
               bool_or(i.value = '1') FILTER (WHERE i.item IN ('assessmentmediation', 'assessmenttribunal'))
                   AS disputed_later,
               count(DISTINCT i.module_place) FILTER (WHERE i.module = 'assessment') AS assessments,
               max(i.raw) FILTER (WHERE i.item = 'startdate') AS starts,
               max(i.day) FILTER (WHERE i.item = 'startdate') AS starts_on,
               max(i.day) FILTER (WHERE i.item = 'reviewmeeting') AS met_on,
               max(i.day) FILTER (WHERE i.item = 'lastreview') AS reviewed_on,
               max(i.value) FILTER (WHERE i.item = 'reviewoutcome') AS review_outcome,
               max(i.day) FILTER (WHERE i.item = 'reviewdraft') AS drafted_on,
               max(i.value) FILTER (WHERE i.item = 'transferla') AS came_from,
               max(i.raw) FILTER (WHERE i.item = 'ceasedate') AS ceased,
               max(i.day) FILTER (WHERE i.item = 'ceasedate') AS ceased_on,
               max(i.value) FILTER (WHERE i.item = 'ceasereason') AS cease_reason,
               count(*) FILTER (WHERE i.module = 'namedplan') > 0 AS has_plan,
               count(*) FILTER (WHERE i.module = 'plandetail' AND i.item IN ('urn', 'ukprn', 'sensetting')) AS named,
               count(*) FILTER (WHERE i.module IN ('activeplans', 'placementdetail', 'senneed')) > 0 AS is_active,
               count(*) FILTER (WHERE i.module = 'placementdetail') AS placed,
               count(*) FILTER (WHERE i.item = 'sentype') AS needs,
               count(DISTINCT i.value) FILTER (WHERE i.item = 'sentype') AS different_needs,
               string_agg(i.value, ',' ORDER BY i.value) FILTER (WHERE i.item = 'sentyperank') AS ranks
        FROM pg_temp."sen2 item" i
        WHERE i.request IS NOT NULL
        GROUP BY i.person, i.request
    ), placements AS MATERIALIZED (
        SELECT i.person, i.request, i.module, i.module_place,
               count(*) FILTER (WHERE i.item IN ('urn', 'ukprn', 'sensetting')) AS named,
               max(i.value) FILTER (WHERE i.item = 'sensetting') AS setting,
               count(*) FILTER (WHERE i.item = 'sensettingother') AS explained,
               max(i.value) FILTER (WHERE i.item = 'placementrank') AS rank,
               max(i.day) FILTER (WHERE i.item = 'entrydate') AS entered_on,
               max(i.day) FILTER (WHERE i.item = 'leavingdate') AS left_on
        FROM pg_temp."sen2 item" i
        WHERE i.module IN ('plandetail', 'placementdetail')
        GROUP BY i.person, i.request, i.module, i.module_place
    ), found AS (
        -- About a person. What says who it is stands in no value.
        SELECT o.name, p.person, NULL::integer AS request, 'person' AS module, NULL::integer AS module_place, o.item,
               o.value
        FROM persons p
        CROSS JOIN LATERAL (VALUES
            ('no number of the pupil', 'UPN', p.upn IS NULL AND p.uln IS NULL AND p.no_number IS NULL, NULL),
            ('UPN', 'UPN', p.upn !~ '^[A-Z]\d{11}[0-9A-Z]$' OR left(p.upn, 1) <> sen.upn_letter(p.upn),
             'check letter ' || left(p.upn, 1)),
            ('temporary UPN', 'UPN', p.upn ~ '^[A-Z]\d{11}[A-Z]$', NULL),
            ('number and reason for none', 'UPNunknown', p.no_number IS NOT NULL AND p.upn IS NOT NULL, p.no_number),
            ('learner number', 'UniqueLearnerNumber', p.uln !~ '^\d{10}$', length(p.uln) || ' characters'),
            ('reason UN1 from age 6', 'UPNunknown',
             p.no_number = 'UN1' AND p.born_on + interval '6 years' <= on_day, NULL),
            ('birth date missing', 'PersonBirthDate', p.born IS NULL, NULL),
            ('age', 'PersonBirthDate', p.born_on > on_day OR p.born_on + interval '26 years' <= on_day, NULL),
            ('sex or ethnicity missing', 'Sex', p.sex IS NULL, NULL),
            ('sex or ethnicity missing', 'Ethnicity', p.ethnicity IS NULL, NULL),
            ('names missing', CASE WHEN p.surname IS NULL THEN 'Surname' ELSE 'Forename' END,
             p.surname IS NULL OR p.forename IS NULL, NULL)
        ) o (name, item, found, value)
        WHERE o.found
        UNION ALL
        SELECT 'person twice', t.person, NULL, 'person', NULL, t.item, 'person ' || t.first_person
        FROM (SELECT p.person, 'UPN' AS item, p.upn AS same, min(p.person) OVER (PARTITION BY p.upn) AS first_person
              FROM persons p
              UNION ALL
              SELECT n.person, 'Surname', n.names, min(n.person) OVER (PARTITION BY n.names)
              FROM (SELECT p.person, p.surname || '|' || p.forename || '|' || p.born_on AS names FROM persons p) n) t
        WHERE t.same IS NOT NULL AND t.person > t.first_person
        UNION ALL
        SELECT 'person without a request', p.person, NULL, 'person', NULL, 'Requests', NULL
        FROM persons p
        WHERE NOT EXISTS (SELECT FROM requests r WHERE r.person = p.person)
        UNION ALL
        -- About a request, its assessment, its plan.
        SELECT o.name, r.person, r.request, o.module, NULL, o.item, o.value
        FROM requests r
        LEFT JOIN persons p ON p.person = r.person
        CROSS JOIN LATERAL (VALUES
            ('received day missing', 'requests', 'ReceivedDate',
             r.received IS NULL AND r.outcome IS DISTINCT FROM 'H', NULL),
            ('request outcome missing', 'requests', 'RequestOutcome', r.outcome IS NULL, NULL),
            ('decision day missing', 'requests', 'RequestOutcomeDate',
             r.decided IS NULL AND r.outcome IN ('Y', 'N'), NULL),
            ('youth accommodation missing', 'requests', 'RYA', r.rya IS NULL AND r.outcome <> 'H', NULL),
            ('source missing', 'requests', 'RequestSource',
             return_year >= 2026 AND r.source IS NULL AND r.outcome <> 'H', NULL),
            ('assessment after no decision', 'assessment', 'AssessmentOutcome',
             r.assessed IS NOT NULL AND r.outcome IN ('A', 'W'), r.assessed),
            ('assessment after a refusal', 'assessment', 'AssessmentOutcome',
             r.assessed IS NOT NULL AND r.outcome = 'N' AND NOT coalesce(r.disputed, false), r.assessed),
            ('exported and decided', 'requests', 'Exported',
             r.exported IS NOT NULL AND r.assessed IN ('Y', 'N'), r.exported),
            ('decision before the year', 'requests', 'RequestOutcomeDate',
             r.outcome IN ('Y', 'N') AND r.decided_on < make_date(return_year - 1, 1, 1), r.decided_on::text),
            ('outcome day missing', 'assessment', 'AssessmentOutcomeDate',
             r.finished IS NULL AND r.assessed = 'N', NULL),
            ('plan not issued yet', 'assessment', 'AssessmentOutcomeDate',
             r.finished IS NULL AND r.assessed = 'Y', NULL),
            ('assessment missing', 'assessment', 'AssessmentOutcome',
             r.outcome = 'Y' AND r.assessed IS NULL AND r.exported IS NULL, NULL),
            ('exceptions missing', 'assessment', 'Week20', r.assessed IN ('Y', 'N') AND r.week20 IS NULL, NULL),
            ('plan without a decision', 'assessment', 'AssessmentOutcome', r.has_plan AND r.assessed IN ('A', 'W'),
             r.assessed),
            ('plan after a refusal', 'assessment', 'AssessmentOutcome',
             r.has_plan AND r.assessed = 'N' AND NOT coalesce(r.disputed_later, false), r.assessed),
            ('outcome before the year', 'assessment', 'AssessmentOutcomeDate',
             r.assessed IN ('Y', 'N') AND r.finished_on < make_date(return_year - 1, 1, 1), r.finished_on::text),
            ('two assessments', 'assessment', 'Assessment', r.assessments > 1, r.assessments::text),
            ('plan missing', 'namedplan', 'StartDate', r.assessed = 'Y' AND r.finished IS NOT NULL AND NOT r.has_plan,
             NULL),
            ('start missing', 'namedplan', 'StartDate', r.has_plan AND r.starts IS NULL, NULL),
            ('cease day and reason', 'namedplan',
             CASE WHEN r.ceased IS NULL THEN 'CeaseDate' ELSE 'CeaseReason' END,
             (r.ceased IS NULL) <> (r.cease_reason IS NULL), NULL),
            ('ceased before the year', 'namedplan', 'CeaseDate', r.ceased_on < make_date(return_year - 1, 1, 1),
             r.ceased_on::text),
            ('maximum age', 'namedplan', 'CeaseReason',
             r.cease_reason = '1' AND p.born_on + interval '19 years' > r.ceased_on, r.cease_reason),
            ('transferred in and assessed', 'assessment', 'AssessmentOutcome',
             r.came_from IS NOT NULL AND r.assessed <> 'H', r.assessed),
            ('nothing named', 'plandetail', NULL, r.has_plan AND r.named = 0 AND r.ceased IS NULL, NULL),
            ('needs and ranks', 'senneed', 'SENtype',
             r.is_active AND coalesce(r.ranks, '') NOT IN ('1', '1,2') OR r.needs > 2,
             sen.count_words(r.needs, 'need')),
            ('need twice', 'senneed', 'SENtype', r.different_needs < r.needs, NULL),
            ('placement missing', 'placementdetail', NULL, r.is_active AND r.placed = 0 AND r.ceased IS NULL, NULL),
            ('review without decision', 'activeplans', 'LastReview',
             r.review_outcome IS NOT NULL AND r.reviewed_on IS NULL, r.review_outcome),
            ('decision without meeting', 'activeplans', 'ReviewMeeting',
             return_year >= 2025 AND r.reviewed_on IS NOT NULL AND r.met_on IS NULL, NULL),
            ('decision without meeting', 'activeplans', 'ReviewOutcome',
             return_year >= 2025 AND r.reviewed_on IS NOT NULL AND r.review_outcome IS NULL, NULL),
            ('draft and outcome', 'activeplans', 'ReviewDraft',
             r.drafted_on IS NOT NULL AND r.review_outcome IN ('C', 'M'), r.review_outcome),
            ('days out of order', 'requests', 'RequestOutcomeDate', r.decided_on < r.received_on,
             r.decided_on || ' is before ' || r.received_on),
            ('days out of order', 'assessment', 'AssessmentOutcomeDate', r.finished_on < r.decided_on,
             r.finished_on || ' is before ' || r.decided_on),
            ('days out of order', 'namedplan', 'StartDate', r.starts_on < r.received_on,
             r.starts_on || ' is before ' || r.received_on),
            ('days out of order', 'namedplan', 'CeaseDate', r.ceased_on < r.starts_on,
             r.ceased_on || ' is before ' || r.starts_on),
            ('days out of order', 'activeplans', 'LastReview', r.reviewed_on < r.met_on,
             r.reviewed_on || ' is before ' || r.met_on)
        ) o (name, module, item, found, value)
        WHERE o.found
        UNION ALL
        SELECT 'request twice', t.person, t.request, 'requests', NULL, 'ReceivedDate', 'request ' || t.first_request
        FROM (SELECT r.person, r.request, r.received_on,
                     min(r.request) OVER (PARTITION BY r.person, r.received_on) AS first_request
              FROM requests r) t
        WHERE t.received_on IS NOT NULL AND t.request > t.first_request
        UNION ALL
        SELECT 'two plans', r.person, max(r.request), 'activeplans', NULL, NULL, count(*) || ' in force'
        FROM requests r
        WHERE r.is_active AND r.ceased IS NULL
        GROUP BY r.person
        HAVING count(*) > 1
        UNION ALL
        -- About a placement.
        SELECT o.name, p.person, p.request, p.module, p.module_place, o.item, o.value
        FROM placements p
        LEFT JOIN persons b ON b.person = p.person
        CROSS JOIN LATERAL (VALUES
            ('establishment', NULL, p.named <> 1, p.named || ' named'),
            ('rank missing', 'PlacementRank', p.rank IS NULL, NULL),
            ('NEET under 16', 'SENSetting', p.module = 'placementdetail' AND p.setting = 'NEET'
                 AND b.born_on + interval '16 years' > on_day, p.setting),
            ('setting not explained', 'SENSettingOther', p.setting IN ('OTH', 'NIEO') AND p.explained = 0, p.setting),
            ('days out of order', 'LeavingDate', p.left_on < p.entered_on, p.left_on || ' is before ' || p.entered_on)
        ) o (name, item, found, value)
        WHERE o.found
        UNION ALL
        SELECT 'two primary placements', p.person, p.request, p.module, max(p.module_place), 'PlacementRank',
               count(*) || ' of rank 1'
        FROM placements p
        WHERE p.rank = '1' AND coalesce(p.left_on > on_day, true)
        GROUP BY p.person, p.request, p.module
        HAVING count(*) > 1
    ), item_found AS (
        -- About one item.
        SELECT 'day cannot be read' AS name, i.*, CASE WHEN d.is_personal THEN NULL ELSE i.raw END AS shown, d.element
        FROM pg_temp."sen2 item" i
        JOIN sen.sen2_dictionary() d ON d.module = i.module AND d.item = i.item
        WHERE d.reading = 'day' AND i.day IS NULL AND i.raw IS NOT NULL
        UNION ALL
        SELECT 'day after the census', i.*, i.raw, d.element
        FROM pg_temp."sen2 item" i
        JOIN sen.sen2_dictionary() d ON d.module = i.module AND d.item = i.item
        WHERE i.day > on_day AND i.item NOT IN ('phasetransferduedate', 'personbirthdate')
        UNION ALL
        SELECT 'code unknown', i.*, i.raw, d.element
        FROM pg_temp."sen2 item" i
        JOIN sen.sen2_dictionary() d ON d.module = i.module AND d.item = i.item
        WHERE NOT d.is_personal AND (i.value !~ d.allowed OR i.value IS NULL AND d.reading IN ('code', 'flag'))
        UNION ALL
        SELECT 'item twice', i.*, NULL, coalesce(d.element, i.item)
        FROM (SELECT (array_agg(x ORDER BY x.place))[2] AS second
              FROM pg_temp."sen2 item" x
              WHERE x.file IS NULL
              GROUP BY x.person, x.request, x.module, x.module_place, x.item
              HAVING count(*) > 1) t
        CROSS JOIN LATERAL (SELECT (t.second).*) i
        LEFT JOIN sen.sen2_dictionary() d ON d.module = i.module AND d.item = i.item
    ), missing_parent AS (
        SELECT 'row without its parent' AS name, i.module, i.file, i.row_number
        FROM pg_temp."sen2 item" i
        WHERE i.person IS NULL AND i.module <> 'sen2'
        GROUP BY i.module, i.file, i.row_number
    ), lines AS MATERIALIZED (
        SELECT i.person, coalesce(i.request, 0) AS request, i.module, i.module_place, i.file,
               min(i.row_number) AS row_number
        FROM pg_temp."sen2 item" i
        WHERE i.file IS NOT NULL
        GROUP BY i.person, coalesce(i.request, 0), i.module, i.module_place, i.file
    ), placed AS (
        SELECT f.name, f.person, f.request, f.item, f.value, coalesce(s.file, o.file) AS file,
               coalesce(s.row_number, o.row_number) AS row_number,
               sen.sen2_path(f.module, f.person, f.request, coalesce(f.module_place, 1), f.item) AS path
        FROM found f
        -- The row of a file that it stands in, or else that of the request or person that it is missing from.
        LEFT JOIN lines s ON s.person = f.person AND s.request = coalesce(f.request, 0) AND s.module = f.module
            AND s.module_place = coalesce(f.module_place, 1)
        LEFT JOIN lines o ON o.person = f.person AND o.request = coalesce(f.request, 0)
            AND o.module = CASE WHEN f.request IS NULL THEN 'person' ELSE 'requests' END
        UNION ALL
        SELECT n.name, n.person, n.request, n.element, n.shown, n.file, n.row_number,
               sen.sen2_path(n.module, n.person, n.request, n.module_place, n.element)
        FROM item_found n
        UNION ALL
        SELECT m.name, NULL, NULL, NULL, NULL, m.file, m.row_number, NULL
        FROM missing_parent m
    )
    SELECT c.check_number, c.check_name, c.severity, p.person, p.request, p.item, p.value, c.says, p.file,
           p.row_number, CASE WHEN p.file IS NULL THEN p.path END
    FROM placed p
    JOIN sen.sen2_checks() c ON c.check_name = p.name
    ORDER BY p.person, p.request NULLS FIRST, c.check_number, p.path, p.row_number;
END
$function$;
COMMENT ON FUNCTION sen.sen2_find(date, integer) IS
    'What sen.sen2_checks() find in the items that sen.sen2_stage_xml() or sen.sen2_stage_files() put into pg_temp, '
    'for a return of this day and year. Null in, none out. Part of sen.load_sen2().';

CREATE FUNCTION sen.sen2_findings(content text)
    RETURNS TABLE (check_number integer, check_name text, severity text, person integer, request integer, item text,
                   value text, says text, path text)
    LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
    SET search_path = pg_catalog, pg_temp SET client_min_messages = warning
AS $function$
#variable_conflict use_column
BEGIN
    PERFORM sen.sen2_stage_xml(content);
    RETURN QUERY
    SELECT f.check_number, f.check_name, f.severity, f.person, f.request, f.item, f.value, f.says, f.path
    FROM sen.sen2_header(content) h
    CROSS JOIN LATERAL sen.sen2_find(h.reference_date, h.return_year) f;
    DROP TABLE pg_temp."sen2 item";
END
$function$;
COMMENT ON FUNCTION sen.sen2_findings(text) IS
    'What sen.sen2_checks() find in a SEN2 XML file, without keeping it: which check, error or query, the person and '
    'the request in the file, counted from 1, the item, its value, and where it stands. No name, birth date, postcode '
    'or number of a person is given. Null in, none out. Errors of sen.sen2_document().';
