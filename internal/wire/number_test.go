package wire_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/internal/wire"
)

type phones struct {
	Phone string   `json:"phone" wire:"number" check:"required"`
	Other *string  `json:"other" wire:"number"`
	All   []string `json:"all" wire:"number"`
}

func TestAStringOfDigitsIsWrittenAsAnInteger(t *testing.T) {
	message, bad := wire.Build(&phones{Phone: "13800138000", Other: new("0"), All: []string{"1", "9223372036854775807"}}, nil, false)
	require.Empty(t, bad)
	assert.Equal(t, `{"phone":13800138000,"other":0,"all":[1,9223372036854775807]}`, string(wire.AppendJSONObject(nil, message.Body)))
}

func TestANumberIsDigitsAlone(t *testing.T) {
	for _, text := range []string{"+8613800138000", "-1", " 1", "1.5", "1e3", "013800138000", "一", "9223372036854775808", "x"} {
		for _, skipChecks := range []bool{false, true} {
			_, bad := wire.Build(&phones{Phone: text}, nil, skipChecks)
			require.Len(t, bad, 1, text)
			assert.Equal(t, "Phone", bad[0].Field)
			assert.Equal(t, "phone", bad[0].Wire)
			assert.Contains(t, bad[0].Problem, "is not a whole number")
		}
	}
	_, bad := wire.Build(&phones{}, nil, false)
	require.Len(t, bad, 1)
	assert.Equal(t, "is required", bad[0].Problem)
}

func TestANumberIsFilledFromDigitsOrText(t *testing.T) {
	for _, value := range []string{`13800138000`, `"13800138000"`} {
		var in phones
		require.NoError(t, (&wire.Filler{}).Fill(&in, map[string]json.RawMessage{"phone": json.RawMessage(value)}))
		assert.Equal(t, "13800138000", in.Phone)
	}
}

func TestANumberStandsOnStrings(t *testing.T) {
	assert.PanicsWithValue(t, "wire: struct { N int \"json:\\\"n\\\" wire:\\\"number\\\"\" }.N: number on what is not a string", func() {
		wire.Build(&struct {
			N int `json:"n" wire:"number"`
		}{}, nil, false)
	})
}
