package agora_test

import (
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/agora"
	"github.com/go-classcloud/classcloud/internal/clienttest"
)

// walk is one of the lists with an All method.
type walk struct {
	path, item string
	all        func(client *agora.Client, nextID string, yield func(id string, err error) bool)
}

// names turns a walk over any type into one over its items' ids.
func names[T any](all iter.Seq2[T, error], id func(T) string, yield func(string, error) bool) {
	for item, err := range all {
		if !yield(id(item), err) {
			return
		}
	}
}

func walks(t *testing.T) map[string]walk {
	ctx := t.Context()
	sequence := func(n int64) string { return fmt.Sprint(n) }
	return map[string]walk{
		"recordings": {"/records", `{"recordId":"%d"}`, func(c *agora.Client, nextID string, yield func(string, error) bool) {
			names(c.Recordings.All(ctx, &agora.ListRecordingsRequest{RoomUUID: "r", NextID: nextID}), func(r agora.Recording) string { return r.RecordID }, yield)
		}},
		"room events": {"/sequences", `{"sequence":%d}`, func(c *agora.Client, nextID string, yield func(string, error) bool) {
			names(c.Events.All(ctx, &agora.ListEventsRequest{RoomUUID: "r", NextID: nextID}), func(e agora.Event) string { return sequence(e.Sequence) }, yield)
		}},
		"widget events": {"/widgets/w/sequences", `{"sequence":%d}`, func(c *agora.Client, nextID string, yield func(string, error) bool) {
			names(c.Widgets.AllEvents(ctx, &agora.ListWidgetEventsRequest{RoomUUID: "r", WidgetUUID: "w", NextID: nextID}), func(e agora.Event) string { return sequence(e.Sequence) }, yield)
		}},
		"quiz events": {"/widgets/popupQuiz/sequences", `{"sequence":%d}`, func(c *agora.Client, nextID string, yield func(string, error) bool) {
			names(c.Widgets.AllQuizEvents(ctx, &agora.ListAnswerEventsRequest{RoomUUID: "r", NextID: nextID}), func(e agora.QuizEvent) string { return sequence(e.Sequence) }, yield)
		}},
		"poll events": {"/widgets/poll/sequences", `{"sequence":%d}`, func(c *agora.Client, nextID string, yield func(string, error) bool) {
			names(c.Widgets.AllPollEvents(ctx, &agora.ListAnswerEventsRequest{RoomUUID: "r", NextID: nextID}), func(e agora.PollEvent) string { return sequence(e.Sequence) }, yield)
		}},
	}
}

// pages returns a client of a list. page makes each page, with a NextID that is a number, a text or null, as Agora's is.
func pages(t *testing.T, w walk, asked *[]string, page func(nextID string) string) *agora.Client {
	t.Helper()
	return stubbed(t, clienttest.NewTransport(func(r clienttest.Request) clienttest.Answer {
		assert.Contains(t, r.Path, "/v2/rooms/r"+w.path)
		*asked = append(*asked, r.Query.Encode())
		return clienttest.JSON(`{"code":0,"data":` + page(r.Query.Get("nextId")) + `}`)
	}), classcloud.WithoutRetry())
}

func TestAllWalksPageByPage(t *testing.T) {
	for name, w := range walks(t) {
		t.Run(name, func(t *testing.T) {
			list := func(from, to int) string {
				out := ""
				for n := from; n <= to; n++ {
					out += "," + fmt.Sprintf(w.item, n)
				}
				return `"list":[` + out[1:] + `]`
			}
			three := func(nextID string) string {
				switch nextID {
				case "":
					return `{` + list(1, 2) + `,"nextId":3}`
				case "3":
					return `{` + list(3, 4) + `,"nextId":"5"}`
				}
				return `{` + list(5, 5) + `,"nextId":null}`
			}
			var asked, got []string
			collect := func(id string, err error) bool {
				require.NoError(t, err)
				got = append(got, id)
				return true
			}
			client := pages(t, w, &asked, three)
			w.all(client, "", collect)
			assert.Equal(t, []string{"1", "2", "3", "4", "5"}, got)
			assert.Equal(t, []string{"", "nextId=3", "nextId=5"}, asked)

			asked, got = nil, nil
			w.all(client, "3", collect)
			assert.Equal(t, []string{"3", "4", "5"}, got, "from a cursor on")

			asked, got = nil, nil
			w.all(client, "", func(id string, err error) bool {
				got = append(got, id)
				return len(got) < 2
			})
			assert.Equal(t, []string{""}, asked, "nothing is asked for after a break")

			asked = nil
			var last error
			w.all(pages(t, w, &asked, func(string) string { return `{` + list(1, 1) + `,"nextId":"1"}` }), "", func(_ string, err error) bool {
				last = err
				return true
			})
			assert.ErrorIs(t, last, classcloud.DataLoss, "a server that repeats itself")
			assert.Len(t, asked, 2)

			errs := 0
			w.all(pages(t, w, &asked, func(string) string { return `7` }), "", func(_ string, err error) bool {
				assert.Error(t, err)
				errs++
				return true
			})
			assert.Equal(t, 1, errs, "an error ends the walk")
		})
	}
}

func TestAllRefusesNoRequest(t *testing.T) {
	client := (&network{}).client(t)
	for _, err := range client.Events.All(t.Context(), nil) {
		assert.ErrorIs(t, err, classcloud.InvalidArgument)
	}
	var e *classcloud.Error
	_, err := client.Events.List(t.Context(), nil)
	require.True(t, errors.As(err, &e))
	assert.Equal(t, []string{"request is nil"}, slices.Collect(func(yield func(string) bool) {
		for _, f := range e.Fields {
			yield(f.String())
		}
	}))
	require.ErrorIs(t, client.Groups.Start(t.Context(), nil), classcloud.InvalidArgument)
	require.ErrorIs(t, client.Recordings.Update(t.Context(), nil), classcloud.InvalidArgument)
}
