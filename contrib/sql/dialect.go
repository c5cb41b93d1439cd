package classcloudsql

import (
	"strconv"
	"strings"
)

// Dialect is the SQL of a database.
type Dialect uint8

// The databases that keep a journal.
const (
	SQLite     Dialect = iota + 1 // SQLite from 3.24, in a file: what is in memory is another database for each connection
	PostgreSQL                    // PostgreSQL from 9.5
	MySQL                         // MySQL from 8 and MariaDB from 10.3, with InnoDB
)

// String returns the name of the database.
func (d Dialect) String() string {
	switch d {
	case SQLite:
		return "SQLite"
	case PostgreSQL:
		return "PostgreSQL"
	case MySQL:
		return "MySQL"
	}
	return "Dialect(" + strconv.Itoa(int(d)) + ")"
}

// Schema returns the statements that make the journal's table, each ended by a semicolon, for those who keep their schema themselves.
//
// Scope, key, id and look may be of any length and are compared byte by byte, which indexes of these databases do not offer: so the indexes are
// over SHA-256 of them. id_hash is NULL while there is no id, and look_hash once there is one. Times are Unix milliseconds, 0 for none;
// update_time is when the row was written, by the clock of the program that did.
func (d Dialect) Schema() string {
	var text strings.Builder
	for _, statement := range d.statements() {
		text.WriteString(statement + ";\n")
	}
	return text.String()
}

const table = `CREATE TABLE IF NOT EXISTS classcloud_journal (
	entry_hash  {hash} NOT NULL PRIMARY KEY,
	id_hash     {hash} UNIQUE,
	look_hash   {hash},
	scope       {text} NOT NULL,
	caller_key  {text} NOT NULL,
	version     BIGINT NOT NULL,
	id          {text} NOT NULL,
	look        {text} NOT NULL,
	sent        {text} NOT NULL,
	begin_time  BIGINT NOT NULL,
	expire_time BIGINT NOT NULL,
	doubt_time  BIGINT NOT NULL,
	update_time BIGINT NOT NULL,
	save_word   {text} NOT NULL{index}
){options}`

const lookIndex = `CREATE INDEX IF NOT EXISTS classcloud_journal_look ON classcloud_journal (look_hash) WHERE look_hash IS NOT NULL`

func (d Dialect) statements() []string {
	if d == MySQL { // which knows neither indexes of some rows nor CREATE INDEX IF NOT EXISTS
		return []string{strings.NewReplacer("{hash}", "CHAR(64) CHARACTER SET ascii COLLATE ascii_bin", "{text}", "LONGTEXT",
			"{index}", ",\n\tKEY classcloud_journal_look (look_hash)", "{options}", " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin").Replace(table)}
	}
	return []string{strings.NewReplacer("{hash}", "TEXT", "{text}", "TEXT", "{index}", "", "{options}", "").Replace(table), lookIndex}
}

// numbered writes the places of arguments as the database wants them: ? or $1.
func (d Dialect) numbered(query string) string {
	if d != PostgreSQL {
		return query
	}
	var text strings.Builder
	for i, part := range strings.Split(query, "?") {
		if i > 0 {
			text.WriteString("$" + strconv.Itoa(i))
		}
		text.WriteString(part)
	}
	return text.String()
}

// quietly lets an INSERT of what is there already do nothing, where that can be said: a failure would stand in the database's log. MySQL's
// INSERT IGNORE would ignore other failures too.
func (d Dialect) quietly() string {
	if d == MySQL {
		return ""
	}
	return " ON CONFLICT DO NOTHING"
}
