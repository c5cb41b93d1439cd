package wire

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"github.com/go-classcloud/classcloud"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// mustBuild returns the message of a request without problems.
func mustBuild(t *testing.T, in any, params ...classcloud.Param) *Message {
	t.Helper()
	message, problems := Build(in, params, false)
	require.Empty(t, problems)
	return message
}

func asJSON(members []Member) string { return string(AppendJSONObject(nil, members)) }

// problemsOf returns the problems of a request, one per line.
func problemsOf(in any, params ...classcloud.Param) []string {
	_, problems := Build(in, params, false)
	var lines []string
	for _, p := range problems {
		lines = append(lines, p.String())
	}
	return lines
}

// decodeCase is a reply with what it decodes to, or with the problem that it has.
type decodeCase struct {
	name string
	in   string
	want any    // its type is the type decoded into
	bad  string // part of the problem, instead of want's value
	path string // of the problem
}

func (c decodeCase) run(t *testing.T) {
	t.Run(c.name, func(t *testing.T) {
		out := reflect.New(reflect.TypeOf(c.want))
		err := Decode([]byte(c.in), out.Interface())
		if c.bad != "" {
			bad := requireDecodeError(t, err)
			assert.Contains(t, bad.Problem, c.bad)
			assert.Equal(t, c.path, bad.Path)
			return
		}
		require.NoError(t, err)
		assert.Equal(t, c.want, out.Elem().Interface())
		requireRoundTrip(t, out)
	})
}

func requireDecodeError(t *testing.T, err error) *DecodeError {
	t.Helper()
	var bad *DecodeError
	require.ErrorAs(t, err, &bad)
	return bad
}

// requireRoundTrip fails unless a result survives encoding/json, because people keep results in caches.
func requireRoundTrip(t *testing.T, out reflect.Value) {
	t.Helper()
	first, err := json.Marshal(out.Interface())
	require.NoError(t, err)
	again := reflect.New(out.Type().Elem())
	require.NoError(t, json.Unmarshal(first, again.Interface()))
	second, err := json.Marshal(again.Interface())
	require.NoError(t, err)
	assert.JSONEq(t, string(first), string(second))
}

type (
	level  int    // an enum
	colour string // an enum
	small  int8
	count  uint16
	score  float64
	yes    bool
)

const (
	levelLecture level  = 1
	colourRed    colour = "red"
)

func (l level) String() string { return fmt.Sprintf("Level(%d)", int(l)) }

type (
	seat struct {
		Row  int    `json:"row"`
		Name string `json:"name"`
	}
	hall struct {
		Seat    seat             `json:"seat"`
		Missing *seat            `json:"missing"`
		Seats   []seat           `json:"seats"`
		ByName  map[string]seat  `json:"by_name"`
		ByIndex map[int64]string `json:"by_index"`
		Limit   *int             `json:"limit"`
		Label   *string          `json:"label"`
		Open    *bool            `json:"open"`
	}
)
