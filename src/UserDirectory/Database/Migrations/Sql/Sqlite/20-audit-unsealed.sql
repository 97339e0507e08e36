CREATE INDEX ix_audit_log_unsealed ON audit_log (occurred_at, id) WHERE position IS NULL;
CREATE INDEX ix_audit_log_failures ON audit_log (occurred_at, id, action) WHERE NOT succeeded;
CREATE INDEX ix_audit_log_target_type_occurred_at ON audit_log (target_type, occurred_at);
