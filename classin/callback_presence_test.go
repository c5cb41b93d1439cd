package classin_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// sheetOf makes the sheet of an End, a class from second 1000 to 4600 that closed at 5800, whose inoutEnd is given.
func sheetOf(t *testing.T, inout string, rule classin.AttendanceRule) map[classin.UID]classin.Presence {
	t.Helper()
	end := hookRead[classin.EndCallback](t, `{"Cmd":"End","StartTime":1600001000,"CloseTime":1600005800,"Data":{"inoutEnd":`+inout+`}}`)
	lines := map[classin.UID]classin.Presence{}
	for _, line := range end.AttendanceSheet(rule) {
		lines[line.UID] = line
	}
	return lines
}

func second(n int64) time.Time { return time.Unix(1600000000+n, 0) }

func TestTheSheetOfAnEnd(t *testing.T) {
	end := hookRead[classin.EndCallback](t, string(mustJSON(t, classintest.CallbackSample("End-live", nil))))
	sheet := end.AttendanceSheet(classin.AttendanceRule{Roster: []classin.UID{10003, 10001, 10003}, LateGrace: time.Minute})
	require.Len(t, sheet, 5, "those who entered, and the roster once")
	var uids []classin.UID
	for _, line := range sheet {
		uids = append(uids, line.UID)
	}
	assert.Equal(t, []classin.UID{10001, 10002, 10003, 10004, 20001}, uids)

	whole := sheet[0]
	assert.Equal(t, []any{classin.RoleStudent, classin.PresenceStatusPresent, 7100 * time.Second, time.Duration(0)}, []any{whole.Role, whole.Status, whole.Duration, whole.OnDeputies})
	assert.EqualValues(t, 1756803650, whole.FirstInTime.Unix())
	assert.Zero(t, whole.LastOutTime, "nobody recorded an exit")
	assert.Zero(t, whole.Late, "within the grace")
	assert.Zero(t, whole.LeftEarly)
	assert.False(t, whole.Uncertain, "the total is the vendor's, and needs no exit")

	assert.Equal(t, 5200*time.Second, sheet[1].Duration)
	assert.Zero(t, sheet[1].FirstInTime)
	assert.Equal(t, classin.PresenceStatusAbsent, sheet[2].Status)
	assert.False(t, sheet[2].Uncertain)

	// 10004 was there for an hour on one device, and for an hour on another that began half an hour later.
	assert.Equal(t, 90*time.Minute, sheet[3].Duration)
	assert.Equal(t, 30*time.Minute, sheet[3].OnDeputies)
	assert.EqualValues(t, 1756809000, sheet[3].LastOutTime.Unix())
	assert.Equal(t, 30*time.Minute, sheet[3].LeftEarly, "RealCloseTime is before the planned end")
	assert.False(t, sheet[3].Uncertain)
	assert.Equal(t, classin.PresenceStatusPresent, sheet[4].Status, "an entry that is a plain number")
	assert.Equal(t, 2*time.Hour, sheet[4].Duration)
}

