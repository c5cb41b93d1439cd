package wire

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

func TestDecodeTimesAndDays(t *testing.T) {
	at := time.Date(2016, 4, 1, 8, 5, 0, 0, CST)
	noTimes := `["",0,"0",null,false,"null","0000-00-00","0000-00-00 00:00:00","0000-00-00T00:00:00Z","0001-01-01T00:00:00Z"]`
	day := classcloud.Date{Year: 2016, Month: 4, Day: 1}
	for _, c := range []decodeCase{
		{name: "the vendors' own form is Beijing's time", in: `"2016-04-01 08:05:00"`, want: at},
		{name: "seconds since 1970", in: `1459469100`, want: at},
		{name: "quoted seconds since 1970", in: `"1459469100"`, want: at},
		{name: "milliseconds since 1970 in both forms", in: `[1459469100000,"1459469100000"]`, want: []time.Time{at, at}},
		{name: "doubles, as Java and PHP write them", in: `[1.4594691E9,"1.4594691E+12",1459469100.0,1459469100000.00]`, want: []time.Time{at, at, at, at}},
		{name: "no time as a double", in: `[0.0,0E0,"0.00"]`, want: make([]time.Time, 3)},
		{name: "a double that is not whole", in: `1.4594691005E9`, want: at, bad: "is not a valid time"},
		{name: "a double that has lost digits", in: `1.459469100000001E17`, want: at, bad: "is not a valid time"},
		{name: "dots and digits", in: `"2016.04.01"`, want: at, bad: "is not a valid time"},
		{name: "a day out of a double", in: `1.4594691E9`, want: day},
		{name: "RFC 3339 in another zone comes out in Beijing's", in: `"2016-04-01T00:05:00Z"`, want: at},
		{name: "RFC 3339 with nanoseconds", in: `"2016-04-01T08:05:00.123456789+08:00"`, want: at.Add(123456789)},
		{name: "ISO 8601 without a zone", in: `"2016-04-01T08:05:00"`, want: at},
		{name: "slashes", in: `["2016/04/01 08:05:00","2016/4/1 08:05","2016/04/01"]`, want: []time.Time{at, at, time.Date(2016, 4, 1, 0, 0, 0, 0, CST)}},
		{name: "minutes only", in: `"2016-04-01 08:05"`, want: at},
		{name: "month, day and hour not padded", in: `["2016-4-1 8:05:00","2016-4-1 8:05"]`, want: []time.Time{at, at}},
		{name: "a fraction of a second", in: `"2016-04-01 08:05:00.5"`, want: at.Add(time.Second / 2)},
		{name: "a day alone is its midnight", in: `"2016-04-01"`, want: time.Date(2016, 4, 1, 0, 0, 0, 0, CST)},
		{name: "no time in all forms", in: noTimes, want: make([]time.Time, 10)},
		{name: "a pointer to no time is nil", in: noTimes, want: make([]*time.Time, 10)},
		{name: "a pointer to a time", in: `[1459469100,"2016-04-01 08:05:00"]`, want: []*time.Time{&at, &at}},
		{name: "a word is not a time", in: `"soon"`, want: at, bad: `"soon" is not a valid time`},
		{name: "true is not a time", in: `true`, want: at, bad: "is not a valid time"},
		{name: "a fraction of a unix second is not a time", in: `1459469100.5`, want: at, bad: "is not a valid time"},
		{name: "a 13th month is not a time", in: `"2016-13-01 00:00:00"`, want: at, bad: "is not a valid time"},
		{name: "zeros and something is not a time", in: `"0000-00-00x"`, want: at, bad: "is not a valid time"},
		{name: "microseconds are refused: their year would have five digits", in: `1459469100000000`, want: at, bad: "is not a valid time"},
		{name: "a list is not a time", in: `[]`, want: at, bad: "a list where a plain value is expected"},
		{name: "a pointer to a bad time", in: `"soon"`, want: &at, bad: "is not a valid time"},

		{name: "a day", in: `"2016-04-01"`, want: day},
		{name: "a day in eight digits", in: `["20160401",20160401]`, want: []classcloud.Date{day, day}},
		{name: "a day out of every form of time", in: `["2016-04-01 23:59:59",1459469100,"2016-03-31T16:00:00Z","2016/4/1"]`, want: []classcloud.Date{day, day, day, day}},
		{name: "no day in all forms", in: noTimes, want: make([]classcloud.Date, 10)},
		{name: "a pointer to no day is nil", in: noTimes, want: make([]*classcloud.Date, 10)},
		{name: "a pointer to a day", in: `["2016-04-01",20160401]`, want: []*classcloud.Date{&day, &day}},
		{name: "eight digits that are not a day are not seconds of 1970 either", in: `"20161301"`, want: day, bad: `"20161301" is not a valid date`},
		{name: "a word is not a day", in: `"soon"`, want: day, bad: `"soon" is not a valid date`},
		{name: "an object is not a day", in: `{}`, want: day, bad: "an object where a plain value is expected"},
	} {
		c.run(t)
	}
}

func TestParseTimeInvertsEveryFormOfBuild(t *testing.T) {
	at := time.Date(2024, 2, 29, 23, 59, 0, 0, CST)
	for _, form := range []string{"", "unix", "milli", "minute"} {
		text := (&builder{}).time(&hints{time: form}, at.UTC()).FormText()
		got, err := ParseTime(text)
		require.NoError(t, err)
		assert.Equal(t, at, got, "%s %s", form, text)
	}
}
