-- Whom the house tells of what happens to complaints. Addresses and keys lie sealed; that there is one is a fact of the organisation.
alter table organisation add column webhooks jsonb not null default '[]';

create table webhook (
  id uuid primary key,
  url_box bytea not null,
  secret_box bytea not null,
  -- Where the links of its messages lead: the address under which the house was reached when it was set up.
  origin text not null
);

-- Messages on their way, written with the facts that they tell of: number, event and link, nothing of the complaint itself.
create table webhook_message (
  id uuid primary key,
  webhook_id uuid not null references webhook (id),
  case_id uuid not null references case_row (id),
  number text not null,
  event text not null,
  at timestamptz(3) not null,
  attempts int not null default 0,
  next_at timestamptz(3) not null,
  delivered_at timestamptz(3),
  given_up_at timestamptz(3),
  -- What the last attempt came to: a status, or a word of ours.
  outcome text
);
create index webhook_message_due on webhook_message (next_at) where delivered_at is null and given_up_at is null;
create index webhook_message_by_webhook on webhook_message (webhook_id, at desc);

alter table webhook_message enable row level security;
create policy of_system on webhook_message using ((select is_system()));
create policy tell on webhook_message for insert with check (case_id::text = current_setting('huiyin.seen', true) or sees(case_id));
