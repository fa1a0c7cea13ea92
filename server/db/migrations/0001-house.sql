-- The house from the first fact on. Run by the owner (DATABASE_MIGRATE_URL); the app connects as another role that
-- owns nothing and may not bypass row-level security.
--
-- Settings that a transaction of the app makes local to itself:
--   huiyin.person  the id of the member of staff, or 'system' for the clock, or nothing
--   huiyin.for_case    the one case a complainant (or the registration of a case) is about

-- What a decision depended on, stored by hash for ever: packs and calendars.
create table policy (
  hash bytea primary key,
  kind text not null check (kind in ('pack', 'calendar')),
  id text not null,
  body json not null,
  stored_at timestamptz(3) not null default now()
);

create table organisation (
  single boolean primary key default true check (single),
  id uuid not null,
  name text not null,
  zone text not null,
  hours jsonb not null,
  packs text[] not null,
  version int not null
);

create table unit (
  id uuid primary key,
  parent uuid references unit (id),
  name text not null,
  kind text not null,
  closed boolean not null default false
);

-- Names and log-ins of staff lie sealed; `login_digest` finds an account without holding its name.
create table person (
  id uuid primary key,
  disabled boolean not null default false
);

create table account (
  person_id uuid primary key references person (id),
  login_digest bytea not null unique,
  password text not null,
  must_change boolean not null default false
);

create table post_holding (
  person_id uuid not null references person (id),
  post text not null,
  unit_id uuid not null references unit (id),
  primary key (person_id, post, unit_id)
);

-- Whose cases a person may see: every unit below the posts that may read. Kept by the organisation's commands.
create table sight (
  person_id uuid not null references person (id),
  unit_id uuid not null references unit (id),
  primary key (person_id, unit_id)
);

create table session (
  digest bytea primary key,
  person_id uuid not null references person (id),
  created_at timestamptz(3) not null,
  seen_at timestamptz(3) not null,
  expires_at timestamptz(3) not null
);
create index session_by_person on session (person_id);

create table portal_session (
  digest bytea primary key,
  case_id uuid not null,
  expires_at timestamptz(3) not null
);

-- Failed guesses by keyed digest of who and what is guessed; survives a restart and holds across processes.
create table throttle (
  digest bytea primary key,
  since timestamptz(3) not null,
  count int not null
);

create table case_row (
  id uuid primary key,
  number text not null unique,
  -- Sealed; null once it was erased.
  title bytea,
  unit_id uuid not null references unit (id),
  handler uuid,
  kind text not null,
  channel text not null,
  stage text not null,
  status text not null,
  grades jsonb not null,
  rank smallint not null,
  received_at timestamptz(3) not null,
  awaiting text[] not null default '{}',
  lead jsonb,
  lead_due timestamptz(3) not null default 'infinity',
  lead_amber timestamptz(3) not null default 'infinity',
  paused boolean not null default false,
  next_check_at timestamptz(3) not null default 'infinity',
  calendar text not null,
  version int not null,
  turns int not null,
  changed_at timestamptz(3) not null
);
create index case_row_by_due on case_row (lead_due, id) where status = 'open';
create index case_row_by_amber on case_row (lead_amber, id) where status = 'open';
create index case_row_by_unit_due on case_row (unit_id, lead_due, id) where status = 'open';
create index case_row_by_handler on case_row (handler, lead_due, id) where status = 'open';
create index case_row_by_received on case_row (received_at, id);
create index case_row_to_check on case_row (next_check_at) where next_check_at < 'infinity';
create index case_row_awaiting on case_row using gin (awaiting) where status = 'open';

-- What a list sorts and filters of a rectification; a stream of its own that springs from a case.
create table improvement_row (
  id uuid primary key,
  case_id uuid not null references case_row (id),
  ordinal int not null,
  number text not null unique,
  unit_id uuid not null references unit (id),
  owner uuid not null references person (id),
  status text not null,
  due timestamptz(3) not null,
  overdue boolean not null,
  next_check_at timestamptz(3) not null default 'infinity',
  version int not null,
  turns int not null,
  changed_at timestamptz(3) not null,
  unique (case_id, ordinal)
);
create index improvement_row_by_due on improvement_row (due, id);
create index improvement_row_by_owner on improvement_row (owner, due, id);
create index improvement_row_to_check on improvement_row (next_check_at) where next_check_at < 'infinity';

