-- Why: occupations and skills of ESCO are loaded by the agency itself and used for coding and picking; what staff confirmed
--      for a typed title is remembered with its centres, so that the same title comes first next time.
-- Role: login. Locks: nothing that exists yet.

set local role openpes_owner;

create table code_list (
  id serial primary key,
  list text not null check (list in ('esco-occupation','esco-skill')),
  version text not null,
  language text not null,
  owner text not null,
  source text not null,
  licence text not null,
  digest text not null,
  state text not null check (state in ('active','retired')),
  imported_at timestamptz not null,
  imported_by uuid,
  counts jsonb not null,
  unique (list, version)
);
comment on table code_list is 'platform: versions of classifications that the agency loaded, with the digest of their files and whose they are';

create table code (
  id serial primary key,
  list_id int not null references code_list,
  code text not null,
  parent text,
  kind text not null default '',
  sort int not null,
  unique (list_id, code)
);
comment on table code is 'platform: codes of a loaded classification; parent of an ESCO occupation is its ISCO unit group';

create table code_label (
  code_id int not null references code,
  language text not null check (language in ('km','lo','en')),
  label text not null check (length(label) between 1 and 300),
  kind text not null check (kind in ('official','provisional','alternative')),
  source text not null,
  primary key (code_id, language, label)
);
comment on table code_label is 'platform: titles of codes in a language, each with its source';
create unique index code_label_preferred on code_label (code_id, language) where kind <> 'alternative';

create table occupation_skill (
  occupation_id int not null references code,
  skill_id int not null references code,
  essential boolean not null,
  primary key (occupation_id, skill_id)
);
comment on table occupation_skill is 'platform: skills that a loaded classification ties to an occupation';
create index occupation_skill_skill on occupation_skill (skill_id);

create table refused_relation (
  list_id int not null references code_list,
  occupation text not null,
  skill text not null,
  primary key (list_id, occupation, skill)
);
comment on table refused_relation is 'platform: relations of a loaded classification that name a concept which its files do not hold';

create table code_memory (
  language text not null check (language in ('km','lo','en')),
  text_key text not null check (length(text_key) between 1 and 200),
  isco text not null check (isco ~ '^[0-9]{4}$'),
  times int not null check (times >= 0),
  centres uuid[] not null default '{}',
  last_on date not null,
  list_version text not null default 'isco-08',
  primary key (language, text_key, isco)
);
comment on table code_memory is 'platform: occupations that staff confirmed for a typed title, how often and in which centres; a correction takes a confirmation back';

reset role;
