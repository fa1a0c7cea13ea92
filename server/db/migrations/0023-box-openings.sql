-- That an opinion book was read or a suggestion box opened: by whom, before which witness, and how many entries were in it.
create table box_opening (
  id uuid primary key,
  unit_id uuid not null references unit (id),
  channel text not null,
  at timestamptz(3) not null,
  person_id uuid not null references person (id),
  witness_id uuid references person (id),
  entries int not null check (entries between 0 and 10000),
  check (witness_id is distinct from person_id)
);
create index box_opening_latest on box_opening (unit_id, channel, at desc);
alter table box_opening enable row level security;
create policy see on box_opening for select using (
  (select is_system()) or unit_id in (select s.unit_id from sight s where s.person_id = (select me()))
);
create policy mine on box_opening for insert with check (
  person_id = (select me()) and unit_id in (select s.unit_id from sight s where s.person_id = (select me()))
);
create trigger append_only before update or delete on box_opening for each row execute function refuse_change();
