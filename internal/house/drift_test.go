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

// freeForm are objects whose members are the caller's own, or that no document describes: they are kept whole, and nothing in them is new.
var freeForm = []string{"agora Members.Get /data/userProperties", "agora Widgets.ListEvents /data/list/0/data/changeProperties",
	"agora Rooms.Get /data/muteAudio", "agora Rooms.Get /data/muteChat", "agora Rooms.Get /data/muteVideo", "agora Rooms.Get /data/roleConfig",
	"agora Rooms.Get /data/roomProperties/groups", "agora Rooms.Get /data/roomProperties/processes/openCamera",
	"agora Rooms.Get /data/roomProperties/processes/remoteControl", "agora Rooms.Get /data/roomProperties/processes/waveArm",
	"agora Rooms.Get /data/roomProperties/reward", "agora Rooms.Get /data/roomProperties/screen", "agora Rooms.Get /data/roomProperties/webhookConfig"}

// Every object of every documented reply gets a member that nobody knows, one at a time: OnDrift names it, or what it is in.
func TestDriftSeesEveryObjectOfEveryReply(t *testing.T) {
	for _, v := range vendors {
		t.Run(v.name, func(t *testing.T) {
			w := v.open(t)
			var seen []string
			watch := classcloud.OnDrift(func(d classcloud.Drift) { seen = append(seen, d.Path) })
			client, err := v.with(w.client, watch)
			require.NoError(t, err)
			for _, op := range v.operations() {
				reply := v.documentedReply(op.Name)
				for _, place := range objects(t, reply) {
					if slices.Contains(freeForm, v.name+" "+op.Name+" "+place) {
						continue
					}
					w.kit.Respond(op.Name, with(t, reply, place))
					seen = nil
					_, err := invoke.CallFilled(t.Context(), client, op, golden.Fill, classcloud.WithoutChecks())
					if err != nil && strings.Contains(err.Error(), newcomer) {
						continue // in a map it is a row that cannot be read
					}
					at := strings.ReplaceAll(place, "/extra.", "/") + "/" + newcomer + "/" // Agora's dotted paths are read without it
					assert.True(t, slices.ContainsFunc(seen, func(path string) bool { return strings.HasPrefix(at, path+"/") }),
						"%s: nobody told of %s/%s: %v", op.Name, place, newcomer, seen)
				}
				w.kit.Respond(op.Name, "")
			}
		})
	}
}

// Every list of every documented reply gets one element more that nobody can read: the others are delivered all the same.
func TestAnOddRowCostsNoOther(t *testing.T) {
	for _, v := range vendors {
		t.Run(v.name, func(t *testing.T) {
			w := v.open(t)
			for _, op := range v.operations() {
				call := func(reply string) (any, error) {
					w.kit.Respond(op.Name, reply)
					return invoke.CallFilled(t.Context(), w.client, op, golden.Fill, classcloud.WithoutChecks())
				}
				reply := v.documentedReply(op.Name)
				whole, _ := call(reply)
				for _, place := range objects(t, reply) {
					list, found := strings.CutSuffix(place, "/0")
					if !found || whole == nil {
						continue
					}
					got, err := call(change(t, reply, list, func(at any) any {
						if rows, isList := at.([]any); isList {
							return append(rows, "odd")
						}
						return at // an object whose members are numbers
					}))
					assert.NotNil(t, got, "%s: an odd row in %s costs all: %v", op.Name, list, err)
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
	return change(t, reply, place, func(at any) any {
		at.(map[string]any)[newcomer] = fmt.Sprint("new at ", place)
		return at
	})
}

// change changes the value at a place.
func change(t *testing.T, reply, place string, to func(any) any) string {
	t.Helper()
	var v any
	require.NoError(t, json.Unmarshal([]byte(reply), &v))
	var walk func(v any, steps []string) any
	walk = func(v any, steps []string) any {
		if len(steps) == 0 {
			return to(v)
		}
		switch in := v.(type) {
		case map[string]any:
			in[steps[0]] = walk(in[steps[0]], steps[1:])
		case []any:
			i, err := strconv.Atoi(steps[0])
			require.NoError(t, err)
			in[i] = walk(in[i], steps[1:])
		}
		return v
	}
	out, err := json.Marshal(walk(v, strings.Split(place, "/")[1:]))
	require.NoError(t, err)
	return string(out)
}
