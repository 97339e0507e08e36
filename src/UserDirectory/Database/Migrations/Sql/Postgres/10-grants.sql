-- A refresh updates its row in place while the page has room.
ALTER TABLE grants SET (fillfactor = 70);
