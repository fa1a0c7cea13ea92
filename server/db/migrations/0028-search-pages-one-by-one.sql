-- As before, but with one look after the other: in one statement the pages would be sorted, boxes and all, to give each once. That
-- takes terms in ascending order.
create or replace function search_pages(segments uuid[], terms bigint[]) returns table (n int, first_term bigint, box bytea)
  language plpgsql stable security definer rows 50 set search_path = public, pg_temp as $$
#variable_conflict use_column
declare
  segment_id uuid;
  wanted bigint;
  before bigint;
begin
  n := 0;
  foreach segment_id in array segments loop
    before := null;
    foreach wanted in array terms loop
      select p.first_term, p.box into first_term, box
        from search_page p where p.segment = segment_id and p.first_term <= wanted order by p.first_term desc limit 1;
      continue when not found or first_term = before;
      before := first_term;
      return next;
    end loop;
    n := n + 1;
  end loop;
end
$$;
