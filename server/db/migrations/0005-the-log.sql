-- The log: every fact of every stream in one order that never changes, so that one signed root stands for all of them.

-- The transaction that wrote a fact: facts are taken into the log in this order, once no earlier transaction is open.
alter table fact add column tx xid8 not null default pg_current_xact_id();
create index fact_in_order on fact (tx);

create table log_entry (
  position bigint primary key,
  stream_id uuid not null,
  version int not null,
  hash bytea not null,
  unique (stream_id, version)
);

-- Roots of 256 whole entries (level 1), of 256 such roots (level 2), and so on.
create table log_node (
  level smallint not null,
  index bigint not null,
  hash bytea not null,
  primary key (level, index)
);

-- How far the log is; whoever adds to it locks this row first.
create table log_head (
  single boolean primary key default true check (single),
  size bigint not null,
  tx xid8 not null,
  stream_id uuid not null,
  version int not null
);
insert into log_head values (true, 0, '0', '00000000-0000-0000-0000-000000000000', 0);

create table checkpoint (
  size bigint primary key,
  root bytea not null,
  at timestamptz(3) not null,
  note text not null
);

do $$
declare one text;
begin
  foreach one in array array['log_entry', 'log_node', 'checkpoint'] loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', one);
    execute format('create trigger append_only_whole before truncate on %I for each statement execute function refuse_change()', one);
  end loop;
end $$;
