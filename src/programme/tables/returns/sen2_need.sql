-- read: analyst
-- write: editor

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