func TestThePlannedEndIsWithoutOvertime(t *testing.T) {
	const inout = `{"7":{"Total":3500,"Details":[{"Type":"In","Time":1600001100},{"Type":"Out","Time":1600004600}]},"8":{"Total":3400,"Details":[{"Type":"In","Time":1600000900},{"Type":"Out","Time":1600004300}]}}`
	lines := sheetOf(t, inout, classin.AttendanceRule{})
	assert.Equal(t, []time.Duration{100 * time.Second, 0}, []time.Duration{lines[7].Late, lines[7].LeftEarly}, "CloseTime is 20 minutes after the end")
	assert.Equal(t, []time.Duration{0, 300 * time.Second}, []time.Duration{lines[8].Late, lines[8].LeftEarly})
	lines = sheetOf(t, inout, classin.AttendanceRule{StartTime: second(800), EndTime: second(4800), LateGrace: 100 * time.Second, EarlyGrace: 200 * time.Second})
	assert.Equal(t, []time.Duration{300 * time.Second, 0}, []time.Duration{lines[7].Late, lines[7].LeftEarly}, "from the start, not from the end of the grace")
	assert.Equal(t, []time.Duration{0, 500 * time.Second}, []time.Duration{lines[8].Late, lines[8].LeftEarly})

	end := hookRead[classin.EndCallback](t, `{"Cmd":"End","RealCloseTime":1600005000,"CloseTime":1600005800,"Data":{"inoutEnd":{"7":{"Total":1,"Details":[{"Type":"Out","Time":1600004599},{"Type":"In","Time":1600004598}]}}}}`)
	assert.Equal(t, second(4600).Unix(), end.PlannedEndTime().Unix())
	assert.Equal(t, time.Second, end.AttendanceSheet(classin.AttendanceRule{})[0].LeftEarly, "leaving in the overtime is not early")
	none := hookRead[classin.EndCallback](t, `{"Cmd":"End","Data":{"inoutEnd":{"7":{"Total":1,"Details":[{"Type":"In","Time":1600004598},{"Type":"Out","Time":1600004599}]}}}}`)
	assert.Zero(t, none.PlannedEndTime())
	line := none.AttendanceSheet(classin.AttendanceRule{})[0]
	assert.True(t, line.Late == 0 && line.LeftEarly == 0, "nothing is known of the class")
}

func TestATotalThatCannotBeReadIsNotPaid(t *testing.T) {
	lines := sheetOf(t, `{"7":{"Total":"abc","Identity":1,"Details":[{"Type":"In","Time":1600001000},{"Type":"Out","Time":1600001060}]},"8":{"Total":60},"9":{"Total":"abc"},"10":{"Identity":1},"11":true,"12":"abc","77":{"Total":0}}`,
		classin.AttendanceRule{Roster: []classin.UID{11, 13}})
	assert.Equal(t, []any{classin.PresenceStatusPresent, time.Minute, true, 1}, []any{lines[7].Status, lines[7].Duration, lines[7].Uncertain, len(lines[7].Problems)}, "from the entries and exits, and uncertain")
	assert.Equal(t, []any{classin.PresenceStatusPresent, time.Minute, false, 0}, []any{lines[8].Status, lines[8].Duration, lines[8].Uncertain, len(lines[8].Problems)}, "the others are as they were")
	for _, uid := range []classin.UID{9, 10, 11, 12} {
		assert.Equal(t, []any{classin.PresenceStatusUnknown, time.Duration(0), true, 1}, []any{lines[uid].Status, lines[uid].Duration, lines[uid].Uncertain, len(lines[uid].Problems)}, uid)
	}
	assert.Equal(t, classin.PresenceStatusAbsent, lines[13].Status, "every key is a user's, and none is this one's")
	assert.Equal(t, classin.PresenceStatusPresent, lines[77].Status, "who is listed entered")
	assert.False(t, lines[77].Uncertain, "a problem of 7 is not one of 77")
}

func TestNobodyIsAbsentOnDoubt(t *testing.T) {
	for inout, want := range map[string]classin.PresenceStatus{
		`{"8":{"Total":1}}`: classin.PresenceStatusAbsent, `[]`: classin.PresenceStatusAbsent, `{}`: classin.PresenceStatusAbsent,
		`{"8":{"Total":1},"Total":1}`: classin.PresenceStatusAbsent, // a count beside the users
		`"gone"`:                      classin.PresenceStatusUnknown, `null`: classin.PresenceStatusUnknown, `[{"Total":1}]`: classin.PresenceStatusUnknown,
		`{"7a":{"Total":1}}`: classin.PresenceStatusUnknown, `{"7":false}`: classin.PresenceStatusUnknown,
	} {
		line := sheetOf(t, inout, classin.AttendanceRule{Roster: []classin.UID{7}})[7]
		assert.Equal(t, want, line.Status, inout)
		assert.Equal(t, want == classin.PresenceStatusUnknown, line.Uncertain, inout)
	}
	gone := hookRead[classin.EndCallback](t, `{"Cmd":"End","Data":"gone"}`)
	assert.Equal(t, classin.PresenceStatusUnknown, gone.AttendanceSheet(classin.AttendanceRule{Roster: []classin.UID{7}})[0].Status)
}

