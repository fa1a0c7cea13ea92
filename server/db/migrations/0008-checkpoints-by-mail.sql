-- Checkpoints that were sent by mail: to whom, which, when.
create table sent_checkpoint (
  recipient text not null,
  size bigint not null,
  at timestamptz(3) not null,
  primary key (recipient, size)
);
