-- How many accounts there are by status and by role, without counting them: each change adds a row, so that no two changes wait for
-- each other, and housekeeping adds the rows up. The count is the sum of both tables, read by one statement.
CREATE TABLE user_counts (counted text PRIMARY KEY, total bigint NOT NULL);
CREATE TABLE user_count_changes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, counted text NOT NULL, delta bigint NOT NULL);

CREATE FUNCTION count_users_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO user_count_changes (counted, delta) SELECT 'status:' || status, count(*) FROM changed GROUP BY status;
    RETURN NULL;
END $$;
CREATE FUNCTION count_users_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO user_count_changes (counted, delta) SELECT 'status:' || status, -count(*) FROM changed GROUP BY status;
    RETURN NULL;
END $$;
CREATE FUNCTION count_users_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO user_count_changes (counted, delta) VALUES ('status:' || old.status, -1), ('status:' || new.status, 1);
    RETURN NULL;
END $$;
CREATE FUNCTION count_user_roles_added() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO user_count_changes (counted, delta) SELECT 'role:' || role_id, count(*) FROM changed GROUP BY role_id;
    RETURN NULL;
END $$;
CREATE FUNCTION count_user_roles_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO user_count_changes (counted, delta) SELECT 'role:' || role_id, -count(*) FROM changed GROUP BY role_id;
    RETURN NULL;
END $$;
CREATE FUNCTION count_user_roles_moved() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO user_count_changes (counted, delta) VALUES ('role:' || old.role_id, -1), ('role:' || new.role_id, 1);
    RETURN NULL;
END $$;

CREATE TRIGGER users_count_insert AFTER INSERT ON users REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_users_added();
CREATE TRIGGER users_count_delete AFTER DELETE ON users REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_users_removed();
CREATE TRIGGER users_count_update AFTER UPDATE OF status ON users
    FOR EACH ROW WHEN (old.status <> new.status) EXECUTE FUNCTION count_users_moved();
CREATE TRIGGER user_roles_count_insert AFTER INSERT ON user_roles REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_user_roles_added();
CREATE TRIGGER user_roles_count_delete AFTER DELETE ON user_roles REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION count_user_roles_removed();
CREATE TRIGGER user_roles_count_update AFTER UPDATE OF role_id ON user_roles
    FOR EACH ROW WHEN (old.role_id <> new.role_id) EXECUTE FUNCTION count_user_roles_moved();
