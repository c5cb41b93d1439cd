package house_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// doubtful are statuses that leave open what became of a call.
var doubtful = []int{http.StatusRequestTimeout, 500, 502, 503, 504, 520, 599}

// A program that believed an envelope under a 5xx made 202 rooms for 200 lessons.
func TestAWriteUnderADoubtfulStatusMayHaveBeenApplied(t *testing.T) {
	for _, status := range doubtful {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			eachVendor(t, func(t *testing.T, w *world) {
				w.kit.Lie(w.createOp, vendortest.Lie{Status: status})
				result, err := w.create(t.Context(), 1)
				assert.True(t, classcloud.MaybeApplied(err), "%v", err)
				assert.Equal(t, 1, w.made(), "made once")
				if !w.keyed {
					assert.Len(t, w.of(w.createOp), 1, "a repeat would make another")
				}
				if w.vendor != "agora" { // its create returns nothing: the id is the caller's
					assert.False(t, reflect.ValueOf(result).IsZero(), "the id is beside the error")
				}
			})
		})
	}
}

func TestAReadUnderADoubtfulStatusIsTriedAgain(t *testing.T) {
	for _, status := range doubtful {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			eachVendor(t, func(t *testing.T, w *world) {
				w.kit.Lie(w.readOp, vendortest.Lie{Status: status})
				_, err := w.read(t.Context())
				require.Error(t, err)
				assert.False(t, classcloud.MaybeApplied(err), "a read changes nothing")
				assert.Len(t, w.of(w.readOp), 3, "whatever the envelope says")
			})
		})
	}
}

func TestAnEnvelopeUnderA429IsALimit(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		for _, body := range []string{w.documented, "", `{"code":0}`, "<html>slow down</html>"} {
			w.kit.Inject(w.createOp, vendortest.Fault{Status: 429, Body: body, Header: http.Header{"Retry-After": {"17"}}, Times: -1})
			_, err := w.create(t.Context(), 1, classcloud.WithoutRetry())
			e := clienttest.AsError(t, err)
			assert.Equal(t, classcloud.ResourceExhausted, e.Kind, body)
			assert.Equal(t, classcloud.OutcomeNotApplied, e.Outcome, body)
			assert.Equal(t, 17*time.Second, e.RetryAfter, body)
			assert.Zero(t, w.made())
			w.kit.ClearFaults()
		}
	})
}

// nothings are the ways in which PHP says nothing.
var nothings = []string{"[]", "{}", "null", `""`, "false", "absent"}

func TestNothingIsNeverAZeroStruct(t *testing.T) {
	for _, nothing := range nothings {
		t.Run(nothing, func(t *testing.T) {
			eachVendor(t, func(t *testing.T, w *world) {
				w.kit.Lie(w.readOp, vendortest.Lie{Nothing: nothing})
				got, err := w.read(t.Context())
				if _, verb, _ := strings.Cut(w.readOp, "."); strings.HasPrefix(verb, "List") {
					assert.NoError(t, err, "a list that is empty")
				} else {
					assert.ErrorIs(t, err, classcloud.NotFound)
					assert.True(t, reflect.ValueOf(got).IsZero(), "%v", got)
				}

				if w.vendor == "agora" { // its create returns nothing
					return
				}
				w.kit.Lie(w.createOp, vendortest.Lie{Nothing: nothing})
				got, err = w.create(t.Context(), 1)
				assert.ErrorIs(t, err, classcloud.DataLoss)
				assert.True(t, classcloud.MaybeApplied(err), "%v", err)
				assert.True(t, reflect.ValueOf(got).IsZero(), "%v", got)
				assert.Equal(t, 1, w.made())
			})
		})
	}
}

// emptiable are reads of a single thing that may hold nothing.
var emptiable = []string{
	"Meetings.Get",              // nobody is on stage
	"Reports.GetQuestionnaires", // lists of one class
	"Reports.GetExpressions",
	"Groups.GetCodes",
	"Callbacks.GetClassURL", "Callbacks.GetTranscodeURL", // none is set
}

// Every read of every vendor: a list is empty, and a single thing is not found.
func TestNothingInEveryReply(t *testing.T) {
	for _, v := range vendors {
		t.Run(v.name, func(t *testing.T) {
			w := v.open(t)
			for _, op := range v.operations() {
				var envelope map[string]json.RawMessage
				require.NoError(t, json.Unmarshal([]byte(v.documentedReply(op.Name)), &envelope), op.Name)
				_, verb, _ := strings.Cut(op.Name, ".")
				if op.Effect != classcloud.EffectRead || envelope["data"] == nil {
					continue
				}
				for _, nothing := range nothings {
					w.kit.Lie(op.Name, vendortest.Lie{Nothing: nothing})
					w.kit.Respond(op.Name, v.documentedReply(op.Name))
					got, err := invoke.CallFilled(t.Context(), w.client, op, golden.Fill, classcloud.WithoutChecks())
					if strings.HasPrefix(verb, "List") || slices.Contains(emptiable, op.Name) {
						assert.NoError(t, err, "%s of %s", op.Name, nothing)
						continue
					}
					assert.Error(t, err, "%s of %s is %v", op.Name, nothing, got)
					if reflect.ValueOf(got).Kind() == reflect.Pointer {
						assert.Nil(t, got, "%s of %s", op.Name, nothing)
					}
				}
				w.kit.Lie(op.Name, vendortest.Lie{})
				w.kit.Respond(op.Name, "")
			}
		})
	}
}

// A program must not notice how a server pages and orders.
func TestJourneysWithAServerThatLies(t *testing.T) {
	for name, lie := range map[string]vendortest.Lie{
		"a row a page":     {PageCap: 1},
		"three rows":       {PageCap: 3},
		"in reverse order": {Reverse: true},
	} {
		t.Run(name, func(t *testing.T) {
			eachVendor(t, func(t *testing.T, w *world) {
				w.kit.Lie("", lie)
				w.journey(t, t.Context())
			})
		})
	}
}
