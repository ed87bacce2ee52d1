-- read: analyst
-- write: editor
-- meanings: ehc_request

CREATE VIEW ehc_request_intake WITH (security_invoker = true) AS
SELECT r.local_authority, r.request_ref, r.child_ref, r.received_on::text, r.request_source, r.rya::text,
       r.request_outcome, r.request_outcome_on::text, r.request_mediation::text, r.request_tribunal::text,
       r.exported_to,
       r.assessment_outcome, r.assessment_outcome_on::text, r.assessment_mediation::text, r.assessment_tribunal::text,
       r.other_mediation::text, r.other_tribunal::text, r.week20::text, r.plan_start_on::text, r.closed_on::text
FROM ehc_request r;
CREATE TRIGGER intake INSTEAD OF INSERT ON ehc_request_intake
    FOR EACH ROW EXECUTE FUNCTION sen.intake_row('ehc_request');
COMMENT ON VIEW ehc_request_intake IS
    'The intake view of ehc_request: COPY an extract of any case system into it. Columns are text; dates are '
    'YYYY-MM-DD or DD/MM/YYYY, flags 1 or 0, yes or no; an error names the column, the value and what to write.';
COMMENT ON TRIGGER intake ON ehc_request_intake IS 'Reads a row of text and inserts it into ehc_request.';
CREATE TRIGGER done AFTER INSERT ON ehc_request_intake
    FOR EACH STATEMENT EXECUTE FUNCTION sen.intake_done('ehc_request');
COMMENT ON TRIGGER done ON ehc_request_intake IS 'Analyses ehc_request once it has grown by a fifth.';
CREATE TRIGGER only_in INSTEAD OF UPDATE OR DELETE ON ehc_request_intake
    FOR EACH ROW EXECUTE FUNCTION sen.intake_only('ehc_request');
COMMENT ON TRIGGER only_in ON ehc_request_intake IS 'Refuses changes through the intake view.';
