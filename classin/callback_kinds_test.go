package classin_test

import (
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/classin/classintest"
)

// constants returns the values of all constants of type Cmd.
func constants(t *testing.T) (cmds []classin.Cmd) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "callback.go", nil, 0)
	require.NoError(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			if typ, named := spec.Type.(*ast.Ident); named && typ.Name == "Cmd" {
				value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				require.NoError(t, err)
				cmds = append(cmds, classin.Cmd(value))
			}
		}
		return true
	})
	return cmds
}

// sampled reads a sample with the members of change in it as its type.
func sampled(t testing.TB, sample map[string]any) (any, *classin.Callback) {
	t.Helper()
	text, err := json.Marshal(sample)
	require.NoError(t, err)
	callback, err := classin.ParseCallback(hookSigned(t, string(text)), hookSchool)
	require.NoError(t, err)
	typed, err := callback.Decode()
	require.NoError(t, err)
	if typed == nil {
		return nil, nil
	}
	return typed, reflect.ValueOf(typed).Elem().FieldByName("Callback").Addr().Interface().(*classin.Callback)
}

// strangers returns every Unknown that is not empty, with its place.
func strangers(v reflect.Value, at string) (out []string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return strangers(v.Elem(), at)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			out = append(out, strangers(v.Index(i), at+"/"+strconv.Itoa(i))...)
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			out = append(out, strangers(v.MapIndex(key), at+"/*")...)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch f := v.Type().Field(i); {
			case f.Name == "Unknown":
				for _, name := range v.Field(i).MapKeys() {
					out = append(out, at+"/"+name.String())
				}
			case f.IsExported() && f.Name != "Raw":
				out = append(out, strangers(v.Field(i), at+"/"+f.Name)...)
			}
		}
	}
	return out
}

func TestEveryCmdHasATypeAFunctionAndASample(t *testing.T) {
	left := constants(t)
	require.Greater(t, len(left), 40)
	called := map[string]bool{}
	for _, name := range classintest.CallbackSamples() {
		sample := classintest.CallbackSample(name, nil)
		typed, common := sampled(t, sample)
		if !assert.NotNil(t, typed, "%s has no type", name) {
			continue
		}
		assert.Empty(t, common.Problems, name)
		assert.Empty(t, strangers(reflect.ValueOf(typed), ""), "%s has members without fields", name)
		left = slices.DeleteFunc(left, func(cmd classin.Cmd) bool { return cmd == common.Cmd })

		// The function of its type, and no other, takes it.
		var took []string
		funcs := classin.CallbackFuncs{Other: func(context.Context, *classin.Callback) error { took = append(took, "Other"); return nil }}
		v := reflect.ValueOf(&funcs).Elem()
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.Type.Kind() != reflect.Func || f.Type.NumIn() != 2 || f.Type.In(1).Kind() != reflect.Pointer || f.Name == "Other" {
				continue
			}
			v.Field(i).Set(reflect.MakeFunc(f.Type, func(args []reflect.Value) []reflect.Value {
				took = append(took, f.Name)
				assert.Equal(t, typed, args[1].Interface(), "%s: as Decode returns it", name)
				return []reflect.Value{reflect.Zero(f.Type.Out(0))}
			}))
		}
		text, err := json.Marshal(sample)
		require.NoError(t, err)
		assert.Equal(t, acknowledged, post(classin.CallbackHandler(funcs, hookSchool), hookSigned(t, string(text))).Body.String())
		if assert.Len(t, took, 1, name) {
			assert.Equal(t, "*classin."+took[0]+"Callback", reflect.TypeOf(typed).String(), "a function is named as its type")
			called[took[0]] = true
		}
	}
	assert.Empty(t, left, "Cmds without a sample")
	typ := reflect.TypeFor[classin.CallbackFuncs]()
	for i := range typ.NumField() {
		if f := typ.Field(i); f.Type.Kind() == reflect.Func && f.Type.NumIn() == 2 && f.Type.In(1).Kind() == reflect.Pointer && f.Name != "Other" {
			assert.True(t, called[f.Name], "no sample reaches %s", f.Name)
		}
	}
}

// plain is a payload without what JSON does not keep.
func plain(typed any) any {
	out := reflect.New(reflect.TypeOf(typed).Elem())
	out.Elem().Set(reflect.ValueOf(typed).Elem())
	common := out.Elem().FieldByName("Callback").Addr().Interface().(*classin.Callback)
	common.Raw, common.Problems = classin.RawCallback{}, nil
	return out.Interface()
}

