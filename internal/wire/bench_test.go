package wire

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-querystring/query"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// attendance is a row of a report, as a vendor's package declares one.
type attendance struct {
	RoomID   int64     `json:"room_id"`
	UserID   int64     `json:"user_number"`
	Name     string    `json:"user_name"`
	Role     level     `json:"user_role"`
	Joined   time.Time `json:"first_in_time"`
	Left     time.Time `json:"last_out_time"`
	Seconds  int       `json:"actual_listen_time"`
	Client   colour    `json:"client_type"`
	IP       string    `json:"user_ip"`
	Area     string    `json:"area"`
	Finished bool      `json:"is_finished"`
}

// attendanceText is the same row for encoding/json, which can read it only into text.
type attendanceText struct {
	RoomID   string `json:"room_id"`
	UserID   string `json:"user_number"`
	Name     string `json:"user_name"`
	Role     string `json:"user_role"`
	Joined   string `json:"first_in_time"`
	Left     string `json:"last_out_time"`
	Seconds  string `json:"actual_listen_time"`
	Client   string `json:"client_type"`
	IP       string `json:"user_ip"`
	Area     string `json:"area"`
	Finished string `json:"is_finished"`
}

func attendanceReply(rows int) []byte {
	var b strings.Builder
	b.WriteString(`{"list":[`)
	for i := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"room_id":"16040187219351","user_number":"%d","user_name":"张%d","user_role":"0","first_in_time":"2016-04-01 08:05:00","last_out_time":"1459469100","actual_listen_time":"%d","client_type":"pc","user_ip":"10.0.0.1","area":"北京","is_finished":"1"}`, i, i, i%3600)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

func TestDecodeAllocatesLittle(t *testing.T) {
	const rows = 1000
	body := attendanceReply(rows)
	allocs := testing.AllocsPerRun(5, func() {
		var out struct {
			List []attendance `json:"list"`
		}
		require.NoError(t, Decode(body, &out))
		require.Len(t, out.List, rows)
	})
	assert.Less(t, allocs/rows, 5.0, "allocations per row: one for each text")
}

// BenchmarkDecode reads 10,000 rows of 11 fields into plain Go types, and into text by encoding/json; the metric says how
// many times the time of encoding/json Decode takes.
func BenchmarkDecode(b *testing.B) {
	body := attendanceReply(10_000)
	var ours, theirs time.Duration
	b.ReportAllocs()
	for b.Loop() {
		var typed struct {
			List []attendance `json:"list"`
		}
		var text struct {
			List []attendanceText `json:"list"`
		}
		start := time.Now()
		require.NoError(b, Decode(body, &typed))
		ours += time.Since(start)
		start = time.Now()
		require.NoError(b, json.Unmarshal(body, &text))
		theirs += time.Since(start)
	}
	b.ReportMetric(ours.Seconds()/theirs.Seconds(), "ours/encoding-json")
	b.ReportMetric(float64(ours.Microseconds())/1000/float64(b.N), "ours-ms")
}

func BenchmarkDecodeAlone(b *testing.B) {
	body := attendanceReply(10_000)
	b.ReportAllocs()
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		var out struct {
			List []attendance `json:"list"`
		}
		require.NoError(b, Decode(body, &out))
	}
}

// lesson is a request with 8 fields. lessonQuery is the same request for go-querystring.
type lesson struct {
	Title     string    `json:"title" check:"required,max=50"`
	StartTime time.Time `json:"start_time" wire:"unix" check:"required"`
	EndTime   time.Time `json:"end_time" wire:"unix" check:"required"`
	Type      level     `json:"type"`
	MaxUsers  int       `json:"max_users"`
	LongTerm  bool      `json:"is_long_term" wire:"01"`
	Share     *int      `json:"enable_share"`
	Colour    colour    `json:"colour"`
}

type lessonQuery struct {
	Title     string    `url:"title"`
	StartTime time.Time `url:"start_time,unix"`
	EndTime   time.Time `url:"end_time,unix"`
	Type      int       `url:"type"`
	MaxUsers  int       `url:"max_users"`
	LongTerm  bool      `url:"is_long_term,int"`
	Share     *int      `url:"enable_share"`
	Colour    string    `url:"colour"`
}

func benchLesson() (lesson, lessonQuery) {
	at := time.Date(2016, 4, 1, 8, 5, 0, 0, CST)
	return lesson{"英语语法在线", at, at.Add(time.Hour), 2, 100, true, new(0), "red"},
		lessonQuery{"英语语法在线", at, at.Add(time.Hour), 2, 100, true, new(0), "red"}
}

func TestBuildSaysWhatQuerystringSaysOfPlainValues(t *testing.T) {
	ours, theirs := benchLesson()
	message, problems := Build(&ours, nil, false)
	require.Empty(t, problems)
	want, err := query.Values(&theirs)
	require.NoError(t, err)
	got, err := url.ParseQuery(string(AppendForm(nil, message.Body)))
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

func TestBuildAllocatesLittle(t *testing.T) {
	in, _ := benchLesson()
	dst := make([]byte, 0, 1024)
	allocs := testing.AllocsPerRun(100, func() {
		message, _ := Build(&in, nil, false)
		dst = AppendForm(dst[:0], message.Body)
	})
	assert.LessOrEqual(t, allocs, 8.0)
}

// lessonPart stands inside other requests.
type lessonPart struct {
	Inner  int   `json:"inner"`
	Unsaid *bool `json:"unsaid"`
}

// What is not set of a large request costs no memory, and what is set has no more room than it needs.
func TestAbsentFieldsCostNoMemory(t *testing.T) {
	var in struct {
		Pointer *bool     `json:"pointer"`
		Text    string    `json:"text"`
		Number  int8      `json:"number"`
		Flag    bool      `json:"flag" wire:"01"`
		List    []int     `json:"list"`
		Time    time.Time `json:"time" wire:"unix"`
		Real    float64   `json:"real"`
		lessonPart
		Set int `json:"set"`
	}
	in.Set = 1 // the last
	var message Message
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		message = Message{}
		message.Build(&in, nil, false)
	}), 1.0)
	assert.Len(t, message.Body, 1)
	assert.Equal(t, 1, cap(message.Body))
	message = Message{}
	message.Build(&in, []classcloud.Param{{Name: "x", Value: 1}, {Name: "y", Value: "z"}}, false)
	assert.Len(t, message.Body, 3)
	assert.Equal(t, 3, cap(message.Body), "the room for what comes beside it is made at once")
}

// BenchmarkBuild checks and writes 8 fields as a form. The metric says how many times the time of go-querystring it takes.
func BenchmarkBuild(b *testing.B) {
	in, query8 := benchLesson()
	dst := make([]byte, 0, 1024)
	var ours, theirs time.Duration
	for b.Loop() {
		start := time.Now()
		for range 100 {
			message, _ := Build(&in, nil, false)
			dst = AppendForm(dst[:0], message.Body)
		}
		ours += time.Since(start)
		start = time.Now()
		for range 100 {
			values, _ := query.Values(&query8)
			dst = append(dst[:0], values.Encode()...)
		}
		theirs += time.Since(start)
	}
	b.ReportMetric(ours.Seconds()/theirs.Seconds(), "ours/go-querystring")
	b.ReportMetric(float64(ours.Nanoseconds())/100/float64(b.N), "ours-ns")
	b.ReportMetric(float64(theirs.Nanoseconds())/100/float64(b.N), "theirs-ns")
}

func BenchmarkBuildAlone(b *testing.B) {
	in, _ := benchLesson()
	dst := make([]byte, 0, 1024)
	b.ReportAllocs()
	for b.Loop() {
		message, _ := Build(&in, nil, false)
		dst = AppendForm(dst[:0], message.Body)
	}
}
