package classcloudsql_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	classcloudsql "github.com/go-classcloud/classcloud/contrib/sql"
)

// Whoever keeps the schema elsewhere runs its statements there.
func TestSchema(t *testing.T) {
	d := sqlite(t)
	_, err := d.open(t).ExecContext(t.Context(), d.dialect.Schema())
	require.NoError(t, err)
	j := classcloudsql.NewJournal(d.open(t), d.dialect)
	require.NoError(t, j.Save(t.Context(), classcloud.JournalEntry{Scope: "s", Key: "a"}))
	require.NoError(t, j.CreateTable(t.Context()), "it is there")
	for _, d := range []classcloudsql.Dialect{classcloudsql.SQLite, classcloudsql.PostgreSQL, classcloudsql.MySQL} {
		assert.Contains(t, d.Schema(), "CREATE TABLE IF NOT EXISTS classcloud_journal (")
		assert.NotContains(t, d.Schema(), "{", d)
		assert.Regexp(t, `;\n$`, d.Schema())
	}
}

func TestAJournalWithoutADatabaseSaysSo(t *testing.T) {
	assert.Equal(t, "SQLite PostgreSQL MySQL Dialect(0)", classcloudsql.SQLite.String()+" "+classcloudsql.PostgreSQL.String()+" "+classcloudsql.MySQL.String()+" "+classcloudsql.Dialect(0).String())
	for _, j := range []*classcloudsql.Journal{
		classcloudsql.NewJournal(nil, classcloudsql.SQLite), classcloudsql.NewJournal(sqlite(t).open(t), 0), classcloudsql.NewJournal(sqlite(t).open(t), 4),
	} {
		_, err := j.Entry(t.Context(), "s", "a")
		require.ErrorContains(t, err, "NewJournal was given")
		_, err = j.Alike(t.Context(), "s", "look", nil)
		require.ErrorContains(t, err, "NewJournal was given")
		require.ErrorContains(t, j.Save(t.Context(), classcloud.JournalEntry{Scope: "s", Key: "a"}), "NewJournal was given")
	}
	require.ErrorContains(t, classcloudsql.NewJournal(nil, classcloudsql.SQLite).CreateTable(t.Context()), "NewJournal was given")
}
