package transport

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
)

// account is a request with secrets at every depth.
type account struct {
	Name     string         `json:"name"`
	Password string         `json:"password"`
	Others   []account      `json:"others"`
	NewToken *string        `json:"token"`
	Pin      string         `json:"pin" secret:"true"`
	Codes    map[string]int `json:"codes"`
	Extra    map[string]any `json:"-" wire:"extra"`

	Raw  json.RawMessage  `json:"raw"`
	File *classcloud.File `json:"file" wire:"file"`
}

func TestSecretsOfARequest(t *testing.T) {
	in := &account{Name: "name", Password: "one-password", NewToken: new("two-token"), Pin: "three-pin", Codes: map[string]int{"a": 1},
		Others: []account{{Name: "name", Password: "four-password"}},
		Extra:  map[string]any{"deep": []any{map[string]any{"access_key": "five-key", "title": "title"}}, "sign": []string{"six-sign"}},
		Raw:    json.RawMessage(`{"a":[{"password":"seven-password"}],"b":"title"}`), File: &classcloud.File{Name: "password", Content: strings.NewReader("x")}}
	assert.ElementsMatch(t, []string{"one-password", "two-token", "three-pin", "four-password", "five-key", "six-sign", "seven-password"},
		secretsIn(reflect.ValueOf(in), false, deepest, nil))

	type ring struct {
		Next  *ring
		Token string
	}
	round := &ring{Token: "token"}
	round.Next = round
	assert.NotEmpty(t, secretsIn(reflect.ValueOf(round), false, deepest, nil), "a value that holds itself has an end")
	assert.Empty(t, secretsIn(reflect.ValueOf(nil), false, deepest, nil))
	assert.Empty(t, secretsIn(reflect.ValueOf(json.RawMessage("{")), false, deepest, nil))
}

// A server that repeats what it was sent shows no password in the error, wherever in the request it stood.
func TestAnErrorShowsNoSecretOfTheRequest(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusBadRequest)
		_, _ = fmt.Fprint(w, `{"code":9,"message":"bad values first-password, second-password, third-key%2B and title","data":null}`)
	})
	h := connect(t, s.URL)
	in := &account{Name: "n", Password: "first-password", Others: []account{{Password: "second-password"}}}
	err := h.Do(t.Context(), &Call{Op: &opOnce, In: in}, nil, []classcloud.CallOption{classcloud.WithParam("access_key", "third-key+"), classcloud.WithParam("name2", "title")})
	require.Error(t, err)
	e := asError(err)
	all := fmt.Sprintf("%v %+v %s", err, e, e.Body)
	for _, secret := range []string{"first-password", "second-password", "third-key"} {
		assert.NotContains(t, all, secret)
	}
	assert.Contains(t, all, "title")
}
