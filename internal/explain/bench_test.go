package explain_test

import (
	"strings"
	"testing"

	"github.com/go-classcloud/classcloud/internal/explain"
)

// BenchmarkUnknown explains a request that no mistake explains: the dearest of small requests.
func BenchmarkUnknown(b *testing.B) {
	r := request(b, "POST", createRoom, formType, formOf(roomFields(), strings.Repeat("0", 32)))
	for b.Loop() {
		v, err := explain.Explain("baijiayun", baijiayunKeys(), r)
		if err != nil || v.Mistake != "unknown" {
			b.Fatal(err)
		}
		b.ReportMetric(float64(v.Tried), "tried")
	}
}

// BenchmarkAccepted explains a request that is right.
func BenchmarkAccepted(b *testing.B) {
	r := request(b, "POST", createRoom, formType, formOf(roomFields(), md5Of(plainText(sortedFields(roomFields()))+partnerText+partnerKey)))
	for b.Loop() {
		if v, err := explain.Explain("baijiayun", baijiayunKeys(), r); err != nil || !v.Accepted {
			b.Fatal(err)
		}
	}
}
