-- read: analyst
-- write: editor

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