func roundTrip(t *testing.T, typed any, name string) {
	t.Helper()
	text, err := json.Marshal(typed)
	require.NoError(t, err)
	again := reflect.New(reflect.TypeOf(typed).Elem()).Interface()
	require.NoError(t, json.Unmarshal(text, again), name)
	second, err := json.Marshal(again)
	require.NoError(t, err)
	assert.Equal(t, string(text), string(second), name)
	want, got := reflect.ValueOf(plain(typed)), reflect.ValueOf(again)
	equalize(want)
	equalize(got)
	assert.Equal(t, want.Interface(), got.Interface(), name)
}

// equalize writes all times in UTC: a time zone of 08:00 comes back from JSON under another name.
func equalize(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			equalize(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			equalize(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			element := reflect.New(v.Type().Elem()).Elem()
			element.Set(v.MapIndex(key))
			equalize(element)
			v.SetMapIndex(key, element)
		}
	case reflect.Struct:
		if at, ok := v.Interface().(time.Time); ok {
			v.Set(reflect.ValueOf(at.UTC()))
			return
		}
		for i := range v.NumField() {
			equalize(v.Field(i))
		}
	}
}

func TestPayloadsComeBackFromJSON(t *testing.T) {
	for _, name := range classintest.CallbackSamples() {
		typed, _ := sampled(t, classintest.CallbackSample(name, nil))
		roundTrip(t, typed, name)
	}
}

// place is a value in a sample.
type place struct {
	path  string
	value any
	set   func(any)
}

// places returns everything in a sample, objects, lists and plain values; of lists the first element, of objects by user the first user.
func places(v any, at string, set func(any)) (out []place) {
	out = append(out, place{at, v, set})
	switch v := v.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if _, err := strconv.Atoi(name); err == nil && len(out) > 1 {
				break
			}
			out = append(out, places(v[name], at+"/"+name, func(value any) { v[name] = value })...)
		}
	case []any:
		if len(v) > 0 {
			out = append(out, places(v[0], at+"/0", func(value any) { v[0] = value })...)
		}
	}
	return out
}

// A member that nobody knows, in every object of every sample, is kept, and comes back from JSON.
func TestAnUnknownMemberIsKeptEverywhere(t *testing.T) {
	count := 0
	for _, name := range classintest.CallbackSamples() {
		sample := classintest.CallbackSample(name, nil)
		for _, at := range places(sample, "", nil) {
			object, is := at.value.(map[string]any)
			if !is {
				continue
			}
			count++
			object["zz_newcomer"] = map[string]any{"a": json.Number("6206825690183958501"), "b": "<&>"}
			typed, _ := sampled(t, sample)
			assert.NotEmpty(t, strangers(reflect.ValueOf(typed), ""), "%s%s", name, at.path)
			assert.Contains(t, string(mustJSON(t, typed)), `{"a":6206825690183958501,"b":"\u003c\u0026\u003e"}`, "%s%s", name, at.path)
			roundTrip(t, typed, name+at.path)
			delete(object, "zz_newcomer")
		}
	}
	assert.Greater(t, count, 100)
}

// Every cell of every sample becomes, one at a time, something that nobody can read: it is told with its place and its bytes, and every
// other cell is read as before.
func TestAnOddCellCostsItself(t *testing.T) {
	count := 0
	for _, name := range classintest.CallbackSamples() {
		sample := classintest.CallbackSample(name, nil)
		for _, at := range places(sample, "", nil) {
			switch at.value.(type) {
			case map[string]any, []any:
				continue
			}
			if at.path == "/Cmd" || at.path == "/Color" {
				continue // they tell the type
			}
			count++
			at.set(map[string]any{"odd": "x"})
			typed, common := sampled(t, sample)
			at.set(nil)
			empty, _ := sampled(t, sample)
			if len(strangers(reflect.ValueOf(typed), "")) > 0 {
				assert.Contains(t, string(mustJSON(t, typed)), `"odd":"x"`, "%s%s: an object is a form of it", name, at.path)
			} else if assert.Len(t, common.Problems, 1, "%s%s", name, at.path) {
				assert.Equal(t, at.path, common.Problems[0].Path, name)
				assert.Equal(t, `{"odd":"x"}`, string(common.Problems[0].Raw), "%s%s", name, at.path)
				assert.Equal(t, said(t, empty), said(t, typed), "%s%s costs others", name, at.path)
			}
			at.set(at.value)
		}
	}
	assert.Greater(t, count, 400)
}

