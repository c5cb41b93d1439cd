package vendortest

import (
	"net"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAServerTakesTheListenerOfItsHostAndClosesIt(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	var host Host
	host.Listen(listener)
	s := New(Config{Routes: []Route{{Operation: "Rooms.Get", Path: "/room", Handle: func(*Request) Reply { return Reply{} }}}, Host: host})
	defer s.Close()
	assert.Equal(t, "http://"+listener.Addr().String(), s.URL)
	response, err := http.Get(s.URL + "/room")
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Equal(t, http.StatusOK, response.StatusCode)

	s.Close()
	_, err = listener.Accept()
	assert.ErrorIs(t, err, net.ErrClosed)
}

func TestMiddlewareStandsAroundTheHandlerTheFirstOutermost(t *testing.T) {
	var order []string
	around := func(name string) func(http.Handler) http.Handler {
		return func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				order = append(order, name)
				next.ServeHTTP(w, r)
			})
		}
	}
	var host Host
	host.Wrap(around("first"))
	host.Wrap(nil)
	host.Wrap(around("second"))
	s := New(Config{Routes: []Route{{Operation: "Rooms.Get", Path: "/room", Handle: func(*Request) Reply {
		order = append(order, "handler")
		return Reply{}
	}}}, Host: host})
	defer s.Close()
	response, err := http.Get(s.URL + "/room")
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.Equal(t, []string{"first", "second", "handler"}, order)
}
