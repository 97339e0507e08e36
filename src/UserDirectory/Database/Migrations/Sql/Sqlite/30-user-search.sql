-- The users' own row numbers may change with VACUUM, so the search has numbers of its own.
CREATE TABLE user_search_rows (row_id INTEGER PRIMARY KEY, user_id TEXT NOT NULL UNIQUE);
CREATE VIRTUAL TABLE user_search USING fts5(search_terms, tokenize = 'trigram');

CREATE TRIGGER users_search_insert AFTER INSERT ON users BEGIN
    INSERT INTO user_search_rows (user_id) VALUES (new.id);
    INSERT INTO user_search (rowid, search_terms)
        SELECT row_id, new.search_terms FROM user_search_rows WHERE user_id = new.id;
END;

CREATE TRIGGER users_search_update AFTER UPDATE OF search_terms ON users WHEN old.search_terms <> new.search_terms BEGIN
    UPDATE user_search SET search_terms = new.search_terms
        WHERE rowid = (SELECT row_id FROM user_search_rows WHERE user_id = new.id);
END;

CREATE TRIGGER users_search_delete AFTER DELETE ON users BEGIN
    DELETE FROM user_search WHERE rowid = (SELECT row_id FROM user_search_rows WHERE user_id = old.id);
    DELETE FROM user_search_rows WHERE user_id = old.id;
END;