create table fact (
  stream_id uuid not null,
  version int not null,
  stream text not null,
  type text not null,
  data jsonb not null,
  by_kind text not null,
  by_id text not null,
  occurred_at timestamptz(3) not null,
  recorded_at timestamptz(3) not null,
  origin text not null check (origin in ('human', 'rule', 'time', 'import')),
  cause text,
  rule text,
  request_id uuid not null,
  schema smallint not null,
  hash_alg text not null,
  prev bytea not null,
  hash bytea not null,
  primary key (stream_id, version)
);

create index fact_by_person on fact (by_id, recorded_at desc) where origin = 'human';

create table key_epoch (
  epoch int primary key,
  wrapped bytea not null,
  made_at timestamptz(3) not null default now()
);

create table data_key (
  stream_id uuid not null,
  holder text not null,
  epoch int not null references key_epoch (epoch),
  wrapped bytea not null,
  primary key (stream_id, holder)
);

create table sealed (
  stream_id uuid not null,
  version int not null,
  holder text not null,
  box bytea not null,
  primary key (stream_id, version, holder)
);

-- Keyed digests that find a person again; deletable, never in a fact.
create table contact_digest (
  case_id uuid not null,
  party text not null,
  kind text not null,
  digest bytea not null,
  primary key (case_id, party, kind)
);
create index contact_digest_by_digest on contact_digest (digest);

-- The links that stand, one row each as the case that carries it tells; whole groups are found by it.
create table case_link (
  case_id uuid not null,
  other uuid not null,
  kind text not null,
  primary key (case_id, other)
);
create index case_link_by_other on case_link (other);

-- Cases whose group changed and has to be counted again.
create table recount (
  id bigint generated always as identity primary key,
  case_id uuid not null
);

create table query_code (
  case_id uuid primary key,
  receipt uuid not null,
  digest bytea not null
);

-- The answer to a request by its key, so that a retry gets the same receipt.
create table request (
  scope text not null,
  key uuid not null,
  body_hash bytea not null,
  answer jsonb not null,
  expires_at timestamptz(3) not null,
  primary key (scope, key)
);
create index request_expired on request (expires_at);

-- Who is told inside the house; resolved to people when it happens, so that a later post opens no earlier notice.
create table notice (
  -- The stream whose fact it tells of: the case itself, or a rectification that springs from it.
  stream_id uuid not null,
  case_id uuid not null,
  version int not null,
  person_id uuid not null references person (id),
  id uuid not null unique,
  type text not null,
  regime text,
  duty text,
  at timestamptz(3) not null,
  primary key (stream_id, version, person_id)
);
create index notice_by_person on notice (person_id, at desc);

create table notice_seen (
  notice_id uuid not null references notice (id),
  person_id uuid not null references person (id),
  primary key (notice_id, person_id)
);

-- Who read personal data of which cases, written in the request that read them.
create table read_log (
  id uuid primary key,
  at timestamptz(3) not null,
  person_id text not null,
  what text not null,
  case_ids uuid[] not null,
  reason_box bytea
);

create table draft (
  person_id uuid not null references person (id),
  key text not null,
  box bytea not null,
  changed_at timestamptz(3) not null,
  primary key (person_id, key)
);

create table saved_view (
  id uuid primary key,
  person_id uuid not null references person (id),
  box bytea not null
);

-- Imported rows by where they came from, so that a file can be resumed and a changed row is noticed.
create table import_row (
  source text not null,
  row_digest bytea not null,
  case_id uuid not null,
  content_digest bytea not null,
  primary key (source, row_digest)
);

create table number_block (
  year int primary key,
  next int not null
);

-- Append-only, for everybody who does not drop the trigger first; the chain shows the rest.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'append-only: % of % is refused', tg_op, tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on fact for each row execute function refuse_change();
create trigger append_only_whole before truncate on fact for each statement execute function refuse_change();
create trigger append_only before update or delete on read_log for each row execute function refuse_change();
create trigger append_only_whole before truncate on read_log for each statement execute function refuse_change();
create trigger append_only before update or delete on policy for each row execute function refuse_change();
create trigger append_only_whole before truncate on policy for each statement execute function refuse_change();

-- Second wall: rows that belong to a case are seen by those who see its unit, by its complainant, and by the clock.
create function me() returns uuid language sql stable parallel safe as $$
  select case when current_setting('huiyin.person', true) ~ '^[0-9a-f-]{36}$' then current_setting('huiyin.person', true)::uuid end
