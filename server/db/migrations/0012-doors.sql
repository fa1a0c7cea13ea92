-- What comes in at a door (mail now; others later by the same path). The raw message lies here before anybody is told that
-- it was taken and before anything reads it: sealed in the row, or in the vault where it is large. What becomes of it is
-- told by `state`; the bytes stay whatever that is.
create table door_message (
  id uuid primary key,
  door text not null check (door in ('smtp', 'imap')),
  -- Whose staff sees it: the unit for intake at the moment when it came.
  unit_id uuid not null references unit (id),
  received_at timestamptz(3) not null,
  size bigint not null check (size >= 0),
  epoch int not null references key_epoch (epoch),
  wrapped bytea not null,
  -- Null where the bytes lie in the vault.
  raw_box bytea,
  envelope_box bytea not null,
  -- Keyed digest of the bytes: who hands the same message over twice finds it stored.
  digest bytea not null unique,
  state text not null default 'waiting'
    check (state in ('waiting', 'complaint', 'statement', 'unverified', 'automatic', 'quarantine', 'duplicate', 'spam')),
  reason text,
  -- What the list shows of it, sealed; null until it was read.
  look_box bytea,
  sender_digest bytea,
  -- Keyed digest of who wrote what under which id: a mail that came by two ways becomes one case.
  twin bytea,
  case_id uuid references case_row (id),
  -- Attachments that belong into the evidence of the case, and how many of them were filed.
  files int not null default 0,
  filed int not null default 0,
  tries int not null default 0,
  next_try_at timestamptz(3) not null,
  -- The state before somebody called it spam, so that this can be undone.
  before_spam text,
  changed_at timestamptz(3) not null
);
create index door_message_to_read on door_message (next_try_at) where state = 'waiting' or (case_id is not null and filed < files);
create index door_message_by_time on door_message (received_at desc, id);
create index door_message_by_sender on door_message (sender_digest, received_at);
create index door_message_by_twin on door_message (twin) where twin is not null;
create index door_message_by_case on door_message (case_id) where case_id is not null;

-- The talk with one party by mail: a random id, from which the token in addresses and message ids is derived.
create table mail_thread (
  id uuid primary key,
  case_id uuid not null references case_row (id),
  party text not null,
  digest bytea not null unique,
  unique (case_id, party)
);

-- Mails to be sent. The message id is made with the row and stays for ever; whom it goes to and what it says lie sealed
-- with the case, and are opened when it is sent.
create table mail_out (
  id uuid primary key,
  case_id uuid not null references case_row (id),
  thread_id uuid not null references mail_thread (id),
  kind text not null check (kind in ('receipt', 'notice')),
  -- The fact whose text is sent; null for a receipt, whose text is fixed.
  version int,
  recipient_digest bytea not null,
  message_id text not null unique,
  -- The message that it answers.
  answers text,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'held-back', 'failed')),
  reason text,
  tries int not null default 0,
  next_try_at timestamptz(3) not null,
  made_at timestamptz(3) not null,
  tried_at timestamptz(3),
  sent_at timestamptz(3),
  unique (case_id, version)
);
create index mail_out_to_send on mail_out (next_try_at) where state = 'waiting';
create index mail_out_tried on mail_out (tried_at) where tried_at is not null;
create index mail_out_by_recipient on mail_out (recipient_digest, made_at);

alter table door_message enable row level security;
create policy see on door_message using (
  (select is_system()) or case_id = (select my_case())
  or (unit_id in (select s.unit_id from sight s where s.person_id = (select me()))
    and (case_id is null or case_id::text = current_setting('huiyin.seen', true) or sees(case_id)))
);

do $$
declare one text;
begin
  foreach one in array array['mail_thread', 'mail_out'] loop
    execute format('alter table %I enable row level security', one);
    execute format('create policy of_case on %I using (case_id::text = current_setting(''huiyin.seen'', true) or sees(case_id))', one);
  end loop;
end $$;

-- What came by mail is brought by nobody of the staff.
alter table upload alter column person_id drop not null;
