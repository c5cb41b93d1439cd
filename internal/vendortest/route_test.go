package vendortest

import (
	"maps"
	"testing"
)

func TestRouting(t *testing.T) {
	reset := func(r *Request) bool { return r.Form.Get("regenerate") == "1" }
	s := start(t, Config{
		Routes: []Route{
			{Operation: "Rooms.Get", Method: "GET", Path: "/edu/apps/{appId}/v2/rooms/{roomUuid}", Handle: says("")},
			{Operation: "Rooms.Get", Method: "GET", Path: "/{region}/edu/apps/{appId}/v2/rooms/{roomUuid}", Handle: says("")},
			{Operation: "Rooms.Search", Method: "GET", Path: "/edu/apps/{appId}/v2/rooms/search", Handle: says("")},
			{Operation: "Recordings.Start", Method: "PUT", Path: "/records/states/1", Handle: says("")},
			{Operation: "Recordings.Stop", Method: "PUT", Path: "/records/states/0", Handle: says("")},
			{Operation: "Course.Other", Method: "POST", Path: "/partner/api/course.api.php", Handle: says("")},
			{Operation: "Classes.Create", Method: "POST", Path: "/partner/api/course.api.php?action=addCourseClass", Handle: says("")},
			{Operation: "Classes.Delete", Method: "POST", Path: "/partner/api/course.api.php?action=delCourseClass", Handle: says("")},
			{Operation: "Any.Method", Path: "/any", Handle: says("")},
			{Operation: "Account.Get", Method: "POST", Path: "/key", Handle: says("")},
			{Operation: "Account.Reset", Method: "POST", Path: "/key", Match: reset, Handle: says("")},
		},
		NotFound: func(r *Request) Reply { return Text(418, plainText, r.Method+" "+r.Path) },
	})

	for _, test := range []struct {
		name, method, path, form string
		operation                string // "" is not found
		values                   map[string]string
	}{
		{name: "plain ids", method: "GET", path: "/edu/apps/a1/v2/rooms/r1", operation: "Rooms.Get", values: map[string]string{"appId": "a1", "roomUuid": "r1"}},
		{name: "a second route of one operation", method: "GET", path: "/cn/edu/apps/a1/v2/rooms/r1", operation: "Rooms.Get", values: map[string]string{"region": "cn", "appId": "a1", "roomUuid": "r1"}},
		{name: "an escaped slash does not split", method: "GET", path: "/edu/apps/a1/v2/rooms/r%2Fusers%2f1", operation: "Rooms.Get", values: map[string]string{"appId": "a1", "roomUuid": "r/users/1"}},
		{name: "escaped hash, question mark, percent and space", method: "GET", path: "/edu/apps/a1/v2/rooms/%23%3F%25%20+", operation: "Rooms.Get", values: map[string]string{"appId": "a1", "roomUuid": "#?% +"}},
		{name: "a Chinese id", method: "GET", path: "/edu/apps/a1/v2/rooms/%E6%95%99%E5%AE%A4", operation: "Rooms.Get", values: map[string]string{"appId": "a1", "roomUuid": "教室"}},
		{name: "an id that spells a parameter", method: "GET", path: "/edu/apps/a1/v2/rooms/%7BroomUuid%7D", operation: "Rooms.Get", values: map[string]string{"appId": "a1", "roomUuid": "{roomUuid}"}},
		{name: "a literal is preferred to a parameter", method: "GET", path: "/edu/apps/a1/v2/rooms/search", operation: "Rooms.Search", values: map[string]string{"appId": "a1"}},
		{name: "literals tell operations apart", method: "PUT", path: "/records/states/0", operation: "Recordings.Stop"},
		{name: "an empty id is not an id", method: "GET", path: "/edu/apps/a1/v2/rooms/"},
		{name: "a dot is not an id", method: "GET", path: "/edu/apps/a1/v2/rooms/."},
		{name: "dots are not an id", method: "GET", path: "/edu/apps/a1/v2/rooms/%2E%2E"},
		{name: "a slash too many", method: "GET", path: "/edu/apps/a1/v2/rooms/r1/"},
		{name: "an unescaped slash", method: "GET", path: "/edu/apps/a1/v2/rooms/r1/users"},
		{name: "another method", method: "DELETE", path: "/edu/apps/a1/v2/rooms/r1"},
		{name: "HEAD is not GET", method: "HEAD", path: "/edu/apps/a1/v2/rooms/r1"},
		{name: "an invented method", method: "BREW", path: "/edu/apps/a1/v2/rooms/r1"},
		{name: "any method", method: "BREW", path: "/any", operation: "Any.Method"},
		{name: "an action", method: "POST", path: "/partner/api/course.api.php?action=addCourseClass", operation: "Classes.Create"},
		{name: "an action among other values", method: "POST", path: "/partner/api/course.api.php?a=1&action=delCourseClass&b", operation: "Classes.Delete"},
		{name: "an unknown action falls to the bare path", method: "POST", path: "/partner/api/course.api.php?action=x", operation: "Course.Other"},
		{name: "an action in the form does not count", method: "POST", path: "/partner/api/course.api.php", form: "action=addCourseClass", operation: "Course.Other"},
		{name: "a form value tells operations apart", method: "POST", path: "/key", form: "regenerate=1", operation: "Account.Reset"},
		{name: "without it", method: "POST", path: "/key", form: "regenerate=0", operation: "Account.Get"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s.ClearRequests()
			a := send(t, test.method, s.URL+test.path, "application/x-www-form-urlencoded; charset=UTF-8", stringBody(test.form))
			want := 200
			if test.operation == "" {
				want = 418
			}
			if a.err != nil || a.status != want {
				t.Fatalf("status %d, error %v; want %d", a.status, a.err, want)
			}
			requests := s.Requests()
			if len(requests) != 1 || requests[0].Operation != test.operation || !maps.Equal(requests[0].PathValues, test.values) || requests[0].Status != want {
				t.Errorf("recorded %+v; want %s %v", requests, test.operation, test.values)
			}
		})
	}
}

func TestPathIsAsOnTheWire(t *testing.T) {
	s := start(t, Config{Routes: []Route{{Operation: "Rooms.Get", Path: "/rooms/{id}", Handle: says("")}}})
	get(t, s.URL+"/rooms/a%2fb%21?x=%20").want(t, 200, "")
	if got := s.Requests()[0]; got.Path != "/rooms/a%2fb%21" || got.Query.Get("x") != " " {
		t.Errorf("path %q, query %v", got.Path, got.Query)
	}
}

func TestNotFoundHasADefault(t *testing.T) {
	s := start(t, Config{})
	get(t, s.URL+"/nowhere").want(t, 404, "404 page not found\n")
	if operations := s.Operations(); len(operations) != 0 {
		t.Error(operations)
	}
}

func TestRoutesThatCannotWork(t *testing.T) {
	for name, routes := range map[string][]Route{
		"a route needs": {{Operation: "X", Path: "/x"}},
		"operation":     {{Path: "/x", Handle: says("")}},
		"path":          {{Operation: "X", Path: "x", Handle: says("")}},
		"two routes": {
			{Operation: "X", Method: "GET", Path: "/x/{id}", Handle: says("")},
			{Operation: "Y", Method: "GET", Path: "/x/{uuid}", Handle: says("")},
		},
	} {
		mustPanic(t, name, func() { New(Config{Routes: routes}) })
	}
}
