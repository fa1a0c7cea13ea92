-- Keyed digest of what a mail said, without figures, and of its domain: a machine that answers receipts under ever new names is
-- known by its words.
alter table mail_out add column likeness bytea;
create index mail_out_by_likeness on mail_out (likeness, tried_at) where likeness is not null;

-- Who had a mail sent although it was held back, or once more after it failed.
alter table mail_out add column insisted_by uuid references person (id);

-- What came in and became no complaint is deleted after so many days.
alter table organisation add column message_days int not null default 180;
create index door_message_left_over on door_message (received_at) where case_id is null and state <> 'waiting';
