package weclassroomtest_test

import (
	"slices"
	"testing"

	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// badEvent are the ways in which the type of an event goes wrong.
func badEvent(good pairs) []bad {
	return []bad{
		{"no event_type", good.with("event_type", drop), 40001, "event_type"},
		{"an event_type that is a number", good.with("event_type", 1), 40002, "event_type"},
		{"an event nobody knows", good.with("event_type", "sleep"), 40003, "event_type"},
	}
}

func withEvents(t *testing.T) fixture {
	t.Helper()
	f := school(t)
	for _, event := range []struct {
		lesson, user int64
		kind, at     string
	}{
		{held, li, "handup", "2018-03-16 12:20:00"},
		{held, zhang, "handup", "2018-03-16 12:41:40"},
		{held, zhang, "handup", "2018-03-16 12:40:21"},
		{held, zhang, "onstage", "2018-03-16 12:42:00"},
		{coming, zhang, "handup", "2018-03-16 16:10:00"},
	} {
		f.AddEvent(weclassroomtest.Event{LessonID: event.lesson, UserID: event.user, Type: event.kind, Time: at(event.at)})
	}
	return f
}

func TestEventCounts(t *testing.T) {
	f := withEvents(t)
	good := pairs{"lid", held, "event_type", "handup"}
	f.wantPlain(f.call("/lessonData/query", good), ok("查询成功")+`,"data":{"121495":1,"121494":2}}`)
	f.wantPlain(f.call("/lessonData/query", good.with("lid", course148)), ok("查询成功")+`,"data":{"121495":1,"121494":3}}`)
	f.wantPlain(f.call("/lessonData/query", good.with("event_type", "reward_all")), ok("查询成功")+`,"data":[]}`)
	refuses(t, "/lessonData/query", slices.Concat(badID(good, "lid"), badEvent(good)))
}

func TestEventTimes(t *testing.T) {
	f := withEvents(t)
	good := pairs{"lid", held, "event_type", "handup", "uid", zhang}
	f.wantPlain(f.call("/lessonData/user/query", good),
		ok("查询成功")+`,"data":[{"event_time":"2018-03-16 12:40:21"},{"event_time":"2018-03-16 12:41:40"}]}`)
	f.wantPlain(f.call("/lessonData/user/query", good.with("event_type", "reward")), ok("查询成功")+`,"data":[]}`)
	refuses(t, "/lessonData/user/query", slices.Concat(badID(good, "lid"), badEvent(good), badID(good, "uid"), []bad{
		{"a classroom's id", good.with("lid", course148), 40003, "lid"},
	}))
}
