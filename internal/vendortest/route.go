package vendortest

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// Route leads requests to an operation. An operation may have several routes. If several routes fit a request, a literal segment is
// preferred to a {name}, then the route with more query values, then one with a method, then one with Match, then the first.
type Route struct {
	Operation string // the name of the operation: "Rooms.Create"
	Method    string // the HTTP method; "" means any

	// Path is compared segment by segment, as a whole and exactly: "/edu/apps/{appId}/v2/rooms/{roomUuid}". A {name} takes any one
	// segment except an empty one, "." and "..". A request must have the path's query values and may have others:
	// "/partner/api/course.api.php?action=addCourseClass".
	Path string

	Match  func(*Request) bool  // optional; distinguishes operations with the same method and path, before Config.Open
	Handle func(*Request) Reply // answers the request
}

type routeTable []compiledRoute // best first

type compiledRoute struct {
	*Route
	segments []string
	query    url.Values
}

func newRouteTable(routes []Route) routeTable {
	table := make(routeTable, len(routes))
	seen := map[string]bool{}
	for i := range routes {
		route := compile(&routes[i])
		key := route.Method + " " + route.shape() + "?" + route.query.Encode()
		if route.Match == nil {
			if seen[key] {
				panic(fmt.Sprintf("vendortest: two routes for %s %s", route.Method, route.Path))
			}
			seen[key] = true
		}
		table[i] = route
	}
	slices.SortStableFunc(table, func(a, b compiledRoute) int {
		return cmp.Or(
			cmp.Compare(a.rank(), b.rank()),
			cmp.Compare(len(b.query), len(a.query)),
			cmp.Compare(truth(a.Method == ""), truth(b.Method == "")),
			cmp.Compare(truth(a.Match == nil), truth(b.Match == nil)),
		)
	})
	return table
}

func compile(route *Route) compiledRoute {
	path, query, _ := strings.Cut(route.Path, "?")
	values, err := url.ParseQuery(query)
	if route.Operation == "" || route.Handle == nil || !strings.HasPrefix(path, "/") || err != nil {
		panic(fmt.Sprintf("vendortest: a route needs an operation, a handler and a path: %q %s %q", route.Operation, route.Method, route.Path))
	}
	return compiledRoute{Route: route, segments: strings.Split(path, "/"), query: values}
}

// find returns the route that fits a request, and sets the request's Operation and PathValues. It returns nil if no route fits.
func (t routeTable) find(request *Request) *Route {
	escaped := strings.Split(request.Path, "/")
	segments := make([]string, len(escaped))
	for i, segment := range escaped {
		unescaped, err := url.PathUnescape(segment)
		if err != nil {
			return nil
		}
		segments[i] = unescaped
	}
	for _, route := range t {
		values, fits := route.fit(request, segments)
		if !fits {
			continue
		}
		request.PathValues = values
		if route.Match == nil || route.Match(request) {
			request.Operation = route.Operation
			return route.Route
		}
		request.PathValues = map[string]string{}
	}
	return nil
}

func (r compiledRoute) fit(request *Request, segments []string) (map[string]string, bool) {
	if r.Method != "" && r.Method != request.Method || len(segments) != len(r.segments) {
		return nil, false
	}
	for name, values := range r.query {
		if request.Query.Get(name) != values[0] || !request.Query.Has(name) {
			return nil, false
		}
	}
	values := map[string]string{}
	for i, segment := range segments {
		name, isParameter := parameter(r.segments[i])
		switch {
		case !isParameter:
			if segment != r.segments[i] {
				return nil, false
			}
		case segment == "" || segment == "." || segment == "..": // web servers resolve dots, even escaped ones
			return nil, false
		default:
			values[name] = segment
		}
	}
	return values, true
}

// rank orders paths with the same number of segments: a literal comes before a parameter, from left to right.
func (r compiledRoute) rank() string {
	rank := make([]byte, len(r.segments))
	for i, segment := range r.segments {
		rank[i] = '0'
		if _, isParameter := parameter(segment); isParameter {
			rank[i] = '1'
		}
	}
	return string(rank)
}

// shape returns the path without the names of its parameters.
func (r compiledRoute) shape() string {
	shape := slices.Clone(r.segments)
	for i, segment := range shape {
		if _, isParameter := parameter(segment); isParameter {
			shape[i] = "{}"
		}
	}
	return strings.Join(shape, "/")
}

func parameter(segment string) (name string, ok bool) {
	name, opened := strings.CutPrefix(segment, "{")
	name, closed := strings.CutSuffix(name, "}")
	return name, opened && closed
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
