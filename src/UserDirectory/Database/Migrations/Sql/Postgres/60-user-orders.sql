-- A deep page by name or address is walked by the index alone when that holds the id too.
DROP INDEX user_name_index;
CREATE UNIQUE INDEX user_name_index ON users (normalized_user_name) INCLUDE (id);
DROP INDEX email_index;
CREATE UNIQUE INDEX email_index ON users (normalized_email) INCLUDE (id);
