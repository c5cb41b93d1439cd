package agoratest

import (
	"context"
	"fmt"
	"time"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
)

// Credentials returns the app id and certificate the server knows.
func (s *Server) Credentials() agora.Credentials {
	return agora.Credentials{AppID: s.credentials.appID, Certificate: s.credentials.certificate}
}

// Client returns a client of this server that lives on the server's clock, so that its tokens are good whatever SetClock says.
// Further options come after these. It panics where agora.New fails.
func (s *Server) Client(opts ...classcloud.ClientOption) *agora.Client {
	own := []classcloud.ClientOption{classcloud.WithBaseURL(s.URL), classcloud.WithClock(clock{s})}
	client, err := agora.New(s.Credentials(), append(own, opts...)...)
	if err != nil {
		panic(fmt.Sprintf("agoratest: %v", err))
	}
	return client
}

// clock tells the server's time and sleeps in real time.
type clock struct{ server *Server }

func (c clock) Now() time.Time { return c.server.Now() }

func (c clock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
