-- Why: queueing a message with a unique key needs the new row to be readable by its writer, and a visitor who asks for a
--      code may read no message. The transaction names the key that it queues and may read that one row.
-- Locks: message, for a moment.

create policy read_while_queueing on message for select to openpes_app using (unique_key = current_setting('openpes.queueing', true));
