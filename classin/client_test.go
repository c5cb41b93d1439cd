package classin_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestSecretsDoNotPrint(t *testing.T) {
	keys := classin.Credentials{SID: 1000082, Secret: "canary-secret"}
	client, err := classin.New(keys)
	require.NoError(t, err)
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	logger.Info("x", "keys", keys, "client", client)
	text := log.String()
	for _, value := range []any{keys, &keys, client} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%d", "%x", "%q"} {
			text += fmt.Sprintf(verb, value)
		}
		raw, err := json.Marshal(value)
		require.NoError(t, err)
		text += string(raw)
	}
	assert.NotContains(t, text, "canary")
	assert.NotContains(t, text, fmt.Sprintf("%x", "canary"))
	assert.Contains(t, text, "SID:1000082")
}

func TestErrorsHoldNoSecret(t *testing.T) {
	client := answering(t, drops())
	for _, call := range []classin.Call{{Action: "getCourseList"}, {Path: "/lms/unit/create", Params: []classcloud.Param{{Name: "a", Value: 1}}}} {
		err := client.Do(t.Context(), call, nil)
		require.Error(t, err)
		raw, jsonErr := json.Marshal(err)
		require.NoError(t, jsonErr)
		text := fmt.Sprintf("%v %+v %#v %s", err, err, err, raw)
		assert.NotContains(t, text, "Mb71234")
		assert.NotContains(t, strings.ToLower(text), "safekey")
	}
}

// No method may fall over a request that is nil.
func TestNilRequests(t *testing.T) {
	client, stub := stubbed(t, drops())
	tried := 0
	for _, op := range classin.Operations() {
		service, method, _ := strings.Cut(op.Name, ".")
		m := reflect.ValueOf(client).Elem().FieldByName(service).MethodByName(method)
		if m.Type().NumIn() != 3 || m.Type().In(1).Kind() != reflect.Pointer {
			continue
		}
		t.Run(op.Name, func(t *testing.T) {
			tried++
			out := m.Call([]reflect.Value{reflect.ValueOf(t.Context()), reflect.Zero(m.Type().In(1))})
			err, _ := out[len(out)-1].Interface().(error)
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.ErrorContains(t, err, "request is nil")
		})
	}
	assert.Greater(t, tried, 40)
	assert.Zero(t, stub.Count())
}

// source is credentials that may be missing.
type source func(context.Context) (classin.Credentials, error)

func (s source) Credentials(ctx context.Context) (classin.Credentials, error) { return s(ctx) }

func TestCredentialsOfTheMoment(t *testing.T) {
	_, err := classin.New(nil)
	assert.Error(t, err)
	for _, bad := range []classin.Credentials{{}, {SID: 1}, {Secret: "s"}, {SID: -1, Secret: "s"}} {
		_, err := classin.New(bad)
		assert.Error(t, err)
	}
	locked := errors.New("the vault is locked")
	client, err := classin.New(source(func(context.Context) (classin.Credentials, error) { return classin.Credentials{}, locked }))
	require.NoError(t, err)
	err = client.Courses.End(t.Context(), 1)
	assert.ErrorIs(t, err, classcloud.Unauthenticated)
	assert.ErrorIs(t, err, locked)
	assert.False(t, classcloud.MaybeApplied(err))
	_, err = client.WebcastURL(t.Context(), &classin.WebcastURLRequest{CourseKey: "k", Account: "a", Nickname: "n"})
	assert.ErrorIs(t, err, locked)

	none, err := classin.New(source(func(context.Context) (classin.Credentials, error) { return classin.Credentials{SID: 1}, nil }))
	require.NoError(t, err)
	assert.ErrorContains(t, none.Courses.End(t.Context(), 1), "Credentials.Secret is required")
	_, err = none.LivePlayerURL(t.Context(), &classin.LivePlayerURLRequest{LessonKey: "k", Account: "a", Nickname: "n"})
	assert.ErrorContains(t, err, "Credentials.Secret is required")
}

func TestWithSharesAndChanges(t *testing.T) {
	client := answering(t, says(`{"error_info":{"errno":841,"error":"x"}}`))
	in := &classin.AddCourseStudentRequest{CourseID: 1, Role: classin.CourseRoleStudent, StudentUID: 2}
	ack, err := client.Courses.AddStudent(t.Context(), in)
	require.NoError(t, err)
	assert.Len(t, ack.Warnings, 1)
	strict, err := client.With(classcloud.WithStrictWarnings())
	require.NoError(t, err)
	ack, err = strict.Courses.AddStudent(t.Context(), in)
	assert.ErrorIs(t, err, classin.CodeAddedNotSynced)
	assert.Len(t, ack.Warnings, 1, "the result comes beside the error")
	_, err = client.With(classcloud.WithTimeout(-1))
	assert.Error(t, err)
}

