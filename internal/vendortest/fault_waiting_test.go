package vendortest

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFaultsTellWhatIsLeftOfThem(t *testing.T) {
	s := New(Config{Routes: []Route{{Operation: "Rooms.Get", Path: "/room", Handle: func(*Request) Reply { return Reply{} }}}})
	defer s.Close()
	s.Inject("Rooms.Get", Fault{Status: 503, Skip: 1, Times: 2})
	s.Inject("", Fault{Reset: true, Times: -1})
	call := func() {
		response, err := http.Get(s.URL + "/room")
		require.NoError(t, err)
		require.NoError(t, response.Body.Close())
	}
	assert.Equal(t, []Injected{{"Rooms.Get", Fault{Status: 503, Skip: 1, Times: 2}}, {"", Fault{Reset: true, Times: -1}}}, s.Faults())
	call()
	call()
	assert.Equal(t, []Injected{{"Rooms.Get", Fault{Status: 503, Times: 1}}, {"", Fault{Reset: true, Times: -1}}}, s.Faults())
	call()
	assert.Equal(t, []Injected{{"", Fault{Reset: true, Times: -1}}}, s.Faults())
}
