-- The language model that may be asked for drafts: its address, its name and its key, sealed whole. There is one at most.
create table language_model (
  single boolean primary key default true check (single),
  settings_box bytea not null
);
alter table language_model enable row level security;
create policy of_system on language_model using ((select is_system()));
alter table organisation add column language_model text not null default 'none' check (language_model in ('none', 'off', 'on'));

-- What was sent to it: by whom, of which case, for which draft, how long it was, and the SHA-256 of address and text; never the text.
create table language_model_use (
  id uuid primary key,
  at timestamptz(3) not null,
  person_id uuid not null references person (id),
  case_id uuid not null references case_row (id),
  kind text not null check (kind in ('summary', 'answer')),
  characters int not null check (characters > 0),
  digest bytea not null check (length(digest) = 32)
);
create index language_model_use_by_time on language_model_use (at);
alter table language_model_use enable row level security;
create policy see on language_model_use for select using ((select is_system()));
create policy mine on language_model_use for insert with check (
  person_id = (select me()) and exists (select from case_row c where c.id = case_id)
);
create trigger append_only before update or delete on language_model_use for each row execute function refuse_change();
create trigger append_only_whole before truncate on language_model_use for each statement execute function refuse_change();
