package classin_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/internal/invoke"
)

// senses are the vendor's digits of every flag: "1/0" is 1 for true and 0 for false in Go, and "1/" sends nothing for false. They are
// written from the vendor's pages and not from the tags, which golden files are read and written through.
var senses = map[string]map[string]string{
	"Users.Register": {"isSentMessage": "1/"}, // register_new.md: 0 为否, 1 为是
	"Courses.Create": { // addCourse.md: 0=不允许, 1=允许; notAllow…: 0=否（允许）, 1=是（不允许）
		"allowAddFriend": "1/0", "allowStudentModifyNickname": "1/0", "notAllowDeleteCourseStudentReplay": "0/1",
	},
	"Courses.Update": { // editCourse.md: stamp 1 加入, 2 不加入
		"allowAddFriend": "1/0", "allowStudentModifyNickname": "1/0", "notAllowDeleteCourseStudentReplay": "0/1", "stamp": "1/2",
	},
	"Groups.Create": {"isLeader": "1/0"}, // addCourseGroup.md: 1 是 0 否
	"Groups.Update": {"isLeader": "1/0"},
	"Classes.Create": { // addCourseClass.md: isAutoOnstage 0=自动, 1=不自动; the others 0 关闭, 1 开启
		"isAutoOnstage": "0/1", "record": "1/", "recordScene": "1/", "live": "1/", "replay": "1/", "watchByLogin": "1/",
		"allowUnloggedChat": "1/0", "omoStationBroadcast": "1/",
	},
	"Classes.CreateBatch": { // addCourseClassMultiple.md, as addCourseClass.md
		"isAutoOnstage": "0/1", "record": "1/", "recordScene": "1/", "live": "1/", "replay": "1/", "watchByLogin": "1/",
		"allowUnloggedChat": "1/0", "omoStationBroadcast": "1/",
	},
	"Classes.Update": { // editCourseClass.md: isAutoOnstage 0=自动, 1=不自动
		"isAutoOnstage": "0/1", "record": "1/0", "recordScene": "1/0", "live": "1/0", "replay": "1/0", "watchByLogin": "1/0",
		"allowUnloggedChat": "1/0", "omoStationBroadcast": "1/0",
	},
	"Classes.SetRecording": { // setClassVideoMultiple.md: 0 关闭, 1 开启
		"record": "1/0", "recordScene": "1/0", "live": "1/0", "replay": "1/0", "watchByLogin": "1/0", "allowUnloggedChat": "1/0",
	},
	"Recordings.SetLocked":  {"isLock": "1/0"},                                              // updateClassLockStatus.md: 0 不锁定, 1 锁定
	"School.UpdateSettings": {"allowViewReplay": "1/0", "allowNewStudentViewReplay": "1/0"}, // editSchoolSettings.md: 0=不允许, 1=允许
	"Activities.CreateClass": { // createClassroom.md: isAutoOnstage 0 = 不自动, 1 = 自动; cameraHide 1 = 是（隐藏坐席区）
		"isAutoOnstage": "1/0", "cameraHide": "1/", "isAllowCheck": "1/0", "omoStationBroadcast": "1/",
		"recordState": "1/0", "liveState": "1/0", "openState": "1/0",
	},
	"Activities.UpdateClass": { // updateClassroom.md
		"isAutoOnstage": "1/0", "cameraHide": "1/0", "isAllowCheck": "1/0", "omoStationBroadcast": "1/0",
		"recordState": "1/0", "liveState": "1/0", "openState": "1/0",
	},
	"DoubleTeacherClasses.Create": { // onlineDoubleTeacher/addClass.md: isAutoOnstage 1=不自动, 2=自动; useCoMainRecord 1=使用
		"isAutoOnstage": "2/1", "cameraHide": "1/", "useCoMainRecord": "1/0", "recordState": "1/0", "liveState": "1/0", "openState": "1/0",
	},
	"DoubleTeacherClasses.Update": { // onlineDoubleTeacher/editClass.md
		"isAutoOnstage": "2/1", "cameraHide": "1/0", "useCoMainRecord": "1/0", "recordState": "1/0", "liveState": "1/0", "openState": "1/0",
	},
}

