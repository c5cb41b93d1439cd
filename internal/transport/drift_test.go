package transport

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
)

// What nobody reads is told wherever it stands in the reply: beside the data, in it, and for an operation without a result.
func TestDriftSeesTheWholeReply(t *testing.T) {
	none := opOnce
	none.Payload = PayloadNone
	for _, test := range []struct {
		name, reply string
		op          Row
		known       []string
		want        []string
	}{
		{"nothing new", `{"code":0,"data":{"id":7}}`, opRead, nil, nil},
		{"a member of the data", `{"code":0,"data":{"id":7,"colour":"red"}}`, opRead, nil, []string{"/data/colour unknown field"}},
		{"a member beside the data", `{"code":0,"trace_id":"q","data":{"id":7}}`, opRead, nil, []string{"/trace_id unknown field"}},
		{"a member that the protocol reads", `{"code":0,"trace_id":"q","data":{"id":7}}`, opRead, []string{"trace_id"}, nil},
		{"data of an operation without a result", `{"code":0,"data":{"room_id":7}}`, none, nil, []string{"/data/room_id unknown field"}},
		{"a name that needs escaping", `{"code":0,"a/b~c":1,"data":{"id":7}}`, opRead, nil, []string{"/a~1b~0c unknown field"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := serve(t, reply(200, test.reply))
			var told []string
			var result *thing
			var out any
			if test.op.Payload != PayloadNone {
				out = &result
			}
			err := connect(t, s.URL).Do(t.Context(), &Call{Op: test.op, Known: test.known}, out, []classcloud.CallOption{
				classcloud.OnDrift(func(d classcloud.Drift) { told = append(told, d.Path+" "+d.Problem) })})
			assert.NoError(t, err)
			assert.Equal(t, test.want, told)
		})
	}
}
