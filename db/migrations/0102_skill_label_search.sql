-- Why: people pick skills by typing a part of a label; a loaded classification has some hundred thousand of them.
-- Role: login. Locks: code_label, while its index is built.

set local role openpes_owner;
create index code_label_search on code_label using gin (lower(label) gin_trgm_ops);
reset role;
