package explain_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/baijiayun"
	"github.com/go-classcloud/classcloud/classin"
	"github.com/go-classcloud/classcloud/internal/explain"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/weclassroom"
)

// captured keeps the requests of a client, and answers none of them.
type captured struct{ requests []*explain.Request }

func (c *captured) RoundTrip(r *http.Request) (*http.Response, error) {
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	c.requests = append(c.requests, &explain.Request{Method: r.Method, URL: r.URL, Header: r.Header, Body: body, Time: golden.Now()})
	return &http.Response{StatusCode: 200, Header: http.Header{"Content-Type": {jsonType}}, Body: io.NopCloser(bytes.NewReader([]byte("{}"))), Request: r}, nil
}

type stillClock struct{}

func (stillClock) Now() time.Time                                   { return golden.Now() }
func (stillClock) Sleep(ctx context.Context, _ time.Duration) error { return ctx.Err() }

// The clients and this package share no code and were written from the same documents: what every operation of every client sends is
// accepted here.
func TestAcceptsEveryOperationOfTheClients(t *testing.T) {
	expires := golden.Now().Add(time.Hour).Sub(arrived())
	for _, vendor := range []struct {
		name       string
		keys       explain.Keys
		operations []classcloud.Operation
		open       func(opts ...classcloud.ClientOption) (any, error)
	}{
		{"agora", agoraKeys(), agora.Operations(), func(opts ...classcloud.ClientOption) (any, error) {
			return agora.New(agora.Credentials{AppID: agoraApp, Certificate: agoraCertificate}, append(opts, agora.WithRegion(agora.RegionCN))...)
		}},
		{"aui", auiKeys(), aui.Operations(), func(opts ...classcloud.ClientOption) (any, error) {
			return aui.New(aui.Credentials{Token: jwtOf(jwtSecret, expires)}, append(opts, classcloud.WithBaseURL("https://appserver.example.com"))...)
		}},
		{"baijiayun", baijiayunKeys(), baijiayun.Operations(), func(opts ...classcloud.ClientOption) (any, error) {
			return baijiayun.New(baijiayun.Credentials{Domain: "e1234", PartnerID: 12345678, PartnerKey: partnerKey, SecretKey: "an-invented-secret-key"}, opts...)
		}},
		{"classin", classinKeys(), classin.Operations(), func(opts ...classcloud.ClientOption) (any, error) {
			return classin.New(classin.Credentials{SID: 1000082, Secret: classSeal}, opts...)
		}},
		{"weclassroom", weclassroomKeys(), weclassroom.Operations(), func(opts ...classcloud.ClientOption) (any, error) {
			return weclassroom.New(weclassroom.Credentials{ApplicationID: application, Secret: sealSecret}, opts...)
		}},
	} {
		t.Run(vendor.name, func(t *testing.T) {
			sent := 0
			for _, op := range vendor.operations {
				if op.Name == "Auth.Login" {
					continue // its fixture has another password
				}
				wire := &captured{}
				client, err := vendor.open(classcloud.WithHTTPClient(&http.Client{Transport: wire}), classcloud.WithClock(stillClock{}), classcloud.WithoutRetry())
				require.NoError(t, err)
				values, filler, _ := golden.Plain(t, vendor.name, op)
				_, _ = invoke.Call(context.Background(), client, op, values, filler) // the reply is empty
				sent += len(wire.requests)
				for _, r := range wire.requests {
					v, err := explain.Explain(vendor.name, vendor.keys, r)
					require.NoError(t, err, op.Name)
					assert.True(t, v.Accepted, "%s: %s %s %s", op.Name, v.Mistake, v.Summary.EN, r.URL)
					noSecretShows(t, vendor.keys, v)
					noSecretShows(t, vendor.keys, explain.Decode(vendor.name, vendor.keys, r))
				}
			}
			assert.GreaterOrEqual(t, sent, len(vendor.operations)-1)
		})
	}
}
