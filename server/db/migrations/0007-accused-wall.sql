-- The accused wall: who is complained of in a case, or recused from it, sees none of its rows. Written with the facts that
-- say so, and rebuilt from them at any time.
create table wall (
  person_id uuid not null references person (id),
  case_id uuid not null references case_row (id),
  primary key (person_id, case_id)
);
create index wall_by_case on wall (case_id);

-- What a respondent is asked: all that such a person ever sees, so it stands in a table of its own.
create table statement_request (
  id uuid primary key,
  case_id uuid not null references case_row (id),
  -- Which of the case's requests, from 1.
  request int not null,
  person_id uuid not null references person (id),
  question bytea not null,
  until date not null,
  asked_at timestamptz(3) not null,
  given_at timestamptz(3),
  unique (case_id, request)
);
create index statement_request_by_person on statement_request (person_id, until, id) where given_at is null;

-- Posts lent to others from day to day: id, person, to, post, unit, from, until.
alter table organisation add column delegations jsonb not null default '[]';

-- The cases that are walled off from whoever asks. Lists ask once for a statement and compare each row with the answer.
create function my_walls() returns uuid[] language plpgsql stable parallel safe security definer set search_path = public, pg_temp as $$
begin
  return array(select w.case_id from wall w where w.person_id = me());
end $$;

drop policy see on case_row;
create policy see on case_row for select using (
  (select is_system()) or id = (select my_case())
  or (unit_id in (select s.unit_id from sight s where s.person_id = (select me())) and id <> all ((select my_walls())::uuid[]))
);
drop policy change on case_row;
create policy change on case_row for update using (
  (select is_system()) or id = (select my_case())
  or (unit_id in (select s.unit_id from sight s where s.person_id = (select me())) and id <> all ((select my_walls())::uuid[]))
) with check (true);

drop policy see on improvement_row;
create policy see on improvement_row using (
  (select is_system()) or id = (select my_case())
  or (
    case_id <> all ((select my_walls())::uuid[]) and (
      unit_id in (select s.unit_id from sight s where s.person_id = (select me()))
      or exists (select from case_row c join sight s on s.unit_id = c.unit_id where c.id = case_id and s.person_id = (select me()))
    )
  )
);

-- As before, and not what is walled off.
create or replace function may_see(stream uuid) returns boolean language plpgsql stable security definer set search_path = public, pg_temp as $$
declare
  person text := coalesce(current_setting('huiyin.person', true), '');
  whole boolean := person = 'system' or stream::text = coalesce(current_setting('huiyin.for_case', true), '');
  who uuid := case when length(person) = 36 then person::uuid end;
  at_unit uuid;
  of_case uuid;
begin
  select c.unit_id into at_unit from case_row c where c.id = stream;
  if found then
    return whole or (
      exists (select from sight s where s.person_id = who and s.unit_id = at_unit)
      and not exists (select from wall w where w.person_id = who and w.case_id = stream)
    );
  end if;
  select i.unit_id, i.case_id into at_unit, of_case from improvement_row i where i.id = stream;
  if found then
    return whole or (
      not exists (select from wall w where w.person_id = who and w.case_id = of_case) and (
        exists (select from sight s where s.person_id = who and s.unit_id = at_unit)
        or exists (select from case_row c join sight s on s.unit_id = c.unit_id where c.id = of_case and s.person_id = who)
      )
    );
  end if;
  return exists (select from organisation o where o.id = stream);
end $$;

-- A case that is seen may be linked to one that is walled off.
create policy to_none_behind_the_wall on case_link as restrictive using (other <> all ((select my_walls())::uuid[]));

-- Nobody reads of themselves what they must not know.
alter table wall enable row level security;
create policy of_others on wall for select using (person_id is distinct from (select me()));
create policy raise on wall for insert with check (case_id::text = current_setting('huiyin.seen', true) or sees(case_id));
create policy take_down on wall for delete using (case_id::text = current_setting('huiyin.seen', true) or sees(case_id));

-- A request is seen by whoever is asked and by those who see its case.
alter table statement_request enable row level security;
create policy asked on statement_request for select using (person_id = (select me()));
create policy of_case on statement_request using (case_id::text = current_setting('huiyin.seen', true) or sees(case_id));
