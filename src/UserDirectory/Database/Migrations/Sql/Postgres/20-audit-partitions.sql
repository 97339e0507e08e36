-- The audit log is partitioned by month: old months leave as a whole. Rows of months without a partition go to the default one.
CREATE TABLE audit_log_by_month (LIKE audit_log INCLUDING DEFAULTS) PARTITION BY RANGE (occurred_at);
DROP TABLE audit_log;
ALTER TABLE audit_log_by_month RENAME TO audit_log;
ALTER TABLE audit_log ADD CONSTRAINT pk_audit_log PRIMARY KEY (id, occurred_at);
CREATE INDEX ix_audit_log_position ON audit_log (position);
CREATE INDEX ix_audit_log_occurred_at ON audit_log (occurred_at, id);
CREATE INDEX ix_audit_log_actor_id_occurred_at ON audit_log (actor_id, occurred_at, id);
CREATE INDEX ix_audit_log_target_id_occurred_at ON audit_log (target_id, occurred_at, id);
-- With this operator class the beginning of an action is looked up too, whatever the database's collation.
CREATE INDEX ix_audit_log_action_occurred_at ON audit_log (action text_pattern_ops, occurred_at, id);
CREATE INDEX ix_audit_log_target_type_occurred_at ON audit_log (target_type, occurred_at, id);
CREATE INDEX ix_audit_log_failures ON audit_log (occurred_at, id) INCLUDE (action) WHERE NOT succeeded;
CREATE INDEX ix_audit_log_unsealed ON audit_log (occurred_at, id) WHERE position IS NULL;
CREATE TABLE audit_log_default PARTITION OF audit_log DEFAULT;
