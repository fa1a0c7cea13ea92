-- Years whose notice came out after the program did. The latest row of a year counts, in the place of the program's own.
create table calendar_year (
  id bigint generated always as identity primary key,
  year int not null,
  body json not null,
  imported_at timestamptz(3) not null default now()
);
create trigger append_only before update or delete on calendar_year for each row execute function refuse_change();
create trigger append_only_whole before truncate on calendar_year for each statement execute function refuse_change();

-- Which calendars open cases count by, and the cases of one of them.
create index case_row_by_calendar on case_row (calendar, id) where status = 'open';
