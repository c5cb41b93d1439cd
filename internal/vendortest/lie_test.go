package vendortest

import (
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLies(t *testing.T) {
	const truth = `{"code":0,"data":{"list":[{"id":1,"name":"a"},{"id":2,"name":"b"},{"id":3,"name":"c"}],"total":3}}`
	s := New(Config{Routes: []Route{{Operation: "Things.List", Path: "/list", Handle: func(*Request) Reply { return Text(200, jsonContentType, truth) }}}})
	defer s.Close()
	ask := func() (int, string) {
		client := newClient(t)
		resp, err := client.Get(s.URL + "/list")
		require.NoError(t, err)
		defer func() { _ = resp.Body.Close() }()
		body, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		return resp.StatusCode, string(body)
	}
	s.Respond("Things.List", `{"code":0,"data":{"list":[{"id":9}]}}`)
	s.Lie("Things.List", Lie{Null: 1})
	_, body := ask()
	assert.JSONEq(t, `{"code":0,"data":{"list":[null]}}`, body, "what Respond says is told as it is told")
	s.Respond("Things.List", "")
	s.Lie("Things.List", Lie{})
	for _, test := range []struct {
		name   string
		lie    Lie
		status int
		want   string
	}{
		{"the truth", Lie{}, 200, truth},
		{"rows left out", Lie{LeaveOut: 2}, 200, `{"code":0,"data":{"list":[{"id":1,"name":"a"},{"id":3,"name":"c"}],"total":3}}`},
		{"rows that are null", Lie{Null: 3}, 200, `{"code":0,"data":{"list":[{"id":1,"name":"a"},{"id":2,"name":"b"},null],"total":3}}`},
		{"reversed", Lie{Reverse: true}, 200, `{"code":0,"data":{"list":[{"id":3,"name":"c"},{"id":2,"name":"b"},{"id":1,"name":"a"}],"total":3}}`},
		{"a column dropped", Lie{Drop: []string{"id", "total"}}, 200, `{"code":0,"data":{"list":[{"name":"a"},{"name":"b"},{"name":"c"}]}}`},
		{"a column that is odd", Lie{Odd: []string{"total"}}, 200, `{"code":0,"data":{"list":[{"id":1,"name":"a"},{"id":2,"name":"b"},{"id":3,"name":"c"}],"total":{"unexpected":[1]}}}`},
		{"nothing", Lie{Nothing: "[]"}, 200, `{"code":0,"data":[]}`},
		{"nothing at all", Lie{Nothing: "absent"}, 200, `{"code":0}`},
		{"another status", Lie{Status: http.StatusBadGateway}, 502, truth},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, operation := range []string{"", "Things.List"} {
				s.Lie(operation, test.lie)
				status, body := ask()
				assert.Equal(t, test.status, status)
				assert.JSONEq(t, test.want, body)
				s.Lie(operation, Lie{})
			}
		})
	}
	s.Lie("", Lie{PageCap: 10})
	assert.Equal(t, 10, s.Cap("Things.List", 500))
	assert.Equal(t, 3, s.Cap("Things.List", 3))
	s.Lie("", Lie{})
	assert.Equal(t, 500, s.Cap("Things.List", 500))
	assert.Panics(t, func() { s.Lie("Nobody.Knows", Lie{}) })
	assert.Panics(t, func() { s.Lie("", Lie{Status: 7}) })
}
