-- The items of the SEN2 return: what each is called in the XML file and COLLECT's export, and how DfE's spreadsheet
-- asks for it. Facts of the guides of 2023 to 2026; nothing is keyed on an item number, since they move.

CREATE FUNCTION sen.sen2_dictionary()
    RETURNS TABLE (module text, element text, item text, reading text, is_personal boolean, allowed text, prompt text)
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 90
BEGIN ATOMIC
    SELECT d.module, d.element, lower(d.element), d.reading, d.reading = 'personal' OR d.element = 'PersonBirthDate',
           d.allowed, d.prompt
    FROM (VALUES
        ('sen2', 'Collection', 'text', NULL, 'collection name'),
        ('sen2', 'Year', 'text', NULL, 'year'),
        ('sen2', 'ReferenceDate', 'day', NULL, 'reference date'),
        ('sen2', 'SourceLevel', 'text', NULL, 'source level'),
        ('sen2', 'LEA', 'text', '^\d{3}$', 'la number'),
        ('sen2', 'SoftwareCode', 'text', NULL, 'software code'),
        ('sen2', 'DMO', 'code', '^[YNR]$', 'designated medical officer'),
        ('sen2', 'DCO', 'code', '^[YNR]$', 'designated clinical officer'),
        ('sen2', 'DSCO', 'code', '^[YNR]$', 'designated social care officer'),
        ('person', 'Surname', 'personal', NULL, 'surname'),
        ('person', 'Forename', 'personal', NULL, 'forename'),
        ('person', 'PersonBirthDate', 'day', NULL, 'date of birth'),
        ('person', 'GenderCurrent', 'code', '^[0129]$', 'gender'),
        ('person', 'Sex', 'code', '^[MF]$', 'sex'),
        ('person', 'Ethnicity', 'code', '^[A-Z]{4}$', 'ethnicity'),
        ('person', 'PostCode', 'personal', NULL, 'post code'),
        ('person', 'UPN', 'personal', NULL, 'upn unique pupil number'),
        ('person', 'UniqueLearnerNumber', 'personal', NULL, 'uln young persons unique learner number'),
        ('person', 'UPNunknown', 'code', '^UN(1|2|3|5|8|9|10)$', 'upn and uln unavailable reason'),
        ('requests', 'ReceivedDate', 'day', NULL, 'date request was received'),
        ('requests', 'RequestSource', 'code', '^[1-5]$', 'source of request for an ehc needs assessment'),
        ('requests', 'RYA', 'flag', '^[01]$', 'initial request whilst in rya'),
        ('requests', 'RequestOutcomeDate', 'day', NULL, 'request outcome date'),
        ('requests', 'RequestOutcome', 'code', '^[YNAWH]$', 'request outcome'),
        ('requests', 'RequestMediation', 'flag', '^[01]$', 'request mediation'),
        ('requests', 'RequestTribunal', 'flag', '^[01]$', 'request tribunal'),
        ('requests', 'Exported', 'code', '^(\d{3}|XXX)$',
         'exported child or young person moves out of la before assessment is completed'),
        ('assessment', 'AssessmentOutcome', 'code', '^[YNAWH]$', 'assessment outcome decision to issue ehc plan'),
        ('assessment', 'AssessmentOutcomeDate', 'day', NULL, 'assessment outcome date'),
        ('assessment', 'AssessmentMediation', 'flag', '^[01]$', 'assessment mediation'),
        ('assessment', 'AssessmentTribunal', 'flag', '^[01]$', 'assessment tribunal'),
        ('assessment', 'OtherMediation', 'flag', '^[01]$', 'other mediation'),
        ('assessment', 'OtherTribunal', 'flag', '^[01]$', 'other tribunal'),
        ('assessment', 'Week20', 'flag', '^[01]$', 'twenty week time limit exceptions apply'),
        ('namedplan', 'StartDate', 'day', NULL, 'ehc plan start date'),
        ('namedplan', 'PlanRes', 'code', '^[AB]$', 'residential settings'),
        ('namedplan', 'PlanWBP', 'code', '^[ATS]$', 'work based learning activity'),
        ('namedplan', 'PB', 'flag', '^[01]$', 'personal budget taken up'),
        ('namedplan', 'OA', 'flag', '^[01]$', 'personal budget organised arrangements'),
        ('namedplan', 'DP', 'code', '^[ESHI]$', 'personal budget direct payments'),
        ('namedplan', 'CeaseDate', 'day', NULL, 'date ehc plan ceased'),
        ('namedplan', 'CeaseReason', 'code', '^[1-9]$', 'reason ehc plan ceased'),
        ('plandetail', 'URN', 'code', '^\d{1,6}$', 'urn unique reference number'),
        ('plandetail', 'UKPRN', 'code', '^\d{8}$', 'ukprn uk provider reference number'),
        ('plandetail', 'SENSetting', 'code', '^(OLA|OPA|EHE|EYP|OTH)$', 'sen setting establishment type'),
        ('plandetail', 'SENSettingOther', 'personal', NULL, 'sen setting other'),
        ('plandetail', 'PlacementRank', 'code', '^[12]$', 'placement rank'),
        ('plandetail', 'SENunitIndicator', 'flag', '^[01]$', 'sen unit indicator'),
        ('plandetail', 'ResourcedProvisionIndicator', 'flag', '^[01]$', 'resourced provision indicator'),
        ('activeplans', 'TransferLA', 'code', '^\d{3}$',
         'ehc plan transferred in from another la during calendar year'),
        ('activeplans', 'Res', 'code', '^[AB]$', 'residential settings'),
        ('activeplans', 'WBP', 'code', '^[ATS]$', 'work based learning activity'),
        ('activeplans', 'ReviewMeeting', 'day', NULL, 'annual review meeting date'),
        ('activeplans', 'LastReview', 'day', NULL, 'ehc plan review decisions date'),
        ('activeplans', 'ReviewOutcome', 'code', '^[ACM]$', 'annual review decision'),
        ('activeplans', 'ReviewDraft', 'day', NULL, 'annual review date draft amended ehc plan issued'),
        ('activeplans', 'PhaseTransferDueDate', 'day', NULL, 'phase transfer review due date for any amended plan'),
        ('activeplans', 'PhaseTransferFinalDate', 'day', NULL, 'phase transfer review final plan date'),
        ('placementdetail', 'URN', 'code', '^\d{1,6}$', 'urn unique reference number'),
        ('placementdetail', 'UKPRN', 'code', '^\d{8}$', 'ukprn uk provider reference number'),
        ('placementdetail', 'SENSetting', 'code', '^(OLA|OPA|EHE|EYP|OTH|NEET|NIEC|NIEO)$',
         'sen setting establishment type'),
        ('placementdetail', 'SENSettingOther', 'personal', NULL, 'sen setting other'),
        ('placementdetail', 'PlacementRank', 'code', '^[12]$', 'placement rank'),
        ('placementdetail', 'EntryDate', 'day', NULL, 'placement start date'),
        ('placementdetail', 'LeavingDate', 'day', NULL, 'placement leaving date'),
        ('placementdetail', 'AttendancePattern', 'code', '^(FT|PT)$', 'attendance pattern'),
        ('placementdetail', 'SENunitIndicator', 'flag', '^[01]$', 'sen unit indicator'),
        ('placementdetail', 'ResourcedProvisionIndicator', 'flag', '^[01]$', 'resourced provision indicator'),
        ('placementdetail', 'Res', 'code', '^[AB]$', 'residential settings'),
        ('placementdetail', 'WBP', 'code', '^[ATS]$', 'work based learning activity'),
        ('senneed', 'SENtype', 'code', '^(SPLD|MLD|SLD|PMLD|SEMH|SLCN|HI|VI|MSI|PD|ASD|DS|OTH)$', 'sen type of need'),
        ('senneed', 'SENtypeRank', 'code', '^[12]$', 'sen type of need rank')
    ) d (module, element, reading, allowed, prompt);
