package classin_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
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
	client := answering(t, func(w http.ResponseWriter, _ *http.Request) { drop(w) })
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
	var sent atomic.Int64
	client := answering(t, func(http.ResponseWriter, *http.Request) { sent.Add(1) })
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
	assert.Zero(t, sent.Load())
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

// dry is randomness that has none left.
type dry struct{}

func (dry) Read([]byte) (int, error) { return 0, errors.New("no entropy") }

func TestNoIdentityWithoutRandomness(t *testing.T) {
	var sent atomic.Int64
	client := answering(t, func(http.ResponseWriter, *http.Request) { sent.Add(1) }, classcloud.WithRand(dry{}))
	_, err := client.Courses.Create(t.Context(), &classin.CreateCourseRequest{CourseName: "a"})
	assert.ErrorIs(t, err, classcloud.Internal)
	assert.ErrorContains(t, err, "no entropy")
	_, err = client.Classes.CreateBatch(t.Context(), &classin.CreateClassBatchRequest{CourseID: 1, Classes: []classin.NewClass{{}}})
	assert.ErrorIs(t, err, classcloud.Internal)
	assert.False(t, classcloud.MaybeApplied(err))
	assert.Zero(t, sent.Load())
}

func TestDoOfTheCloud(t *testing.T) {
	var path string
	client := answering(t, func(w http.ResponseWriter, r *http.Request) {
		path = r.URL.String()
		_, _ = w.Write([]byte(`{"data":"7","error_info":{"errno":1}}`))
	})
	var id int64
	require.NoError(t, client.Do(t.Context(), classin.Call{Action: "cloud.getTopFolderId", Effect: classcloud.EffectRead}, &id))
	assert.Equal(t, "/partner/api/cloud.api.php?action=getTopFolderId", path)
	assert.Equal(t, int64(7), id)
}
