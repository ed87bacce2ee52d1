-- What is checked in a SEN2 return before DfE checks it. The rules are ours, and so are their names: DfE publishes a
-- list of its own, whose numbers we do not know. Each says what it rests on.

CREATE FUNCTION sen.sen2_checks()
    RETURNS TABLE (check_name text, severity text, says text, rests_on text)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
BEGIN ATOMIC
    SELECT c.check_name, c.severity, c.says, c.rests_on
    FROM (VALUES
        ('received day missing', 'error', 'A request needs the day on which it was received, unless its outcome is H.',
         'guide to SEN2, item ReceivedDate'),
        ('decision day missing', 'error', 'A decision to assess or not (Y, N) needs its day.',
         'guide to SEN2, item RequestOutcomeDate'),
        ('outcome day missing', 'error', 'No plan (N) needs the day on which the family was told.',
         'guide to SEN2, item AssessmentOutcomeDate'),
        ('plan not issued yet', 'query', 'A plan is to be issued (Y), and has no day yet: right only while it is due.',
         'guide to SEN2, item AssessmentOutcomeDate'),
        ('assessment after no decision', 'query',
         'There is an assessment though the request is undecided or withdrawn.',
         'guide to SEN2, item RequestOutcome'),
        ('day cannot be read', 'error', 'A day is written as YYYY-MM-DD.', 'XML schema of SEN2: type date'),
        ('day after the census', 'error', 'The day is after the day of the return.', 'the period of the return'),
        ('days out of order', 'error', 'One of two days is before the other, which it has to follow.',
         'order of the steps: request, decision, outcome, plan; entry and leaving; meeting and decision'),
        ('code unknown', 'error', 'The value is none of the codes of this item.', 'code sets of the guide to SEN2'),
        ('establishment', 'error', 'A placement names exactly one of URN, UKPRN and SENSetting.',
         'guide to SEN2, items URN, UKPRN, SENSetting'),
        ('needs and ranks', 'error', 'A plan has one or two needs, one of them with rank 1, another with rank 2.',
         'guide to SEN2, items SENtype, SENtypeRank'),
        ('cease day and reason', 'error', 'A plan that ceased has both day and reason; one that did not, neither.',
         'guide to SEN2, items CeaseDate, CeaseReason'),
        ('no number of the pupil', 'error', 'A person has a UPN, a unique learner number, or the reason for neither.',
         'guide to SEN2, item UPNunknown'),
        ('UPN', 'error', 'The check letter of the UPN is not the one that its digits give.',
         'unique pupil numbers: how the check letter is reckoned'),
        ('person twice', 'query', 'Another person of the return has the same UPN, or the same names and birth date.',
         'a person has one block'),
        ('two plans', 'query', 'A person has more than one plan in force.', 'one plan at a time'),
        ('age', 'query', 'Older than 25, or born after the day of the return.',
         'Children and Families Act 2014, s. 83(2): a young person is under 25')
    ) c (check_name, severity, says, rests_on);
END;
COMMENT ON FUNCTION sen.sen2_checks() IS
    'The checks of sen.sen2_findings(): name, error or query, what each says, and what it rests on. The names are '
    'ours; DfE''s own list has numbers that are not used here.';

CREATE FUNCTION sen.sen2_findings(content text)
    RETURNS TABLE (check_name text, severity text, person integer, request integer, item text, value text, says text)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp SET jit = off
