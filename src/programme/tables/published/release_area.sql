-- read: reader
-- write: editor

CREATE TABLE release_area (
    area_code       text PRIMARY KEY,
    area_level      text NOT NULL,
    area_name       text NOT NULL,
    local_authority text
        CONSTRAINT release_area_local_authority_form CHECK (
            sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority,
                            'Use the three-digit local authority code of DfE, such as 344.')),
    region_code     text,
    valid_from      date NOT NULL,
    valid_to        date NOT NULL,
    CONSTRAINT release_area_valid_order CHECK (sen.check_value(valid_to >= valid_from, 'valid_to', valid_to,
                                                               'An area does not end before it began.'))
);
COMMENT ON TABLE release_area IS
    'The areas and bodies that published figures are about: England, regions, authorities, integrated care boards, '
    'providers. An authority that was made anew has a new code, and a row of its own.';
COMMENT ON COLUMN release_area.area_code IS
    'Code of the area in the files: E92000001, E12000002, E08000015, or that of the NHS, such as RY7.';
COMMENT ON COLUMN release_area.area_level IS
    'What it is: national, regional, local authority, or what a file of the NHS calls it, in lower case.';
COMMENT ON COLUMN release_area.area_name IS 'Its name, as in the file that has its latest period.';
COMMENT ON COLUMN release_area.local_authority IS
    'Three-digit local authority code of DfE (344 is Wirral); empty for what is no authority.';
COMMENT ON COLUMN release_area.region_code IS 'Code of the region that it lies in; empty if the files do not say.';
COMMENT ON COLUMN release_area.valid_from IS
    'First day of the earliest period that a loaded file has a row for: from then on the code is known to be in use.';
COMMENT ON COLUMN release_area.valid_to IS 'Last day of the latest such period.';
