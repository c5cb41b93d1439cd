package agoratest_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A path changes only its leaf; an object replaces the earlier object.
func TestProperties(t *testing.T) {
	for _, path := range []string{"class-1/properties", "class-1/users/alice/properties"} {
		c := withAlice(t)
		current := func() string {
			properties := c.Rooms()[0].Properties
			if path != "class-1/properties" {
				properties = c.Members("class-1")[0].Properties
			}
			text, err := json.Marshal(properties)
			require.NoError(t, err)
			return string(text)
		}
		c.must("PUT", path, `{"properties":{"key1":{"a":1,"b":2},"key2":"x"},"cause":{}}`)
		c.must("PUT", path, `{"properties":{"key1.a":3,"key1.c.d":4,"key2.e":5}}`)
		assert.JSONEq(t, `{"key1":{"a":3,"b":2,"c":{"d":4}},"key2":{"e":5}}`, current())
		c.must("PUT", path, `{"properties":{"key1":{"z":[1]},"key3":null}}`)
		assert.JSONEq(t, `{"key1":{"z":[1]},"key2":{"e":5},"key3":null}`, current())
		c.must("DELETE", path, `{"properties":["key2.e","key3","key1.z.deeper","key4.a.b"],"cause":{}}`)
		assert.JSONEq(t, `{"key1":{"z":[1]},"key2":{}}`, current())
		for _, body := range []string{``, `{}`, `{"properties":[]}`, `{"properties":"a"}`, `{"properties":{".a":1}}`, `{"properties":{},"cause":1}`} {
			c.refuses(http.StatusBadRequest, 400, "PUT", path, body)
		}
		for _, body := range []string{``, `{}`, `{"properties":{}}`, `{"properties":[""]}`, `{"properties":[{}]}`, `{"properties":[],"cause":"x"}`} {
			c.refuses(http.StatusBadRequest, 400, "DELETE", path, body)
		}
		assert.JSONEq(t, `{"key1":{"z":[1]},"key2":{}}`, current(), "nothing of it took effect")
		c.must("PUT", "class-1/states/3", "")
		c.refuses(http.StatusGone, 30410100, "PUT", path, `{"properties":{}}`)
		c.refuses(http.StatusGone, 30410100, "DELETE", path, `{"properties":[]}`)
	}
}

func TestPropertiesNeedTheirOwner(t *testing.T) {
	c := withAlice(t)
	c.refuses(http.StatusNotFound, 20404100, "PUT", "class-2/properties", `{"properties":{}}`)
	c.refuses(http.StatusNotFound, 20404100, "DELETE", "class-2/properties", `{"properties":[]}`)
	c.refuses(http.StatusNotFound, 20404200, "PUT", "class-1/users/carol/properties", `{"properties":{}}`)
	c.refuses(http.StatusNotFound, 20404200, "DELETE", "class-1/users/carol/properties", `{"properties":[]}`)
}
