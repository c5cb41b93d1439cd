package transport

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/go-classcloud/classcloud"
	"github.com/go-classcloud/classcloud/internal/clienttest"
	"github.com/go-classcloud/classcloud/internal/wire"
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
			err := connect(t, s.URL).Do(t.Context(), &Call{Op: &test.op, Known: test.known}, out, []classcloud.CallOption{
				classcloud.OnDrift(func(d classcloud.Drift) { told = append(told, d.Path+" "+d.Problem) })})
			assert.NoError(t, err)
			assert.Equal(t, test.want, told)
		})
	}
}

// inList is a protocol whose payload is a member of the data.
type inList struct{ *fake }

func (p inList) Decode(c *Call, r *classcloud.Reply) ([]byte, *classcloud.Error) {
	envelope, _ := Envelope(r)
	data, _ := wire.Split(envelope.Get("data"))
	c.At = "/list"
	return data.Get("list"), nil
}

// A result that is a member of the data is told by its place in the reply, in drift and in errors.
func TestAPayloadInsideTheData(t *testing.T) {
	s := serve(t, reply(200, `{"code":0,"data":{"list":[{"id":1,"new":2},{"id":"x"}],"more":3}}`))
	h := connect(t, s.URL)
	h.Client.protocol = inList{h.protocol}
	var told []string
	var rows []thing
	err := h.Do(t.Context(), &Call{Op: &opRead}, &rows, []classcloud.CallOption{
		classcloud.OnDrift(func(d classcloud.Drift) { told = append(told, d.Path+" "+d.Problem) })})
	e := clienttest.AsError(t, err)
	assert.Equal(t, []thing{{ID: 1}}, rows)
	assert.Equal(t, "/list/1", e.Rows[0].Path)
	assert.Equal(t, []string{"/data/list/0/new unknown field", "/data/more unknown field"}, told)
}
