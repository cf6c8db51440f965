-- Why: headquarters may use a measure that the agency built as an indicator of a framework. The country's file names the others; what
--      it does not name is retired when it is loaded again, and that must spare those that headquarters chose.
-- Locks: indicator for a moment; it holds a few dozen rows.

alter table indicator add column origin text not null default 'country' check (origin in ('country','agency'));
