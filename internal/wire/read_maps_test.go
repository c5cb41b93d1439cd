package wire

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// twoNames is a row whose id stands under one of two names.
type twoNames struct {
	ID    int64 `json:"id"`
	OldID int64 `json:"old_id"`
}

func (r *twoNames) Lacks() string {
	if r.ID == 0 && r.OldID == 0 {
		return "id"
	}
	return ""
}

// What a map holds is a row, be it an object or not: what cannot be read of it, or its key, costs no other.
func TestOneOddValueOfAMapCostsItself(t *testing.T) {
	var out struct {
		Costs map[int64]float64    `json:"costs"`
		Rows  map[string]*twoNames `json:"rows"`
	}
	report, err := ReadAt("/data", []byte(`{"costs":{"1":16.5,"2":"many","total":3,"4":{},"5":"7"},"rows":{"a":{"old_id":3},"b":{"id":0}}}`), &out)
	require.NoError(t, err)
	assert.Equal(t, map[int64]float64{1: 16.5, 5: 7}, out.Costs)
	assert.Equal(t, map[string]*twoNames{"a": {OldID: 3}}, out.Rows)
	assert.Empty(t, report.Fields)
	assert.Equal(t, []classcloud.RowError{
		{Index: -1, Path: "/data/costs/2", Problem: `"many" is not a number`, Raw: []byte(`"many"`)},
		{Index: -1, Path: "/data/costs/total", Problem: `the key "total": strconv.ParseInt: parsing "total": invalid syntax`, Raw: []byte(`"total":3`)},
		{Index: -1, Path: "/data/costs/4", Problem: "an object where a plain value is expected", Raw: []byte(`{}`)},
		{Index: -1, Path: "/data/rows/b", Problem: "/id: is missing from a success", Raw: []byte(`{"id":0}`)},
	}, report.Rows)
	assert.Error(t, Decode([]byte(`{"costs":{"total":3}}`), &out), "Decode stops at the first")
}

// A cost of nothing is not a cost of 0. Text may be empty.
func TestNothingIsNotANumberOfAMap(t *testing.T) {
	var out struct {
		Costs map[string]float64 `json:"costs"`
		Names map[string]string  `json:"names"`
	}
	report, err := Read([]byte(`{"costs":{"a":null,"b":"","c":false,"d":[],"e":0,"f":"0"},"names":{"a":null,"b":""}}`), &out)
	require.NoError(t, err)
	assert.Equal(t, map[string]float64{"e": 0, "f": 0}, out.Costs)
	assert.Equal(t, map[string]string{"a": "", "b": ""}, out.Names)
	require.Len(t, report.Rows, 4)
	assert.Equal(t, classcloud.RowError{Index: -1, Path: "/costs/a", Problem: "is null", Raw: []byte("null")}, report.Rows[0])
}

// A key in another form than its own would take the place of the one that has it.
func TestAKeyOfAMapHasOneForm(t *testing.T) {
	var out map[int64]int
	report, err := Read([]byte(`{"7":1,"07":2,"+7":3,"-7":4,"-0":5,"0":6}`), &out)
	require.NoError(t, err)
	assert.Equal(t, map[int64]int{7: 1, -7: 4, 0: 6}, out)
	require.Len(t, report.Rows, 3)
	assert.Equal(t, []byte(`"07":2`), report.Rows[0].Raw)
}

func TestARowThatLacksItsIDUnderEitherName(t *testing.T) {
	var out []twoNames
	report, err := Read([]byte(`[{"id":1},{"old_id":"2"},{"name":"x"},{"id":0,"old_id":null}]`), &out)
	require.NoError(t, err)
	assert.Equal(t, []twoNames{{ID: 1}, {OldID: 2}}, out)
	require.Len(t, report.Rows, 2)
	assert.Equal(t, "/id: is missing from a success", report.Rows[0].Problem)
}
