package wire

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestIDsInListsAreChecked(t *testing.T) {
	type request struct {
		IDs  []int64 `json:"ids" check:"ids"`
		Text []int64 `json:"text" wire:"jsontext" check:"required,ids"`
		Join []int64 `json:"join" wire:"comma" check:"ids"`
	}
	_, problems := Build(&request{IDs: []int64{0, 5, -3}, Text: []int64{7}, Join: []int64{0}}, nil, false)
	var told []string
	for _, p := range problems {
		told = append(told, p.String())
	}
	assert.Equal(t, []string{"IDs[0] (ids[0]) is 0, which is not an id", "IDs[2] (ids[2]) is -3, which is not an id", "Join[0] (join[0]) is 0, which is not an id"}, told)
	_, problems = Build(&request{IDs: []int64{0}, Text: []int64{7}}, nil, true)
	require.Empty(t, problems, "WithoutChecks sends it all the same")
}

func TestANegativeIDIsRefused(t *testing.T) {
	type request struct {
		RoomID int64 `json:"room_id"`
		Count  int   `json:"count" check:"required"`
		Shift  int   `json:"shift"`
		Rank   rank  `json:"rank" check:"required"`
	}
	_, problems := Build(&request{RoomID: -1, Count: -2, Shift: -3, Rank: -1}, nil, false)
	var told []string
	for _, p := range problems {
		told = append(told, p.String())
	}
	assert.Equal(t, []string{"RoomID (room_id) is negative", "Count (count) is negative"}, told)
}
