-- What an auditor may do: read the trail and who read what. Run where the role huiyin_auditor exists.
grant usage on schema public to huiyin_auditor;
grant select on fact, log_entry, log_node, log_head, checkpoint, policy, read_log, language_model_use, case_row, improvement_row, organisation, unit to huiyin_auditor;
drop policy if exists audit on fact;
drop policy if exists audit on case_row;
drop policy if exists audit on improvement_row;
drop policy if exists audit on read_log;
drop policy if exists audit on language_model_use;
create policy audit on fact for select to huiyin_auditor using (true);
create policy audit on case_row for select to huiyin_auditor using (true);
create policy audit on improvement_row for select to huiyin_auditor using (true);
create policy audit on read_log for select to huiyin_auditor using (true);
create policy audit on language_model_use for select to huiyin_auditor using (true);
