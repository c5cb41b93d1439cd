package classroom_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classroom"
)

func TestCompare(t *testing.T) {
	row := func(id, name string, minutes time.Duration) classroom.Row {
		return classroom.Row{Person: classroom.Person{ID: id, Name: name}, Total: minutes * time.Minute}
	}
	events := []classroom.Row{row("a", "", 40), row("b", "", 50), row("c", "", 10), row("gone", "", 0), row("same", "", 7), row("", "guest", 9)}
	report := []classroom.Row{row("a", "An", 20), row("a", "An", 22), row("b", "Bo", 5), row("d", "Di", 3), row("same", "", 7)}
	assert.Equal(t, []classroom.Difference{
		{Person: classroom.Person{ID: "b", Name: "Bo"}, First: 50 * time.Minute, Second: 5 * time.Minute, InBoth: true},
		{Person: classroom.Person{ID: "c"}, First: 10 * time.Minute},
		{Person: classroom.Person{ID: "d", Name: "Di"}, Second: 3 * time.Minute},
		{Person: classroom.Person{ID: "a", Name: "An"}, First: 40 * time.Minute, Second: 42 * time.Minute, InBoth: true},
	}, classroom.Compare(events, report))
	assert.Equal(t, -45*time.Minute, classroom.Compare(events, report)[0].By())
	assert.Empty(t, classroom.Compare(events, events))
}
