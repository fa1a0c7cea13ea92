-- Short messages and messages of WeCom. How they are sent lies sealed: it holds keys.
create table message_channel (
  channel text primary key check (channel in ('wecom', 'sms')),
  settings_box bytea not null,
  since timestamptz(3) not null
);
alter table organisation add column channels jsonb not null default '[]';

-- What leaves by them: to a member of the staff, who has a notice, or to the complainant of a case. What it says and whom it
-- goes to is opened when it is sent.
create table channel_message (
  id uuid primary key,
  channel text not null check (channel in ('wecom', 'sms')),
  case_id uuid not null references case_row (id),
  -- The notice that a message of WeCom tells; null for a receipt by short message.
  notice_id uuid references notice (id),
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'skipped')),
  tries int not null default 0,
  next_try_at timestamptz(3) not null,
  made_at timestamptz(3) not null,
  sent_at timestamptz(3),
  -- What the last attempt came to: a code of the other side, or a word of ours.
  outcome text
);
create unique index channel_message_of_notice on channel_message (notice_id) where notice_id is not null;
create unique index channel_message_receipt on channel_message (case_id) where notice_id is null;
create index channel_message_to_send on channel_message (next_try_at) where state = 'waiting';

alter table message_channel enable row level security;
create policy of_system on message_channel using ((select is_system()));
alter table channel_message enable row level security;
create policy of_system on channel_message using ((select is_system()));

-- Colleagues hand complaints on by WeCom.
alter table door_message drop constraint door_message_door_check;
alter table door_message add constraint door_message_door_check check (door in ('smtp', 'imap', 'wecom'));
create index notice_by_time on notice (at);