// Twenty thousand lines with a problem each take no longer than their number.
func TestALongSheet(t *testing.T) {
	var entries, rows []string
	for uid := range 20_000 {
		entries = append(entries, fmt.Sprintf(`"%d":{"Total":"x"}`, uid+1))
		rows = append(rows, fmt.Sprintf(`{"Uid":%d,"AttendanceTime":"x"}`, uid+1))
	}
	end := hookRead[classin.EndCallback](t, `{"Cmd":"End","Data":{"inoutEnd":{`+strings.Join(entries, ",")+`}}}`)
	attendance := hookRead[classin.AttendanceCallback](t, `{"Cmd":"Attendance","Data":[`+strings.Join(rows, ",")+`]}`)
	for _, sheet := range [][]classin.Presence{end.AttendanceSheet(classin.AttendanceRule{}), attendance.AttendanceSheet(classin.AttendanceRule{})} {
		require.Len(t, sheet, 20_000)
		for i, line := range sheet {
			require.Equal(t, []any{classin.UID(i + 1), true, 1}, []any{line.UID, line.Uncertain, len(line.Problems)})
		}
	}
}

func TestTwoDevicesAreCountedOnce(t *testing.T) {
	in, out := func(s string) string { return `{"Type":"In","Time":16000` + s + `}` }, func(s string) string { return `{"Type":"Out","Time":16000` + s + `}` }
	for name, test := range map[string]struct {
		inout     string
		duration  int64
		deputies  int64
		uncertain bool
	}{
		"beside each other":           {`{"Total":100,"Details":[` + in("01000") + `,` + out("01100") + `],"Deputies":[{"Total":50,"Details":[` + in("01200") + `,` + out("01250") + `]}]}`, 150, 50, false},
		"one within the other":        {`{"Total":100,"Details":[` + in("01000") + `,` + out("01100") + `],"Deputies":[{"Total":50,"Details":[` + in("01020") + `,` + out("01070") + `]}]}`, 100, 0, false},
		"two deputies that overlap":   {`{"Total":100,"Details":[` + in("01000") + `,` + out("01100") + `],"Deputies":[{"Total":50,"Details":[` + in("01200") + `,` + out("01250") + `]},{"Total":50,"Details":[` + in("01230") + `,` + out("01280") + `]}]}`, 180, 80, false},
		"out of order":                {`{"Total":100,"Details":[` + out("01100") + `,` + in("01000") + `],"Deputies":[{"Total":50,"Details":[` + out("01250") + `,` + in("01200") + `]}]}`, 150, 50, false},
		"a deputy without an exit":    {`{"Total":100,"Details":[` + in("01000") + `,` + out("01100") + `],"Deputies":[{"Total":50,"Details":[` + in("05790") + `]}]}`, 110, 10, true},
		"no entries on the first":     {`{"Total":100,"Details":[],"Deputies":[{"Total":50,"Details":[` + in("01020") + `,` + out("01070") + `]}]}`, 100, 0, true},
		"no entries on the deputy":    {`{"Total":100,"Details":[` + in("01000") + `,` + out("01100") + `],"Deputies":[{"Total":50}]}`, 100, 0, true},
		"two entries, one exit":       {`{"Total":100,"Details":[` + in("01000") + `,` + in("01050") + `,` + out("01100") + `],"Deputies":[{"Total":50,"Details":[` + in("01200") + `,` + out("01250") + `]}]}`, 150, 50, true},
		"two entries, no deputy":      {`{"Total":70,"Details":[` + in("01000") + `,` + in("01050") + `,` + out("01100") + `]}`, 70, 0, false},
		"an exit alone, no deputy":    {`{"Total":70,"Details":[` + out("01100") + `]}`, 70, 0, false},
		"a deputy's unreadable time":  {`{"Total":100,"Details":[` + in("01000") + `,` + out("01100") + `],"Deputies":[{"Total":50,"Details":[{"Type":"In","Time":"soon"},` + out("01250") + `]}]}`, 100, 0, true},
		"a negative total":            {`{"Total":-5,"Details":[` + in("01000") + `,` + out("01100") + `]}`, 100, 0, true},
		"an unreadable role":          {`{"Total":70,"Identity":"x","Details":[` + in("01000") + `,` + out("01100") + `]}`, 70, 0, true},
		"a deputy's unreadable total": {`{"Total":70,"Details":[` + in("01000") + `,` + out("01100") + `],"Deputies":[{"Total":"abc","Details":[` + in("01200") + `,` + out("01250") + `]}]}`, 120, 50, true},
		"only on a deputy":            {`{"Total":0,"Details":[],"Deputies":[{"Total":50,"Details":[` + in("01200") + `,` + out("01250") + `]}]}`, 50, 50, false},
	} {
		t.Run(name, func(t *testing.T) {
			line := sheetOf(t, `{"7":`+test.inout+`}`, classin.AttendanceRule{})[7]
			assert.Equal(t, []any{test.duration, test.deputies, test.uncertain}, []any{int64(line.Duration.Seconds()), int64(line.OnDeputies.Seconds()), line.Uncertain})
			assert.Equal(t, classin.PresenceStatusPresent, line.Status)
		})
	}
	crashed := sheetOf(t, `{"7":{"Total":100,"Details":[`+in("01000")+`,`+out("01100")+`,`+in("01200")+`]}}`, classin.AttendanceRule{})[7]
	assert.Zero(t, crashed.LastOutTime, "after the last entry nobody recorded an exit")
	assert.Zero(t, crashed.LeftEarly)
}

