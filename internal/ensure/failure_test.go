package ensure

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

func TestWhatAnEnsureSaysOfADoubt(t *testing.T) {
	plain := errors.New("not ours")
	assert.Same(t, plain, repeatable(plain))
	assert.NoError(t, repeatable(nil))
	refused := &classcloud.Error{Outcome: classcloud.OutcomeNotApplied, Hint: "the title is too long"}
	assert.Equal(t, refused, repeatable(refused))
	for hint, want := range map[string]string{
		"": "ensure it again: then it is found, or made",
		"Rooms.Find looks by title, start and end; Rooms.Ensure does it all": "ensure it again: then it is found, or made",
		"look at them, and give the ID of the one that belongs to the key":   "look at them, and give the ID of the one that belongs to the key",
	} {
		doubt := &classcloud.Error{Hint: hint}
		told, _ := errors.AsType[*classcloud.Error](repeatable(doubt))
		assert.True(t, told.Repeatable)
		assert.Equal(t, want, told.Hint)
		assert.False(t, doubt.Repeatable, "the error that came is left as it was")
	}
}
