package wire

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// made is what a create answers with.
type made struct {
	ID    int64  `json:"room_id" check:"required"`
	Code  string `json:"code"`
	Small int8   `json:"small"`
	Said  string `json:"said" check:"present"`
	Other string `json:"other" wire:"or=another"`
	madePart
}

type madePart struct {
	Name string `json:"name"`
}

// slowly reads a payload with the decoder, as every payload can be.
func slowly(data []byte, out any) (Report, error) {
	d := newDecoding(data)
	defer d.reading.free()
	d.tolerant = true
	err := d.run(out)
	return d.report, err
}

// plainly are payloads that are read at a glance, and odd ones are left to the decoder.
var (
	plainly = []string{
		`{"room_id":"26010100000001","code":"aaaaaa","small":7,"said":"","name":"语"}`,
		" {\n\"said\" : \"x\" , \"room_id\" : 5 ,\t\"unknown\":{\"a\":[1,2.5e3,\"\\n\",null,true,false]},\"code\":13800138000 } \n",
		"\uFEFF" + `{"room_id":1,"said":0,"name":"","other":"é","unknown":1,"unknown":2}`,
		`{"room_id":999999999999999999,"said":"x","small":127}`,
	}
	oddly = []string{
		``, `{`, `{}`, `null`, `[]`, `""`, `false`, `{"room_id":5}`, `{"room_id":0,"said":""}`, `{"room_id":"","said":""}`, `{"room_id":-5,"said":"x"}`,
		`{"room_id":5,"room_id":6,"said":"x"}`, `{"room_id":5,"said":"x","another":"a","other":"b"}`, `{"room_id":5,"said":"x","other":"b","another":"a"}`,
		`{"ROOM_ID":5,"said":"x"}`, `{"room\u005fid":5,"said":"x"}`, `{"room_id":5,"said":"\u0041"}`, "{\"room_id\":5,\"said\":\"\xff\"}",
		`{"room_id":5.0,"said":"x"}`, `{"room_id":5e3,"said":"x"}`, `{"room_id":5,"said":1.50}`, `{"room_id":5,"said":null}`, `{"room_id":5,"said":[]}`,
		`{"room_id":5,"said":"x","small":128}`, `{"room_id":05,"said":"x"}`, `{"room_id":"05","said":"x","small":"128"}`, `{"room_id":5,"said":"x"`,
		`{"room_id":5,"said":"x"}x`, `{"room_id":5,"said":"x"}{}`, `{"room_id":5,"said":"x",}`, `{"room_id":5 "said":"x"}`, `{"room_id":5,"said":true}`,
		`{"room_id":5,"said":"x","u":{"a":}}`, `{"room_id":5,"said":-7}`, `{"room_id":1000000000000000000,"said":"x"}`, `{"room_id":" 5","said":"x"}`,
		"{\"room_id\":5,\"said\":\"a\nb\"}", `{"room_id":5,"said":"x","small":}`, `{"room_id":5,"said":"x","small":"`,
	}
)

// What is read at a glance is what the decoder reads, and nothing has to be reported of it.
func TestAGlanceReadsWhatTheDecoderReads(t *testing.T) {
	plan := knownOf(reflect.TypeFor[*made]()).plain()
	require.NotNil(t, plan)
	for _, data := range plainly {
		var glance, want *made
		assert.True(t, plan.readPlain([]byte(data), reflect.ValueOf(&glance).Elem()), data)
		report, err := slowly([]byte(data), &want)
		require.NoError(t, err, data)
		assert.True(t, report.OK(), data)
		assert.Equal(t, want, glance, data)
	}
	for _, data := range oddly {
		same(t, []byte(data))
	}
}

// same compares what Read reads with what the decoder reads.
func same(t *testing.T, data []byte) {
	t.Helper()
	var got, want *made
	report, err := Read(data, &got)
	wantReport, wantErr := slowly(data, &want)
	assert.Equal(t, wantErr, err, "%q", data)
	assert.Equal(t, wantReport, report, "%q", data)
	assert.Equal(t, want, got, "%q", data)
}

// What a glance does not take it leaves as it was.
func TestAGlanceLeavesTheRestAlone(t *testing.T) {
	plan := knownOf(reflect.TypeFor[*made]()).plain()
	for _, data := range oddly {
		before := &made{ID: 1}
		now := before
		assert.False(t, plan.readPlain([]byte(data), reflect.ValueOf(&now).Elem()), data)
		assert.Same(t, before, now, data)
		assert.Equal(t, made{ID: 1}, *before, data)
	}
}

// A type with anything in it that has a sense of its own is left to the decoder.
func TestWhichTypesAreReadAtAGlance(t *testing.T) {
	for _, no := range []any{made{}, new(int), new(*struct{ List []int }), new(struct{ At, Of *int }), new(struct{ F float64 }), new(attendance),
		new(struct{ L level }), new(struct {
			A     int
			Extra map[string]any `json:"-" wire:"extra"`
		}), new(struct {
			A    int
			Rest map[string]string `json:"unknown" wire:"unknown"`
		})} {
		assert.Nil(t, knownOf(reflect.TypeOf(no)).plain(), "%T", no)
	}
	assert.NotNil(t, knownOf(reflect.TypeFor[*struct{ A int }]()).plain())
}

func FuzzReadAtAGlance(f *testing.F) {
	for _, data := range append(plainly, oddly...) {
		f.Add([]byte(data))
	}
	f.Fuzz(same)
}

// The object and its texts are all that is left of a small result.
func TestASmallResultCostsItsTexts(t *testing.T) {
	data := []byte(`{"room_id":"26010100000001","code":"aaaaaa","said":"bbbbbb","name":"` + strings.Repeat("c", 20) + `"}`)
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() {
		var out *made
		_, _ = Read(data, &out)
	}), 5.0)
}
