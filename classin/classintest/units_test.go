package classintest_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classin/classintest"
)

func TestUnits(t *testing.T) {
	srv := newServer(t)
	unit := func(name string) int64 {
		return lms(t, srv, "/lms/unit/create", map[string]any{"courseId": 490583, "name": name, "publishFlag": 2, "content": "c"}).id(t, "unitId")
	}
	one, two := unit("one"), unit("two")
	assert.EqualValues(t, 29208, lms(t, srv, "/lms/unit/create", map[string]any{"courseId": 490583, "name": "one", "publishFlag": 0}).Code)
	assert.EqualValues(t, 121601020, lms(t, srv, "/lms/unit/create", map[string]any{"courseId": 490583, "name": "x", "publishFlag": 1}).Code)
	update := func(change map[string]any) int64 {
		body := map[string]any{"courseId": 490583, "unitId": two}
		maps.Copy(body, change)
		return lms(t, srv, "/lms/unit/update", body).Code
	}
	assert.EqualValues(t, 50003, update(map[string]any{"name": "one"}))
	assert.EqualValues(t, 40004, update(map[string]any{"publishFlag": 0}))
	assert.EqualValues(t, 40020, update(map[string]any{"unitId": 1}))
	assert.EqualValues(t, 1, update(map[string]any{"content": ""}))
	assert.Equal(t, []classintest.Unit{
		{UnitID: one, CourseID: 490583, Name: "one", Content: "c", Published: true}, {UnitID: two, CourseID: 490583, Name: "two", Published: true},
	}, srv.Units())

	createV2(t, srv, map[string]any{"unitId": one})
	move := func(from, to int64) int64 {
		return lms(t, srv, "/lms/unit/move", map[string]any{"courseId": 490583, "unitId": from, "toUnitId": to}).Code
	}
	assert.EqualValues(t, 29046, move(one, one))
	assert.EqualValues(t, 29048, move(1, one))
	assert.EqualValues(t, 50004, move(one, 1))
	assert.EqualValues(t, 1, move(one, two))
	assert.Equal(t, two, srv.Activities()[0].UnitID)
	assert.EqualValues(t, 1, lms(t, srv, "/lms/unit/delete", map[string]any{"courseId": 490583, "unitId": one}).Code)
	assert.False(t, srv.Activities()[0].Deleted)
	assert.EqualValues(t, 1, lms(t, srv, "/lms/unit/delete", map[string]any{"courseId": 490583, "unitId": two}).Code)
	assert.True(t, srv.Activities()[0].Deleted)
	assert.Empty(t, srv.Classes())
}
