-- read: nobody
-- meanings: invitation

CREATE VIEW invitation_on_day AS
SELECT
--@columns invitation of t
FROM invitation t
--@deleted invitation;
COMMENT ON VIEW invitation_on_day IS
    'Table invitation with the rows that the log had by the end of sen.today() and that have been '
    'deleted since, by changed_later. Views of the higher floors read it where they name invitation.';
