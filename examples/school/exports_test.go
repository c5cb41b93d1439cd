package main

import (
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classroom"
)

func TestASpreadsheetReadsTheExport(t *testing.T) {
	l := anyLesson()
	l.Title, l.Students[0].Name = "数学, \"一\"", "安然"
	sh := newSheet(l, []classroom.Event{moved(2, classroom.KindJoined, "2", "0"), moved(10.5, classroom.KindLeft, "2", "0"), moved(20, classroom.KindJoined, "2", "0")}, ten().Add(2*time.Hour))
	text := sh.forSpreadsheets(languages()["zh"])
	assert.True(t, strings.HasPrefix(text, "\xef\xbb\xbf编码,标题,"), "Excel takes it for UTF-8 by its mark")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 5)
	assert.Equal(t, []string{"math-1", "数学, \"一\"", "classin", "2", "安然", "学生", "是", "是", "2910", "2400", "120", "0", "0", "10:02–10:10:30; 10:20–11:00", "没有最后一次离开的记录"}, rows[2])
	assert.Equal(t, "否", rows[4][7])
}

func TestNoCellIsAFormula(t *testing.T) {
	for _, name := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠a", " =1", "\u3000=1", "\n=1"} {
		assert.Equal(t, "'"+name, harmless(name))
	}
	for _, name := range []string{"", " ", "Julia", "安然", "1-1", "a=b", "'=1"} {
		assert.Equal(t, name, harmless(name))
	}
	l := anyLesson()
	l.Title, l.Students[0] = "=HYPERLINK(\"http://evil.example\")", person{"2", "=cmd|' /C calc'!A0"}
	sh := newSheet(l, []classroom.Event{{Vendor: "classin", Kind: classroom.KindJoined, At: ten(), User: classroom.User{ID: "-9", Name: "@guest"}}}, ten().Add(2*time.Hour))
	rows, err := csv.NewReader(strings.NewReader(sh.forSpreadsheets(languages()["en"]))).ReadAll()
	require.NoError(t, err)
	for _, row := range rows[1:] {
		for _, cell := range row {
			assert.NotContains(t, "=+-@", (cell + " ")[:1], cell)
		}
	}
	assert.Equal(t, "'@guest", rows[5][4])
}

func TestProgramsReadTheExport(t *testing.T) {
	sh := newSheet(anyLesson(), []classroom.Event{moved(-5, classroom.KindStarted, "", ""), moved(2, classroom.KindJoined, "2", "0"), moved(10, classroom.KindKicked, "2", "0"), moved(60, classroom.KindEnded, "", ""),
		moved(5, classroom.KindJoined, "", "")}, ten().Add(2*time.Hour))
	out := sh.forPrograms()
	assert.Equal(t, "math-1", out.Key)
	assert.True(t, out.Made && out.Known)
	assert.True(t, out.HeldStart.Equal(ten().Add(-5*time.Minute)) && out.HeldEnd.Equal(ten().Add(time.Hour)))
	assert.Equal(t, 1, out.Unnamed)
	assert.Equal(t, rowJSON{ID: "2", Name: "An", Role: "student", Expected: true, Kicked: true, Total: 480, Longest: 480, LateBy: 120, EarlyBy: 3000,
		Stays: []spanJSON{{ten().Add(2 * time.Minute), ten().Add(10 * time.Minute)}}}, out.Rows[1])
	assert.True(t, out.Rows[3].Absent)
}
