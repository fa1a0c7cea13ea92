-- Files of evidence. Their bytes lie sealed in the vault, each under a data key of its case (holder `evidence:<id>`); what was
-- brought, by whom and what it shows are facts. These tables hold what may change: uploads under way, what the virus
-- scanner said, which pictures were made.

-- A file on its way: belongs to one person and one case until the fact that takes it. Its key is wrapped as it will be then.
create table upload (
  id uuid primary key,
  case_id uuid not null references case_row (id),
  person_id uuid not null references person (id),
  size bigint not null check (size > 0),
  name_box bytea not null,
  epoch int not null references key_epoch (epoch),
  wrapped bytea not null,
  -- SHA-256 of its bytes and type by content, known once all of it is on the disk.
  hash bytea,
  type text,
  expires_at timestamptz(3) not null
);
create index upload_by_person on upload (person_id);
create index upload_expired on upload (expires_at);

create table evidence_file (
  id uuid primary key,
  case_id uuid not null references case_row (id),
  scan text not null default 'waiting' check (scan in ('waiting', 'clean', 'infected', 'not-scanned')),
  -- The name of what was found, or why it was not scanned.
  found text,
  picture text not null check (picture in ('waiting', 'made', 'none', 'failed')),
  tended_at timestamptz(3)
);
create index evidence_file_by_case on evidence_file (case_id);
create index evidence_file_to_tend on evidence_file (tended_at nulls first) where scan in ('waiting', 'not-scanned') or picture = 'waiting';

-- Things that are in custody up to a day, as the facts of their cases tell.
create table kept_sample (
  case_id uuid not null references case_row (id),
  evidence int not null,
  keep_until date not null,
  primary key (case_id, evidence)
);
create index kept_sample_by_day on kept_sample (keep_until);

alter table upload enable row level security;
create policy mine on upload using ((select is_system()) or person_id = (select me()));

do $$
declare one text;
begin
  foreach one in array array['evidence_file', 'kept_sample'] loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy of_case on %I using (case_id::text = current_setting(''huiyin.seen'', true) or sees(case_id))', one);
  end loop;
end $$;
