package wire

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// spoken is a number that writes itself.
type spoken int

func (s spoken) MarshalJSON() ([]byte, error) { return json.Marshal([]string{"none", "one"}[s]) }

// whispered is text whose pointer writes itself.
type whispered string

func (w *whispered) MarshalJSON() ([]byte, error) { return json.Marshal("<" + string(*w) + ">") }

type named string

// What a plan knows of a field's type saves looks at it, and changes nothing of what is written.
func TestWhatAPlanKnowsChangesNothing(t *testing.T) {
	type request struct {
		Text       string        `json:"text"`
		Named      named         `json:"named"`
		JSONText   string        `json:"jsontext" wire:"jsontext"`
		JSONNumber int           `json:"jsonnumber" wire:"jsontext"`
		JSONTime   time.Time     `json:"jsontime" wire:"jsontext,unix"`
		Verbatim   string        `json:"verbatim" wire:"verbatim"`
		Number     json.Number   `json:"number"`
		Digits     string        `json:"digits" wire:"number"`
		Spoken     spoken        `json:"spoken"`
		Whispered  whispered     `json:"whispered"`
		Span       time.Duration `json:"span" wire:"minutes"`
		Time       *time.Time    `json:"time" wire:"milli,asstring"`
		Int        *int8         `json:"int" wire:"asstring"`
		Pointed    **string      `json:"pointed"`
	}
	text, eight, at := "t", int8(8), time.UnixMilli(1501575608123)
	pointer := &text
	m, bad := Build(&request{Text: "a", Named: "b", JSONText: "c", JSONNumber: 4, JSONTime: at, Verbatim: "e", Number: "1.50", Digits: "7", Spoken: 1, Whispered: "w",
		Span: 2 * time.Minute, Time: &at, Int: &eight, Pointed: &pointer}, nil, false)
	require.Empty(t, bad)
	assert.Equal(t, []Member{
		{"text", TextOf("a")}, {"named", TextOf("b")}, {"jsontext", TextOf(`"c"`)}, {"jsonnumber", TextOf("4")}, {"jsontime", TextOf("1501575608")},
		{"verbatim", Value{Kind: JSON, Text: `"e"`}}, {"number", Value{Kind: Number, Text: "1.50"}}, {"digits", IntOf(7)}, {"spoken", TextOf("one")},
		{"whispered", TextOf("<w>")}, {"span", IntOf(2)}, {"time", TextOf("1501575608123")}, {"int", TextOf("8")}, {"pointed", TextOf("t")},
	}, m.Body)

	_, bad = Build(&request{Text: "\xff", Number: "one", Digits: "07"}, nil, false)
	require.Len(t, bad, 3)
	assert.Equal(t, []string{"Text", "Number", "Digits"}, []string{bad[0].Field, bad[1].Field, bad[2].Field})
}
