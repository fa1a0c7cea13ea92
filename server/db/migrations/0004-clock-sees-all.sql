-- The clock and the programs of the house read the facts of all cases, thousands of cases a second. That they may is asked
-- here once for a row and not, as `sees` does it, by a look at each case; of what they write, `sees` still decides. PostgreSQL
-- asks the policies of a table from the last name to the first.
do $$
declare one text;
begin
  foreach one in array array['fact', 'sealed', 'data_key', 'notice'] loop
    execute format('create policy whole on %I for select using (current_setting(''huiyin.person'', true) = ''system'')', one);
  end loop;
end $$;
