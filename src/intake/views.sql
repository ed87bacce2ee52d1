-- Checked doors for extracts: the columns of a table as text.
-- Part of the body of sen.create_programme(), run with search_path = the new schema.

CREATE VIEW ehc_request_intake WITH (security_invoker = true) AS
SELECT r.local_authority, r.request_ref, r.child_ref, r.received_on::text, r.request_source, r.rya::text,
       r.request_outcome, r.request_outcome_on::text, r.request_mediation::text, r.request_tribunal::text, r.exported_to,
       r.assessment_outcome, r.assessment_outcome_on::text, r.assessment_mediation::text, r.assessment_tribunal::text,
       r.other_mediation::text, r.other_tribunal::text, r.week20::text, r.plan_start_on::text, r.closed_on::text
FROM ehc_request r;
CREATE TRIGGER intake INSTEAD OF INSERT ON ehc_request_intake
    FOR EACH ROW EXECUTE FUNCTION sen.intake_row('ehc_request');
COMMENT ON VIEW ehc_request_intake IS 'The checked door to ehc_request: COPY an extract of any case system into it. Columns are text; dates are YYYY-MM-DD or DD/MM/YYYY, flags 1 or 0, yes or no; an error names the column, the value and what to write.';
COMMENT ON TRIGGER intake ON ehc_request_intake IS 'Reads a row of text and inserts it into ehc_request.';
CREATE TRIGGER done AFTER INSERT ON ehc_request_intake
    FOR EACH STATEMENT EXECUTE FUNCTION sen.intake_done('ehc_request');
COMMENT ON TRIGGER done ON ehc_request_intake IS 'Analyses ehc_request once it has grown by a fifth.';
CREATE TRIGGER only_in INSTEAD OF UPDATE OR DELETE ON ehc_request_intake
    FOR EACH ROW EXECUTE FUNCTION sen.intake_only('ehc_request');
COMMENT ON TRIGGER only_in ON ehc_request_intake IS 'Refuses changes through the door.';

CREATE VIEW assessment_exception_intake WITH (security_invoker = true) AS
SELECT e.local_authority, e.request_ref, e.time_limit, e.exception, e.from_date::text, e.to_date::text, e.evidence
FROM assessment_exception e;
CREATE TRIGGER intake INSTEAD OF INSERT ON assessment_exception_intake
    FOR EACH ROW EXECUTE FUNCTION sen.intake_row('assessment_exception');
COMMENT ON VIEW assessment_exception_intake IS 'The checked door to assessment_exception: as ehc_request_intake.';
COMMENT ON TRIGGER intake ON assessment_exception_intake IS 'Reads a row of text and inserts it into assessment_exception.';
CREATE TRIGGER done AFTER INSERT ON assessment_exception_intake
    FOR EACH STATEMENT EXECUTE FUNCTION sen.intake_done('assessment_exception');
COMMENT ON TRIGGER done ON assessment_exception_intake IS 'Analyses assessment_exception once it has grown by a fifth.';
CREATE TRIGGER only_in INSTEAD OF UPDATE OR DELETE ON assessment_exception_intake
    FOR EACH ROW EXECUTE FUNCTION sen.intake_only('assessment_exception');
COMMENT ON TRIGGER only_in ON assessment_exception_intake IS 'Refuses changes through the door.';
