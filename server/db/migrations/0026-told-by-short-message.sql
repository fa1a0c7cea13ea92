-- What a complainant is told by short message beside the receipt: that there is something to read, of the fact with this version.
alter table channel_message add column version int;
drop index channel_message_receipt;
create unique index channel_message_receipt on channel_message (case_id) where notice_id is null and version is null;
create unique index channel_message_told on channel_message (case_id, version) where version is not null;
-- It is queued with the fact, by whoever tells it.
create policy told on channel_message for insert with check (
  version is not null and (case_id::text = current_setting('huiyin.seen', true) or sees(case_id))
);
