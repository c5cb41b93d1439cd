package house_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/vendortest"
)

// refusals are the vendors' envelopes around a code.
var refusals = map[string]string{
	"agora":       `{"code":%v,"msg":"x","ts":1}`,
	"aui":         `{"success":false,"errorCode":"%v","errorMsg":"x"}`,
	"baijiayun":   `{"code":%v,"msg":"x"}`,
	"classin":     `{"error_info":{"errno":%v,"error":"x"}}`,
	"weclassroom": `{"status":0,"error_code":%v,"msg":"x"}`,
}

// A vendor may answer 200 and write what should be the status into its envelope.
func TestACodeThatIsAnHTTPStatusIsReadAsOne(t *testing.T) {
	for _, test := range []struct {
		code    int
		kind    classcloud.Kind
		outcome classcloud.Outcome
	}{
		{429, classcloud.ResourceExhausted, classcloud.OutcomeNotApplied},
		{502, classcloud.Unavailable, classcloud.OutcomeUnknown},
		{503, classcloud.Unavailable, classcloud.OutcomeUnknown},
		{504, classcloud.Unavailable, classcloud.OutcomeUnknown},
		{520, classcloud.Unavailable, classcloud.OutcomeUnknown},
	} {
		t.Run(fmt.Sprint(test.code), func(t *testing.T) {
			eachVendor(t, func(t *testing.T, w *world) {
				w.kit.Inject(w.createOp, vendortest.Fault{Body: fmt.Sprintf(refusals[w.vendor], test.code), Times: -1})
				_, err := w.create(t.Context(), 1, classcloud.WithoutRetry())
				e := clienttest.AsError(t, err)
				assert.Equal(t, test.kind, e.Kind, "%v", err)
				assert.Equal(t, test.outcome, e.Outcome, "%v", err)
			})
		})
	}
}

// catchAlls are codes that the documents call a general or a system error.
var catchAlls = map[string]string{"aui": "500", "baijiayun": "1", "weclassroom": "50000"}

func TestACatchAllCodeLeavesAWriteOpen(t *testing.T) {
	eachVendor(t, func(t *testing.T, w *world) {
		code, has := catchAlls[w.vendor]
		if !has {
			code = "987654" // a code that stands in no document
		}
		w.kit.Inject(w.createOp, vendortest.Fault{Body: fmt.Sprintf(refusals[w.vendor], code), Times: -1})
		_, err := w.create(t.Context(), 1)
		assert.True(t, classcloud.MaybeApplied(err), "%v", err)
		if !w.keyed {
			assert.Len(t, w.of(w.createOp), 1)
		}
	})
}
