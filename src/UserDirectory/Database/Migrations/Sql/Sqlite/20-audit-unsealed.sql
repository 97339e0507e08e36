CREATE INDEX ix_audit_log_unsealed ON audit_log (occurred_at, id) WHERE position IS NULL;
