-- What people said no to of what was proposed for a case: it is not proposed for it again, and models learn from it.
create table proposal_no (
  case_id uuid not null references case_row (id),
  -- What was proposed for: `axis:<pack>:<axis>`, `grade:<pack>`, `unit`, `handler`; and the code or id that was wrong.
  subject text not null,
  value text not null,
  person_id uuid not null references person (id),
  at timestamptz(3) not null,
  primary key (case_id, subject, value)
);
alter table proposal_no enable row level security;
create policy of_case on proposal_no using ((select is_system()) or case_id::text = current_setting('huiyin.seen', true) or sees(case_id));

-- Which unit, handler and grade people gave, for whoever learns from it; classes have an index of their own.
create index fact_decided on fact (stream_id, version) where type in ('CaseForwarded', 'CaseAssigned', 'CaseGraded') and origin = 'human';
