package house_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/vendortest"
	"github.com/stretchr/testify/assert"
)

// The golden says how often each operation is sent when nothing tells what became of it, and what its error then says: one that is
// sent again must bear it. An operation whose effect changes changes its line.
func TestWhatIsSentAgain(t *testing.T) {
	for _, v := range vendors {
		t.Run(v.name, func(t *testing.T) {
			w := v.open(t)
			var b strings.Builder
			for _, op := range v.operations() {
				w.kit.ClearRequests()
				w.kit.Inject(op.Name, vendortest.Fault{Status: 503, Times: -1})
				_, err := invoke.CallFilled(t.Context(), w.client, op, golden.Fill, classcloud.WithoutChecks())
				fmt.Fprintf(&b, "%s: sent %d×, %v\n", op.Name, len(w.of(op.Name)), clienttest.AsError(t, err).Outcome)
				w.kit.ClearFaults()
			}
			golden.Check(t, "testdata/sent-again/"+v.name+".golden", b.String(), "go test ./internal/house -run TestWhatIsSentAgain -update")
		})
	}
}

// An id of 0 or below, wherever it stands among the arguments, is refused before anything is sent.
func TestNoIDBelowOneIsSent(t *testing.T) {
	for _, v := range vendors {
		t.Run(v.name, func(t *testing.T) {
			w := v.open(t)
			for _, op := range v.operations() {
				for _, bad := range []int64{-1, -1 << 62} {
					w.kit.ClearRequests()
					spoiled := false
					_, err := invoke.CallFilled(t.Context(), w.client, op, func(arg reflect.Value) {
						golden.Fill(arg)
						spoiled = spoilIDs(arg, "", bad) || spoiled
					})
					if !spoiled {
						continue
					}
					assert.ErrorIs(t, err, classcloud.InvalidArgument, "%s with %d", op.Name, bad)
					assert.Empty(t, w.of(op.Name), "%s with %d", op.Name, bad)
				}
			}
		})
	}
}

// spoilIDs sets every number that is an id by its name, and positional ones, which are ids all.
func spoilIDs(v reflect.Value, name string, to int64) (found bool) {
	switch v.Kind() {
	case reflect.Pointer:
		return !v.IsNil() && spoilIDs(v.Elem(), name, to)
	case reflect.Slice:
		for i := range v.Len() {
			found = spoilIDs(v.Index(i), strings.TrimSuffix(name, "s"), to) || found
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				found = spoilIDs(v.Field(i), f.Name, to) || found
			}
		}
	case reflect.Int64:
		if strings.HasSuffix(name, "ID") || name == "" {
			v.SetInt(to)
			return true
		}
	}
	return found
}
