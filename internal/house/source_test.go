package house_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// sourceOf calls Source of a vendor's Credentials.
func sourceOf(t *testing.T, credentials any) any {
	t.Helper()
	method := reflect.ValueOf(credentials).MethodByName("Source")
	require.True(t, method.IsValid(), "%T has a Source", credentials)
	return method.Call(nil)[0].Interface()
}

// A struct that holds credentials in a field which fmt reads without calling a method shows them; with a Source it does not.
func TestASourceInAnUnexportedFieldShowsNoSecret(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		source := sourceOf(t, w.credentials)
		type tenant struct {
			name string
			keys any
		}
		holders := map[string]any{
			"unexported": tenant{"a", source}, "by pointer": &tenant{"a", source}, "in a list": []tenant{{"a", source}}, "in a map": map[string]tenant{"a": {"a", source}},
			"deeper": struct{ in *tenant }{&tenant{"a", source}}, "exported": struct{ Keys any }{source}, "bare": source, "a pointer to it": pointerTo(source),
			"an exported list": struct{ Keys []any }{[]any{source}},
		}
		for how, holder := range holders {
			var shown bytes.Buffer
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%t", "%p", "%100v"} {
				fmt.Fprintf(&shown, verb+"\n", holder)
			}
			text, err := json.Marshal(holder)
			require.NoError(t, err, how)
			shown.Write(text)
			slog.New(slog.NewJSONHandler(&shown, nil)).Info("x", "value", holder, slog.Group("group", "value", holder))
			slog.New(slog.NewTextHandler(&shown, nil)).Info("x", "value", holder, slog.Group("group", "value", holder))
			for _, secret := range secrets() {
				for _, form := range forms(secret) {
					assert.NotContains(t, shown.String(), form, how)
				}
			}
		}
		assert.NotContains(t, fmt.Sprint(tenant{"a", w.credentials}), fmt.Sprint(w.credentials), "the credentials themselves show there, which is what Source is for")
		assert.Equal(t, fmt.Sprint(w.credentials), fmt.Sprint(source), "it prints as they do")
	})
}

// New refuses the same credentials with the same words in both forms, and so does With.
func TestNewChecksASourceAsItChecksItsCredentials(t *testing.T) {
	for _, v := range vendors {
		t.Run(v.name, func(t *testing.T) {
			w := v.open(t)
			bad := reflect.Zero(reflect.TypeOf(w.credentials)).Interface()
			options := []classcloud.ClientOption{classcloud.WithBaseURL(w.kit.URL)}
			_, direct := v.newFrom(bad, options...)
			require.Error(t, direct)
			_, kept := v.newFrom(sourceOf(t, bad), options...)
			require.EqualError(t, kept, direct.Error())

			client, err := v.newFrom(sourceOf(t, w.credentials), options...)
			require.NoError(t, err)
			_, err = v.with(client, classcloud.WithoutRetry())
			require.NoError(t, err)
			called := reflect.ValueOf(sourceOf(t, w.credentials)).MethodByName("Credentials").Call([]reflect.Value{reflect.ValueOf(context.Background())})
			assert.Equal(t, w.credentials, called[0].Interface())
			assert.True(t, called[1].IsNil())
			source := reflect.Zero(reflect.TypeOf(sourceOf(t, w.credentials))).Interface()
			_, err = v.newFrom(source, options...)
			require.Error(t, err, "a nil source is none")
			assert.Equal(t, "<nil>", fmt.Sprint(source))
		})
	}
}
