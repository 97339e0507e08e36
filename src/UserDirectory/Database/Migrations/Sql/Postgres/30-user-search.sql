CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX ix_users_search_terms ON users USING gin (search_terms gin_trgm_ops);