func TestTheSheetOfAnAttendance(t *testing.T) {
	callback := hookRead[classin.AttendanceCallback](t, string(mustJSON(t, classintest.CallbackSample("Attendance", nil))))
	sheet := callback.AttendanceSheet(classin.AttendanceRule{Roster: []classin.UID{10004}, LateGrace: 5 * time.Minute})
	require.Len(t, sheet, 5)
	assert.Equal(t, []any{"Punctual", classin.PresenceStatusPresent, 7100 * time.Second, time.Duration(0), 10 * time.Second}, []any{sheet[0].Name, sheet[0].Status, sheet[0].Duration, sheet[0].Late, sheet[0].LeftEarly})
	assert.Equal(t, []any{classin.PresenceStatusPresent, 2000 * time.Second}, []any{sheet[1].Status, sheet[1].Late})
	assert.Equal(t, []any{classin.PresenceStatusAbsent, false}, []any{sheet[2].Status, sheet[2].Uncertain})
	assert.Equal(t, []any{classin.PresenceStatusAbsent, false}, []any{sheet[3].Status, sheet[3].Uncertain}, "of the roster, and not listed")
	assert.Equal(t, classin.RoleTeacher, sheet[4].Role)
}

// Of two lines of one person nobody knows which is right, or whether both are.
func TestWhoIsListedTwiceIsUncertain(t *testing.T) {
	callback := hookRead[classin.AttendanceCallback](t, `{"Cmd":"Attendance","Data":[{"Uid":7,"AttendanceTime":10},{"Uid":8,"AttendanceTime":30},{"Uid":"7","AttendanceTime":20}]}`)
	sheet := callback.AttendanceSheet(classin.AttendanceRule{})
	require.Len(t, sheet, 3)
	for i, want := range []struct {
		uid       classin.UID
		uncertain bool
	}{{7, true}, {7, true}, {8, false}} {
		assert.Equal(t, want.uid, sheet[i].UID)
		assert.Equal(t, want.uncertain, sheet[i].Uncertain)
	}
}

// An entry that says nothing is nobody's presence, in whichever of PHP's ways it does so.
func TestAnEntryOfNothing(t *testing.T) {
	for _, nothing := range []string{`""`, `null`, `false`, `[]`, `{}`} {
		line := sheetOf(t, `{"7":`+nothing+`,"8":{"Total":60}}`, classin.AttendanceRule{})[7]
		assert.Equal(t, classin.PresenceStatusUnknown, line.Status, nothing)
		assert.True(t, line.Uncertain, nothing)
	}
	assert.Equal(t, classin.PresenceStatusPresent, sheetOf(t, `{"7":0}`, classin.AttendanceRule{})[7].Status, "a 0 is a 0")
}

