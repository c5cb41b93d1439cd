package vendortest

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestARequestThatIsWatchedIsToldAndNotKept(t *testing.T) {
	var seen []*Watched
	var host Host
	host.Wrap(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx, watched := Watch(r.Context())
			seen = append(seen, watched)
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	})
	s := New(Config{Routes: []Route{{Operation: "Rooms.Get", Path: "/room", Handle: func(*Request) Reply { return Reply{} }}}, Host: host})
	defer s.Close()
	s.Inject("Rooms.Get", Fault{Status: 503, Skip: 1})
	for range 2 {
		response, err := http.Get(s.URL + "/room?a=1")
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
	}
	require.Len(t, seen, 2)
	assert.Equal(t, "Rooms.Get", seen[0].Request.Operation)
	assert.Equal(t, 200, seen[0].Request.Status)
	assert.Equal(t, "1", seen[0].Request.Query.Get("a"))
	assert.Nil(t, seen[0].Fault, "the fault skipped this call")
	require.NotNil(t, seen[1].Fault)
	assert.Equal(t, 503, seen[1].Fault.Status)
	assert.Empty(t, s.Requests())
}

func TestAResetStillIsOneWhenTheRequestIsWatched(t *testing.T) {
	var host Host
	host.Wrap(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx, _ := Watch(r.Context())
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	})
	s := New(Config{Routes: []Route{{Operation: "Rooms.Get", Path: "/room", Handle: func(*Request) Reply { return Reply{} }}}, Host: host})
	defer s.Close()
	s.Inject("", Fault{Reset: true})
	response, err := http.Post(s.URL+"/room", "text/plain", nil)
	if err == nil {
		require.NoError(t, response.Body.Close())
	}
	assert.ErrorContains(t, err, "reset")
}
