package agora_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
)

// What a repeat does, by the contract. Whatever stands in no list may be repeated: it sets, deletes or stops something that it names.
func TestEffectsAreThoseOfTheContract(t *testing.T) {
	once := []string{
		"Rooms.Create",     // but for its id: a second one is CodeRoomExists
		"Recordings.Start", // a second one may be a second recording
		"Groups.Start",     // without ids of their own a second one makes the rooms twice
	}
	reads := []string{"Rooms.Get", "Members.Get", "Recordings.List", "Events.List", "Widgets.ListQuizEvents", "Widgets.ListPollEvents", "Widgets.ListEvents"}
	for _, op := range agora.Operations() {
		want := classcloud.EffectIdempotent
		switch {
		case slices.Contains(once, op.Name):
			want = classcloud.EffectOnce
		case slices.Contains(reads, op.Name):
			want = classcloud.EffectRead
		case op.Name == "Events.Poll":
			want = classcloud.EffectConsuming
		}
		assert.Equal(t, want, op.Effect, op.Name)
		assert.Equal(t, op.Name == "Rooms.Create", op.Keyed, op.Name)
	}
}