func TestAnAttendanceOnDoubt(t *testing.T) {
	read := func(data string) map[classin.UID]classin.Presence {
		callback := hookRead[classin.AttendanceCallback](t, `{"Cmd":"Attendance","Data":`+data+`}`)
		lines := map[classin.UID]classin.Presence{}
		for _, line := range callback.AttendanceSheet(classin.AttendanceRule{Roster: []classin.UID{7}}) {
			lines[line.UID] = line
		}
		return lines
	}
	for data, want := range map[string]classin.PresenceStatus{
		`[{"Uid":8,"AttendanceTime":"abc"}]`: classin.PresenceStatusAbsent, `[{"Uid":"abc","AttendanceTime":1}]`: classin.PresenceStatusUnknown,
		`[]`: classin.PresenceStatusAbsent, `[{"Uid":8,"AttendanceTime":1}]`: classin.PresenceStatusAbsent, `[{"Uid":7,"AttendanceTime":0}]`: classin.PresenceStatusAbsent,
		`null`: classin.PresenceStatusUnknown, `"x"`: classin.PresenceStatusUnknown, `[{"AttendanceTime":1}]`: classin.PresenceStatusUnknown, `[5]`: classin.PresenceStatusUnknown,
		`[{"Uid":7}]`: classin.PresenceStatusUnknown, `[{"Uid":7,"AttendanceTime":null,"FirstInTime":null}]`: classin.PresenceStatusUnknown, `[{"Uid":7,"AttendanceTime":"abc"}]`: classin.PresenceStatusUnknown,
		`[{"Uid":7,"FirstInTime":1600001000}]`: classin.PresenceStatusPresent,
	} {
		line := read(data)[7]
		assert.Equal(t, want, line.Status, data)
		assert.Equal(t, want == classin.PresenceStatusUnknown || data == `[{"Uid":7,"FirstInTime":1600001000}]`, line.Uncertain, data)
	}
	kept := classin.AttendanceCallback{Data: []classin.AttendedFor{{Name: "Amy", Duration: new(time.Minute)}}} // back from JSON, without its Problems
	assert.Equal(t, classin.PresenceStatusUnknown, kept.AttendanceSheet(classin.AttendanceRule{Roster: []classin.UID{7}})[1].Status)
	assert.Len(t, read(`[{"Uid":"abc","AttendanceTime":1}]`)[7].Problems, 1, "why it is not known")
	lines := read(`[5,{"Uid":8,"AttendanceTime":60},{"Uid":9,"AttendanceTime":"abc"}]`)
	assert.Empty(t, lines[8].Problems, "the row before could not be read: the places count it")
	assert.False(t, lines[8].Uncertain)
	assert.Equal(t, "/Data/2/AttendanceTime", lines[9].Problems[0].Path)
	lines = read(`[{"Uid":8,"AttendanceTime":-60},{"Uid":9,"AttendanceTime":60,"FirstInTime":1600001000,"LastOutTime":1600000000}]`)
	assert.Equal(t, []any{time.Duration(0), classin.PresenceStatusUnknown, true, true}, []any{lines[8].Duration, lines[8].Status, lines[8].Uncertain, lines[9].Uncertain}, "what makes no sense")
	lines = read(`{"3":{"Uid":8,"AttendanceTime":60},"5":{"Uid":9,"AttendanceTime":"abc"}}`)
	assert.True(t, lines[8].Uncertain && lines[9].Uncertain, "rows that are not in a list cannot be told apart")
}

func TestPresenceCanBeKept(t *testing.T) {
	line := sheetOf(t, `{"7":{"Total":60}}`, classin.AttendanceRule{})[7]
	var again classin.Presence
	require.NoError(t, json.Unmarshal(mustJSON(t, line), &again))
	assert.Equal(t, line, again)
	assert.Equal(t, []string{"Unknown", "Present", "Absent", "PresenceStatus(9)"}, []string{classin.PresenceStatusUnknown.String(),
		classin.PresenceStatusPresent.String(), classin.PresenceStatusAbsent.String(), classin.PresenceStatus(9).String()})
}
