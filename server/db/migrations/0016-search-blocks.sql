-- Long lists of the search lie in blocks of their own, so that a search opens only those in which it looks; pages are so small
-- that none is stored apart from its row. Everything is derived: what was indexed before is indexed anew.

create table search_block (
  segment uuid not null,
  term bigint not null,
  -- Which of the term's blocks, from 0.
  block int not null,
  box bytea not null,
  primary key (segment, term, block)
);
alter table search_block alter column box set storage external;
-- A block lies in its row, one to a page of the database.
alter table search_block set (toast_tuple_target = 8160);
alter table search_block enable row level security;
create policy make on search_block using ((select is_system()));

truncate search_segment, search_doc, search_page, search_todo;
insert into search_todo (case_id) select id from case_row order by received_at;

drop function search_pages(uuid[], bigint[]);
-- The pages that may hold terms, each once: `n` is which of the segments it belongs to, from 0.
create function search_pages(segments uuid[], terms bigint[]) returns table (n int, first_term bigint, box bytea)
  language sql stable security definer rows 50 set search_path = public, pg_temp as $$
  select (f.n - 1)::int, p.first_term, p.box from (
      select distinct s.n, s.id, (
          select q.first_term from search_page q where q.segment = s.id and q.first_term <= t.term order by q.first_term desc limit 1
        ) as first
      from unnest(segments) with ordinality as s(id, n) cross join unnest(terms) as t(term)
    ) f join search_page p on p.segment = f.id and p.first_term = f.first
$$;
-- Blocks of a term in one segment.
create function search_blocks(of_segment uuid, of_term bigint, blocks int[]) returns table (block int, box bytea)
  language sql stable security definer rows 20 set search_path = public, pg_temp as $$
  select b.block, b.box from search_block b where b.segment = of_segment and b.term = of_term and b.block = any(blocks)
$$;
revoke all on function search_pages(uuid[], bigint[]) from public;
revoke all on function search_blocks(uuid, bigint, int[]) from public;