BEGIN ATOMIC
    WITH header AS MATERIALIZED (
        SELECT h.reference_date FROM sen.sen2_header(content) h
    ), items AS MATERIALIZED (
        SELECT i.*, d.day
        FROM sen.sen2_items(content) i
        LEFT JOIN LATERAL (SELECT v.read::date AS day FROM sen.read_value(i.value, 'date', false) v
                           WHERE i.value ~ '^\d{4}-\d\d-\d\d$') d ON true
        WHERE i.value IS NOT NULL
    ), persons AS MATERIALIZED (
        SELECT i.person, max(i.value) FILTER (WHERE i.item = 'upn') AS upn,
               max(i.value) FILTER (WHERE i.item IN ('uniquelearnernumber', 'upnunknown')) AS other_number,
               nullif(concat_ws('|', lower(max(i.value) FILTER (WHERE i.item = 'surname')),
                                lower(max(i.value) FILTER (WHERE i.item = 'forename')),
                                max(i.day) FILTER (WHERE i.item = 'personbirthdate')), '') AS names,
               max(i.day) FILTER (WHERE i.item = 'personbirthdate') AS born_on
        FROM items i
        WHERE i.request IS NULL
        GROUP BY i.person
    ), requests AS MATERIALIZED (
        SELECT i.person, i.request, max(i.value) FILTER (WHERE i.item = 'requestoutcome') AS outcome,
               max(i.value) FILTER (WHERE i.item = 'receiveddate') AS received,
               max(i.day) FILTER (WHERE i.item = 'receiveddate') AS received_on,
               max(i.value) FILTER (WHERE i.item = 'requestoutcomedate') AS decided,
               max(i.day) FILTER (WHERE i.item = 'requestoutcomedate') AS decided_on,
               max(i.value) FILTER (WHERE i.item = 'assessmentoutcome') AS assessed,
               max(i.value) FILTER (WHERE i.item = 'assessmentoutcomedate') AS finished,
               max(i.day) FILTER (WHERE i.item = 'assessmentoutcomedate') AS finished_on,
               max(i.day) FILTER (WHERE i.item = 'startdate') AS starts_on,
               max(i.day) FILTER (WHERE i.item = 'reviewmeeting') AS met_on,
               max(i.day) FILTER (WHERE i.item = 'lastreview') AS reviewed_on,
               max(i.value) FILTER (WHERE i.item = 'ceasedate') AS ceased,
               max(i.value) FILTER (WHERE i.item = 'ceasereason') AS cease_reason,
               count(*) FILTER (WHERE i.module IN ('activeplans', 'placementdetail', 'senneed')) > 0 AS is_active,
               count(*) FILTER (WHERE i.item = 'sentype') AS needs,
               string_agg(i.value, ',' ORDER BY i.value) FILTER (WHERE i.item = 'sentyperank') AS ranks
        FROM items i
        WHERE i.request IS NOT NULL
        GROUP BY i.person, i.request
    ), placements AS (
        SELECT i.person, i.request, i.module,
               count(*) FILTER (WHERE i.item IN ('urn', 'ukprn', 'sensetting')) AS named,
               max(i.day) FILTER (WHERE i.item = 'entrydate') AS entered_on,
               max(i.day) FILTER (WHERE i.item = 'leavingdate') AS left_on
        FROM items i
        WHERE i.module IN ('plandetail', 'placementdetail')
        GROUP BY i.person, i.request, i.module, i.module_place
    ), found AS (
        SELECT 'received day missing' AS check_name, r.person, r.request, 'ReceivedDate' AS item, NULL AS value
        FROM requests r
        WHERE r.received IS NULL AND r.outcome IS DISTINCT FROM 'H'
        UNION ALL
        SELECT 'decision day missing', r.person, r.request, 'RequestOutcomeDate', NULL
        FROM requests r
        WHERE r.decided IS NULL AND r.outcome IN ('Y', 'N')
        UNION ALL
        SELECT CASE r.assessed WHEN 'N' THEN 'outcome day missing' ELSE 'plan not issued yet' END, r.person, r.request,
               'AssessmentOutcomeDate', NULL
        FROM requests r
        WHERE r.finished IS NULL AND r.assessed IN ('Y', 'N')
        UNION ALL
        SELECT 'assessment after no decision', r.person, r.request, 'AssessmentOutcome', r.assessed
        FROM requests r
        WHERE r.assessed IS NOT NULL AND r.outcome IN ('A', 'W')
        UNION ALL
        SELECT 'day cannot be read', i.person, i.request, i.item, i.value
        FROM items i
        WHERE i.day IS NULL AND (i.item LIKE '%date' OR i.item IN ('reviewmeeting', 'lastreview', 'reviewdraft'))
        UNION ALL
        SELECT 'day after the census', i.person, i.request, i.item, i.value
        FROM items i
        JOIN header h ON i.day > h.reference_date
        WHERE i.item NOT IN ('phasetransferduedate', 'personbirthdate')
        UNION ALL
        SELECT 'days out of order', r.person, r.request, o.item, o.later || ' is before ' || o.earlier
        FROM requests r
        CROSS JOIN LATERAL (VALUES
            ('RequestOutcomeDate', r.decided_on, r.received_on), ('AssessmentOutcomeDate', r.finished_on, r.decided_on),
            ('StartDate', r.starts_on, r.received_on), ('LastReview', r.reviewed_on, r.met_on)
        ) o (item, later, earlier)
        WHERE o.later < o.earlier
        UNION ALL
        SELECT 'days out of order', p.person, p.request, 'LeavingDate', p.left_on || ' is before ' || p.entered_on
        FROM placements p
        WHERE p.left_on < p.entered_on
        UNION ALL
        SELECT 'code unknown', i.person, i.request, i.item, i.value
        FROM items i
        JOIN (VALUES
            ('sex', '^[MF]$'), ('gendercurrent', '^[0129]$'), ('requestsource', '^[1-5]$'),
            ('requestoutcome', '^[YNAWH]$'), ('assessmentoutcome', '^[YNAWH]$'), ('exported', '^(\d{3}|XXX)$'),
            ('transferla', '^\d{3}$'), ('rya', '^[01]$'), ('requestmediation', '^[01]$'), ('requesttribunal', '^[01]$'),
            ('assessmentmediation', '^[01]$'), ('assessmenttribunal', '^[01]$'), ('othermediation', '^[01]$'),
            ('othertribunal', '^[01]$'), ('week20', '^[01]$'), ('pb', '^[01]$'), ('oa', '^[01]$'), ('dp', '^[ESHI]$'),
            ('senunitindicator', '^[01]$'), ('resourcedprovisionindicator', '^[01]$'), ('placementrank', '^[12]$'),
            ('sentyperank', '^[12]$'), ('planres', '^[AB]$'), ('res', '^[AB]$'), ('planwbp', '^[ATS]$'),
            ('wbp', '^[ATS]$'), ('ceasereason', '^[1-9]$'), ('reviewoutcome', '^[ACM]$'),
            ('upnunknown', '^UN(1|2|3|5|8|9|10)$'), ('urn', '^\d{1,6}$'), ('ukprn', '^\d{8}$'),
            ('sensetting', '^(OLA|OPA|EHE|EYP|OTH|NEET|NIEC|NIEO)$'),
            ('sentype', '^(SPLD|MLD|SLD|PMLD|SEMH|SLCN|HI|VI|MSI|PD|ASD|DS|OTH)$')
        ) c (item, allowed) ON c.item = i.item AND i.value !~ c.allowed
        UNION ALL
        SELECT 'establishment', p.person, p.request, p.module, p.named || ' named'
        FROM placements p
        WHERE p.named <> 1
        UNION ALL
        SELECT 'needs and ranks', r.person, r.request, 'SENtype', sen.count_words(r.needs, 'need')
        FROM requests r
        WHERE r.is_active AND coalesce(r.ranks, '') NOT IN ('1', '1,2') OR r.needs > 2
        UNION ALL
        SELECT 'cease day and reason', r.person, r.request, CASE WHEN r.ceased IS NULL THEN 'CeaseDate'
                                                                 ELSE 'CeaseReason' END, NULL
        FROM requests r
        WHERE (r.ceased IS NULL) <> (r.cease_reason IS NULL)
        UNION ALL
        SELECT 'no number of the pupil', p.person, NULL, 'UPN', NULL
        FROM persons p
        WHERE p.upn IS NULL AND p.other_number IS NULL
        UNION ALL
        SELECT 'UPN', p.person, NULL, 'UPN', 'check letter ' || left(p.upn, 1)
        FROM persons p
        WHERE p.upn !~ '^[A-Z]\d{11}[0-9A-Z]$' OR left(p.upn, 1) <> sen.upn_letter(p.upn)
        UNION ALL
        SELECT 'person twice', t.person, NULL, t.item, 'person ' || t.first_person
        FROM (SELECT p.person, 'UPN' AS item, p.upn AS same, min(p.person) OVER (PARTITION BY p.upn) AS first_person
              FROM persons p
              UNION ALL
              SELECT p.person, 'Surname', p.names, min(p.person) OVER (PARTITION BY p.names) FROM persons p) t
        WHERE t.same IS NOT NULL AND t.person > t.first_person
        UNION ALL
        SELECT 'two plans', r.person, max(r.request), 'ActivePlans', count(*) || ' in force'
        FROM requests r
        WHERE r.is_active AND r.ceased IS NULL
        GROUP BY r.person
        HAVING count(*) > 1
        UNION ALL
        SELECT 'age', p.person, NULL, 'PersonBirthDate', NULL
        FROM persons p
        JOIN header h ON p.born_on > h.reference_date OR p.born_on + interval '26 years' <= h.reference_date
    )
    SELECT f.check_name, c.severity, f.person, f.request, f.item, f.value, c.says
    FROM found f
    JOIN sen.sen2_checks() c ON c.check_name = f.check_name
    ORDER BY f.person, f.request NULLS FIRST, f.check_name, f.item;
END;
COMMENT ON FUNCTION sen.sen2_findings(text) IS
    'What sen.sen2_checks() find in a SEN2 XML file: which check, error or query, the person and the request in the '
    'file, counted from 1, the item and its value. No name, birth date, postcode or number of a person is given. Null '
    'in, none out. Errors of sen.sen2_document().';
