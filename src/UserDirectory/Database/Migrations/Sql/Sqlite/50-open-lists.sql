-- What is open is a small part of what is kept, and its lists are walked by id, which begins with the time.
CREATE INDEX ix_sessions_open ON sessions (id) WHERE ended_at IS NULL;
CREATE INDEX ix_grants_open ON grants (id) WHERE revoked_at IS NULL;
CREATE INDEX ix_grants_open_of_client ON grants (client_id, id) WHERE revoked_at IS NULL;
CREATE INDEX ix_outbox_dead ON outbox (dead_at) WHERE dead_at IS NOT NULL;
