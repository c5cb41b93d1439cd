package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestNearestIsTheNameThatWasMeant(t *testing.T) {
	names := []string{"Rooms.Create", "Rooms.Get", "Rooms.List", "Recordings.List", "start_time", "title"}
	for word, want := range map[string]string{
		"Rooms.Creat": "Rooms.Create", "rooms.create": "Rooms.Create", "roomscreate": "Rooms.Create", "titel": "title", "startTime": "start_time",
		"Recordings": "Recordings.List", "Create": "Rooms.Create", "zzz": "", "": "", "Quizzes.List": "",
	} {
		assert.Equal(t, want, nearest(word, names), word)
	}
}

func TestDistanceCountsLetters(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"a", "", 1}, {"abc", "abd", 1}, {"ab", "ba", 1}, {"abc", "ac", 1}, {"房间", "房", 1}, {"kitten", "sitting", 3}} {
		assert.Equal(t, c.want, distance(c.a, c.b), c.a+" "+c.b)
		assert.Equal(t, c.want, distance(c.b, c.a), c.b+" "+c.a)
	}
}

func TestMistakesSuggestTheNearestName(t *testing.T) {
	for want, args := range map[string][]string{
		"did you mean call?":         {"cal"},
		"did you mean baijiayun?":    {"call", "bajiayun", "Rooms.Get"},
		"did you mean Rooms.Create?": {"call", "baijiayun", "Rooms.Creat"},
		"titel: did you mean title?": {"call", "baijiayun", "Rooms.Create", "titel=1"},
		"did you mean --curl?":       {"call", "baijiayun", "Rooms.Get", "--crul"},
		"did you mean Rooms.List?":   {"ops", "baijiayun", "Room.List"},
		"did you mean zsh?":          {"completion", "zhs"},
		"did you mean classin?":      {"verify", "clasin"},
		"did you mean aui?":          {"ops", "--vendor", "auii"},
	} {
		status, out, errs := ctl(t, nil, args...)
		assert.Equal(t, exitUsage, status, args)
		assert.Empty(t, out)
		assert.Contains(t, errs, want)
	}
}
