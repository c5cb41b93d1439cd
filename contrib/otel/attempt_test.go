package classcloudotel_test

import (
	"cmp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/agora/agoratest"
	classcloudotel "github.com/go-classcloud/classcloud/contrib/otel"
)

// Templates are of few values: what a program calls by Do is in no name and no attribute.
func TestNamesAreFew(t *testing.T) {
	srv := agoratest.NewServer()
	defer srv.Close()
	for _, templates := range []bool{false, true} {
		o := observe(t, classcloudotel.Config{URLTemplate: templates})
		client := srv.Client(o.option())
		for i := range 3 {
			_ = client.Do(t.Context(), agora.Call{Method: "GET", Path: "/{region}/edu/apps/{appId}/v2/rooms/of-student-" + strconv.Itoa(i)}, nil)
			_ = client.Do(t.Context(), agora.Call{Method: "REPORT", Path: "/{region}/edu/apps/{appId}/v2/rooms/of-student-" + strconv.Itoa(i)}, nil)
			_, _ = client.Rooms.Get(t.Context(), "room-of-student-"+strconv.Itoa(i))
		}
		names := map[string]int{}
		for _, span := range o.spans() {
			names[span.Name]++
			assert.NotContains(t, written(span.Attributes), "of-student", span.Name)
		}
		get := "GET /{region}/edu/apps/{appId}/v2/rooms/{roomUuid}"
		want := map[string]int{"agora Do": 6, "agora Rooms.Get": 3, "GET": 3, "HTTP": 3, get: 3}
		if !templates {
			delete(want, get)
			want["GET"] = 6
		}
		assert.Equal(t, want, names)
		assert.Len(t, o.series(calls), 2)
		series := o.series(requests)
		assert.Len(t, series, map[bool]int{false: 2, true: 3}[templates], "%v", series)
		for text := range series {
			assert.NotContains(t, text, "of-student")
			assert.True(t, strings.Contains(text, "method=GET") || strings.Contains(text, "method=_OTHER"), text)
		}
	}
}

// The port is known where the address has none, and the brackets of an IPv6 address are not part of it.
func TestServersByTheirAddress(t *testing.T) {
	for _, one := range []struct{ scheme, host, address, port string }{
		{"https", "demo123.at.baijiayun.com", "demo123.at.baijiayun.com", "443"}, {"http", "gateway", "gateway", "80"},
		{"https", "gateway:8443", "gateway", "8443"}, {"http", "[::1]:8080", "::1", "8080"}, {"https", "[::1]", "::1", "443"}, {"", "", "", ""},
	} {
		o := observe(t, classcloudotel.Config{})
		_, end := o.observer.Start(t.Context(), classcloud.Event{Attempt: 1, Method: "GET", Scheme: one.scheme, Host: one.host})
		end(classcloud.Event{Status: 200})
		span := o.spans()[0]
		assert.Equal(t, one.address, value(span.Attributes, "server.address"))
		assert.Equal(t, one.port, value(span.Attributes, "server.port"), cmp.Or(one.host, "no address"))
		assert.Equal(t, one.host != "", strings.Contains(written(span.Attributes), "server."), "an address that nobody knows is not an empty one")
	}
}
