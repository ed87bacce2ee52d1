-- DfE's published figures for Wirral in a temporary table, for show.sql and check.sql. Empty = not published.
SET client_min_messages = warning;
SET client_encoding = 'UTF8';
SET datestyle = 'ISO, YMD';
DROP TABLE IF EXISTS pg_temp.published;
CREATE TEMPORARY TABLE published (
    year                    integer PRIMARY KEY,
    plans                   integer,
    within                  integer,
    plans_excluding         integer,
    within_excluding        integer,
    percent                 numeric,
    percent_excluding       numeric,
    mid_band                integer,
    mid_band_excluding      integer,
    over_52_weeks           integer,
    over_52_weeks_excluding integer,
    mean_weeks              numeric,
    mean_weeks_excluding    numeric,
    requests                integer,
    requests_refused        integer,
    source                  text NOT NULL
);
\copy pg_temp.published (year, plans, within, plans_excluding, within_excluding, percent, percent_excluding, mid_band, mid_band_excluding, over_52_weeks, over_52_weeks_excluding, mean_weeks, mean_weeks_excluding, requests, requests_refused, source) FROM 'published.csv' WITH (FORMAT csv, HEADER match)
