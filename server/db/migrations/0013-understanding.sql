-- What the house has learned from its own cases. Nothing here decides anything: it is proposed, and a person confirms.

-- Models that tell classes from texts, each learned from what people confirmed. A box holds weights of hashed pieces of
-- text and no text; it is sealed all the same, and replaced as a whole with each learning.
create table class_model (
  -- What it proposes: `axis:<pack>:<axis>`.
  subject text primary key,
  id uuid not null,
  made_at timestamptz(3) not null,
  -- Confirmed texts it was learned from, and how well it found the classes of texts that it was held back: 0 to 1.
  texts int not null,
  macro_f1 real not null,
  box bytea not null
);
alter table class_model enable row level security;
create policy of_house on class_model using ((select is_system()));

-- Whatever people classified, for whoever learns from it.
create index fact_classified on fact (stream_id, version) where type = 'CaseClassified' and origin = 'human';

-- Complaints that the radar holds for the same cause, as of its last look; whole looks replace each other.
create table radar_look (
  single boolean primary key default true check (single),
  made_at timestamptz(3) not null,
  since timestamptz(3) not null
);
create table radar_member (
  case_id uuid primary key references case_row (id),
  -- The group, known by this id as long as its oldest member stays in it.
  group_id uuid not null,
  -- Sealed: the key phrases of the group that stand in this complaint, with how telling each is, and its place.
  box bytea not null
);
create index radar_member_by_group on radar_member (group_id);

-- That somebody held complaints apart: those of one verdict on different sides are never grouped again.
create table radar_apart (
  case_id uuid not null references case_row (id),
  verdict uuid not null,
  side int not null,
  person_id uuid not null references person (id),
  at timestamptz(3) not null,
  primary key (case_id, verdict)
);
create index radar_apart_by_verdict on radar_apart (verdict);

alter table radar_look enable row level security;
create policy see on radar_look for select using (true);
create policy look on radar_look using ((select is_system()));
do $$
declare one text;
begin
  foreach one in array array['radar_member', 'radar_apart'] loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy of_case on %I using ((select is_system()) or case_id::text = current_setting(''huiyin.seen'', true) or sees(case_id))', one);
  end loop;
end $$;