var unsaid = regexp.MustCompile(`,?"\w+":(-1|\{\})`)

// said is a payload's JSON without the enums that are -1, and the objects that are empty, because nothing readable arrived.
func said(t *testing.T, typed any) string {
	t.Helper()
	text := string(mustJSON(t, typed))
	for range 2 { // an object may hold nothing but such
		text = strings.ReplaceAll(unsaid.ReplaceAllString(text, ""), "{,", "{")
	}
	return text
}

func mustJSON(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	require.NoError(t, err)
	return text
}

func TestProblemsAtAPlace(t *testing.T) {
	_, common := sampled(t, classintest.CallbackSample("End", map[string]any{"StartTime": "soon", "Data": map[string]any{
		"stageEnd": "gone", "inoutEnd": map[string]any{"7": map[string]any{"Total": "abc"}, "77": map[string]any{"Total": "x"}, "8": map[string]any{"Details": 1}}}}))
	paths := func(place string) (out []string) {
		for _, cell := range common.ProblemsAt(place) {
			out = append(out, cell.Path)
		}
		return out
	}
	assert.Equal(t, []string{"/Data/inoutEnd/7/Total"}, paths("/Data/inoutEnd/7"))
	assert.ElementsMatch(t, []string{"/Data/inoutEnd/8/Total", "/Data/inoutEnd/8/Details"}, paths("/data/INOUTEND/8"), "one is missing, one cannot be read")
	assert.Equal(t, []string{"/Data/stageEnd"}, paths("/Data/stageEnd/1002646"), "what is around it")
	assert.Len(t, paths("/Data"), 5)
	assert.Len(t, paths(""), 6)
	assert.Equal(t, []classcloud.RowError(nil), common.ProblemsAt("/Data/awardEnd"))
}

// What could not be read of a callback reaches its function, beside what could, and Failed hears of it.
func TestAnOddCellIsNotSwallowed(t *testing.T) {
	var got *classin.EndCallback
	var told []error
	handler := classin.CallbackHandler(classin.CallbackFuncs{
		End:    func(_ context.Context, m *classin.EndCallback) error { got = m; return nil },
		Other:  func(context.Context, *classin.Callback) error { t.Error("it has a function"); return nil },
		Failed: func(_ context.Context, err error) { told = append(told, err) },
	}, hookSchool)
	body := hookSigned(t, `{"Cmd":"End","Data":{"inoutEnd":{"7":{"Total":"abc"},"8":{"Total":60}}}}`)
	assert.Equal(t, acknowledged, post(handler, body).Body.String())
	require.NotNil(t, got)
	assert.Len(t, got.Attendance, 2)
	assert.Equal(t, time.Minute, got.Attendance[8].Duration)
	assert.Equal(t, []classcloud.RowError{{Index: -1, Path: "/Data/inoutEnd/7/Total", Problem: `"abc" is not a span of time`, Raw: []byte(`"abc"`)}}, got.Problems)
	require.Len(t, told, 1)
	assert.ErrorIs(t, told[0], classcloud.DataLoss)
	assert.ErrorContains(t, told[0], "/Data/inoutEnd/7/Total")
}

// A tool is told by its Color, in any case; one that this module does not know goes to Other.
func TestColors(t *testing.T) {
	for color, want := range map[string]string{
		"hands up7": "*classin.HandsUpCallback 7", "Hands Up 7": "*classin.HandsUpCallback 7", "award + 7": "*classin.AwardCallback 0", "award": "*classin.AwardCallback 0",
		"award-7": "*classin.AwardCallback 0", "webcamPosition7": "*classin.CameraCallback 7", "standaloneSelectorToolglobalData": "*classin.SelectorCallback 0",
		"standaloneResponderTool9": "*classin.ResponderCallback 9", "diceTool7": "", "": "",
	} {
		typed, common := sampled(t, map[string]any{"Cmd": 67375105, "Color": color, "Handsup": true, "Times": 1})
		if want == "" {
			assert.Nil(t, typed, color)
			continue
		}
		assert.Equal(t, want, fmt.Sprintf("%T %d", typed, common.UID), color)
		assert.Equal(t, common.UID == 0 && !strings.HasSuffix(color, "globalData"), len(common.Problems) == 1, "%s: %v", color, common.Problems)
	}
	_, common := sampled(t, map[string]any{"Cmd": 67375105, "Color": "award7", "UID": 8, "Times": 1})
	assert.Equal(t, classin.UID(8), common.UID, "the callback's own UID counts")
}

