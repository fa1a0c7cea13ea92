-- What people owe by name: promises, tasks for other departments and the disputes about them, reports of acts in a crisis.
-- Written with the facts that say so. Whom a task concerns sees its row and by it the task, and nothing else of the case.
create table owed (
  id uuid primary key,
  case_id uuid not null references case_row (id),
  -- The number of the case: what two departments call it by.
  number text not null,
  kind text not null check (kind in ('promise', 'task', 'mediation', 'arbitration', 'crisis-report')),
  -- The number of the promise, the task or the act.
  ordinal int not null,
  person_id uuid not null references person (id),
  since timestamptz(3) not null,
  due timestamptz(3),
  open boolean not null,
  unique (case_id, kind, ordinal)
);
create index owed_by_person on owed (person_id, due, id) where open;

alter table owed enable row level security;
create policy mine on owed for select using (
  person_id = (select me()) and kind in ('task', 'mediation', 'arbitration') and case_id <> all ((select my_walls())::uuid[])
);
create policy of_case on owed using (case_id::text = current_setting('huiyin.seen', true) or sees(case_id));

-- How complaints of a class were decided, to be set beside one that is to be decided: codes and sums, no word and no name.
create table precedent (
  case_id uuid not null references case_row (id),
  regime text not null,
  -- The classes under the regime, each axis with its value, in the order of their names.
  class text not null,
  grade text not null,
  unit_id uuid not null,
  outcome text not null,
  -- Each line of the remedy that was carried out: its kind and sum.
  remedies jsonb not null,
  total bigint,
  currency text,
  -- Shares of the liability by unit.
  liability jsonb not null,
  solved boolean,
  response text,
  decided_at timestamptz(3) not null,
  primary key (case_id, regime)
);
create index precedent_by_grade on precedent (regime, class, grade, decided_at desc);
create index precedent_by_class on precedent (regime, class, decided_at desc);

-- As the case itself, written out so that it is asked once for a statement and not for each row.
alter table precedent enable row level security;
create policy see on precedent for select using (
  (select is_system()) or case_id = (select my_case())
  or (unit_id in (select s.unit_id from sight s where s.person_id = (select me())) and case_id <> all ((select my_walls())::uuid[]))
);
create policy write on precedent for insert with check (case_id::text = current_setting('huiyin.seen', true) or sees(case_id));
create policy rewrite on precedent for update using (
  (select is_system()) or case_id = (select my_case())
  or (unit_id in (select s.unit_id from sight s where s.person_id = (select me())) and case_id <> all ((select my_walls())::uuid[]))
) with check (true);
create policy strike on precedent for delete using (case_id::text = current_setting('huiyin.seen', true) or sees(case_id));
