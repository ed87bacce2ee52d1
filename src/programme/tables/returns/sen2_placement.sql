-- read: analyst
-- write: editor

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
