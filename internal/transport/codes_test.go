package transport

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud/internal/clienttest"
)

func TestARefusedSignatureTellsOfTheClock(t *testing.T) {
	now := clienttest.NewClock().Now()
	for _, tt := range []struct {
		name, code, hint string
		server           time.Time
	}{
		{"behind", "sign", "this machine's clock is 10m0s behind the server's: signatures carry the time", now.Add(10 * time.Minute)},
		{"ahead", "sign", "this machine's clock is 10m0s ahead of the server's: signatures carry the time", now.Add(-10 * time.Minute)},
		{"nearly right", "sign", "check the key", now.Add(time.Minute)},
		{"not about another refusal", "bad", "", now.Add(10 * time.Minute)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, reply(200, `{"code":"`+tt.code+`"}`, "Date", tt.server.Format(http.TimeFormat)))
			_, err := connect(t, s.URL).get(t.Context(), opRead)
			assert.Equal(t, tt.hint, clienttest.AsError(t, err).Hint)
		})
	}
}
