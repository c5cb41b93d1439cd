package agoratest_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestIDs(t *testing.T) {
	require.Len(t, alphabet, 89)
	c := newCloud(t)
	for _, id := range []string{alphabet[:64], alphabet[25:], "a", "...", "100% #1?"} {
		escaped := url.PathEscape(id)
		c.must("POST", escaped, plainRoom)
		require.NoError(t, c.AddStudents(id, id))
		c.must("POST", escaped+"/users/"+escaped+"/exit", "{}")
	}
	for _, id := range []string{alphabet[:65], "a/b", `a\b`, `"a"`, "it's", "*", "`a`", "课堂", "a\n", "\x00", "\xff"} {
		escaped := url.PathEscape(id)
		c.refuses(http.StatusBadRequest, 400, "POST", escaped, plainRoom)
		c.refuses(http.StatusBadRequest, 400, "POST", "a/users/"+escaped+"/exit", "{}")
	}
	c.refuses(http.StatusNotFound, 404, "POST", "%2E%2E", plainRoom)
	assert.Len(t, c.Rooms(), 5)
}
