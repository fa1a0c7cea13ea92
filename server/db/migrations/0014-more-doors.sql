-- Files of complaints that are imported from a screen. The file lies sealed under a key of its own, what was found wrong in it
-- too; both go when the import is over for a while, and who imported how many stays.
create table import_job (
  id uuid primary key,
  person_id uuid not null references person (id),
  state text not null check (state in ('uploaded', 'running', 'stopped', 'done', 'failed')),
  name_box bytea not null,
  -- Bytes.
  size int not null,
  epoch int not null references key_epoch (epoch),
  wrapped bytea not null,
  file_box bytea,
  -- The columns with the first rows, how the file is to be taken, what could not be taken, why it was refused as a whole.
  head_box bytea,
  wish_box bytea,
  problems_box bytea,
  refused_box bytea,
  problems int not null default 0,
  counts jsonb not null,
  -- Share of the file that was read, 0 to 1.
  read real not null default 0,
  -- The process that works on it, and when it last said so.
  worker uuid,
  beat_at timestamptz(3),
  created_at timestamptz(3) not null,
  ended_at timestamptz(3),
  expires_at timestamptz(3) not null
);
create index import_job_by_person on import_job (person_id, created_at desc);
create index import_job_running on import_job (created_at) where state = 'running';
create index import_job_expired on import_job (expires_at) where name_box <> '';

alter table import_job enable row level security;
create policy mine on import_job using ((select is_system()) or person_id = (select me()));

-- The import at a desk that brought a row; none for those of the command line.
alter table import_row add column job uuid references import_job (id);

-- How a file of these columns was taken last, to be proposed again. The names of the columns stand as a digest.
create table import_mapping (
  columns_digest bytea primary key,
  box bytea not null,
  changed_at timestamptz(3) not null
);

-- Calls as the telephone system tells of them. What was said stands in the case once a call is attached to it; its boxes here
-- are emptied then. The system's own name of a call stands as a digest, since it may hold a number.
create table call (
  id uuid primary key,
  ref_digest bytea not null unique,
  person_id uuid not null references person (id),
  number_box bytea,
  summary_box bytea,
  recording_box bytea,
  begun_at timestamptz(3) not null,
  answered_at timestamptz(3),
  ended_at timestamptz(3),
  case_id uuid references case_row (id),
  attached boolean not null default false,
  -- True for one of which nothing is to become.
  away boolean not null default false
);
create index call_by_person on call (person_id, begun_at desc);
create index call_to_attach on call (ended_at) where case_id is not null and (not attached or recording_box is not null);
create index call_to_forget on call (begun_at) where case_id is null;

alter table call enable row level security;
create policy mine on call using ((select is_system()) or person_id = (select me()));

-- That somebody looked over the equipment before taking calls.
create table shift_check (
  person_id uuid not null references person (id),
  at timestamptz(3) not null,
  items text[] not null,
  primary key (person_id, at)
);
alter table shift_check enable row level security;
create policy of_all on shift_check for select using ((select is_system()) or (select me()) is not null);
create policy mine on shift_check for insert with check (person_id = (select me()));
create trigger append_only before update or delete on shift_check for each row execute function refuse_change();

-- What people are qualified for, and the keys by which other systems come in, as the facts of the organisation say.
alter table organisation add column qualifications jsonb not null default '[]';
alter table organisation add column tokens jsonb not null default '[]';

-- The cases that another system brought; by it alone it may ask for them again.
create table token_case (
  case_id uuid primary key references case_row (id),
  token_id uuid not null,
  at timestamptz(3) not null
);
create index token_case_by_token on token_case (token_id, at desc);
alter table token_case enable row level security;
create policy of_system on token_case using ((select is_system()));

-- Each use of a key: when, what for, what was answered.
create table token_use (
  id uuid primary key,
  token_id uuid not null,
  at timestamptz(3) not null,
  what text not null,
  status int not null,
  case_id uuid
);
create index token_use_by_token on token_use (token_id, at desc);
alter table token_use enable row level security;
create policy of_system on token_use using ((select is_system()));
create trigger append_only before update or delete on token_use for each row execute function refuse_change();
create trigger append_only_whole before truncate on token_use for each statement execute function refuse_change();
