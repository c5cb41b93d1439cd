package sandbox

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTimesAndMadeUpIDsAreAlike(t *testing.T) {
	for _, pair := range [][2]string{
		{"a", "a"}, {"1795937966", "1795900000"}, {"1795937966123", "1795900000000"},
		{"2026-03-01 09:00:00", "2026-04-01 10:00:00"}, {"2026-03-01T09:00:00Z", "2026-03-02T09:00:00Z"}, {"2026-03-01", "2026-03-02"},
		{"123e4567-e89b-12d3-a456-426614174000", "00000000-0000-0000-0000-000000000000"},
		{"0123456789abcdef0123456789abcdef", "ffffffffffffffffffffffffffffffff"},
		{"/v1/rooms/0123456789abcdef0123456789abcdef/x", "/v1/rooms/ffffffffffffffffffffffffffffffff/x"},
	} {
		assert.True(t, alike(pair[0], pair[1]), "%s, %s", pair[0], pair[1])
	}
	for _, pair := range [][2]string{
		{"a", "b"}, {"1795937966", "5"}, {"26083100000001", "26083100000002"}, {"1795937966", "1795937966123"}, {"2026-03-01", "2026-03-01 09:00:00"},
		{"0123456789abcdef", "ffffffffffffffff"}, {"/a/b", "/a"}, {"/a/b", "/a/c"}, {"//a", "//b"}, {"", "1795937966"},
	} {
		assert.False(t, alike(pair[0], pair[1]), "%s, %s", pair[0], pair[1])
	}
}

func TestDifferencesAreNamedByTheirPath(t *testing.T) {
	recorded := map[string]any{"title": "a", "sign": "x", "users": []any{map[string]any{"id": "1"}}}
	for _, test := range []struct {
		sent any
		want string
	}{
		{map[string]any{"title": "a", "users": []any{map[string]any{"id": "1"}}}, ""},
		{map[string]any{"title": "a", "sign": "y", "timestamp": "1", "users": []any{map[string]any{"id": "1"}}}, ""},
		{map[string]any{"title": "b", "users": []any{map[string]any{"id": "1"}}}, ".title was a and is b"},
		{map[string]any{"title": "a", "users": []any{map[string]any{"id": "2"}}}, ".users.0.id was 1 and is 2"},
		{map[string]any{"title": "a", "users": []any{}}, ".users is not a list of as many"},
		{map[string]any{"title": "a", "users": "1"}, ".users is not a list of as many"},
		{map[string]any{"users": []any{map[string]any{"id": "1"}}}, ".title is missing"},
		{map[string]any{"title": "a", "type": "2", "users": []any{map[string]any{"id": "1"}}}, ".type was not sent when the session was recorded"},
		{"text", " is not an object"},
	} {
		assert.Equal(t, test.want, differs("", recorded, test.sent))
	}
}
