-- Reads a table or an index into the server's memory, file after file, where the superuser has installed the extension; says whether
-- it could. By the owner's rights: up to PostgreSQL 18.0 nobody else may read an index so.
create function warm_up(relation text) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if to_regproc('pg_prewarm') is null then return false; end if;
  perform pg_prewarm(relation::regclass);
  return true;
end
$$;
revoke all on function warm_up(text) from public;
