package classin_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/classin"
)

// cannedReply answers every request without a network.
type cannedReply string

func (a cannedReply) RoundTrip(r *http.Request) (*http.Response, error) {
	_, _ = io.Copy(io.Discard, r.Body)
	return &http.Response{StatusCode: http.StatusOK, ProtoMajor: 1, Header: http.Header{"Content-Type": {"application/json"}}, Request: r,
		ContentLength: int64(len(a)), Body: io.NopCloser(strings.NewReader(string(a)))}, nil
}

// labelling returns a batch of so many items, whose rows name them in another order.
func labelling(t testing.TB, items int) func() {
	in := &classin.SetClassLabelsRequest{CourseID: 1}
	var rows []string
	for i := range items {
		in.Classes = append(in.Classes, classin.ClassLabels{ClassID: int64(1000 + i), LabelIDs: []int64{1}, CustomColumn: fmt.Sprint("mark ", i)})
		rows = append(rows, fmt.Sprintf(`{"classId":%d,"customColumn":"mark %d","errno":1,"error":"程序正常执行"}`, 1000+items-1-i, items-1-i))
	}
	reply := `{"data":[` + strings.Join(rows, ",") + `],"error_info":{"errno":1,"error":"程序正常执行"}}`
	client, err := classin.New(classin.Credentials{SID: 1234567, Secret: "invented"}, classcloud.WithLimiter(classcloud.NoLimit{}),
		classcloud.WithHTTPClient(&http.Client{Transport: cannedReply(reply)}))
	require.NoError(t, err)
	return func() {
		got, err := client.Classes.SetLabels(context.Background(), in)
		require.NoError(t, err)
		require.Len(t, got, items)
		require.EqualValues(t, 1000+items-1, got[items-1].Value.ClassID)
	}
}

// BenchmarkBatch shows what an item costs: as much in a batch of 5,000 as in one of 500.
func BenchmarkBatch(b *testing.B) {
	for _, items := range []int{500, 5000} {
		b.Run(fmt.Sprint(items), func(b *testing.B) {
			send := labelling(b, items)
			b.ReportAllocs()
			for b.Loop() {
				send()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*items)/1000, "µs/item")
		})
	}
}