func TestDoOfTheCloud(t *testing.T) {
	client, stub := stubbed(t, says(`{"data":"7","error_info":{"errno":1}}`))
	var id int64
	require.NoError(t, client.Do(t.Context(), classin.Call{Action: "cloud.getTopFolderId", Effect: classcloud.EffectRead}, &id))
	sent := stub.Requests()[0]
	assert.Equal(t, "/partner/api/cloud.api.php", sent.Path)
	assert.Equal(t, url.Values{"action": {"getTopFolderId"}}, sent.Query)
	assert.Equal(t, int64(7), id)
}

func TestNewRefuses(t *testing.T) {
	good := classin.Credentials{SID: 1, Secret: "s"}
	for name, make := range map[string]func() (*classin.Client, error){
		"no source": func() (*classin.Client, error) { return classin.New(nil) },
		"no SID":    func() (*classin.Client, error) { return classin.New(classin.Credentials{Secret: "s"}) },
		"no secret": func() (*classin.Client, error) { return classin.New(classin.Credentials{SID: 1}) },
		"another vendor's option": func() (*classin.Client, error) {
			return classin.New(good, agora.WithRegion(agora.RegionCN))
		},
		"a nil option": func() (*classin.Client, error) { return classin.New(good, nil) },
	} {
		client, err := make()
		assert.Error(t, err, name)
		assert.Nil(t, client, name)
	}
}

func TestDoOfBothGenerations(t *testing.T) {
	client, stub := stubbed(t, clienttest.Script(clienttest.JSON(`{"code":1,"msg":"程序正常执行","data":{"unitId":7}}`),
		clienttest.JSON(`{"data":[{"courseId":"7"}],"error_info":{"errno":"1","error":"程序正常执行"}}`)))

	var unit struct {
		UnitID int64 `json:"unitId"`
	}
	require.NoError(t, client.Do(t.Context(), classin.Call{Path: "/lms/unit/test", Params: []classcloud.Param{
		{Name: "courseId", Value: 132323}, {Name: "unitJson", Value: []any{map[string]any{"name": "string"}}},
	}}, &unit))
	assert.Equal(t, int64(7), unit.UnitID)
	got := stub.Requests()[0]
	assert.Equal(t, "/lms/unit/test", got.Path)
	assert.Equal(t, "d0d99023aa44549f97dfe9523059f0c3", got.Header.Get("X-EEO-SIGN"), "the published vector, over the wire")
	assert.Equal(t, "1000082", got.Header.Get("X-EEO-UID"))
	assert.Equal(t, "1673949471", got.Header.Get("X-EEO-TS"))
	assert.Equal(t, "application/json", got.Header.Get("Content-Type"))
	assert.JSONEq(t, `{"courseId":132323,"unitJson":[{"name":"string"}]}`, got.Body, "sid and timeStamp are not in the body")

	var courses []struct {
		CourseID int64 `json:"courseId"`
	}
	require.NoError(t, client.Do(t.Context(), classin.Call{Action: "getCourseList", Effect: classcloud.EffectRead}, &courses))
	assert.Equal(t, int64(7), courses[0].CourseID)
	got = stub.Requests()[1]
	assert.Equal(t, "/partner/api/course.api.php", got.Path)
	assert.Equal(t, url.Values{"action": {"getCourseList"}}, got.Query)

	for name, call := range map[string]classin.Call{
		"both":         {Action: "a", Path: "/b"},
		"neither":      {},
		"no slash":     {Path: "lms"},
		"sid":          {Path: "/lms", Params: []classcloud.Param{{Name: "sid", Value: 1}}},
		"key":          {Path: "/lms", Params: []classcloud.Param{{Name: "key", Value: 1}}},
		"a bool":       {Path: "/lms", Params: []classcloud.Param{{Name: "b", Value: true}}},
		"SID of v1":    {Action: "a", Params: []classcloud.Param{{Name: "SID", Value: 1}}},
		"stamp of v2":  {Path: "/lms", Params: []classcloud.Param{{Name: "timeStamp", Value: 1}}},
		"safeKey of 1": {Action: "a", Params: []classcloud.Param{{Name: "safeKey", Value: 1}}},
	} {
		t.Run(name, func(t *testing.T) {
			err := client.Do(t.Context(), call, nil)
			assert.ErrorIs(t, err, classcloud.InvalidArgument)
			assert.False(t, classcloud.MaybeApplied(err))
			assert.Equal(t, 2, stub.Count(), "nothing is sent")
		})
	}
}
