package transport

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// Of what may have been applied an error says whether a repeat is safe, or how to look; of anything else it says neither.
func TestWhatToDoAboutADoubt(t *testing.T) {
	looked := opOnce
	looked.Look = "Things.Find looks by name"
	const comment = "the comment of fake.ThingsService.Create says how to look"
	for _, tt := range []struct {
		name       string
		op         Row
		answer     answer
		repeatable bool
		hint, text string
	}{
		{"a create", opOnce, page(503), false, comment, "look before repeating"},
		{"a create with something to look by", looked, page(503), false, "Things.Find looks by name", "look before repeating"},
		{"a create that applied, and cannot be read", opOnce, reply(200, `{"code":0,"data":{"id":"x"}}`), false, comment, "it was applied: do not repeat"},
		{"a create under a key", opKeyed, page(503), true, "", "a repeat is safe"},
		{"a write of the same again", opIdempotent, page(503), true, "", "a repeat is safe"},
		{"such a write, applied and not readable", opIdempotent, reply(200, `{"code":0,"data":{"id":"x"}}`), true, "", "it was applied: a repeat is safe"},
		{"a read", opRead, page(503), false, "", ""},
		{"a refusal", opOnce, reply(200, `{"code":"bad"}`), false, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := connect(t, serve(t, tt.answer).URL).get(t.Context(), tt.op, classcloud.WithMaxAttempts(1))
			e := clienttest.AsError(t, err)
			assert.Equal(t, tt.repeatable, e.Repeatable)
			assert.Equal(t, tt.hint, e.Hint)
			assert.Contains(t, e.Error(), tt.text)
		})
	}
}

// A repeat of what exists already meets it again.
func TestWhatExistsIsNotRepeated(t *testing.T) {
	s := serve(t, page(503), reply(200, `{"code":"already"}`))
	_, err := connect(t, s.URL).get(t.Context(), opKeyed)
	e := clienttest.AsError(t, err)
	assert.Equal(t, classcloud.AlreadyExists, e.Kind)
	assert.Equal(t, classcloud.OutcomeUnknown, e.Outcome)
	assert.False(t, e.Repeatable)
	assert.Contains(t, e.Error(), "look before repeating")
}
