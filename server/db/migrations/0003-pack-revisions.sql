-- Packs that an organisation revises: their files are kept as they were written, beside the packs themselves.
alter table policy drop constraint policy_kind_check;
alter table policy add constraint policy_kind_check check (kind in ('pack', 'calendar', 'pack-texts'));

-- Versions of packs put in force, in that order: pack, hash, from.
alter table organisation add column versions jsonb not null default '[]';

-- Hours of a unit of its own; null where it works as the unit above it does.
alter table unit add column hours jsonb;
