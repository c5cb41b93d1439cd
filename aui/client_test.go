package aui_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
)

func TestNothingPrintsAPassword(t *testing.T) {
	const canary = "canary-5512"
	keys := aui.Credentials{Username: "ada", Password: canary}
	client, err := aui.New(keys, classcloud.WithBaseURL("http://aui.invalid"))
	require.NoError(t, err)
	var lines strings.Builder
	slog.New(slog.NewTextHandler(&lines, nil)).Info("m", "keys", keys, "token", aui.Credentials{Token: canary}, "client", client)
	for _, value := range []any{keys, &keys, aui.Credentials{Token: canary}, client} {
		raw, err := json.Marshal(value)
		require.NoError(t, err)
		lines.Write(raw)
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d"} {
			fmt.Fprintf(&lines, verb, value)
		}
	}
	assert.NotContains(t, lines.String(), canary)
	assert.Contains(t, lines.String(), "ada")
}

// A reply that holds credentials is in no error, whatever is wrong with it.
func TestNoErrorHoldsAToken(t *testing.T) {
	const canary = "canary-9031"
	for _, body := range []string{
		`{"success":true,"data":"` + canary + `"}`,
		`{"success":true,"data":{"access_token":{"x":"` + canary + `"},"checksum":["` + canary + `"]}}`,
		canary,
	} {
		client, _ := script(t, always(body), classcloud.WithoutRetry())
		_, err := client.Auth.CreateIMToken(t.Context(), &aui.CreateIMTokenRequest{UserID: "u", DeviceID: "d", DeviceType: "web"})
		_, other := client.Whiteboards.GetAuth(t.Context())
		for _, err := range []error{err, other} {
			failure := failureOf(t, err, classcloud.DataLoss)
			assert.Empty(t, failure.Body)
			raw, jsonErr := json.Marshal(failure)
			require.NoError(t, jsonErr)
			assert.NotContains(t, fmt.Sprintf("%v %+v %s", err, failure.Err, raw), canary)
		}
	}
}

type failing struct{}

func (failing) Credentials(context.Context) (aui.Credentials, error) {
	return aui.Credentials{}, errors.New("the vault is sealed")
}

type nobody struct{}

func (nobody) Credentials(context.Context) (aui.Credentials, error) { return aui.Credentials{}, nil }

func TestSourcesThatFail(t *testing.T) {
	for want, source := range map[string]aui.CredentialSource{"the vault is sealed": failing{}, "needs Username": nobody{}} {
		client, err := aui.New(source, classcloud.WithBaseURL("http://aui.invalid"))
		require.NoError(t, err)
		err = client.Members.Kick(t.Context(), &aui.KickRequest{ClassID: "c", UserID: "u"})
		failure := failureOf(t, err, classcloud.Unauthenticated)
		assert.Equal(t, classcloud.OutcomeNotSent, failure.Outcome)
		assert.ErrorContains(t, err, want)
	}
}

func TestDo(t *testing.T) {
	client, server := script(t, func(r seen) (int, string) {
		if r.op == "getRtcAuthToken" {
			return http.StatusOK, "\uFEFF" + `{"auth_token":"x","timestamp":1700884074}`
		}
		return http.StatusOK, `{"success":true,"data":{"result":true}}`
	})
	var muted struct {
		Result bool `json:"result"`
	}
	err := client.Do(t.Context(), aui.Call{Path: "/api/v1/class/muteUser", Params: []classcloud.Param{{Name: "user_id", Value: "u1"}, {Name: "minute", Value: 5}}}, &muted)
	require.NoError(t, err)
	assert.True(t, muted.Result)
	assert.Equal(t, map[string]any{"user_id": "u1", "minute": 5.0}, server.seen()[0].params)

	var bare struct {
		Token string `json:"auth_token"`
	}
	err = client.Do(t.Context(), aui.Call{Path: "/api/v1/class/getRtcAuthToken", Effect: classcloud.EffectRead, Bare: true}, &bare)
	require.NoError(t, err)
	assert.Equal(t, "x", bare.Token)
	err = client.Do(t.Context(), aui.Call{Path: "/api/v1/class/getRtcAuthToken", Effect: classcloud.EffectRead}, &bare)
	failureOf(t, err, classcloud.DataLoss)
}

func TestRepliesThatAreNoEnvelope(t *testing.T) {
	ask := &aui.GetClassRequest{ClassID: "c", UserID: "u"}
	for _, c := range []struct {
		name   string
		status int
		body   string
		kind   classcloud.Kind
	}{
		{"a page of HTML", 200, "<html>", classcloud.DataLoss},
		{"an object without success", 200, `{}`, classcloud.DataLoss},
		{"Spring's 404", 404, `{"status":404,"error":"Not Found"}`, classcloud.Unimplemented},
		{"an empty 404", 404, ``, classcloud.Unimplemented},
		{"success with a status that fails", 500, `{"success":true,"data":{"id":"c"}}`, classcloud.Internal},
		{"a gateway's page", 502, `<html>`, classcloud.Unavailable},
	} {
		t.Run(c.name, func(t *testing.T) {
			client, _ := script(t, func(seen) (int, string) { return c.status, c.body }, classcloud.WithoutRetry())
			_, err := client.Classes.Get(t.Context(), ask)
			failure := failureOf(t, err, c.kind)
			assert.Equal(t, c.status, failure.HTTPStatus)
			if c.status == 404 {
				assert.Contains(t, failure.Hint, "v1.2.0")
			}
		})
	}
}
