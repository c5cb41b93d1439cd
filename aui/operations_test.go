package aui_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/aui"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// The effects are the contract's: a repeat of create makes a second class, of start, stop and pause stamps a time again, of addDoc and
// deleteDoc is refused like a mistake.
func TestEffects(t *testing.T) {
	want := map[string]classcloud.Effect{
		"Auth.Login": classcloud.EffectRead, "Auth.CreateIMToken": classcloud.EffectRead,
		"Classes.Create": classcloud.EffectOnce, "Classes.List": classcloud.EffectRead, "Classes.Get": classcloud.EffectRead,
		"Classes.Start": classcloud.EffectOnce, "Classes.Stop": classcloud.EffectOnce, "Classes.Pause": classcloud.EffectOnce,
		"Classes.Update": classcloud.EffectIdempotent,
		"Members.Join":   classcloud.EffectIdempotent, "Members.Leave": classcloud.EffectIdempotent, "Members.List": classcloud.EffectRead,
		"Members.Kick": classcloud.EffectIdempotent,
		"Meetings.Get": classcloud.EffectRead, "Meetings.Update": classcloud.EffectIdempotent,
		"Whiteboards.GetAuth": classcloud.EffectRead,
		"Documents.Add":       classcloud.EffectOnce, "Documents.Remove": classcloud.EffectOnce, "Documents.List": classcloud.EffectRead,
		"Documents.AddBatch": classcloud.EffectIdempotent, "Documents.RemoveBatch": classcloud.EffectIdempotent,
		"Assistants.SetPermit": classcloud.EffectIdempotent, "Assistants.DeletePermit": classcloud.EffectIdempotent, "Assistants.GetPermit": classcloud.EffectRead,
	}
	got := map[string]classcloud.Effect{}
	for _, op := range aui.Operations() {
		got[op.Name] = op.Effect
	}
	assert.Equal(t, want, got)
}

// A call that must happen once is not sent again when its answer is lost or says a fault, and it may have been applied.
func TestOnceIsSentOnce(t *testing.T) {
	action := &aui.ClassActionRequest{ClassID: "c", UserID: "u"}
	for name, call := range map[string]func(*aui.Client) error{
		"Classes.Create": func(c *aui.Client) error {
			_, err := c.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"})
			return err
		},
		"Classes.Start": func(c *aui.Client) error { _, err := c.Classes.Start(t.Context(), action); return err },
		"Classes.Stop":  func(c *aui.Client) error { _, err := c.Classes.Stop(t.Context(), action); return err },
		"Classes.Pause": func(c *aui.Client) error { _, err := c.Classes.Pause(t.Context(), action); return err },
		"Documents.Add": func(c *aui.Client) error {
			_, err := c.Documents.Add(t.Context(), &aui.AddDocumentRequest{ClassID: "c", DocID: "d", Data: json.RawMessage(`1`)})
			return err
		},
		"Documents.Remove": func(c *aui.Client) error {
			return c.Documents.Remove(t.Context(), &aui.RemoveDocumentRequest{ClassID: "c", DocID: "d"})
		},
	} {
		for _, status := range []int{0, 500, 502, 503, 504, 408, 200} {
			client, server := script(t, func(seen) (int, string) {
				if status == http.StatusOK {
					return status, serverFault
				}
				return status, `{"success":true,"data":{"id":"c","status":1,"docId":"d"}}`
			})
			err := call(client)
			require.Error(t, err, "%s %d", name, status)
			assert.True(t, classcloud.MaybeApplied(err), "%s %d: %v", name, status, err)
			assert.Len(t, server.seen(), 1, "%s %d", name, status)
		}
	}
}

// An envelope does not switch off what HTTP says.
func TestAnEnvelopeUnderAGatewaysStatus(t *testing.T) {
	for _, body := range []string{`{"success":false,"errorCode":"Throttling"}`, `{"success":false,"errorCode":"500","errorMsg":"x"}`, `{"success":true,"data":{"id":"x"}}`, `<html>`, ``} {
		for _, status := range []int{429, 500, 502, 503, 504} {
			answer := func(r clienttest.Request) clienttest.Answer {
				if r.N == 1 {
					return clienttest.Answer{Status: status, Body: body, Header: http.Header{"Retry-After": {"7"}}}
				}
				return clienttest.JSON(`{"success":true,"data":{"id":"c1","title":"t","teacher_id":"x","aliyun_id":"g"}}`)
			}
			clock := clienttest.NewClock()
			client := stubbed(t, answer, classcloud.WithClock(clock))
			got, err := client.Classes.Get(t.Context(), &aui.GetClassRequest{ClassID: "c1", UserID: "u"})
			require.NoError(t, err, "%d %s", status, body)
			assert.Equal(t, "c1", got.ClassID)
			assert.GreaterOrEqual(t, clock.Slept()[0].Seconds(), 7.0)

			client = stubbed(t, answer, classcloud.WithClock(clock))
			_, err = client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"})
			if status == http.StatusTooManyRequests && !strings.HasPrefix(body, `{"success":true`) {
				require.NoError(t, err, "%s: it was not applied, so it is tried again", body)
				continue
			}
			assert.True(t, classcloud.MaybeApplied(err), "%d %s", status, body)
		}
	}
	client := stubbed(t, clienttest.Always(clienttest.Answer{Status: 429, Body: `{"success":false,"errorCode":"Throttling"}`, Header: http.Header{"Retry-After": {"7"}}}),
		classcloud.WithoutRetry())
	_, err := client.Classes.Create(t.Context(), &aui.CreateClassRequest{Title: "t", TeacherID: "x"})
	failure := failureOf(t, err, classcloud.ResourceExhausted)
	assert.Equal(t, classcloud.OutcomeNotApplied, failure.Outcome)
	assert.Equal(t, "Throttling", failure.Code)
	assert.InDelta(t, 7, failure.RetryAfter.Seconds(), 0)
}
