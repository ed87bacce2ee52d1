-- read: analyst
-- write: editor
-- meanings: assessment_exception

CREATE VIEW assessment_exception_intake WITH (security_invoker = true) AS
SELECT e.local_authority, e.request_ref, e.time_limit, e.exception, e.from_date::text, e.to_date::text, e.evidence
FROM assessment_exception e;
CREATE TRIGGER intake INSTEAD OF INSERT ON assessment_exception_intake
    FOR EACH ROW EXECUTE FUNCTION sen.intake_row('assessment_exception');
COMMENT ON VIEW assessment_exception_intake IS 'The intake view of assessment_exception: as ehc_request_intake.';
COMMENT ON TRIGGER intake ON assessment_exception_intake IS
    'Reads a row of text and inserts it into assessment_exception.';
CREATE TRIGGER done AFTER INSERT ON assessment_exception_intake
    FOR EACH STATEMENT EXECUTE FUNCTION sen.intake_done('assessment_exception');
COMMENT ON TRIGGER done ON assessment_exception_intake IS 'Analyses assessment_exception once it has grown by a fifth.';
CREATE TRIGGER only_in INSTEAD OF UPDATE OR DELETE ON assessment_exception_intake
    FOR EACH ROW EXECUTE FUNCTION sen.intake_only('assessment_exception');
COMMENT ON TRIGGER only_in ON assessment_exception_intake IS 'Refuses changes through the intake view.';
