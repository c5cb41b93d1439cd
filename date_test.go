package classcloud_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func TestDate(t *testing.T) {
	leap := classcloud.Date{Year: 2028, Month: time.February, Day: 29}
	assert.Equal(t, "2028-02-29", leap.String())
	assert.Equal(t, "0007-01-02", classcloud.Date{Year: 7, Month: 1, Day: 2}.String())
	assert.True(t, leap.Valid())
	assert.False(t, leap.IsZero())
	assert.Equal(t, classcloud.Date{Year: 2028, Month: time.March, Day: 1}, leap.AddDays(1))
	assert.Equal(t, classcloud.Date{Year: 2027, Month: time.December, Day: 31}, leap.AddDays(-60))
	assert.Equal(t, -1, leap.Compare(leap.AddDays(1)))
	assert.Equal(t, 0, leap.Compare(leap))
	assert.Equal(t, 1, leap.Compare(leap.AddDays(-1)))

	beijing := time.FixedZone("CST", 8*60*60)
	assert.True(t, leap.In(beijing).Equal(time.Date(2028, 2, 28, 16, 0, 0, 0, time.UTC)), "midnight in Beijing")
	late := time.Date(2028, 2, 28, 23, 30, 0, 0, time.UTC)
	assert.Equal(t, leap, classcloud.DateOf(late.In(beijing)), "the day in the time's own zone")
	assert.Equal(t, leap.AddDays(-1), classcloud.DateOf(late))
}

func TestNoDate(t *testing.T) {
	var none classcloud.Date
	assert.True(t, none.IsZero())
	assert.False(t, none.Valid())
	assert.Empty(t, none.String())
	for _, bad := range []classcloud.Date{{Year: 2026, Month: 2, Day: 29}, {Year: 2026, Month: 13, Day: 1}, {Year: 2026, Month: 1}, {Year: -1, Month: 1, Day: 1}, {Year: 10000, Month: 1, Day: 1}} {
		assert.False(t, bad.Valid(), "%v", bad)
	}
}

func TestParseDate(t *testing.T) {
	got, err := classcloud.ParseDate("2026-03-02")
	require.NoError(t, err)
	assert.Equal(t, classcloud.Date{Year: 2026, Month: time.March, Day: 2}, got)
	for _, bad := range []string{"", "2026-02-30", "2026-3-2", "20260302", "2026-03-02T00:00:00Z", "2026/03/02", " 2026-03-02", "yesterday"} {
		_, err := classcloud.ParseDate(bad)
		assert.ErrorContains(t, err, "is not a valid date", bad)
	}
}

func TestDateAsJSON(t *testing.T) {
	type days struct {
		On   classcloud.Date         `json:"on"`
		None classcloud.Date         `json:"none"`
		Left classcloud.Date         `json:"left,omitzero"`
		By   map[classcloud.Date]int `json:"by"`
	}
	day := classcloud.Date{Year: 2026, Month: time.March, Day: 2}
	in := days{On: day, By: map[classcloud.Date]int{day: 7}}
	text, err := json.Marshal(in)
	require.NoError(t, err)
	assert.JSONEq(t, `{"on":"2026-03-02","none":"","by":{"2026-03-02":7}}`, string(text))
	var out days
	require.NoError(t, json.Unmarshal(text, &out))
	assert.Equal(t, in, out)
	assert.Error(t, json.Unmarshal([]byte(`{"on":"2026-02-30"}`), &out))
}
