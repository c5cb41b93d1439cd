package house_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/internal/invoke"
)

// newcomer is a member that no document knows.
const newcomer = "zz_newcomer"

// Every object of every documented reply gets a member that nobody knows, one at a time: OnDrift names it.
func TestDriftSeesEveryObjectOfEveryReply(t *testing.T) {
	for _, v := range vendors {
		t.Run(v.name, func(t *testing.T) {
			w := v.open(t)
			var seen []string
			watch := classcloud.OnDrift(func(d classcloud.Drift) { seen = append(seen, d.Path+" "+d.Problem) })
			client, err := v.with(w.client, watch)
			require.NoError(t, err)
			for _, op := range v.operations() {
				reply := v.documentedReply(op.Name)
				for _, place := range objects(t, reply) {
					w.kit.Respond(op.Name, with(t, reply, place))
					seen = nil
					_, _ = invoke.CallFilled(t.Context(), client, op, golden.Fill, classcloud.WithoutChecks(), classcloud.WithoutRetry())
					assert.True(t, slices.ContainsFunc(seen, func(s string) bool { return strings.Contains(s, newcomer) }),
						"%s: nobody told of %s/%s: %v", op.Name, place, newcomer, seen)
				}
				w.kit.Respond(op.Name, "")
			}
		})
	}
}

// objects returns the places of all objects in a reply, the first of every list's.
func objects(t *testing.T, reply string) (places []string) {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal([]byte(reply), &v))
	var walk func(v any, at string)
	walk = func(v any, at string) {
		switch v := v.(type) {
		case map[string]any:
			places = append(places, at)
			for _, name := range slices.Sorted(maps.Keys(v)) {
				walk(v[name], at+"/"+name)
			}
		case []any:
			if len(v) > 0 {
				walk(v[0], at+"/0")
			}
		}
	}
	walk(v, "")
	return places
}

// with adds the newcomer to the object at a place.
func with(t *testing.T, reply, place string) string {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal([]byte(reply), &v))
	at := v
	for _, step := range strings.Split(place, "/")[1:] {
		switch in := at.(type) {
		case map[string]any:
			at = in[step]
		case []any:
			i, err := strconv.Atoi(step)
			require.NoError(t, err)
			at = in[i]
		}
	}
	at.(map[string]any)[newcomer] = fmt.Sprint("new at ", place)
	out, err := json.Marshal(v)
	require.NoError(t, err)
	return string(out)
}