// Each flag is sent in the vendor's sense, and each stands in the table above: a new one is added there from the vendor's page.
func TestSensesOfFlags(t *testing.T) {
	for _, op := range classin.Operations() {
		t.Run(op.Name, func(t *testing.T) {
			names := map[string]bool{}
			sent := map[bool]map[string]string{}
			for _, on := range []bool{true, false} {
				client, stub := stubbed(t, says(`{}`), classcloud.WithoutChecks(), classcloud.WithoutRetry())
				_, _ = invoke.CallFilled(t.Context(), client, op, func(v reflect.Value) {
					golden.Fill(v)
					setFlags(v, on, names)
				})
				require.Equal(t, 1, stub.Count())
				sent[on] = parametersOf(stub.Requests()[0])
			}
			got := map[string]string{}
			for name := range names {
				got[name] = sent[true][name] + "/" + sent[false][name]
			}
			want := senses[op.Name]
			if want == nil {
				want = map[string]string{}
			}
			assert.Equal(t, want, got)
		})
	}
	for name := range senses {
		assert.True(t, slices.ContainsFunc(classin.Operations(), func(op classcloud.Operation) bool { return op.Name == name }), name)
	}
}

// setFlags sets every flag of a request, notes the vendor's names of those that are sent, and takes the files out.
func setFlags(v reflect.Value, on bool, names map[string]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.Type() == reflect.TypeFor[*classcloud.File]() {
			v.SetZero()
		} else if !v.IsNil() {
			setFlags(v.Elem(), on, names)
		}
	case reflect.Slice:
		for i := range v.Len() {
			setFlags(v.Index(i), on, names)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			field, flag := v.Type().Field(i), v.Field(i)
			if !field.IsExported() {
				continue
			}
			if flag.Kind() == reflect.Pointer && flag.Type().Elem().Kind() == reflect.Bool {
				flag = flag.Elem()
			}
			if flag.Kind() != reflect.Bool {
				setFlags(v.Field(i), on, names)
				continue
			}
			flag.SetBool(on)
			if !slices.Contains(strings.Split(field.Tag.Get("wire"), ","), "local") {
				names[strings.Split(field.Tag.Get("json"), ",")[0]] = true
			}
		}
	}
}

// parametersOf returns the parameters of a request by their names, those inside of JSON too.
func parametersOf(r clienttest.Request) map[string]string {
	out := map[string]string{}
	var gather func(name string, value any)
	gather = func(name string, value any) {
		switch value := value.(type) {
		case map[string]any:
			for name, member := range value {
				gather(name, member)
			}
		case []any:
			for _, element := range value {
				gather(name, element)
			}
		default:
			out[name] = fmt.Sprint(value)
		}
	}
	if members := map[string]any{}; json.Unmarshal([]byte(r.Body), &members) == nil {
		gather("", members)
		return out
	}
	for name, values := range maps.All(r.Form) {
		var nested any
		if text := values[0]; strings.HasPrefix(text, "[") && json.Unmarshal([]byte(text), &nested) == nil {
			gather(name, nested)
		} else {
			out[name] = text
		}
	}
	return out
}

func TestWhatIsUnsetIsNotSent(t *testing.T) {
	client, stub := stubbed(t, says(`{"code":100}`))
	start := time.Unix(1700000000, 0)
	in := &classin.CreateClassActivityRequest{CourseID: 1, Name: "x", TeacherUID: 1, StartTime: start, EndTime: start.Add(time.Hour), Seats: new(1)}
	_, err := client.Activities.CreateClass(t.Context(), in)
	require.Error(t, err)
	sent := parametersOf(stub.Requests()[0])
	assert.Equal(t, "1", sent["seatNum"], "the teacher alone")
	for _, unset := range []string{"unitId", "isAutoOnstage", "recordState", "assistantUids"} {
		assert.NotContains(t, sent, unset)
	}
}