// A payload keeps no signature, and a Callback without Raw cannot be read.
func TestAPayloadIsReadFromRaw(t *testing.T) {
	_, common := sampled(t, map[string]any{"Cmd": "Test", "uuid": "x"})
	assert.Equal(t, map[string]json.RawMessage{"uuid": json.RawMessage(`"x"`)}, common.Unknown)
	_, err := (&classin.Callback{Cmd: classin.CmdEnd}).Decode()
	assert.ErrorContains(t, err, "End")
}

// Members that two of the vendor's pages spell differently.
func TestOtherSpellings(t *testing.T) {
	score := hookRead[classin.ScoreCallback](t, `{"Cmd":"HomeworkScore","Data":{"StudentInfo":{"Uid":7,"Name":"Amy","Account":"a"},"TeacherInfo":{"Uid":8},"MaximumScore":9,"StudentScoringRate":0}}`)
	assert.Equal(t, classin.StudentInfo{UID: 7, Name: "Amy", Account: "a"}, score.Data.Student)
	assert.Equal(t, classin.UID(8), score.Data.Teacher.UID)
	assert.EqualValues(t, 9, score.Data.Maximum)
	assert.Zero(t, *score.Data.Rate)
	both := hookRead[classin.ScoreCallback](t, `{"Cmd":"HomeworkScore","Data":{"Score":100,"MaximumScore":0}}`)
	assert.EqualValues(t, 100, both.Data.Maximum)
	assert.Nil(t, both.Data.Rate, "missing is not 0")
	assert.Equal(t, "0", string(both.Data.Unknown["MaximumScore"]), "the other is not lost")
	playback := hookRead[classin.PlaybackCallback](t, `{"Cmd":"ClientPlaybackDataDetail","Data":{"UID":7,"LatestDeatils":{"TriggerType":4},"Status":3,"TotalLookValidTime":5}}`)
	assert.Equal(t, []any{classin.PlaybackTriggerTimeout, classin.PlaybackTriggerClosed, 5 * time.Second}, []any{playback.Data.Trigger.TriggerType, playback.Data.Status, playback.Data.Covered})
	change := hookRead[classin.ChangeCallback](t, `{"Cmd":"eeoClassStudentChange","opData":{"expiryTime":"0","subjectId":0,"MainClassId":0,"isAutoOnstage":0,"studentInfos":[{"studentUid":7,"labelInfos":{"labelId":3,"labelName":"x"}}],"labelInfos":[]}}`)
	assert.True(t, change.Data.Permanent)
	assert.Equal(t, classin.SubjectNone, *change.Data.Subject)
	assert.Zero(t, *change.Data.MainClassID)
	assert.True(t, *change.Data.AutoOnStage, "0 is yes")
	assert.EqualValues(t, 3, change.Data.Students[0].Labels[0].LabelID, "one object where the other table has a list")
	assert.NotNil(t, change.Data.Labels, "all labels were removed")
	chat := hookRead[classin.LiveChatCallback](t, `{"Cmd":"LiveChatMsgDetail","Data":{"MsgDetail":{"ext":"{\"role\":99,\"roleid\":\"r\"}"}}}`)
	assert.Equal(t, classin.LiveMessageExtension{Role: 99, RoleID: "r"}, chat.Data.Message.Extension)
	rounds := hookRead[classin.EndCallback](t, `{"Cmd":"End","Data":{"videowallEnd":{"Times":2},"teachingcameraEnd":{"Count":3},"diceEnd":5,"classsetEnd":{"Seat":[{"Group0":{"Count":{"Hidden":1}}}]}}}`)
	assert.Equal(t, []int{2, 3, 5, 1}, []int{rounds.VideoWall.Count, rounds.TeachingCamera.Count, rounds.Dice.Count, rounds.Settings.Seats[0]["Group0"].Count.Hidden})
}
