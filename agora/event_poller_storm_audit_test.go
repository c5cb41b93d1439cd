package agora_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/agora"
)

// audit compares what happened with what was handed over and reported.
func (s *storm) audit(t *testing.T) {
	twice, missing := 0, 0
	covered := func(l agora.LostEvents, f fact) bool {
		if l.RoomUUID != f.room || f.sequence < l.First || l.Last != 0 && f.sequence > l.Last {
			return false
		}
		// At the end of a room its report may be of one with the same id that came and went unseen.
		return l.CreateTime.Equal(f.created) || l.Err != nil && !l.CreateTime.After(f.created)
	}
	name := func(f fact) string { return fmt.Sprint(f.room, f.created.UnixMilli(), "/", f.life) }
	met := map[string]bool{}
	for serial := range s.db.rows {
		met[name(s.facts[serial])] = true
	}
	// unseen is true of a report that stands for a whole life of a room that came and went while nobody polled.
	unseen := func(l agora.LostEvents, f fact) bool {
		return !met[name(f)] && (l.RoomUUID == "" || l.RoomUUID == f.room && l.Last == 0 && !l.CreateTime.After(f.created))
	}
	for serial, f := range s.facts {
		handed := s.db.rows[serial]
		if handed > 1 {
			twice++
			assert.Equal(t, 1, handed, "event %d %+v", serial, f)
		}
		if handed > 0 {
			continue
		}
		missing++
		reported := slices.ContainsFunc(s.db.report, func(l agora.LostEvents) bool { return covered(l, f) || unseen(l, f) })
		assert.True(t, reported, "event %d %+v is neither handed over nor reported", serial, f)
	}
	maybe := 0
	for _, l := range s.db.report {
		real := 0
		for serial, f := range s.facts {
			if l.RoomUUID != "" && covered(l, f) {
				if s.db.rows[serial] == 0 {
					real++
				} else if l.Last != 0 && !s.renumbers && l.CreateTime.Equal(f.created) {
					assert.Fail(t, "reported and handed over", "%v: event %d %+v", l, serial, f)
				}
			}
		}
		if l.RoomUUID != "" && real == 0 {
			maybe++
			assert.True(t, l.Last == 0 || errors.Is(l, agora.ErrRoomUnseen), "reported without a loss: %v", l)
			unread := s.unread[fmt.Sprint(l.RoomUUID, l.CreateTime.UnixMilli())]
			assert.False(t, s.peaceful && !unread && !errors.Is(l, agora.ErrNumbersAnew), "no answer was lost, and a loss is suspected: %v", l)
		}
	}
	for life, order := range s.db.order {
		assert.True(t, slices.IsSorted(order), "%s: %v", life, order)
	}
	t.Logf("%d events, %d twice, %d not handed over, %d late, %d reports, %d suspicions, %d kills, %d failures, %d ids free again, %d renumbered",
		len(s.facts), twice, missing, len(s.db.late), len(s.db.report), maybe, s.kills, s.failures, s.reused, s.renumbered)
	assert.Greater(t, s.failures, 100)
	assert.Less(t, missing, len(s.facts)/3) // how many cannot be had depends on how many rooms are destroyed before their lists are read
	for room, there := range s.cloud.rooms {
		for _, e := range there.events {
			serial := serialOf(fmt.Sprintf(`{"data":%s}`, e.Data))
			assert.True(t, s.db.rows[serial] > 0 || there.hidden[e.Sequence], "event %d of %s is in the list of a room that exists, and was not handed over", serial, room)
		}
	}
}
