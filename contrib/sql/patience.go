package classcloudsql

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/go-classcloud/classcloud"
)

const (
	patience   = 20 * time.Second // with others who are in the way
	fewTries   = 3                // of what fails for any other reason: a connection that was cut, say
	firstPause = 2 * time.Millisecond
	lastPause  = 100 * time.Millisecond
)

// patiently does something that may be done again, until it succeeds or that is not to be expected.
func (j *Journal) patiently(ctx context.Context, what string, f func() error) error {
	if j.db == nil || j.dialect < SQLite || j.dialect > MySQL {
		return fmt.Errorf("classcloudsql: %s: NewJournal was given %v and not a database with its dialect", what, j.dialect)
	}
	began := time.Now()
	for tries, pause := 1, firstPause; ; tries, pause = tries+1, min(2*pause, lastPause) {
		err := f()
		if err == nil || errors.Is(err, classcloud.ErrJournalConflict) || errors.Is(err, classcloud.ErrJournalTaken) {
			return err
		}
		again := inTheWay(err) && time.Since(began) < patience || tries < fewTries
		if again && (classcloud.SystemClock{}).Sleep(ctx, pause/2+rand.N(pause)) == nil {
			continue
		}
		if ended := ctx.Err(); ended != nil && !errors.Is(err, ended) {
			err = errors.Join(ended, err)
		}
		return fmt.Errorf("classcloudsql: %s: %w", what, err)
	}
}

// inTheWay reports whether others are why a statement failed: they had SQLite's file, or its transaction could not be put in line with
// theirs. It goes by what drivers have in common. A failure that it does not know is given up early, and never taken for a success.
func inTheWay(err error) bool {
	if coded, ok := errors.AsType[interface { // PostgreSQL's drivers
		error
		SQLState() string
	}](err); ok {
		return strings.HasPrefix(coded.SQLState(), "40") || coded.SQLState() == "55P03"
	}
	text := err.Error()
	return errors.Is(err, errGone) || slices.ContainsFunc([]string{
		"database is locked", "database table is locked", "database schema is locked", // SQLite
		"Error 1213 ", "Error 1205 ", "Error 1020 ", // MySQL: deadlock, lock wait timeout, changed since it was read
	}, func(sign string) bool { return strings.Contains(text, sign) })
}
