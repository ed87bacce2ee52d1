-- read: analyst
-- write: editor

CREATE TABLE sen2_submission (
    submission      integer PRIMARY KEY
        CONSTRAINT sen2_submission_number CHECK (sen.check_value(submission > 0, 'submission', submission,
                                                                 'Submissions are counted from 1.')),
    local_authority text NOT NULL
        CONSTRAINT sen2_submission_local_authority_form CHECK (
            sen.check_value(local_authority ~ '^[0-9]{3}$', 'local_authority', local_authority,
                            'Use the three-digit local authority code of DfE, such as 344.')),
    return_year     smallint NOT NULL
        CONSTRAINT sen2_submission_return_year_range CHECK (
            sen.check_value(return_year BETWEEN 2022 AND 2199, 'return_year', return_year,
                            'SEN2 is a return of single persons from 2022 on.')),
    reference_date  date NOT NULL
        CONSTRAINT sen2_submission_reference_date_in_year CHECK (
            sen.check_value(extract(year FROM reference_date) = return_year, 'reference_date', reference_date,
                            'The day of the return is in its year.')),
    format          text NOT NULL
        CONSTRAINT sen2_submission_format_known CHECK (
            sen.check_value(format IN ('xml', 'export', 'spreadsheet'), 'format', format,
                            'Use one of: xml, export, spreadsheet.')),
    file_name       text,
    sha256          text NOT NULL UNIQUE
        CONSTRAINT sen2_submission_sha256_form CHECK (sen.check_value(sha256 ~ '^[0-9a-f]{64}$', 'sha256', sha256,
                                                                      'Give 64 hexadecimal digits.')),
    persons         integer NOT NULL,
    requests        integer NOT NULL,
    items           integer NOT NULL,
    dmo             text,
    dco             text,
    dsco            text,
    software        text,
    keeps_personal  boolean NOT NULL,
    key_check       text,
    swapped         boolean NOT NULL DEFAULT false,
    loaded_at       timestamptz NOT NULL DEFAULT now(),
    loaded_by       text NOT NULL DEFAULT session_user
);
COMMENT ON TABLE sen2_submission IS
    'One SEN2 return as it was loaded. A later one of the same year stands beside it: none is overwritten.';
COMMENT ON COLUMN sen2_submission.submission IS 'Number of the submission, from 1, in the order of loading.';
COMMENT ON COLUMN sen2_submission.local_authority IS 'Three-digit local authority code of its header (LEA).';
COMMENT ON COLUMN sen2_submission.return_year IS
    'Year of the return: 2026 is of the calendar year 2025 and the day of 2026.';
COMMENT ON COLUMN sen2_submission.reference_date IS 'Day of the return (ReferenceDate).';
COMMENT ON COLUMN sen2_submission.format IS
    'What was loaded: xml, export (the nine CSV files of COLLECT) or spreadsheet (that of DfE).';
COMMENT ON COLUMN sen2_submission.file_name IS 'Name of the file or folder, as whoever loaded it gave it.';
COMMENT ON COLUMN sen2_submission.sha256 IS
    'SHA-256 of the XML file; of an export or a spreadsheet, of the rows in it, module by module.';
COMMENT ON COLUMN sen2_submission.persons IS 'Persons in it.';
COMMENT ON COLUMN sen2_submission.requests IS 'Requests in it, also those of earlier years (H).';
COMMENT ON COLUMN sen2_submission.items IS 'Items that are not empty.';
COMMENT ON COLUMN sen2_submission.dmo IS 'Is there a designated medical officer: Y, N, or R (being recruited).';
COMMENT ON COLUMN sen2_submission.dco IS 'Is there a designated clinical officer: Y, N, or R.';
COMMENT ON COLUMN sen2_submission.dsco IS 'Is there a designated social care officer: Y, N, or R.';
COMMENT ON COLUMN sen2_submission.software IS 'Software that made the return (SoftwareCode).';
COMMENT ON COLUMN sen2_submission.keeps_personal IS
    'Whether names, birth date, postcode and numbers of persons were asked to be kept.';
COMMENT ON COLUMN sen2_submission.key_check IS
    'A hash by the key with which its persons were matched: another one means another key, programme or owner. Empty '
    'without a key.';
COMMENT ON COLUMN sen2_submission.swapped IS
    'True if the two headers of a review in the spreadsheet were found to stand for each other.';
COMMENT ON COLUMN sen2_submission.loaded_at IS 'When it was loaded.';
COMMENT ON COLUMN sen2_submission.loaded_by IS 'The role that loaded it.';
