package wire

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestComplete(t *testing.T) {
	type created struct {
		ID   int64  `json:"room/id,omitzero" check:"required"`
		Code string `json:"code"`
	}
	type page struct {
		List []created `json:"list"`
	}
	for name, test := range map[string]struct {
		out  any
		path string
	}{
		"a result with its id":                        {&created{ID: 1}, ""},
		"a result without it":                         {&created{Code: "x"}, "/room~1id"},
		"through the pointer a call decodes into":     {new(&created{}), "/room~1id"},
		"no result at all is somebody else's concern": {new((*created)(nil)), ""},
		"rows are not looked into":                    {&page{List: []created{{}}}, ""},
		"a list":                                      {new([]created{{}}), ""},
	} {
		t.Run(name, func(t *testing.T) {
			path, ok := Complete(test.out)
			assert.Equal(t, test.path, path)
			assert.Equal(t, test.path == "", ok)
		})
	}
}
