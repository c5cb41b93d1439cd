package wire

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestExpandPathEscapesEachValueAsOneSegment(t *testing.T) {
	for _, id := range []string{
		"plain-1_2.3~", "a/b", "../x", "...", "a b", "a+b", "50%", "%2e%2e", "%2F", "a?b=c", "a#b", "{room}", "}", "{", `a\b`, "课堂", "😀", "a;b,c:d@e&f=g$h!i*j'k(l)", "\x00\n", "\"<>",
	} {
		t.Run(id, func(t *testing.T) {
			path, err := ExpandPath("/edu/{app}/rooms/{room}/records", []Member{{"app", TextOf(id)}, {"room", TextOf(id)}})
			require.NoError(t, err)
			u, err := url.Parse("https://host" + path)
			require.NoError(t, err)
			segments := strings.Split(u.EscapedPath(), "/")
			require.Len(t, segments, 6)
			for _, at := range []int{2, 4} {
				got, err := url.PathUnescape(segments[at])
				require.NoError(t, err)
				assert.Equal(t, id, got)
			}
			assert.Empty(t, u.RawQuery+u.Fragment)
		})
	}
}

func TestExpandPath(t *testing.T) {
	for _, c := range []struct {
		name, template string
		values         []Member
		want, problem  string
	}{
		{"a path without places stays", "/openapi/room/create", nil, "/openapi/room/create", ""},
		{"a number", "/rooms/{id}", []Member{{"id", IntOf(-7)}}, "/rooms/-7", ""},
		{"a place named twice", "/{id}/copies/{id}", []Member{{"id", TextOf("a")}}, "/a/copies/a", ""},
		{"a place without a value", "/rooms/{id}/{name}", []Member{{"id", IntOf(1)}}, "", "the path /rooms/1/{name} is not filled"},
		{"a value without a place", "/rooms/{id}", []Member{{"id", IntOf(1)}, {"name", TextOf("a")}}, "", "the path /rooms/1 has no {name}"},
		{"an empty value", "/rooms/{id}", []Member{{"id", TextOf("")}}, "", `"" cannot stand in a path`},
		{"a value that stays", "/rooms/{id}", []Member{{"id", TextOf(".")}}, "", `"." cannot stand in a path`},
		{"a value that climbs", "/rooms/{id}", []Member{{"id", TextOf("..")}}, "", `".." cannot stand in a path`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := ExpandPath(c.template, c.values)
			if c.problem != "" {
				assert.EqualError(t, err, c.problem)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.want, got)
		})
	}
}
