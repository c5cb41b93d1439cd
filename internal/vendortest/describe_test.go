package vendortest

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

type printing []string

func (printing) String() string { return "printed" }

func TestDescribe(t *testing.T) {
	for _, test := range []struct {
		name, operation string
		status          int
		params          any
		want            string
	}{
		{"text parameters", "Rooms.Create", 200, map[string]string{"title": "a & b", "sign": "s3cret", "partner_key": "s3cret"}, `Rooms.Create: POST /p, answered 200: {"partner_key":"…","sign":"…","title":"a & b"}`},
		{"a login", "Auth.Login", 200, map[string]any{"username": "u", "password": "s3cret"}, `Auth.Login: POST /p, answered 200: {"password":"…","username":"u"}`},
		{"a type that prints itself", "Users.Create", 500, printing{"x"}, "Users.Create: POST /p, answered 500: printed"},
		{"nothing unpacked", "", 0, nil, "no operation: POST /p, not answered"},
		{"a nil map", "O.P", 403, map[string]any(nil), "O.P: POST /p, answered 403"},
		{"a plain value", "O.P", 200, 7, "O.P: POST /p, answered 200: 7"},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, Describe(test.operation, "POST", "/p", test.status, test.params))
		})
	}
}
