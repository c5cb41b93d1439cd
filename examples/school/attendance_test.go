package main

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/classroom"
)

// moved is an event of a lesson's first minutes.
func moved(minute float64, kind classroom.Kind, who, device string) classroom.Event {
	return classroom.Event{Vendor: "classin", LessonID: "17", Kind: kind, At: ten().Add(time.Duration(minute * float64(time.Minute))),
		User: classroom.User{ID: who, Device: device}}
}

func TestASheetCountsUpToNow(t *testing.T) {
	l := anyLesson()
	events := []classroom.Event{moved(-1, classroom.KindJoined, "2", "0"), moved(10, classroom.KindJoined, "3", "0"), moved(12, classroom.KindLeft, "3", "0")}
	en := languages()["en"]

	before := newSheet(l, events, ten().Add(-time.Second))
	assert.Equal(t, stagePlanned, before.stage)
	assert.Empty(t, before.facts(before.rows[3], en), "nobody is absent from what has not begun")
	assert.False(t, before.forPrograms().Rows[3].Absent)

	running := newSheet(l, events, ten().Add(20*time.Minute))
	assert.Equal(t, stageRunning, running.stage)
	assert.Equal(t, 20*time.Minute, running.rows[1].Total)
	assert.Empty(t, running.doubts(running.rows[1], en), "who has not left is there")
	assert.Equal(t, []string{"20:00"}, running.facts(running.rows[1], en))
	assert.Equal(t, []string{"2:00", "late 10:00"}, running.facts(running.rows[2], en), "it is not over, so nobody left early")
	assert.Equal(t, []string{"not there yet"}, running.facts(running.rows[3], en))
	assert.False(t, running.forPrograms().Rows[3].Absent)
	assert.Contains(t, running.forSpreadsheets(en), "Chen,student,yes,not there yet,0")

	over := newSheet(l, events, ten().Add(time.Hour))
	assert.Equal(t, stageOver, over.stage)
	assert.Equal(t, []string{"nothing says when the last stay ended"}, over.doubts(over.rows[1], en))
	assert.Equal(t, []string{"2:00", "late 10:00", "left early 48:00"}, over.facts(over.rows[2], en))
	assert.Equal(t, []string{"absent"}, over.facts(over.rows[3], en))
	assert.True(t, over.forPrograms().Rows[3].Absent)

	ended := newSheet(l, append(events, moved(30, classroom.KindEnded, "", "")), ten().Add(40*time.Minute))
	assert.Equal(t, stageOver, ended.stage, "the class ended early")
	assert.Equal(t, 30*time.Minute, ended.rows[1].Total)
}

func TestNobodyIsAbsentWhereNobodyTellsWhoCame(t *testing.T) {
	l := anyLesson()
	sh := newSheet(l, []classroom.Event{{Vendor: "classin", Kind: classroom.KindStarted, At: ten()}, moved(60, classroom.KindEnded, "", "")}, ten().Add(2*time.Hour))
	for _, row := range sh.rows {
		assert.Equal(t, []string{"not known"}, sh.facts(row, languages()["en"]))
	}
	out := sh.forPrograms()
	assert.False(t, out.Known)
	for _, row := range out.Rows {
		assert.False(t, row.Absent)
	}
	assert.Contains(t, sh.forSpreadsheets(languages()["en"]), "math-1,Mathematics,classin,2,An,student,yes,not known,,,,,,,")
}

func TestDevicesAreShownApart(t *testing.T) {
	l := anyLesson()
	span := func(from, to time.Duration) classroom.Span {
		return classroom.Span{StartTime: ten().Add(from * time.Minute), EndTime: ten().Add(to * time.Minute)}
	}
	sh := newSheet(l, []classroom.Event{
		moved(0, classroom.KindJoined, "2", "0"), moved(10, classroom.KindJoined, "2", "1"), moved(20, classroom.KindLeft, "2", "0"), moved(30, classroom.KindKicked, "2", ""),
		moved(40, classroom.KindJoined, "2", "0"), moved(50, classroom.KindEnded, "", ""),
		moved(0, classroom.KindJoined, "3", "1"),
	}, ten().Add(2*time.Hour))
	assert.Equal(t, [][]classroom.Span{{span(0, 20), span(40, 50)}, {span(10, 30)}}, sh.rows[1].Devices)
	assert.Equal(t, []classroom.Span{span(0, 30), span(40, 50)}, sh.rows[1].Stays)
	assert.Empty(t, sh.rows[2].Devices, "one device overlaps with nothing")
	p := sh.draw(sh.rows[1], languages()["en"])
	assert.Equal(t, deviceTop+2*deviceStep, p.Height)
}
