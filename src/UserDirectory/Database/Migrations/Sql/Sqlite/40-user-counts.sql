-- How many accounts there are by status and by role, as on PostgreSQL: each change adds a row, and housekeeping adds the rows up.
CREATE TABLE user_counts (counted TEXT PRIMARY KEY, total INTEGER NOT NULL);
CREATE TABLE user_count_changes (id INTEGER PRIMARY KEY, counted TEXT NOT NULL, delta INTEGER NOT NULL);

CREATE TRIGGER users_count_insert AFTER INSERT ON users BEGIN
    INSERT INTO user_count_changes (counted, delta) VALUES ('status:' || new.status, 1);
END;
CREATE TRIGGER users_count_delete AFTER DELETE ON users BEGIN
    INSERT INTO user_count_changes (counted, delta) VALUES ('status:' || old.status, -1);
END;
CREATE TRIGGER users_count_update AFTER UPDATE OF status ON users WHEN old.status <> new.status BEGIN
    INSERT INTO user_count_changes (counted, delta) VALUES ('status:' || old.status, -1), ('status:' || new.status, 1);
END;
CREATE TRIGGER user_roles_count_insert AFTER INSERT ON user_roles BEGIN
    INSERT INTO user_count_changes (counted, delta) VALUES ('role:' || lower(new.role_id), 1);
END;
CREATE TRIGGER user_roles_count_delete AFTER DELETE ON user_roles BEGIN
    INSERT INTO user_count_changes (counted, delta) VALUES ('role:' || lower(old.role_id), -1);
END;
CREATE TRIGGER user_roles_count_update AFTER UPDATE OF role_id ON user_roles WHEN old.role_id <> new.role_id BEGIN
    INSERT INTO user_count_changes (counted, delta) VALUES ('role:' || lower(old.role_id), -1), ('role:' || lower(new.role_id), 1);
END;