END;
COMMENT ON FUNCTION sen.sen2_dictionary() IS
    'The items of the SEN2 return, of 2023 to 2026: the module and the element that each is in, its name in small '
    'letters, how it is read (day, flag, code, text, personal), whether it says who somebody is, the codes that it may '
    'have as a pattern, and the words by which DfE''s spreadsheet asks for it.';

CREATE FUNCTION sen.sen2_path(module text, person integer, request integer, module_place integer, item text)
    RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    SET search_path = pg_catalog, pg_temp
    RETURN 'Person[' || person || ']' || coalesce('/Requests[' || request || ']', '')
        || CASE module
               WHEN 'assessment' THEN '/Assessment'
               WHEN 'namedplan' THEN '/Assessment/NamedPlan'
               WHEN 'plandetail' THEN '/Assessment/NamedPlan/PlanDetail[' || module_place || ']'
               WHEN 'activeplans' THEN '/ActivePlans'
               WHEN 'placementdetail' THEN '/ActivePlans/PlacementDetail[' || module_place || ']'
               WHEN 'senneed' THEN '/ActivePlans/SENneed[' || module_place || ']'
               ELSE '' END
        || coalesce('/' || item, '');
COMMENT ON FUNCTION sen.sen2_path(text, integer, integer, integer, text) IS
    'Where an item stands in a SEN2 XML file, as an XPath below Persons: Person[12]/Requests[1]/ActivePlans/'
    'SENneed[2]/SENtype. Null without a person.';
