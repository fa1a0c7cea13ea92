-- The pages that may hold terms, each once, by one look at the index for a term: `n` is which of the segments it belongs to, from 0.
create or replace function search_pages(segments uuid[], terms bigint[]) returns table (n int, first_term bigint, box bytea)
  language sql stable security definer rows 50 set search_path = public, pg_temp as $$
  select distinct on (s.n, p.first_term) (s.n - 1)::int, p.first_term, p.box
    from unnest(segments) with ordinality as s(id, n) cross join unnest(terms) as t(term)
    cross join lateral (
      select q.first_term, q.box from search_page q where q.segment = s.id and q.first_term <= t.term order by q.first_term desc limit 1
    ) p
$$;
-- Blocks that follow each other are read from the disk together.
alter function search_blocks(uuid, bigint, int[]) set enable_indexscan = off;
