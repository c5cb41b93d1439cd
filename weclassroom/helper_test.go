package weclassroom_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/weclassroom"
	"github.com/go-classcloud/classcloud/weclassroom/weclassroomtest"
)

// answering is a client of a server that answers with what reply makes of the opened parameters.
func answering(t *testing.T, reply func(path string, params weclassroomtest.Array) string, opts ...classcloud.ClientOption) *weclassroom.Client {
	t.Helper()
	keys := weclassroom.Credentials{ApplicationID: "invented-application", Secret: canary}
	var mu sync.Mutex
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		opened, err := weclassroomtest.Open(keys.Secret, r.PostFormValue("signMsg"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusTeapot)
			return
		}
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprint(w, reply(r.URL.Path, opened))
	}))
	t.Cleanup(srv.Close)
	client, err := weclassroom.New(keys, append([]classcloud.ClientOption{classcloud.WithBaseURL(srv.URL)}, opts...)...)
	require.NoError(t, err)
	return client
}

// echoing answers each id with a row of it.
type echoing struct {
	client *weclassroom.Client
	calls  [][]any // the ids of each call
	failAt int     // the call that is refused, counted from 1
}

func echo(t *testing.T) *echoing {
	e := &echoing{}
	e.client = answering(t, func(_ string, params weclassroomtest.Array) string {
		ids := params[0].Value.(weclassroomtest.Array)
		var row []any
		for _, entry := range ids {
			row = append(row, map[string]any{"zby_lid": entry.Value, "lesson_id": entry.Value, "uid": entry.Value})
		}
		e.calls = append(e.calls, row)
		if e.failAt == len(e.calls) {
			return `{"status":0,"error_code":40003,"msg":"参数数值异常"}`
		}
		text, _ := json.Marshal(map[string]any{"status": 1, "data": row})
		return string(text)
	})
	return e
}
