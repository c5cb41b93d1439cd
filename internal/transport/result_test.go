package transport

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestASuccessMustHoldItsResult(t *testing.T) {
	list, text, number := new([]thing), new(string), new(int64)
	byName := new(map[string]thing)
	for _, tt := range []struct {
		name, data string
		out        any
		ok         bool
	}{
		{"an object that is missing", ``, new(*thing), false},
		{"null for an object", `,"data":null`, new(*thing), false},
		{"empty text for an object", `,"data":""`, new(*thing), false},
		{"an empty list for an object", `,"data":[]`, new(*thing), false},
		{"false for an object", `,"data":false`, new(*thing), false},
		{"text for an object", `,"data":"ok"`, new(*thing), false},
		{"an empty object", `,"data":{}`, new(*thing), true},
		{"an object into a value", `,"data":{"id":7}`, new(thing), true},
		{"an object that is missing for a value", ``, new(thing), false},
		{"a list that is missing is empty", ``, list, true},
		{"null for a list is empty", `,"data":null`, list, true},
		{"an empty list", `,"data":[]`, list, true},
		{"a PHP list for a map is empty", `,"data":[]`, byName, true},
		{"a number that is missing", ``, number, false},
		{"null for a number", `,"data":null`, number, false},
		{"text for a number", `,"data":"abc"`, number, false},
		{"a quoted number", `,"data":"7"`, number, true},
		{"text that is missing", ``, text, false},
		{"text that is empty", `,"data":""`, text, true},
		{"nothing is wanted", ``, nil, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, reply(200, `{"code":0`+tt.data+`}`))
			err := connect(t, s.URL).Do(t.Context(), &Call{Op: &opOnce}, tt.out, nil)
			if tt.ok {
				require.NoError(t, err)
				return
			}
			assert.ErrorIs(t, err, classcloud.DataLoss)
			assert.Equal(t, classcloud.OutcomeApplied, clienttest.AsError(t, err).Outcome)
			assert.True(t, classcloud.MaybeApplied(err))
			assert.Len(t, s.seen(), 1)
		})
	}
}

func TestAnUnreadableResult(t *testing.T) {
	garbage := reply(200, `{"code":0,"data":{"id":"abc"}}`)
	for _, tt := range []struct {
		op      Row
		outcome classcloud.Outcome
	}{
		{opOnce, classcloud.OutcomeApplied}, {opIdempotent, classcloud.OutcomeApplied},
		{opConsuming, classcloud.OutcomeApplied}, {opRead, classcloud.OutcomeNotApplied},
	} {
		t.Run(tt.op.Effect.String(), func(t *testing.T) {
			s := serve(t, garbage)
			_, err := connect(t, s.URL).get(t.Context(), tt.op)
			e := clienttest.AsError(t, err)
			assert.Equal(t, tt.outcome, e.Outcome)
			assert.ErrorIs(t, err, classcloud.DataLoss)
			assert.Contains(t, err.Error(), "/id", "where it does not fit")
			assert.Len(t, s.seen(), 1)
		})
	}
}

func TestDataBesideAnErrorIsKept(t *testing.T) {
	s := serve(t, reply(200, `{"code":"already","data":{"id":9}}`))
	out, err := connect(t, s.URL).get(t.Context(), opOnce)
	assert.ErrorIs(t, err, code("already"))
	assert.Equal(t, &thing{9}, out)
}

func TestWarnings(t *testing.T) {
	warned := reply(200, `{"code":0,"data":{"id":7},"warn":"not recorded"}`)
	t.Run("are handed to the callback beside the result", func(t *testing.T) {
		s := serve(t, warned)
		var got []classcloud.Warning
		out, err := connect(t, s.URL).get(t.Context(), opOnce, classcloud.OnWarning(func(op classcloud.Operation, w classcloud.Warning) {
			assert.Equal(t, opOnce.Name, op.Name)
			got = append(got, w)
		}))
		require.NoError(t, err)
		assert.Equal(t, &thing{7}, out)
		assert.Equal(t, []classcloud.Warning{{Code: "280", Message: "not recorded"}}, got)
	})
	t.Run("made strict are an error beside the result", func(t *testing.T) {
		s := serve(t, warned)
		out, err := connect(t, s.URL, classcloud.WithStrictWarnings()).get(t.Context(), opOnce)
		assert.Equal(t, &thing{7}, out)
		e := clienttest.AsError(t, err)
		assert.Equal(t, classcloud.OutcomeApplied, e.Outcome)
		assert.Equal(t, "280", e.Code)
		assert.Equal(t, 200, e.HTTPStatus)
		assert.ErrorContains(t, err, "done, but: not recorded")
		assert.Len(t, s.seen(), 1)
	})
	t.Run("show no secret that the server says back, and forge no line", func(t *testing.T) {
		s := serve(t, reply(200, `{"code":0,"data":{"id":7},"warn":"odd: `+secret+`\n`+strings.Repeat("x", 3000)+`"}`))
		var got []classcloud.Warning
		h := connect(t, s.URL)
		h.protocol.encode = func(r *Request) error { r.Hide(secret); return nil }
		_, err := h.get(t.Context(), opOnce, classcloud.OnWarning(func(_ classcloud.Operation, w classcloud.Warning) { got = append(got, w) }))
		require.NoError(t, err)
		require.Len(t, got, 1)
		assert.Contains(t, got[0].Message, "odd: ‹secret›\\nxxx")
		assert.Less(t, len(got[0].Message), 2100)
	})
	t.Run("of an attempt that failed are forgotten", func(t *testing.T) {
		s := serve(t, reply(200, `{"code":"busy","warn":"odd"}`), reply(200, success))
		_, err := connect(t, s.URL, classcloud.WithStrictWarnings()).get(t.Context(), opOnce)
		assert.NoError(t, err)
	})
	t.Run("a success without warnings is not an error", func(t *testing.T) {
		s := serve(t, reply(200, success))
		_, err := connect(t, s.URL, classcloud.WithStrictWarnings()).get(t.Context(), opOnce)
		assert.NoError(t, err)
	})
}

func TestDrift(t *testing.T) {
	s := serve(t, reply(200, `{"code":0,"data":{"id":7,"colour":"red"}}`))
	var got []classcloud.Drift
	out, err := connect(t, s.URL).get(t.Context(), opRead, classcloud.OnDrift(func(d classcloud.Drift) { got = append(got, d) }))
	require.NoError(t, err)
	assert.Equal(t, &thing{7}, out)
	require.Len(t, got, 1)
	assert.Equal(t, "Things.Get", got[0].Operation)
	assert.Equal(t, "/data/colour", got[0].Path, "a pointer into the whole reply")
}
