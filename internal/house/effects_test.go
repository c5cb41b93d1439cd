package house_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/golden"
	"github.com/go-classcloud/classcloud/internal/invoke"
	"github.com/go-classcloud/classcloud/internal/vendortest"
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
