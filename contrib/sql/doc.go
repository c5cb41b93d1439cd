// Package classcloudsql keeps a [classcloud.Journal] in a SQL database: SQLite, PostgreSQL, MySQL or MariaDB. It stands on database/sql and
// brings no driver: open the database with the one that you use.
package classcloudsql
