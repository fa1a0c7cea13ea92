-- Search. What is looked for is found by keyed digests of letters and pairs, which lie in sealed pages: whoever has the
-- database and no key learns how many terms there are, and nothing of which case has which. Everything here is derived from
-- the facts and can be made anew; a case is taken out of it by its rows in search_doc.

-- Cases of which something is to be searched anew: written with the facts that say so.
create table search_todo (
  id bigint generated always as identity primary key,
  case_id uuid not null,
  -- How often it failed; those that fail come last.
  tries smallint not null default 0
);
create index search_todo_in_turn on search_todo (tries, id);

-- An index over some cases that never changes; a background job makes one of several. `newest` and `oldest`: between which
-- moments its cases were received; `made_at`: when what it holds was read.
create table search_segment (
  id uuid primary key,
  docs int not null,
  newest timestamptz(3) not null,
  oldest timestamptz(3) not null,
  made_at timestamptz(3) not null,
  epoch int not null references key_epoch (epoch),
  wrapped bytea not null
);

-- The cases of a segment, the newest first. Without a case: erased, to be taken out of the pages.
create table search_doc (
  segment uuid not null,
  ordinal int not null,
  case_id uuid,
  received_at timestamptz(3) not null,
  primary key (segment, ordinal)
);
create index search_doc_by_case on search_doc (case_id);
create index search_doc_erased on search_doc (segment) where case_id is null;

-- Terms of a segment in the order of their digests, with where they stand. Sealed; the first digest finds the page.
create table search_page (
  segment uuid not null,
  first_term bigint not null,
  box bytea not null,
  primary key (segment, first_term)
);
-- What is sealed cannot be made smaller.
alter table search_page alter column box set storage external;

alter table search_todo enable row level security;
create policy ask on search_todo for insert with check (true);
create policy make on search_todo using ((select is_system()));
do $$
declare one text;
begin
  foreach one in array array['search_segment', 'search_doc', 'search_page'] loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy make on %I using ((select is_system()))', one);
  end loop;
end $$;

-- A search reads by these functions and by nothing else. What they give holds no word; which of the cases are shown is decided
-- by the policies of case_row.
create function search_segments() returns setof search_segment
  language sql stable security definer set search_path = public, pg_temp as $$
  select * from search_segment s order by s.newest desc, s.id
$$;
create function search_pages(segments uuid[], terms bigint[]) returns table (segment uuid, term bigint, first_term bigint, box bytea)
  language sql stable security definer set search_path = public, pg_temp as $$
  select s.id, t.term, p.first_term, p.box from unnest(segments) as s(id) cross join unnest(terms) as t(term)
    cross join lateral (
      select q.first_term, q.box from search_page q where q.segment = s.id and q.first_term <= t.term order by q.first_term desc limit 1
    ) p
$$;
create function search_docs(segments uuid[], ordinals int[]) returns table (n int, case_id uuid, received_at timestamptz)
  language sql stable security definer rows 500 set search_path = public, pg_temp as $$
  select (w.n - 1)::int, d.case_id, d.received_at
    from unnest(segments, ordinals) with ordinality as w(segment, ordinal, n) join search_doc d on d.segment = w.segment and d.ordinal = w.ordinal
$$;
revoke all on function search_segments() from public;
revoke all on function search_pages(uuid[], bigint[]) from public;
revoke all on function search_docs(uuid[], int[]) from public;

insert into search_todo (case_id) select id from case_row order by received_at;
