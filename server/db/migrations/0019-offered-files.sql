-- What a complainant brings by the portal belongs to that party, and to the case that it was let in to.
alter table upload add column party text check (party ~ '^p[0-9]{1,4}$');
alter table upload add constraint one_bringer check (person_id is null or party is null);
create index upload_by_party on upload (case_id) where party is not null;
create policy offered on upload using (party is not null and case_id = (select my_case()));