$$;
create function is_system() returns boolean language sql stable parallel safe as $$
  select coalesce(current_setting('huiyin.person', true), '') = 'system'
$$;
create function my_case() returns uuid language sql stable parallel safe as $$
  select nullif(current_setting('huiyin.for_case', true), '')::uuid
$$;

alter table case_row enable row level security;
create policy see on case_row for select using (
  (select is_system()) or id = (select my_case())
  or unit_id in (select s.unit_id from sight s where s.person_id = (select me()))
);
create policy open on case_row for insert with check ((select is_system()) or id = (select my_case()));
-- A case may be handed to a unit that the one who hands it on cannot see: the old row decides.
create policy change on case_row for update using (
  (select is_system()) or id = (select my_case())
  or unit_id in (select s.unit_id from sight s where s.person_id = (select me()))
) with check (true);

-- A rectification is seen by those who see the unit that rectifies, and by those who see the case it springs from.
alter table improvement_row enable row level security;
create policy see on improvement_row using (
  (select is_system()) or id = (select my_case())
  or unit_id in (select s.unit_id from sight s where s.person_id = (select me()))
  or exists (select from case_row c join sight s on s.unit_id = c.unit_id where c.id = case_id and s.person_id = (select me()))
);

-- Whether somebody may see the rows of a stream: whoever may see the case or the rectification may; the organisation's
-- own are open to all. A function and no expression: its plans are made once for a connection, while an expression's
-- are set up by each statement anew, at more than the statement itself costs. For the same reason it asks step by step.
create function may_see(stream uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  person text := coalesce(current_setting('huiyin.person', true), '');
  whole boolean := person = 'system' or stream::text = coalesce(current_setting('huiyin.for_case', true), '');
  who uuid := case when length(person) = 36 then person::uuid end;
  at_unit uuid;
  of_case uuid;
begin
  select c.unit_id into at_unit from case_row c where c.id = stream;
  if found then return whole or exists (select from sight s where s.person_id = who and s.unit_id = at_unit); end if;
  select i.unit_id, i.case_id into at_unit, of_case from improvement_row i where i.id = stream;
  if found then
    return whole or exists (select from sight s where s.person_id = who and s.unit_id = at_unit)
      or exists (select from case_row c join sight s on s.unit_id = c.unit_id where c.id = of_case and s.person_id = who);
  end if;
  return exists (select from organisation o where o.id = stream);
end $$;
-- The stream that was seen last is remembered until the transaction ends: a statement mostly has many rows of one, and the
-- policies compare with it before they ask the function.
create function sees(stream uuid) returns boolean language plpgsql stable as $$
declare
  seen text;
begin
  if may_see(stream) then
    seen := set_config('huiyin.seen', stream::text, true);
    return true;
  end if;
  return false;
end $$;

do $$
declare one text;
begin
  foreach one in array array['fact', 'sealed', 'data_key', 'notice'] loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy of_stream on %I using (stream_id::text = current_setting(''huiyin.seen'', true) or sees(stream_id))', one);
  end loop;
  foreach one in array array['contact_digest', 'query_code', 'case_link'] loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy of_case on %I using (case_id::text = current_setting(''huiyin.seen'', true) or sees(case_id))', one);
  end loop;
end $$;
-- The organisation's first fact is written before its row.
create policy found on fact for insert with check (stream = 'organisation' and is_system());
create policy found on sealed for insert with check (is_system());
create policy found on data_key for insert with check (is_system());

alter table recount enable row level security;
create policy ask on recount for insert with check (true);
create policy count on recount using ((select is_system()));

alter table draft enable row level security;
create policy mine on draft using (person_id = (select me()));
alter table saved_view enable row level security;
create policy mine on saved_view using (person_id = (select me()));
alter table notice_seen enable row level security;
create policy mine on notice_seen using (person_id = (select me()));
alter table read_log enable row level security;
create policy write on read_log for insert with check (true);

-- The portal's door looks a code up before there is a session: by digest only, and only through this function.
create function case_by_code(given_number text, given_digest bytea) returns uuid
  language sql stable security definer set search_path = public as $$
  select q.case_id from query_code q join case_row c on c.id = q.case_id where c.number = given_number and q.digest = given_digest
$$;
revoke all on function case_by_code(text, bytea) from public;
